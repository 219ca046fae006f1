//! From what was said to instants: the calendar, the wall clock of the zone, and what is already over.
//!
//! All arithmetic is checked: a date no calendar holds is a refusal, never a panic.

use chrono::{
    DateTime, Datelike, MappedLocalTime, Months, NaiveDate, NaiveTime, Offset, TimeDelta, TimeZone, Timelike, Utc,
    Weekday,
};
use chrono_tz::Tz;

use super::day::{Days, days};
use super::grammar::{Facts, Time};
use super::lexicon::Part;
use super::{Choice, Moment, Remark, Unread, Why};

/// Times that one saying can mean, each with the days to add (midnight may end the day), daytime first.
type Times = Vec<(NaiveTime, i64)>;

pub(super) fn moment(facts: Facts, now: DateTime<Utc>, tz: Tz) -> Result<Choice<Moment>, Unread> {
    let today = now.with_timezone(&tz).date_naive();
    if let Some(ahead) = facts.ahead {
        return from_now(&facts, ahead, now, tz);
    }
    let said = days(&facts, today)?;
    let times = times(&facts)?;
    match (said, times) {
        (None, None) => Err(Unread::NotUnderstood),
        (Some(said), None) => Err(no_time(&said, today)),
        (None, Some(times)) => {
            let nearest = Days { options: vec![today, next_day(today, 1)?], why: Some(Why::NearestDay) };
            choose(&nearest, &times, &facts, now, tz)
        }
        (Some(said), Some(times)) => choose(&said, &times, &facts, now, tz),
    }
}

pub(super) fn time_on(day: NaiveDate, facts: Facts, now: DateTime<Utc>, tz: Tz) -> Result<Choice<Moment>, Unread> {
    let times = only_times(&facts)?;
    choose(&Days { options: vec![day], why: None }, &times, &facts, now, tz)
}

fn only_times(facts: &Facts) -> Result<Times, Unread> {
    let day_said = !facts.days.is_empty() || facts.weekday.is_some() || facts.week.is_some() || facts.year.is_some();
    if day_said || facts.ahead.is_some() {
        return Err(Unread::NotUnderstood);
    }
    times(facts)?.ok_or(Unread::NotUnderstood)
}

/// One option is certain unless it was made up for the person.
fn pick<T>(mut options: Vec<T>, why: Option<Why>) -> Choice<T> {
    match why {
        Some(why) if options.len() > 1 || matches!(why, Why::NextYear | Why::NearestDay) => {
            Choice::Choose { options, why }
        }
        _ if options.len() == 1 => Choice::Sure(options.swap_remove(0)),
        _ => Choice::Choose { options, why: Why::WhichDay },
    }
}

fn no_time(said: &Days, today: NaiveDate) -> Unread {
    match said.options.iter().find(|day| **day >= today).or(said.options.last()) {
        Some(day) if *day < today => Unread::PastDay(*day),
        Some(day) => Unread::NoTime(*day),
        None => Unread::NotUnderstood,
    }
}

pub(super) fn next_day(day: NaiveDate, days: i64) -> Result<NaiveDate, Unread> {
    TimeDelta::try_days(days).and_then(|days| day.checked_add_signed(days)).ok_or(Unread::NotUnderstood)
}

/// «Через час»: rounded up to a whole minute, so that it is never less than was said.
fn from_now(facts: &Facts, ahead: TimeDelta, now: DateTime<Utc>, tz: Tz) -> Result<Choice<Moment>, Unread> {
    let more_said = !facts.days.is_empty() || !facts.times.is_empty() || facts.weekday.is_some();
    if more_said || facts.part.is_some() || facts.week.is_some() || facts.year.is_some() {
        return Err(Unread::NotUnderstood);
    }
    let exact = now.checked_add_signed(ahead).ok_or(Unread::NotUnderstood)?;
    let over = TimeDelta::seconds(i64::from(exact.second())) + TimeDelta::nanoseconds(i64::from(exact.nanosecond()));
    let round_up = if over.is_zero() { over } else { TimeDelta::minutes(1) - over };
    let at = exact.checked_add_signed(round_up).ok_or(Unread::NotUnderstood)?;
    if at <= now { Err(Unread::Past(at)) } else { Ok(Choice::Sure(with_remarks(at, now, tz))) }
}

/// Every day with every time, as instants of the zone, without those that are over.
fn choose(said: &Days, times: &Times, facts: &Facts, now: DateTime<Utc>, tz: Tz) -> Result<Choice<Moment>, Unread> {
    let mut instants: Vec<DateTime<Utc>> = Vec::new();
    let mut skipped = None;
    let mut twice = false;
    for day in &said.options {
        for (time, later) in times {
            let local = next_day(*day, *later)?.and_time(*time);
            match tz.from_local_datetime(&local) {
                MappedLocalTime::Single(at) => instants.push(at.to_utc()),
                MappedLocalTime::Ambiguous(early, late) => {
                    twice = true;
                    instants.extend([early.to_utc(), late.to_utc()]);
                }
                MappedLocalTime::None => skipped = Some(local),
            }
        }
    }
    if let Some(other) = facts.zone.filter(|other| instants.iter().any(|at| !same_offset(*other, tz, *at))) {
        return Err(Unread::OtherZone(other));
    }
    let first = instants.first().copied();
    instants.retain(|at| *at > now);
    instants.sort_by_key(|at| (is_night(*at, tz), *at));
    instants.dedup();
    match (instants.is_empty(), skipped, first) {
        (true, Some(local), _) => return Err(Unread::SkippedByClock(local)),
        (true, None, Some(at)) => return Err(Unread::Past(at)),
        (true, None, None) => return Err(Unread::NotUnderstood),
        _ => {}
    }
    let mut dates = instants.iter().map(|at| at.with_timezone(&tz).date_naive());
    let first_date = dates.next();
    let one_day = dates.all(|date| Some(date) == first_date);
    let why = said.why.filter(|why| !(one_day && *why == Why::WhichDay)).or_else(|| why_times(facts, twice));
    Ok(pick(instants.into_iter().map(|at| with_remarks(at, now, tz)).collect(), why))
}

