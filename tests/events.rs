//! The plan: a coordinator makes, announces, moves, changes and cancels events as people type them, and everybody reads.

mod desk;

use chrono::TimeDelta;
use krug::sandbox::Kind;

use crate::support::{Krug, Person};

/// Marina, coordinator of SkillsClub.
pub async fn marina(krug: &Krug) -> Person<'_> {
    let marina = krug.person("Марина");
    krug.enrol(marina, "skillsclub", ("Орлова", "Марина"), &["coordinator"]).await;
    marina
}

/// A member of SkillsClub.
pub async fn member<'k>(krug: &'k Krug, last: &str, first: &str) -> Person<'k> {
    let person = krug.person(first);
    krug.enrol(person, "skillsclub", (last, first), &[]).await;
    person
}

/// Marina makes an event up to the preview.
pub async fn composes(marina: Person<'_>, title: &str, when: &str, place: &str, seats: &str) {
    marina.says("/manage").await;
    marina.presses("Создать: мероприятие").await;
    marina.says("семинар").await;
    marina.sees("Как назовём?");
    marina.says(title).await;
    marina.says(when).await;
    marina.says(place).await;
    marina.says(seats).await;
    marina.sees("Так это увидят:");
}

/// Marina makes an event and announces it.
pub async fn announces(marina: Person<'_>, title: &str, when: &str, place: &str, seats: &str) {
    composes(marina, title, when, place, seats).await;
    marina.presses("Объявить").await;
    marina.has_seen("Объявлено");
}

#[tokio::test]
async fn an_event_is_made_previewed_and_announced() {
    let krug = Krug::start().await;
    let marina = marina(&krug).await;
    let anna = member(&krug, "Смирнова", "Анна").await;
    composes(marina, "Оценивание", "15.10 16:00", "ТОГИРРО, ауд. 305 https://sber.jazz/q", "40 мест").await;
    marina.sees("Семинар «Оценивание»");
    marina.sees("15 октября 2026, чт, 16:00 (Тюмень)");
    marina.sees("Мест: 40");
    marina.sees("Получат 2 участника");
    anna.has_not_seen("Оценивание");
    marina.presses("Объявить").await;
    marina.has_seen("Приглашение получат 2 участника");
    anna.sees("Вас приглашает сообщество SkillsClub:");
    anna.sees("Где: ТОГИРРО, ауд. 305");
    anna.sees("[Приду] [Пока думаю]");
    anna.has_not_seen("sber.jazz");
    anna.says("/plan").await;
    anna.sees("Октябрь 2026");
    anna.sees("[15 окт, чт, 16:00 · Оценивание]");
    anna.presses("15 окт, чт, 16:00 · Оценивание").await;
    anna.sees("[Не смогу]");
    krug.nothing_left().await;
}

#[tokio::test]
async fn times_are_read_as_people_type_them() {
    let krug = Krug::start().await;
    let marina = marina(&krug).await;
    marina.says("/manage").await;
    marina.presses("Создать: мероприятие").await;
    marina.presses("Семинар").await;
    marina.says("Оценивание").await;
    for (typed, answered) in [
        ("32 октября", "Такой даты нет."),
        ("23 сентября 2026", "уже прошёл"),
        ("в пятницу 15 октября 16:00", "это четверг"),
        ("завтра с 16 до 18", "Нужно одно – начало"),
        ("завтра в 16 мск", "по времени сообщества (Тюмень)"),
        ("как-нибудь потом", "Не вижу здесь даты"),
        ("завтра", "Во сколько начало?"),
    ] {
        marina.says(typed).await;
        marina.sees(answered);
    }
    marina.says("15 октября в 4").await;
    marina.sees("Днём или ночью?");
    marina.sees("[15 октября 2026, чт, 04:00]");
    marina.presses("15 октября 2026, чт, 16:00").await;
    marina.sees("15 октября 2026, чт, 16:00 (Тюмень)");
    marina.sees("Где собираемся?");
    marina.presses("Назад").await;
    marina.says("завтра в 16").await;
    marina.sees("25 сентября 2026, пт, 16:00 (Тюмень)");
    marina.presses("Назад").await;
    marina.says("в воскресенье в 23:30").await;
    marina.sees("Это воскресенье.");
    marina.sees("поздно вечером");
    marina.presses("Да, верно").await;
    marina.sees("27 сентября 2026, вс, 23:30");
    krug.nothing_left().await;
}

