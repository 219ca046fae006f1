//! What happens when the network, Telegram or our own code misbehaves: nothing is lost, nobody is told twice what must
//! be told once, one person's trouble is nobody else's.

use chrono::TimeDelta;
use krug::kernel::input::Request;
use krug::sandbox::Fault;

use crate::support::Krug;

#[tokio::test]
async fn an_answer_whose_fate_is_unknown_is_sent_again_for_a_copy_does_no_harm() {
    let krug = Krug::start().await;
    let anna = krug.person("Анна");
    krug.enrol(anna, "skillsclub", ("Смирнова", "Анна"), &[]).await;
    krug.sandbox.fail_next("sendMessage", Fault::DropConnectionBeforeAnswer, 1);
    anna.says("/help").await;
    krug.run_on(TimeDelta::minutes(1)).await;
    assert_eq!(anna.times_seen("Что здесь можно"), 2);
    krug.nothing_left().await;
}

#[tokio::test]
async fn what_never_left_is_sent_once() {
    let krug = Krug::start().await;
    let anna = krug.person("Анна");
    krug.enrol(anna, "skillsclub", ("Смирнова", "Анна"), &[]).await;
    krug.sandbox.fail_next("sendMessage", Fault::DropConnectionBeforeEffect, 3);
    anna.says("/help").await;
    krug.run_on(TimeDelta::minutes(1)).await;
    assert_eq!(anna.times_seen("Что здесь можно"), 1);
    krug.nothing_left().await;
}

#[tokio::test]
async fn telegrams_wait_is_obeyed_and_holds_back_nobody_else() {
    let krug = Krug::start().await;
    let (anna, olga) = (krug.person("Анна"), krug.person("Ольга"));
    krug.enrol(anna, "skillsclub", ("Смирнова", "Анна"), &[]).await;
    krug.enrol(olga, "skillsclub", ("Ким", "Ольга"), &[]).await;
    krug.sandbox.fail_next("sendMessage", Fault::flood(30), 1);
    anna.says("/help").await;
    olga.says("/help").await;
    olga.has_seen("Что здесь можно");
    krug.run_on(TimeDelta::seconds(25)).await;
    anna.has_not_seen("Что здесь можно");
    krug.run_on(TimeDelta::seconds(10)).await;
    assert_eq!(anna.times_seen("Что здесь можно"), 1);
}

#[tokio::test]
async fn somebody_who_blocked_the_bot_is_left_alone_and_welcomed_back() {
    let krug = Krug::start().await;
    let anna = krug.person("Анна");
    krug.enrol(anna, "skillsclub", ("Смирнова", "Анна"), &[]).await;
    krug.sandbox.block(anna.id);
    krug.settle().await;
    assert_eq!(krug.count("SELECT count(*) FROM chat_links WHERE state = 'blocked'").await, 1);
    krug.sandbox.unblock(anna.id);
    anna.says("/start").await;
    anna.sees("Здравствуйте, Анна Сергеевна!");
    assert_eq!(krug.count("SELECT count(*) FROM chat_links WHERE state = 'blocked'").await, 0);
    krug.nothing_left().await;
}

fn explosive(body: &str, bot: &str) -> Request {
    assert!(!body.contains("взорвись"), "as told");
    krug::telegram::read(body, bot)
}

