//! Flood control over HTTP.

use super::*;

#[tokio::test]
async fn a_hasty_bot_is_told_how_long_to_wait() {
    let bench = Bench::set_up().await;
    bench.sandbox.set_limits(Limits::telegram());
    let send = json!({ "chat_id": bench.anna.0, "text": "a" });
    for _ in 0..3 {
        bench.ok("sendMessage", send.clone()).await;
    }
    let answer = bench.http.post(bench.url("sendMessage")).json(&send).send().await.unwrap();
    assert_eq!((answer.status().as_u16(), answer.headers()["retry-after"].to_str().unwrap()), (429, "1"));
    let body: Value = answer.json().await.unwrap();
    assert_eq!(
        body,
        json!({
            "ok": false, "error_code": 429, "description": "Too Many Requests: retry after 1",
            "parameters": { "retry_after": 1 }
        })
    );
    assert_eq!(bench.sandbox.flood_breaches(), 1);
    assert_eq!(bench.sandbox.said(bench.anna).len(), 3);
    bench.run_on(TimeDelta::seconds(1));
    bench.ok("sendMessage", send).await;
}

#[tokio::test]
async fn a_refused_call_does_not_count() {
    let bench = Bench::set_up().await;
    bench.sandbox.set_limits(Limits::telegram());
    for _ in 0..40 {
        bench.no("sendMessage", json!({ "chat_id": bench.anna.0, "text": "" })).await;
    }
    bench.ok("sendMessage", json!({ "chat_id": bench.anna.0, "text": "a" })).await;
    assert_eq!(bench.sandbox.flood_breaches(), 0);
}

#[tokio::test]
async fn files_copies_and_edits_are_counted_too() {
    let bench = Bench::set_up().await;
    let group = bench.sandbox.add_group("Мастерская", &[bench.anna]).0;
    bench.sandbox.set_limits(Limits { group_per_minute: 2, ..Limits::telegram() });
    let said = bench.ok("sendMessage", json!({ "chat_id": group, "text": "a" })).await;
    let id = said["message_id"].clone();
    let edit = json!({ "chat_id": group, "message_id": id, "text": "b" });
    bench.ok("editMessageText", edit).await;
    let copy = json!({ "chat_id": group, "from_chat_id": group, "message_id": id });
    Bench::refused(&bench.no("copyMessage", copy).await, 429, "Too Many Requests: retry after 60");
    let edit = json!({ "chat_id": group, "message_id": id, "text": "c" });
    Bench::refused(&bench.no("editMessageText", edit).await, 429, "Too Many Requests: retry after 60");
    assert_eq!(bench.sandbox.said(super::super::ChatId(group)).pop().unwrap().text, "b");
}
