//! What is kept: seeing it, taking it along, revoking the consent, being erased.

use serde_json::Value;

use crate::support::{Krug, Person};

mod taking;

/// In how many places a name still stands that was told to the bot.
const HER_NAME: &str = "SELECT
    (SELECT count(*) FROM inbox WHERE body LIKE '%Смирнова%') + (SELECT count(*) FROM outbox WHERE parcel LIKE '%Смирнова%')
    + (SELECT count(*) FROM talks WHERE state LIKE '%Смирнова%') + (SELECT count(*) FROM jobs WHERE body LIKE '%Смирнова%')
    + (SELECT count(*) FROM consent_texts WHERE body LIKE '%Смирнова%')
    + (SELECT count(*) FROM persons WHERE last_name LIKE '%Смирнова%' OR workplace LIKE '%12%')";

async fn joins(who: Person<'_>) {
    who.says("/start skillsclub").await;
    who.presses("Вступить").await;
    who.presses("Даю согласие").await;
    who.says("Смирнова Анна Сергеевна").await;
    who.presses("Верно").await;
    who.says("школа 12").await;
    who.presses("Молодой специалист").await;
    who.presses("Пропустить").await;
    who.presses("Вступить").await;
}

#[tokio::test]
async fn a_stranger_sees_that_nothing_but_the_account_is_kept() {
    let krug = Krug::start().await;
    let anna = krug.person("Анна");
    anna.says("/privacy").await;
    anna.sees("номер аккаунта");
    anna.sees("Больше ничего");
    krug.nothing_left().await;
}

#[tokio::test]
async fn a_member_sees_what_is_kept_and_takes_it_along() {
    let krug = Krug::start().await;
    let anna = krug.person("Анна");
    joins(anna).await;
    anna.says("/privacy").await;
    anna.sees("Смирнова Анна Сергеевна");
    anna.sees("SkillsClub");
    anna.sees("школа 12");
    anna.sees("Участие: кто вы, команда, роль");
    for nothing in ["Встречи", "Вопросы наставникам", "Рассылки"] {
        assert!(!anna.screen().contains(nothing), "{}", anna.screen());
    }
    anna.presses("Скачать файлом").await;
    let (name, bytes) = anna.file();
    assert_eq!(name, "krug-2026-09-24.json");
    let file: Value = serde_json::from_slice(&bytes).expect("JSON");
    assert_eq!(file["person"]["last_name"], "Смирнова");
    assert_eq!(file["membership"]["memberships"][0]["community"], "skillsclub");
    let consent = &file["membership"]["consents"][0];
    assert_eq!(consent["kind"], "personal_data");
    assert!(consent["text"].as_str().is_some_and(|text| text.starts_with("Согласие на обработку персональных данных")));
    krug.nothing_left().await;
}

#[tokio::test]
async fn revoking_a_consent_ends_the_membership_there() {
    let krug = Krug::start().await;
    let anna = krug.person("Анна");
    joins(anna).await;
    krug.tamper("UPDATE persons SET zone = 'Asia/Tyumen' WHERE last_name IS NOT NULL").await;
    krug.tamper("INSERT INTO invites SELECT 'h', 'skillsclub', 'coordinator', 0, 0, id, 0 FROM persons").await;
    anna.says("/privacy").await;
    anna.presses("Отозвать согласие").await;
    anna.sees("Отозвать согласие в сообществе SkillsClub?");
    anna.presses("Да, отозвать").await;
    anna.sees("отозвано, данные удалены");
    assert_eq!(krug.count("SELECT count(*) FROM memberships").await, 0);
    assert_eq!(krug.count("SELECT count(*) FROM consents WHERE revoked_at IS NULL").await, 0);
    // It was the last one: with it goes whatever else she told.
    assert_eq!(krug.count("SELECT count(*) FROM persons WHERE zone IS NOT NULL OR community IS NOT NULL").await, 0);
    assert_eq!(krug.count("SELECT count(*) FROM invites WHERE holder IS NOT NULL").await, 0);
    // The button pressed again finds nothing and says so.
    anna.forges("pr:rn:skillsclub").await;
    anna.sees("отзывать нечего");
    // When she gave and revoked it is kept, and that is not hidden.
    anna.says("/privacy").await;
    assert!(!anna.screen().contains("Больше ничего"));
    anna.sees("согласия и даты. Записей: 1");
    krug.nothing_left().await;
}

