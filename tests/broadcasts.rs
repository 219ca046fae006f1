//! Broadcasts: a coordinator writes to many, watches, pauses, stops; people get it once or not at all, never twice.

use chrono::TimeDelta;
use krug::sandbox::Kind;

use crate::support::{Krug, Person};

mod on_the_way;
mod second_thoughts;
mod together;

pub const TEXT: &str = "Завтра в 16:00 встречаемся в <305> & берём тетради";

/// A coordinator, who is a member too, and `n` members beside her.
pub async fn club(krug: &Krug, n: usize) -> (Person<'_>, Vec<Person<'_>>) {
    let marina = krug.person("Марина");
    krug.enrol(marina, "skillsclub", ("Орлова", "Марина"), &["coordinator"]).await;
    let mut members = Vec::new();
    for _ in 0..n {
        let member = krug.person("Анна");
        krug.enrol(member, "skillsclub", ("Смирнова", "Анна"), &[]).await;
        members.push(member);
    }
    (marina, members)
}

/// Up to the preview of a broadcast to all.
pub async fn composes(marina: Person<'_>, text: &str) {
    marina.says("/manage").await;
    marina.presses("Рассылки").await;
    marina.presses("Написать новую").await;
    marina.says(text).await;
    marina.presses("Всем").await;
}

