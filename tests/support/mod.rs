//! The running bot and people who talk to it: the real program over HTTP against the sandbox, its wheels turned by hand,
//! its clock standing until somebody runs it on. No test sleeps.

pub mod browser;
pub mod demo;
mod person;
mod wheels;

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use krug::app::{self, App};
use krug::communities::Profiles;
use krug::db::Db;
use krug::engine::{Engine, Taken};
use krug::features::{House, membership};
use krug::kernel::ids::CommunityId;
use krug::kernel::input::Request;
use krug::kernel::outcome::Worked;
use krug::kernel::time::Clock;
use krug::queue;
use krug::queue::limits::Pace;
use krug::sandbox::{Bubble, Sandbox, UserId};
use krug::telegram::{self, intake::Trouble};
use reqwest::Url;
use secrecy::SecretString;
use sqlx::{Row, SqlitePool};
use tempfile::TempDir;
use tokio::sync::Mutex;
use tokio_util::sync::CancellationToken;

/// The owner in every test (`KRUG_OWNERS`) is whoever is added first by [`Krug::owner`].
pub struct Krug {
    pub sandbox: Sandbox,
    pub clock: Clock,
    app: Mutex<App>,
    owner: UserId,
    dir: TempDir,
    raw: SqlitePool,
}

/// Somebody with a phone.
#[derive(Clone, Copy)]
pub struct Person<'k> {
    krug: &'k Krug,
    pub id: UserId,
}

/// 24 September 2026, Thursday, 10:00 in Tyumen: a working day in the middle of nowhere special.
pub fn a_thursday() -> DateTime<Utc> {
    "2026-09-24T05:00:00Z".parse().expect("a constant")
}

impl Krug {
    /// A bot that serves all five communities, on [`a_thursday`].
    pub async fn start() -> Self {
        Self::serving(None).await
    }

    /// A bot that serves these communities only.
    pub async fn serving(ids: Option<&[&str]>) -> Self {
        let ids: Option<Vec<String>> = ids.map(|ids| ids.iter().map(|id| (*id).to_owned()).collect());
        let profiles = Profiles::load(ids.as_deref(), None).expect("the shipped profiles load");
        let clock = Clock::standing(a_thursday());
        let sandbox = Sandbox::start(clock.clone()).await.expect("a port on loopback");
        let owner = sandbox.add_person("Хозяин", None, None, Some("ru"));
        let dir = TempDir::new().expect("a temporary folder");
        let url = format!("sqlite://{}", dir.path().join("krug.db").display());
        let db = Db::open(&url).await.expect("a new database");
        let raw = SqlitePool::connect(&url).await.expect("a second connection");
        let bot = bot(&sandbox);
        let username = app::introduce(&bot, &CancellationToken::new()).await.expect("the token is right");
        let house = House { bot: username.expect("not stopped"), owners: vec![owner.0] };
        let app = App::assemble(bot, db, profiles, house, clock.clone(), [7; 32]).await.expect("an empty database");
        Self { sandbox, clock, app: Mutex::new(app), owner, dir, raw }
    }

    /// Puts another reader of updates into the engine: for updates that break things.
    pub async fn reading(&self, read: fn(&str, &str) -> Request) {
        let mut app = self.app.lock().await;
        let profiles = Profiles::load(None, None).expect("the shipped profiles load");
        let house = House { bot: self.sandbox.bot_username().to_owned(), owners: vec![self.owner.0] };
        app.engine = Engine::new(app.db.clone(), profiles, house, [7; 32], read);
    }

    /// Ends the process and starts it again over the same database.
    pub async fn restarts(&self) {
        let mut app = self.app.lock().await;
        let profiles = Profiles::load(None, None).expect("the shipped profiles load");
        let house = House { bot: self.sandbox.bot_username().to_owned(), owners: vec![self.owner.0] };
        let again = App::assemble(bot(&self.sandbox), app.db.clone(), profiles, house, self.clock.clone(), [8; 32]);
        *app = again.await.expect("the database of the last process");
    }

