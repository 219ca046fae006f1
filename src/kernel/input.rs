//! What can happen to us: one update, in words that no messenger owns.

use serde::{Deserialize, Serialize};

use super::ids::{ChatId, MessageId};

/// One update, read.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    /// Who; `None` for channel posts and anonymous administrators, who have no rights here.
    pub from: Option<Account>,
    /// Where.
    pub place: Place,
    /// What.
    pub event: Event,
}

/// A messenger account. Names are not kept: a person tells hers after the consent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// The messenger's number of the account.
    pub id: i64,
    /// The client's language (IETF tag).
    pub language: Option<String>,
    /// Other bots are not spoken with.
    pub is_bot: bool,
}

/// The chat in which it happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Person and bot alone.
    Private(ChatId),
    /// A group: nothing personal is ever said here.
    Group(ChatId),
    /// Nowhere we can answer.
    Elsewhere,
}

/// What happened.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// `/name rest`, with `@bot` already taken off.
    Command {
        /// Without the slash, lower case.
        name: String,
        /// What followed.
        rest: String,
    },
    /// Anything else written, or sent.
    Message(Input),
    /// A message of theirs was changed afterwards.
    Edited(String),
    /// A button.
    Press {
        /// To be answered always (Bot API, `answerCallbackQuery`).
        query: String,
        /// The data of the button, untrusted.
        data: String,
        /// The message the button stood under, if it can still be edited.
        message: Option<MessageId>,
    },
    /// The person blocked the bot.
    Blocked,
    /// The person opened or unblocked the bot.
    Unblocked,
    /// Something we do not handle.
    Foreign,
}

/// What a dialogue can be given.
#[derive(Clone, Debug, PartialEq)]
pub enum Input {
    /// Words.
    Text(String),
    /// A button of the dialogue's own question.
    Choice {
        /// Which question the button belonged to.
        step: String,
        /// What was chosen.
        value: String,
    },
    /// Anything that is not words.
    Media {
        /// What it is.
        kind: Media,
        /// The message, so that it can be passed on as it is.
        message: MessageId,
        /// Words under it.
        caption: Option<String>,
    },
}

/// Kinds of messages that are not words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Media {
    /// A voice or round video message.
    Voice,
    /// A picture.
    Photo,
    /// A file.
    Document,
    /// Somebody's phone number.
    Contact,
    /// Stickers, places, polls, things we do not know.
    Other,
}
