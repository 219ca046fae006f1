//! The coordinator's desk: moving, changing and cancelling what was announced, and who is told.

use chrono::TimeDelta;
use krug::sandbox::Fault;

use super::{announces, composes, marina, member};
use crate::support::Krug;

#[tokio::test]
async fn a_moved_event_asks_again_and_old_buttons_do_nothing() {
    let krug = Krug::start().await;
    let marina = marina(&krug).await;
    let anna = member(&krug, "Смирнова", "Анна").await;
    let dasha = member(&krug, "Котова", "Дарья").await;
    announces(marina, "Оценивание", "15.10 16:00", "ТОГИРРО", "40").await;
    anna.presses("Приду").await;
    marina.presses("Управлять").await;
    marina.presses("Перенести").await;
    marina.sees("Сейчас: 15 октября 2026, чт, 16:00");
    marina.says("22.10 16:00").await;
    marina.sees("Станет: 22 октября 2026, чт, 16:00");
    marina.sees("Напишу 1 человеку");
    marina.says("Зал занят").await;
    marina.has_seen("Перенесено.");
    anna.sees("Перенесли: «Оценивание»");
    anna.sees("Было: 15 октября 2026, чт, 16:00");
    anna.sees("Стало: 22 октября 2026, чт, 16:00 (Тюмень)");
    anna.sees("Причина: Зал занят");
    anna.sees("[Смогу] [Не смогу]");
    dasha.has_not_seen("Перенесли");
    dasha.sees("Вас приглашает сообщество SkillsClub. Планы изменились, теперь так:");
    dasha.sees("22 октября 2026, чт, 16:00");
    dasha.has_not_seen("15 октября");
    dasha.forges("rs:a:1:1:y").await;
    assert!(dasha.toast().contains("устарела"), "{}", dasha.toast());
    dasha.sees("Эта кнопка устарела: встречу перенесли.");
    dasha.sees("22 октября");
    dasha.sees("Придут: 1 из 40");
    dasha.presses("Приду").await;
    dasha.sees("Придут: 2 из 40");
    anna.presses("Смогу").await;
    anna.sees("Записали.");
    krug.nothing_left().await;
}

#[tokio::test]
async fn a_mistake_mended_before_anybody_has_answered_is_mended_in_the_invitations() {
    let krug = Krug::start().await;
    let marina = marina(&krug).await;
    let anna = member(&krug, "Смирнова", "Анна").await;
    announces(marina, "Оценивание", "15.10 16:00", "ТОГИРРО", "40").await;
    let dasha = member(&krug, "Котова", "Дарья").await;
    anna.presses_old("Вас приглашает", "На главную").await;
    marina.forges("ev:m:1").await;
    marina.says("22.10 16:00").await;
    // Nobody would read why.
    assert!(!marina.screen().contains("Почему"), "{}", marina.screen());
    marina.sees("Станет: 22 октября 2026, чт, 16:00");
    marina.sees("Переносим?");
    marina.sees("Писать пока некому. Приглашения обновятся сами.");
    marina.says("Зал занят").await;
    marina.sees("Нажмите, пожалуйста, одну из кнопок.");
    marina.presses("Назад").await;
    marina.says("29.10 16:00").await;
    marina.says("22.10 16:00").await;
    marina.sees("Станет: 22 октября 2026, чт, 16:00");
    marina.says("да").await;
    marina.sees("Перенесено. Писать пока некому, приглашения обновляются.");
    anna.has_seen("Планы изменились, теперь так:");
    anna.has_seen("22 октября 2026, чт, 16:00");
    anna.has_not_seen("15 октября");
    assert_eq!(anna.times_seen("Оценивание"), 1);
    // Who was never invited has nothing to be mended.
    dasha.has_not_seen("Оценивание");
    anna.presses_old("Планы изменились", "Приду").await;
    anna.has_seen("Записали.");
    krug.nothing_left().await;
}

#[tokio::test]
async fn an_invitation_to_what_was_called_off_does_not_go_on_inviting() {
    let krug = Krug::start().await;
    let marina = marina(&krug).await;
    let anna = member(&krug, "Смирнова", "Анна").await;
    announces(marina, "Оценивание", "15.10 16:00", "ТОГИРРО", "40").await;
    marina.presses_old("Вас приглашает", "Управлять").await;
    marina.presses("Отменить совсем").await;
    marina.presses("Да, отменить").await;
    marina.presses("Без причины").await;
    marina.sees("Писать некому, в приглашениях будет видно, что отменили.");
    anna.sees("Отменили.");
    assert_eq!(anna.times_seen("Оценивание"), 1);
    anna.has_not_seen("Приду");
    krug.nothing_left().await;
}

