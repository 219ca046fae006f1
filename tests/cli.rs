//! The program as its operator meets it: what it says, how it ends, that it stops when told.

use std::process::{Command, Output, Stdio};

use krug::kernel::time::Clock;
use krug::sandbox::Sandbox;
use tempfile::TempDir;
use tokio::process::Command as Running;

/// The program with nothing of our own environment, in an empty folder.
fn krug(dir: &TempDir, vars: &[(&str, &str)], args: &[&str]) -> Command {
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
    for word in ["run", "check", "invite", ".env.example"] {
        assert!(help.contains(word), "{help}");
    }
}

#[test]
fn a_settings_file_is_read() {
    let dir = TempDir::new().expect("a folder");
    std::fs::write(dir.path().join(".env"), "TELOXIDE_TOKEN=123:secret\nDATABASE_URL=postgres://x\n").expect("a file");
    let output = krug(&dir, &[], &[]).output().expect("it runs");
    assert!(said(&output).starts_with("DATABASE_URL \"postgres://x\" is no SQLite file"), "{}", said(&output));
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
async fn two_bots_on_one_database_are_refused() {
    let sandbox = Sandbox::start(Clock::system()).await.expect("a port");
    let dir = TempDir::new().expect("a folder");
    let vars = [("TELOXIDE_TOKEN", sandbox.token()), ("TELOXIDE_API_URL", &sandbox.url())];
    let mut first = Running::from(krug(&dir, &vars, &[])).stderr(Stdio::null()).spawn().expect("it runs");
    sandbox.wait_until(Sandbox::is_polled).await.expect("it polls");
    let second = Running::from(krug(&dir, &vars, &[])).output().await.expect("it runs");
    assert_eq!(second.status.code(), Some(1));
    assert!(said(&second).contains("another Krug already works with"), "{}", said(&second));
    first.kill().await.expect("it ends");
}
