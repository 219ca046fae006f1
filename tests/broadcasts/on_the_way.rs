//! A broadcast on its way: what people get when it is paused, stopped, cut off, or simply large.

use chrono::TimeDelta;
use krug::sandbox::Fault;

use super::{TEXT, club, composes, got_it};
use crate::support::{Krug, Person};

const UNKNOWN: &str = "SELECT count(*) FROM broadcast_recipients WHERE state = 'unknown'";

/// Sends to `n` members; the messenger asks everybody to wait for half a minute after the first eight calls.
async fn in_the_middle(krug: &Krug, n: usize) -> (Person<'_>, Vec<Person<'_>>) {
    let (marina, members) = club(krug, n).await;
    composes(marina, TEXT).await;
    krug.sandbox.spare_next("sendMessage", 8);
    krug.sandbox.fail_next("sendMessage", Fault::flood(30), 3);
    marina.presses("Отправить сейчас").await;
    let got = got_it(&members, TEXT).iter().sum::<usize>();
    assert!((1..n).contains(&got), "{got} of {n} got it: not the middle");
    (marina, members)
}

/// Sent to four members, of some of whom nobody knows whether it arrived: so many.
async fn cut_off(krug: &Krug) -> (Person<'_>, Vec<Person<'_>>, i64) {
    let (marina, members) = club(krug, 4).await;
    composes(marina, TEXT).await;
    // The first call is the author's own progress, which may be repeated; the next two are recipients.
    krug.sandbox.fail_next("sendMessage", Fault::DropConnectionBeforeAnswer, 3);
    marina.presses("Отправить сейчас").await;
    krug.run_on(TimeDelta::minutes(5)).await;
    let unknown = krug.count(UNKNOWN).await;
    assert!(unknown >= 1, "nothing was left unknown");
    (marina, members, unknown)
}

#[tokio::test]
async fn whoever_looks_elsewhere_meanwhile_is_not_drawn_over() {
    let krug = Krug::start().await;
    let (marina, members) = in_the_middle(&krug, 20).await;
    marina.forges("br:p:1").await;
    krug.run_on(TimeDelta::minutes(2)).await;
    marina.presses("Рассылки").await;
    marina.sees("Время – Тюмень");
    marina.presses_old("Рассылка на паузе", "Продолжить").await;
    krug.run_on(TimeDelta::minutes(1)).await;
    marina.has_seen("Время – Тюмень");
    assert_eq!(got_it(&members, TEXT), [1; 20]);
    krug.nothing_left().await;
}

#[tokio::test]
async fn a_pause_holds_it_and_going_on_reaches_the_rest_once() {
    let krug = Krug::start().await;
    let (marina, members) = in_the_middle(&krug, 45).await;
    let before: usize = got_it(&members, TEXT).iter().sum();
    marina.forges("br:p:1").await;
    krug.run_on(TimeDelta::minutes(2)).await;
    assert_eq!(got_it(&members, TEXT).iter().sum::<usize>(), before, "something left in the pause");
    marina.has_seen("Рассылка на паузе");
    marina.has_seen("ничего не уйдёт, пока вы не продолжите");
    marina.has_seen(&format!("Отправлено {before} из 46"));
    marina.presses("Продолжить").await;
    krug.run_on(TimeDelta::minutes(1)).await;
    assert_eq!(got_it(&members, TEXT), [1; 45]);
    marina.sees("Доставлено 46 из 46");
    // The old button does no harm.
    marina.presses("Посмотреть").await;
    marina.forges("br:r:1").await;
    marina.sees("Доставлено 46 из 46");
    krug.nothing_left().await;
}

#[tokio::test]
async fn pause_and_go_on_at_once_lose_and_double_nobody() {
    let krug = Krug::start().await;
    let (marina, members) = in_the_middle(&krug, 45).await;
    let last = krug.sandbox.said(marina.id).last().expect("a message").message_id;
    for data in ["br:p:1", "br:r:1", "br:p:1", "br:p:1", "br:r:1", "br:r:1"] {
        krug.sandbox.press_anyway(marina.id.into(), marina.id, last, data);
    }
    krug.run_on(TimeDelta::minutes(3)).await;
    assert_eq!(got_it(&members, TEXT), [1; 45]);
    krug.nothing_left().await;
}

