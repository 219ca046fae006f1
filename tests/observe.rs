//! Whoever watches the bot: figures for Prometheus while it runs, and `krug status` for a person, also when it does not.

use std::net::SocketAddr;
use std::process::{Output, Stdio};

use chrono::TimeDelta;
use krug::db::Db;
use krug::kernel::time::Clock;
use krug::observe::{Observer, ask, serve};
use krug::sandbox::{Fault, Sandbox};
use sqlx::SqlitePool;
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, BufReader, Lines};
use tokio::process::{Child, ChildStderr, Command};
use tokio_util::sync::CancellationToken;

use crate::cli::krug;
use crate::support::{Krug, a_thursday};

/// A bot in a process of its own that shows its figures at a free port.
struct Shown {
    sandbox: Sandbox,
    dir: TempDir,
    bot: Child,
    at: SocketAddr,
    /// Its log; the bot writes it as long as somebody may read it.
    _log: Lines<BufReader<ChildStderr>>,
}

impl Shown {
    async fn start() -> Self {
        let sandbox = Sandbox::start(Clock::system()).await.expect("a port");
        let dir = TempDir::new().expect("a folder");
        let url = sandbox.url();
        let vars = [("TELOXIDE_TOKEN", sandbox.token()), ("TELOXIDE_API_URL", &url), ("KRUG_METRICS", "127.0.0.1:0")];
        let mut command = Command::from(krug(&dir, &vars, &[]));
        let mut bot = command.stderr(Stdio::piped()).kill_on_drop(true).spawn().expect("it runs");
        let mut log = BufReader::new(bot.stderr.take().expect("a pipe")).lines();
        let at = loop {
            let line = log.next_line().await.expect("a line").expect("it says where before it ends");
            if let Some((_, rest)) = line.split_once("figures at http://") {
                break rest.trim_end_matches("/metrics").parse().expect("an address");
            }
        };
        Self { sandbox, dir, bot, at, _log: log }
    }

    async fn get(&self, path: &str) -> (u16, String) {
        let answer = reqwest::get(format!("http://{}{path}", self.at)).await.expect("it answers");
        (answer.status().as_u16(), answer.text().await.expect("a text"))
    }

    async fn status(&self) -> Output {
        status(&self.dir, &[("KRUG_METRICS", &self.at.to_string())]).await
    }
}

async fn status(dir: &TempDir, vars: &[(&str, &str)]) -> Output {
    Command::from(krug(dir, vars, &["status"])).output().await.expect("it runs")
}

/// How it ended, and what it said.
#[track_caller]
fn check(output: &Output, code: i32, words: &[&str]) {
    let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.status.code(), Some(code), "{said}");
    for words in words {
        assert!(said.contains(words), "{words} is not in:\n{said}");
    }
}

