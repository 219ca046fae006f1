//! The file that a person takes along holds all that is kept of her: every table is asked, so that none is forgotten.

use krug::db::Db;
use serde_json::Value;
use tempfile::TempDir;

use crate::support::{Krug, Person};

/// Where the file says what stands in a column that names a person, her account or her chat.
const TAKEN: &[(&str, &str, &str)] = &[
    ("answers", "person", "/answers/0/answer"),
    ("broadcast_optouts", "person", "/broadcasts/not_wanted/0/kind"),
    ("broadcast_packs", "people", "/broadcasts/received/1/state"),
    ("broadcast_recipients", "person", "/broadcasts/received/0/state"),
    ("broadcasts", "author", "/broadcasts/written/0/text"),
    ("chat_links", "account", "/person/accounts/0/account"),
    ("chat_links", "chat", "/person/accounts/0/chat"),
    ("chat_links", "person", "/person/accounts/0/messenger"),
    ("consents", "person", "/membership/consents/0/text"),
    ("consultation_alerts", "person", "/consultations/shown_to_you_as_coordinator/0"),
    ("consultation_focus", "person", "/consultations/your_words_go/0/waiting/0/text"),
    ("consultation_log", "actor", "/consultations/moved_by_you/0/to"),
    ("consultation_offers", "person", "/consultations/offered/0/answer"),
    ("consultations", "asker", "/consultations/asked/0/text"),
    ("consultations", "mentor", "/consultations/answered/0/topic"),
    ("digests", "author", "/broadcasts/digests/0"),
    ("events", "author", "/events/0/title"),
    ("invites", "holder", "/membership/links/0/role"),
    ("memberships", "person", "/membership/memberships/0/community"),
    ("persons", "id", "/person/last_name"),
    ("talks", "person", "/unfinished/0/draft/Field"),
];

/// What is no part of it, and why.
const LEFT_OUT: &[(&str, &str, &str)] = &[
    ("anchors", "chat", "where the bot's own messages lie in her chat: she sees them there"),
    ("anchors", "person", "the same"),
    ("holds", "chat", "until when the messenger lets nobody write to a chat: seconds, and nothing that she did"),
    ("inbox", "lane", "her chat, beside what she has just said, and emptied when that is handled"),
    (
        "outbox",
        "chat",
        "what the bot is about to say to her, emptied when it is said, and then no more than that it was",
    ),
    ("outbox", "lane", "no chat: how urgent it is"),
    ("outbox", "person", "the same as its chat"),
];

/// The parts of the file, and how the lines of the screen begin that say how many entries there are.
const PARTS: [(&str, &str); 6] = [
    ("membership", "Участие: "),
    ("events", "Встречи: те, что"),
    ("answers", "Встречи: ваши ответы"),
    ("consultations", "Вопросы наставникам: "),
    ("broadcasts", "Рассылки: "),
    ("unfinished", "Начатое и не законченное: "),
];

/// A row of hers for every column.
const EVERYTHING: [&str; 15] = [
    "INSERT INTO consent_texts (hash, version, body) VALUES ('h', '1', 'Согласна')",
    "INSERT INTO consents (person, community, kind, hash, given_at) VALUES (1, 'skillsclub', 'personal_data', 'h', 0)",
    "INSERT INTO invites (hash, community, role, created_at, expires_at, holder, used_at)
     VALUES ('t', 'skillsclub', 'coordinator', 0, 0, 1, 0)",
    "INSERT INTO events (id, community, kind, title, starts_at, author, state, created_at)
     VALUES (1, 'skillsclub', 'seminar', 'Оценивание', 0, 1, 'draft', 0), (2, 'skillsclub', 'seminar', 'Ещё', 0, 1, 'held', 0)",
    "INSERT INTO answers (event, person, state, answered_at) VALUES (1, 1, 'going', 0)",
    "INSERT INTO consultations (id, community, asker, nonce, topic, urgency, body, named, stage, version, round, direct,
            mentor, since, stepped_at, step, last_word, spoken, asker_words, mentor_words, sent_at)
     VALUES (1, 'skillsclub', 1, 7, 'discipline', 'week', 'Как начать урок?', 0, 'closed', 3, 1, 0, 1, 0, 0, 0, 'asker', 1,
             2, 1, 0)",
    "INSERT INTO consultation_offers (consultation, round, person, state, offered_at) VALUES (1, 1, 1, 'taken', 0)",
    "INSERT INTO consultation_alerts (consultation, round, person) VALUES (1, 1, 1)",
    "INSERT INTO consultation_focus (person, consultation, pending, at) VALUES (1, 1, '[{\"Words\":\"и ещё\"}]', 0)",
    "INSERT INTO consultation_log (consultation, at, actor, from_stage, to_stage)
     VALUES (1, 0, 1, NULL, 'requested'), (1, 0, 1, 'requested', 'closed')",
    "INSERT INTO broadcasts (id, community, author, body, segment, state, start_at, begin_at, created_at)
     VALUES (1, 'skillsclub', 1, '{\"html\":\"Привет\",\"media\":[],\"buttons\":[]}', '\"all\"', 'done', 0, 0, 0),
            (2, 'skillsclub', NULL, '{}', '\"all\"', 'paused', 0, 0, 0)",
    "INSERT INTO broadcast_recipients (broadcast, person, state) VALUES (1, 1, 'sent')",
    "INSERT INTO broadcast_packs (broadcast, due_at, people, n) VALUES (2, 0, '[1]', 1), (2, 0, '[21,31]', 2)",
    "INSERT INTO broadcast_optouts (community, kind, person, at) VALUES ('skillsclub', 'news', 1, 0)",
    "INSERT INTO digests (community, author, state, weekday, minute) VALUES ('skillsclub', 1, 'off', 1, 540)",
];