#[tokio::test]
async fn a_panic_costs_its_own_row_and_stops_nobody() {
    let krug = Krug::start().await;
    let (anna, olga) = (krug.person("Анна"), krug.person("Ольга"));
    krug.enrol(anna, "skillsclub", ("Смирнова", "Анна"), &[]).await;
    krug.enrol(olga, "skillsclub", ("Ким", "Ольга"), &[]).await;
    krug.owner().says("/start").await;
    krug.reading(explosive).await;
    krug.sandbox.say(anna.id, "взорвись");
    krug.sandbox.say(anna.id, "/help");
    olga.says("/help").await;
    olga.has_seen("Что здесь можно");
    krug.run_on(TimeDelta::minutes(1)).await;
    anna.has_seen("Не получилось это сделать");
    anna.has_seen("Что здесь можно");
    krug.owner().has_seen("не обработано");
    assert_eq!(krug.count("SELECT count(*) FROM inbox WHERE state = 'dead'").await, 1);
    // What came first after the start was stored first. What comes now is decided as it comes, and breaks then.
    krug.sandbox.say(anna.id, "взорвись");
    krug.sandbox.say(olga.id, "/settings");
    krug.settle().await;
    olga.sees("Настройки");
    krug.run_on(TimeDelta::minutes(1)).await;
    assert_eq!(krug.count("SELECT count(*) FROM inbox WHERE state = 'dead'").await, 2);
    // Nobody looks at it again: neither what she said nor who said it is kept.
    assert_eq!(krug.count("SELECT count(*) FROM inbox WHERE body <> '' OR lane <> 0").await, 0);
    assert_eq!(anna.times_seen("Не получилось это сделать"), 2);
}

#[tokio::test]
async fn what_comes_first_after_a_start_is_stored_before_it_is_begun() {
    let krug = Krug::start().await;
    let anna = krug.person("Анна");
    anna.says("/start").await;
    krug.restarts().await;
    krug.sandbox.say(anna.id, "/help");
    assert_eq!(krug.asks_once().await, 1);
    assert_eq!(krug.count("SELECT count(*) FROM inbox WHERE state = 'new' AND body <> ''").await, 1);
    // As long as something waits, nothing overtakes it.
    krug.sandbox.say(anna.id, "/privacy");
    assert_eq!(krug.asks_once().await, 1);
    assert_eq!(krug.count("SELECT count(*) FROM inbox WHERE state = 'new'").await, 2);
    krug.settle().await;
    krug.sandbox.say(anna.id, "/help");
    assert_eq!(krug.asks_once().await, 1);
    assert_eq!(krug.count("SELECT count(*) FROM inbox WHERE state <> 'done' OR body <> '' OR lane <> 0").await, 0);
    krug.nothing_left().await;
}

#[tokio::test]
async fn a_row_that_breaks_a_constraint_rolls_back_alone() {
    let krug = Krug::start().await;
    let (anna, olga) = (krug.person("Анна"), krug.person("Ольга"));
    for (who, name) in [(anna, "Анна"), (olga, "Ольга")] {
        krug.enrol(who, "skillsclub", ("Ким", name), &[]).await;
        who.says("/settings").await;
    }
    krug.tamper("CREATE UNIQUE INDEX one_talk ON talks (slice)").await;
    anna.presses("Указать мой город").await;
    anna.sees("В каком вы городе?");
    olga.presses("Указать мой город").await;
    olga.sees("Настройки");
    krug.tamper("DROP INDEX one_talk").await;
    krug.run_on(TimeDelta::minutes(1)).await;
    olga.sees("В каком вы городе?");
    krug.nothing_left().await;
}

#[tokio::test]
async fn a_message_that_cannot_be_edited_any_more_is_said_anew() {
    let krug = Krug::start().await;
    let anna = krug.person("Анна");
    krug.enrol(anna, "skillsclub", ("Смирнова", "Анна"), &[]).await;
    anna.says("/settings").await;
    krug.sandbox.fail_next("editMessageText", Fault::status(400, "Bad Request: message can't be edited"), 1);
    anna.presses("Указать мой город").await;
    anna.sees("В каком вы городе?");
    anna.has_seen("Настройки");
}

