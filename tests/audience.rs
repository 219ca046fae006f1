//! To whom: conditions, saved lists, letters somebody does not want, and who has read them.

use crate::broadcasts::{TEXT, club, got_it};
use crate::support::{Krug, Person};

/// A text is written; «Кому?» is asked.
pub async fn writes(marina: Person<'_>, text: &str) {
    marina.says("/manage").await;
    marina.presses("Рассылки").await;
    marina.presses("Написать новую").await;
    marina.says(text).await;
    marina.sees("Кому отправить?");
}

/// A text to all has gone.
async fn sends_to_all(marina: Person<'_>, text: &str) {
    writes(marina, text).await;
    marina.presses("Всем").await;
    marina.presses("Отправить сейчас").await;
}

/// An announced event of the coordinator's, and the first member comes to it.
pub async fn seminar(krug: &Krug) {
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
}

/// Turns pages until a button with this label is there, and presses it.
async fn finds(who: Person<'_>, label: &str) {
    while !who.screen().contains(&format!("[{label}]")) {
        who.presses("Ещё").await;
    }
    who.presses(label).await;
}

/// Presses the first button that holds these words.
pub async fn presses_one_with(who: Person<'_>, krug: &Krug, words: &str) {
    let bubble = krug.sandbox.said(who.id).pop().expect("a screen");
    let label = bubble.labels().into_iter().find(|l| l.contains(words)).map(str::to_owned);
    who.presses(&label.unwrap_or_else(|| panic!("no button with {words}:\n{}", who.screen()))).await;
}

#[tokio::test]
async fn mentors_but_not_those_who_come() {
    let krug = Krug::start().await;
    let (marina, members) = club(&krug, 3).await;
    krug.tamper(
        "UPDATE memberships SET mentor = 1 WHERE coordinator = 0 AND person < (SELECT max(person) FROM memberships)",
    )
    .await;
    seminar(&krug).await;
    writes(marina, TEXT).await;
    marina.presses("Наставникам").await;
    marina.sees("Кому: наставникам.");
    marina.sees("Это 2 человека.");
    marina.presses("Кроме…").await;
    marina.sees("Кому не отправлять?");
    marina.presses("По встрече…").await;
    presses_one_with(marina, &krug, "Оценивание").await;
    marina.presses("Кто придёт").await;
    marina.sees("Кому: наставникам, но не тем, кто придёт на «Оценивание».");
    marina.sees("Это 1 человек.");
    marina.presses("К просмотру").await;
    marina.sees("Получит 1 человек");
    marina.presses("Отправить сейчас").await;
    assert_eq!(got_it(&members, TEXT), [0, 1, 0]);
    krug.nothing_left().await;
}

#[tokio::test]
async fn what_members_told_about_themselves_can_be_meant() {
    let krug = Krug::start().await;
    let (marina, members) = club(&krug, 3).await;
    krug.tamper(
        "UPDATE persons SET subject = ' Физика', workplace = 'Школа <5>'
         WHERE id IN (SELECT min(person) FROM memberships WHERE coordinator = 0)",
    )
    .await;
    krug.tamper("UPDATE persons SET subject = 'физика' WHERE id = (SELECT max(person) FROM memberships)").await;
    krug.tamper("INSERT INTO units (id, community, title) VALUES (1, 'skillsclub', 'Физики')").await;
    krug.tamper("UPDATE memberships SET unit = 1 WHERE person = (SELECT max(person) FROM memberships)").await;
    writes(marina, TEXT).await;
    marina.presses("Выбрать иначе…").await;
    finds(marina, "Предмет…").await;
    marina.presses("физика").await;
    marina.sees("тем, чей предмет – «физика»");
    marina.sees("Это 2 человека.");
    marina.presses("И ещё условие").await;
    finds(marina, "Место работы…").await;
    marina.presses("школа <5>").await;
    marina.sees("тем, чей предмет – «физика», из них – тем, чьё место работы – «школа <5>»");
    marina.sees("Это 1 человек.");
    marina.presses("Назад").await;
    marina.presses("И ещё условие").await;
    finds(marina, "Команда…").await;
    marina.presses("Физики").await;
    marina.presses("К просмотру").await;
    marina.presses("Отправить сейчас").await;
    assert_eq!(got_it(&members, TEXT), [0, 0, 1]);
    krug.nothing_left().await;
}

