//! Everything a decision may cause. A slice returns effects and performs none; the engine records them in the same
//! transaction as the decision, and the queues carry them out afterwards.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::ids::{ChatId, MessageId, PersonId};
use super::screen::{Button, Screen};

/// One consequence of a decision.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// The answer to what the person just did: redraws the pressed message, or says it anew below.
    Show(Screen),
    /// A new message to the acting person, below what is there.
    Say(Screen),
    /// Other buttons under the pressed message, whose words, pictures and files stay as they are.
    Keys(Vec<Vec<Button>>),
    /// A small note at the press itself, at most 200 characters (Bot API, `answerCallbackQuery`).
    Toast(String),
    /// The same in a window that must be closed: for real obstacles only.
    Alert(String),
    /// A message to anybody.
    Tell(Notice),
    /// The same message to many: costs a few statements, however many they are.
    Mail {
        /// To whom, each once; somebody out of reach gets it as [`Effect::Tell`] would give it.
        to: Vec<PersonId>,
        /// What. Its `to` says nothing here, and its key is completed by each person's number.
        notice: Notice,
    },
    /// A person's own message passed on as it is, without saying whose account it came from.
    Pass {
        /// To whom.
        to: PersonId,
        /// The chat it lies in.
        chat: ChatId,
        /// The message.
        message: MessageId,
    },
    /// Draws the living message `anchor` anew wherever it is; several waiting redraws become one.
    Redraw {
        /// Whose message it is.
        to: PersonId,
        /// The name given to it when it was told.
        anchor: String,
        /// How things stand now.
        screen: Screen,
    },
    /// The same where that message is there or on its way, and nothing where it is not: whoever never got it hears nothing.
    Refresh {
        /// Whose message it is.
        to: PersonId,
        /// The name given to it when it was told.
        anchor: String,
        /// How things stand now.
        screen: Screen,
    },
    /// Work for a later instant.
    Later(Task),
    /// Takes back a [`Task`] that has not begun.
    Drop {
        /// The task's key.
        key: String,
    },
    /// Takes back what has not left yet of a group of notices; each comes back as a receipt `recalled`.
    Recall {
        /// [`Notice::group`].
        group: String,
        /// Only what is for her, if somebody is named.
        person: Option<PersonId>,
    },
    /// The person is erased: what waits for her is taken back and her address forgotten. What this very decision says to
    /// her, the last word, still arrives.
    Forget(PersonId),
    /// The person's rights changed: the list of commands in the chat is set anew.
    Commands(PersonId),
}

/// A message to a person.
#[derive(Clone, Debug, PartialEq)]
pub struct Notice {
    /// To whom; somebody who blocked the bot is skipped.
    pub to: PersonId,
    /// What.
    pub screen: Screen,
    /// How urgent.
    pub lane: Lane,
    /// What to do when nobody knows whether it arrived.
    pub risk: Risk,
    /// Unique for ever: a second notice with the same key is not sent. Without one, the turn gives it.
    pub key: Option<String>,
    /// Wants a receipt; begins with the wire name of the slice that gets it, as `br:12`.
    pub group: Option<String>,
    /// A name under which [`Effect::Redraw`] finds the message later.
    pub anchor: Option<String>,
    /// After this instant it makes no sense any more and is not sent.
    pub until: Option<DateTime<Utc>>,
    /// A file to which the screen is the caption.
    pub file: Option<File>,
    /// What somebody once sent, to which the screen is the caption: pictures, or files, up to ten. Under two and more
    /// no buttons can stand (Bot API, `sendMediaGroup`).
    pub media: Vec<Attachment>,
}

impl Notice {
    /// An ordinary notice: sent again if nobody knows whether it arrived.
    pub const fn new(to: PersonId, screen: Screen) -> Self {
        Self {
            to,
            screen,
            lane: Lane::Notice,
            risk: Risk::Repeatable,
            key: None,
            group: None,
            anchor: None,
            until: None,
            file: None,
            media: Vec::new(),
        }
    }

    /// A notice by the clock: never said twice, worthless after `until`.
    #[must_use]
    pub fn reminder(self, key: String, until: DateTime<Utc>) -> Self {
        Self { lane: Lane::Reminder, risk: Risk::AtMostOnce, key: Some(key), until: Some(until), ..self }
    }