#[tokio::test]
async fn a_verdict_that_could_not_be_noted_is_noted_later() {
    let krug = Krug::start().await;
    for name in ["Анна", "Ольга"] {
        krug.enrol(krug.person(name), "skillsclub", ("Ким", name), &["coordinator"]).await;
    }
    krug.tamper("CREATE UNIQUE INDEX one_sent ON broadcast_recipients (broadcast) WHERE state = 'sent'").await;
    krug.tamper(
        "INSERT INTO broadcasts (id, community, author, body, segment, state, start_at, begin_at, created_at)
         SELECT 1, 'skillsclub', min(id), '{\"html\":\"Ждём всех\"}', '\"all\"', 'scheduled', 1790226000000, 1790226000000, 0
         FROM persons WHERE last_name = 'Ким';
         INSERT INTO jobs (key, slice, body, due_at) VALUES ('br:1:start', 'br', '{\"Start\":1}', 0);",
    )
    .await;
    krug.settle().await;
    assert_eq!(krug.count("SELECT count(*) FROM broadcast_recipients WHERE state = 'queued'").await, 1);
    krug.tamper("DROP INDEX one_sent").await;
    krug.run_on(TimeDelta::minutes(2)).await;
    assert_eq!(krug.count("SELECT count(*) FROM broadcast_recipients WHERE state = 'sent'").await, 2);
    krug.nothing_left().await;
}

#[tokio::test]
async fn a_retry_is_never_overtaken_by_what_was_said_after_it() {
    let krug = Krug::start().await;
    let anna = krug.person("Анна");
    krug.enrol(anna, "skillsclub", ("Смирнова", "Анна"), &[]).await;
    krug.sandbox.fail_next("sendMessage", Fault::DropConnectionBeforeEffect, 1);
    krug.sandbox.say(anna.id, "/help");
    krug.sandbox.say(anna.id, "/settings");
    krug.run_on(TimeDelta::minutes(1)).await;
    anna.has_seen("Что здесь можно");
    anna.sees("Настройки");
    krug.nothing_left().await;
}

#[tokio::test]
async fn a_revoked_token_costs_nothing_that_waits() {
    let krug = Krug::start().await;
    let anna = krug.person("Анна");
    krug.enrol(anna, "skillsclub", ("Смирнова", "Анна"), &[]).await;
    krug.sandbox.fail_next("sendMessage", Fault::status(401, "Unauthorized"), 1);
    krug.sandbox.say(anna.id, "/help");
    assert!(krug.stumbles().await.contains("check TELOXIDE_TOKEN"));
    krug.settle().await;
    assert_eq!(anna.times_seen("Что здесь можно"), 1);
}

#[tokio::test]
async fn a_webhook_left_by_somebody_is_taken_away() {
    let krug = Krug::start().await;
    let anna = krug.person("Анна");
    let left =
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first";
    krug.sandbox.fail_next("getUpdates", Fault::status(409, left), 1);
    krug.sandbox.say(anna.id, "/start");
    assert!(krug.stumbles().await.contains("a webhook is set"));
    assert!(krug.sandbox.calls().iter().any(|call| call.method.eq_ignore_ascii_case("deleteWebhook")));
    krug.settle().await;
    anna.sees("Выберите сообщество");
}

#[tokio::test]
async fn what_nobody_needs_any_more_is_deleted() {
    let krug = Krug::start().await;
    let anna = krug.person("Анна");
    krug.enrol(anna, "skillsclub", ("Смирнова", "Анна"), &[]).await;
    krug.tamper(
        "INSERT INTO consultation_focus (person, pending, at)
         SELECT person, '[{\"Words\":\"кому это?\"}]', 0 FROM chat_links",
    )
    .await;
    krug.run_on(TimeDelta::days(31)).await;
    krug.sweep().await;
    assert_eq!(krug.count("SELECT count(*) FROM consultation_focus WHERE pending IS NOT NULL").await, 0);
    assert_eq!(krug.count("SELECT count(*) FROM inbox").await, 0, "updates that were handled");
    assert_eq!(krug.count("SELECT count(*) FROM outbox").await, 0, "verdicts nobody asks for");
    anna.says("/start").await;
    anna.sees("Здравствуйте, Анна Сергеевна!");
    krug.nothing_left().await;
}
