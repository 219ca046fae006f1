//! How questions end: silence, leaving, blocking, withdrawing, and what is written without being announced.

use chrono::TimeDelta;
use krug::sandbox::Kind;

use crate::consultations::{QUESTION, asks, cast, talking};
use crate::support::Krug;

#[tokio::test]
async fn what_looks_like_a_question_becomes_one() {
    let krug = Krug::start().await;
    let c = cast(&krug).await;
    c.anna.says("Здравствуйте!").await;
    c.anna.sees("Не поняла, что с этим сделать");
    c.anna.says(QUESTION).await;
    c.anna.sees("Похоже на вопрос наставнику. Тема?");
    c.anna.presses("Нет, просто так").await;
    c.anna.sees("Хорошо, вопрос не отправлен");
    c.anna.says(QUESTION).await;
    c.anna.sends(Kind::Voice).await;
    c.anna.sees("Похоже на вопрос наставнику. Тема?");
    c.anna.presses("Другие темы").await;
    c.anna.presses("Документы").await;
    c.anna.presses_old("Когда нужен ответ?", "На этой неделе").await;
    c.anna.presses("Без имени").await;
    c.anna.sees(QUESTION);
    c.anna.presses("Изменить").await;
    c.anna.presses("Текст").await;
    c.anna.says(&"я".repeat(3600)).await;
    c.anna.sees("3600 из 3500 знаков");
    c.anna.says("Как говорить с родителями о дисциплине?").await;
    c.anna.sees(CAREFUL);
    c.anna.presses("Отправить").await;
    c.nina.sees("Как говорить с родителями о дисциплине?");
    krug.nothing_left().await;
}

const CAREFUL: &str = "Фамилий детей и родителей не называйте";

#[tokio::test]
async fn wherever_words_begin_it_is_said_what_must_not_be_in_them() {
    let krug = Krug::start().await;
    let c = talking(&krug, "Без имени").await;
    c.nina.sees(CAREFUL);
    c.anna.sees(CAREFUL);
    c.nina.says("Начните с тишины").await;
    c.anna.presses("Ответить").await;
    c.anna.sees(CAREFUL);
    c.anna.presses("Закрыть вопрос").await;
    c.anna.presses("Продолжить разговор").await;
    c.anna.sees(CAREFUL);
    c.nina.sees(CAREFUL);
    asks(c.anna, "Без имени").await;
    for mentor in [c.nina, c.olga, c.vera] {
        mentor.presses("Не смогу").await;
    }
    c.marina.presses("Закрыть с ответом").await;
    c.marina.sees(CAREFUL);
    krug.nothing_left().await;
}

#[tokio::test]
async fn a_command_in_the_middle_keeps_the_draft() {
    let krug = Krug::start().await;
    let c = cast(&krug).await;
    c.anna.says("/ask").await;
    c.anna.presses("Методика").await;
    c.anna.says("/help").await;
    c.anna.presses("Продолжить: вопрос").await;
    c.anna.sees("Когда нужен ответ?");
    c.anna.says("/ask").await;
    c.anna.sees("У вас уже есть черновик: вопрос");
    krug.nothing_left().await;
}

#[tokio::test]
async fn in_the_evening_it_is_said_that_the_morning_is_more_likely() {
    let krug = Krug::start().await;
    let c = cast(&krug).await;
    krug.run_on(TimeDelta::hours(12)).await;
    asks(c.anna, "Без имени").await;
    c.anna.sees("Сейчас вечер. Кто-то может ответить и сегодня, но скорее утром");
    krug.nothing_left().await;
}

#[tokio::test]
async fn before_eight_it_is_not_called_evening() {
    let krug = Krug::start().await;
    let c = cast(&krug).await;
    krug.run_on(TimeDelta::hours(19)).await;
    asks(c.anna, "Без имени").await;
    c.anna.sees("В такой час многие спят. Кто-то может ответить и сейчас, но скорее после восьми");
    krug.nothing_left().await;
}

