//! What the clock does with a question: one timer a question, set anew with every change.
//!
//! Pure. A stage in which the clock does nothing exists only after the end, once the text is deleted: nothing a person
//! asked may end in silence. Periods are plain hours, our default; domain.md §3.6 gives the figures.

use chrono::{DateTime, TimeDelta, Utc};

use super::rules::{Consultation, Side, Stage, Urgency};

/// In a dialogue: how many timers have rung once the coordinators know that the mentor is silent.
pub const STUCK: i64 = 2;
/// How often the coordinators are reminded of a question before it is closed honestly.
pub const REMINDERS: i64 = 3;

/// The mentor is reminded after so long without an answer.
const NUDGE: TimeDelta = TimeDelta::hours(72);
/// The coordinators hear of it.
const HEADS: TimeDelta = TimeDelta::hours(96);
/// Both are silent: it is taken to be over.
const SILENCE: TimeDelta = TimeDelta::days(5);
/// The coordinators are reminded again.
const REMIND: TimeDelta = TimeDelta::hours(48);
/// The asker is reminded of the rating, once.
const RATING: TimeDelta = TimeDelta::days(2);
/// Without a rating it is closed.
const UNRATED: TimeDelta = TimeDelta::days(7);
/// Texts are kept so long after the end (domain.md §6.3).
pub const KEPT: TimeDelta = TimeDelta::days(180);

/// How long those who are asked have before the next ones are asked too.
pub fn wave(urgency: Urgency) -> TimeDelta {
    match urgency {
        Urgency::Tomorrow => TimeDelta::hours(4),
        Urgency::Week | Urgency::Calm => TimeDelta::hours(24),
    }
}

/// How long mentors are looked for before the coordinators see the question.
pub fn search(urgency: Urgency) -> TimeDelta {
    wave(urgency) * 2
}

/// What the clock does next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    /// The next mentors are asked.
    LookFurther,
    /// The coordinators see it.
    Escalate,
    /// The coordinators are reminded; the asker hears honestly that there is nobody yet.
    RemindHeads,
    /// It is closed without an answer, and the asker is told so.
    CloseUnanswered,
    /// The silent mentor is reminded.
    Nudge,
    /// The coordinators hear that the mentor is silent.
    TellHeads,
    /// The mentor never wrote: others are asked.
    GiveBack,
    /// Both are silent: the asker is asked whether it helped.
    Hold,
    /// The asker is reminded of the rating.
    RemindRating,
    /// Closed without a rating.
    CloseUnrated,
    /// The text is deleted.
    Forget,
}

impl Consultation {
    /// What the clock does next, and when; `None` only when everything is over and forgotten.
    pub fn next_due(&self) -> Option<(DateTime<Utc>, Due)> {
        Some(match self.stage {
            Stage::Requested => (self.since, Due::LookFurther),
            Stage::Offered => {
                let (next, last) = (self.stepped_at + wave(self.urgency), self.since + search(self.urgency));
                if next < last { (next, Due::LookFurther) } else { (last, Due::Escalate) }
            }
            Stage::Escalated if self.step < REMINDERS => (self.nth_reminder(), Due::RemindHeads),
            Stage::Escalated => (self.nth_reminder(), Due::CloseUnanswered),
            Stage::Accepted | Stage::InDialogue => self.silence(),
            Stage::Held if self.step == 0 => (self.since + RATING, Due::RemindRating),
            Stage::Held => (self.since + UNRATED, Due::CloseUnrated),
            Stage::Rated | Stage::Closed | Stage::Withdrawn => {
                self.text.as_ref()?;
                (self.since + KEPT, Due::Forget)
            }
        })
    }

    fn nth_reminder(&self) -> DateTime<Utc> {
        self.since + REMIND * i32::try_from(self.step + 1).unwrap_or(i32::MAX)
    }

    fn silence(&self) -> (DateTime<Utc>, Due) {
        match (self.last_word, self.step) {
            (Side::Asker, 0) => (self.since + NUDGE, Due::Nudge),
            (Side::Asker, 1) => (self.since + HEADS, Due::TellHeads),
            (Side::Asker, _) if !self.spoken => (self.since + SILENCE, Due::GiveBack),
            _ => (self.stepped_at + SILENCE, Due::Hold),
        }
    }

    /// What is due at `now`.
    pub fn due(&self, now: DateTime<Utc>) -> Option<Due> {
        self.next_due().filter(|(at, _)| *at <= now).map(|(_, due)| due)
    }

    /// A timer of this stage has rung.
    pub fn rung(&mut self) {
        self.step += 1;
        self.version += 1;
    }
}
