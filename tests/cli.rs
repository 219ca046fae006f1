//! The program as its operator meets it: what it says, how it ends, that it stops when told.

use std::process::{Command, Output, Stdio};

use krug::db::Exclusive;
use krug::kernel::time::Clock;
use krug::sandbox::Sandbox;
use sqlx::SqlitePool;
use tempfile::TempDir;
use tokio::process::Command as Running;

/// The program with nothing of our own environment, in an empty folder.
pub fn krug(dir: &TempDir, vars: &[(&str, &str)], args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_krug"));
    command.current_dir(dir.path()).env_clear().envs(vars.iter().copied()).args(args);
    command
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

#[test]
fn without_a_token_it_says_what_to_do_and_ends_with_2() {
    let dir = TempDir::new().expect("a folder");
    let output = krug(&dir, &[], &[]).output().expect("it runs");
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).starts_with("TELOXIDE_TOKEN is not set: ask @BotFather"), "{}", said(&output));
}

#[test]
fn a_wrong_setting_is_named_and_nothing_secret_is_shown() {
    let dir = TempDir::new().expect("a folder");
    let vars = [("TELOXIDE_TOKEN", "123:secret"), ("KRUG_OWNERS", "anna")];
    let output = krug(&dir, &vars, &["run"]).output().expect("it runs");
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("KRUG_OWNERS") && !said(&output).contains("secret"), "{}", said(&output));
}

#[test]
fn check_lists_what_it_found() {
    let dir = TempDir::new().expect("a folder");
    let output = krug(&dir, &[("TELOXIDE_TOKEN", "123:secret")], &["check"]).output().expect("it runs");
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    for id in ["skillsclub", "tutaev_pos", "perm_nastavniki", "anuchino_school", "ya_tochka_rosta"] {
        assert!(said(&output).contains(id), "{}", said(&output));
    }
    let output = krug(&dir, &[], &["check"]).output().expect("it runs");
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
}

#[test]
fn help_explains_every_command() {
    let dir = TempDir::new().expect("a folder");
    let help = said(&krug(&dir, &[], &["--help"]).output().expect("it runs"));
    for word in ["run", "demo", "check", "status", "invite", ".env.example"] {
        assert!(help.contains(word), "{help}");
    }
}

#[test]
fn a_settings_file_is_read() {
    let dir = TempDir::new().expect("a folder");
    std::fs::write(dir.path().join(".env"), "TELOXIDE_TOKEN=123:secret\nDATABASE_URL=postgres://x\n").expect("a file");
    let output = krug(&dir, &[], &[]).output().expect("it runs");
    assert!(said(&output).starts_with("DATABASE_URL is no SQLite file"), "{}", said(&output));
}

#[test]
fn a_broken_settings_file_names_the_line_and_keeps_its_secret() {
    let dir = TempDir::new().expect("a folder");
    std::fs::write(dir.path().join(".env"), "KRUG_OWNERS=7\nTELOXIDE_TOKEN=123:secret word\n").expect("a file");
    for (command, code) in [("run", 2), ("invite", 2), ("check", 1)] {
        let community = (command == "invite").then_some("skillsclub");
        let args: Vec<&str> = std::iter::once(command).chain(community).collect();
        let output = krug(&dir, &[], &args).output().expect("it runs");
        assert_eq!(output.status.code(), Some(code), "{command}: {}", said(&output));
        assert!(said(&output).starts_with(".env line 2 cannot be read: write NAME=value"), "{}", said(&output));
        assert!(!said(&output).contains("secret"), "{}", said(&output));
    }
}

#[test]
fn every_wrong_setting_ends_the_start_with_2_and_is_named() {
    let wrong = [
        ("DATABASE_URL", "sqlite://"),
        ("DATABASE_URL", "sqlite://krug.db?mode=bad"),
        ("DATABASE_URL", "sqlite://no/such/krug.db"),
        ("TELOXIDE_PROXY", "socks5h://прокси:1080"),
        ("RUST_LOG", "krug=loud"),
        ("KRUG_COMMUNITIES", "skilsclub"),
    ];
    for (name, value) in wrong {
        let dir = TempDir::new().expect("a folder");
        let output = krug(&dir, &[("TELOXIDE_TOKEN", "1:a"), (name, value)], &[]).output().expect("it runs");
        assert_eq!(output.status.code(), Some(2), "{value}: {}", said(&output));
        assert!(said(&output).starts_with(name), "{value}: {}", said(&output));
    }
}

