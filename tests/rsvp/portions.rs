//! What is told to more people than one turn tells, and what happens between two portions of them.

use chrono::TimeDelta;

use crate::events::{announces, marina, member};
use crate::support::{Krug, Person};

/// How many are told in one turn.
const PORTION: usize = 100;
const CROWD: usize = 130;

/// An event that very many people come to.
struct Meeting<'k> {
    krug: &'k Krug,
    marina: Person<'k>,
    crowd: Vec<Person<'k>>,
}

async fn meeting<'k>(krug: &'k Krug, when: &str) -> Meeting<'k> {
    let marina = marina(krug).await;
    let crowd = krug.crowd(CROWD).await;
    announces(marina, "Оценивание", when, "ТОГИРРО", "1000").await;
    assert!(crowd.iter().all(|person| person.times_seen("Вас приглашает") == 1));
    krug.tamper(
        "INSERT INTO answers (event, person, state, answered_at)
         SELECT 1, person, 'going', 0 FROM memberships WHERE coordinator = 0",
    )
    .await;
    Meeting { krug, marina, crowd }
}

impl<'k> Meeting<'k> {
    /// Somebody who is told at once.
    fn early(&self) -> Person<'k> {
        self.crowd[0]
    }

    /// The `n`-th of those who are told with the second portion.
    fn late(&self, n: usize) -> Person<'k> {
        self.crowd[PORTION + n]
    }

    /// The event is moved, but for the last press.
    async fn is_to_move(&self, when: &str) {
        self.marina.forges("ev:m:1").await;
        self.marina.says(when).await;
        self.marina.sees("Напишу 1");
    }

    /// The coordinator's last press, and the turns that follow until the first people are told; the others wait.
    async fn begins(&self, press: &str, told: &'static str) {
        self.krug.sandbox.press_key(self.marina.id, press).expect("a button");
        self.krug.asks_once().await;
        self.tells_a_portion(told).await;
        self.krug.tamper("UPDATE jobs SET due_at = due_at + 3600000 WHERE key = 'rs:1:news'").await;
        self.krug.settle().await;
    }

    async fn tells_a_portion(&self, told: &'static str) {
        for _ in 0..10 {
            let n = self.krug.count(told).await;
            if n > 0 {
                assert_eq!(n, 100, "told in one turn");
                return;
            }
            self.krug.turns_once().await;
        }
        panic!("nobody was told");
    }

    /// How often each heard this: the same for everybody.
    #[track_caller]
    fn all_have_seen(&self, words: &str, times: usize) {
        for (n, person) in self.crowd.iter().enumerate() {
            assert_eq!(person.times_seen(words), times, "{words:?}, number {n}:\n{}", person.screens());
        }
    }
}

const MOVED: &str = "SELECT count(*) FROM outbox WHERE key LIKE 'rs:1:2:moved:%'";
const OFF: &str = "SELECT count(*) FROM outbox WHERE key LIKE 'rs:1:%:off:%'";
const DAY: &str = "SELECT count(*) FROM outbox WHERE key LIKE 'rs:1:1:day:%'";

#[tokio::test]
async fn a_move_is_told_to_a_crowd_in_portions() {
    let krug = Krug::start().await;
    let m = meeting(&krug, "15.10 16:00").await;
    m.is_to_move("22.10 16:00").await;
    m.begins("Без причины", MOVED).await;
    assert_eq!(krug.count("SELECT count(*) FROM answers WHERE state = 'reconfirm_asked'").await, CROWD as i64);
    m.early().sees("Перенесли");
    m.late(0).has_not_seen("Перенесли");
    krug.run_on(TimeDelta::hours(1)).await;
    m.all_have_seen("Было: 15 октября 2026, чт, 16:00\nСтало: 22 октября 2026, чт, 16:00", 1);
    // Below, and where her invitation lies.
    m.all_have_seen("[Смогу] [Не смогу]", 2);
    assert_eq!(krug.count("SELECT count(*) FROM answers WHERE known_start IS NOT NULL").await, 0);
    krug.nothing_left().await;
}

#[tokio::test]
async fn a_crowd_that_has_not_answered_reads_the_new_time_in_its_invitations() {
    let krug = Krug::start().await;
    let marina = marina(&krug).await;
    let crowd = krug.crowd(CROWD).await;
    announces(marina, "Оценивание", "15.10 16:00", "ТОГИРРО", "1000").await;
    marina.forges("ev:m:1").await;
    marina.says("22.10 16:00").await;
    marina.presses("Да, перенести").await;
    for person in crowd {
        assert_eq!(person.times_seen("22 октября 2026, чт, 16:00"), 1, "{}", person.screens());
        person.has_not_seen("15 октября");
    }
    krug.nothing_left().await;
}

