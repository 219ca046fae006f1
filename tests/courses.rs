//! When broadcasts leave: by whose clock, not at night, late ones not by themselves; what is told of them on the way; and
//! the digest that writes itself.

use chrono::TimeDelta;

use crate::broadcasts::{TEXT, club, composes, got_it};
use crate::support::{Krug, Person};

mod digest;

/// The one who joined last lives in Vladivostok, five hours east of Tyumen.
async fn one_in_the_east(krug: &Krug) {
    krug.tamper("UPDATE persons SET zone = 'Asia/Vladivostok' WHERE id = (SELECT max(person) FROM memberships)").await;
}

/// Written, and to be sent at `when`.
async fn schedules(marina: Person<'_>, when: &str) {
    composes(marina, TEXT).await;
    marina.presses("Отправить позже").await;
    marina.says(when).await;
    marina.presses("Запланировать").await;
}

/// The bot is not running for so long.
fn sleeps_through(krug: &Krug, by: TimeDelta) {
    krug.clock.run_on(by);
}

#[tokio::test]
async fn ten_oclock_comes_to_everybody_by_her_own_clock() {
    let krug = Krug::start().await;
    let (marina, members) = club(&krug, 2).await;
    one_in_the_east(&krug).await;
    composes(marina, TEXT).await;
    marina.presses("Отправить позже").await;
    marina.presses("По времени каждого").await;
    marina.sees("Время будет у каждого своё");
    marina.says("завтра в 10:00").await;
    marina.sees("В 10:00 у каждого по его часам: первые получат в 05:00, последние – в 10:00 (Тюмень)");
    marina.presses("Запланировать").await;
    marina.sees("первые получат в 05:00");
    krug.run_on(TimeDelta::hours(18)).await;
    assert_eq!(got_it(&members, TEXT), [0, 0]);
    krug.run_on(TimeDelta::hours(2)).await;
    assert_eq!(got_it(&members, TEXT), [0, 1], "it is ten in Vladivostok, and six in Tyumen");
    marina.has_seen("Остальные ждут своего часа, последние получат в 10:00 (Тюмень)");
    marina.has_seen("Отправлено 1 из 3");
    krug.run_on(TimeDelta::hours(5)).await;
    assert_eq!(got_it(&members, TEXT), [1, 1]);
    marina.has_seen("Доставлено 3 из 3");
    krug.nothing_left().await;
}

#[tokio::test]
async fn what_is_corrected_keeps_its_time_and_by_whose_clock_it_is() {
    let krug = Krug::start().await;
    let (marina, members) = club(&krug, 2).await;
    one_in_the_east(&krug).await;
    composes(marina, "Ждём всех в читром зале").await;
    marina.presses("Отправить позже").await;
    marina.presses("По времени каждого").await;
    marina.says("завтра в 10:00").await;
    marina.presses("Запланировать").await;
    marina.presses("Изменить").await;
    marina.presses("Изменить текст").await;
    marina.says(TEXT).await;
    marina.presses("Отправить позже").await;
    marina.sees("В 10:00 у каждого по его часам: первые получат в 05:00, последние – в 10:00 (Тюмень)");
    marina.presses("Запланировать").await;
    krug.run_on(TimeDelta::hours(20)).await;
    assert_eq!(got_it(&members, TEXT), [0, 1], "it is ten in Vladivostok, and six in Tyumen");
    krug.run_on(TimeDelta::hours(5)).await;
    assert_eq!(got_it(&members, TEXT), [1, 1]);
    krug.nothing_left().await;
}

#[tokio::test]
async fn whoever_joins_or_moves_meanwhile_is_neither_forgotten_nor_written_to_twice() {
    let krug = Krug::start().await;
    let (marina, members) = club(&krug, 2).await;
    schedules(marina, "завтра в 10:00").await;
    let late = krug.person("Ирина");
    krug.enrol(late, "skillsclub", ("Ким", "Ирина"), &[]).await;
    one_in_the_east(&krug).await;
    krug.run_on(TimeDelta::days(2)).await;
    assert_eq!(got_it(&[members[0], members[1], late], TEXT), [1, 1, 1]);
    krug.nothing_left().await;
}