#[tokio::test]
async fn a_silent_mentor_is_reminded_and_then_others_are_asked() {
    let krug = Krug::start().await;
    let c = talking(&krug, "Без имени").await;
    krug.run_on(TimeDelta::hours(73)).await;
    c.nina.sees("Автор ждёт ответа третий день");
    krug.run_on(TimeDelta::hours(24)).await;
    c.marina.sees("наставник молчит");
    c.marina.has_not_seen(QUESTION);
    c.anna.sees("Наставник молчит уже четыре дня");
    krug.run_on(TimeDelta::hours(24)).await;
    c.anna.sees("Наставник так и не ответил, извините");
    c.anna.sees("Спрашиваю ещё 2 наставников");
    c.olga.presses("Возьму").await;
    c.anna.sees("Вашим вопросом занимается Ольга Сергеевна");
    krug.nothing_left().await;
}

#[tokio::test]
async fn a_dialogue_that_fell_silent_is_rated_or_closed() {
    let krug = Krug::start().await;
    let c = talking(&krug, "Без имени").await;
    c.nina.says("Начните с тишины").await;
    krug.run_on(TimeDelta::hours(121)).await;
    c.anna.sees("Переписка затихла. Вопрос решён? Помогло?");
    c.anna.presses("Продолжить разговор").await;
    c.nina.sees("Автор хочет продолжить разговор");
    c.anna.says("А если не помогает?").await;
    c.nina.sees("А если не помогает?");
    c.nina.presses("Закрыть вопрос").await;
    c.nina.presses("Вопрос решён").await;
    c.anna.sees("Нина Сергеевна считает, что вопрос решён. Помогло?");
    krug.run_on(TimeDelta::days(3)).await;
    c.anna.sees("Напомню один раз");
    krug.run_on(TimeDelta::days(5)).await;
    assert_eq!(krug.count("SELECT count(*) FROM consultations WHERE stage = 'closed'").await, 1);
    krug.run_on(TimeDelta::days(181)).await;
    assert_eq!(krug.count("SELECT count(*) FROM consultations WHERE body IS NOT NULL").await, 0);
    assert_eq!(krug.count("SELECT count(*) FROM jobs WHERE slice = 'co'").await, 0);
    krug.nothing_left().await;
}

#[tokio::test]
async fn when_it_did_not_help_another_is_asked() {
    let krug = Krug::start().await;
    let c = talking(&krug, "Без имени").await;
    c.anna.presses("Закрыть вопрос").await;
    c.anna.presses("Нет").await;
    c.anna.presses("Спросить другого").await;
    c.anna.sees("Спрашиваю ещё 2 наставников");
    assert_eq!(c.nina.times_seen("Возьму"), 0);
    c.vera.presses("Возьму").await;
    c.nina.forges("co:r:1").await;
    c.nina.sees("Сейчас этот вопрос не у вас");
    krug.nothing_left().await;
}

#[tokio::test]
async fn a_mentor_may_give_it_back_without_blame() {
    let krug = Krug::start().await;
    let c = talking(&krug, "Без имени").await;
    c.nina.presses("Закрыть вопрос").await;
    c.nina.presses("Не могу продолжать").await;
    c.nina.sees("Хорошо, передам другим коллегам");
    c.anna.sees("Нина Сергеевна не может продолжить, так бывает");
    c.olga.presses("Возьму").await;
    c.anna.sees("Вашим вопросом занимается Ольга Сергеевна");
    krug.nothing_left().await;
}

#[tokio::test]
async fn a_mentor_who_blocks_the_bot_loses_it_to_others() {
    let krug = Krug::start().await;
    let c = talking(&krug, "Без имени").await;
    krug.sandbox.block(c.nina.id);
    krug.settle().await;
    c.anna.sees("Нина Сергеевна не может продолжить");
    c.olga.sees(QUESTION);
    krug.sandbox.block(c.olga.id);
    krug.settle().await;
    krug.sandbox.block(c.vera.id);
    krug.settle().await;
    c.anna.sees("Теперь вопрос видит координатор ЦНППМ");
    c.marina.sees(QUESTION);
    c.marina.presses("Беру на себя").await;
    c.marina.says("Давайте созвонимся").await;
    c.anna.sees("отвечает Марина Сергеевна");
    krug.nothing_left().await;
}