    /// Gives the message a name for [`Effect::Redraw`].
    #[must_use]
    pub fn anchored(self, anchor: String) -> Self {
        Self { anchor: Some(anchor), ..self }
    }

    /// Adds a file; the screen becomes its caption.
    #[must_use]
    pub fn with_file(self, file: File) -> Self {
        Self { file: Some(file), ..self }
    }

    /// Adds what somebody once sent; the screen becomes its caption.
    #[must_use]
    pub fn with_media(self, media: Vec<Attachment>) -> Self {
        Self { media, ..self }
    }
}

/// Something a person sent to the bot and that lies at the messenger: sent on by its name there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// How it is shown.
    pub kind: AttachmentKind,
    /// The messenger's name of it (Bot API, `file_id`).
    pub file: String,
}

crate::words! {
    /// How an attachment is shown: a name given for one kind is refused for the other.
    pub enum AttachmentKind {
        /// A picture.
        Photo = "photo",
        /// A file.
        Document = "document",
    }
}

/// A small file made by us.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct File {
    /// With the ending; nothing in it that means something in an address or a path.
    pub name: String,
    /// The content.
    #[serde(with = "in_base64")]
    pub bytes: Vec<u8>,
    /// How it is shown.
    #[serde(default)]
    pub form: Form,
}

impl File {
    /// A file that is sent as it is.
    pub const fn new(name: String, bytes: Vec<u8>) -> Self {
        Self { name, bytes, form: Form::Document }
    }

    /// A picture; it is made of its SVG outside every transaction, right before it is sent.
    pub fn drawing(name: &str, svg: String) -> Self {
        Self { name: name.to_owned(), bytes: svg.into_bytes(), form: Form::Drawing }
    }
}

/// How a file of ours is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// As a file.
    #[default]
    Document,
    /// The content is SVG, and what people see is a picture of it.
    Drawing,
}

mod in_base64 {
    //! Bytes inside JSON.
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;
    use serde::{Deserialize, Deserializer, Serializer};

    pub fn serialize<S: Serializer>(bytes: &[u8], to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&STANDARD.encode(bytes))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<u8>, D::Error> {
        STANDARD.decode(String::deserialize(from)?).map_err(serde::de::Error::custom)
    }
}

/// Which queue a message waits in: a lower lane never waits behind a higher one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lane {
    /// To what a person has just done.
    Answer = 0,
    /// Something happened that concerns her.
    Notice = 1,
    /// By the clock.
    Reminder = 2,
    /// To many.
    Broadcast = 3,
}

crate::words! {
    /// Which way a sending errs when nobody knows whether it arrived (`sendMessage` has no idempotency key).
    pub enum Risk {
        /// A copy does no harm: try again.
        Repeatable = "repeatable",
        /// A copy would: it becomes `unknown`, is counted, and is never sent again by itself.
        AtMostOnce = "at_most_once",
    }
}

crate::words! {
    /// How a sending ended.
    pub enum Verdict {
        /// The messenger has it.
        Sent = "sent",
        /// The person blocked the bot or deleted the account.
        Blocked = "blocked",
        /// The messenger refused it for good.
        Refused = "refused",
        /// Nobody knows whether it arrived.
        Unknown = "unknown",
        /// Taken back before it left.
        Recalled = "recalled",
        /// Its time was over before it could leave.
        Expired = "expired",
    }
}

/// How one notice of a group ended, told to the slice that sent it.
#[derive(Clone, Debug, PartialEq)]
pub struct Receipt {
    /// [`Notice::group`].
    pub group: String,
    /// To whom it was.
    pub person: PersonId,
    /// How it ended.
    pub verdict: Verdict,
}

/// Work for later, carried out in a turn of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct Task {
    /// Unique among tasks that wait: a second one with the same key takes the first one's place.
    pub key: String,
    /// Not before.
    pub at: DateTime<Utc>,
    /// Wire name of the slice that does it.
    pub slice: &'static str,
    /// The slice's own job, as JSON.
    pub job: serde_json::Value,
}

impl Effect {
    /// Work for `at`.
    ///
    /// # Errors
    /// When the job cannot be written as JSON, which a plain enum always can.
    pub fn later(
        slice: &'static str,
        key: String,
        at: DateTime<Utc>,
        job: &impl Serialize,
    ) -> Result<Self, serde_json::Error> {
        Ok(Self::Later(Task { key, at, slice, job: serde_json::to_value(job)? }))
    }
}
