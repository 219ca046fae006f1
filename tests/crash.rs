//! The process is killed (SIGKILL) again and again under load, at moments counted in calls and not in time; then
//! everything is looked through for what was lost and what was done twice.
//!
//! `KRUG_KILLS` says how often; .ci/run asks for many more than the ordinary test.

use std::process::Stdio;
use std::time::Duration;

use krug::db::Db;
use krug::kernel::time::Clock;
use krug::sandbox::{Limits, Sandbox, UserId};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use sqlx::sqlite::{SqliteConnectOptions, SqlitePool};
use sqlx::{Executor, Row};
use tempfile::TempDir;
use tokio::process::{Child, Command};

const PEOPLE: i64 = 40;
const SEATS: i64 = 12;
const TEXT: &str = "Завтра собираемся у главного входа";

struct Scene {
    dir: TempDir,
    sandbox: Sandbox,
    people: Vec<UserId>,
}

impl Scene {
    async fn set() -> Self {
        let sandbox = Sandbox::start(Clock::system()).await.expect("a port");
        sandbox.set_limits(Limits::without_flood_control());
        let people = (0..PEOPLE).map(|_| sandbox.add_person("Анна", None, None, Some("ru"))).collect();
        let scene = Self { dir: TempDir::new().expect("a folder"), sandbox, people };
        let db = Db::open(&scene.url()).await.expect("a new database");
        db.close().await;
        let pool = SqlitePool::connect(&scene.url()).await.expect("the database");
        for (n, user) in scene.people.iter().enumerate() {
            enrol(&pool, n as i64 + 1, user.0).await;
        }
        pool.execute(sqlx::AssertSqlSafe(format!(
            "INSERT INTO events (id, community, kind, title, starts_at, place, seats, author, state, created_at, announced_at)
             VALUES (1, 'skillsclub', 'meetup', 'Митап', {far}, 'ТОГИРРО', {SEATS}, 1, 'announced', 0, 0);
             INSERT INTO broadcasts (id, community, author, body, segment, state, night, start_at, begin_at, created_at)
             VALUES (1, 'skillsclub', 1, json_object('html', '{TEXT}'), '\"all\"', 'scheduled', 'silent', 0, {far}, 0);
             INSERT INTO jobs (key, slice, body, due_at) VALUES ('br:1:start', 'br', '{{\"Start\":1}}', 0);",
            far = 4_000_000_000_000_i64,
        )))
        .await
        .expect("an event and a broadcast");
        pool.close().await;
        scene
    }

    fn url(&self) -> String {
        format!("sqlite://{}", self.dir.path().join("krug.db").display())
    }

    fn spawn(&self) -> Child {
        Command::new(env!("CARGO_BIN_EXE_krug"))
            .current_dir(self.dir.path())
            .env_clear()
            .env("TELOXIDE_TOKEN", self.sandbox.token())
            .env("TELOXIDE_API_URL", self.sandbox.url())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .expect("it runs")
    }

    /// Waits until the bot has made `more` calls. A bot with nothing to do makes none: then this ends without them.
    async fn calls(&self, more: usize) -> bool {
        let mut changes = self.sandbox.changes();
        for _ in 0..more {
            let change = tokio::time::timeout(Duration::from_millis(400), changes.changed());
            if change.await.is_err() {
                return false;
            }
        }
        true
    }

    /// Everybody does something: says hello, and presses one answer or another.
    fn act(&self, chance: &mut StdRng, round: i64) -> i64 {
        let mut updates = 0;
        for user in &self.people {
            if chance.random_bool(0.3) {
                self.sandbox.say(*user, "/help");
                updates += 1;
            }
            // Not on the broadcast, which has no such button: the answer would be drawn over it, and could not be counted.
            let mut said = self.sandbox.said(*user).into_iter().rev();
            let Some(last) = said.find(|bubble| !bubble.text.contains(TEXT)) else { continue };
            if round > 0 && chance.random_bool(0.5) {
                let wish = ["y", "y", "n", "t"][chance.random_range(0..4)];
                let data = format!("rs:a:1:1:{wish}");
                self.sandbox.press_anyway((*user).into(), *user, last.message_id, &data);
                updates += 1;
            }
        }
        updates
    }
}

async fn enrol(pool: &SqlitePool, person: i64, account: i64) {
    let coordinator = i64::from(person == 1);
    pool.execute(sqlx::AssertSqlSafe(format!(
        "INSERT INTO persons (id, tongue, community, last_name, first_name, created_at)
         VALUES ({person}, 'ru', 'skillsclub', 'Ким', 'Анна', 0);
         INSERT INTO chat_links (messenger, account, chat, person, seen_at)
         VALUES ('telegram', {account}, {account}, {person}, 0);
         INSERT INTO memberships (person, community, state, category, coordinator, joined_at, changed_at)
         VALUES ({person}, 'skillsclub', 'active', 'student', {coordinator}, 0, 0);"
    )))
    .await
    .expect("a member");
}

