//! The sandbox over HTTP, as a bot meets it. Must never look inside where a call can ask.

mod acting;
mod albums;
mod cards;
mod faults;
mod files;
mod floods;
mod groups;
mod heard;
mod html;
mod messages;
mod page;
mod polls;
mod presses;
mod wire;

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

use super::{Limits, Sandbox, UserId};
use crate::kernel::time::Clock;

/// A sandbox with a standing clock, a client, and one person who has pressed Start.
struct Bench {
    sandbox: Sandbox,
    clock: Clock,
    http: reqwest::Client,
    anna: UserId,
}

impl Bench {
    async fn set_up() -> Self {
        let start: DateTime<Utc> = "2026-03-02T09:00:00Z".parse().unwrap();
        let clock = Clock::standing(start);
        let sandbox = Sandbox::start(clock.clone()).await.unwrap();
        sandbox.set_limits(Limits::without_flood_control());
        let anna = sandbox.add_person("Анна", Some("Ким"), Some("anna_kim"), Some("ru"));
        sandbox.say(anna, "/start");
        Self { sandbox, clock, http: reqwest::Client::new(), anna }
    }

    fn run_on(&self, by: TimeDelta) {
        self.clock.run_on(by);
    }

    fn url(&self, method: &str) -> String {
        format!("{}/bot{}/{method}", self.sandbox.url(), self.sandbox.token())
    }

    /// The whole body of the answer.
    async fn post(&self, method: &str, args: Value) -> Value {
        self.http.post(self.url(method)).json(&args).send().await.unwrap().json().await.unwrap()
    }

    /// The `result` of a call that must go well.
    async fn ok(&self, method: &str, args: Value) -> Value {
        let answer = self.post(method, args).await;
        assert_eq!(answer["ok"], true, "{method}: {answer}");
        answer["result"].clone()
    }

    /// The code and words of a call that must be refused.
    async fn no(&self, method: &str, args: Value) -> (u64, String) {
        let answer = self.post(method, args).await;
        assert_eq!(answer["ok"], false, "{method}: {answer}");
        (answer["error_code"].as_u64().unwrap(), answer["description"].as_str().unwrap().to_owned())
    }

    #[track_caller]
    fn refused(got: &(u64, String), code: u64, words: &str) {
        assert_eq!((got.0, got.1.as_str()), (code, words));
    }

    /// Says `text` to Anna with this keyboard and returns the message's number.
    async fn say_with(&self, text: &str, rows: Value) -> i64 {
        let args = json!({ "chat_id": self.anna.0, "text": text, "reply_markup": { "inline_keyboard": rows } });
        self.ok("sendMessage", args).await["message_id"].as_i64().unwrap()
    }

    /// All updates that wait, without confirming them.
    async fn updates(&self) -> Vec<Value> {
        self.ok("getUpdates", json!({})).await.as_array().unwrap().clone()
    }

    /// Confirms everything that waits.
    async fn confirm_all(&self) {
        if let Some(last) = self.updates().await.last() {
            let offset = last["update_id"].as_i64().unwrap() + 1;
            self.ok("getUpdates", json!({ "offset": offset })).await;
        }
    }
}