#[tokio::test]
async fn whoever_is_erased_hears_the_last_word_and_is_a_stranger_afterwards() {
    let krug = Krug::start().await;
    let anna = krug.person("Анна");
    joins(anna).await;
    let number = krug.number_of(anna).await;
    anna.says("/privacy").await;
    anna.presses("Удалить мои данные").await;
    anna.sees("Вернуть данные нельзя");
    anna.presses("Да, удалить всё").await;
    anna.sees("ваших данных здесь больше нет");
    assert_eq!(krug.count("SELECT count(*) FROM persons WHERE last_name IS NOT NULL").await, 0);
    assert_eq!(krug.count("SELECT count(*) FROM chat_links").await, 0);
    assert_eq!(krug.count("SELECT count(*) FROM memberships").await, 0);
    assert_eq!(krug.count("SELECT count(*) FROM talks").await, 0);
    assert_eq!(krug.count(HER_NAME).await, 0, "her name is still somewhere");
    assert_eq!(krug.count("SELECT count(*) FROM consents WHERE revoked_at IS NOT NULL").await, 1);
    anna.says("/start").await;
    anna.sees("Выберите сообщество");
    assert_ne!(krug.number_of(anna).await, number);
    krug.nothing_left().await;
}

#[tokio::test]
async fn what_was_erased_is_off_the_disk_within_the_hour() {
    let krug = Krug::start().await;
    let anna = krug.person("Анна");
    joins(anna).await;
    assert!(krug.is_on_disk("Смирнова"));
    anna.says("/privacy").await;
    anna.presses("Удалить мои данные").await;
    anna.presses("Да, удалить всё").await;
    krug.sweep().await;
    assert!(!krug.is_on_disk("Смирнова"), "her name is still in the log or in a free page");
    krug.nothing_left().await;
}

#[tokio::test]
async fn erasing_in_the_middle_of_a_form_leaves_no_draft() {
    let krug = Krug::start().await;
    let anna = krug.person("Анна");
    anna.says("/start skillsclub").await;
    anna.presses("Вступить").await;
    anna.presses("Даю согласие").await;
    anna.says("Смирнова Анна Сергеевна").await;
    anna.forges("pr:en").await;
    anna.sees("ваших данных здесь больше нет");
    assert_eq!(krug.count("SELECT count(*) FROM talks").await, 0);
    krug.nothing_left().await;
}

#[tokio::test]
async fn the_last_coordinator_is_warned_and_her_going_is_noticed() {
    let krug = Krug::start().await;
    let marina = krug.person("Марина");
    krug.owner().says("/start").await;
    krug.enrol(marina, "skillsclub", ("Белова", "Марина"), &["coordinator"]).await;
    marina.says("/privacy").await;
    marina.presses("Удалить мои данные").await;
    marina.sees("Вы последний координатор");
    marina.presses("Да, удалить всё").await;
    krug.owner().sees("больше нет координатора");
    krug.nothing_left().await;
}

#[tokio::test]
async fn the_last_coordinator_who_blocks_the_bot_is_missed() {
    let krug = Krug::start().await;
    let (marina, olga) = (krug.person("Марина"), krug.person("Ольга"));
    krug.owner().says("/start").await;
    for (who, names) in [(marina, ("Белова", "Марина")), (olga, ("Орлова", "Ольга"))] {
        krug.enrol(who, "skillsclub", names, &["coordinator"]).await;
    }
    krug.sandbox.block(marina.id);
    krug.settle().await;
    krug.owner().has_not_seen("больше нет координатора");
    krug.sandbox.block(olga.id);
    krug.settle().await;
    krug.owner().sees("больше нет координатора");
    krug.nothing_left().await;
}

