//! «К какому это?»: what waits goes where she says, and never further than she said.

use chrono::TimeDelta;
use krug::sandbox::Kind;

use super::{asks, cast, leading_two, talking};
use crate::support::Krug;

#[tokio::test]
async fn two_questions_of_one_person_do_not_look_alike() {
    let krug = Krug::start().await;
    let c = cast(&krug).await;
    for (topic, words) in [
        ("Дисциплина в классе", "Не слушают вообще"),
        ("Дисциплина в классе", "Опаздывают на первый урок"),
        ("Методика", "Чем заменить устный счёт?"),
    ] {
        c.anna.says("/ask").await;
        c.anna.says(topic).await;
        c.anna.presses("На этой неделе").await;
        c.anna.says(words).await;
        c.anna.presses("Да, показать").await;
        c.anna.presses("Отправить").await;
        c.nina.presses("Возьму").await;
    }
    c.nina.says("Начните с тишины").await;
    c.nina.sees("[№1 · Анна Сергеевна · Не слушают вообще]");
    c.nina.sees("[№2 · Анна Сергеевна · Опаздывают на первый…]");
    c.nina.sees("[№3 · Анна Сергеевна · Методика]");
    c.nina.presses("№2 · Анна Сергеевна · Опаздывают на первый…").await;
    c.nina.sees("Передано: вопрос №2");
    c.anna.says("А если не поможет?").await;
    c.anna.sees("[№1 · Нина Сергеевна · Не слушают вообще]");
    krug.nothing_left().await;
}

#[tokio::test]
async fn a_reply_to_what_the_bot_said_of_one_question_goes_there() {
    let krug = Krug::start().await;
    let (c, dasha) = leading_two(&krug).await;
    // The card that said that it is hers, without a word of the other side.
    c.nina.replies("Спрашивает Анна Сергеевна", "Начните с тишины").await;
    c.anna.sees("Начните с тишины");
    c.anna.presses("Ответить").await;
    c.anna.says("Попробую").await;
    c.nina.forges("co:r:2").await;
    c.nina.sees("Вопрос №2: пришлите текст");
    c.nina.replies("Попробую", "Удачи!").await;
    c.anna.sees("Удачи!");
    c.nina.replies("Вопрос №2: пришлите текст", "Подождите").await;
    dasha.sees("Подождите");
    c.anna.presses("Закрыть вопрос").await;
    c.nina.replies("Вопрос закрыт, автор больше ничего не спрашивает", "И ещё").await;
    c.nina.sees("К какому вопросу это? Открыт один.");
    dasha.has_not_seen("И ещё");
    krug.nothing_left().await;
}

#[tokio::test]
async fn a_question_passes_on_what_it_was_asked_about_and_no_more() {
    let krug = Krug::start().await;
    let (c, dasha) = leading_two(&krug).await;
    c.nina.says("Анне: начните с тишины").await;
    c.nina.says("Дарье: не спешите").await;
    c.nina.sees("Ждут 2 сообщения, передам все вместе.");
    // The first of the two questions knew only of the first words: it is asked anew of both.
    c.nina.presses_old("К какому это?", "№1 · Анна Сергеевна").await;
    assert_eq!(c.nina.times_seen("Ждут 2 сообщения"), 2, "{}", c.nina.screens());
    assert!(c.anna.times_seen("начните с тишины") + c.anna.times_seen("не спешите") == 0);
    c.nina.presses("№1 · Анна Сергеевна").await;
    c.anna.has_seen("начните с тишины");
    c.anna.sees("не спешите");
    dasha.has_not_seen("не спешите");
    krug.nothing_left().await;
}

#[tokio::test]
async fn a_reply_is_plain_even_while_other_words_wait() {
    let krug = Krug::start().await;
    let (c, dasha) = leading_two(&krug).await;
    dasha.says("А если молчат?").await;
    c.nina.says("Начните с тишины").await;
    c.nina.sees("К какому это?");
    c.nina.replies("А если молчат?", "Подождите").await;
    dasha.sees("Подождите");
    dasha.has_not_seen("Начните с тишины");
    c.nina.says("И не спешите").await;
    c.nina.sees("Ждут 2 сообщения");
    c.nina.presses("№1 · Анна Сергеевна").await;
    c.anna.has_seen("Начните с тишины");
    c.anna.sees("И не спешите");
    krug.nothing_left().await;
}

#[tokio::test]
async fn words_that_have_waited_too_long_are_said_to_be_gone() {
    let krug = Krug::start().await;
    let (c, _) = leading_two(&krug).await;
    c.nina.says("Начните с тишины").await;
    krug.run_on(TimeDelta::minutes(61)).await;
    c.nina.presses("№1 · Анна Сергеевна").await;
    c.nina.sees("Тех слов здесь уже нет");
    c.nina.presses("Ответить").await;
    c.nina.says("Ещё раз: начните с тишины").await;
    c.anna.sees("Ещё раз: начните с тишины");
    krug.nothing_left().await;
}

#[tokio::test]
async fn whoever_is_gone_meanwhile_gets_nothing_and_that_is_said() {
    let krug = Krug::start().await;
    let (c, dasha) = leading_two(&krug).await;
    c.nina.says("Начните с тишины").await;
    c.anna.forges("me:ly:skillsclub").await;
    c.nina.presses_old("К какому это?", "№1 · Анна Сергеевна").await;
    c.nina.has_seen("Вопрос №1 уже закрыт, ваши слова не переданы.");
    c.nina.presses("№2 · Дисциплина в классе").await;
    dasha.sees("Начните с тишины");
    krug.nothing_left().await;
}

#[tokio::test]
async fn what_is_added_to_a_new_question_reaches_no_other_mentor_unasked() {
    let krug = Krug::start().await;
    let c = talking(&krug, "Да, показать").await;
    asks(c.anna, "Без имени").await;
    c.anna.says("Нина Алексеевна не должна понять, что это я").await;
    c.anna.sees("К какому вопросу это? Открыт один.");
    c.nina.has_not_seen("не должна понять");
    c.anna.presses("Никому не передавать").await;
    c.anna.says("И это не для неё").await;
    c.anna.presses("Никому не передавать").await;
    c.nina.has_not_seen("И это не для неё");
    c.olga.presses("Возьму").await;
    c.anna.says("И ещё одно").await;
    c.anna.sees("К какому это?");
    krug.nothing_left().await;
}

#[tokio::test]
async fn whoever_was_asked_and_meant_nobody_is_asked_again() {
    let krug = Krug::start().await;
    let (c, dasha) = leading_two(&krug).await;
    c.nina.says("Дарье: не спешите").await;
    c.nina.presses("№2 · Дисциплина в классе").await;
    dasha.sees("не спешите");
    krug.run_on(TimeDelta::minutes(31)).await;
    c.nina.says("Ой, это дочке").await;
    c.nina.presses("Никому не передавать").await;
    c.nina.says("И это дочке").await;
    c.nina.sees("К какому это?");
    dasha.has_not_seen("дочке");
    krug.nothing_left().await;
}

#[tokio::test]
async fn a_voice_at_night_makes_no_sound() {
    let krug = Krug::start().await;
    let c = talking(&krug, "Без имени").await;
    krug.run_on(TimeDelta::hours(12)).await;
    c.nina.sends(Kind::Voice).await;
    c.anna.sees("voice.oga");
    let copied = krug.sandbox.calls().into_iter().filter(|call| call.method.eq_ignore_ascii_case("copyMessage"));
    let hushed: Vec<bool> = copied.map(|call| call.params["disable_notification"] == true).collect();
    assert_eq!(hushed, [true]);
    krug.nothing_left().await;
}
