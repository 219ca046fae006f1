//! Who waits when Telegram tells somebody to wait, and who does not: storms of 429, crowds and broadcasts, by the clock.

use chrono::{DateTime, TimeDelta, Utc};
use krug::sandbox::Fault;

use crate::support::{Krug, Person};

const HELP: &str = "Что здесь можно";

/// So many members, each with a screen on which something can be pressed.
async fn members(krug: &Krug, n: usize) -> Vec<Person<'_>> {
    let mut all = Vec::new();
    for _ in 0..n {
        let one = krug.person("Анна");
        krug.enrol(one, "skillsclub", ("Ким", "Анна"), &[]).await;
        one.says("/settings").await;
        all.push(one);
    }
    krug.run_on(TimeDelta::minutes(1)).await;
    all
}

/// When the bot called this method since `since`, with the status of each answer.
fn calls(krug: &Krug, method: &str, since: DateTime<Utc>) -> Vec<(i64, u16)> {
    let all = krug.sandbox.calls();
    let those = all.iter().filter(|call| call.method.eq_ignore_ascii_case(method) && call.at >= since);
    those.map(|call| ((call.at - since).num_milliseconds(), call.status)).collect()
}

#[tokio::test]
async fn a_press_is_answered_though_her_chat_must_wait() {
    let krug = Krug::start().await;
    let anna = members(&krug, 1).await[0];
    let since = krug.clock.now();
    krug.sandbox.fail_next("editMessageText", Fault::flood(30), 1);
    anna.presses("Указать мой город").await;
    assert_eq!(calls(&krug, "answerCallbackQuery", since), [(0, 200)]);
    krug.run_on(TimeDelta::minutes(1)).await;
    assert_eq!(calls(&krug, "editMessageText", since), [(0, 429), (30_000, 200)]);
    anna.sees("В каком вы городе?");
}

#[tokio::test]
async fn two_chats_told_to_wait_in_one_second_are_everybody() {
    let krug = Krug::start().await;
    let all = members(&krug, 4).await;
    let since = krug.clock.now();
    krug.sandbox.fail_next("sendMessage", Fault::flood(20), 2);
    for one in &all[..2] {
        krug.sandbox.say(one.id, "/help");
    }
    krug.settle().await;
    krug.sandbox.say(all[2].id, "/help");
    krug.sandbox.press_key(all[3].id, "Указать мой город").expect("a button");
    krug.run_on(TimeDelta::minutes(1)).await;
    let sent = calls(&krug, "sendMessage", since);
    assert_eq!(sent.iter().map(|call| call.1).collect::<Vec<_>>(), [429, 429, 200, 200, 200]);
    assert!(sent[2..].iter().all(|call| (20_000..20_100).contains(&call.0)), "{sent:?}");
    assert_eq!(calls(&krug, "answerCallbackQuery", since), [(20_000, 200)]);
    krug.nothing_left().await;
}

#[tokio::test]
async fn one_chat_told_to_wait_holds_back_nobody_else() {
    let krug = Krug::start().await;
    let all = members(&krug, 3).await;
    let since = krug.clock.now();
    krug.sandbox.fail_next("sendMessage", Fault::flood(20), 1);
    krug.sandbox.say(all[0].id, "/help");
    krug.settle().await;
    krug.run_on(TimeDelta::milliseconds(1500)).await;
    for one in &all[1..] {
        krug.sandbox.say(one.id, "/help");
    }
    krug.run_on(TimeDelta::minutes(1)).await;
    assert_eq!(calls(&krug, "sendMessage", since), [(0, 429), (1500, 200), (1500, 200), (20_000, 200)]);
}

#[tokio::test]
async fn a_press_whose_answer_is_told_to_wait_means_everybody() {
    let krug = Krug::start().await;
    let all = members(&krug, 2).await;
    let since = krug.clock.now();
    krug.sandbox.fail_next("answerCallbackQuery", Fault::flood(10), 1);
    all[0].presses("Указать мой город").await;
    krug.sandbox.say(all[1].id, "/help");
    krug.run_on(TimeDelta::minutes(1)).await;
    assert_eq!(calls(&krug, "sendMessage", since), [(10_000, 200)]);
    assert_eq!(calls(&krug, "answerCallbackQuery", since), [(0, 429), (10_000, 200)]);
    krug.nothing_left().await;
}

#[tokio::test]
async fn a_wait_with_lists_of_commands_holds_back_nobody() {
    let krug = Krug::start().await;
    let all = members(&krug, 3).await;
    let since = krug.clock.now();
    krug.sandbox.fail_next("setMyCommands", Fault::flood(600), 1);
    for one in &all[..2] {
        krug.sandbox.say(one.id, "/start");
        krug.settle().await;
    }
    // Whoever comes while it lasts has the list she had.
    assert_eq!(calls(&krug, "setMyCommands", since), [(0, 429)]);
    assert_eq!(calls(&krug, "sendMessage", since), [(0, 200), (0, 200)]);
    all[2].presses("Указать мой город").await;
    all[2].sees("В каком вы городе?");
    krug.run_on(TimeDelta::seconds(601)).await;
    krug.sandbox.say(all[0].id, "/start");
    krug.settle().await;
    assert_eq!(calls(&krug, "setMyCommands", since).last(), Some(&(601_000, 200)));
    krug.nothing_left().await;
}

