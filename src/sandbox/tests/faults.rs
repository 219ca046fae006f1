//! Faults on order strike the named method, as often as ordered, and nobody else.

use super::super::Fault;
use super::*;

fn send(bench: &Bench) -> reqwest::RequestBuilder {
    bench.http.post(bench.url("sendMessage")).json(&json!({ "chat_id": bench.anna.0, "text": "a" }))
}

#[tokio::test]
async fn an_ordered_refusal_comes_as_often_as_ordered() {
    let bench = Bench::set_up().await;
    bench.sandbox.fail_next("SendMessage", Fault::flood(7), 2);
    bench.ok("getMe", json!({})).await;
    for _ in 0..2 {
        let answer = send(&bench).send().await.unwrap();
        assert_eq!((answer.status().as_u16(), &answer.headers()["retry-after"]), (429, &"7".parse().unwrap()));
    }
    assert_eq!(send(&bench).send().await.unwrap().status(), 200);
    assert_eq!(bench.sandbox.said(bench.anna).len(), 1);
    assert_eq!((bench.sandbox.flood_breaches(), bench.sandbox.refused()["Too Many Requests: retry after 7"]), (0, 2));
}

#[tokio::test]
async fn a_line_may_break_after_the_effect() {
    let bench = Bench::set_up().await;
    bench.sandbox.fail_next("sendMessage", Fault::DropConnectionBeforeAnswer, 1);
    let error = send(&bench).send().await.unwrap_err();
    assert!(error.is_request() && !error.is_connect(), "{error:?}");
    assert_eq!(bench.sandbox.said(bench.anna).len(), 1);
    let call = bench.sandbox.calls().pop().unwrap();
    assert_eq!((call.status, &call.answer["ok"]), (0, &json!(true)));
}

#[tokio::test]
async fn a_line_may_break_before_the_effect() {
    let bench = Bench::set_up().await;
    bench.sandbox.fail_next("sendMessage", Fault::DropConnectionBeforeEffect, 1);
    assert!(send(&bench).send().await.is_err());
    assert_eq!(bench.sandbox.said(bench.anna).len(), 0);
    assert_eq!(bench.sandbox.calls().pop().unwrap().answer, Value::Null);
    assert_eq!(send(&bench).send().await.unwrap().status(), 200);
}

#[tokio::test]
async fn a_proxy_may_answer_in_html() {
    let bench = Bench::set_up().await;
    bench.sandbox.fail_next("sendMessage", Fault::Html502, 1);
    let answer = send(&bench).send().await.unwrap();
    assert_eq!((answer.status().as_u16(), &answer.headers()["content-type"]), (502, &"text/html".parse().unwrap()));
    assert!(answer.text().await.unwrap().contains("<h1>502 Bad"));
    assert_eq!(bench.sandbox.said(bench.anna).len(), 0);
}

#[tokio::test]
async fn a_confirmation_may_be_lost_with_its_answer() {
    let bench = Bench::set_up().await;
    bench.sandbox.fail_next("getUpdates", Fault::DropConnectionBeforeAnswer, 1);
    let first = bench.http.post(bench.url("getUpdates")).send().await;
    assert!(first.is_err());
    assert_eq!(bench.updates().await.len(), 1);
}

#[tokio::test]
async fn any_status_can_be_ordered() {
    let bench = Bench::set_up().await;
    bench.sandbox.fail_next("getMe", Fault::status(500, "Internal Server Error"), 1);
    Bench::refused(&bench.no("getMe", json!({})).await, 500, "Internal Server Error");
}
