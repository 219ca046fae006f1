//! Cards that lie in the chat: whoever looks at one later reads how things stand, and not how they stood once.

use crate::events::{announces, marina, member};
use crate::membership::joins_skillsclub;
use crate::support::{Krug, Person};

#[tokio::test]
async fn the_card_of_whoever_comes_says_that_it_was_called_off() {
    let krug = Krug::start().await;
    let marina = marina(&krug).await;
    let anna = member(&krug, "Смирнова", "Анна").await;
    let dasha = member(&krug, "Котова", "Дарья").await;
    announces(marina, "Оценивание", "15.10 16:00", "ТОГИРРО", "40").await;
    anna.presses("Приду").await;
    anna.presses("На главную").await;
    dasha.presses("Не смогу").await;
    marina.forges("ev:x:1").await;
    marina.says("Лектор заболел").await;
    marina.presses("Да, отменить").await;
    anna.sees("Отменили: Лектор заболел");
    for person in [anna, dasha] {
        person.has_seen("Отменено: Лектор заболел");
        person.has_not_seen("Ваш ответ");
        person.has_not_seen("[Пока думаю]");
    }
    // Nothing else was in that place: what she opened from it lies below.
    anna.has_seen("Чем помочь?");
    assert_eq!((anna.times_seen("Оценивание"), dasha.times_seen("Оценивание")), (2, 1), "{}", anna.screens());
    krug.nothing_left().await;
}

#[tokio::test]
async fn the_card_of_whoever_has_answered_shows_the_new_time() {
    let krug = Krug::start().await;
    let marina = marina(&krug).await;
    let anna = member(&krug, "Смирнова", "Анна").await;
    let dasha = member(&krug, "Котова", "Дарья").await;
    announces(marina, "Оценивание", "15.10 16:00", "ТОГИРРО", "40").await;
    anna.presses("Приду").await;
    dasha.presses("Не смогу").await;
    marina.forges("ev:m:1").await;
    marina.says("22.10 16:00").await;
    marina.presses("Без причины").await;
    anna.sees("Было: 15 октября 2026, чт, 16:00");
    for person in [anna, dasha] {
        person.has_seen("22 октября 2026, чт, 16:00 (Тюмень)");
        person.has_not_seen("15 октября 2026, чт, 16:00 (Тюмень)");
    }
    // She hears of no move, and her card takes another answer all the same.
    assert_eq!(dasha.times_seen("Оценивание"), 1, "{}", dasha.screens());
    dasha.presses("Приду").await;
    dasha.sees("Ваш ответ: приду");
    krug.nothing_left().await;
}

/// Comes back to SkillsClub, where all is known of her.
async fn comes_back(anna: Person<'_>) {
    anna.says("/leave").await;
    anna.presses("Да, выйти").await;
    anna.presses("Вернуться").await;
    anna.presses("Вступить").await;
}

#[tokio::test]
async fn what_met_a_new_member_changes_with_the_event() {
    let krug = Krug::start().await;
    let marina = marina(&krug).await;
    announces(marina, "Оценивание", "15.10 16:00", "ТОГИРРО", "40").await;
    let anna = krug.person("Анна");
    joins_skillsclub(anna, "Смирнова Анна").await;
    anna.sees("Ближайшее:");
    marina.forges("ev:m:1").await;
    marina.says("22.10 16:00").await;
    marina.presses("Да, перенести").await;
    anna.sees("Планы изменились, теперь так:");
    anna.sees("22 октября 2026, чт, 16:00");
    anna.has_not_seen("15 октября");
    anna.has_not_seen("Ближайшее:");
    // What meets her when she is back is a new message, and as alive.
    comes_back(anna).await;
    anna.sees("Ближайшее:");
    marina.forges("ev:x:1").await;
    marina.presses("Да, отменить").await;
    marina.presses("Без причины").await;
    anna.sees("Отменили.");
    anna.has_not_seen("Ближайшее:");
    krug.nothing_left().await;
}
