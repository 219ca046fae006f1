//! The story of the demonstration, told to the running bot in each of the five communities, and the month after it.

use chrono::{DateTime, TimeDelta, Timelike, Utc};
use krug::app::{self, App};
use krug::communities::{Feature, Profile, Profiles};
use krug::db::Db;
use krug::demo::story::{self, Cast};
use krug::demo::town::{Key, Town};
use krug::features::{House, Press, consultations, events, rsvp};
use krug::kernel::ids::{ConsultationId, PersonId};
use krug::kernel::time::{Clock, at_millis};
use krug::queue;
use krug::sandbox::page::Role;
use krug::sandbox::{Bubble, ChatId, Sandbox, UserId};
use sqlx::Row;
use tempfile::TempDir;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use crate::support::{bot, drawn};

/// What Анна asks.
const OPEN: &str = "Восьмой класс после физкультуры";

/// A town and the bot that runs in it.
struct Scene {
    town: Town,
    /// Who is shown of it once the story is told.
    cast: Cast,
    profile: Profile,
    present: DateTime<Utc>,
    running: JoinHandle<anyhow::Result<()>>,
    stop: CancellationToken,
    _dir: TempDir,
}

/// The town before anybody has come, so long ago that its story leads to `present`.
async fn empty(community: &str, present: &str) -> Scene {
    let present: DateTime<Utc> = present.parse().expect("an instant");
    let profiles = Profiles::load(Some(&[community.to_owned()]), None).expect("it ships");
    let profile = profiles.iter().next().expect("the one asked for").clone();
    let clock = Clock::standing(present);
    clock.run_on(-story::BACK);
    let sandbox = Sandbox::start(clock.clone()).await.expect("a port on loopback");
    let dir = TempDir::new().expect("a temporary folder");
    let db = Db::open(&format!("sqlite://{}", dir.path().join("krug.db").display())).await.expect("a new database");
    let stop = CancellationToken::new();
    let bot = bot(&sandbox);
    let name = app::introduce(&bot, &stop).await.expect("the token is right").expect("not stopped");
    let house = House { bot: name, owners: Vec::new() };
    let app = App::assemble(bot, db.clone(), profiles, house, clock.clone(), [7; 32]).await.expect("an empty database");
    let running = tokio::spawn(app.run(stop.clone()));
    let town = Town::new(sandbox, clock, db);
    let cast = Cast { phones: Vec::new(), group: ChatId(0) };
    Scene { town, cast, profile, present, running, stop, _dir: dir }
}

/// The town after its story.
async fn told(community: &str, present: &str) -> Scene {
    let scene = empty(community, present).await;
    let cast = story::tell(&scene.town, &scene.profile).await.expect("the bot does its part");
    Scene { cast, ..scene }
}

impl Scene {
    fn phone(&self, role: Role) -> UserId {
        self.cast.phones.iter().find(|(_, has)| *has == role).expect("she is in the cast").0
    }

    /// Where the one sees the open question who may take it.
    fn answering(&self) -> UserId {
        let mentors = self.profile.has(Feature::Mentoring);
        self.phone(if mentors { Role::Mentor } else { Role::Coordinator })
    }

    fn screens(&self, who: UserId) -> Vec<Bubble> {
        self.town.sandbox.said(who)
    }

    async fn number(&self, sql: &'static str) -> i64 {
        sqlx::query(sql).fetch_one(self.town.db.reader()).await.expect("a query").get(0)
    }

    /// The next event, whose seats are limited.
    async fn coming(&self) -> DateTime<Utc> {
        at_millis(self.number("SELECT starts_at FROM events WHERE seats IS NOT NULL").await)
    }

    async fn nothing_is_amiss(&self) {
        let sandbox = &self.town.sandbox;
        assert_eq!(sandbox.pending_updates(), 0, "unread updates");
        assert!(sandbox.unanswered_presses().is_empty(), "{:?}", sandbox.unanswered_presses());
        assert!(sandbox.refused().is_empty(), "{:?}", sandbox.refused());
        assert_eq!(sandbox.flood_breaches(), 0, "Telegram had to slow us down");
        let outlook = queue::outlook(self.town.db.reader(), self.town.clock.now()).await.expect("a look");
        assert_eq!(outlook.waiting, 0, "{outlook:?}");
        assert_eq!(self.number("SELECT count(*) FROM inbox WHERE state <> 'done'").await, 0, "unhandled updates");
        assert_eq!(self.number("SELECT count(*) FROM jobs WHERE state = 'dead'").await, 0, "dead jobs");
        let lost = "SELECT count(*) FROM outbox WHERE state IN ('blocked', 'refused', 'unknown', 'expired')";
        assert_eq!(self.number(lost).await, 0, "lost messages");
    }