#[tokio::test]
async fn a_new_room_is_told_and_does_not_ask_again() {
    let krug = Krug::start().await;
    let marina = marina(&krug).await;
    let anna = member(&krug, "Смирнова", "Анна").await;
    announces(marina, "Оценивание", "15.10 16:00", "ауд. 305", "40").await;
    anna.presses("Приду").await;
    marina.presses("Управлять").await;
    marina.presses("Изменить").await;
    marina.presses("Где").await;
    marina.says("ауд. 214 https://sber.jazz/q").await;
    marina.has_seen("Место изменено.");
    anna.sees("Изменилось место");
    anna.sees("Где: ауд. 214");
    anna.sees("Ссылка: https://sber.jazz/q");
    anna.sees("Ваш ответ: приду");
    krug.nothing_left().await;
}

#[tokio::test]
async fn cancelling_asks_twice_and_apologises() {
    let krug = Krug::start().await;
    let marina = marina(&krug).await;
    let anna = member(&krug, "Смирнова", "Анна").await;
    announces(marina, "Оценивание", "15.10 16:00", "ТОГИРРО", "40").await;
    anna.presses("Пока думаю").await;
    marina.presses("Управлять").await;
    marina.presses("Отменить совсем").await;
    marina.sees("Отменяем?");
    marina.sees("Оценивание");
    marina.sees("Можно написать почему, прямо сюда и своими словами: причину увидят все, кого пригласили.");
    marina.presses("Назад").await;
    marina.presses("Отменить совсем").await;
    marina.presses("Да, отменить").await;
    marina.says("ъ").await;
    marina.sees("Отменяем?");
    marina.sees("Причина: ъ");
    marina.says("Лектор заболел").await;
    marina.sees("Причина: Лектор заболел");
    anna.has_not_seen("Отменили");
    marina.presses("Да, отменить").await;
    marina.has_seen("Отменено.");
    anna.sees("Отменили: Лектор заболел");
    anna.sees("Простите");
    anna.has_seen("Отменено: Лектор заболел");
    anna.has_not_seen("Хорошо, думайте");
    anna.forges("rs:a:1:1:y").await;
    assert_eq!(anna.toast(), "Это отменили.");
    krug.nothing_left().await;
}

#[tokio::test]
async fn a_reason_given_before_it_is_asked_for_is_not_asked_for_again() {
    let krug = Krug::start().await;
    let marina = marina(&krug).await;
    let anna = member(&krug, "Смирнова", "Анна").await;
    announces(marina, "Оценивание", "15.10 16:00", "ТОГИРРО", "40").await;
    anna.presses("Приду").await;
    marina.presses("Управлять").await;
    marina.presses("Отменить совсем").await;
    marina.says("Лектор заболел").await;
    marina.sees("Отменяем?");
    marina.sees("Причина: Лектор заболел");
    anna.has_not_seen("Отменили");
    marina.says("да").await;
    marina.has_seen("Отменено.");
    anna.sees("Отменили: Лектор заболел");
    krug.nothing_left().await;
}

#[tokio::test]
async fn only_coordinators_change_the_plan() {
    let krug = Krug::start().await;
    let marina = marina(&krug).await;
    let anna = member(&krug, "Смирнова", "Анна").await;
    announces(marina, "Оценивание", "15.10 16:00", "ТОГИРРО", "40").await;
    for data in ["ev:n", "ev:d:1", "ev:e:1", "ev:m:1", "ev:t:1", "ev:w:1", "ev:s:1", "ev:x:1"] {
        anna.forges(data).await;
        anna.sees("Это делают координаторы");
    }
    anna.forges("rs:p:1:0").await;
    anna.sees("Список видят координаторы");
    krug.nothing_left().await;
}

#[tokio::test]
async fn two_coordinators_do_not_overwrite_each_other() {
    let krug = Krug::start().await;
    let marina = marina(&krug).await;
    let other = krug.person("Ольга");
    krug.enrol(other, "skillsclub", ("Белова", "Ольга"), &["coordinator"]).await;
    announces(marina, "Оценивание", "15.10 16:00", "ТОГИРРО", "40").await;
    other.forges("ev:t:1").await;
    marina.forges("ev:m:1").await;
    other.says("Оценка").await;
    other.sees("Название изменено");
    marina.says("22.10 16:00").await;
    marina.presses("Да, перенести").await;
    marina.has_seen("15 октября");
    assert!(marina.toast().contains("всё изменилось"), "{}", marina.toast());
    assert_eq!(krug.count("SELECT version FROM events").await, 2);
    krug.nothing_left().await;
}

#[tokio::test]
async fn a_role_taken_away_ends_the_dialogue() {
    let krug = Krug::start().await;
    let marina = marina(&krug).await;
    let anna = member(&krug, "Смирнова", "Анна").await;
    composes(marina, "Оценивание", "15.10 16:00", "ТОГИРРО", "40").await;
    krug.count("UPDATE memberships SET coordinator = 0 WHERE coordinator = 1 RETURNING 1").await;
    marina.presses("Объявить").await;
    marina.sees("Это делают координаторы");
    anna.has_not_seen("Оценивание");
    assert_eq!(krug.count("SELECT count(*) FROM events").await, 0);
    krug.nothing_left().await;
}

