//! Answers: seats and the line, moves, leaving and coming back.

use chrono::TimeDelta;

use crate::events::{announces, marina, member};
use crate::support::Krug;

mod bells;
mod cards;
mod portions;

#[tokio::test]
async fn an_answer_is_noted_and_the_author_sees_the_number() {
    let krug = Krug::start().await;
    let marina = marina(&krug).await;
    let anna = member(&krug, "Смирнова", "Анна").await;
    announces(marina, "Оценивание", "15.10 16:00", "ТОГИРРО https://sber.jazz/q", "40").await;
    anna.presses("Приду").await;
    anna.sees("Записали. Напомню за день и за час.");
    anna.sees("Придут: 1 из 40");
    anna.sees("Ссылка: https://sber.jazz/q");
    marina.has_seen("Цифры здесь обновляются сами");
    assert_eq!(marina.times_seen("Придут: 1 из 40"), 1, "{}", marina.screens());
    anna.presses("Не смогу").await;
    anna.sees("Ваш ответ: не смогу");
    anna.has_not_seen("sber.jazz");
    // Her numbers are drawn once a second at most, however many answer.
    krug.run_on(TimeDelta::seconds(1)).await;
    marina.has_seen("Не смогут: 1");
    krug.nothing_left().await;
}

#[tokio::test]
async fn the_same_answer_twice_changes_nothing() {
    let krug = Krug::start().await;
    let marina = marina(&krug).await;
    let anna = member(&krug, "Смирнова", "Анна").await;
    announces(marina, "Оценивание", "15.10 16:00", "ТОГИРРО", "1").await;
    for _ in 0..3 {
        anna.forges("rs:a:1:1:y").await;
        anna.sees("Записали.");
        anna.sees("Придут: 1 из 1");
    }
    assert_eq!(krug.count("SELECT count(*) FROM answers").await, 1);
    krug.nothing_left().await;
}

#[tokio::test]
async fn two_people_and_one_last_seat() {
    let krug = Krug::start().await;
    let marina = marina(&krug).await;
    let anna = member(&krug, "Смирнова", "Анна").await;
    let dasha = member(&krug, "Котова", "Дарья").await;
    announces(marina, "Оценивание", "15.10 16:00", "ТОГИРРО", "1").await;
    anna.presses("Приду").await;
    dasha.presses("Приду").await;
    anna.sees("Ваш ответ: приду");
    dasha.sees("Мест нет, вы в очереди.");
    dasha.sees("Вы в очереди, ваш номер 1");
    anna.presses("Не смогу").await;
    dasha.sees("Освободилось место.");
    dasha.sees("Держу его до 25 сентября 2026, пт, 10:0");
    dasha.presses("Беру").await;
    dasha.sees("Записали.");
    dasha.sees("Придут: 1 из 1");
    krug.nothing_left().await;
}

#[tokio::test]
async fn an_offer_let_go_by_is_the_next_ones() {
    let krug = Krug::start().await;
    let marina = marina(&krug).await;
    let anna = member(&krug, "Смирнова", "Анна").await;
    let dasha = member(&krug, "Котова", "Дарья").await;
    let vera = member(&krug, "Зимина", "Вера").await;
    announces(marina, "Оценивание", "15.10 16:00", "ТОГИРРО", "1").await;
    for person in [anna, dasha, vera] {
        person.presses("Приду").await;
    }
    vera.sees("ваш номер 2");
    anna.presses("Не смогу").await;
    vera.has_not_seen("Освободилось");
    krug.run_on(TimeDelta::hours(25)).await;
    dasha.sees("Место ушло следующему. Вы остались в очереди, ваш номер 1.");
    vera.sees("Освободилось место.");
    dasha.presses_old("Освободилось место", "Беру").await;
    dasha.has_seen("Место ушло следующему");
    vera.presses("Уже не нужно").await;
    dasha.sees("Освободилось место.");
    dasha.presses("Беру").await;
    dasha.sees("Ваш ответ: приду");
    krug.nothing_left().await;
}

#[tokio::test]
async fn an_old_place_in_the_line_gives_no_seat_away() {
    let krug = Krug::start().await;
    let marina = marina(&krug).await;
    let anna = member(&krug, "Смирнова", "Анна").await;
    let vera = member(&krug, "Зимина", "Вера").await;
    announces(marina, "Оценивание", "15.10 16:00", "ТОГИРРО", "1").await;
    anna.presses("Приду").await;
    vera.presses("Приду").await;
    vera.sees("ваш номер 1");
    anna.presses("Не смогу").await;
    vera.presses("Беру").await;
    vera.presses_old("ваш номер 1", "Уже не нужно").await;
    vera.has_not_seen("ваш номер 1");
    assert_eq!(vera.times_seen("Ваш ответ: приду"), 2);
    marina.has_seen("Придут: 1 из 1");
    krug.nothing_left().await;
}

