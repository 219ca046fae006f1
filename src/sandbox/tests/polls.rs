//! `getUpdates` over HTTP: offsets, waiting, two pollers at once.

use std::time::Duration;

use super::*;

#[tokio::test]
async fn updates_come_until_they_are_confirmed() {
    let bench = Bench::set_up().await;
    bench.sandbox.say(bench.anna, "раз");
    let updates = bench.updates().await;
    assert_eq!(updates.len(), 2);
    let first = updates[0]["update_id"].as_i64().unwrap();
    assert_eq!(updates[1]["update_id"], first + 1);
    assert_eq!(bench.updates().await.len(), 2);
    let rest = bench.ok("getUpdates", json!({ "offset": first + 1 })).await;
    assert_eq!(rest[0]["message"]["text"], "раз");
    assert_eq!(bench.sandbox.pending_updates(), 1);
    let info = bench.ok("getWebhookInfo", json!({})).await;
    assert_eq!((&info["pending_update_count"], &info["url"]), (&json!(1), &json!("")));
}

#[tokio::test]
async fn a_limit_is_between_one_and_a_hundred() {
    let bench = Bench::set_up().await;
    for n in 0..120 {
        bench.sandbox.say(bench.anna, &n.to_string());
    }
    for (limit, expect) in [(json!(null), 100), (json!(0), 1), (json!(2), 2), (json!(1000), 100)] {
        let got = bench.ok("getUpdates", json!({ "limit": limit })).await;
        assert_eq!(got.as_array().unwrap().len(), expect, "{limit}");
    }
}

#[tokio::test]
async fn a_long_poll_wakes_when_something_happens() {
    let bench = Bench::set_up().await;
    bench.confirm_all().await;
    let poll = tokio::spawn(bench.http.post(bench.url("getUpdates")).json(&json!({ "timeout": 50 })).send());
    bench.sandbox.wait_until(Sandbox::is_polled).await.unwrap();
    bench.sandbox.say(bench.anna, "проснись");
    let answer: Value = poll.await.unwrap().unwrap().json().await.unwrap();
    assert_eq!(answer["result"][0]["message"]["text"], "проснись");
    assert!(!bench.sandbox.is_polled());
}

#[tokio::test]
async fn a_long_poll_ends_empty_after_its_time() {
    let bench = Bench::set_up().await;
    bench.confirm_all().await;
    bench.sandbox.set_limits(Limits { longest_poll: Duration::from_millis(1), ..Limits::telegram() });
    assert_eq!(bench.ok("getUpdates", json!({ "timeout": 50 })).await, json!([]));
}

#[tokio::test]
async fn the_older_of_two_pollers_is_sent_away() {
    let bench = Bench::set_up().await;
    bench.confirm_all().await;
    let poll = || tokio::spawn(bench.http.post(bench.url("getUpdates")).json(&json!({ "timeout": 50 })).send());
    let older = poll();
    bench.sandbox.wait_until(Sandbox::is_polled).await.unwrap();
    let newer = poll();
    let answer = older.await.unwrap().unwrap();
    assert_eq!(answer.status(), 409);
    let body: Value = answer.json().await.unwrap();
    let words = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running";
    assert_eq!(body["description"], words);
    bench.sandbox.say(bench.anna, "a");
    let body: Value = newer.await.unwrap().unwrap().json().await.unwrap();
    assert_eq!(body["result"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_poller_that_hung_up_leaves_its_seat() {
    let bench = Bench::set_up().await;
    bench.confirm_all().await;
    let poll = tokio::spawn(bench.http.post(bench.url("getUpdates")).json(&json!({ "timeout": 50 })).send());
    bench.sandbox.wait_until(Sandbox::is_polled).await.unwrap();
    poll.abort();
    bench.sandbox.wait_until(|sandbox| !sandbox.is_polled()).await.unwrap();
}

#[tokio::test]
async fn old_updates_are_dropped_by_the_clock() {
    let bench = Bench::set_up().await;
    bench.run_on(TimeDelta::hours(24));
    assert_eq!(bench.updates().await.len(), 0);
}

#[tokio::test]
async fn the_kinds_asked_for_are_remembered() {
    let bench = Bench::set_up().await;
    bench.confirm_all().await;
    bench.ok("getUpdates", json!({ "allowed_updates": ["callback_query"] })).await;
    bench.sandbox.say(bench.anna, "не придёт");
    assert_eq!(bench.updates().await.len(), 0);
    assert_eq!(bench.ok("getWebhookInfo", json!({})).await["allowed_updates"], json!(["callback_query"]));
}

#[tokio::test]
async fn a_deleted_webhook_may_drop_what_waits() {
    let bench = Bench::set_up().await;
    bench.ok("deleteWebhook", json!({})).await;
    assert_eq!(bench.sandbox.pending_updates(), 1);
    bench.ok("deleteWebhook", json!({ "drop_pending_updates": true })).await;
    assert_eq!(bench.sandbox.pending_updates(), 0);
}

#[tokio::test]
async fn log_out_and_close_say_yes() {
    let bench = Bench::set_up().await;
    assert_eq!(bench.ok("logOut", json!({})).await, true);
    assert_eq!(bench.ok("close", json!({})).await, true);
}
