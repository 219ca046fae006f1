//! What the dialogue of an event may ask, where it may stand, and what may come of it. Pure.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::moments::When;
use super::rules::{Draft, Whereabouts};
use crate::kernel::actor::Tongue;
use crate::kernel::html::Html;
use crate::kernel::ids::{CommunityId, EventId};
use crate::kernel::outcome::Step;

/// Where the dialogue stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct State {
    /// In whose plan.
    pub community: CommunityId,
    /// What it is for.
    pub doing: Doing,
    /// What is asked now.
    pub ask: Ask,
}

/// What a dialogue is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Doing {
    /// A new event, or a draft of the plan.
    Make {
        /// As far as it is known.
        draft: Draft,
        /// One field is being changed: afterwards comes the preview again.
        editing: bool,
    },
    /// A new time.
    Move(Target),
    /// A new title.
    Rename(Target),
    /// A new place or link.
    Relocate(Target),
    /// A new number of seats.
    Reseat(Target),
    /// Calling it off.
    Cancel(Target),
}

/// An announced event, as it was when the dialogue began.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Target {
    /// Which.
    pub event: EventId,
    /// Its version then: if it is another one at the end, somebody else changed the event meanwhile.
    pub version: i64,
}

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Ask {
    /// What kind of event.
    Kind {
        /// Page of the list.
        page: usize,
    },
    /// What it is called.
    Title,
    /// When it begins.
    When(When),
    /// Where it is.
    Where,
    /// How many may come.
    Seats,
    /// Whether it is right so.
    Preview,
    /// Which field to change.
    Which,
    /// Whether it is really to be called off.
    Sure,
    /// The same, and why: it is shown back before anybody hears of it.
    Because(String),
    /// Whether it is really to be moved to this time: nobody would read why.
    Moving(DateTime<Utc>),
    /// Why; `at`: the new time of a move.
    Reason {
        /// The new time.
        at: Option<DateTime<Utc>>,
    },
}

/// What came of a dialogue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    /// Into the plan, unannounced.
    Keep(Draft),
    /// To everybody.
    Announce(Draft),
    /// Thrown away.
    Discard(Draft),
    /// A new time, and why.
    Move(Target, DateTime<Utc>, Option<String>),
    /// A new title.
    Rename(Target, String),
    /// A new place or link.
    Relocate(Target, Whereabouts),
    /// A new number of seats.
    Reseat(Target, Option<u32>),
    /// Called off, and why.
    Cancel(Target, Option<String>),
    /// Nothing; back to the card.
    Away(EventId),
}

/// What a step must know.
pub struct Context<'a> {
    /// The present instant.
    pub now: DateTime<Utc>,
    /// The community's wall clock.
    pub tz: Tz,
    /// Beside every time.
    pub city: &'a str,
    /// The language of help.
    pub tongue: Tongue,
    /// When the event begins that is being changed.
    pub was: Option<DateTime<Utc>>,
    /// Whether anybody would read why it is moved.
    pub heard: bool,
    /// Id and title of every kind of event.
    pub kinds: &'a [(&'a str, &'a str)],
}

impl Ask {
    /// The name of the question: an answer to another question is not taken for this one's.
    pub fn step(&self) -> &'static str {
        match self {
            Self::Kind { .. } => "k",
            Self::Title => "t",
            Self::When(_) => "w",
            Self::Where => "p",
            Self::Seats => "s",
            Self::Preview => "v",
            Self::Which => "e",
            Self::Sure | Self::Because(_) => "c",
            Self::Moving(_) => "g",
            Self::Reason { .. } => "r",
        }
    }
}

/// Values of buttons that stand under several questions.
pub mod values {
    /// One question back.
    pub const BACK: &str = "<";
    /// Without an answer.
    pub const SKIP: &str = "-";
    /// Yes.
    pub const YES: &str = "y";
    /// Announce.
    pub const ANNOUNCE: &str = "a";
    /// Change something.
    pub const EDIT: &str = "e";
    /// Keep as a draft.
    pub const KEEP: &str = "k";
    /// Throw away.
    pub const DISCARD: &str = "x";
}

impl State {
    /// A new event.
    pub fn new(community: CommunityId) -> Self {
        Self { community, doing: Doing::Make { draft: Draft::default(), editing: false }, ask: Ask::Kind { page: 0 } }
    }

    /// A draft of the plan, seen again.
    pub fn of_draft(community: CommunityId, draft: Draft) -> Self {
        Self { community, doing: Doing::Make { draft, editing: false }, ask: Ask::Preview }
    }

    /// The name of the question in its buttons, with the event it is about (0: not in the plan yet): an old «yes»
    /// must not be taken for another event's.
    pub fn step(&self) -> String {
        let event = match &self.doing {
            Doing::Make { draft, .. } => draft.event.unwrap_or(EventId(0)),
            Doing::Move(t) | Doing::Rename(t) | Doing::Relocate(t) | Doing::Reseat(t) | Doing::Cancel(t) => t.event,
        };
        format!("{}{event}", self.ask.step())
    }

    pub(super) fn at(self, ask: Ask) -> Step<Self, End> {
        Step::Ask(Self { ask, ..self })
    }

    pub(super) fn again(self, help: Html) -> Step<Self, End> {
        Step::Again(self, help)
    }

    /// The community it is about.
    pub const fn community(&self) -> &CommunityId {
        &self.community
    }

    /// Nothing is said yet that would be missed.
    pub fn is_blank(&self) -> bool {
        match (&self.doing, &self.ask) {
            (Doing::Make { draft, .. }, _) => *draft == Draft::default(),
            (_, Ask::Because(_) | Ask::Reason { at: Some(_) } | Ask::Moving(_)) => false,
            (_, Ask::When(when)) => *when == When::Open,
            _ => true,
        }
    }
}