#[tokio::test]
async fn more_seats_are_offered_to_the_line_and_fewer_throw_nobody_out() {
    let krug = Krug::start().await;
    let marina = marina(&krug).await;
    let anna = member(&krug, "Смирнова", "Анна").await;
    let dasha = member(&krug, "Котова", "Дарья").await;
    announces(marina, "Оценивание", "15.10 16:00", "ТОГИРРО", "1").await;
    anna.presses("Приду").await;
    dasha.presses("Приду").await;
    marina.forges("ev:s:1").await;
    marina.sees("Мест: 1");
    marina.says("два").await;
    marina.has_seen("Число мест изменено.");
    dasha.presses("Беру").await;
    dasha.sees("Придут: 2 из 2");
    marina.forges("ev:s:1").await;
    marina.says("1").await;
    marina.has_seen("Места уже есть у 2 человек, они остаются");
    marina.has_seen("Придут: 2 из 1");
    anna.forges("ev:c:1").await;
    anna.sees("Ваш ответ: приду");
    anna.sees("Придут: 2 из 1");
    krug.nothing_left().await;
}

#[tokio::test]
async fn a_blocked_person_is_passed_over_and_keeps_her_place() {
    let krug = Krug::start().await;
    let marina = marina(&krug).await;
    let anna = member(&krug, "Смирнова", "Анна").await;
    let dasha = member(&krug, "Котова", "Дарья").await;
    let vera = member(&krug, "Зимина", "Вера").await;
    announces(marina, "Оценивание", "15.10 16:00", "ТОГИРРО", "1").await;
    for person in [anna, dasha, vera] {
        person.presses("Приду").await;
    }
    krug.sandbox.block(dasha.id);
    krug.settle().await;
    anna.presses("Не смогу").await;
    vera.sees("Освободилось место.");
    marina.forges("rs:p:1:0").await;
    marina.sees("Котова Дарья Сергеевна (нет связи)");
    krug.sandbox.unblock(dasha.id);
    dasha.says("/my").await;
    dasha.sees("в очереди");
    vera.presses("Уже не нужно").await;
    dasha.has_seen("Освободилось место.");
    krug.nothing_left().await;
}

#[tokio::test]
async fn my_answers_are_listed() {
    let krug = Krug::start().await;
    let marina = marina(&krug).await;
    let anna = member(&krug, "Смирнова", "Анна").await;
    anna.says("/my").await;
    anna.sees("Вы пока никуда не записаны.");
    announces(marina, "Оценивание", "1.10 16:00", "ТОГИРРО", "40").await;
    anna.presses("Приду").await;
    anna.says("/my").await;
    anna.sees("1 окт, чт, 16:00 (Тюмень) · «Оценивание» – приду");
    anna.presses("Мои записи").await;
    anna.presses("1 окт, чт, 16:00 · Оценивание").await;
    anna.sees("Ваш ответ: приду");
    krug.nothing_left().await;
}

#[tokio::test]
async fn english_is_spoken_too() {
    let krug = Krug::start().await;
    let marina = marina(&krug).await;
    let john = krug.speaker("John", "en");
    krug.enrol(john, "skillsclub", ("Smith", "John"), &[]).await;
    announces(marina, "Оценивание", "1.10 16:00", "ТОГИРРО", "40").await;
    john.sees("SkillsClub invites you:");
    john.presses("I’ll come").await;
    john.sees("Noted. I’ll remind you a day and an hour before.");
    krug.nothing_left().await;
}

#[tokio::test]
async fn whoever_leaves_frees_her_seat() {
    let krug = Krug::start().await;
    let marina = marina(&krug).await;
    let anna = member(&krug, "Смирнова", "Анна").await;
    let dasha = member(&krug, "Котова", "Дарья").await;
    announces(marina, "Оценивание", "15.10 16:00", "ТОГИРРО", "1").await;
    anna.presses("Приду").await;
    dasha.presses("Приду").await;
    anna.says("/leave").await;
    anna.presses("Да, выйти").await;
    dasha.sees("Освободилось место.");
    dasha.presses("Беру").await;
    dasha.sees("Придут: 1 из 1");
    krug.nothing_left().await;
}

#[tokio::test]
async fn a_new_member_is_shown_what_is_next() {
    let krug = Krug::start().await;
    let marina = marina(&krug).await;
    announces(marina, "Оценивание", "15.10 16:00", "ТОГИРРО", "40").await;
    let anna = krug.person("Анна");
    anna.says("/start e_1").await;
    anna.presses("Вступить, чтобы записаться").await;
    anna.presses("Даю согласие").await;
    anna.says("Смирнова Анна Сергеевна").await;
    anna.presses("Верно").await;
    anna.says("школа 12, Тюмень").await;
    anna.presses("Молодой специалист").await;
    anna.presses("Пропустить").await;
    anna.presses("Вступить").await;
    anna.sees("Ближайшее:");
    anna.presses("Приду").await;
    anna.sees("Записали.");
    krug.nothing_left().await;
}