#[tokio::test]
async fn a_withdrawn_question_leaves_every_screen() {
    let krug = Krug::start().await;
    let c = cast(&krug).await;
    asks(c.anna, "Без имени").await;
    c.anna.presses("Уже не нужно").await;
    c.anna.presses("Да, отозвать").await;
    c.anna.sees("Вопрос отозван");
    for mentor in [c.nina, c.olga, c.vera] {
        mentor.sees("Отвечать больше не нужно");
        mentor.has_not_seen(QUESTION);
    }
    c.nina.forges("co:t:1").await;
    c.nina.sees("Отвечать больше не нужно");
    c.anna.forges("co:wy:1:1").await;
    c.anna.sees("отозван");
    krug.nothing_left().await;
}

#[tokio::test]
async fn coordinators_see_states_and_no_words() {
    let krug = Krug::start().await;
    let c = cast(&krug).await;
    asks(c.anna, "Да, показать").await;
    c.marina.says("/manage").await;
    c.marina.presses("Вопросы").await;
    c.marina.sees("№1 · Дисциплина в классе · ждём ответа наставников");
    c.marina.presses("№1 · Дисциплина в классе").await;
    c.marina.sees("Текст и переписку видят только автор и тот, кто отвечает");
    c.marina.has_not_seen("Анна");
    c.marina.has_not_seen(QUESTION);
    c.anna.forges("co:o").await;
    c.anna.sees("Это раздел координатора");
    krug.nothing_left().await;
}

#[tokio::test]
async fn a_question_in_english_is_as_good() {
    let krug = Krug::start().await;
    let c = cast(&krug).await;
    let kate = krug.speaker("Kate", "en");
    krug.enrol(kate, "skillsclub", ("Brown", "Kate"), &[]).await;
    kate.says("/ask").await;
    kate.presses("Discipline in class").await;
    kate.presses("This week").await;
    kate.says("How do I calm a class after PE?").await;
    kate.presses("Without a name").await;
    kate.presses("Send").await;
    kate.sees("3 mentors see it");
    c.vera.presses("Возьму").await;
    kate.sees("Вера Сергеевна is taking care of your question");
    krug.nothing_left().await;
}

#[tokio::test]
async fn each_community_asks_in_its_own_words() {
    let krug = Krug::start().await;
    for (community, words) in [
        ("ya_tochka_rosta", "«обращение за содействием», п. 3.2, 5.1"),
        ("perm_nastavniki", "Отвечают в переписке, онлайн"),
        ("tutaev_pos", "п. 3.2 Положения"),
    ] {
        let anna = krug.person("Анна");
        krug.enrol(anna, community, ("Смирнова", "Анна"), &[]).await;
        anna.says("/ask").await;
        anna.sees(words);
    }
    krug.nothing_left().await;
}

#[tokio::test]
async fn whoever_leaves_takes_her_question_along() {
    let krug = Krug::start().await;
    let c = talking(&krug, "Да, показать").await;
    c.anna.says("/leave").await;
    c.anna.presses("Да, выйти").await;
    c.nina.sees("Отвечать больше не нужно. Спасибо, что были готовы помочь!");
    assert_eq!(krug.count("SELECT count(*) FROM consultations WHERE body IS NOT NULL OR named = 1").await, 0);
    c.nina.says("Ещё одно слово").await;
    c.anna.has_not_seen("Ещё одно слово");
    krug.nothing_left().await;
}

#[tokio::test]
async fn whoever_leaves_one_community_is_still_heard_in_another() {
    let krug = Krug::start().await;
    let c = talking(&krug, "Без имени").await;
    krug.enrol(c.anna, "anuchino_school", ("Смирнова", "Анна"), &[]).await;
    krug.enrol(c.olga, "anuchino_school", ("Белова", "Ольга"), &["mentor"]).await;
    asks(c.anna, "Без имени").await;
    c.olga.presses("Возьму").await;
    c.anna.says("А если не поможет?").await;
    c.anna.sees("К какому это?");
    c.anna.forges("me:ly:skillsclub").await;
    c.nina.sees("Отвечать больше не нужно");
    c.anna.says("И ещё одно").await;
    c.anna.sees("К какому вопросу это? Открыт один");
    c.anna.presses("№2 · Ольга Сергеевна").await;
    c.olga.has_seen("А если не поможет?");
    c.olga.sees("И ещё одно");
    c.nina.has_not_seen("А если не поможет?");
    krug.nothing_left().await;
}

