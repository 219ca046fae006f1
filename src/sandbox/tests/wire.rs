//! Paths, tokens, the forms of arguments, and what a stopped server does.

use super::*;

#[tokio::test]
async fn a_wrong_token_is_unauthorized() {
    let bench = Bench::set_up().await;
    let answer = bench.http.get(format!("{}/bot1:wrong/getMe", bench.sandbox.url())).send().await.unwrap();
    assert_eq!(answer.status(), 401);
    let body: Value = answer.json().await.unwrap();
    assert_eq!(body, json!({ "ok": false, "error_code": 401, "description": "Unauthorized" }));
}

#[tokio::test]
async fn an_unknown_method_or_path_is_not_found() {
    let bench = Bench::set_up().await;
    Bench::refused(&bench.no("sendThoughts", json!({})).await, 404, "Not Found: method not found");
    let answer = bench.http.get(format!("{}/", bench.sandbox.url())).send().await.unwrap();
    assert_eq!(answer.status(), 404);
}

#[tokio::test]
async fn a_method_may_be_written_in_any_case_and_asked_with_get() {
    let bench = Bench::set_up().await;
    let me: Value = bench.http.get(bench.url("GETme")).send().await.unwrap().json().await.unwrap();
    assert_eq!(me["result"]["username"], bench.sandbox.bot_username());
    assert_eq!(me["result"]["can_read_all_group_messages"], false);
    let id = me["result"]["id"].as_i64().unwrap();
    assert!(bench.sandbox.token().starts_with(&format!("{id}:")));
}

#[tokio::test]
async fn arguments_come_by_query_form_multipart_and_json() {
    let bench = Bench::set_up().await;
    let url = bench.url("sendMessage");
    let id = bench.anna.0.to_string();
    let markup = r#"{"inline_keyboard":[[{"text":"да","callback_data":"y"}]]}"#;
    let query = reqwest::Url::parse_with_params(&url, [("chat_id", id.as_str()), ("text", "query")]).unwrap();
    bench.http.get(query).send().await.unwrap();
    let form = reqwest::Url::parse_with_params(
        "http://x/",
        [("chat_id", id.as_str()), ("text", "form"), ("reply_markup", markup)],
    );
    let form = form.unwrap().query().unwrap().to_owned();
    let kind = "application/x-www-form-urlencoded";
    bench.http.post(&url).header("content-type", kind).body(form).send().await.unwrap();
    let part =
        |name: &str, value: &str| format!("--X\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
    let body = part("chat_id", &id) + &part("text", "multipart") + &part("reply_markup", markup) + "--X--\r\n";
    let kind = "multipart/form-data; boundary=X";
    bench.http.post(&url).header("content-type", kind).body(body).send().await.unwrap();
    bench.ok("sendMessage", json!({ "chat_id": id, "text": "json", "reply_markup": markup })).await;
    let said = bench.sandbox.said(bench.anna);
    let texts: Vec<&str> = said.iter().map(|bubble| bubble.text.as_str()).collect();
    assert_eq!(texts, ["query", "form", "multipart", "json"]);
    assert!(said[1..].iter().all(|bubble| bubble.labels() == ["да"]));
}

#[tokio::test]
async fn a_body_that_is_no_json_is_refused() {
    let bench = Bench::set_up().await;
    let post = bench.http.post(bench.url("getMe")).header("content-type", "application/json").body("{");
    let body: Value = post.send().await.unwrap().json().await.unwrap();
    assert_eq!(body["description"], "Bad Request: can't parse request JSON object");
}

#[tokio::test]
async fn every_call_is_written_down_with_its_answer() {
    let bench = Bench::set_up().await;
    bench.ok("sendMessage", json!({ "chat_id": bench.anna.0, "text": "a" })).await;
    bench.no("sendMessage", json!({ "chat_id": 1, "text": "a" })).await;
    let calls = bench.sandbox.calls();
    assert_eq!((calls[0].method.as_str(), calls[0].status), ("sendMessage", 200));
    assert_eq!((calls[0].params["text"].clone(), calls[0].at), (json!("a"), bench.clock.now()));
    assert_eq!((calls[1].status, calls[1].answer["ok"].clone()), (400, json!(false)));
    assert_eq!(bench.sandbox.refused().get("Bad Request: chat not found"), Some(&1));
}

#[tokio::test]
async fn a_stopped_server_lets_a_long_poll_go_and_closes_its_port() {
    let bench = Bench::set_up().await;
    bench.confirm_all().await;
    let poll = tokio::spawn(bench.http.post(bench.url("getUpdates")).json(&json!({ "timeout": 50 })).send());
    bench.sandbox.wait_until(Sandbox::is_polled).await.unwrap();
    bench.sandbox.stop().await;
    let answer: Value = poll.await.unwrap().unwrap().json().await.unwrap();
    assert_eq!(answer["result"], json!([]));
    assert!(reqwest::get(bench.url("getMe")).await.unwrap_err().is_connect());
}