#[tokio::test]
async fn newcomers_are_those_of_the_last_month() {
    let krug = Krug::start().await;
    let (marina, members) = club(&krug, 2).await;
    krug.tamper("UPDATE memberships SET joined_at = 0 WHERE person < (SELECT max(person) FROM memberships)").await;
    writes(marina, TEXT).await;
    marina.presses("Выбрать иначе…").await;
    marina.presses("Новички").await;
    marina.sees("тем, кто с нами меньше 30 дней");
    marina.presses("К просмотру").await;
    marina.presses("Отправить сейчас").await;
    assert_eq!(got_it(&members, TEXT), [0, 1]);
    krug.nothing_left().await;
}

#[tokio::test]
async fn after_an_event_people_are_told_apart_by_what_they_had_answered() {
    let krug = Krug::start().await;
    let (marina, members) = club(&krug, 2).await;
    seminar(&krug).await;
    krug.tamper("UPDATE events SET starts_at = 1790200000000, state = 'held'").await;
    for (whom, expect) in [("Кто отвечал «приду»", [1, 0]), ("Все остальные", [1, 1])] {
        writes(marina, TEXT).await;
        marina.presses("По встрече…").await;
        presses_one_with(marina, &krug, "Оценивание").await;
        marina.sees("Кто пришёл на самом деле, я не знаю");
        marina.presses(whom).await;
        marina.presses("К просмотру").await;
        marina.presses("Отправить сейчас").await;
        assert_eq!(got_it(&members, TEXT), expect);
    }
    krug.nothing_left().await;
}

#[tokio::test]
async fn conditions_that_leave_nobody_are_told_and_taken_back() {
    let krug = Krug::start().await;
    let (marina, _) = club(&krug, 1).await;
    krug.tamper("UPDATE memberships SET mentor = 1 WHERE coordinator = 0").await;
    writes(marina, TEXT).await;
    marina.presses("Наставникам").await;
    marina.presses("Кроме…").await;
    marina.presses("Новички").await;
    marina.sees("Таких людей сейчас нет.");
    marina.presses("Назад").await;
    marina.sees("Это 1 человек.");
    marina.presses("Назад").await;
    marina.sees("Кому отправить?");
    krug.nothing_left().await;
}

#[tokio::test]
async fn everybody_but_is_reached_from_the_preview() {
    let krug = Krug::start().await;
    let (marina, members) = club(&krug, 2).await;
    seminar(&krug).await;
    writes(marina, TEXT).await;
    marina.presses("Всем").await;
    marina.presses("Изменить, кому").await;
    marina.sees("Кому: всем участникам.");
    marina.presses("Кроме…").await;
    marina.presses("По встрече…").await;
    presses_one_with(marina, &krug, "Оценивание").await;
    marina.presses("Кто придёт").await;
    marina.sees("всем участникам, но не тем, кто придёт на «Оценивание»");
    marina.presses("К просмотру").await;
    marina.presses("Отправить сейчас").await;
    assert_eq!(got_it(&members, TEXT), [0, 1]);
    krug.nothing_left().await;
}

#[tokio::test]
async fn a_list_is_remembered_offered_first_and_deleted() {
    let krug = Krug::start().await;
    let (marina, members) = club(&krug, 2).await;
    krug.tamper("UPDATE memberships SET mentor = 1 WHERE person = (SELECT max(person) FROM memberships)").await;
    writes(marina, TEXT).await;
    marina.presses("Наставникам").await;
    marina.presses("Запомнить список").await;
    marina.sees("Как назвать этот список?");
    marina.says(&"я".repeat(41)).await;
    marina.sees("короче");
    marina.says("Наши <b>наставники</b>").await;
    marina.sees("Список «Наши <b>наставники</b>»");
    marina.presses("К просмотру").await;
    marina.presses("Отправить сейчас").await;
    assert_eq!(got_it(&members, TEXT), [0, 1]);
    // Next time it is there, whoever is a mentor then.
    krug.tamper("UPDATE memberships SET mentor = 1 WHERE coordinator = 0").await;
    writes(marina, "Вторая").await;
    marina.presses("Мои списки").await;
    marina.presses("Наши <b>наставники</b>").await;
    marina.sees("Это 2 человека.");
    marina.presses("Удалить список").await;
    marina.presses("Да, удалить").await;
    assert_eq!(marina.toast(), "Список удалён, рассылки остались");
    marina.sees("[Запомнить список]");
    marina.presses("К просмотру").await;
    marina.presses("Отправить сейчас").await;
    assert_eq!(got_it(&members, "Вторая"), [1, 1]);
    writes(marina, "Третья").await;
    assert!(!marina.screen().contains("Мои списки"));
    krug.nothing_left().await;
}