#[tokio::test]
async fn the_owner_does_what_a_coordinator_does() {
    let krug = Krug::start().await;
    let owner = krug.owner();
    let anna = member(&krug, "Смирнова", "Анна").await;
    owner.says("/start skillsclub").await;
    owner.forges("ev:n").await;
    for says in ["семинар", "Оценивание", "15.10 16:00", "ТОГИРРО", "40"] {
        owner.says(says).await;
    }
    owner.presses("Объявить").await;
    anna.presses("Приду").await;
    owner.has_seen("Придут: 1 из 40");
    krug.nothing_left().await;
}

#[tokio::test]
async fn more_seats_do_not_spoil_the_buttons_that_people_have() {
    let krug = Krug::start().await;
    let marina = marina(&krug).await;
    let anna = member(&krug, "Смирнова", "Анна").await;
    announces(marina, "Оценивание", "15.10 16:00", "ТОГИРРО", "1").await;
    marina.forges("ev:s:1").await;
    marina.says("2").await;
    anna.presses("Приду").await;
    anna.sees("Записали.");
    anna.sees("Придут: 1 из 2");
    krug.nothing_left().await;
}

#[tokio::test]
async fn the_same_time_is_no_move() {
    let krug = Krug::start().await;
    let marina = marina(&krug).await;
    announces(marina, "Оценивание", "15.10 16:00", "ТОГИРРО", "40").await;
    marina.presses("Управлять").await;
    marina.presses("Перенести").await;
    marina.says("15.10 16:00").await;
    marina.sees("Это то же самое время");
    marina.says("17.10 15:00").await;
    marina.sees("Станет: 17 октября 2026, сб, 15:00");
    krug.nothing_left().await;
}

#[tokio::test]
async fn a_reason_that_comes_too_late_does_not_move_into_the_past() {
    let krug = Krug::start().await;
    let marina = marina(&krug).await;
    let anna = member(&krug, "Смирнова", "Анна").await;
    announces(marina, "Оценивание", "15.10 16:00", "ТОГИРРО", "40").await;
    anna.presses("Приду").await;
    marina.forges("ev:m:1").await;
    marina.says("сегодня в 12:00").await;
    marina.sees("Почему переносим?");
    krug.run_on(TimeDelta::hours(3)).await;
    marina.says("Зал занят").await;
    marina.sees("это время прошло");
    marina.sees("Сейчас: 15 октября 2026, чт, 16:00");
    marina.says("16.10 16:00").await;
    marina.presses("Без причины").await;
    marina.has_seen("Перенесено.");
    krug.nothing_left().await;
}

#[tokio::test]
async fn whoever_cannot_be_written_to_is_not_counted_among_those_who_will_be() {
    let krug = Krug::start().await;
    let marina = marina(&krug).await;
    let anna = member(&krug, "Смирнова", "Анна").await;
    let dasha = member(&krug, "Котова", "Дарья").await;
    krug.sandbox.block(dasha.id);
    krug.settle().await;
    composes(marina, "Оценивание", "15.10 16:00", "ТОГИРРО", "40").await;
    marina.sees("Получат 2 участника.");
    marina.sees("Недоступен 1: закрыл бота.");
    marina.presses("Объявить").await;
    marina.has_seen("Приглашение получат 2 участника");
    krug.sandbox.unblock(dasha.id);
    dasha.says("/plan").await;
    for person in [anna, dasha] {
        person.forges("rs:a:1:1:t").await;
    }
    krug.sandbox.block(dasha.id);
    krug.settle().await;
    marina.forges("ev:x:1").await;
    marina.presses("Да, отменить").await;
    marina.sees("Напишу 1 человеку");
    marina.presses("Без причины").await;
    anna.sees("Отменили");
    krug.nothing_left().await;
}

#[tokio::test]
async fn an_invitation_that_was_thrown_away_does_not_come_again() {
    let krug = Krug::start().await;
    let marina = marina(&krug).await;
    let anna = member(&krug, "Смирнова", "Анна").await;
    announces(marina, "Оценивание", "15.10 16:00", "ТОГИРРО", "40").await;
    marina.forges("ev:m:1").await;
    marina.says("22.10 16:00").await;
    let gone = "Bad Request: message to edit not found".to_owned();
    let gone = Fault::Status { code: 400, description: gone, retry_after: None };
    // The answer to Marina's own press goes first.
    krug.sandbox.spare_next("editMessageText", 1);
    krug.sandbox.fail_next("editMessageText", gone, 9);
    marina.presses("Да, перенести").await;
    anna.has_not_seen("22 октября");
    assert_eq!(anna.times_seen("Вас приглашает"), 1, "{}", anna.screens());
}