/// Somebody of whom a row stands in every table that can hold one.
async fn known_everywhere(krug: &Krug) -> Person<'_> {
    let anna = krug.person("Анна");
    krug.enrol(anna, "skillsclub", ("Смирнова", "Анна"), &["mentor", "coordinator"]).await;
    assert_eq!(krug.number_of(anna).await, 1);
    for row in EVERYTHING {
        krug.tamper(row).await;
    }
    // What no version of the bot can read any more is kept all the same.
    krug.tamper(
        "INSERT INTO talks (person, slice, state, active, updated_at) VALUES (1, 'ev', '{\"Field\":\"Оц\"}', 0, 0)",
    )
    .await;
    anna
}

/// How many entries a part holds: those of its lists.
fn entries(part: &Value) -> usize {
    match part {
        Value::Array(list) => list.len(),
        Value::Object(fields) => fields.values().filter_map(Value::as_array).map(Vec::len).sum(),
        _ => 0,
    }
}

/// Columns that name a person, her account or her chat: by what they refer to, or by how such columns are called.
async fn columns() -> Vec<(String, String)> {
    let dir = TempDir::new().expect("a folder");
    let url = format!("sqlite://{}", dir.path().join("krug.db").display());
    let db = Db::open(&url).await.expect("a new database");
    let named = "SELECT t.name, c.name FROM sqlite_schema AS t JOIN pragma_table_info(t.name) AS c
         WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' AND t.name NOT LIKE '_sqlx_%'
           AND (c.name IN ('person', 'people', 'account', 'chat', 'lane') OR t.name || '.' || c.name = 'persons.id'
                OR EXISTS (SELECT 1 FROM pragma_foreign_key_list(t.name) AS f
                           WHERE f.\"table\" = 'persons' AND f.\"from\" = c.name))
         ORDER BY t.name, c.name";
    let found = sqlx::query_as(named).fetch_all(db.reader()).await.expect("the columns");
    db.close().await;
    found
}

#[tokio::test]
async fn every_table_that_names_a_person_is_in_the_file_or_left_out_for_a_reason() {
    let listed: Vec<_> = TAKEN.iter().chain(LEFT_OUT).map(|(table, column, _)| (*table, *column)).collect();
    let found = columns().await;
    for (table, column) in &found {
        assert!(
            listed.contains(&(table, column)),
            "{table}.{column} names a person: put it into the file of /privacy, or say here why not"
        );
    }
    for (table, column) in &listed {
        assert!(
            found.iter().any(|(t, c)| (t, c) == (&(*table).to_owned(), &(*column).to_owned())),
            "no {table}.{column}"
        );
    }
    assert_eq!(listed.len(), found.len(), "something is listed twice");
}

#[tokio::test]
async fn the_file_holds_what_stands_in_every_table() {
    let krug = Krug::start().await;
    let anna = known_everywhere(&krug).await;
    anna.says("/privacy").await;
    anna.presses("Скачать файлом").await;
    let file: Value = serde_json::from_slice(&anna.file().1).expect("JSON");
    for (table, column, place) in TAKEN {
        let told = file.pointer(place).filter(|told| !told.is_null());
        assert!(told.is_some(), "nothing of {table}.{column} at {place}: {file:#}");
    }
    krug.nothing_left().await;
}

#[tokio::test]
async fn the_screen_counts_what_the_file_holds_and_changes_nothing() {
    let krug = Krug::start().await;
    let anna = known_everywhere(&krug).await;
    anna.says("/privacy").await;
    let screen = anna.screen();
    for packs in ["SELECT count(*) FROM broadcast_packs", "SELECT 1 + count(*) FROM broadcast_recipients"] {
        assert_eq!(krug.count(packs).await, 2, "to look has written");
    }
    anna.presses("Скачать файлом").await;
    assert_eq!(krug.count("SELECT count(*) FROM broadcast_packs").await, 2, "to take along has written");
    let file: Value = serde_json::from_slice(&anna.file().1).expect("JSON");
    for (part, begins) in PARTS {
        let line =
            screen.lines().find(|line| line.starts_with(begins)).unwrap_or_else(|| panic!("no {part}: {screen}"));
        let n = entries(&file[part]);
        assert!(n > 0 && line.ends_with(&format!("Записей: {n}")), "{part}: {n} in the file, and {line:?}");
    }
    let parts = file.as_object().expect("a file").keys().filter(|key| !["made_at", "person"].contains(&key.as_str()));
    assert_eq!(parts.count(), PARTS.len(), "a part that the screen does not count");
    krug.nothing_left().await;
}
