//! `krug demo` as whoever types it meets it: what it says, what it refuses, what it keeps, that it knows no token.

use std::process::{Command, Output, Stdio};
use std::time::Duration;

use krug::db::Db;
use serde_json::{Value, json};
use sqlx::SqlitePool;
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::net::TcpListener;
use tokio::process::Child;

use crate::cli::krug;
use crate::support::demo::Demo;

fn refused(dir: &TempDir, vars: &[(&str, &str)], args: &[&str]) -> String {
    let output: Output = krug(dir, vars, args).stdin(Stdio::null()).output().expect("it runs");
    assert_ne!(output.status.code(), Some(0));
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A signal ends it in time and in good order.
async fn stops(process: &mut Child, signal: &str) {
    let pid = process.id().expect("it runs").to_string();
    Command::new("kill").args([signal, &pid]).status().expect("kill");
    let ended = tokio::time::timeout(Duration::from_millis(2500), process.wait()).await;
    assert_eq!(ended.expect("it stops in time").expect("it ends").code(), Some(0));
}

/// How many things lie in a folder.
fn left_in(dir: &TempDir) -> usize {
    std::fs::read_dir(dir.path()).expect("a folder").count()
}

/// The texts in a person's chat with the bot.
fn texts(whole: &Value, user: &Value) -> Vec<String> {
    let chats = whole["chats"].as_array().into_iter().flatten();
    let bubbles = chats.filter(|chat| chat["chat"] == *user).flat_map(|chat| chat["put"].as_array());
    bubbles.flatten().map(|bubble| bubble["text"].as_str().unwrap_or_default().to_owned()).collect()
}

#[tokio::test]
async fn with_nobody_there_four_strangers_stand_before_an_empty_bot() {
    let demo = Demo::start(&["--empty"]).await;
    let whole = demo.whole().await;
    let people = whole["people"].as_array().expect("a list").clone();
    let roles: Vec<&str> = people.iter().filter_map(|person| person["role"].as_str()).collect();
    assert_eq!(roles, ["teacher", "mentor", "coordinator", "newcomer"]);
    assert!(people.iter().all(|person| person["opened"] == false), "{people:?}");
    assert_eq!(whole["links"].as_array().map(Vec::len), Some(6), "five communities, and a coordinator's invitation");
}

#[tokio::test]
async fn it_stops_within_two_seconds_though_a_page_is_open_and_leaves_nothing() {
    let dir = TempDir::new().expect("a folder");
    let mut demo = Demo::start_in(&dir, &[], &["--empty"]).await;
    let _open = reqwest::get(format!("{}live", demo.address)).await.expect("the page answers");
    assert_eq!(left_in(&dir), 1, "the temporary database");
    stops(&mut demo.process, "-TERM").await;
    assert_eq!(left_in(&dir), 0);
}

#[tokio::test]
async fn its_figures_are_shown_where_one_says() {
    let dir = TempDir::new().expect("a folder");
    let vars = [("TMPDIR", dir.path().to_str().expect("text")), ("KRUG_METRICS", "127.0.0.1:0"), ("RUST_LOG", "info")];
    let mut process = tokio::process::Command::from(krug(&dir, &vars, &["demo", "--port", "0", "--empty"]))
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .expect("it runs");
    let mut log = BufReader::new(process.stderr.take().expect("it is piped")).lines();
    let at = loop {
        let line = log.next_line().await.expect("text").expect("it says where before it ends");
        if let Some((_, rest)) = line.split_once("figures at ") {
            break rest.to_owned();
        }
    };
    let shown = reqwest::get(at).await.expect("it answers").text().await.expect("text");
    assert!(shown.contains("krug_queue_rows{"), "{shown}");
}

#[tokio::test]
async fn whoever_cannot_wait_for_the_story_may_stop_it() {
    let dir = TempDir::new().expect("a folder");
    let vars = [("TMPDIR", dir.path().to_str().expect("text"))];
    let mut process = tokio::process::Command::from(krug(&dir, &vars, &["demo", "--port", "0"]))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .expect("it runs");
    let mut lines = BufReader::new(process.stdout.take().expect("it is piped")).lines();
    lines.next_line().await.expect("text").expect("a line: it prepares");
    while left_in(&dir) == 0 {
        tokio::task::yield_now().await;
    }
    stops(&mut process, "-INT").await;
    assert_eq!(left_in(&dir), 0);
    let complained = process.wait_with_output().await.expect("it has ended").stderr;
    assert_eq!(String::from_utf8_lossy(&complained), "");
}

#[tokio::test]
async fn no_token_and_no_address_of_the_environment_is_used() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    let dir = TempDir::new().expect("a folder");
    std::fs::write(dir.path().join(".env"), format!("TELOXIDE_TOKEN=1:from-a-file\nTELOXIDE_PROXY={url}\nbroken line"))
        .expect("a file");
    let vars = [
        ("TELOXIDE_TOKEN", "1:secret"),
        ("TELOXIDE_API_URL", url.as_str()),
        ("TELOXIDE_PROXY", url.as_str()),
        ("HTTP_PROXY", url.as_str()),
        ("DATABASE_URL", "sqlite://real.db"),
    ];
    let demo = Demo::start_in(&dir, &vars, &["--empty"]).await;
    let user = demo.whole().await["people"][0]["id"].clone();
    demo.act(&json!({ "act": "say", "user": user, "chat": user, "text": "/start" })).await;
    demo.tells(|whole| texts(whole, &user).len() >= 2).await;
    let nobody = tokio::time::timeout(Duration::ZERO, listener.accept()).await;
    assert!(nobody.is_err(), "something of the environment was called");
    assert!(!dir.path().join("real.db").exists(), "a database in earnest was made");
}

