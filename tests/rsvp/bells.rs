//! Reminders by the clock: when they come, when they do not, and what they say when they are late.

use chrono::TimeDelta;

use crate::events::{announces, marina, member};
use crate::support::Krug;

#[tokio::test]
async fn reminders_come_a_day_and_an_hour_before() {
    let krug = Krug::start().await;
    let marina = marina(&krug).await;
    let anna = member(&krug, "Смирнова", "Анна").await;
    let dasha = member(&krug, "Котова", "Дарья").await;
    let vera = member(&krug, "Зимина", "Вера").await;
    announces(marina, "Оценивание", "1.10 16:00", "ТОГИРРО https://sber.jazz/q", "40").await;
    anna.presses("Приду").await;
    dasha.presses("Пока думаю").await;
    dasha.sees("Спрошу за два дня");
    krug.run_on(TimeDelta::hours(7 * 24 + 6 - 48 - 1)).await;
    dasha.has_not_seen("Что решили?");
    krug.run_on(TimeDelta::hours(2)).await;
    dasha.sees("Через два дня. Что решили?");
    dasha.sees("[Приду] [Пока думаю]");
    anna.has_not_seen("Завтра");
    krug.run_on(TimeDelta::hours(24)).await;
    anna.sees("Завтра в 16:00 (Тюмень). Всё в силе?");
    anna.presses("Да, приду").await;
    anna.sees("Спасибо, ждём вас.");
    anna.sees("точно приду");
    assert!(krug.sandbox.refused().is_empty(), "numbers that stayed as they were need no drawing");
    krug.run_on(TimeDelta::hours(23)).await;
    anna.sees("Скоро начало: 16:00 (Тюмень).");
    anna.sees("Ссылка: https://sber.jazz/q");
    assert_eq!(anna.times_seen("Скоро начало"), 1);
    dasha.has_not_seen("Скоро начало");
    vera.has_not_seen("Завтра");
    krug.nothing_left().await;
}

#[tokio::test]
async fn what_is_announced_for_tonight_has_no_tomorrow() {
    let krug = Krug::start().await;
    let marina = marina(&krug).await;
    let anna = member(&krug, "Смирнова", "Анна").await;
    announces(marina, "Оценивание", "сегодня в 19:00", "ТОГИРРО", "40").await;
    anna.presses("Приду").await;
    anna.sees("Записали. Напомню за час.");
    krug.run_on(TimeDelta::hours(9)).await;
    anna.has_not_seen("Завтра");
    anna.has_seen("Скоро начало: 19:00 (Тюмень).");
    krug.nothing_left().await;
}

#[tokio::test]
async fn a_move_sets_every_timer_anew_and_silence_frees_the_seat() {
    let krug = Krug::start().await;
    let marina = marina(&krug).await;
    let anna = member(&krug, "Смирнова", "Анна").await;
    let dasha = member(&krug, "Котова", "Дарья").await;
    announces(marina, "Оценивание", "1.10 16:00", "ТОГИРРО", "1").await;
    anna.presses("Приду").await;
    dasha.presses("Приду").await;
    marina.forges("ev:m:1").await;
    marina.says("15.10 16:00").await;
    marina.presses("Без причины").await;
    anna.sees("Место за вами до 26 сентября 2026, сб, 10:0");
    dasha.sees("Перенесли");
    dasha.sees("Вы в очереди, ваш номер 1");
    krug.run_on(TimeDelta::hours(49)).await;
    anna.sees("место освободилось");
    dasha.sees("Освободилось место.");
    dasha.presses("Беру").await;
    krug.run_on(TimeDelta::days(7)).await;
    dasha.has_not_seen("Завтра");
    krug.run_on(TimeDelta::hours(12 * 24 + 5)).await;
    assert_eq!(dasha.times_seen("Завтра в 16:00") + dasha.times_seen("Скоро начало: 16:00"), 2, "{}", dasha.screens());
    krug.nothing_left().await;
}

#[tokio::test]
async fn a_cancelled_event_rings_nobody() {
    let krug = Krug::start().await;
    let marina = marina(&krug).await;
    let anna = member(&krug, "Смирнова", "Анна").await;
    announces(marina, "Оценивание", "1.10 16:00", "ТОГИРРО", "40").await;
    anna.presses("Приду").await;
    marina.forges("ev:x:1").await;
    marina.presses("Да, отменить").await;
    marina.presses("Без причины").await;
    anna.sees("Отменили.");
    krug.run_on(TimeDelta::days(8)).await;
    anna.has_not_seen("Завтра");
    anna.has_not_seen("Скоро начало");
    anna.forges("rs:a:1:1:y").await;
    assert_eq!(anna.toast(), "Это отменили.");
    krug.nothing_left().await;
}

#[tokio::test]
async fn a_reminder_that_is_late_says_nothing_untrue() {
    let krug = Krug::start().await;
    let marina = marina(&krug).await;
    let anna = member(&krug, "Смирнова", "Анна").await;
    let dasha = member(&krug, "Котова", "Дарья").await;
    announces(marina, "Оценивание", "1.10 16:00", "ТОГИРРО", "40").await;
    anna.presses("Приду").await;
    dasha.presses("Пока думаю").await;
    krug.tamper("UPDATE jobs SET due_at = due_at + 13 * 3600000 WHERE key IN ('rs:1:think', 'rs:1:day')").await;
    krug.tamper("UPDATE jobs SET due_at = due_at + 45 * 60000 WHERE key = 'rs:1:hour'").await;
    krug.run_on(TimeDelta::days(8)).await;
    dasha.has_not_seen("Через два дня");
    anna.has_not_seen("Завтра");
    anna.has_seen("Скоро начало: 16:00 (Тюмень).");
    krug.nothing_left().await;
}

#[tokio::test]
async fn tomorrow_that_is_said_late_is_today() {
    let krug = Krug::start().await;
    let marina = marina(&krug).await;
    let anna = member(&krug, "Смирнова", "Анна").await;
    let dasha = member(&krug, "Котова", "Дарья").await;
    announces(marina, "Оценивание", "1.10 19:00", "ТОГИРРО", "40").await;
    anna.presses("Приду").await;
    dasha.presses("Пока думаю").await;
    krug.tamper("UPDATE jobs SET due_at = due_at + 11 * 3600000 WHERE key IN ('rs:1:think', 'rs:1:day')").await;
    krug.run_on(TimeDelta::days(8)).await;
    dasha.has_seen("Уже завтра. Что решили?");
    anna.has_seen("Сегодня в 19:00 (Тюмень). Всё в силе?");
    anna.has_not_seen("Завтра в");
    krug.nothing_left().await;
}

#[tokio::test]
async fn a_new_place_does_not_silence_a_bell_that_is_due() {
    let krug = Krug::start().await;
    let marina = marina(&krug).await;
    let anna = member(&krug, "Смирнова", "Анна").await;
    announces(marina, "Оценивание", "1.10 16:00", "ауд. 305", "40").await;
    anna.presses("Приду").await;
    krug.tamper("UPDATE jobs SET due_at = due_at + 2 * 3600000 WHERE key = 'rs:1:day'").await;
    krug.run_on(TimeDelta::hours(7 * 24 + 6 - 23)).await;
    marina.forges("ev:w:1").await;
    marina.says("ауд. 214").await;
    marina.has_seen("Место изменено.");
    krug.run_on(TimeDelta::hours(2)).await;
    anna.has_seen("Завтра в 16:00 (Тюмень). Всё в силе?");
    krug.nothing_left().await;
}