#[tokio::test]
async fn a_wait_outlasts_the_process() {
    let krug = Krug::start().await;
    let all = members(&krug, 3).await;
    let since = krug.clock.now();
    krug.sandbox.fail_next("sendMessage", Fault::flood(20), 2);
    for one in &all[..2] {
        krug.sandbox.say(one.id, "/help");
    }
    krug.settle().await;
    // Nothing is left in the queue that would remember it.
    krug.tamper("DELETE FROM outbox WHERE state = 'queued'").await;
    krug.restarts().await;
    krug.sandbox.say(all[2].id, "/help");
    krug.run_on(TimeDelta::minutes(1)).await;
    let sent = calls(&krug, "sendMessage", since);
    assert_eq!(sent.iter().map(|call| call.1).collect::<Vec<_>>(), [429, 429, 200]);
    assert_eq!(sent[2].0, 20_000);
}

#[tokio::test]
async fn of_several_looks_that_wait_the_newest_is_drawn() {
    let krug = Krug::start().await;
    let anna = members(&krug, 1).await[0];
    let since = krug.clock.now();
    krug.sandbox.fail_next("editMessageText", Fault::flood(5), 1);
    anna.presses("Указать мой город").await;
    for data in ["ho:h", "ho:y", "ho:h", "ho:y", "ho:h"] {
        anna.forges(data).await;
    }
    krug.run_on(TimeDelta::minutes(1)).await;
    let drawn: Vec<u16> = calls(&krug, "editMessageText", since).iter().map(|call| call.1).collect();
    assert_eq!(drawn, [429, 200], "each press was drawn");
    assert_eq!(calls(&krug, "answerCallbackQuery", since), [(0, 200); 6], "each press was answered, at once");
    assert_eq!(krug.count("SELECT count(*) FROM outbox WHERE state = 'recalled'").await, 5);
    anna.sees("Вы в сообществе SkillsClub");
    krug.nothing_left().await;
}

#[tokio::test]
async fn a_crowd_that_presses_at_once_is_answered_at_once() {
    let krug = Krug::start().await;
    let all = members(&krug, 45).await;
    let since = krug.clock.now();
    for one in &all {
        krug.sandbox.press_key(one.id, "Указать мой город").expect("a button");
        krug.sandbox.say(one.id, "/help");
    }
    krug.run_on(TimeDelta::minutes(1)).await;
    assert_eq!(calls(&krug, "answerCallbackQuery", since), [(0, 200); 45]);
    assert_eq!(calls(&krug, "editMessageText", since), [(0, 200); 45]);
    let said = calls(&krug, "sendMessage", since);
    assert_eq!((said.len(), said[29].0, said[30].0, said[44].0), (45, 0, 1000, 1000), "thirty a second");
    assert!(all.iter().all(|one| one.times_seen(HELP) == 1));
    krug.nothing_left().await;
}

/// A broadcast in the queue to all these, as the slice would put it there.
async fn broadcast(krug: &Krug) {
    krug.tamper(
        r#"INSERT INTO outbox (key, chat, person, lane, risk, parcel, reported, due_at, created_at)
           SELECT 'bulk:' || account, chat, person, 3, 'at_most_once',
                  '{"Message":{"screen":' || (SELECT json('{"text":"Ждём всех","rows":[]}')) || ',"file":null,"silent":false}}', 1, 0, 0
           FROM chat_links"#,
    )
    .await;
}

#[tokio::test]
async fn bulk_is_spread_evenly_and_no_second_holds_too_much() {
    let krug = Krug::start().await;
    let all = members(&krug, 70).await;
    let since = krug.clock.now();
    broadcast(&krug).await;
    krug.run_on(TimeDelta::seconds(1)).await;
    // Somebody asks in the midst of it.
    krug.sandbox.say(all[0].id, "/start");
    krug.run_on(TimeDelta::minutes(1)).await;
    let sent: Vec<i64> = calls(&krug, "sendMessage", since).iter().map(|call| call.0).collect();
    assert_eq!(sent.len(), 71);
    assert!(sent.windows(31).all(|thirty_one| thirty_one[30] - thirty_one[0] >= 1000), "{sent:?}");
    assert!(sent.windows(2).all(|two| two[1] - two[0] <= 101), "a gap: {sent:?}");
    assert!(sent[70] <= 2400, "{sent:?}");
    assert_eq!(krug.sandbox.flood_breaches(), 0, "Telegram had to slow us down");
}

#[tokio::test]
async fn only_what_goes_to_many_is_paid_for_and_only_above_the_free_pace() {
    let krug = Krug::start().await;
    let anna = members(&krug, 1).await[0];
    for (pace, expect) in [(30, 0), (31, 1)] {
        krug.keeps_pace(pace).await;
        krug.tamper("DELETE FROM outbox").await;
        let before = krug.sandbox.calls().len();
        broadcast(&krug).await;
        anna.says("/help").await;
        krug.run_on(TimeDelta::minutes(1)).await;
        let calls = krug.sandbox.calls();
        let sent: Vec<_> =
            calls[before..].iter().filter(|call| call.method.eq_ignore_ascii_case("sendMessage")).collect();
        let paid: Vec<_> = sent.iter().filter(|call| call.params.get("allow_paid_broadcast").is_some()).collect();
        assert_eq!((sent.len(), paid.len()), (2, expect), "{pace} a second");
        assert!(paid.iter().all(|call| call.params.to_string().contains("Ждём всех")), "an answer was paid for");
    }
}

#[tokio::test]
async fn whoever_pours_in_words_gets_twenty_answers_and_then_one_a_word_again() {
    let krug = Krug::start().await;
    let anna = members(&krug, 1).await[0];
    let answers = || krug.sandbox.said(anna.id).iter().filter(|b| b.text.contains(HELP)).count();
    for poured in 1..=2 {
        for _ in 0..45 {
            krug.sandbox.say(anna.id, "/help");
        }
        krug.settle().await;
        assert_eq!(answers(), poured * 20);
    }
    anna.says("/help").await;
    assert_eq!(answers(), 41);
    krug.nothing_left().await;
}
