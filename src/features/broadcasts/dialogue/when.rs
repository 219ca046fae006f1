//! The question of when. A time counts only when it was offered and pressed, and is still ahead.

use chrono::NaiveDate;

use super::{Context, End, Letter, State, stale};
use crate::communities::Profile;
use crate::i18n::{moment, when as when_words};
use crate::kernel::actor::Reader;
use crate::kernel::html::Html;
use crate::kernel::outcome::Step;
use crate::kernel::time::at_millis;
use crate::kernel::when::{self, Choice, Reading, Unread};
use crate::say;

pub(super) fn typed(letter: Letter, day: Option<NaiveDate>, text: &str, context: &Context<'_>) -> Step<State, End> {
    let (tz, now) = (context.profile.tz(), context.now);
    let read = match day {
        Some(day) => when::read_on(day, text, now, tz),
        None => when::read(text, now, tz),
    };
    match read {
        Ok(reading) => {
            let offers = reading.choice.options().iter().map(|m| m.at.timestamp_millis()).collect();
            let help = meant(context.reader, &reading, context.profile);
            Step::Again(State::When { letter, day, offers }, help)
        }
        Err(unread) => {
            let help = when_words::unread(context.reader.tongue, &unread, tz, context.profile.city_label());
            let day = if let Unread::NoTime(day) = unread { Some(day) } else { day };
            Step::Again(State::When { letter, day, offers: Vec::new() }, help)
        }
    }
}

pub(super) fn chosen(
    letter: Letter,
    day: Option<NaiveDate>,
    offers: Vec<i64>,
    value: &str,
    context: &Context<'_>,
) -> Step<State, End> {
    if value == "back" {
        // The text itself stands above already.
        return Step::Again(State::Preview(letter), Html::default());
    }
    match value.parse().ok().filter(|at| offers.contains(at)).map(at_millis) {
        Some(at) if at > context.now => Step::Complete(End::At(letter, at)),
        Some(at) => {
            let help = when_words::unread(
                context.reader.tongue,
                &Unread::Past(at),
                context.profile.tz(),
                context.profile.city_label(),
            );
            Step::Again(State::When { letter, day: None, offers: Vec::new() }, help)
        }
        None => stale(State::When { letter, day, offers }, context),
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
