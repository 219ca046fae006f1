//! What a listener hears of the bot's calls.

use super::super::{ChatId, Heard, MessageId, PressId};
use super::*;

/// What is heard of all calls so far.
fn heard(ear: &mut tokio::sync::mpsc::UnboundedReceiver<Heard>) -> Vec<(String, i64, i64, u16)> {
    std::iter::from_fn(|| ear.try_recv().ok()).map(|h| (h.method, h.chat.0, h.message.0, h.status)).collect()
}

#[tokio::test]
async fn every_call_is_heard_once_with_what_it_is_about() {
    let bench = Bench::set_up().await;
    let mut ear = bench.sandbox.listen();
    let anna = bench.anna.0;
    let id = bench.say_with("a", json!([[{ "text": "да", "callback_data": "y" }]])).await;
    bench.no("editMessageText", json!({ "chat_id": anna, "message_id": id, "text": "" })).await;
    let expect = [("sendMessage".to_owned(), anna, 0, 200), ("editMessageText".to_owned(), anna, id, 400)];
    assert_eq!(heard(&mut ear), expect);
}

#[tokio::test]
async fn an_answer_is_heard_with_its_press_and_after_it() {
    let bench = Bench::set_up().await;
    bench.say_with("a", json!([[{ "text": "да", "callback_data": "y" }]])).await;
    let mut ear = bench.sandbox.listen();
    let before = std::time::Instant::now();
    let press = bench.sandbox.press_key(bench.anna, "да").unwrap();
    bench.ok("answerCallbackQuery", json!({ "callback_query_id": press.0.to_string() })).await;
    let heard = ear.try_recv().unwrap();
    assert!(heard.did("answercallbackquery") && heard.at >= before);
    assert_eq!((heard.press, heard.chat, heard.message), (press, ChatId(0), MessageId(0)));
    assert_ne!(press, PressId(0));
}

#[tokio::test]
async fn who_stops_listening_is_forgotten() {
    let bench = Bench::set_up().await;
    let (gone, mut ear) = (bench.sandbox.listen(), bench.sandbox.listen());
    drop(gone);
    bench.ok("getMe", json!({})).await;
    bench.ok("getMe", json!({})).await;
    assert_eq!(heard(&mut ear).len(), 2);
    assert_eq!(bench.sandbox.0.listeners.len(), 1);
}

#[tokio::test]
async fn a_closed_chat_refuses_and_the_others_do_not_notice() {
    let bench = Bench::set_up().await;
    let dasha = bench.sandbox.add_person("Дарья", None, None, None);
    bench.sandbox.say(dasha, "/start");
    bench.sandbox.refuse_for(Some(bench.anna.into()), TimeDelta::seconds(7));
    let words = "Too Many Requests: retry after 7";
    Bench::refused(&bench.no("sendMessage", json!({ "chat_id": bench.anna.0, "text": "a" })).await, 429, words);
    bench.ok("sendMessage", json!({ "chat_id": dasha.0, "text": "a" })).await;
    bench.run_on(TimeDelta::seconds(7));
    bench.ok("sendMessage", json!({ "chat_id": bench.anna.0, "text": "a" })).await;
    assert_eq!(bench.sandbox.flood_breaches(), 0);
}

#[tokio::test]
async fn when_telegram_has_had_enough_answers_to_presses_wait_too() {
    let bench = Bench::set_up().await;
    bench.say_with("a", json!([[{ "text": "да", "callback_data": "y" }]])).await;
    let press = bench.sandbox.press_key(bench.anna, "да").unwrap();
    bench.sandbox.refuse_for(None, TimeDelta::seconds(2));
    let answer = json!({ "callback_query_id": press.0.to_string() });
    Bench::refused(&bench.no("answerCallbackQuery", answer.clone()).await, 429, "Too Many Requests: retry after 2");
    bench.run_on(TimeDelta::seconds(2));
    bench.ok("answerCallbackQuery", answer).await;
}