#[tokio::test]
async fn a_stop_asks_with_numbers_and_lets_nothing_more_leave() {
    let krug = Krug::start().await;
    let (marina, members) = in_the_middle(&krug, 45).await;
    let before: usize = got_it(&members, TEXT).iter().sum();
    marina.forges("br:s:1").await;
    marina.forges("br:sx:1:9").await;
    assert_eq!(
        krug.count("SELECT count(*) FROM broadcasts WHERE state = 'sending'").await,
        1,
        "asked for another round"
    );
    marina.forges("br:sx:1:1").await;
    krug.run_on(TimeDelta::minutes(2)).await;
    marina.has_seen(&format!("Не отправлено: {}, им она не придёт", 46 - before));
    marina.has_seen(&format!("Доставлено {before} из 46"));
    marina.has_seen(&format!("Не отправлялось: {}", 46 - before));
    assert_eq!(got_it(&members, TEXT).iter().sum::<usize>(), before, "something left after the stop");
    assert_eq!(krug.count("SELECT count(*) FROM broadcast_recipients WHERE state IN ('waiting', 'queued')").await, 0);
    marina.presses("Написать получившим").await;
    marina.says("Поправка: в 306").await;
    marina.sees("тем, кто получил");
    marina.presses("Отправить сейчас").await;
    assert_eq!(got_it(&members, "Поправка").iter().sum::<usize>(), before);
    krug.nothing_left().await;
}

#[tokio::test]
async fn whatever_she_answers_one_message_shows_how_it_goes() {
    const NUMBERS: &str = "из 3";
    let krug = Krug::start().await;
    let (marina, members) = club(&krug, 2).await;
    krug.tamper("UPDATE persons SET zone = 'Asia/Vladivostok' WHERE id = (SELECT max(person) FROM memberships)").await;
    // 17:00 in Tyumen is 22:00 in Vladivostok: it goes till the morning.
    krug.run_on(TimeDelta::hours(7)).await;
    composes(marina, TEXT).await;
    marina.presses("Отправить сейчас").await;
    marina.presses("Им – утром, остальным сейчас").await;
    assert_eq!(marina.times_seen(NUMBERS), 1);
    marina.presses("Остановить").await;
    marina.presses("Нет, пусть идёт").await;
    marina.sees("рассылка идёт дальше");
    marina.presses("Пауза").await;
    marina.presses("Остановить").await;
    marina.presses("Нет, пусть подождёт").await;
    marina.sees("рассылка подождёт");
    assert_eq!(marina.times_seen(NUMBERS), 1);
    marina.presses("Остановить").await;
    marina.presses("Да, остановить").await;
    marina.sees("Рассылка остановлена. Итог – выше");
    krug.run_on(TimeDelta::days(1)).await;
    assert_eq!(marina.times_seen("Доставлено 2 из 3"), 1);
    assert_eq!(got_it(&members, TEXT), [1, 0]);
    krug.nothing_left().await;
}

#[tokio::test]
async fn what_is_left_on_its_pause_is_remembered_once_in_her_morning() {
    const LEFT: &str = "всё ещё на паузе: ";
    let krug = Krug::start().await;
    let (marina, members) = in_the_middle(&krug, 20).await;
    krug.tamper("UPDATE persons SET zone = 'Asia/Vladivostok' WHERE id = (SELECT author FROM broadcasts)").await;
    marina.forges("br:p:1").await;
    // 24 September, 10:00 in Tyumen; nine o'clock in Vladivostok comes at 4:00.
    krug.run_on(TimeDelta::minutes(17 * 60 + 50)).await;
    marina.has_not_seen(LEFT);
    krug.run_on(TimeDelta::minutes(20)).await;
    assert_eq!(marina.times_seen(LEFT), 1);
    marina.sees("Сама она не продолжится");
    krug.run_on(TimeDelta::days(3)).await;
    assert_eq!(marina.times_seen(LEFT), 1);
    marina.presses("Посмотреть").await;
    marina.presses("Продолжить").await;
    krug.run_on(TimeDelta::days(2)).await;
    assert_eq!(got_it(&members, TEXT), [1; 20]);
    assert_eq!(marina.times_seen(LEFT), 0, "it was drawn over");
    krug.nothing_left().await;
}

#[tokio::test]
async fn what_nobody_knows_is_counted_and_sent_again_only_when_somebody_says_so() {
    let krug = Krug::start().await;
    let (marina, members, unknown) = cut_off(&krug).await;
    marina.has_seen(&format!("Неизвестно: {unknown}"));
    assert_eq!(got_it(&members, TEXT), [1; 4], "sent twice by itself");
    let again = format!("Дослать им: {unknown}");
    marina.presses(&again).await;
    marina.sees("получит текст дважды");
    let asked = krug.sandbox.said(marina.id).last().expect("a question").message_id;
    marina.presses("Да, дослать").await;
    krug.sandbox.press_anyway(marina.id.into(), marina.id, asked, "br:ax:1:1");
    krug.run_on(TimeDelta::minutes(1)).await;
    marina.has_seen("Доставлено 5 из 5");
    let copies = got_it(&members, TEXT).iter().sum::<usize>() - 4;
    assert!(copies <= usize::try_from(unknown).expect("a small number"), "{copies} copies of {unknown}");
    krug.nothing_left().await;
}