#[tokio::test]
async fn a_mentor_who_leaves_or_is_erased_leaves_nobody_without_an_answer() {
    let krug = Krug::start().await;
    let c = talking(&krug, "Без имени").await;
    c.nina.says("/leave").await;
    c.nina.presses("Да, выйти").await;
    c.anna.sees("не может продолжить");
    c.olga.presses("Возьму").await;
    c.olga.says("/privacy").await;
    c.olga.presses("Удалить мои данные").await;
    c.olga.presses("Да, удалить всё").await;
    c.anna.sees("Спрашиваю ещё одного наставника");
    c.vera.presses("Возьму").await;
    c.anna.sees("Вашим вопросом занимается Вера Сергеевна");
    krug.nothing_left().await;
}

#[tokio::test]
async fn whoever_is_erased_leaves_no_word() {
    let krug = Krug::start().await;
    let c = cast(&krug).await;
    asks(c.anna, "Да, показать").await;
    c.anna.says("/privacy").await;
    c.anna.presses("Удалить мои данные").await;
    c.anna.presses("Да, удалить всё").await;
    for mentor in [c.nina, c.olga, c.vera] {
        mentor.sees("Отвечать больше не нужно");
        mentor.has_not_seen(QUESTION);
        mentor.has_not_seen("Анна");
    }
    assert_eq!(krug.count("SELECT count(*) FROM consultations WHERE body IS NOT NULL OR named = 1").await, 0);
    assert_eq!(krug.count("SELECT count(*) FROM jobs WHERE slice = 'co'").await, 0);
    krug.nothing_left().await;
}

#[tokio::test]
async fn her_questions_are_in_the_file_a_person_takes_along() {
    let krug = Krug::start().await;
    let c = talking(&krug, "Без имени").await;
    c.anna.says("/privacy").await;
    c.anna.presses("Скачать файлом").await;
    let file = String::from_utf8(c.anna.file().1).expect("text");
    assert!(file.contains(QUESTION), "{file}");
    c.nina.says("/privacy").await;
    c.nina.presses("Скачать файлом").await;
    let file = String::from_utf8(c.nina.file().1).expect("text");
    assert!(!file.contains(QUESTION) && file.contains("discipline"), "{file}");
    krug.nothing_left().await;
}

#[tokio::test]
async fn words_after_the_end_are_not_passed_on_and_she_hears_what_to_press() {
    let krug = Krug::start().await;
    let c = talking(&krug, "Без имени").await;
    c.nina.says("Начните с тишины").await;
    c.nina.presses("Закрыть вопрос").await;
    c.nina.presses("Вопрос решён").await;
    c.anna.says("а можно ещё?").await;
    c.anna.sees("это сообщение не передано");
    c.nina.has_not_seen("а можно ещё?");
    c.anna.presses("Продолжить разговор").await;
    c.anna.says("а можно ещё?").await;
    c.nina.sees("а можно ещё?");
    krug.nothing_left().await;
}

#[tokio::test]
async fn whoever_leads_a_question_hears_that_its_author_has_closed_it() {
    let krug = Krug::start().await;
    let c = talking(&krug, "Без имени").await;
    c.anna.presses("Закрыть вопрос").await;
    c.nina.sees("Вопрос №1 · Дисциплина в классе");
    c.nina.sees("Вопрос закрыт, автор больше ничего не спрашивает. Спасибо за помощь!");
    asks(c.anna, "Без имени").await;
    c.nina.presses("Возьму").await;
    c.anna.presses("Уже не нужно").await;
    c.anna.presses("Да, отозвать").await;
    c.nina.sees("Вопрос №2 · Дисциплина в классе");
    c.nina.sees("Отвечать больше не нужно. Спасибо, что были готовы помочь!");
    krug.nothing_left().await;
}
