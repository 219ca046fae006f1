//! The questions of when, by whose clock, and what about the night. A time counts only when it was offered and pressed,
//! and is still ahead.

use chrono::{DateTime, NaiveDate, Utc};

use super::super::timing::{Manner, Night, Whose};
use super::{Context, End, Letter, State, stale};
use crate::communities::Profile;
use crate::i18n::{moment, when as when_words};
use crate::kernel::actor::Reader;
use crate::kernel::html::Html;
use crate::kernel::outcome::Step;
use crate::kernel::time::at_millis;
use crate::kernel::when::{self, Choice, Reading, Unread};
use crate::say;

/// What is known of the time so far.
pub(super) struct So {
    /// What.
    pub letter: Letter,
    /// The day, if only the time is missing.
    pub day: Option<NaiveDate>,
    /// Instants to choose from, milliseconds.
    pub offers: Vec<i64>,
}

impl So {
    fn state(self) -> State {
        let Self { letter, day, offers } = self;
        State::When { letter, day, offers }
    }
}

/// A moment, or a time on the day that is known already.
pub(super) fn read(day: Option<NaiveDate>, text: &str, context: &Context<'_>) -> Result<Reading, Unread> {
    let (tz, now) = (context.profile.tz(), context.now);
    match day {
        Some(day) => when::read_on(day, text, now, tz),
        None => when::read(text, now, tz),
    }
}

pub(super) fn typed(so: So, text: &str, context: &Context<'_>) -> Step<State, End> {
    let tz = context.profile.tz();
    match read(so.day, text, context) {
        Ok(reading) => {
            let offers = reading.choice.options().iter().map(|m| m.at.timestamp_millis()).collect();
            let help = meant(context.reader, &reading, context.profile);
            Step::Again(So { offers, ..so }.state(), help)
        }
        Err(unread) => {
            let help = when_words::unread(context.reader.tongue, &unread, tz, context.profile.city_label());
            let day = if let Unread::NoTime(day) = unread { Some(day) } else { so.day };
            Step::Again(So { day, offers: Vec::new(), ..so }.state(), help)
        }
    }
}

pub(super) fn chosen(mut so: So, value: &str, context: &Context<'_>) -> Step<State, End> {
    let manner = so.letter.planned.manner;
    if value == "back" {
        // The text itself stands above already.
        return Step::Again(State::Preview(so.letter), Html::default());
    }
    let turned = match (Whose::read(value), Night::read(value)) {
        (Some(whose), _) => Some(Manner { whose, ..manner }),
        (_, Some(night)) => Some(Manner { night, ..manner }),
        (None, None) => None,
    };
    if let Some(manner) = turned {
        so.letter.planned.manner = manner;
        return Step::Ask(so.state());
    }
    match value.parse().ok().filter(|at| so.offers.contains(at)).map(at_millis) {
        Some(at) if at > context.now => Step::Complete(End::At(so.letter, at)),
        Some(at) => {
            let help = past(at, context);
            Step::Again(So { day: None, offers: Vec::new(), ..so }.state(), help)
        }
        None => stale(so.state(), context),
    }
}

fn past(at: DateTime<Utc>, context: &Context<'_>) -> Html {
    let (t, tz) = (context.reader.tongue, context.profile.tz());
    when_words::unread(t, &Unread::Past(at), tz, context.profile.city_label())
}

/// Somebody sleeps now: what about her?
pub(super) fn night(letter: Letter, value: &str, context: &Context<'_>) -> Step<State, End> {
    let said = Night::ALL.iter().find(|night| value == letter.mark(night.word()));
    match (said, value) {
        (Some(night), _) => Step::Complete(End::Now(letter, Some(*night))),
        (None, "back") => Step::Again(State::Preview(letter), Html::default()),
        (None, _) => stale(State::Night(letter), context),
    }
}

/// A time that was read: what it says, what is unclear, what is worth a second thought.
fn meant(reader: Reader, reading: &Reading, profile: &Profile) -> Html {
    let t = reader.tongue;
    let mut text = match &reading.meant {
        Some(meant) => when_words::read_as(t, meant),
        None => Html::default(),
    };
    text = match &reading.choice {
        Choice::Sure(one) => {
            let at = moment::moment(reader, one.at, profile.tz(), profile.city_label());
            text.para(say!(t, broadcasts_when_sure, at = at))
        }
        Choice::Choose { why, .. } => text.para(when_words::doubt(t, *why)),
    };
    let remarks = reading.choice.options().first().map(|m| m.remarks.as_slice()).unwrap_or_default();
    remarks.iter().fold(text, |text, remark| text.line(when_words::remark(t, *remark)))
}