#[tokio::test]
async fn revoking_in_one_community_leaves_nothing_there_and_everything_elsewhere() {
    let krug = Krug::start().await;
    let anna = krug.person("Анна");
    for community in ["skillsclub", "anuchino_school"] {
        krug.enrol(anna, community, ("Смирнова", "Анна"), &[]).await;
    }
    krug.tamper(
        "INSERT INTO events (id, community, kind, title, starts_at, place, author, state, created_at, announced_at)
         SELECT row_number() OVER (), community, 'seminar', 'Оценивание', 1791280800000, '305', person, 'announced', 0, 0
         FROM memberships",
    )
    .await;
    krug.tamper(
        "INSERT INTO answers (event, person, state, answered_at) SELECT id, author, 'not_going', 0 FROM events",
    )
    .await;
    anna.forges("pr:rn:skillsclub").await;
    anna.sees("отозвано, данные удалены");
    let left = "SELECT count(*) FROM answers AS a JOIN events AS e ON e.id = a.event WHERE e.community = 'skillsclub'";
    assert_eq!(krug.count(left).await, 0);
    assert_eq!(krug.count("SELECT count(*) FROM answers").await, 1);
    krug.nothing_left().await;
}

#[tokio::test]
async fn forgetting_a_community_deletes_the_form_that_was_begun_there_again() {
    let krug = Krug::start().await;
    let anna = krug.person("Анна");
    krug.enrol(anna, "anuchino_school", ("Смирнова", "Анна"), &[]).await;
    anna.says("/start skillsclub").await;
    anna.presses("Вступить").await;
    anna.presses("Даю согласие").await;
    assert_eq!(krug.count("SELECT count(*) FROM talks").await, 1);
    anna.forges("pr:rn:skillsclub").await;
    anna.sees("отозвано, данные удалены");
    assert_eq!(krug.count("SELECT count(*) FROM talks").await, 0);
    krug.nothing_left().await;
}

#[tokio::test]
async fn nor_does_any_other_draft_about_it_stay() {
    let krug = Krug::start().await;
    let anna = krug.person("Анна");
    for community in ["anuchino_school", "skillsclub"] {
        krug.enrol(anna, community, ("Смирнова", "Анна"), &[]).await;
    }
    anna.says("/ask").await;
    anna.presses("Дисциплина в классе").await;
    anna.presses("К завтрашнему уроку").await;
    anna.says("Восьмой класс не слушает вообще, что делать?").await;
    krug.tamper(
        "INSERT INTO talks (person, slice, state, active, updated_at)
         SELECT person, 'me', '{\"Pass\":{\"community\":\"anuchino_school\",\"words\":\"Я из Анучина\"}}', 0, 1790226000000 FROM talks",
    )
    .await;
    anna.forges("pr:rn:skillsclub").await;
    anna.sees("отозвано, данные удалены");
    assert_eq!(krug.count("SELECT count(*) FROM talks WHERE state LIKE '%слушает%'").await, 0);
    assert_eq!(krug.count("SELECT count(*) FROM talks").await, 1, "what is about another community stays");
    krug.nothing_left().await;
}

#[tokio::test]
async fn every_kind_of_entry_is_named() {
    let krug = Krug::start().await;
    let c = crate::consultations::talking(&krug, "Без имени").await;
    crate::events::announces(c.marina, "Оценивание", "15.10 16:00", "ТОГИРРО", "40").await;
    c.anna.presses("Приду").await;
    krug.tamper("INSERT INTO broadcast_optouts (community, kind, person, at) SELECT 'skillsclub', 'news', person, 0 FROM answers")
        .await;
    c.anna.says("/privacy").await;
    for part in [
        "Участие: кто вы",
        "Встречи: ваши ответы. Записей: 1",
        "Вопросы наставникам: ваши, с текстом и оценкой",
        "от чего вы отказались",
    ] {
        c.anna.sees(part);
    }
    c.anna.sees("текст вопроса – через полгода после ответа");
    krug.nothing_left().await;
}