#[tokio::test]
async fn a_name_names_one_list() {
    let krug = Krug::start().await;
    let (marina, _) = club(&krug, 1).await;
    krug.tamper(
        "INSERT INTO broadcast_segments (community, name, segment, created_at) VALUES ('skillsclub', 'Наши', '[]', 0)",
    )
    .await;
    writes(marina, TEXT).await;
    marina.presses("Выбрать иначе…").await;
    marina.presses("Новички").await;
    marina.presses("Запомнить список").await;
    marina.says("Наши").await;
    marina.sees("Список «Наши» уже есть");
    marina.presses("Назад").await;
    marina.sees("[Запомнить список]");
    krug.nothing_left().await;
}

#[tokio::test]
async fn whoever_does_not_want_news_gets_none_and_everything_else() {
    let krug = Krug::start().await;
    let (marina, members) = club(&krug, 2).await;
    sends_to_all(marina, "Первая").await;
    let anna = members[0];
    anna.presses("Настроить рассылки").await;
    anna.has_seen("Первая");
    anna.sees("Новости сообщества: присылаю");
    anna.sees("приходят всегда");
    anna.presses("Не получать новости").await;
    anna.sees("Новости сообщества: не присылаю");
    anna.sees("Дайджест недели: присылаю");
    writes(marina, TEXT).await;
    marina.presses("Всем").await;
    marina.sees("Получат 2 человека");
    marina.sees("Отказался от новостей 1");
    marina.presses("Отправить сейчас").await;
    assert_eq!(got_it(&members, TEXT), [0, 1]);
    // Her own settings lead there too.
    anna.says("/settings").await;
    anna.presses("Какие рассылки получать").await;
    anna.presses("Снова получать новости").await;
    sends_to_all(marina, "Третья").await;
    assert_eq!(got_it(&members, "Третья"), [1, 1]);
    krug.nothing_left().await;
}

#[tokio::test]
async fn when_nobody_wants_it_the_coordinator_hears_why() {
    let krug = Krug::start().await;
    let (marina, members) = club(&krug, 1).await;
    krug.tamper("UPDATE memberships SET mentor = 1 WHERE coordinator = 0").await;
    members[0].forges("br:ox:skillsclub:news").await;
    writes(marina, TEXT).await;
    marina.presses("Наставникам").await;
    marina.sees("Это 1 человек.");
    marina.presses("К просмотру").await;
    marina.sees("1 человек отказался от новостей сообщества");
    krug.nothing_left().await;
}

#[tokio::test]
async fn a_stranger_has_nothing_to_choose() {
    let krug = Krug::start().await;
    let stranger = krug.person("Пётр");
    stranger.says("/start").await;
    for data in ["br:oh", "br:o:skillsclub", "br:ox:skillsclub:news", "br:oi:nowhere:news"] {
        stranger.forges(data).await;
        stranger.sees("Сейчас вы не участник");
    }
    assert_eq!(krug.count("SELECT count(*) FROM broadcast_optouts").await, 0);
    krug.nothing_left().await;
}

#[tokio::test]
async fn what_somebody_does_not_want_is_hers_to_take_along_and_to_be_forgotten() {
    let krug = Krug::start().await;
    let (marina, members) = club(&krug, 1).await;
    sends_to_all(marina, TEXT).await;
    let anna = members[0];
    anna.presses("Прочитано").await;
    anna.forges("br:ox:skillsclub:digest").await;
    anna.says("/privacy").await;
    anna.presses("Скачать файлом").await;
    let file: serde_json::Value = serde_json::from_slice(&anna.file().1).expect("JSON");
    assert_eq!(file["broadcasts"]["not_wanted"][0]["kind"], "digest");
    assert!(file["broadcasts"]["received"][0]["read_at"].is_string(), "{file}");
    anna.says("/privacy").await;
    anna.forges("pr:en").await;
    assert_eq!(krug.count("SELECT count(*) FROM broadcast_optouts").await, 0);
    let hers = "SELECT count(*) FROM broadcast_recipients WHERE person IS NULL AND read_at IS NOT NULL";
    assert_eq!(krug.count(hers).await, 1, "the number stays, without her");
    krug.nothing_left().await;
}