pub fn got_it(people: &[Person<'_>], text: &str) -> Vec<usize> {
    people.iter().map(|person| person.times_seen(text)).collect()
}

#[tokio::test]
async fn a_text_reaches_everybody_as_it_was_shown() {
    let krug = Krug::start().await;
    let (marina, members) = club(&krug, 3).await;
    composes(marina, TEXT).await;
    marina.has_seen(&format!("От кого: SkillsClub\n\n{TEXT}"));
    marina.sees("Получат 4 человека");
    marina.presses("Отправить сейчас").await;
    marina.has_seen("Рассылка закончена");
    marina.has_seen("Доставлено 4 из 4");
    for member in &members {
        member.sees(&format!("От кого: SkillsClub\n\n{TEXT}"));
        member.presses("На главную").await;
        member.sees("Вы в сообществе SkillsClub");
    }
    krug.nothing_left().await;
}

#[tokio::test]
async fn who_cannot_be_reached_is_told_before_and_after() {
    let krug = Krug::start().await;
    let (marina, members) = club(&krug, 2).await;
    krug.sandbox.block(members[0].id);
    krug.settle().await;
    // Her account goes without a word: nobody knows before the sending.
    krug.sandbox.deactivate(members[1].id);
    composes(marina, TEXT).await;
    marina.sees("Получат 2 человека");
    marina.sees("Недоступен 1");
    marina.presses("Отправить сейчас").await;
    marina.has_seen("Доставлено 1 из 3");
    marina.has_seen("Недоступны: 2");
    krug.nothing_left().await;
}

#[tokio::test]
async fn nobody_waits_for_the_morning_of_somebody_who_gets_nothing() {
    let krug = Krug::start().await;
    let (marina, members) = club(&krug, 1).await;
    krug.tamper("UPDATE persons SET zone = 'Asia/Kamchatka' WHERE id = (SELECT max(person) FROM memberships)").await;
    krug.sandbox.block(members[0].id);
    krug.run_on(TimeDelta::hours(5)).await;
    composes(marina, TEXT).await;
    marina.presses("Отправить сейчас").await;
    marina.has_seen("Доставлено 1 из 2");
    krug.nothing_left().await;
}

#[tokio::test]
async fn nor_for_her_communitys_morning_while_it_is_day_for_all_others() {
    let krug = Krug::start().await;
    let (marina, members) = club(&krug, 1).await;
    krug.tamper("UPDATE persons SET zone = 'Europe/Kaliningrad' WHERE id < (SELECT max(person) FROM memberships)")
        .await;
    krug.sandbox.block(members[0].id);
    krug.run_on(TimeDelta::hours(12)).await;
    composes(marina, TEXT).await;
    marina.presses("Отправить сейчас").await;
    marina.has_seen("Доставлено 1 из 2");
    krug.nothing_left().await;
}

#[tokio::test]
async fn what_is_too_long_is_told_with_the_count_and_nothing_else_is_lost() {
    let krug = Krug::start().await;
    let (marina, _) = club(&krug, 1).await;
    marina.says("/manage").await;
    marina.presses("Рассылки").await;
    marina.sees("Рассылок ещё не было");
    marina.presses("Написать новую").await;
    marina.says(&"я".repeat(4076)).await;
    marina.sees("лишних знаков – 1");
    marina.sends(Kind::Voice).await;
    marina.sees("словами");
    // Whatever comes at once is the rest of the same text.
    krug.run_on(TimeDelta::seconds(5)).await;
    marina.says(&"я".repeat(4075)).await;
    marina.sees("Текст есть, 4075 знаков");
    krug.run_on(TimeDelta::seconds(5)).await;
    marina.says("Всем!").await;
    marina.sees("дальше нужны кнопки");
    // Another command in the middle keeps the draft.
    marina.says("/plan").await;
    marina.says("/start").await;
    marina.presses("Продолжить: рассылка").await;
    marina.sees("Кому отправить?");
    marina.presses("Наставникам").await;
    marina.sees("таких людей пока нет");
    marina.presses("Всем").await;
    marina.presses("Изменить текст").await;
    marina.says(TEXT).await;
    marina.sees("Получат 2 человека");
    marina.presses("Изменить текст").await;
    marina.presses("Оставить как есть").await;
    marina.presses("Отправить сейчас").await;
    marina.has_seen("Доставлено 2 из 2");
    krug.nothing_left().await;
}

#[tokio::test]
async fn a_second_one_on_the_same_day_is_warned_about_and_a_double_press_sends_once() {
    let krug = Krug::start().await;
    let (marina, members) = club(&krug, 1).await;
    composes(marina, "Первая").await;
    marina.has_not_seen("Чаще раза в день");
    let preview = krug.sandbox.said(marina.id).last().expect("a preview").message_id;
    marina.presses("Отправить сейчас").await;
    for _ in 0..2 {
        krug.sandbox.press_anyway(marina.id.into(), marina.id, preview, "br:-:p:now");
    }
    krug.settle().await;
    assert_eq!(members[0].times_seen("Первая"), 1);
    composes(marina, "Вторая").await;
    marina.sees("Сегодня здесь уже есть 1 рассылка");
    krug.nothing_left().await;
}

#[tokio::test]
async fn only_those_who_come_and_only_those_who_said_nothing() {
    let krug = Krug::start().await;
    let (marina, members) = club(&krug, 2).await;
    krug.tamper(
        "INSERT INTO events (id, community, kind, title, starts_at, place, author, state, created_at, announced_at)
         SELECT 1, 'skillsclub', 'seminar', 'Оценивание', 1791280800000, '305', person, 'announced', 0, 0
         FROM memberships WHERE coordinator = 1",
    )
    .await;
    krug.tamper(
        "INSERT INTO answers (event, person, state, answered_at)
         SELECT 1, min(person), 'going', 0 FROM memberships WHERE coordinator = 0",
    )
    .await;
    for (whom, expect) in [("Кто придёт", [1, 0]), ("Кто не ответил", [1, 1])] {
        marina.says("/manage").await;
        marina.presses("Рассылки").await;
        marina.presses("Написать новую").await;
        marina.says(TEXT).await;
        marina.presses("По встрече…").await;
        let key = krug.sandbox.said(marina.id).last().expect("a list").labels()[0].to_owned();
        assert!(key.contains("Оценивание"), "{key}");
        marina.presses(&key).await;
        marina.presses(whom).await;
        marina.sees("«Оценивание»");
        marina.presses("К просмотру").await;
        marina.presses("Отправить сейчас").await;
        assert_eq!(got_it(&members, TEXT), expect);
    }
    krug.nothing_left().await;
}

#[tokio::test]
async fn whoever_is_no_coordinator_gets_nothing_from_old_or_forged_buttons() {
    let krug = Krug::start().await;
    let (marina, members) = club(&krug, 1).await;
    composes(marina, TEXT).await;
    marina.presses("Отправить позже").await;
    marina.says("завтра в 16:00").await;
    marina.presses("Запланировать").await;
    let anna = members[0];
    for data in ["br:l", "br:n", "br:c:1", "br:t:1", "br:e:1", "br:w:1", "br:p:1", "br:sx:1:1", "br:ax:1:1", "br:k:1"] {
        anna.forges(data).await;
        anna.sees("Рассылки видит и пишет координатор");
        anna.has_not_seen("305");
    }
    krug.tamper("UPDATE memberships SET coordinator = 0").await;
    marina.presses("Отменить отправку").await;
    marina.has_seen("Рассылки видит и пишет координатор");
    assert_eq!(krug.count("SELECT count(*) FROM broadcasts WHERE state = 'scheduled'").await, 1);
    krug.nothing_left().await;
}

#[tokio::test]
async fn a_scheduled_one_waits_can_be_corrected_and_leaves_at_its_time() {
    let krug = Krug::start().await;
    let (marina, members) = club(&krug, 1).await;
    composes(marina, "Опечатка").await;
    marina.presses("Отправить позже").await;
    marina.says("вчера").await;
    marina.sees("прош");
    marina.says("сегодня в 11:30").await;
    marina.sees("11:30 (Тюмень)");
    marina.presses("Запланировать").await;
    marina.sees("Рассылка ждёт");
    marina.presses("Изменить").await;
    assert!(marina.toast().starts_with("Снято с отправки: теперь это черновик, сам он не уйдёт"));
    krug.run_on(TimeDelta::hours(2)).await;
    assert_eq!(got_it(&members, "Опечатка"), [0], "what is being corrected must not leave");
    marina.presses("Изменить текст").await;
    marina.says(TEXT).await;
    marina.presses("Отправить позже").await;
    marina.says("сегодня в 22:00").await;
    marina.presses("Запланировать").await;
    marina.sees("Из них ночь у 2: получат утром, в 8:30");
    krug.run_on(TimeDelta::hours(20)).await;
    assert_eq!(got_it(&members, TEXT), [0]);
    krug.run_on(TimeDelta::hours(1)).await;
    assert_eq!(got_it(&members, TEXT), [1]);
    marina.has_seen("Доставлено 2 из 2");
    // The card of the schedule is old now: it shows how things stand.
    marina.presses_old("Рассылка ждёт", "Отменить отправку").await;
    assert_eq!(marina.toast(), "Вот как сейчас");
    krug.nothing_left().await;
}

#[tokio::test]
async fn a_time_that_can_be_meant_in_two_ways_is_asked_about() {
    let krug = Krug::start().await;
    let (marina, members) = club(&krug, 1).await;
    composes(marina, TEXT).await;
    marina.presses("Отправить позже").await;
    marina.says("завтра").await;
    marina.sees("В котором часу?");
    marina.says("в 4").await;
    marina.sees("Днём или ночью?");
    marina.presses("25 сентября 2026, пт, 16:00").await;
    marina.sees("25 сентября 2026, пт, 16:00 (Тюмень)");
    marina.presses("Отменить отправку").await;
    marina.sees("Никому ничего не ушло");
    krug.run_on(TimeDelta::days(2)).await;
    assert_eq!(got_it(&members, TEXT), [0]);
    krug.nothing_left().await;
}

#[tokio::test]
async fn rights_are_asked_again_when_its_time_comes() {
    let krug = Krug::start().await;
    let (marina, members) = club(&krug, 1).await;
    let oleg = krug.person("Олег");
    krug.enrol(oleg, "skillsclub", ("Котов", "Олег"), &["coordinator"]).await;
    composes(marina, TEXT).await;
    marina.presses("Отправить позже").await;
    marina.says("завтра в 16:00").await;
    marina.presses("Запланировать").await;
    krug.tamper("UPDATE memberships SET coordinator = 0 WHERE person = (SELECT author FROM broadcasts)").await;
    krug.run_on(TimeDelta::days(2)).await;
    assert_eq!(got_it(&members, TEXT), [0]);
    marina.sees("не отправлена: сейчас вы не координатор");
    oleg.sees("её автор больше не координатор");
    oleg.presses("Посмотреть").await;
    oleg.presses("Изменить").await;
    oleg.presses("Отправить сейчас").await;
    assert_eq!(got_it(&members, TEXT), [1]);
    krug.nothing_left().await;
}

#[tokio::test]
async fn the_list_turns_its_pages_and_leaves_room_for_a_small_phone() {
    let krug = Krug::start().await;
    let (marina, members) = club(&krug, 1).await;
    for text in ["Раз", "Два", "Три", "Четыре"] {
        composes(marina, text).await;
        marina.presses("Отправить сейчас").await;
        krug.run_on(TimeDelta::minutes(10)).await;
    }
    assert_eq!(got_it(&members, "Раз"), [1]);
    composes(marina, "Пять").await;
    marina.forges("br:l").await;
    marina.sees("Четыре");
    marina.sees("закончена");
    marina.presses("Раньше").await;
    marina.sees("Раз");
    marina.presses("24 сентября 2026, чт: Раз").await;
    marina.sees("Доставлено 2 из 2");
    marina.presses("Показать текст").await;
    marina.has_seen("От кого: SkillsClub\n\nРаз");
    // The draft has waited.
    marina.forges("ho:r:br").await;
    marina.presses("Отправить сейчас").await;
    assert_eq!(got_it(&members, "Пять"), [1]);
    krug.nothing_left().await;
}

#[tokio::test]
async fn an_english_speaker_reads_and_writes_in_english() {
    let krug = Krug::start().await;
    let kate = krug.speaker("Kate", "en");
    krug.enrol(kate, "skillsclub", ("Brown", "Kate"), &["coordinator"]).await;
    kate.forges("br:n").await;
    kate.says("See you at four").await;
    kate.presses("Everybody").await;
    kate.has_seen("From: SkillsClub");
    kate.sees("1 person will get it");
    kate.presses("Send later").await;
    kate.says("tomorrow at 16:00").await;
    kate.presses("Schedule").await;
    kate.sees("The broadcast is scheduled");
    krug.run_on(TimeDelta::days(2)).await;
    kate.has_seen("Delivered 1 of 1");
    krug.nothing_left().await;
}