#[tokio::test]
async fn the_wrong_day_is_mended_by_a_button() {
    let krug = Krug::start().await;
    let marina = marina(&krug).await;
    marina.says("/manage").await;
    marina.presses("Создать: мероприятие").await;
    marina.says("семинар").await;
    marina.says("Оценивание").await;
    marina.says("32 октября").await;
    marina.presses("31 окт, сб").await;
    marina.sees("Во сколько начало?");
    marina.says("16-00").await;
    marina.sees("31 октября 2026, сб, 16:00");
    krug.nothing_left().await;
}

#[tokio::test]
async fn nothing_is_lost_in_the_middle() {
    let krug = Krug::start().await;
    let marina = marina(&krug).await;
    marina.says("/manage").await;
    marina.presses("Создать: мероприятие").await;
    marina.says("семинар").await;
    marina.says("Оценивание").await;
    marina.sends(Kind::Voice).await;
    marina.sees("Голосовые здесь пока не разбираю");
    marina.sees("Когда начало?");
    marina.says("/plan").await;
    marina.sees("Продолжить: событие");
    marina.presses("Продолжить: событие").await;
    marina.sees("Когда начало?");
    marina.says("15.10 16:00").await;
    marina.says("/cancel").await;
    marina.sees("Начатое сохранено");
    marina.says("/start").await;
    marina.presses("Продолжить: событие").await;
    marina.sees("Где собираемся?");
    marina.says("ТОГИРРО").await;
    marina.presses("Без ограничений").await;
    marina.sees("Семинар «Оценивание»");
    krug.nothing_left().await;
}

#[tokio::test]
async fn one_field_is_changed_and_the_preview_comes_again() {
    let krug = Krug::start().await;
    let marina = marina(&krug).await;
    composes(marina, "Оценивание", "15.10 16:00", "ТОГИРРО", "40").await;
    marina.presses("Изменить").await;
    marina.presses("Когда").await;
    marina.says("16.10 17:00").await;
    marina.sees("Так это увидят:");
    marina.sees("16 октября 2026, пт, 17:00");
    marina.presses("Изменить").await;
    marina.presses("Название").await;
    marina.presses("Другой вид").await;
    marina.says("митап").await;
    marina.says("Первая неделя").await;
    marina.sees("Митап «Первая неделя»");
    krug.nothing_left().await;
}

#[tokio::test]
async fn without_a_place_it_stays_a_draft() {
    let krug = Krug::start().await;
    let marina = marina(&krug).await;
    let anna = member(&krug, "Смирнова", "Анна").await;
    marina.says("/manage").await;
    marina.presses("Создать: мероприятие").await;
    marina.says("семинар").await;
    marina.says("Оценивание").await;
    marina.says("15.10 16:00").await;
    marina.presses("Пока не знаю").await;
    marina.presses("Без ограничений").await;
    marina.sees("нужно место или ссылка");
    marina.presses("В черновики").await;
    marina.sees("как черновик");
    anna.says("/plan").await;
    anna.sees("ничего нет");
    marina.says("/plan").await;
    marina.sees("(черновик)");
    marina.presses("15 окт, чт, 16:00 · Оценивание").await;
    marina.presses("Указать место").await;
    marina.says("школа 12").await;
    marina.presses("Объявить").await;
    anna.sees("Где: школа 12");
    krug.nothing_left().await;
}

#[tokio::test]
async fn a_draft_can_be_thrown_away() {
    let krug = Krug::start().await;
    let marina = marina(&krug).await;
    composes(marina, "Оценивание", "15.10 16:00", "ТОГИРРО", "40").await;
    marina.presses("В черновики").await;
    marina.presses("План").await;
    marina.presses("15 окт, чт, 16:00 · Оценивание").await;
    marina.presses("Удалить").await;
    marina.sees("Черновик удалён");
    assert_eq!(krug.count("SELECT count(*) FROM events").await, 0);
    krug.nothing_left().await;
}