#[tokio::test]
async fn revoking_in_one_community_forgets_what_she_did_not_want_there() {
    let krug = Krug::start().await;
    let (marina, members) = club(&krug, 1).await;
    sends_to_all(marina, TEXT).await;
    let anna = members[0];
    anna.forges("br:ox:skillsclub:news").await;
    krug.enrol(anna, "anuchino_school", ("Смирнова", "Анна"), &[]).await;
    anna.forges("br:ox:anuchino_school:news").await;
    anna.forges("pr:rn:skillsclub").await;
    assert_eq!(krug.count("SELECT count(*) FROM broadcast_optouts WHERE community = 'skillsclub'").await, 0);
    assert_eq!(krug.count("SELECT count(*) FROM broadcast_optouts").await, 1);
    assert_eq!(krug.count("SELECT count(*) FROM broadcast_recipients WHERE person IS NULL").await, 1);
    krug.nothing_left().await;
}

#[tokio::test]
async fn a_letter_can_be_sent_to_its_author_first() {
    let krug = Krug::start().await;
    let (marina, members) = club(&krug, 1).await;
    writes(marina, TEXT).await;
    marina.presses("Всем").await;
    marina.presses("Прислать себе").await;
    marina.has_seen(&format!("От кого: SkillsClub\n\n{TEXT}\n[Прочитано] [Настроить рассылки]"));
    marina.presses("Прочитано").await;
    assert!(marina.toast().contains("проба"), "{}", marina.toast());
    assert_eq!(got_it(&members, TEXT), [0]);
    assert_eq!(krug.count("SELECT count(*) FROM broadcasts").await, 0);
    marina.presses("Отправить сейчас").await;
    assert_eq!(got_it(&members, TEXT), [1]);
    krug.nothing_left().await;
}

#[tokio::test]
async fn who_has_read_is_a_number_and_the_others_can_be_written_to() {
    let krug = Krug::start().await;
    let (marina, members) = club(&krug, 3).await;
    sends_to_all(marina, TEXT).await;
    let anna = members[0];
    anna.presses("Прочитано").await;
    assert_eq!(anna.toast(), "Спасибо");
    anna.sees(TEXT);
    assert!(!anna.screen().contains("[Прочитано]"), "{}", anna.screen());
    // The same press again, as from a second phone.
    anna.forges("br:rd:1").await;
    members[1].presses("Прочитано").await;
    assert_eq!(krug.count("SELECT count(*) FROM broadcast_recipients WHERE read_at IS NOT NULL").await, 2);
    marina.forges("br:c:1").await;
    marina.sees("Отметили «Прочитано»: 2");
    marina.presses("Написать тем, кто не отметил").await;
    marina.sees("и не отметил «Прочитано».\nПолучат 2 человека");
    // Back is where she came from.
    marina.presses("Назад").await;
    marina.sees("Отметили «Прочитано»: 2");
    marina.presses("Написать тем, кто не отметил").await;
    marina.says("Напоминаю").await;
    marina.sees("и не отметил «Прочитано»");
    marina.presses("Отправить сейчас").await;
    assert_eq!(got_it(&members, "Напоминаю"), [0, 0, 1]);
    // When all have, nobody is left to be written to.
    krug.tamper("UPDATE broadcast_recipients SET read_at = 0").await;
    marina.forges("br:u:1").await;
    assert_eq!(marina.toast(), "Таких людей сейчас нет.");
    krug.nothing_left().await;
}

#[tokio::test]
async fn a_forged_reading_counts_nobody() {
    let krug = Krug::start().await;
    let (marina, members) = club(&krug, 1).await;
    writes(marina, TEXT).await;
    marina.presses("Наставникам").await;
    krug.tamper("UPDATE memberships SET mentor = 1 WHERE coordinator = 1").await;
    marina.presses("Наставникам").await;
    marina.presses("К просмотру").await;
    marina.presses("Отправить сейчас").await;
    let before = members[0].screen();
    members[0].forges("br:rd:1").await;
    members[0].forges("br:rd:99").await;
    assert_eq!(members[0].screen(), before, "she learnt something of a letter that is not hers");
    members[0].has_not_seen(TEXT);
    assert_eq!(krug.count("SELECT count(*) FROM broadcast_recipients WHERE read_at IS NOT NULL").await, 0);
    krug.nothing_left().await;
}
