//! Takes updates in: raw JSON is stored and fsynced first; only the next request for updates confirms it to Telegram.
//!
//! teloxide's own polling confirms before anything is handled, starts again at offset 0, and loses the text of updates
//! newer than itself; so the request is made here, and the JSON is kept as it came.

use std::time::Duration;

use chrono::{DateTime, Utc};
use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Value, json};
use teloxide::Bot;

use crate::db::{self, Db};
use crate::queue::inbox::{self, Arrival};

/// The kinds of updates we can do something with; Telegram sends no others (Bot API, `allowed_updates`).
const KINDS: [&str; 4] = ["message", "edited_message", "callback_query", "my_chat_member"];

/// Updates in one answer, at most (Bot API, `getUpdates`).
const BATCH: u8 = 100;

/// One source of updates.
pub struct Intake {
    bot: Bot,
    db: Db,
    /// The first update not confirmed yet; `None` after a start, and Telegram begins where it stands.
    offset: Option<i64>,
}

/// Why no updates came.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// Our own storage failed: the process must end.
    #[error("the inbox cannot be written: {0}")]
    Storage(#[from] db::Error),
    /// Another process polls with the same token.
    #[error("another process uses this bot's token")]
    Conflict,
    /// A webhook is set, so that polling is refused.
    #[error("a webhook is set")]
    Webhook,
    /// The token is wrong or was revoked.
    #[error("Telegram does not know this token; check TELOXIDE_TOKEN")]
    Token,
    /// Telegram asks us to wait.
    #[error("Telegram asks to wait")]
    Flood(Duration),
    /// The network, or a server's fault: try again.
    #[error("{0}")]
    Passing(String),
}

#[derive(Deserialize)]
struct Reply<'a> {
    ok: bool,
    #[serde(default, borrow)]
    result: Vec<&'a RawValue>,
    error_code: Option<u16>,
    description: Option<String>,
    parameters: Option<Parameters>,
}

#[derive(Deserialize)]
struct Parameters {
    retry_after: Option<u64>,
}

impl Intake {
    /// A source over `bot` that stores into `db`.
    pub const fn new(bot: Bot, db: Db) -> Self {
        Self { bot, db, offset: None }
    }

    /// Asks once, waiting at Telegram's end for at most `wait`, and stores what came. Returns how many were new.
    ///
    /// # Errors
    /// See [`Trouble`]. Nothing is confirmed that is not stored.
    pub async fn turn(&mut self, wait: Duration, now: DateTime<Utc>) -> Result<u64, Trouble> {
        let text = self.call("getUpdates", self.body(wait), wait).await?;
        let arrivals = match read(&text) {
            // Left by whoever used this token before. Updates that wait stay.
            Err(Trouble::Webhook) => {
                self.call("deleteWebhook", json!({}), Duration::ZERO).await?;
                return Err(Trouble::Webhook);
            }
            other => other?,
        };
        let Some(last) = arrivals.last().map(|a| a.update_id) else { return Ok(0) };
        let mut tx = self.db.begin().await?;
        let new = inbox::put(&mut tx, &arrivals, now).await?;
        tx.commit().await?;
        self.offset = Some(last + 1);
        Ok(new)
    }

    fn body(&self, wait: Duration) -> Value {
        let mut body = json!({ "timeout": wait.as_secs(), "limit": BATCH, "allowed_updates": KINDS });
        if let Some(offset) = self.offset {
            body["offset"] = offset.into();
        }
        body
    }

    async fn call(&self, method: &str, body: Value, wait: Duration) -> Result<String, Trouble> {
        let mut url = self.bot.api_url();
        if let Ok(mut path) = url.path_segments_mut() {
            path.pop_if_empty().push(&format!("bot{}", self.bot.token())).push(method);
        }
        // The address holds the token: it must not get into an error's text.
        let passing = |e: reqwest::Error| Trouble::Passing(e.without_url().to_string());
        let call = self.bot.client().post(url).timeout(wait + Duration::from_secs(15)).json(&body);
        call.send().await.map_err(passing)?.text().await.map_err(passing)
    }
}