#[tokio::test]
async fn whoever_sleeps_gets_it_in_her_morning_and_the_others_now() {
    let krug = Krug::start().await;
    let (marina, members) = club(&krug, 2).await;
    one_in_the_east(&krug).await;
    // 17:00 in Tyumen is 22:00 in Vladivostok.
    krug.run_on(TimeDelta::hours(7)).await;
    composes(marina, TEXT).await;
    marina.sees("Получат 3 человека");
    marina.sees("Из них ночь у 1: получит утром, в 8:30");
    marina.presses("Отправить сейчас").await;
    marina.sees("Сейчас ночь у 1 из 3");
    marina.presses("Им – утром, остальным сейчас").await;
    assert_eq!(got_it(&members, TEXT), [1, 0]);
    marina.has_seen("последние получат 25 сентября 2026, пт, 03:30 (Тюмень)");
    krug.run_on(TimeDelta::hours(10)).await;
    assert_eq!(got_it(&members, TEXT), [1, 0]);
    krug.run_on(TimeDelta::hours(1)).await;
    assert_eq!(got_it(&members, TEXT), [1, 1]);
    marina.has_seen("Доставлено 3 из 3");
    marina.has_seen("Шла с 24 сентября 2026, чт, 17:00 до 25 сентября 2026, пт, 03:30 (Тюмень)");
    krug.nothing_left().await;
}

#[tokio::test]
async fn at_night_it_leaves_only_when_somebody_says_so_and_makes_no_sound() {
    let krug = Krug::start().await;
    let (marina, members) = club(&krug, 1).await;
    krug.run_on(TimeDelta::hours(12)).await;
    composes(marina, TEXT).await;
    marina.presses("Отправить сейчас").await;
    marina.sees("Сейчас ночь у 2 из 2");
    assert_eq!(got_it(&members, TEXT), [0], "nothing leaves before the answer");
    marina.presses("Отправить и ночью, без звука").await;
    assert_eq!(got_it(&members, TEXT), [1]);
    let hushed = krug.sandbox.calls().iter().filter(|c| c.params["disable_notification"] == true).count();
    assert!(hushed >= 2, "{hushed} without a sound");
    krug.nothing_left().await;
}

#[tokio::test]
async fn a_night_that_falls_while_it_goes_holds_the_rest_till_morning() {
    let krug = Krug::start().await;
    let (marina, members) = club(&krug, 3).await;
    // 20:59:50: the messenger asks for half a minute, and then it is night.
    krug.run_on(TimeDelta::hours(11) - TimeDelta::seconds(10)).await;
    composes(marina, TEXT).await;
    marina.sees("Получат 4 человека");
    let to_night = krug.clock.now();
    assert!(to_night < "2026-09-24T16:00:00Z".parse::<chrono::DateTime<chrono::Utc>>().expect("an instant"));
    krug.sandbox.fail_next("sendMessage", krug::sandbox::Fault::flood(30), 5);
    marina.presses("Отправить сейчас").await;
    krug.run_on(TimeDelta::hours(2)).await;
    let before: usize = got_it(&members, TEXT).iter().sum();
    assert!(before < 3, "nobody was left for the morning");
    krug.run_on(TimeDelta::hours(10)).await;
    assert_eq!(got_it(&members, TEXT), [1, 1, 1]);
    marina.has_seen("Доставлено 4 из 4");
    krug.nothing_left().await;
}

