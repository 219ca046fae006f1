//! Takes updates in: raw JSON is handed on to be kept and fsynced first; only the next request for updates confirms it to
//! Telegram.
//!
//! teloxide's own polling confirms before anything is handled, starts again at offset 0, and loses the text of updates
//! newer than itself; so the request is made here, and the JSON is kept as it came.

use std::time::Duration;

use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Value, json};
use teloxide::Bot;
use tokio::runtime::Handle;
use tokio::task::JoinSet;

use super::raw::Refused;
use super::{meet, raw};
use crate::db;
use crate::queue::inbox::Arrival;

/// The kinds of updates we can do something with; Telegram sends no others (Bot API, `allowed_updates`).
const KINDS: [&str; 4] = ["message", "edited_message", "callback_query", "my_chat_member"];

/// Updates in one answer, at most (Bot API, `getUpdates`).
const BATCH: u8 = 100;

/// One source of updates.
pub struct Intake {
    bot: Bot,
    /// The first update not confirmed yet; `None` after a start, and Telegram begins where it stands.
    offset: Option<i64>,
    /// Where calls are made, if not here.
    calls: Option<Handle>,
}

/// Why no updates came.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// Our own storage failed: the process must end.
    #[error("what came in cannot be kept: {0}")]
    Storage(#[from] db::Error),
    /// Telegram, or the way to it.
    #[error("{0}")]
    Refused(#[from] Refused),
}

impl Intake {
    /// A source over `bot`.
    pub const fn new(bot: Bot) -> Self {
        Self { bot, offset: None, calls: None }
    }

    /// From now on calls are made there.
    pub fn calls_on(&mut self, calls: Handle) {
        self.calls = Some(calls);
    }

    /// Asks once, waiting at Telegram's end for at most `wait`, and has `keep` put what came on disk. Returns what `keep` does;
    /// the default if nothing came.
    ///
    /// # Errors
    /// See [`Trouble`]. Nothing is confirmed that is not kept.
    pub async fn turn<T: Default>(
        &mut self,
        wait: Duration,
        keep: impl AsyncFnOnce(&[Arrival]) -> db::Result<T>,
    ) -> Result<T, Trouble> {
        let arrivals = match self.ask(wait).await {
            // Left by whoever used this token before. Updates that wait stay.
            Err(Refused::Webhook) => {
                meet::without_webhook(&self.bot).await?;
                return Err(Refused::Webhook.into());
            }
            other => other?,
        };
        let Some(last) = arrivals.last().map(|a| a.update_id) else { return Ok(T::default()) };
        let kept = keep(&arrivals).await?;
        self.offset = Some(last + 1);
        Ok(kept)
    }

    /// The next updates, read where the call is made: a hundred of them take a while.
    async fn ask(&self, wait: Duration) -> Result<Vec<Arrival>, Refused> {
        let (bot, arguments) = (self.bot.clone(), self.arguments(wait));
        let call = async move { read(&raw::call(&bot, "getUpdates", &arguments, wait).await?) };
        let Some(calls) = &self.calls else { return call.await };
        // Given up here, it is given up there.
        let mut there = JoinSet::new();
        there.spawn_on(call, calls);
        let answer = there.join_next().await.and_then(Result::ok);
        answer.unwrap_or_else(|| Err(Refused::Passing("the call was cut off".to_owned())))
    }

    fn arguments(&self, wait: Duration) -> Value {
        let mut arguments = json!({ "timeout": wait.as_secs(), "limit": BATCH, "allowed_updates": KINDS });
        if let Some(offset) = self.offset {
            arguments["offset"] = offset.into();
        }
        arguments
    }
}

fn read(answer: &str) -> Result<Vec<Arrival>, Refused> {
    let updates: Vec<&RawValue> = raw::result(answer)?;
    let arrivals: Vec<Arrival> = updates.iter().filter_map(|update| arrival(update.get())).collect();
    if arrivals.is_empty() && !updates.is_empty() {
        return Err(Refused::Passing("updates without numbers".to_owned()));
    }
    Ok(arrivals)
}

/// An update with its number and its lane. What has no number cannot be confirmed, and is no update; what else cannot be
/// read is handed on all the same.
fn arrival(raw: &str) -> Option<Arrival> {
    let number = || serde_json::from_str(raw).map(|Numbered { update_id }| (update_id, 0)).ok();
    let whole = serde_json::from_str(raw).map(|update: Update| (update.update_id, update.lane())).ok();
    let (update_id, lane) = whole.or_else(number)?;
    Some(Arrival { update_id, lane, body: raw.to_owned() })
}

#[derive(Deserialize)]
struct Numbered {
    update_id: i64,
}

/// So much of an update as says what it must be handled in order with. Every update of a crowd is read here, and nothing
/// else of it is.
#[derive(Deserialize)]
struct Update {
    update_id: i64,
    message: Option<Said>,
    edited_message: Option<Said>,
    my_chat_member: Option<Said>,
    callback_query: Option<Pressed>,
}

#[derive(Deserialize)]
struct Said {
    chat: Option<Id>,
}

#[derive(Deserialize)]
struct Pressed {
    from: Option<Id>,
    message: Option<Said>,
}

#[derive(Deserialize)]
struct Id {
    id: i64,
}

impl Update {
    /// The chat, or else the person, or else everything that has neither.
    fn lane(self) -> i64 {
        let said = self.message.or(self.edited_message).or(self.my_chat_member);
        let chat = said.and_then(|said| said.chat);
        let id =
            chat.or_else(|| self.callback_query.and_then(|query| query.message.and_then(|m| m.chat).or(query.from)));
        id.map_or(0, |id| id.id)
    }
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
    fn what_nobody_can_read_is_handed_on_all_the_same() {
        assert_eq!(lane_of(r#"{"update_id":7,"message":{"chat":{"id":5},"text":"\ud83d"}}"#), 5);
        assert_eq!(lane_of(r#"{"update_id":7,"message":{"chat":"of ours"},"callback_query":7}"#), 0);
    }
}
