//! Dates, times, zones and head counts as people type them in a chat, Russian first and English too.
//!
//! Everything here is pure: `now` and the zone are arguments. It must never guess silently: whatever can be meant
//! in two ways comes back as [`Choice::Choose`], whatever can't be is a variant of [`Unread`] with a sentence of its
//! own, and a word nobody knows is never skipped. No string may panic it or take more than linear time.

mod count;
mod day;
mod grammar;
mod layout;
mod lexicon;
mod loose;
mod numbers;
mod resolve;
mod tokens;
mod zone;

#[cfg(test)]
mod examples;
#[cfg(test)]
mod laws;

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc, Weekday};
use chrono_tz::Tz;

pub use count::{Count, read_count};
pub use resolve::remarks_on;
pub use zone::read_zone;

use grammar::Facts;
use loose::Asked;

/// The longest text that is looked at, in characters: nobody needs more for a date and a time.
pub const LONGEST: usize = 200;

/// Something read for certain, or several things among which only the person can choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice<T> {
    /// The text can mean only this.
    Sure(T),
    /// The text can mean any of these: daytime before night, then by time; never empty, all distinct.
    /// One option alone ([`Why::NextYear`], [`Why::NearestDay`]) still wants a "yes".
    Choose {
        /// What can be meant.
        options: Vec<T>,
        /// What exactly is unclear.
        why: Why,
    },
}

impl<T> Choice<T> {
    /// All that can be meant; one element when it is certain.
    pub fn options(&self) -> &[T] {
        match self {
            Self::Sure(one) => std::slice::from_ref(one),
            Self::Choose { options, .. } => options,
        }
    }
}

/// Why a person is asked to choose. When two things are unclear at once, the day is named before the hour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Why {
    /// An hour from 1 to 7 without «утра» or «дня»: 4 is 16:00 or 04:00.
    Hour,
    /// «В полночь», «в 12 ночи»: the day begins with it or ends with it.
    Midnight,
    /// «В четверг» said on a Thursday, «в следующий вторник» before this week's Tuesday, «через день».
    WhichDay,
    /// Only a time was given: today, if it is still ahead, and tomorrow.
    NearestDay,
    /// The day has recently passed this year and no year was given: the next year's day is offered.
    NextYear,
    /// Clocks go back that night and show this time twice.
    ClockBack,
}

/// One instant with what is worth saying about it before it is taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The instant, UTC, whole minutes.
    pub at: DateTime<Utc>,
    /// Warnings, never refusals; decided by the wall clock of the zone that was asked for.
    pub remarks: Vec<Remark>,
}

/// What a kind colleague would point at (slips, table 5.7). School holidays are the calendar's business, not ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remark {
    /// The day is a Sunday.
    Sunday,
    /// From 22:00 to 06:59 by the wall clock.
    Night,
    /// Later than the same day of the next year.
    MoreThanYearAhead,
}

/// What a text about a moment turned out to mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The moment or moments, all of them after `now`.
    pub choice: Choice<Moment>,
    /// The text was typed in the wrong keyboard layout and this is what it says in the right one: show it.
    pub meant: Option<String>,
}

/// Why a text was not taken. Each variant is one sentence to the person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unread {
    /// Neither a date nor a time, an unknown word among them, or longer than [`LONGEST`].
    NotUnderstood,
    /// «32 октября», «29.02.2027».
    NoSuchDate {
        /// The last day of that month and the first of the next; empty if there is no such month either.
        near: Vec<NaiveDate>,
    },
    /// «25:00», «в 14 утра».
    NoSuchTime,
    /// Clocks go forward that night and never show this time.
    SkippedByClock(NaiveDateTime),
    /// That instant is over.
    Past(DateTime<Utc>),
    /// That day is over, and no time was given.
    PastDay(NaiveDate),
    /// A day without a time. Ask for the time and give the answer to [`read_on`] with this day.
    NoTime(NaiveDate),
    /// «В четверг 15 октября», and the 15th is another day of the week.
    WeekdayMismatch {
        /// The date that was given.
        date: NaiveDate,
        /// The weekday that was given.
        said: Weekday,
        /// The weekday of that date.
        is: Weekday,
    },
    /// Two different days («завтра, 15.10», when tomorrow is the 14th).
    TwoDates(NaiveDate, NaiveDate),
    /// Two different times («с 16 до 18»): only a beginning is asked for. As they were typed, 4 is 04:00.
    TwoTimes(NaiveTime, NaiveTime),
    /// A time by another clock («в 16 мск» where the community lives by Tyumen).
    OtherZone(Tz),
}

