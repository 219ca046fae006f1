//! The entrance: whoever comes, whatever she does, gets an answer and a way on.

use krug::sandbox::Kind;

use crate::broadcasts::club;
use crate::consultations::{asks, cast};
use crate::support::Krug;

#[tokio::test]
async fn a_member_is_greeted_by_name_and_patronymic() {
    let krug = Krug::start().await;
    let anna = krug.person("Анна");
    krug.enrol(anna, "skillsclub", ("Смирнова", "Анна"), &[]).await;
    anna.says("/start").await;
    anna.sees("Здравствуйте, Анна Сергеевна!");
    anna.sees("SkillsClub");
    krug.nothing_left().await;
}

#[tokio::test]
async fn nothing_ends_in_silence() {
    let krug = Krug::start().await;
    let anna = krug.person("Анна");
    krug.enrol(anna, "skillsclub", ("Смирнова", "Анна"), &[]).await;
    for (kind, words) in [
        (Kind::Voice, "Голосовые здесь пока не разбираю"),
        (Kind::Sticker, "Такое я не читаю"),
        (Kind::Contact, "Номера телефонов я не храню"),
        (Kind::Location, "Такое я не читаю"),
    ] {
        anna.sends(kind).await;
        anna.sees(words);
    }
    anna.says("/nosuch").await;
    anna.sees("Такой команды нет");
    krug.nothing_left().await;
}

#[tokio::test]
async fn a_place_that_moves_brings_no_word_and_a_correction_does() {
    let krug = Krug::start().await;
    let anna = krug.person("Анна");
    krug.enrol(anna, "skillsclub", ("Смирнова", "Анна"), &[]).await;
    let words = anna.says("привет").await;
    let place = krug.sandbox.send_media(anna.id, Kind::Location);
    krug.settle().await;
    anna.sees("Такое я не читаю");
    let said = krug.sandbox.said(anna.id).len();
    for _ in 0..3 {
        assert!(krug.sandbox.moves(anna.id, place));
    }
    krug.settle().await;
    assert_eq!(krug.sandbox.said(anna.id).len(), said);
    assert!(krug.sandbox.edit(anna.id, words, "привет всем"));
    krug.settle().await;
    anna.sees("Вижу, что вы исправили сообщение");
    krug.nothing_left().await;
}

#[tokio::test]
async fn an_unknown_button_shows_how_things_stand() {
    let krug = Krug::start().await;
    let anna = krug.person("Анна");
    krug.enrol(anna, "skillsclub", ("Смирнова", "Анна"), &[]).await;
    for data in ["zz:1", "ev", "", "ho:r:zz", "ho:-:step:value", "ev:c:notanumber"] {
        anna.forges(data).await;
        anna.sees("Вы в сообществе SkillsClub");
    }
    assert_eq!(anna.toast(), "Эта кнопка устарела. Вот как сейчас.");
    krug.nothing_left().await;
}

#[tokio::test]
async fn the_menu_of_commands_follows_rights_and_language() {
    let krug = Krug::start().await;
    let marina = krug.person("Марина");
    krug.enrol(marina, "skillsclub", ("Орлова", "Марина"), &["coordinator"]).await;
    marina.says("/start").await;
    let names: Vec<String> = krug.sandbox.menu_of(marina.id).into_iter().map(|(name, _)| name).collect();
    assert!(names.contains(&"manage".to_owned()), "{names:?}");
    marina.says("/settings").await;
    marina.presses("Speak English").await;
    let says: Vec<String> = krug.sandbox.menu_of(marina.id).into_iter().map(|(_, says)| says).collect();
    assert!(says.contains(&"Ask a mentor".to_owned()), "{says:?}");
    krug.nothing_left().await;
}

#[tokio::test]
async fn a_zone_of_ones_own_is_typed_as_a_city() {
    let krug = Krug::start().await;
    let dasha = krug.person("Дарья");
    krug.enrol(dasha, "skillsclub", ("Ким", "Дарья"), &[]).await;
    dasha.says("/settings").await;
    dasha.presses("Указать мой город").await;
    dasha.sends(Kind::Voice).await;
    dasha.sees("Здесь нужны слова");
    dasha.says("кккк").await;
    dasha.sees("Такого города не знаю");
    dasha.says("/help").await;
    assert!(!dasha.screen().contains("Продолжить"), "she has told nothing yet: {}", dasha.screen());
    dasha.says("Ярославль").await;
    dasha.sees("Если к тому, что вы начали");
    dasha.presses("Продолжить: ваш город").await;
    dasha.sees("В каком вы городе?");
    dasha.says("Ярославль").await;
    dasha.sees("UTC+3, сейчас 08:00");
    krug.nothing_left().await;
}