fn read(text: &str) -> Result<Vec<Arrival>, Trouble> {
    let reply: Reply<'_> = serde_json::from_str(text)
        .map_err(|e| Trouble::Passing(format!("the answer is no Bot API answer ({:?})", e.classify())))?;
    if reply.ok {
        let arrivals: Vec<Arrival> = reply.result.iter().filter_map(|raw| arrival(raw.get())).collect();
        if arrivals.is_empty() && !reply.result.is_empty() {
            return Err(Trouble::Passing("updates without numbers".to_owned()));
        }
        return Ok(arrivals);
    }
    let wait = reply.parameters.and_then(|p| p.retry_after);
    let webhook = reply.description.as_ref().is_some_and(|d| d.contains("webhook"));
    Err(match (reply.error_code, wait) {
        (_, Some(seconds)) => Trouble::Flood(Duration::from_secs(seconds)),
        (Some(409), _) if webhook => Trouble::Webhook,
        (Some(409), _) => Trouble::Conflict,
        (Some(401 | 404), _) => Trouble::Token,
        (_, None) => Trouble::Passing(reply.description.unwrap_or_default()),
    })
}

#[derive(Deserialize)]
struct Head {
    update_id: i64,
}

/// An update with its number and its lane. What has no number cannot be confirmed, and is no update; what else cannot be
/// read (half a surrogate pair, a number too long) is stored all the same.
fn arrival(raw: &str) -> Option<Arrival> {
    let Head { update_id } = serde_json::from_str(raw).ok()?;
    let update: Value = serde_json::from_str(raw).unwrap_or_default();
    Some(Arrival { update_id, lane: lane(&update), body: raw.to_owned() })
}

/// What must be handled in order: the chat, or else the person, or else everything that has neither.
fn lane(update: &Value) -> i64 {
    let kinds = ["message", "edited_message", "my_chat_member"];
    let own = kinds.iter().find_map(|kind| update.pointer(&format!("/{kind}/chat/id")));
    let pressed = || update.pointer("/callback_query/message/chat/id");
    let presser = || update.pointer("/callback_query/from/id");
    own.or_else(pressed).or_else(presser).and_then(Value::as_i64).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lane_of(update: &str) -> i64 {
        arrival(update).map_or(-1, |a| a.lane)
    }

    #[test]
    fn a_lane_is_the_chat() {
        assert_eq!(lane_of(r#"{"update_id":1,"message":{"chat":{"id":-7}}}"#), -7);
        assert_eq!(lane_of(r#"{"update_id":1,"callback_query":{"from":{"id":5},"message":{"chat":{"id":8}}}}"#), 8);
        assert_eq!(lane_of(r#"{"update_id":1,"callback_query":{"from":{"id":5}}}"#), 5);
        assert_eq!(lane_of(r#"{"update_id":1,"something_new":{}}"#), 0);
    }

    #[test]
    fn what_has_no_number_is_no_update() {
        assert!(arrival(r#"{"message":{}}"#).is_none());
    }

    #[test]
    fn what_nobody_can_read_is_stored_all_the_same() {
        assert_eq!(lane_of(r#"{"update_id":7,"message":{"chat":{"id":5},"text":"\ud83d"}}"#), 0);
    }

    #[test]
    fn troubles_are_told_apart() {
        let trouble = |text: &str| read(text).unwrap_err().to_string();
        assert_eq!(trouble(r#"{"ok":false,"error_code":409}"#), Trouble::Conflict.to_string());
        assert_eq!(trouble(r#"{"ok":false,"error_code":401}"#), Trouble::Token.to_string());
        let webhook = r#"{"ok":false,"error_code":409,"description":"Conflict: can't use getUpdates method while webhook is active"}"#;
        assert_eq!(trouble(webhook), Trouble::Webhook.to_string());
        assert_eq!(trouble("<html>"), "the answer is no Bot API answer (Syntax)");
        let flood = r#"{"ok":false,"error_code":429,"parameters":{"retry_after":7}}"#;
        assert!(matches!(read(flood), Err(Trouble::Flood(wait)) if wait.as_secs() == 7));
    }
}