/// Reads a moment: a date and a time in any order, or «через час». A time alone offers the nearest days.
///
/// `tz` is the community's wall clock. Everything returned lies after `now`. Days without a year are the nearest
/// ahead; a day that passed within the last half-year is asked about ([`Why::NextYear`]), since it is more likely a slip.
pub fn read(text: &str, now: DateTime<Utc>, tz: Tz) -> Result<Reading, Unread> {
    understood(text, Asked::Moment, |facts| resolve::moment(facts, now, tz))
        .map(|(choice, meant)| Reading { choice, meant })
}

/// Reads the answer to "and at what time?" about a known day ([`Unread::NoTime`]): a time on `day`,
/// or a whole new moment if the person has changed her mind about the day too.
pub fn read_on(day: NaiveDate, text: &str, now: DateTime<Utc>, tz: Tz) -> Result<Reading, Unread> {
    match understood(text, Asked::Time, |facts| resolve::time_on(day, facts, now, tz)) {
        Ok((choice, meant)) => Ok(Reading { choice, meant }),
        // «16.10 15:00» are not two times but a new day.
        Err(Unread::NotUnderstood | Unread::NoSuchTime | Unread::TwoTimes(..)) => read(text, now, tz),
        Err(other) => Err(other),
    }
}

/// Tries the text as typed and then, only if it says nothing at all, as typed in another keyboard layout.
fn understood<T>(
    text: &str,
    asked: Asked,
    resolve: impl Fn(Facts) -> Result<T, Unread>,
) -> Result<(T, Option<String>), Unread> {
    if text.chars().nth(LONGEST).is_some() {
        return Err(Unread::NotUnderstood);
    }
    let attempt = |text: &str| {
        let mut facts = grammar::parse(&tokens::tokens(text)?)?;
        loose::settle(&mut facts, asked)?;
        resolve(facts)
    };
    let as_typed = attempt(text);
    if !matches!(as_typed, Err(Unread::NotUnderstood)) {
        return as_typed.map(|value| (value, None));
    }
    for other in layout::retyped(text) {
        match attempt(&other) {
            Err(Unread::NotUnderstood) => {}
            outcome => return outcome.map(|value| (value, Some(other))),
        }
    }
    Err(Unread::NotUnderstood)
}

#[cfg(test)]
mod tests {
    use chrono::TimeZone;

    use super::*;

    const TYUMEN: Tz = Tz::Asia__Yekaterinburg;

    fn noon() -> DateTime<Utc> {
        Utc.with_ymd_and_hms(2026, 10, 13, 7, 0, 0).unwrap()
    }

    fn local(at: DateTime<Utc>) -> String {
        at.with_timezone(&TYUMEN).format("%d.%m.%Y %H:%M").to_string()
    }

    #[test]
    fn the_answer_about_the_time_of_a_known_day() {
        let day = chrono::NaiveDate::from_ymd_opt(2026, 10, 15).unwrap();
        let on = |text| {
            read_on(day, text, noon(), TYUMEN).map(|reading| {
                reading.choice.options().iter().map(|moment| local(moment.at)).collect::<Vec<_>>().join(" | ")
            })
        };
        assert_eq!(on("16"), Ok("15.10.2026 16:00".to_owned()));
        assert_eq!(on("16.10"), Ok("15.10.2026 16:10".to_owned()));
        assert_eq!(on("в 4"), Ok("15.10.2026 16:00 | 15.10.2026 04:00".to_owned()));
        assert_eq!(on("нет, "), Err(Unread::NotUnderstood));
        assert_eq!(on("16.10 15:00"), Ok("16.10.2026 15:00".to_owned()));
        assert_eq!(on("завтра в 9 утра"), Ok("14.10.2026 09:00".to_owned()));
        assert_eq!(on("25:00"), Err(Unread::NoSuchTime));
    }
}
