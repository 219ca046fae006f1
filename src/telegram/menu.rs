//! What Telegram itself shows of the bot: the list of commands, the words of the empty chat. Set at every start.
//!
//! A failure here stops nobody: the bot works without it, and the next start tries again.

use teloxide::Bot;
use teloxide::payloads::{SetMyCommandsSetters, SetMyDescriptionSetters, SetMyShortDescriptionSetters};
use teloxide::prelude::Requester;
use teloxide::types::{BotCommand, BotCommandScope};

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

/// Tells Telegram the words.
pub async fn set(bot: &Bot, all: Vec<Words>) {
    for words in all {
        let code = words.code.unwrap_or_default();
        let list = words.commands.into_iter().map(|(name, says)| BotCommand::new(name, says));
        let commands = bot.set_my_commands(list).scope(BotCommandScope::AllPrivateChats).language_code(code).await;
        let long = bot.set_my_description().description(words.description).language_code(code).await;
        let short = bot.set_my_short_description().short_description(words.short).language_code(code).await;
        for answer in [commands, long, short] {
            if let Err(error) = answer {
                tracing::warn!(language = code, reason = %error, "the bot's own words could not be set");
            }
        }
    }
}