    /// People write by day, but for the one question asked just now.
    fn people_slept_at_night(&self) {
        for who in self.town.sandbox.people() {
            let written = self.town.sandbox.bubbles(who).into_iter().filter(|bubble| !bubble.from_bot);
            for bubble in written.filter(|bubble| self.present - bubble.at > TimeDelta::hours(1)) {
                let hour = bubble.at.with_timezone(&self.profile.tz()).hour();
                assert!((9..20).contains(&hour), "written at {hour}: {}", bubble.text);
            }
        }
    }

    async fn the_town_is_lively(&self) {
        assert_eq!(self.town.clock.now(), self.present);
        let [open, closed] = [
            "SELECT count(*) FROM consultations WHERE stage IN ('offered', 'escalated')",
            "SELECT count(*) FROM consultations WHERE stage = 'rated'",
        ];
        assert_eq!((self.number(open).await, self.number(closed).await), (1, 1));
        let offer = self.screens(self.answering()).pop().expect("she was asked");
        assert!(offer.text.contains(OPEN), "{}", drawn(&offer));
        let asked = self.present - offer.at;
        assert!(asked > TimeDelta::minutes(20) && asked < TimeDelta::hours(1), "asked {asked} ago");
        assert_eq!(self.number("SELECT count(*) FROM events WHERE state = 'held'").await, 1);
        assert_eq!(self.number("SELECT count(*) FROM events WHERE state = 'announced'").await, 2);
        assert_eq!(self.number("SELECT count(*) FROM broadcasts WHERE state = 'done'").await, 1);
        assert_eq!(self.number("SELECT count(*) FROM memberships WHERE state = 'active'").await, 11);
        let group = self.town.sandbox.bubbles(self.cast.group);
        assert!(group.iter().any(|bubble| bubble.from_bot && !bubble.note), "the bot is silent in the group");
        assert!(self.town.sandbox.bubbles(self.phone(Role::Newcomer)).is_empty(), "she has never pressed Start");
    }

    /// Анна looks at the plan and at the next event.
    async fn the_next_event_is_half_answered(&self) {
        let (town, anna) = (&self.town, self.phone(Role::Teacher));
        town.says(anna, "/plan").await.expect("an answer");
        let card = |press: &Press| matches!(press, Press::Events(events::Press::Card(_)));
        town.presses(anna, Key::press("a card", card)).await.expect("an answer");
        let card = self.screens(anna).pop().map(|bubble| drawn(&bubble)).expect("a card");
        for words in ["Первый открытый урок", "Придут: 5 из 6", "Приду", "Пока думаю"]
        {
            assert!(card.contains(words), "no {words:?} in:\n{card}");
        }
        let thinking = "SELECT count(*) FROM answers WHERE state = 'maybe'";
        assert!(self.number(thinking).await >= 2);
    }

    /// The bot ends in good order.
    async fn ends(self) {
        self.nothing_is_amiss().await;
        self.stop.cancel();
        self.running.await.expect("no panic").expect("no failure");
    }
}

async fn check(community: &str, present: &str) {
    let told = told(community, present).await;
    told.nothing_is_amiss().await;
    told.the_town_is_lively().await;
    told.people_slept_at_night();
    told.the_next_event_is_half_answered().await;
    told.ends().await;
}

#[tokio::test]
async fn skillsclub_on_a_thursday_morning() {
    check("skillsclub", "2026-09-24T05:00:00Z").await;
}

/// What comes is on a Sunday, and the bot asks whether that is meant.
#[tokio::test]
async fn tutaev_where_nobody_is_a_mentor_on_a_saturday_morning() {
    check("tutaev_pos", "2026-10-17T07:30:00Z").await;
}

#[tokio::test]
async fn perm_at_four_in_the_morning() {
    check("perm_nastavniki", "2026-12-30T23:00:00Z").await;
}

#[tokio::test]
async fn anuchino_where_each_is_taken_in_at_midnight() {
    check("anuchino_school", "2027-03-01T14:00:00Z").await;
}

#[tokio::test]
async fn yaroslavl_where_each_agrees_twice_in_the_evening() {
    check("ya_tochka_rosta", "2028-02-29T17:10:00Z").await;
}

