//! The page over HTTP, as a browser meets it: patches, acts, and who is let in.

use futures::StreamExt;
use futures::stream::BoxStream;
use reqwest::{Response, StatusCode};
use tokio::net::TcpListener;
use tokio::sync::{mpsc, watch};
use tokio_util::sync::CancellationToken;

use super::*;
use crate::sandbox::page::{Leap, Link, Page, Role, Running, Setting, Standing};

struct Open {
    bench: Bench,
    page: Page,
    address: String,
    leaps: mpsc::Receiver<Leap>,
    standing: watch::Sender<Standing>,
    stop: CancellationToken,
}

/// The live stream of one browser tab.
struct Live(BoxStream<'static, String>, String);

impl Open {
    async fn page() -> Self {
        let bench = Bench::set_up().await;
        let (leaps, wanted) = mpsc::channel(1);
        let (standing, seen) = watch::channel(Standing::default());
        let links = vec![Link { label: "SkillsClub".to_owned(), start: "skillsclub".to_owned(), coordinator: false }];
        let setting = Setting { zone: chrono_tz::Asia::Yekaterinburg, links, leaps, standing: seen, open: false };
        let page = Page::new(bench.sandbox.clone(), bench.clock.clone(), setting);
        page.introduce(bench.anna, Role::Teacher);
        page.show_phone(bench.anna, true);
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let stop = CancellationToken::new();
        let (served, until) = (page.clone(), stop.clone());
        tokio::spawn(async move { served.serve(listener, until).await });
        Self { bench, page, address, leaps: wanted, standing, stop }
    }

    async fn get(&self, path: &str) -> Response {
        self.bench.http.get(format!("{}{path}", self.address)).send().await.unwrap()
    }

    async fn act(&self, act: Value) -> (StatusCode, Value) {
        let answer = self.bench.http.post(format!("{}/act", self.address)).json(&act).send().await.unwrap();
        let status = answer.status();
        (status, answer.json().await.unwrap_or_default())
    }

    async fn done(&self, act: Value) {
        assert_eq!(self.act(act.clone()).await, (StatusCode::NO_CONTENT, Value::Null), "{act}");
    }

    async fn refused(&self, act: Value, why: &str) {
        assert_eq!(self.act(act.clone()).await, (StatusCode::CONFLICT, json!({ "error": why })), "{act}");
    }

    async fn live(&self) -> Live {
        let bytes = self.get("/live").await.bytes_stream();
        Live(bytes.map(|part| String::from_utf8(part.unwrap().to_vec()).unwrap()).boxed(), String::new())
    }
}

impl Live {
    /// The next patch.
    async fn next(&mut self) -> Value {
        loop {
            if let Some((event, rest)) = self.1.split_once("\n\n") {
                let data = event.lines().find_map(|line| line.strip_prefix("data: "));
                let patch = data.map(|data| serde_json::from_str(data).unwrap());
                self.1 = rest.to_owned();
                if let Some(patch) = patch {
                    return patch;
                }
                continue;
            }
            let more = self.0.next().await.expect("the stream goes on");
            self.1.push_str(&more);
        }
    }

    /// The next patch that has this field.
    async fn next_with(&mut self, field: &str) -> Value {
        loop {
            let patch = self.next().await;
            if let Some(value) = patch.get(field) {
                return value.clone();
            }
        }
    }
}

#[tokio::test]
async fn a_new_tab_is_told_everything_and_then_only_what_changes() {
    let open = Open::page().await;
    let anna = open.bench.anna.0;
    let mut live = open.live().await;
    let whole = live.next().await;
    assert_eq!(whole["whole"], true);
    assert_eq!(whole["clock"]["zone"], "Asia/Yekaterinburg");
    assert_eq!(whole["people"][0]["role"], "teacher");
    assert_eq!(whole["chats"][0]["put"][0]["text"], "/start");
    open.bench.ok("sendMessage", json!({ "chat_id": anna, "text": "<b>Здравствуйте</b>", "parse_mode": "HTML" })).await;
    let chats = live.next_with("chats").await;
    let put = chats[0]["put"].as_array().unwrap();
    assert_eq!((put.len(), &put[0]["bot"], &put[0]["entities"][0]["type"]), (1, &json!(true), &json!("bold")));
    open.stop.cancel();
}

#[tokio::test]
async fn an_edit_changes_its_bubble_and_a_deletion_takes_it_away() {
    let open = Open::page().await;
    let anna = open.bench.anna.0;
    let mut live = open.live().await;
    live.next().await;
    let id = open.bench.say_with("Придёте?", json!([[{ "text": "Приду", "callback_data": "y" }]])).await;
    assert_eq!(live.next_with("chats").await[0]["put"][0]["rows"][0][0], json!({ "label": "Приду", "data": "y" }));
    open.bench.ok("editMessageText", json!({ "chat_id": anna, "message_id": id, "text": "Ждём вас" })).await;
    let put = live.next_with("chats").await[0]["put"][0].clone();
    assert_eq!((&put["id"], &put["text"], &put["edited"]), (&json!(id), &json!("Ждём вас"), &json!(true)));
    open.bench.ok("deleteMessage", json!({ "chat_id": anna, "message_id": id })).await;
    assert_eq!(live.next_with("chats").await[0]["drop"], json!([id]));
}

#[tokio::test]
async fn a_key_spins_until_the_bot_answers_and_the_answer_is_seen_once() {
    let open = Open::page().await;
    let anna = open.bench.anna.0;
    let message = open.bench.say_with("Придёте?", json!([[{ "text": "Приду", "callback_data": "y" }]])).await;
    let mut live = open.live().await;
    live.next().await;
    open.done(json!({ "act": "press", "user": anna, "chat": anna, "message": message, "data": "y" })).await;
    assert_eq!(live.next_with("presses").await[0]["data"], "y");
    let query = open.bench.sandbox.unanswered_presses()[0].press.0.to_string();
    open.bench.ok("answerCallbackQuery", json!({ "callback_query_id": query, "text": "Записали" })).await;
    let patch = live.next().await;
    assert_eq!((&patch["presses"], &patch["toasts"][0]["text"]), (&json!([]), &json!("Записали")));
    let another = open.live().await.next().await;
    assert_eq!(another.get("toasts"), None, "the past is past");
    let stale = json!({ "act": "press", "user": anna, "chat": anna, "message": message, "data": "no" });
    open.refused(stale, "not on screen").await;
}

#[tokio::test]
async fn people_do_with_the_page_what_they_do_with_an_app() {
    let open = Open::page().await;
    let (anna, sandbox) = (open.bench.anna.0, open.bench.sandbox.clone());
    open.done(json!({ "act": "say", "user": anna, "chat": anna, "text": "привет" })).await;
    for kind in ["voice", "photo", "document", "contact", "sticker", "location", "video_note", "poll"] {
        open.done(json!({ "act": "send", "user": anna, "chat": anna, "kind": kind })).await;
    }
    let said = sandbox.bubbles(open.bench.anna);
    let hello = said.iter().find(|bubble| bubble.text == "привет").unwrap().message_id.0;
    open.done(json!({ "act": "edit", "user": anna, "chat": anna, "message": hello, "text": "здравствуйте" })).await;
    open.done(json!({ "act": "say", "user": anna, "chat": anna, "text": "это я", "reply": hello })).await;
    open.done(json!({ "act": "block", "user": anna })).await;
    open.done(json!({ "act": "unblock", "user": anna })).await;
    open.done(json!({ "act": "person", "first": "Олег", "last": null, "language": "en" })).await;
    let oleg = sandbox.people()[1];
    open.done(json!({ "act": "group", "title": "Учительская", "members": [anna, oleg.0] })).await;
    let whole = open.live().await.next().await;
    assert_eq!((&whole["people"][1]["first"], &whole["people"][1]["shown"]), (&json!("Олег"), &json!(true)));
    let group = whole["groups"][0]["id"].as_i64().unwrap();
    assert_eq!(whole["groups"][0]["bot"], true);
    open.done(json!({ "act": "say", "user": oleg.0, "chat": group, "text": "всем добрый день" })).await;
    open.refused(json!({ "act": "say", "user": oleg.0, "chat": anna, "text": "не моё" }), "not there").await;
    open.refused(json!({ "act": "say", "user": anna, "chat": anna, "text": "  " }), "empty").await;
    open.refused(json!({ "act": "person", "first": "", "last": null, "language": "ru" }), "empty").await;
    open.done(json!({ "act": "phone", "user": oleg.0, "shown": false })).await;
    assert_eq!(open.live().await.next().await["people"][1]["shown"], false);
}

#[tokio::test]
async fn what_is_too_much_is_said_to_be() {
    let open = Open::page().await;
    let anna = open.bench.anna.0;
    let long = "я".repeat(5000);
    let hello = open.bench.sandbox.say(open.bench.anna, "привет").0;
    open.refused(json!({ "act": "edit", "user": anna, "chat": anna, "message": hello, "text": long }), "too much")
        .await;
    open.refused(json!({ "act": "edit", "user": anna, "chat": anna, "message": hello, "text": " " }), "empty").await;
    open.done(json!({ "act": "say", "user": anna, "chat": anna, "text": long, "reply": hello })).await;
    let said = open.bench.sandbox.bubbles(open.bench.anna);
    let [.., first, second] = said.as_slice() else { panic!("{said:?}") };
    assert_eq!((first.text.chars().count(), second.text.chars().count()), (4096, 904));
    assert_eq!((first.reply_to.map(|to| to.0), second.reply_to), (Some(hello), None));
    open.refused(json!({ "act": "say", "user": anna, "chat": anna, "text": "я".repeat(200_000) }), "too much").await;
    for n in 0..100 {
        open.done(json!({ "act": "group", "title": n.to_string(), "members": [anna] })).await;
    }
    open.refused(json!({ "act": "group", "title": "ещё", "members": [anna] }), "too much").await;
}

#[tokio::test]
async fn what_a_person_sends_is_saved_and_never_runs_as_a_page() {
    let open = Open::page().await;
    let anna = open.bench.anna.0;
    let put = async |name: &str, mime: &'static str, body: &'static str| {
        let url = format!("{}/upload?user={anna}&chat={anna}&name={name}", open.address);
        open.bench.http.post(url).header("content-type", mime).body(body).send().await.unwrap().status()
    };
    assert_eq!(put("evil.html", "text/html", "<script>alert(1)</script>").await, StatusCode::NO_CONTENT);
    assert_eq!(put("empty.txt", "text/plain", "").await, StatusCode::CONFLICT);
    let whole = open.live().await.next().await;
    let bubble = whole["chats"][0]["put"].as_array().unwrap().last().unwrap().clone();
    assert_eq!((&bubble["file"]["name"], &bubble["file"]["picture"]), (&json!("evil.html"), &json!(false)));
    let answer = open.get(bubble["file"]["href"].as_str().unwrap()).await;
    let header = |name: &str| answer.headers()[name].to_str().unwrap().to_owned();
    assert_eq!(header("content-type"), "application/octet-stream");
    assert!(header("content-disposition").starts_with("attachment; "));
    assert!(header("content-security-policy").starts_with("sandbox"));
    assert_eq!(header("x-content-type-options"), "nosniff");
}

#[tokio::test]
async fn time_is_asked_for_and_shown_while_it_runs() {
    let mut open = Open::page().await;
    let mut live = open.live().await;
    live.next().await;
    open.done(json!({ "act": "run", "seconds": 86_400 })).await;
    assert_eq!(open.leaps.recv().await, Some(Leap::By(TimeDelta::days(1))));
    open.refused(json!({ "act": "run", "seconds": 0 }), "too much").await;
    open.refused(json!({ "act": "run", "seconds": 40 * 86_400 }), "too much").await;
    open.refused(json!({ "act": "run", "seconds": i64::MAX }), "too much").await;
    let from = open.bench.clock.now();
    let running = Some(Running { from, until: Some(from + TimeDelta::days(1)) });
    open.standing.send_modify(|standing| standing.running = running);
    let until = live.next_with("clock").await["running"]["until"].as_i64();
    assert_eq!(until, Some(from.timestamp_millis() + 86_400_000));
    open.refused(json!({ "act": "run_to_word" }), "busy").await;
    open.done(json!({ "act": "stop" })).await;
    assert_eq!(open.leaps.recv().await, Some(Leap::Stop));
}

#[tokio::test]
async fn the_inspector_has_the_calls_since_the_last_act_and_the_limits() {
    let open = Open::page().await;
    open.bench.sandbox.set_limits(Limits::telegram());
    let anna = open.bench.anna.0;
    open.bench.ok("getMe", json!({})).await;
    open.done(json!({ "act": "say", "user": anna, "chat": anna, "text": "привет" })).await;
    for _ in 0..3 {
        open.bench.ok("sendMessage", json!({ "chat_id": anna, "text": "Слушаю" })).await;
    }
    open.bench.no("sendMessage", json!({ "chat_id": anna, "text": "И ещё" })).await;
    open.standing.send_modify(|standing| standing.waiting = 7);
    let told: Value = open.get("/calls").await.json().await.unwrap();
    let action = told["action"].as_u64().unwrap();
    let since: Vec<&Value> =
        told["calls"].as_array().unwrap().iter().filter(|c| c["number"].as_u64().unwrap() > action).collect();
    assert_eq!(since.len(), 4);
    assert_eq!((&since[0]["method"], &since[0]["request"]["text"]), (&json!("sendMessage"), &json!("Слушаю")));
    assert_eq!(since[3]["status"], 429);
    let limits = &told["limits"];
    assert_eq!((&limits["overall"]["used"], &limits["overall"]["of"]), (&json!(3), &json!(30)));
    assert_eq!((&limits["breaches"], &limits["waiting"]), (&json!(1), &json!(7)));
    assert_eq!(limits["chats"][0]["chat"], anna);
    let newest = told["calls"].as_array().unwrap().last().unwrap()["number"].clone();
    let later: Value = open.get(&format!("/calls?after={newest}")).await.json().await.unwrap();
    assert_eq!(later["calls"], json!([]));
}

#[tokio::test]
async fn a_foreign_name_or_site_is_turned_away() {
    let open = Open::page().await;
    let http = &open.bench.http;
    let say = json!({ "act": "say", "user": open.bench.anna.0, "chat": open.bench.anna.0, "text": "чужое" });
    let rebound = http.get(format!("{}/live", open.address)).header("host", "rebound.example").send().await.unwrap();
    assert_eq!(rebound.status(), StatusCode::FORBIDDEN);
    let act = format!("{}/act", open.address);
    let foreign = http.post(&act).header("origin", "http://evil.example").json(&say).send().await.unwrap();
    assert_eq!(foreign.status(), StatusCode::FORBIDDEN);
    let own = http.post(&act).header("origin", &open.address).json(&say).send().await.unwrap();
    assert_eq!(own.status(), StatusCode::NO_CONTENT);
    let index = open.get("/").await;
    assert!(index.headers()["content-security-policy"].to_str().unwrap().contains("default-src 'none'"));
    assert_eq!(open.get("/no-such.js").await.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_phone_put_away_is_told_of_again_when_it_comes_back() {
    let open = Open::page().await;
    let mut live = open.live().await;
    live.next().await;
    open.page.show_phone(open.bench.anna, false);
    assert_eq!(live.next_with("people").await[0]["shown"], false);
    open.page.show_phone(open.bench.anna, true);
    assert_eq!(live.next_with("chats").await[0]["put"][0]["text"], "/start");
}

#[tokio::test]
async fn only_the_newest_messages_of_a_long_chat_are_told() {
    let open = Open::page().await;
    for n in 0..250 {
        open.bench.sandbox.say(open.bench.anna, &n.to_string());
    }
    let whole = open.live().await.next().await;
    let put = whole["chats"][0]["put"].as_array().unwrap().clone();
    assert_eq!((put.len(), &put[199]["text"]), (200, &json!("249")));
}