#[test]
fn all_that_is_wrong_is_said_at_once() {
    let dir = TempDir::new().expect("a folder");
    let vars = [("TELOXIDE_TOKEN", "1:a"), ("KRUG_COMMUNITIES", "skilsclub"), ("RUST_LOG", "=="), ("KRUG_OWNERS", "x")];
    let output = krug(&dir, &vars, &[]).output().expect("it runs");
    let said = said(&output);
    assert!(["KRUG_COMMUNITIES", "RUST_LOG", "KRUG_OWNERS"].iter().all(|name| said.contains(name)), "{said}");
}

#[test]
fn check_makes_nothing() {
    let dir = TempDir::new().expect("a folder");
    let output = krug(&dir, &[("TELOXIDE_TOKEN", "1:a")], &["check"]).output().expect("it runs");
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert!(said(&output).contains("is not there yet: it will be made at the first start"), "{}", said(&output));
    assert_eq!(std::fs::read_dir(dir.path()).expect("a folder").count(), 0);
}

/// A database as the version before this one left it.
async fn an_older_database(dir: &TempDir) -> SqlitePool {
    let url = format!("sqlite://{}?mode=rwc", dir.path().join("krug.db").display());
    let raw = SqlitePool::connect(&url).await.expect("a new database");
    let all = sqlx::migrate!();
    let last_but_one = all.iter().rev().nth(1).expect("there are several").version;
    all.run_to(last_but_one, &raw).await.expect("the migrations run");
    raw
}

async fn migrations(raw: &SqlitePool) -> i64 {
    sqlx::query_scalar("SELECT count(*) FROM _sqlx_migrations").fetch_one(raw).await.expect("a count")
}

#[tokio::test]
async fn check_counts_the_migrations_to_come_and_leaves_them() {
    let dir = TempDir::new().expect("a folder");
    let raw = an_older_database(&dir).await;
    let before = migrations(&raw).await;
    let output = krug(&dir, &[("TELOXIDE_TOKEN", "1:a")], &["check"]).output().expect("it runs");
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert!(said(&output).contains("1 migration to come at the next start"), "{}", said(&output));
    assert_eq!(migrations(&raw).await, before);
}

#[tokio::test]
async fn an_invitation_beside_a_bot_of_another_version_is_refused() {
    let dir = TempDir::new().expect("a folder");
    let raw = an_older_database(&dir).await;
    let before = migrations(&raw).await;
    let lock = Exclusive::take(&format!("sqlite://{}", dir.path().join("krug.db").display())).expect("nobody has it");
    let vars = [("TELOXIDE_TOKEN", "1:a"), ("TELOXIDE_API_URL", "http://127.0.0.1:1")];
    let output = krug(&dir, &vars, &["invite", "skillsclub"]).output().expect("it runs");
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    assert!(said(&output).contains("is of an older version"), "{}", said(&output));
    assert_eq!(migrations(&raw).await, before);
    drop(lock);
    let output = krug(&dir, &vars, &["invite", "skillsclub"]).output().expect("it runs");
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert_eq!(migrations(&raw).await, before + 1);
}

#[test]
fn an_invitation_can_be_made_while_telegram_is_away() {
    let dir = TempDir::new().expect("a folder");
    let vars = [("TELOXIDE_TOKEN", "1:a"), ("TELOXIDE_API_URL", "http://127.0.0.1:1")];
    let output = krug(&dir, &vars, &["invite", "skillsclub"]).output().expect("it runs");
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert!(said(&output).contains("send this to the bot within 7 days: /start i_"), "{}", said(&output));
}

#[tokio::test]
async fn an_invitation_for_an_unknown_bot_is_not_made() {
    let sandbox = Sandbox::start(Clock::system()).await.expect("a port");
    let dir = TempDir::new().expect("a folder");
    let vars = [("TELOXIDE_TOKEN", "999:revoked"), ("TELOXIDE_API_URL", &sandbox.url())];
    let output = Running::from(krug(&dir, &vars, &["invite", "skillsclub"])).output().await.expect("it runs");
    assert_eq!(output.status.code(), Some(2), "{}", said(&output));
    assert!(said(&output).contains("TELOXIDE_TOKEN is not known to Telegram"), "{}", said(&output));
    assert_eq!(std::fs::read_dir(dir.path()).expect("a folder").count(), 0);
}