#[tokio::test]
async fn a_month_passes_and_nothing_comes_late() {
    let told = told("skillsclub", "2026-09-24T05:00:00Z").await;
    let (town, anna) = (&told.town, told.phone(Role::Teacher));
    let coming = told.coming().await;
    let event = told.number("SELECT id FROM events WHERE seats IS NOT NULL").await;
    let comes =
        move |press: &Press| matches!(press, Press::Rsvp(rsvp::Press::Say(id, _, rsvp::Wish::Come)) if id.0 == event);
    town.presses(anna, Key::press("come", comes)).await.expect("an answer");
    let mut seen = Vec::new();
    let leap = town.time.run_on(TimeDelta::days(31), |at| seen.push(at), &CancellationToken::new()).await;
    let leap = leap.expect("a month passes");
    assert!(!leap.cut_short && leap.spoke);
    assert!(leap.reached - told.present >= TimeDelta::days(31));
    assert!(leap.stops < 200, "{} stops", leap.stops);
    assert!(seen.is_sorted() && seen.len() + 1 == usize::try_from(leap.stops).expect("few"));
    for (words, before) in [("Завтра в 16:00", TimeDelta::hours(24)), ("Скоро начало", TimeDelta::hours(1))]
    {
        let late: Vec<TimeDelta> = told
            .screens(anna)
            .iter()
            .filter(|bubble| bubble.text.contains(words) && bubble.text.contains("Первый открытый урок"))
            .map(|bubble| bubble.at - (coming - before))
            .collect();
        // A limit of Telegram may hold it for a second.
        assert!(matches!(late.as_slice(), [by] if *by >= TimeDelta::zero() && by.num_seconds() <= 2), "{late:?}");
    }
    told.ends().await;
}

#[tokio::test]
async fn time_runs_to_the_next_word_of_the_bot_and_stops_when_told() {
    let told = told("skillsclub", "2026-09-24T05:00:00Z").await;
    let (time, stop) = (&told.town.time, CancellationToken::new());
    let before = told.town.sandbox.spoken();
    let leap = time.run_to_word(TimeDelta::days(31), |_| {}, &stop).await.expect("time passes");
    assert!(leap.spoke && !leap.cut_short && told.town.sandbox.spoken() > before);
    assert!(leap.reached - told.present < TimeDelta::hours(12), "those who think are asked two days before");
    stop.cancel();
    let stopped = time.run_on(TimeDelta::days(31), |_| {}, &stop).await.expect("it stops");
    assert!(stopped.cut_short && stopped.reached - leap.reached < TimeDelta::minutes(1));
    told.ends().await;
}

#[tokio::test]
async fn whoever_presses_while_time_runs_is_answered() {
    let told = told("skillsclub", "2026-09-24T05:00:00Z").await;
    let (town, anna) = (&told.town, told.phone(Role::Teacher));
    town.says(anna, "/help").await.expect("an answer");
    let help = told.screens(anna).pop().expect("it is there").message_id;
    let mut pressed = 0;
    let press = |_| {
        pressed += 1;
        town.sandbox.press_anyway(anna.into(), anna, help, "ho:h");
    };
    town.time.run_on(TimeDelta::days(7), press, &CancellationToken::new()).await.expect("a week passes");
    assert!(pressed > 3, "time stopped {pressed} times");
    let left = town.sandbox.unanswered_presses();
    assert!(left.is_empty(), "{left:?}");
    told.stop.cancel();
    told.running.await.expect("no panic").expect("no failure");
}

#[tokio::test]
async fn a_button_that_is_not_there_says_what_is() {
    let scene = empty("skillsclub", "2026-09-24T05:00:00Z").await;
    let anna = scene.town.sandbox.add_person("Анна", None, None, Some("ru"));
    let assign = || consultations::Press::AssignTo(ConsultationId(9), PersonId(9)).wire();
    let missing = scene.town.presses(anna, assign()).await.expect_err("there is nothing yet").to_string();
    assert!(missing.contains("no button co:ep:9:9; the bot has said nothing"), "{missing}");
    scene.town.says(anna, "/help").await.expect("an answer");
    let missing = scene.town.presses(anna, assign()).await.expect_err("only coordinators assign").to_string();
    assert!(missing.contains("no button co:ep:9:9") && missing.contains("На главную = ho:h"), "{missing}");
    scene.ends().await;
}
