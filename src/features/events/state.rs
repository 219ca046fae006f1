//! Where the dialogue about an event stands: what it is for, what is asked now, what is known. Kept as the draft.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::dialogue::End;
use super::moments::When;
use super::rules::Draft;
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
    /// Why; `at`: the new time of a move.
    Reason {
        /// The new time.
        at: Option<DateTime<Utc>>,
    },
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
            Self::Reason { .. } => "r",
        }
    }
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

    /// Nothing is said yet that would be missed.
    pub fn is_blank(&self) -> bool {
        match (&self.doing, &self.ask) {
            (Doing::Make { draft, .. }, _) => *draft == Draft::default(),
            (_, Ask::Because(_) | Ask::Reason { at: Some(_) }) => false,
            (_, Ask::When(when)) => *when == When::Open,
            _ => true,
        }
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
}