fn why_times(facts: &Facts, twice: bool) -> Option<Why> {
    let midnight = facts.times.iter().any(|time| match time {
        Time::Midnight => true,
        Time::Clock { hour, .. } => *hour == 12 && facts.part == Some(Part::Night),
    });
    if midnight {
        Some(Why::Midnight)
    } else if twice {
        Some(Why::ClockBack)
    } else {
        Some(Why::Hour)
    }
}

fn same_offset(one: Tz, other: Tz, at: DateTime<Utc>) -> bool {
    let offset = |tz: Tz| tz.offset_from_utc_datetime(&at.naive_utc()).fix();
    offset(one) == offset(other)
}

fn is_night(at: DateTime<Utc>, tz: Tz) -> bool {
    !(7..22).contains(&at.with_timezone(&tz).hour())
}

fn with_remarks(at: DateTime<Utc>, now: DateTime<Utc>, tz: Tz) -> Moment {
    Moment { at, remarks: remarks_on(at, now, tz) }
}

/// What is worth saying about an instant before it is taken, by the wall clock of `tz`.
pub fn remarks_on(at: DateTime<Utc>, now: DateTime<Utc>, tz: Tz) -> Vec<Remark> {
    let local = at.with_timezone(&tz).date_naive();
    let in_a_year = now.with_timezone(&tz).date_naive().checked_add_months(Months::new(12));
    let remarks = [
        (local.weekday() == Weekday::Sun, Remark::Sunday),
        (is_night(at, tz), Remark::Night),
        (in_a_year.is_some_and(|limit| local > limit), Remark::MoreThanYearAhead),
    ];
    remarks.into_iter().filter_map(|(holds, remark)| holds.then_some(remark)).collect()
}

/// The one time that was said, with all it can mean; `None` if no time was said.
fn times(facts: &Facts) -> Result<Option<Times>, Unread> {
    let mut said = facts.times.iter().map(|time| possible(*time, facts.part));
    let Some(first) = said.next().transpose()? else { return Ok(None) };
    for other in said {
        let other = other?;
        if other != first {
            return Err(two_times(facts));
        }
    }
    Ok(Some(first))
}

fn two_times(facts: &Facts) -> Unread {
    let mut typed: Vec<NaiveTime> = Vec::new();
    for time in &facts.times {
        let time = match time {
            Time::Midnight => Some(NaiveTime::MIN),
            Time::Clock { hour, minute, .. } => NaiveTime::from_hms_opt(*hour, *minute, 0),
        };
        typed.extend(time);
    }
    typed.dedup();
    match typed.as_slice() {
        [first, second, ..] => Unread::TwoTimes(*first, *second),
        _ => Unread::NotUnderstood,
    }
}

/// A time as it was said and the part of the day → what it can mean.
fn possible(time: Time, part: Option<Part>) -> Result<Times, Unread> {
    let Time::Clock { hour, minute, exact } = time else {
        return Ok(vec![(NaiveTime::MIN, 0), (NaiveTime::MIN, 1)]);
    };
    let hours: Vec<(u32, i64)> = match (part, hour) {
        (None, 1..=7) if !exact => vec![(hour + 12, 0), (hour, 0)],
        (None, 0..=23) => vec![(hour, 0)],
        (Some(Part::Morning), 0..=11) => vec![(hour, 0)],
        (Some(Part::Afternoon), 1..=6) => vec![(hour + 12, 0)],
        (Some(Part::Afternoon), 10..=18) => vec![(hour, 0)],
        (Some(Part::Evening), 4..=11) => vec![(hour + 12, 0)],
        (Some(Part::Evening), 16..=23) => vec![(hour, 0)],
        (Some(Part::Night), 12) => vec![(0, 0), (0, 1)],
        (Some(Part::Night), 0..=5 | 21..=23) => vec![(hour, 0)],
        (Some(Part::Night), 8..=11) => vec![(hour + 12, 0)],
        (Some(Part::Am), 1..=11) | (Some(Part::Pm), 12..=23) => vec![(hour, 0)],
        (Some(Part::Am), 12) => vec![(0, 0)],
        (Some(Part::Pm), 1..=11) => vec![(hour + 12, 0)],
        _ => return Err(Unread::NoSuchTime),
    };
    let time = |hour| NaiveTime::from_hms_opt(hour, minute, 0).ok_or(Unread::NoSuchTime);
    hours.into_iter().map(|(hour, later)| Ok((time(hour)?, later))).collect()
}