#[tokio::test]
async fn invitations_change_at_the_pace_of_what_goes_to_many() {
    let krug = Krug::start().await;
    let marina = marina(&krug).await;
    krug.crowd(CROWD).await;
    announces(marina, "Оценивание", "15.10 16:00", "ТОГИРРО", "1000").await;
    let before = krug.sandbox.calls().last().map(|call| call.number);
    marina.forges("ev:m:1").await;
    marina.says("22.10 16:00").await;
    marina.presses("Да, перенести").await;
    let mut calls = krug.sandbox.calls();
    calls.retain(|call| Some(call.number) > before && call.method.eq_ignore_ascii_case("editMessageText"));
    // Answers to presses wait for nobody.
    calls.retain(|call| call.params["chat_id"].as_i64() != Some(marina.id.0));
    assert!(calls.len() == CROWD, "{}", calls.len());
    let within = |from| calls.iter().filter(|call| (from..from + TimeDelta::seconds(1)).contains(&call.at)).count();
    let busiest = calls.iter().map(|call| within(call.at));
    assert!(busiest.max() <= Some(30), "more in a second than Telegram lets through");
    krug.nothing_left().await;
}

#[tokio::test]
async fn an_event_moved_again_in_the_midst_of_telling_is_told_by_what_each_knows() {
    let krug = Krug::start().await;
    let m = meeting(&krug, "15.10 16:00").await;
    let newcomer = member(&krug, "Котова", "Дарья").await;
    m.is_to_move("22.10 16:00").await;
    m.begins("Без причины", MOVED).await;
    let (late, able, unable) = (m.late(0), m.late(1), m.late(2));
    for (person, wish) in [(able, "rs:a:1:2:y"), (unable, "rs:a:1:2:n"), (newcomer, "rs:a:1:2:y")] {
        person.forges(wish).await;
    }
    m.is_to_move("29.10 16:00").await;
    m.marina.presses("Без причины").await;
    m.early().sees("Было: 22 октября 2026, чт, 16:00\nСтало: 29 октября");
    assert_eq!(m.early().times_seen("Перенесли"), 2);
    late.sees("Было: 15 октября 2026, чт, 16:00\nСтало: 29 октября");
    for knows in [able, newcomer] {
        knows.sees("Было: 22 октября 2026, чт, 16:00\nСтало: 29 октября");
    }
    assert!([late, able, newcomer].iter().all(|person| person.times_seen("Перенесли") == 1));
    unable.has_not_seen("Перенесли");
    krug.nothing_left().await;
}

#[tokio::test]
async fn an_event_moved_back_in_the_midst_of_telling_asks_everybody_again() {
    let krug = Krug::start().await;
    let m = meeting(&krug, "15.10 16:00").await;
    m.is_to_move("22.10 16:00").await;
    m.begins("Без причины", MOVED).await;
    m.is_to_move("15.10 16:00").await;
    m.marina.presses("Без причины").await;
    m.all_have_seen("Было: 22 октября 2026, чт, 16:00\nСтало: 15 октября", 1);
    m.late(0).sees("[Смогу] [Не смогу]");
    assert_eq!(m.late(0).times_seen("Перенесли"), 1);
    krug.nothing_left().await;
}

#[tokio::test]
async fn whoever_has_not_heard_of_the_move_hears_only_that_it_was_called_off() {
    let krug = Krug::start().await;
    let m = meeting(&krug, "15.10 16:00").await;
    m.is_to_move("22.10 16:00").await;
    m.begins("Без причины", MOVED).await;
    m.marina.forges("ev:x:1").await;
    m.marina.presses("Да, отменить").await;
    m.begins("Без причины", OFF).await;
    m.early().sees("Отменили.");
    m.late(0).has_not_seen("Отменили");
    krug.run_on(TimeDelta::hours(1)).await;
    m.all_have_seen("Отменили.", 1);
    m.early().has_seen("Перенесли");
    m.late(0).has_not_seen("Перенесли");
    krug.nothing_left().await;
}

#[tokio::test]
async fn whoever_answers_while_the_others_are_reminded_is_reminded_no_more() {
    let krug = Krug::start().await;
    let m = meeting(&krug, "1.10 16:00").await;
    let newcomer = member(&krug, "Котова", "Дарья").await;
    let until = "2026-09-30T11:00:00Z".parse::<chrono::DateTime<chrono::Utc>>().expect("a constant") - krug.clock.now();
    krug.run_on(until - TimeDelta::seconds(1)).await;
    krug.clock.run_on(TimeDelta::seconds(1));
    m.tells_a_portion(DAY).await;
    krug.tamper("UPDATE jobs SET due_at = due_at + 3600000 WHERE key = 'rs:1:day'").await;
    krug.settle().await;
    m.early().sees("Завтра в 16:00 (Тюмень). Всё в силе?");
    m.late(0).has_not_seen("Завтра в");
    m.late(1).forges("rs:a:1:1:y").await;
    m.late(1).sees("Спасибо, ждём вас.");
    newcomer.forges("rs:a:1:1:y").await;
    newcomer.sees("Записали.");
    krug.run_on(TimeDelta::hours(1)).await;
    m.late(0).sees("Завтра в 16:00 (Тюмень). Всё в силе?");
    let asked = m.crowd.iter().filter(|person| person.times_seen("Завтра в") == 1).count();
    assert_eq!(asked, CROWD - 1);
    for person in [m.late(1), newcomer] {
        person.has_not_seen("Завтра в");
    }
    krug.run_on(TimeDelta::hours(22)).await;
    m.all_have_seen("Скоро начало: 16:00 (Тюмень).", 1);
    krug.nothing_left().await;
}