/// A database as the bot leaves it, with what these statements do to it.
async fn left_behind(statements: &[&'static str]) -> TempDir {
    let dir = TempDir::new().expect("a folder");
    let url = format!("sqlite://{}", dir.path().join("krug.db").display());
    Db::open(&url).await.expect("a new database").close().await;
    let raw = SqlitePool::connect(&url).await.expect("a connection");
    for statement in statements {
        sqlx::query(*statement).execute(&raw).await.expect("a statement");
    }
    raw.close().await;
    dir
}

#[tokio::test]
async fn a_running_bot_shows_its_figures_and_nobodys_name() {
    let shown = Shown::start().await;
    let anna = shown.sandbox.add_person("Анна", Some("Смирнова"), None, Some("ru"));
    shown.sandbox.say(anna, "/start skillsclub");
    shown.sandbox.wait_until(|s| !s.said(anna).is_empty()).await.expect("it answers");
    let (code, text) = shown.get("/metrics").await;
    assert_eq!(code, 200);
    for line in ["krug_updates_stored_total 1", "krug_updates_decided_total 1", "krug_transaction_seconds_count 1"] {
        assert!(text.lines().any(|l| l == line), "{line}\n{text}");
    }
    assert!(text.is_ascii() && !text.contains("skillsclub") && !text.contains(&anna.0.to_string()), "{text}");
    assert_eq!(shown.get("/").await, (404, "The figures are at /metrics\n".to_owned()));
}

#[tokio::test]
async fn status_asks_the_running_bot_and_ends_well_while_all_is_well() {
    let mut shown = Shown::start().await;
    shown.sandbox.wait_until(Sandbox::is_polled).await.expect("it polls");
    let said =
        ["Krug is running since", "updates                0", "given up      nothing", "decided       0 updates"];
    check(&shown.status().await, 0, &said);
    check(&status(&shown.dir, &[]).await, 0, &["Krug is running\n"]);
    let elsewhere = status(&shown.dir, &[("KRUG_METRICS", "127.0.0.1:1")]).await;
    check(&elsewhere, 0, &["Krug is running\n", "its own figures cannot be had at http://127.0.0.1:1/metrics"]);
    shown.bot.kill().await.expect("it ends");
    check(&shown.status().await, 1, &["Krug is not running", "This wants somebody: the bot is not running"]);
}

#[tokio::test]
async fn what_was_given_up_ends_status_with_1() {
    let lately = "INSERT INTO inbox (update_id, lane, body, state, received_at)
                  VALUES (1, 5, '{}', 'dead', CAST(unixepoch('subsec') * 1000 AS INTEGER))";
    let words = ["given up      1 update", "given up in the last three days: 1 update (the log says why)"];
    check(&status(&left_behind(&[lately]).await, &[]).await, 1, &words);
}

#[tokio::test]
async fn what_waits_for_long_ends_status_with_1() {
    let old = "INSERT INTO inbox (update_id, lane, body, received_at) VALUES (1, 5, '{}', 0)";
    check(&status(&left_behind(&[old]).await, &[]).await, 1, &["updates                1", "updates wait for"]);
}

#[tokio::test]
async fn status_makes_nothing() {
    let dir = TempDir::new().expect("a folder");
    check(&status(&dir, &[]).await, 1, &["there is no database yet: the first start of the bot makes it"]);
    assert_eq!(std::fs::read_dir(dir.path()).expect("a folder").count(), 0);
}

#[tokio::test]
async fn figures_for_everybody_are_refused_with_a_sentence() {
    let dir = TempDir::new().expect("a folder");
    let vars = [("TELOXIDE_TOKEN", "1:a"), ("KRUG_METRICS", "0.0.0.0:9464")];
    let output = Command::from(krug(&dir, &vars, &[])).output().await.expect("it runs");
    check(&output, 2, &["KRUG_METRICS: 0.0.0.0:9464 can be reached from outside", "write 127.0.0.1:9464"]);
}

#[tokio::test]
async fn a_port_that_is_taken_ends_the_start_with_a_sentence() {
    let taken = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let at = taken.local_addr().expect("an address").to_string();
    let dir = TempDir::new().expect("a folder");
    let vars = [("TELOXIDE_TOKEN", "1:a"), ("TELOXIDE_API_URL", "http://127.0.0.1:1"), ("KRUG_METRICS", &at)];
    let output = Command::from(krug(&dir, &vars, &[])).output().await.expect("it runs");
    check(&output, 1, &[&format!("KRUG_METRICS: {at} cannot be used")]);
}

#[tokio::test]
async fn figures_are_read_while_somebody_else_writes() {
    let dir = TempDir::new().expect("a folder");
    let url = format!("sqlite://{}", dir.path().join("krug.db").display());
    let db = Db::open(&url).await.expect("a new database");
    let writing = db.begin().await.expect("nobody else writes");
    let (clock, stop) = (Clock::standing(a_thursday()), CancellationToken::new());
    let free = "127.0.0.1:0".parse().expect("an address");
    let at = serve(free, Observer::default(), db.clone(), clock, stop.clone()).await.expect("a port");
    let live = ask(at).await.expect("it answers");
    assert_eq!(live.started, Some(a_thursday()));
    drop(writing);
    stop.cancel();
}

#[tokio::test]
async fn the_lanes_and_the_ends_of_calls_are_counted() {
    let krug = Krug::start().await;
    let anna = krug.person("Анна");
    krug.enrol(anna, "skillsclub", ("Смирнова", "Анна"), &[]).await;
    krug.run_on(TimeDelta::minutes(1)).await;
    krug.shows("krug_floods_total", r#"scope="chat""#, 0.0).await;
    krug.sandbox.fail_next("sendMessage", Fault::flood(30), 1);
    anna.says("/help").await;
    krug.shows("krug_floods_total", r#"scope="chat""#, 1.0).await;
    krug.shows("krug_calls_total", r#"outcome="flood""#, 1.0).await;
    krug.shows("krug_queue_rows", r#"queue="outbox",lane="reply""#, 1.0).await;
    krug.run_on(TimeDelta::seconds(25)).await;
    krug.shows("krug_queue_oldest_seconds", r#"queue="outbox",lane="reply""#, 25.0).await;
    krug.run_on(TimeDelta::seconds(10)).await;
    krug.shows("krug_queue_rows", r#"queue="outbox",lane="reply""#, 0.0).await;
    krug.nothing_left().await;
}