#[tokio::test]
async fn a_kept_database_knows_its_people_again() {
    let dir = TempDir::new().expect("a folder");
    let mut first = Demo::start_in(&dir, &[], &["--empty", "--db", "town.db"]).await;
    let user = first.whole().await["people"][1]["id"].clone();
    first.act(&json!({ "act": "say", "user": user, "chat": user, "text": "/start skillsclub" })).await;
    first.tells(|whole| texts(whole, &user).len() >= 2).await;
    first.act(&json!({ "act": "run", "seconds": 3 * 86_400 })).await;
    first.tells(|whole| whole["clock"]["ahead"].as_i64() >= Some(71 * 3_600_000)).await;
    first.act(&json!({ "act": "say", "user": user, "chat": user, "text": "/help" })).await;
    first.tells(|whole| texts(whole, &user).len() >= 4).await;
    first.process.kill().await.expect("it is killed");
    let again = Demo::start_in(&dir, &[], &["--db", "town.db"]).await;
    let whole = again.whole().await;
    assert_eq!((&whole["people"][0]["id"], &whole["people"][0]["opened"]), (&user, &json!(true)));
    assert_eq!(texts(&whole, &user), Vec::<String>::new());
    let ahead = whole["clock"]["ahead"].as_i64().expect("a number");
    assert!(ahead > 2 * 86_400_000, "time does not go back to where it was three days before: {ahead}");
    again.act(&json!({ "act": "say", "user": user, "chat": user, "text": "/start" })).await;
    again.tells(|whole| texts(whole, &user).len() >= 2).await;
}

#[tokio::test]
async fn a_database_in_earnest_and_one_of_the_demo_never_meet() {
    let dir = TempDir::new().expect("a folder");
    let url = |name: &str| format!("sqlite://{}", dir.path().join(name).display());
    Db::open(&url("real.db")).await.expect("a new database").close().await;
    Db::open_demo(&url("town.db")).await.expect("a new database").close().await;
    let said = refused(&dir, &[], &["demo", "--port", "0", "--db", "real.db"]);
    assert!(said.contains("not made by the demo"), "{said}");
    let another = SqlitePool::connect(&format!("{}?mode=rwc", url("songs.db"))).await.expect("a database");
    sqlx::query("CREATE TABLE songs (title TEXT)").execute(&another).await.expect("a table");
    another.close().await;
    let songs = || std::fs::read(dir.path().join("songs.db")).expect("a file");
    let before = songs();
    let said = refused(&dir, &[], &["demo", "--port", "0", "--db", "songs.db"]);
    assert!(said.contains("not made by the demo") && songs() == before, "{said}");
    let vars =
        [("TELOXIDE_TOKEN", "1:a"), ("TELOXIDE_API_URL", "http://127.0.0.1:9"), ("DATABASE_URL", "sqlite://town.db")];
    for command in ["run", "check"] {
        let said = refused(&dir, &vars, &[command]);
        assert!(said.contains("its people are invented"), "{command}: {said}");
    }
    Db::open_demo(&url("town.db")).await.expect("it is the demo's").close().await;
}

#[tokio::test]
async fn the_first_community_served_is_filled_and_its_coordinators_link_works() {
    let dir = TempDir::new().expect("a folder");
    let demo = Demo::start_in(&dir, &[("KRUG_COMMUNITIES", "tutaev_pos")], &[]).await;
    let whole = demo.whole().await;
    let (people, links) = (whole["people"].as_array().expect("a list"), whole["links"].as_array().expect("a list"));
    let newcomer = people.iter().find(|person| person["role"] == "newcomer").expect("she is there")["id"].clone();
    let link = links.iter().find(|link| link["coordinator"] == true).expect("it is there")["start"].clone();
    let start = format!("/start {}", link.as_str().expect("a payload"));
    demo.act(&json!({ "act": "say", "user": newcomer, "chat": newcomer, "text": start })).await;
    let seen = texts(&demo.tells(|whole| texts(whole, &newcomer).len() >= 2).await, &newcomer);
    assert!(seen[1].contains("согласие"), "{seen:?}");
}

#[tokio::test]
async fn an_address_that_others_reach_is_refused_with_the_reason() {
    let dir = TempDir::new().expect("a folder");
    let said = refused(&dir, &[], &["demo", "--port", "0", "--address", "0.0.0.0"]);
    assert!(said.contains("no password") && said.contains("--anybody-may-act-as-everybody"), "{said}");
}

#[tokio::test]
async fn what_is_taken_or_unknown_is_named() {
    let dir = TempDir::new().expect("a folder");
    let taken = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let port = taken.local_addr().expect("an address").port().to_string();
    let said = refused(&dir, &[], &["demo", "--port", &port]);
    assert!(said.contains("name another port with --port"), "{said}");
    let said = refused(&dir, &[], &["demo", "--port", "0", "--community", "skilsclub"]);
    assert!(said.contains("no community \"skilsclub\" is served; known are: "), "{said}");
    let said = refused(&dir, &[], &["demo", "--port", "0", "--db", "what?.db"]);
    assert!(said.contains("no ? and no %"), "{said}");
    // SQLite would take it for the address of town.db.
    Demo::start_in(&dir, &[], &["--empty", "--db", "file:town.db"]).await;
    assert!(dir.path().join("file:town.db").exists() && !dir.path().join("town.db").exists());
}