#[cfg(target_os = "linux")]
#[test]
fn a_listener_who_went_away_is_a_failure_and_no_panic() {
    let dir = TempDir::new().expect("a folder");
    let full = std::fs::File::options().write(true).open("/dev/full").expect("a device");
    let output = krug(&dir, &[("TELOXIDE_TOKEN", "1:a")], &["check"]).stdout(full).output().expect("it runs");
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
}

#[tokio::test]
async fn an_invitation_names_the_bot_and_holds_a_token() {
    let sandbox = Sandbox::start(Clock::system()).await.expect("a port");
    let dir = TempDir::new().expect("a folder");
    let vars = [("TELOXIDE_TOKEN", sandbox.token()), ("TELOXIDE_API_URL", &sandbox.url())];
    let run = |community: &'static str| Running::from(krug(&dir, &vars, &["invite", community])).output();
    let output = run("skillsclub").await.expect("it runs");
    let link = said(&output);
    assert!(link.starts_with(&format!("https://t.me/{}?start=i_", sandbox.bot_username())), "{link}");
    let output = run("nowhere").await.expect("it runs");
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("known are: skillsclub"), "{}", said(&output));
}

#[tokio::test]
async fn a_revoked_token_ends_the_start_with_a_sentence() {
    let sandbox = Sandbox::start(Clock::system()).await.expect("a port");
    let dir = TempDir::new().expect("a folder");
    let vars = [("TELOXIDE_TOKEN", "999:revoked"), ("TELOXIDE_API_URL", &sandbox.url())];
    let output = Running::from(krug(&dir, &vars, &[])).output().await.expect("it runs");
    assert_eq!(output.status.code(), Some(2), "{}", said(&output));
    assert!(said(&output).contains("TELOXIDE_TOKEN is not known to Telegram"), "{}", said(&output));
}

#[tokio::test]
async fn sigterm_stops_it_cleanly_with_nothing_lost() {
    for signal in ["-TERM", "-INT"] {
        let sandbox = Sandbox::start(Clock::system()).await.expect("a port");
        let dir = TempDir::new().expect("a folder");
        let vars = [("TELOXIDE_TOKEN", sandbox.token()), ("TELOXIDE_API_URL", &sandbox.url())];
        let start = || Running::from(krug(&dir, &vars, &[])).stderr(Stdio::null()).spawn().expect("it runs");
        let mut bot = start();
        sandbox.wait_until(Sandbox::is_polled).await.expect("it polls");
        let anna = sandbox.add_person("Анна", None, None, Some("ru"));
        sandbox.say(anna, "/start");
        sandbox.wait_until(|s| !s.said(anna).is_empty()).await.expect("it answers");
        let pid = bot.id().expect("it runs").to_string();
        Command::new("kill").args([signal, &pid]).status().expect("kill");
        let status = bot.wait().await.expect("it ends");
        assert_eq!(status.code(), Some(0), "{signal}");
        sandbox.say(anna, "/help");
        let mut again = start();
        sandbox.wait_until(|s| s.said(anna).len() == 2).await.expect("it goes on");
        again.kill().await.expect("it ends");
    }
}

#[tokio::test]
async fn beside_a_running_bot_one_may_look_and_invite_but_not_run_another() {
    let sandbox = Sandbox::start(Clock::system()).await.expect("a port");
    let dir = TempDir::new().expect("a folder");
    let vars = [("TELOXIDE_TOKEN", sandbox.token()), ("TELOXIDE_API_URL", &sandbox.url())];
    let mut first = Running::from(krug(&dir, &vars, &[])).stderr(Stdio::null()).spawn().expect("it runs");
    sandbox.wait_until(Sandbox::is_polled).await.expect("it polls");
    let second = Running::from(krug(&dir, &vars, &[])).output().await.expect("it runs");
    assert_eq!(second.status.code(), Some(1));
    assert!(said(&second).contains("another Krug already works with"), "{}", said(&second));
    let check = Running::from(krug(&dir, &vars, &["check"])).output().await.expect("it runs");
    assert_eq!(check.status.code(), Some(0), "{}", said(&check));
    assert!(said(&check).contains("is sound and up to date"), "{}", said(&check));
    let invite = Running::from(krug(&dir, &vars, &["invite", "skillsclub"])).output().await.expect("it runs");
    assert!(said(&invite).contains("?start=i_"), "{}", said(&invite));
    first.kill().await.expect("it ends");
}