async fn number(pool: &SqlitePool, sql: &'static str) -> i64 {
    sqlx::query(sql).fetch_one(pool).await.expect("a query").get(0)
}

/// Lets the bot finish in peace: until nothing is unread, undone or unsent.
async fn finish(scene: &Scene) -> SqlitePool {
    let options: SqliteConnectOptions = scene.url().parse().expect("an address");
    let pool = SqlitePool::connect_with(options.read_only(true)).await.expect("the database");
    let mut bot = scene.spawn();
    let mut stalled = 0;
    while stalled < 25 {
        let left = number(
            &pool,
            "SELECT (SELECT count(*) FROM inbox WHERE state = 'new') + (SELECT count(*) FROM jobs WHERE due_at <= unixepoch() * 1000 + 5000)
                  + (SELECT count(*) FROM outbox WHERE state IN ('queued', 'sending') OR reported = 0)",
        )
        .await;
        if left == 0 && scene.sandbox.pending_updates() == 0 && scene.sandbox.is_polled() {
            bot.kill().await.expect("it ends");
            return pool;
        }
        stalled = if scene.calls(4).await { 0 } else { stalled + 1 };
    }
    let mut left = Vec::new();
    for sql in [
        "SELECT 'inbox ' || state || ' ' || coalesce(error, '') || ' ' || count(*) FROM inbox GROUP BY state, error",
        "SELECT 'job ' || key || ' ' || state || ' ' || coalesce(error, '') FROM jobs",
        "SELECT 'outbox ' || state || ' ' || coalesce(error, '') || ' ' || count(*) FROM outbox GROUP BY state, error",
    ] {
        let rows = sqlx::query(sql).fetch_all(&pool).await.expect("a query");
        left.extend(rows.iter().map(|row| row.get::<String, _>(0)));
    }
    panic!("the bot never came to rest: {left:#?}, {} unread", scene.sandbox.pending_updates());
}

#[tokio::test]
async fn killed_at_any_moment_nothing_is_lost_and_nothing_is_done_twice() {
    let kills: i64 = std::env::var("KRUG_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(12);
    let mut chance = StdRng::seed_from_u64(20_260_924);
    let scene = Scene::set().await;
    let mut updates = PEOPLE;
    for user in &scene.people {
        scene.sandbox.say(*user, "/start");
    }
    for round in 0..kills {
        let mut bot = scene.spawn();
        updates += scene.act(&mut chance, round);
        scene.calls(chance.random_range(1..60)).await;
        bot.kill().await.expect("SIGKILL");
    }
    let pool = finish(&scene).await;
    nothing_is_lost(&scene, &pool, updates).await;
    seats_are_kept(&pool).await;
    nobody_is_told_twice(&scene, &pool).await;
}

async fn nothing_is_lost(scene: &Scene, pool: &SqlitePool, updates: i64) {
    assert_eq!(number(pool, "SELECT count(*) FROM inbox").await, updates, "every update was stored once");
    assert_eq!(number(pool, "SELECT count(*) FROM inbox WHERE state <> 'done'").await, 0, "every update was handled");
    assert_eq!(number(pool, "SELECT count(*) FROM jobs WHERE state = 'dead'").await, 0, "no job was given up");
    for user in &scene.people {
        assert!(!scene.sandbox.said(*user).is_empty(), "somebody was never answered");
    }
    let verdict = sqlx::query("PRAGMA integrity_check").fetch_one(pool).await.expect("a check");
    assert_eq!(verdict.get::<String, _>(0), "ok");
}

async fn seats_are_kept(pool: &SqlitePool) {
    let going = "SELECT count(*) FROM answers WHERE state IN ('going', 'confirm_asked', 'confirmed', 'reconfirm_asked', 'offered')";
    assert!(number(pool, going).await <= SEATS, "more people than seats");
    assert!(number(pool, "SELECT count(*) FROM answers").await > SEATS, "hardly anybody answered: nothing was tried");
}

async fn nobody_is_told_twice(scene: &Scene, pool: &SqlitePool) {
    assert_eq!(number(pool, "SELECT count(*) FROM broadcast_recipients").await, PEOPLE, "everybody is a recipient");
    let open = "SELECT count(*) FROM broadcast_recipients WHERE state IN ('waiting', 'queued')";
    assert_eq!(number(pool, open).await, 0, "somebody was left out");
    for (n, user) in scene.people.iter().enumerate() {
        let state = sqlx::query("SELECT state FROM broadcast_recipients WHERE person = ?").bind(n as i64 + 1);
        let state: String = state.fetch_one(pool).await.expect("a recipient").get(0);
        let got = scene
            .sandbox
            .bubbles(*user)
            .iter()
            .filter(|b| b.text.starts_with("От кого") && b.text.contains(TEXT))
            .count();
        match state.as_str() {
            "sent" => assert_eq!(got, 1, "told {got} times, noted as sent"),
            "unknown" => assert!(got <= 1, "told {got} times, noted as unknown"),
            other => panic!("{other} has no reason to be"),
        }
    }
}