    /// Another pace, as `KRUG_PACE` sets it.
    pub async fn keeps_pace(&self, a_second: usize) {
        let pace = Pace::new(a_second).expect("a pace");
        self.app.lock().await.sender.keep_pace(pace);
    }

    /// Changes the database behind the bot's back.
    pub async fn tamper(&self, sql: &'static str) {
        sqlx::query(sql).execute(&self.raw).await.expect("a statement");
    }

    /// The figure that is shown under this name, with these labels.
    pub async fn shows(&self, name: &str, labels: &str, figure: f64) {
        let (app, now) = (self.app.lock().await, self.clock.now());
        let mut reader = app.db.reader().acquire().await.expect("a reader");
        let depths = queue::depths(&mut reader, now).await.expect("the database works");
        let text = app.observer.exposition(&depths, now, now).expect("a text");
        let line = text.lines().find_map(|line| line.strip_prefix(&format!("{name}{{{labels}}} ")));
        assert_eq!(line.and_then(|figure| figure.parse().ok()), Some(figure), "{name} {labels}\n{text}");
    }

    /// Somebody new, whose phone speaks Russian.
    pub fn person(&self, first_name: &str) -> Person<'_> {
        self.speaker(first_name, "ru")
    }

    /// Somebody new, whose phone speaks `language`.
    pub fn speaker(&self, first_name: &str, language: &str) -> Person<'_> {
        Person { krug: self, id: self.sandbox.add_person(first_name, None, None, Some(language)) }
    }

    /// The owner of the bot.
    pub fn owner(&self) -> Person<'_> {
        Person { krug: self, id: self.owner }
    }

    /// Turns every wheel until nothing is left to do at this instant; waits of a second or two for Telegram's limits
    /// are bridged by running the clock on.
    pub async fn settle(&self) {
        let mut app = self.app.lock().await;
        self.settle_with(&mut app).await;
    }

    async fn settle_with(&self, app: &mut App) -> Option<DateTime<Utc>> {
        loop {
            let Taken { new, mut fresh } = self.take_in(app).await.expect("the sandbox answers");
            let mut worked = new > 0;
            let due = loop {
                match app.engine.turn(self.clock.now()).await.expect("the database works") {
                    Worked::Yes => (worked, fresh) = (true, None),
                    Worked::Idle(due) => break due,
                }
            };
            let next = loop {
                match wheels::send(&mut app.sender, fresh.take(), self.clock.now()).await.expect("the database works") {
                    Worked::Yes => worked = true,
                    Worked::Idle(next) => break next,
                }
            };
            match next {
                Some(at) if at - self.clock.now() <= TimeDelta::seconds(2) => self.clock.run_on(at - self.clock.now()),
                _ if worked => {}
                _ => return due.into_iter().chain(next).filter(|at| *at > self.clock.now()).min(),
            }
        }
    }

    /// Asks for updates once, and turns no other wheel.
    pub async fn asks_once(&self) -> u64 {
        let mut app = self.app.lock().await;
        self.take_in(&mut app).await.expect("the sandbox answers").new
    }

    /// Turns the wheel of decisions once, and no other.
    pub async fn turns_once(&self) {
        self.app.lock().await.engine.turn(self.clock.now()).await.expect("the database works");
    }

    async fn take_in(&self, app: &mut App) -> Result<Taken, Trouble> {
        let (intake, engine, now) = (&mut app.intake, &mut app.engine, self.clock.now());
        intake.turn(Duration::ZERO, async |came| engine.take_in(came, now).await).await
    }

    /// Turns each wheel until one of them refuses to go on; what it says.
    pub async fn stumbles(&self) -> String {
        let mut app = self.app.lock().await;
        for _ in 0..20 {
            if let Err(trouble) = self.take_in(&mut app).await {
                return trouble.to_string();
            }
            app.engine.turn(self.clock.now()).await.expect("the database works");
            match wheels::send(&mut app.sender, None, self.clock.now()).await {
                Err(halt) => return halt.to_string(),
                Ok(Worked::Idle(Some(at))) => self.clock.run_on(at - self.clock.now()),
                Ok(_) => {}
            }
        }
        panic!("nothing stumbled");
    }

    /// What the running bot does every hour: deletes what nobody needs any more.
    pub async fn sweep(&self) {
        let mut app = self.app.lock().await;
        while app.engine.sweep(self.clock.now()).await.expect("the database works") {}
        assert!(app.engine.empty_log().await.expect("the database works"), "nobody reads just now");
    }

    /// Lets time pass, stopping at every instant at which something is to be done.
    pub async fn run_on(&self, by: TimeDelta) {
        let until = self.clock.now() + by;
        let mut app = self.app.lock().await;
        loop {
            let due = self.settle_with(&mut app).await;
            let now = self.clock.now();
            if now >= until {
                return;
            }
            let next = due.filter(|at| *at < until).unwrap_or(until);
            self.clock.run_on(next - now);
        }
    }

    /// So many who have pressed START and belong to SkillsClub, without having said a word to get there.
    pub async fn crowd(&self, n: usize) -> Vec<Person<'_>> {
        let people: Vec<Person<'_>> = (0..n).map(|_| self.person("Анна")).collect();
        for person in &people {
            self.sandbox.say(person.id, "/start");
        }
        self.settle().await;
        self.tamper(
            "INSERT INTO memberships (person, community, state, joined_at, changed_at)
             SELECT id, 'skillsclub', 'active', 0, 0 FROM persons
             WHERE NOT EXISTS (SELECT 1 FROM memberships WHERE person = persons.id)",
        )
        .await;
        people
    }

    /// Makes somebody an active member without the conversation, which tests/membership.rs has. `roles`: "mentor",
    /// "coordinator".
    pub async fn enrol(&self, who: Person<'_>, community: &str, names: (&str, &str), roles: &[&str]) {
        who.says("/start").await;
        let now = self.clock.now().timestamp_millis();
        let person = self.number_of(who).await;
        let put = sqlx::query(
            "INSERT INTO memberships (person, community, state, category, mentor, coordinator, joined_at, changed_at)
             VALUES (?, ?, 'active', ?, ?, ?, ?, ?)",
        );
        let category = Profiles::load(None, None)
            .expect("they load")
            .iter()
            .find(|p| p.id().as_str() == community)
            .and_then(|p| p.categories.last().map(|c| c.id.to_string()));
        put.bind(person)
            .bind(community)
            .bind(category)
            .bind(roles.contains(&"mentor"))
            .bind(roles.contains(&"coordinator"))
            .bind(now)
            .bind(now)
            .execute(&self.raw)
            .await
            .expect("a membership");
        sqlx::query(
            "UPDATE persons SET community = ?, last_name = ?, first_name = ?, patronymic = 'Сергеевна' WHERE id = ?",
        )
        .bind(community)
        .bind(names.0)
        .bind(names.1)
        .bind(person)
        .execute(&self.raw)
        .await
        .expect("a name");
    }

    /// What a person writes who opens a one-time link for coordinators.
    pub async fn invitation(&self, community: &str) -> String {
        let id = CommunityId::parse(community).expect("an id");
        let app = self.app.lock().await;
        let mut tx = app.db.begin().await.expect("the database works");
        let token = membership::invite(&mut tx, &id, [3; 32], self.clock.now()).await.expect("a token");
        tx.commit().await.expect("the database works");
        format!("/start i_{token}")
    }

    /// The number by which the database knows somebody.
    pub async fn number_of(&self, who: Person<'_>) -> i64 {
        let row = sqlx::query("SELECT person FROM chat_links WHERE account = ?").bind(who.id.0);
        row.fetch_one(&self.raw).await.expect("she has pressed /start").get(0)
    }

    /// Whether these words stand anywhere in the files of the database.
    pub fn is_on_disk(&self, words: &str) -> bool {
        let files = std::fs::read_dir(self.dir.path()).expect("a folder").map(|file| file.expect("a file").path());
        files
            .map(|path| std::fs::read(path).expect("a file"))
            .any(|bytes| bytes.windows(words.len()).any(|some| some == words.as_bytes()))
    }

    /// One number from the database.
    pub async fn count(&self, sql: &'static str) -> i64 {
        sqlx::query(sql).fetch_one(&self.raw).await.expect("a query").get(0)
    }

    /// Every conversation ends so: nothing unread, nothing unsent, nothing unanswered, nothing refused, no rule of
    /// Telegram's broken, and every screen that was shown fits a small phone and leads home.
    pub async fn nothing_left(&self) {
        self.settle().await;
        assert_eq!(self.sandbox.pending_updates(), 0, "unread updates");
        assert!(self.sandbox.unanswered_presses().is_empty(), "unanswered: {:?}", self.sandbox.unanswered_presses());
        assert_eq!(self.count("SELECT count(*) FROM inbox WHERE state <> 'done'").await, 0, "unhandled updates");
        assert_eq!(self.count("SELECT count(*) FROM jobs WHERE state = 'dead'").await, 0, "dead jobs");
        let waiting = "SELECT count(*) FROM outbox WHERE state IN ('queued', 'sending')";
        assert_eq!(self.count(waiting).await, 0, "unsent messages");
        assert_eq!(self.sandbox.flood_breaches(), 0, "Telegram had to slow us down");
        let refused: Vec<_> = self.sandbox.refused().into_iter().filter(|(why, _)| !is_usual(why)).collect();
        assert!(refused.is_empty(), "refused: {refused:?}");
        self.every_screen_is_kind();
    }

    fn every_screen_is_kind(&self) {
        for user in self.sandbox.people() {
            let said = self.sandbox.said(user);
            for (at, bubble) in said.iter().enumerate() {
                // Somebody's own message, passed on as it is under a heading of ours.
                let heading = at.checked_sub(1).and_then(|before| said.get(before));
                let passed = heading.is_some_and(|h| h.rows.iter().flatten().any(|k| k.data() == Some("ho:b")));
                if passed && bubble.kind.is_some() {
                    continue;
                }
                // Under an album no buttons can stand; they follow it.
                if bubble.album.is_some() {
                    continue;
                }
                let keys: Vec<_> = bubble.rows.iter().flatten().collect();
                assert!(keys.len() <= 6, "{} buttons:\n{}", keys.len(), drawn(bubble));
                assert!(bubble.rows.iter().all(|row| row.len() <= 2), "a row of three:\n{}", drawn(bubble));
                let home = keys.iter().any(|k| matches!(k.data(), Some("ho:h" | "ho:y" | "me:c" | "ho:b")));
                assert!(home, "no way home:\n{}", drawn(bubble));
            }
        }
    }
}

/// Answers that a polite bot may well get.
fn is_usual(why: &str) -> bool {
    // A wait that a test ordered; one that we earned is counted by `flood_breaches`.
    ["blocked by the user", "is deactivated", "not modified", "query is too old", "retry after"]
        .iter()
        .any(|usual| why.contains(usual))
}

/// The client that the bot in earnest has too.
pub fn bot(sandbox: &Sandbox) -> teloxide::Bot {
    let url = Url::parse(&sandbox.url()).expect("the sandbox has an address");
    telegram::client(&SecretString::from(sandbox.token()), Some(&url), None).expect("a client")
}

/// A message as a person sees it: the words, then the buttons row by row.
pub fn drawn(bubble: &Bubble) -> String {
    let rows =
        bubble.rows.iter().map(|row| row.iter().map(|key| format!("[{}]", key.label)).collect::<Vec<_>>().join(" "));
    let file = bubble.file.iter().map(|f| format!("({})", f.name));
    std::iter::once(bubble.text.clone()).chain(file).chain(rows).collect::<Vec<_>>().join("\n")
}