#[tokio::test]
async fn a_link_opens_the_card_for_visitors_too() {
    let krug = Krug::start().await;
    let marina = marina(&krug).await;
    announces(marina, "Оценивание", "15.10 16:00", "ТОГИРРО https://sber.jazz/q", "40").await;
    let guest = krug.person("Гость");
    guest.says("/start e_1").await;
    guest.sees("Семинар «Оценивание»");
    guest.sees("[Вступить, чтобы записаться]");
    guest.has_not_seen("sber.jazz");
    guest.says("/plan").await;
    guest.sees("15 окт, чт, 16:00 · Оценивание");
    guest.forges("rs:a:1:1:y").await;
    assert_eq!(guest.toast(), "Сначала вступите в сообщество.");
    assert_eq!(krug.count("SELECT count(*) FROM answers").await, 0);
    guest.says("/start e_77").await;
    guest.has_seen("ссылка уже не работает");
    krug.nothing_left().await;
}

#[tokio::test]
async fn the_calendar_file_holds_the_link_only_for_those_who_come() {
    let krug = Krug::start().await;
    let marina = marina(&krug).await;
    let anna = member(&krug, "Смирнова", "Анна").await;
    announces(marina, "Оценивание", "15.10 16:00", "ТОГИРРО https://sber.jazz/q", "40").await;
    anna.forges("ev:i:1").await;
    let (name, bytes) = anna.file();
    assert_eq!(name, "event-1.ics");
    assert!(!String::from_utf8_lossy(&bytes).contains("sber.jazz"));
    anna.presses("Приду").await;
    anna.presses("В календарь (.ics)").await;
    let text = String::from_utf8_lossy(&anna.file().1).into_owned();
    for line in ["URL:https://sber.jazz/q", "DTSTART:20261015T110000Z", "UID:event-1@krug"] {
        assert!(text.contains(line), "{line} in {text}");
    }
    krug.nothing_left().await;
}

#[tokio::test]
async fn what_is_over_cannot_be_answered() {
    let krug = Krug::start().await;
    let marina = marina(&krug).await;
    let anna = member(&krug, "Смирнова", "Анна").await;
    announces(marina, "Оценивание", "сегодня в 12:00", "ТОГИРРО", "40").await;
    krug.run_on(TimeDelta::minutes(121)).await;
    anna.presses("Приду").await;
    assert!(anna.toast().contains("Уже началось"), "{}", anna.toast());
    anna.sees("Уже началось.");
    krug.run_on(TimeDelta::hours(2)).await;
    assert_eq!(krug.count("SELECT count(*) FROM events WHERE state = 'held'").await, 1);
    krug.nothing_left().await;
}

#[tokio::test]
async fn a_stranger_in_another_zone_reads_both_clocks() {
    let krug = Krug::start().await;
    let marina = marina(&krug).await;
    let anna = member(&krug, "Смирнова", "Анна").await;
    anna.says("/settings").await;
    anna.presses("Указать мой город").await;
    anna.says("Ярославль").await;
    announces(marina, "Оценивание", "15.10 16:00", "ТОГИРРО", "40").await;
    anna.sees("16:00 (Тюмень)");
    anna.sees("14:00 по вашему времени");
    krug.nothing_left().await;
}

#[tokio::test]
async fn a_long_plan_has_pages() {
    let krug = Krug::start().await;
    let marina = marina(&krug).await;
    for day in ["15.10", "22.10", "29.10", "5.11", "12.11", "19.11"] {
        announces(marina, "Оценивание", &format!("{day} 16:00"), "ТОГИРРО", "40").await;
    }
    marina.says("/plan").await;
    marina.sees("Октябрь 2026");
    marina.presses("Дальше").await;
    marina.sees("12 ноя, чт, 16:00");
    marina.presses("Дальше").await;
    marina.sees("15 окт, чт, 16:00");
    krug.nothing_left().await;
}
