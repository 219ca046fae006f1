//! What Telegram itself shows of the bot: the list of commands, the words of the empty chat. Set at every start.
//!
//! A failure here stops nobody: the bot works without it, and the next start tries again. Must never take room from the
//! answers to people: one call at a time, with a pause after each.

use std::time::Duration;

use serde_json::{Value, json};
use teloxide::Bot;

use super::raw::{self, Refused};

/// Two calls a second of the thirty that a bot may make.
const PAUSE: Duration = Duration::from_millis(500);
/// Who is asked to wait so often for one call gives up until the next start.
const TRIES: u32 = 3;
/// A longer wait than this is not sat out: Telegram allows some of these calls only a few times a day.
const PATIENCE: Duration = Duration::from_mins(10);

/// The words for one language; `code` is `None` for everybody whose language has none of its own.
pub struct Words {
    /// IETF tag.
    pub code: Option<&'static str>,
    /// Name and description of each command in a private chat.
    pub commands: Vec<(String, String)>,
    /// In the empty chat, at most 512 characters.
    pub description: String,
    /// On the bot's page, at most 120 characters.
    pub short: String,
}

/// Tells Telegram the words. Takes seconds, and minutes if Telegram asks to wait; may be dropped at any point.
pub async fn set(bot: &Bot, all: &[Words]) {
    for words in all {
        for (method, arguments) in calls(words) {
            match patiently(bot, method, &arguments).await {
                Ok(()) => {}
                Err(Refused::Wait(wait)) => {
                    tracing::warn!(method, seconds = wait.as_secs(), "the bot's own words are left to the next start");
                    return;
                }
                Err(error) => tracing::warn!(method, reason = %error, "the bot's own words could not be set"),
            }
            tokio::time::sleep(PAUSE).await;
        }
    }
}

fn calls(words: &Words) -> [(&'static str, Value); 3] {
    let code = words.code.unwrap_or_default();
    let commands: Vec<Value> =
        words.commands.iter().map(|(name, says)| json!({ "command": name, "description": says })).collect();
    let private = json!({ "type": "all_private_chats" });
    [
        ("setMyCommands", json!({ "commands": commands, "scope": private, "language_code": code })),
        ("setMyDescription", json!({ "description": words.description, "language_code": code })),
        ("setMyShortDescription", json!({ "short_description": words.short, "language_code": code })),
    ]
}

/// One call, as often as Telegram asks to wait for it, within reason.
async fn patiently(bot: &Bot, method: &str, arguments: &Value) -> Result<(), Refused> {
    let mut tries = 1;
    loop {
        match raw::get(bot, method, arguments).await {
            Err(Refused::Wait(wait)) if tries < TRIES && wait <= PATIENCE => tokio::time::sleep(wait).await,
            answer => return answer.map(|_| ()),
        }
        tries += 1;
    }
}
