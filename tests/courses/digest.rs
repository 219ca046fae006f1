//! The weekly digest: turned on, tuned, left alone; an empty week, a lost role, a member who does not want it.

use chrono::{Datelike, TimeDelta};

use super::sleeps_through;
use crate::broadcasts::{club, got_it};
use crate::support::{Krug, Person};

const HEAD: &str = "В ближайшие семь дней";

/// A seminar on Wednesday, 30 September 2026, 16:00 in Tyumen.
async fn with_a_seminar(krug: &Krug) {
    krug.tamper(
        "INSERT INTO events (id, community, kind, title, starts_at, place, author, state, created_at, announced_at)
         SELECT 1, 'skillsclub', 'seminar', 'Оценивание <без отметок>', 1790766000000, 'Каб. 305', person, 'announced', 0, 0
         FROM memberships WHERE coordinator = 1 LIMIT 1",
    )
    .await;
}

async fn opens(marina: Person<'_>) {
    marina.says("/manage").await;
    marina.presses("Рассылки").await;
    marina.presses("Дайджест недели").await;
}

#[tokio::test]
async fn it_leaves_on_mondays_with_the_plan_and_an_empty_week_is_silent() {
    let krug = Krug::start().await;
    let (marina, members) = club(&krug, 2).await;
    opens(marina).await;
    marina.sees("Выключен");
    marina.presses("Показать, что уйдёт").await;
    assert!(marina.toast().contains("в плане пусто"));
    marina.presses("Включить").await;
    marina.sees("по понедельникам, 09:00");
    marina.sees("28 сентября 2026, пн, 09:00 (Тюмень)");
    with_a_seminar(&krug).await;
    marina.presses("Показать, что уйдёт").await;
    marina.has_seen("Оценивание <без отметок>");
    krug.run_on(TimeDelta::days(3)).await;
    assert_eq!(got_it(&members, HEAD), [0, 0], "it is Sunday");
    krug.run_on(TimeDelta::days(1)).await;
    assert_eq!(got_it(&members, HEAD), [1, 1]);
    members[0].has_seen("30 сентября 2026, ср, 16:00\nОценивание <без отметок>\nКаб. 305");
    marina.has_seen("Дайджест недели ушёл: 3 из 3");
    krug.run_on(TimeDelta::days(14)).await;
    assert_eq!(got_it(&members, HEAD), [1, 1], "the weeks after are empty");
    assert_eq!(krug.count("SELECT count(*) FROM broadcasts WHERE kind = 'digest'").await, 1);
    opens(marina).await;
    marina.presses("Выключить").await;
    marina.sees("Выключен");
    assert_eq!(krug.count("SELECT count(*) FROM jobs WHERE key LIKE 'br:digest%'").await, 0);
    krug.nothing_left().await;
}

#[tokio::test]
async fn its_day_and_hour_are_typed_and_chosen() {
    let krug = Krug::start().await;
    let (marina, members) = club(&krug, 1).await;
    with_a_seminar(&krug).await;
    opens(marina).await;
    marina.presses("День и час").await;
    marina.says("пятница").await;
    marina.sees("В котором часу");
    // The hour alone: the day is remembered.
    marina.says("18:30").await;
    marina.sees("Тогда нажмите, пожалуйста, на это время ниже.");
    marina.presses("по пятницам, 18:30").await;
    // A time is no word that it is to leave.
    assert_eq!(marina.toast(), "Запомнила. Дайджест пока выключен");
    marina.sees("Если включить, будет приходить по пятницам, 18:30");
    marina.presses("Включить").await;
    marina.sees("Включён: по пятницам, 18:30");
    // One that is on stays on, at another hour.
    marina.presses("День и час").await;
    marina.says("пятница 19:00").await;
    marina.presses("по пятницам, 19:00").await;
    assert_eq!(marina.toast(), "День и час изменены");
    marina.sees("Включён: по пятницам, 19:00");
    krug.run_on(TimeDelta::days(2)).await;
    assert_eq!(got_it(&members, HEAD), [1]);
    krug.nothing_left().await;
}

#[tokio::test]
async fn todays_weekday_is_one_rhythm_whether_this_week_or_the_next() {
    const DAYS: [&str; 7] = ["понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье"];
    let krug = Krug::start().await;
    let (marina, _) = club(&krug, 1).await;
    with_a_seminar(&krug).await;
    opens(marina).await;
    marina.presses("День и час").await;
    let today = krug.clock.now().with_timezone(&chrono_tz::Asia::Yekaterinburg).weekday().num_days_from_monday();
    marina.says(&format!("{} 23:50", DAYS[today as usize])).await;
    marina.sees("Тогда нажмите, пожалуйста, на это время ниже.");
}

