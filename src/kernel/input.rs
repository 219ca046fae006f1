//! What can happen to us: one update, in words that no messenger owns.

use serde::{Deserialize, Serialize};

use super::effect::Attachment;
use super::html::Html;
use super::ids::{ChatId, MessageId};
use super::{markup, text};

/// One update, read.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    /// Who; `None` for channel posts and anonymous administrators, who have no rights here.
    pub from: Option<Account>,
    /// Where.
    pub place: Place,
    /// What.
    pub event: Event,
    /// If it is said in reply to a message: the data of that message's buttons, untrusted.
    pub replies: Option<Vec<String>>,
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
        /// Whether `@bot` stood there.
        named: bool,
    },
    /// Anything else written, or sent.
    Message(Input),
    /// The words of a message of theirs were changed afterwards.
    Edited,
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
    Text(Words),
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
        caption: Option<Words>,
        /// What it can be sent on by; a picture or a file.
        attachment: Option<Attachment>,
        /// The name that all parts of one album have; they come one by one (Bot API, `media_group_id`).
        album: Option<String>,
    },
}

impl Input {
    /// Something that is not words, and nothing more is known of it.
    pub const fn media(kind: Media, message: MessageId) -> Self {
        Self::Media { kind, message, caption: None, attachment: None, album: None }
    }

    /// The same without what cannot be seen: see [`text::visible`].
    #[must_use]
    pub fn visible(&self) -> Self {
        match self {
            Self::Text(words) => Self::Text(words.visible()),
            Self::Media { kind, message, caption, attachment, album } => Self::Media {
                kind: *kind,
                message: *message,
                caption: caption.as_ref().map(Words::visible),
                attachment: attachment.clone(),
                album: album.clone(),
            },
            Self::Choice { .. } => self.clone(),
        }
    }
}

/// Words as somebody wrote them. Where markup does not matter they are a `str`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// What is read.
    pub plain: String,
    /// The same with its markup.
    pub html: Html,
}

impl Words {
    fn visible(&self) -> Self {
        Self { plain: text::visible(&self.plain), html: markup::visible(&self.html) }
    }
}

impl std::ops::Deref for Words {
    type Target = str;

    fn deref(&self) -> &str {
        &self.plain
    }
}

impl From<&str> for Words {
    fn from(plain: &str) -> Self {
        Self { plain: plain.to_owned(), html: Html::escaped(plain) }
    }
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