#[tokio::test]
async fn a_draft_that_cannot_be_read_any_more_is_not_offered() {
    let krug = Krug::start().await;
    let dasha = krug.person("Дарья");
    krug.enrol(dasha, "skillsclub", ("Ким", "Дарья"), &[]).await;
    dasha.says("/ask").await;
    dasha.says("Как вести журнал в конце четверти?").await;
    dasha.says("/start").await;
    dasha.sees("Продолжить: вопрос");
    krug.tamper("UPDATE talks SET state = '{\"Asked\":7}'").await;
    dasha.says("/start").await;
    assert!(!dasha.screen().contains("Продолжить"), "{}", dasha.screen());
    dasha.says("Здравствуйте").await;
    assert!(!dasha.screen().contains("Продолжить"), "{}", dasha.screen());
    krug.nothing_left().await;
}

#[tokio::test]
async fn in_a_group_nothing_personal_is_said() {
    let krug = Krug::start().await;
    let anna = krug.person("Анна");
    krug.enrol(anna, "skillsclub", ("Смирнова", "Анна"), &[]).await;
    let group = krug.sandbox.add_group("Учителя", &[anna.id]);
    krug.sandbox.say_in(group, anna.id, "/my@krug_sandbox_bot");
    krug.settle().await;
    let said = krug.sandbox.said(group);
    let last = said.last().expect("an answer in the group");
    assert!(last.text.contains("Напишите мне в личные сообщения") && !last.text.contains("Анна"), "{}", last.text);
}

#[tokio::test]
async fn in_a_group_only_what_is_meant_for_us_is_answered() {
    let krug = Krug::start().await;
    let anna = krug.person("Анна");
    let group = krug.sandbox.add_group("Учителя", &[anna.id]);
    for (command, answers) in
        [("/start", 1), ("/foo", 1), ("/weather@other_bot", 1), ("/plan", 2), ("/foo@krug_sandbox_bot", 3)]
    {
        krug.sandbox.say_in(group, anna.id, command);
        krug.settle().await;
        assert_eq!(krug.sandbox.said(group).len(), answers, "{command}");
    }
}

#[tokio::test]
async fn what_cannot_be_seen_gets_no_further_than_the_door() {
    let krug = Krug::start().await;
    let anna = krug.person("Анна");
    krug.enrol(anna, "skillsclub", ("Смирнова", "Анна"), &[]).await;
    anna.says("/ask").await;
    anna.presses("Методика").await;
    anna.presses("Не спешу").await;
    anna.says("\u{200b}\u{3164}").await;
    anna.sees("Здесь пусто");
    anna.says("Как\u{202e} начать\u{200b} урок? 👩\u{200d}🏫").await;
    anna.presses("Без имени").await;
    anna.sees("Как начать урок? 👩\u{200d}🏫");
    krug.nothing_left().await;
}

#[tokio::test]
async fn words_that_come_after_a_detour_are_led_back_to_the_draft() {
    let krug = Krug::start().await;
    let anna = krug.person("Анна");
    anna.says("привет").await;
    anna.sees("Начните с главной");
    anna.says("/start skillsclub").await;
    anna.presses("Вступить").await;
    anna.presses("Даю согласие").await;
    anna.says("/plan").await;
    anna.says("Смирнова Анна").await;
    anna.sees("пришлите ещё раз");
    anna.presses("Продолжить: анкета").await;
    anna.sees("Как вас зовут?");
    // One way back is enough.
    anna.presses("На главную").await;
    anna.sees("[Продолжить вступление]");
    assert!(!anna.screen().contains("Продолжить: анкета"), "{}", anna.screen());
    krug.nothing_left().await;
}

#[tokio::test]
async fn an_owner_who_looks_nowhere_is_asked_where() {
    let krug = Krug::start().await;
    krug.owner().says("/manage").await;
    krug.owner().sees("Выберите сообщество");
    krug.owner().presses("SkillsClub").await;
    krug.owner().says("/manage").await;
    krug.owner().sees("Управление · SkillsClub");
    krug.nothing_left().await;
}

#[tokio::test]
async fn a_visitor_hears_why_a_door_is_closed() {
    let krug = Krug::start().await;
    let anna = krug.person("Анна");
    anna.says("/ask").await;
    anna.sees("Вопросы наставникам задают участники");
    anna.says("/profile").await;
    anna.sees("Профиля пока нет");
    anna.says("/start nowhere").await;
    anna.sees("ссылка уже не работает");
    anna.sees("Выберите сообщество");
    krug.nothing_left().await;
}