#[tokio::test]
async fn what_is_late_is_asked_about_and_leaves_only_upon_a_word() {
    let krug = Krug::start().await;
    let (marina, members) = club(&krug, 1).await;
    schedules(marina, "сегодня в 11:30").await;
    sleeps_through(&krug, TimeDelta::hours(5));
    krug.run_on(TimeDelta::minutes(1)).await;
    assert_eq!(got_it(&members, TEXT), [0]);
    marina.sees("Рассылка должна была уйти в 11:30, сейчас 15:00 (Тюмень): бот в это время не работал. Отправить?");
    krug.run_on(TimeDelta::hours(3)).await;
    assert_eq!(got_it(&members, TEXT), [0], "it left without a word");
    marina.presses("Отправить сейчас").await;
    assert_eq!(got_it(&members, TEXT), [1]);
    marina.has_seen("Доставлено 2 из 2");
    // The old button does no harm.
    marina.forges("br:ls:1").await;
    assert_eq!(marina.toast(), "Вот как сейчас");
    assert_eq!(got_it(&members, TEXT), [1]);
    krug.nothing_left().await;
}

#[tokio::test]
async fn what_is_late_can_be_given_up_or_another_time() {
    let krug = Krug::start().await;
    let (marina, members) = club(&krug, 1).await;
    for answer in ["Не отправлять", "Назначить время"] {
        schedules(marina, "через час").await;
        sleeps_through(&krug, TimeDelta::hours(2));
        krug.run_on(TimeDelta::minutes(1)).await;
        marina.presses(answer).await;
    }
    marina.has_seen("Отправка отменена");
    marina.sees("Когда отправить?");
    marina.says("завтра в 16:00").await;
    marina.presses("Запланировать").await;
    krug.run_on(TimeDelta::days(2)).await;
    assert_eq!(got_it(&members, TEXT), [1]);
    krug.nothing_left().await;
}

#[tokio::test]
async fn ten_minutes_are_not_late_yet() {
    let krug = Krug::start().await;
    let (marina, members) = club(&krug, 1).await;
    schedules(marina, "через час").await;
    sleeps_through(&krug, TimeDelta::minutes(70));
    krug.run_on(TimeDelta::minutes(1)).await;
    assert_eq!(got_it(&members, TEXT), [1]);
    krug.nothing_left().await;
}

#[tokio::test]
async fn what_is_late_is_asked_of_the_others_when_its_author_may_not_send_it() {
    let krug = Krug::start().await;
    let (marina, members) = club(&krug, 1).await;
    let oleg = krug.person("Олег");
    krug.enrol(oleg, "skillsclub", ("Котов", "Олег"), &["coordinator"]).await;
    schedules(marina, "через час").await;
    krug.tamper("UPDATE memberships SET coordinator = 0 WHERE person = (SELECT author FROM broadcasts)").await;
    sleeps_through(&krug, TimeDelta::hours(4));
    krug.run_on(TimeDelta::minutes(1)).await;
    marina.has_not_seen("должна была уйти");
    oleg.sees("Рассылка должна была уйти");
    oleg.presses("Отправить сейчас").await;
    assert_eq!(got_it(&members, TEXT), [1]);
    oleg.has_seen("Доставлено 3 из 3");
    krug.nothing_left().await;
}

#[tokio::test]
async fn a_large_one_foretells_its_end_and_ends_in_a_picture() {
    let krug = Krug::start().await;
    let (marina, members) = club(&krug, 25).await;
    composes(marina, TEXT).await;
    marina.presses("Отправить сейчас").await;
    let calls = krug.sandbox.calls();
    let told = |words: &str| calls.iter().any(|c| c.params["text"].as_str().unwrap_or("").contains(words));
    assert!(told("Закончится меньше чем через минуту"), "no end was foretold");
    assert_eq!(got_it(&members, TEXT), [1; 25]);
    marina.has_seen("Доставлено 26 из 26");
    let pictures = krug.sandbox.calls().iter().filter(|c| c.method.eq_ignore_ascii_case("sendPhoto")).count();
    assert_eq!(pictures, 1, "one picture, at the end");
    krug.nothing_left().await;
}
