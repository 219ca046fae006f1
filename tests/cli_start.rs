//! The first minute with Telegram: servers that are silent, broken, busy or not what they seem, and a stop amid it all.

use std::process::{Command, Stdio};
use std::time::Duration;

use axum::Router;
use axum::http::{StatusCode, header};
use chrono::TimeDelta;
use krug::app;
use krug::kernel::time::Clock;
use krug::sandbox::{Fault, Sandbox};
use krug::telegram::{self, meet};
use reqwest::Url;
use secrecy::SecretString;
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::process::{Child, Command as Running};
use tokio_util::sync::CancellationToken;

use crate::cli::krug;
use crate::support;

/// The bot's own promise is two seconds; a busy machine gets a little more.
const STOPS_WITHIN: Duration = Duration::from_millis(2500);

fn started(dir: &TempDir, url: &str) -> Child {
    let vars = [("TELOXIDE_TOKEN", "1:a"), ("TELOXIDE_API_URL", url)];
    Running::from(krug(dir, &vars, &[])).stderr(Stdio::null()).kill_on_drop(true).spawn().expect("it runs")
}

async fn stops(mut bot: Child) {
    let pid = bot.id().expect("it runs").to_string();
    Command::new("kill").args(["-TERM", &pid]).status().expect("kill");
    let status = tokio::time::timeout(STOPS_WITHIN, bot.wait()).await.expect("it stops in time").expect("it ends");
    assert_eq!(status.code(), Some(0));
}

/// A server that gives everybody this answer. Returns its address.
async fn answering(status: StatusCode, location: String, body: &'static str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    let answer = move || async move { (status, [(header::LOCATION, location)], body) };
    tokio::spawn(async move { axum::serve(listener, Router::new().fallback(answer)).await });
    url
}

fn client(url: &str, token: &str) -> teloxide::Bot {
    let url = Url::parse(url).expect("an address");
    telegram::client(&SecretString::from(token), Some(&url), None).expect("a client")
}

#[tokio::test]
async fn it_stops_while_the_server_is_silent() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let dir = TempDir::new().expect("a folder");
    let bot = started(&dir, &format!("http://{}", listener.local_addr().expect("an address")));
    let _open = listener.accept().await.expect("it calls");
    stops(bot).await;
}

#[tokio::test]
async fn it_stops_while_the_server_is_broken() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    let (asked, mut called) = tokio::sync::mpsc::channel(1);
    let answer = move || async move {
        let _full = asked.try_send(());
        StatusCode::BAD_GATEWAY
    };
    tokio::spawn(async move { axum::serve(listener, Router::new().fallback(answer)).await });
    let dir = TempDir::new().expect("a folder");
    let bot = started(&dir, &url);
    called.recv().await.expect("it calls");
    stops(bot).await;
}

#[tokio::test]
async fn it_stops_while_another_program_holds_the_database() {
    let dir = TempDir::new().expect("a folder");
    let url = format!("sqlite://{}?mode=rwc", dir.path().join("krug.db").display());
    let raw = sqlx::SqlitePool::connect(&url).await.expect("a connection");
    let held = raw.begin_with("BEGIN EXCLUSIVE").await.expect("nobody else writes");
    let mut bot = started(&dir, "http://127.0.0.1:1");
    let lock = dir.path().join("krug.db.lock");
    while !lock.exists() {
        assert!(bot.try_wait().expect("a child").is_none(), "it ended by itself");
        tokio::task::yield_now().await;
    }
    stops(bot).await;
    drop(held);
}

#[tokio::test]
async fn a_server_that_says_only_what_it_must_is_understood() {
    let me = r#"{"ok":true,"result":{"id":1,"is_bot":true,"first_name":"K","username":"krug_bot"}}"#;
    let url = answering(StatusCode::OK, String::new(), me).await;
    assert_eq!(meet::name(&client(&url, "1:a")).await, Ok("krug_bot".to_owned()));
    let nameless = answering(StatusCode::OK, String::new(), r#"{"ok":true,"result":{"id":1}}"#).await;
    assert!(matches!(meet::name(&client(&nameless, "1:a")).await, Err(meet::Refused::Passing(_))));
}

#[tokio::test]
async fn the_token_is_carried_nowhere_else() {
    let sandbox = Sandbox::start(Clock::system()).await.expect("a port");
    let other = format!("{}/bot{}/getMe", sandbox.url(), sandbox.token());
    let url = answering(StatusCode::TEMPORARY_REDIRECT, other, "moved").await;
    let answer = meet::name(&client(&url, sandbox.token())).await;
    assert!(matches!(answer, Err(meet::Refused::Passing(_))), "{answer:?}");
    assert!(sandbox.calls().is_empty(), "{:?}", sandbox.calls());
}

#[tokio::test]
async fn an_error_never_shows_the_token() {
    let answer = meet::name(&client("http://127.0.0.1:1", "1:secret")).await.expect_err("nobody listens");
    assert!(answer.to_string().contains("refused") && !answer.to_string().contains("secret"), "{answer}");
}

#[tokio::test]
async fn a_wait_is_kept_and_a_webhook_taken_away_at_last() {
    let sandbox = Sandbox::start(Clock::system()).await.expect("a port");
    sandbox.fail_next("getMe", Fault::flood(2), 1);
    sandbox.fail_next("deleteWebhook", Fault::flood(0), 1);
    let name = app::introduce(&support::bot(&sandbox), &CancellationToken::new()).await.expect("the token is right");
    assert_eq!(name.as_deref(), Some(sandbox.bot_username()));
    let calls = sandbox.calls();
    let order: Vec<&str> = calls.iter().map(|call| call.method.as_str()).collect();
    assert_eq!(order, ["getMe", "getMe", "deleteWebhook", "deleteWebhook"]);
    assert!(calls[1].at - calls[0].at >= TimeDelta::seconds(2));
    assert_eq!(calls[3].status, 200);
}

#[tokio::test]
async fn its_own_words_are_set_one_by_one_and_a_wait_is_kept() {
    let sandbox = Sandbox::start(Clock::system()).await.expect("a port");
    sandbox.fail_next("setMyDescription", Fault::flood(0), 2);
    app::set_menu(&support::bot(&sandbox), &CancellationToken::new()).await;
    let (done, waited): (Vec<_>, Vec<_>) = sandbox.calls().into_iter().partition(|call| call.status == 200);
    assert_eq!((done.len(), waited.len()), (9, 2));
    for pair in done.windows(2) {
        assert!(pair[1].at - pair[0].at >= TimeDelta::milliseconds(400), "{pair:?}");
    }
}

#[tokio::test]
async fn its_own_words_wait_for_the_next_start_if_telegram_says_so() {
    let sandbox = Sandbox::start(Clock::system()).await.expect("a port");
    sandbox.fail_next("setMyCommands", Fault::flood(80_000), 1);
    app::set_menu(&support::bot(&sandbox), &CancellationToken::new()).await;
    assert_eq!(sandbox.calls().len(), 1);
}

#[tokio::test]
async fn a_stop_is_heard_while_its_own_words_wait() {
    let sandbox = Sandbox::start(Clock::system()).await.expect("a port");
    sandbox.fail_next("setMyCommands", Fault::flood(500), 1);
    let stop = CancellationToken::new();
    let bot = support::bot(&sandbox);
    let stopping = async {
        sandbox.wait_until(|s| !s.calls().is_empty()).await.expect("it calls");
        stop.cancel();
    };
    tokio::time::timeout(Duration::from_secs(10), async { tokio::join!(app::set_menu(&bot, &stop), stopping) })
        .await
        .expect("it ends");
}
