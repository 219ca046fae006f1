//! Keys that are pressed, and how the bot answers.

use super::*;

fn yes() -> Value {
    json!([[{ "text": "да", "callback_data": "y" }]])
}

#[tokio::test]
async fn a_press_comes_with_its_message_and_is_answered_once() {
    let bench = Bench::set_up().await;
    let id = bench.say_with("Идёте?", yes()).await;
    let press = bench.sandbox.press_key(bench.anna, "да").unwrap();
    let update = bench.updates().await.pop().unwrap();
    let query = &update["callback_query"];
    assert_eq!((&query["data"], &query["message"]["message_id"]), (&json!("y"), &json!(id)));
    assert_eq!(query["from"]["language_code"], "ru");
    assert_eq!(query["id"], press.0.to_string());
    assert!(query["chat_instance"].is_string());
    assert_eq!(bench.sandbox.unanswered_presses().len(), 1);
    let answer = json!({ "callback_query_id": press.0.to_string(), "text": "Записано", "show_alert": true });
    bench.ok("answerCallbackQuery", answer.clone()).await;
    bench.ok("answerCallbackQuery", answer).await;
    let toasts = bench.sandbox.toasts(bench.anna);
    assert_eq!((toasts.len(), toasts[0].text.as_str(), toasts[0].alert), (1, "Записано", true));
    assert_eq!(bench.sandbox.unanswered_presses(), []);
}

#[tokio::test]
async fn only_keys_on_the_screen_can_be_pressed() {
    let bench = Bench::set_up().await;
    let id = super::super::MessageId(bench.say_with("Идёте?", yes()).await);
    assert!(bench.sandbox.press(bench.anna, id, "y").is_ok());
    let missing = bench.sandbox.press(bench.anna, id, "z").unwrap_err();
    assert_eq!(missing.to_string(), "no such key on the screen: \"z\"; there are [\"y\"]");
    let label = bench.sandbox.press_key(bench.anna, "нет").unwrap_err();
    assert_eq!(label.there, ["да"]);
    bench.ok("editMessageText", json!({ "chat_id": bench.anna.0, "message_id": id.0, "text": "Идём" })).await;
    assert!(bench.sandbox.press(bench.anna, id, "y").is_err());
    bench.sandbox.press_anyway(bench.anna.into(), bench.anna, id, "hostile");
    assert_eq!(bench.updates().await.pop().unwrap()["callback_query"]["data"], "hostile");
}

#[tokio::test]
async fn a_press_on_a_deleted_message_has_an_inaccessible_one() {
    let bench = Bench::set_up().await;
    let id = bench.say_with("a", yes()).await;
    bench.ok("deleteMessage", json!({ "chat_id": bench.anna.0, "message_id": id })).await;
    bench.sandbox.press_anyway(bench.anna.into(), bench.anna, super::super::MessageId(id), "y");
    let update = bench.updates().await.pop().unwrap();
    assert_eq!(update["callback_query"]["message"]["date"], 0);
    assert_eq!(update["callback_query"]["message"]["message_id"], id);
}

#[tokio::test]
async fn a_press_can_be_answered_only_for_a_while() {
    let bench = Bench::set_up().await;
    bench.say_with("a", yes()).await;
    let press = bench.sandbox.press_key(bench.anna, "да").unwrap();
    bench.run_on(TimeDelta::seconds(150));
    let words = "Bad Request: query is too old and response timeout expired or query ID is invalid";
    for id in [press.0.to_string(), "17".to_owned(), "x".to_owned()] {
        let late = bench.no("answerCallbackQuery", json!({ "callback_query_id": id })).await;
        Bench::refused(&late, 400, words);
    }
}

#[tokio::test]
async fn an_answer_has_two_hundred_characters() {
    let bench = Bench::set_up().await;
    bench.say_with("a", yes()).await;
    let press = bench.sandbox.press_key(bench.anna, "да").unwrap();
    let answer = |n: usize| json!({ "callback_query_id": press.0, "text": "ж".repeat(n) });
    Bench::refused(&bench.no("answerCallbackQuery", answer(201)).await, 400, "Bad Request: MESSAGE_TOO_LONG");
    bench.ok("answerCallbackQuery", answer(200)).await;
}
