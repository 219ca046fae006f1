//! The words of a question's life: stages, urgency, rating, sides, offers. Pure.
//!
//! Every word is stored: none is ever renamed or given another meaning.

use chrono::{DateTime, Utc};

use crate::kernel::ids::PersonId;

/// To how many mentors a question is offered at once.
pub const AT_ONCE: usize = 3;

crate::words! {
    /// Where a question stands.
    pub enum Stage {
        /// Sent; nobody has been asked yet in this round.
        Requested = "requested",
        /// Mentors have been asked.
        Offered = "offered",
        /// No mentor took it; the coordinators see it.
        Escalated = "escalated",
        /// A mentor has it; no word yet.
        Accepted = "accepted",
        /// Both talk.
        InDialogue = "in_dialogue",
        /// Said to be solved, or fallen silent; the asker is asked whether it helped.
        Held = "held",
        /// She said.
        Rated = "rated",
        /// Over without a rating or without an answer.
        Closed = "closed",
        /// The asker does not need it any more.
        Withdrawn = "withdrawn",
    }
}

impl Stage {
    /// Whether anything may still be expected from people.
    pub fn is_over(self) -> bool {
        matches!(self, Self::Rated | Self::Closed | Self::Withdrawn)
    }

    /// Whether both sides may write to each other.
    pub fn is_dialogue(self) -> bool {
        matches!(self, Self::Accepted | Self::InDialogue)
    }

    /// Whether a mentor may take it.
    pub fn is_free(self) -> bool {
        matches!(self, Self::Requested | Self::Offered | Self::Escalated)
    }
}

crate::words! {
    /// When the answer is needed.
    pub enum Urgency {
        /// For tomorrow's lesson.
        Tomorrow = "tomorrow",
        /// This week.
        Week = "week",
        /// No hurry.
        Calm = "calm",
    }
}

crate::words! {
    /// Whether it helped.
    pub enum Rating {
        /// Yes.
        Helped = "helped",
        /// In part.
        Partly = "partly",
        /// No.
        No = "no",
    }
}

crate::words! {
    /// One end of the dialogue.
    pub enum Side {
        /// Who asked.
        Asker = "asker",
        /// Who answers.
        Mentor = "mentor",
    }
}

crate::words! {
    /// What became of an offer.
    pub enum OfferState {
        /// No answer yet.
        Waiting = "waiting",
        /// No answer in time; she may still take it while it is free.
        Expired = "expired",
        /// «Не смогу»; not asked again about this question.
        Declined = "declined",
        /// She has it.
        Taken = "taken",
        /// A colleague was first, or it was withdrawn.
        Passed = "passed",
        /// She had it and gave it back, or her answer did not help; not asked again.
        Returned = "returned",
    }
}

/// The question offered to one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// In which round of the search.
    pub round: i64,
    /// To whom.
    pub person: PersonId,
    /// What became of it.
    pub state: OfferState,
    /// When.
    pub at: DateTime<Utc>,
}

/// A mentor who could be asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Who.
    pub person: PersonId,
    /// Questions in her hands, and offers that wait for her answer.
    pub load: i64,
    /// When she was last asked about anything.
    pub asked_at: Option<DateTime<Utc>>,
}

/// Why a move was not made; the card then shows how things stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// She has it already.
    Yours,
    /// A colleague was first.
    Late,
    /// It is over, or not at the point where this makes sense.
    NotNow,
}

/// What came of looking for a mentor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Looked {
    /// These are asked now.
    Asked(Vec<PersonId>),
    /// Nobody new, but somebody has not answered yet.
    Waiting,
    /// Nobody is left: it is escalated.
    Nobody,
}