#[tokio::test]
async fn an_offer_made_at_night_waits_for_the_morning() {
    let krug = Krug::start().await;
    let marina = marina(&krug).await;
    let anna = member(&krug, "Смирнова", "Анна").await;
    let dasha = member(&krug, "Котова", "Дарья").await;
    announces(marina, "Оценивание", "завтра в 16:00", "ТОГИРРО", "1").await;
    anna.presses("Приду").await;
    dasha.presses("Приду").await;
    krug.run_on(TimeDelta::hours(13)).await;
    anna.presses("Не смогу").await;
    dasha.sees("Держу его до 25 сентября 2026, пт, 09:00");
    krug.run_on(TimeDelta::hours(9)).await;
    dasha.presses("Беру").await;
    dasha.sees("Ваш ответ: приду");
    krug.nothing_left().await;
}

#[tokio::test]
async fn the_answers_are_in_the_file_that_one_takes_along() {
    let krug = Krug::start().await;
    let marina = marina(&krug).await;
    let anna = member(&krug, "Смирнова", "Анна").await;
    announces(marina, "Оценивание", "15.10 16:00", "ТОГИРРО", "40").await;
    anna.presses("Приду").await;
    anna.says("/privacy").await;
    anna.presses("Скачать файлом").await;
    let text = String::from_utf8_lossy(&anna.file().1).into_owned();
    assert!(text.contains("\"answer\": \"going\"") && text.contains("Оценивание"), "{text}");
    // What is kept is when it changed last: by her word, or by what came of it.
    assert!(text.contains("\"changed_at\"") && !text.contains("answered_at"), "{text}");
    krug.nothing_left().await;
}

#[tokio::test]
async fn whoever_was_away_hears_of_the_move_once() {
    let krug = Krug::start().await;
    let marina = marina(&krug).await;
    let anna = member(&krug, "Смирнова", "Анна").await;
    announces(marina, "Оценивание", "15.10 16:00", "ТОГИРРО", "40").await;
    anna.presses("Приду").await;
    krug.sandbox.block(anna.id);
    krug.settle().await;
    marina.forges("ev:m:1").await;
    marina.says("22.10 16:00").await;
    marina.presses("Без причины").await;
    krug.sandbox.unblock(anna.id);
    anna.says("/start").await;
    anna.sees("Пока вас не было, встречу перенесли. Сможете?");
    anna.presses("Смогу").await;
    anna.sees("Ваш ответ: приду");
    assert_eq!(anna.times_seen("22 октября"), 1, "{}", anna.screens());
    krug.nothing_left().await;
}

#[tokio::test]
async fn whoever_was_away_hears_where_it_is_now_and_once() {
    let krug = Krug::start().await;
    let marina = marina(&krug).await;
    let anna = member(&krug, "Смирнова", "Анна").await;
    announces(marina, "Оценивание", "15.10 16:00", "ауд. 305", "40").await;
    anna.presses("Приду").await;
    krug.sandbox.block(anna.id);
    krug.settle().await;
    marina.presses("Управлять").await;
    marina.presses("Изменить").await;
    marina.presses("Где").await;
    marina.says("ауд. 214").await;
    krug.sandbox.unblock(anna.id);
    anna.says("/start").await;
    anna.has_seen("Изменилось место");
    anna.has_seen("Где: ауд. 214");
    anna.says("/start").await;
    assert_eq!(anna.times_seen("Изменилось место"), 1, "{}", anna.screens());
    krug.nothing_left().await;
}

#[tokio::test]
async fn whoever_was_away_does_not_come_to_what_was_called_off() {
    let krug = Krug::start().await;
    let marina = marina(&krug).await;
    let anna = member(&krug, "Смирнова", "Анна").await;
    announces(marina, "Оценивание", "15.10 16:00", "ТОГИРРО", "40").await;
    anna.presses("Приду").await;
    krug.sandbox.block(anna.id);
    krug.settle().await;
    marina.presses("Управлять").await;
    marina.presses("Отменить совсем").await;
    marina.presses("Да, отменить").await;
    marina.presses("Без причины").await;
    krug.sandbox.unblock(anna.id);
    anna.says("/start").await;
    anna.has_seen("Отменили");
    krug.nothing_left().await;
}

#[tokio::test]
async fn a_typed_answer_brings_the_card_and_is_not_taken_for_the_answer() {
    let krug = Krug::start().await;
    let marina = marina(&krug).await;
    let anna = member(&krug, "Смирнова", "Анна").await;
    anna.says("приду").await;
    anna.sees("Не поняла");
    announces(marina, "Оценивание", "15.10 16:00", "ТОГИРРО", "40").await;
    anna.says("Не приду").await;
    anna.sees("Похоже на ответ. Чтобы я записала его точно, нажмите, пожалуйста, кнопку:");
    anna.sees("Семинар «Оценивание»");
    assert_eq!(krug.count("SELECT count(*) FROM answers").await, 0);
    anna.presses("Приду").await;
    anna.sees("Записали.");
    // Nothing waits for her answer any more.
    anna.says("приду").await;
    anna.sees("Не поняла");
    announces(marina, "Методика", "16.10 16:00", "ТОГИРРО", "40").await;
    announces(marina, "Документы", "17.10 16:00", "ТОГИРРО", "40").await;
    // Nobody knows to which of the two.
    anna.says("приду").await;
    anna.sees("Не поняла");
    krug.nothing_left().await;
}