#[tokio::test]
async fn the_report_says_from_the_first_to_the_last_portion() {
    let krug = Krug::start().await;
    let (marina, _, unknown) = cut_off(&krug).await;
    krug.run_on(TimeDelta::hours(3)).await;
    marina.presses(&format!("Дослать им: {unknown}")).await;
    marina.presses("Да, дослать").await;
    krug.run_on(TimeDelta::minutes(1)).await;
    marina.has_seen("Доставлено 5 из 5");
    marina.has_seen("Шла с 10:00 до 13:0");
    krug.nothing_left().await;
}

#[tokio::test]
async fn whoever_says_that_she_has_read_it_has_it_though_nobody_knew() {
    let krug = Krug::start().await;
    let (_, members, _) = cut_off(&krug).await;
    for member in &members {
        member.presses("Прочитано").await;
    }
    assert_eq!(krug.count(UNKNOWN).await, 0);
    assert_eq!(krug.count("SELECT n FROM broadcast_counts WHERE state = 'sent'").await, 5);
    krug.nothing_left().await;
}

#[tokio::test]
async fn whoever_leaves_before_her_turn_is_not_written_to() {
    let krug = Krug::start().await;
    let (marina, members) = club(&krug, 3).await;
    composes(marina, TEXT).await;
    marina.presses("Отправить позже").await;
    marina.says("завтра в 16:00").await;
    marina.presses("Запланировать").await;
    krug.tamper(
        "INSERT INTO broadcast_recipients (broadcast, person)
         SELECT 1, max(person) FROM memberships WHERE coordinator = 0",
    )
    .await;
    krug.tamper(
        "UPDATE memberships SET state = 'left'
         WHERE person = (SELECT max(person) FROM memberships WHERE coordinator = 0)",
    )
    .await;
    krug.run_on(TimeDelta::days(2)).await;
    assert_eq!(got_it(&members, TEXT), [1, 1, 0]);
    marina.has_seen("Доставлено 3 из 4");
    marina.has_seen("Не отправлялось: 1 – вышли из сообщества");
    krug.nothing_left().await;
}

#[tokio::test]
async fn whoever_does_not_want_it_any_more_is_left_out_though_she_stands_in_line() {
    let krug = Krug::start().await;
    let (marina, members) = club(&krug, 12).await;
    let last = members[11];
    last.says("/settings").await;
    last.presses("Какие рассылки получать").await;
    composes(marina, TEXT).await;
    krug.sandbox.spare_next("sendMessage", 4);
    krug.sandbox.fail_next("sendMessage", Fault::flood(30), 3);
    marina.presses("Отправить сейчас").await;
    assert_eq!(got_it(&[last], TEXT), [0]);
    last.presses("Не получать новости").await;
    krug.run_on(TimeDelta::minutes(2)).await;
    assert_eq!(got_it(&[last], TEXT), [0]);
    assert_eq!(got_it(&members[..11], TEXT), [1; 11]);
    marina.has_seen("Не отправлялось: 1 – вышли из сообщества или отказались от рассылок");
    krug.nothing_left().await;
}

#[tokio::test]
async fn a_thousand_recipients_stay_within_the_limits() {
    let krug = Krug::start().await;
    let (marina, _) = club(&krug, 0).await;
    let people = krug.crowd(1000).await;
    krug.run_on(TimeDelta::seconds(5)).await;
    composes(marina, TEXT).await;
    marina.sees("Получит 1001 человек");
    let began = krug.clock.now();
    marina.presses("Отправить сейчас").await;
    let took = krug.clock.now() - began;
    marina.has_seen("Доставлено 1\u{a0}001 из 1\u{a0}001");
    assert!(people.iter().all(|person| person.times_seen(TEXT) == 1));
    assert!((33..60).contains(&took.num_seconds()), "took {took}");
    let draws = krug
        .sandbox
        .calls()
        .iter()
        .filter(|c| c.at >= began && c.method.eq_ignore_ascii_case("editMessageText"))
        .count();
    assert!(draws <= 25, "the progress was drawn {draws} times");
    krug.nothing_left().await;
}