#[tokio::test]
async fn an_hour_of_the_night_is_told_of_before_it_is_chosen() {
    let krug = Krug::start().await;
    let (marina, members) = club(&krug, 1).await;
    with_a_seminar(&krug).await;
    opens(marina).await;
    marina.presses("Включить").await;
    marina.presses("День и час").await;
    marina.says("понедельник 20:30").await;
    assert!(!marina.screen().contains("ночь"), "{}", marina.screen());
    marina.says("воскресенье 22:30").await;
    marina.sees("22:30 – это ночь: такой дайджест подождёт и придёт утром, в 8:30");
    marina.presses("по воскресеньям, 22:30").await;
    marina.sees("Включён: по понедельникам, 08:30");
    marina.sees("Следующий – 28 сентября 2026, пн, 08:30 (Тюмень)");
    marina.sees("Выбранное время – по воскресеньям, 22:30 – ночное");
    // What was told is true.
    krug.run_on(TimeDelta::days(3) + TimeDelta::hours(22)).await;
    assert_eq!(got_it(&members, HEAD), [0], "it is eight on Monday");
    krug.run_on(TimeDelta::hours(1)).await;
    assert_eq!(got_it(&members, HEAD), [1]);
    krug.nothing_left().await;
}

#[tokio::test]
async fn whoever_does_not_want_it_does_not_get_it() {
    let krug = Krug::start().await;
    let (marina, members) = club(&krug, 2).await;
    with_a_seminar(&krug).await;
    members[0].forges("br:ox:skillsclub:digest").await;
    opens(marina).await;
    marina.presses("Включить").await;
    krug.run_on(TimeDelta::days(5)).await;
    assert_eq!(got_it(&members, HEAD), [0, 1]);
    krug.nothing_left().await;
}

#[tokio::test]
async fn a_late_issue_is_asked_about_and_the_next_one_takes_its_place() {
    let krug = Krug::start().await;
    let (marina, members) = club(&krug, 1).await;
    with_a_seminar(&krug).await;
    opens(marina).await;
    marina.presses("Включить").await;
    sleeps_through(&krug, TimeDelta::days(4) + TimeDelta::hours(5));
    krug.run_on(TimeDelta::minutes(1)).await;
    assert_eq!(got_it(&members, HEAD), [0]);
    marina.sees("Рассылка должна была уйти в 09:00, сейчас 15:00");
    krug.run_on(TimeDelta::days(7)).await;
    assert_eq!(got_it(&members, HEAD), [0]);
    assert_eq!(krug.count("SELECT count(*) FROM broadcasts WHERE state = 'late'").await, 0, "its week is over");
    krug.nothing_left().await;
}

#[tokio::test]
async fn it_ends_with_the_role_of_whoever_turned_it_on() {
    let krug = Krug::start().await;
    let (marina, members) = club(&krug, 1).await;
    with_a_seminar(&krug).await;
    let oleg = krug.person("Олег");
    krug.enrol(oleg, "skillsclub", ("Котов", "Олег"), &["coordinator"]).await;
    opens(marina).await;
    marina.presses("Включить").await;
    krug.tamper("UPDATE memberships SET coordinator = 0 WHERE person = (SELECT author FROM digests)").await;
    krug.run_on(TimeDelta::days(5)).await;
    assert_eq!(got_it(&members, HEAD), [0]);
    marina.sees("выключен: сейчас вы не координатор");
    oleg.sees("больше не координатор");
    oleg.presses("Посмотреть").await;
    oleg.presses("Включить").await;
    oleg.sees("Включён");
    marina.forges("br:dy:skillsclub").await;
    marina.sees("Рассылки видит и пишет координатор");
    krug.nothing_left().await;
}

#[tokio::test]
async fn a_letter_that_was_only_begun_does_not_stand_in_its_way() {
    let krug = Krug::start().await;
    let (marina, _) = club(&krug, 1).await;
    marina.says("/manage").await;
    marina.presses("Рассылки").await;
    marina.presses("Написать новую").await;
    opens(marina).await;
    marina.presses("День и час").await;
    marina.sees("По каким дням и в котором часу присылать?");
    marina.says("пятница 18:30").await;
    marina.presses("по пятницам, 18:30").await;
    // Nor does the hour of the digest stand in the way of a letter.
    marina.presses("День и час").await;
    marina.says("/start").await;
    assert!(!marina.screen().contains("Продолжить"), "{}", marina.screen());
    marina.forges("br:n").await;
    marina.sees("Напишите текст одним сообщением");
    marina.says("Ждём всех").await;
    // Whatever holds something still does.
    marina.forges("br:dw:skillsclub").await;
    marina.sees("У вас уже есть черновик: рассылка");
    krug.nothing_left().await;
}