#[tokio::test]
async fn what_waits_for_a_mentor_is_counted_and_no_question_is_read() {
    let krug = Krug::start().await;
    let c = cast(&krug).await;
    for _ in 1..=4 {
        asks(c.anna, "Без имени").await;
    }
    // Of the first she is asked once more, and says no; the second somebody has; the third is another community's.
    let again = "INSERT INTO consultation_offers (consultation, round, person, state, offered_at)
        SELECT consultation, round + 1, person, 'declined', offered_at FROM consultation_offers WHERE consultation = 1";
    krug.tamper(again).await;
    c.olga.forges("co:t:2").await;
    krug.tamper("UPDATE consultations SET community = 'anuchino_school' WHERE id = 3").await;
    krug.tamper("PRAGMA ignore_check_constraints = 1; UPDATE consultations SET urgency = 'unreadable'").await;
    for (command, waits) in [("/start", "Вопросы ждут: 1"), ("/my", "Вопросы ждут: 1")] {
        c.nina.says(command).await;
        c.nina.sees(waits);
    }
    krug.tamper("UPDATE memberships SET mentor = 0").await;
    c.nina.says("/my").await;
    assert!(!c.nina.screen().contains("Вопросы ждут"), "{}", c.nina.screen());
    krug.nothing_left().await;
}

#[tokio::test]
async fn what_is_stopped_before_anything_was_said_leaves_nothing_behind() {
    let krug = Krug::start().await;
    let anna = krug.person("Анна");
    krug.enrol(anna, "skillsclub", ("Смирнова", "Анна"), &[]).await;
    anna.says("/ask").await;
    anna.says("/cancel").await;
    anna.sees("Хорошо, остановились.");
    assert!(!anna.screen().contains("сохранено"), "{}", anna.screen());
    assert_eq!(krug.count("SELECT count(*) FROM talks").await, 0);
    anna.says("/cancel").await;
    anna.sees("Сейчас ничего не начато");
    krug.nothing_left().await;
}

#[tokio::test]
async fn an_old_button_of_what_holds_nothing_yet_still_goes_on_with_it() {
    let krug = Krug::start().await;
    let anna = krug.person("Анна");
    krug.enrol(anna, "skillsclub", ("Смирнова", "Анна"), &[]).await;
    anna.says("/ask").await;
    anna.says("/plan").await;
    anna.presses_old("О чём вопрос?", "Методика").await;
    anna.has_seen("Когда нужен ответ?");
    krug.nothing_left().await;
}

#[tokio::test]
async fn words_taken_for_a_question_may_belong_to_what_was_put_aside() {
    let krug = Krug::start().await;
    let (marina, _) = club(&krug, 1).await;
    for text in [None, Some("Черновик")] {
        marina.forges("br:n").await;
        if let Some(text) = text {
            marina.says(text).await;
        }
        marina.says("/plan").await;
        marina.says("Коллеги, кто готов провести открытый урок в октябре?").await;
        marina.sees("Если это к тому, что вы начали, нажмите «Продолжить» и пришлите ещё раз.");
        marina.sees("[Нет, просто так]");
        let keys = krug.sandbox.said(marina.id).pop().expect("a screen").labels().len();
        assert!(keys <= 6, "{keys} buttons:\n{}", marina.screen());
        marina.presses("Другие темы").await;
        marina.says("/plan").await;
        marina.says("/cancel").await;
        // Her words wait as a question, and what follows is added to it: nothing is lost.
        assert_eq!(krug.count("SELECT count(*) FROM talks WHERE slice = 'co'").await, 1);
        krug.tamper("DELETE FROM talks WHERE slice = 'co'").await;
    }
    krug.nothing_left().await;
}

#[tokio::test]
async fn whoever_goes_on_with_what_was_put_aside_has_asked_no_question() {
    let krug = Krug::start().await;
    let (marina, members) = club(&krug, 1).await;
    marina.forges("br:n").await;
    marina.says("/plan").await;
    let words = "Коллеги, кто готов провести открытый урок в октябре?";
    marina.says(words).await;
    marina.presses("Продолжить: рассылка").await;
    marina.sees("Напишите текст одним сообщением");
    assert_eq!(krug.count("SELECT count(*) FROM talks").await, 1, "there is no question left");
    marina.says(words).await;
    marina.presses("Всем").await;
    marina.presses("Отправить сейчас").await;
    members[0].has_seen(words);
    krug.nothing_left().await;
}
