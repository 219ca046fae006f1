//! The outbox: everything that must be said, with what became of it. Invariants:
//!
//! 1. A row is written in the transaction that decided it, under a key that can exist once.
//! 2. One chat has at most one row on its way, so that messages of a lane arrive in their order; an answer to a press is in
//!    no order, and waits for nothing but itself.
//! 3. A row of which a copy would do harm is `sending` on disk before its call begins. If the process dies then, it becomes
//!    `unknown`. A row of which a copy does no harm may stay `queued` while it is on its way, and leaves again.
//! 4. A finished row keeps its verdict and loses its content.
//!
//! Limits are not known here; the sender asks `limits` and leases what may leave.

mod ends;
mod leaving;
#[cfg(test)]
mod leaving_tests;
mod many;
mod put;
mod settling;
mod upkeep;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::kernel::effect::{Attachment, File, Risk};
use crate::kernel::ids::{ChatId, MessageId, PersonId};
use crate::kernel::screen::{Button, Screen};

pub use ends::{End, ends, report_again, reported};
pub use leaving::{Room, Row, Turn, caught_up, leave, look, newer_looks, next_due};
pub use many::{Copy, put_many};
use put::to_json;
pub use put::{Fresh, answers_waiting, put_all};
pub use settling::{Fate, settle};
pub use upkeep::{
    boot, forget, forget_chats, hold, holds, lately, recall, recall_from, sweep, sweep_places, unreachable,
};

/// What is to be done at the messenger.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Parcel {
    /// A new message, perhaps with a file. A row with an anchor draws its living message instead, if there is one.
    Message {
        /// What to show.
        screen: Screen,
        /// With it.
        file: Option<File>,
        /// What somebody once sent, with it.
        #[serde(default)]
        media: Vec<Attachment>,
        /// Without a sound: it is night where the person lives.
        silent: bool,
    },
    /// How a row's living message looks now. Nothing is said where there is none, or where it is gone.
    Look {
        /// What to show.
        screen: Screen,
    },
    /// A message drawn anew in its place; said below if its place is gone.
    Edit {
        /// Which.
        message: MessageId,
        /// How it looks now.
        screen: Screen,
    },
    /// Other buttons under a message that stays as it is.
    Keys {
        /// Which.
        message: MessageId,
        /// The buttons, row by row.
        rows: Vec<Vec<Button>>,
    },
    /// The answer to a press. Useless after a few seconds, so never repeated later.
    Answer {
        /// Telegram's number of the press.
        query: String,
        /// Up to 200 characters, or nothing.
        text: Option<String>,
        /// In a window instead of a note.
        alert: bool,
    },
    /// Somebody's message passed on without its author.
    Copy {
        /// Where it lies.
        chat: ChatId,
        /// Which.
        message: MessageId,
        /// Without a sound: it is night where the person lives.
        #[serde(default)]
        silent: bool,
    },
    /// The commands of a private chat: name and description.
    Commands(Vec<(String, String)>),
}

impl Parcel {
    /// So many messages it makes: one with each item of an album.
    pub fn messages(&self) -> usize {
        match self {
            Self::Message { media, .. } => media.len().max(1),
            _ => 1,
        }
    }
}

/// A row on its way in.
#[derive(Clone, Debug)]
pub struct Draft {
    /// Unique for ever.
    pub key: String,
    /// Where to.
    pub chat: ChatId,
    /// To whom, if to a person.
    pub person: Option<PersonId>,
    /// [`crate::kernel::effect::Lane`] as a number.
    pub lane: i64,
    /// Which way it errs.
    pub risk: Risk,
    /// What.
    pub parcel: Parcel,
    /// The living message.
    pub anchor: Option<String>,
    /// Wants a receipt.
    pub group: Option<String>,
    /// Worthless afterwards.
    pub until: Option<DateTime<Utc>>,
}
