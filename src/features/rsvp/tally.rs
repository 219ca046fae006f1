//! Answers in numbers: how many said what, and those of whom numbers are enough. Pure.
//!
//! Nothing here may need everybody: thousands may have answered.

use chrono::{DateTime, Utc};

use super::rules::{Answer, COMING, Guest};

/// Those who answered and whom the matter at hand cannot touch: what one person says must not cost more where thousands
/// have spoken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Unseen {
    /// How many said what.
    pub tally: Tally,
    /// How many of them stand in the line before the person for whom the hall was opened.
    pub ahead: usize,
    /// The last ticket given to any of them.
    pub last_ticket: i64,
    /// When the first of their offers or held seats ends.
    pub next_end: Option<DateTime<Utc>>,
}

/// How many said what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Who come.
    pub coming: usize,
    /// Who are offered a seat.
    pub offered: usize,
    /// Who wait.
    pub waiting: usize,
    /// Who are thinking.
    pub maybe: usize,
    /// Who cannot.
    pub declined: usize,
}

impl Tally {
    /// Of these answers.
    pub fn of(guests: &[Guest]) -> Self {
        let count = |of: &[Answer]| guests.iter().filter(|g| of.contains(&g.answer)).count();
        Self {
            coming: count(COMING),
            offered: count(&[Answer::Offered]),
            waiting: count(&[Answer::Waitlisted]),
            maybe: count(&[Answer::Maybe]),
            declined: count(&[Answer::NotGoing]),
        }
    }

    /// Everybody who said anything.
    pub const fn all(&self) -> usize {
        self.coming + self.offered + self.waiting + self.maybe + self.declined
    }

    /// Without those counted in `other`.
    #[must_use]
    pub const fn without(self, other: Self) -> Self {
        Self {
            coming: self.coming.saturating_sub(other.coming),
            offered: self.offered.saturating_sub(other.offered),
            waiting: self.waiting.saturating_sub(other.waiting),
            maybe: self.maybe.saturating_sub(other.maybe),
            declined: self.declined.saturating_sub(other.declined),
        }
    }

    /// Together with those counted in `other`.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self {
            coming: self.coming + other.coming,
            offered: self.offered + other.offered,
            waiting: self.waiting + other.waiting,
            maybe: self.maybe + other.maybe,
            declined: self.declined + other.declined,
        }
    }
}
