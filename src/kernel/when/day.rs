//! Which calendar days were meant: «15.10», «в четверг», «через неделю», all of them at once if they agree.
//!
//! A day no calendar has is refused with the nearest that exist; two sayings that differ are never reconciled.

use chrono::{Datelike, Days as DayCount, Months, NaiveDate, Weekday};

use super::grammar::{Day, Facts};
use super::lexicon::Which;
use super::resolve::next_day;
use super::{Unread, Why};

/// A date that passed longer ago than this many days means the next year without asking: «15.01» said in December.
const SURELY_NEXT_YEAR: i64 = 183;

/// Days that one saying can mean, ascending, never empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Days {
    pub options: Vec<NaiveDate>,
    pub why: Option<Why>,
}

/// The days a text names; `None` if it names none.
pub(super) fn days(facts: &Facts, today: NaiveDate) -> Result<Option<Days>, Unread> {
    let Some((first, more)) = facts.days.split_first() else { return by_weekday_alone(facts, today) };
    if let (Day::InWeeks(weeks), Some((weekday, _)), []) = (first, facts.weekday, more) {
        return weekday_in_weeks(*weeks, weekday, today).map(Some);
    }
    if facts.week.is_some() {
        return Err(Unread::NotUnderstood);
    }
    let mut days = one(*first, facts.year, today)?;
    for other in more {
        let other = one(*other, facts.year, today)?;
        let agreed: Vec<NaiveDate> = days.options.iter().copied().filter(|day| other.options.contains(day)).collect();
        if let ([], [left, ..], [right, ..]) = (agreed.as_slice(), days.options.as_slice(), other.options.as_slice()) {
            return Err(Unread::TwoDates(*left, *right));
        }
        days.options = agreed;
    }
    if let Some((said, _)) = facts.weekday {
        let agreed: Vec<NaiveDate> = days.options.iter().copied().filter(|day| day.weekday() == said).collect();
        if let ([], [date, ..]) = (agreed.as_slice(), days.options.as_slice()) {
            return Err(Unread::WeekdayMismatch { date: *date, said, is: date.weekday() });
        }
        days.options = agreed;
    }
    Ok(Some(days))
}

fn sure(day: NaiveDate) -> Days {
    Days { options: vec![day], why: None }
}

fn one_of(mut options: Vec<NaiveDate>) -> Days {
    options.sort_unstable();
    options.dedup();
    let why = (options.len() > 1).then_some(Why::WhichDay);
    Days { options, why }
}

fn one(day: Day, year: Option<u32>, today: NaiveDate) -> Result<Days, Unread> {
    match day {
        Day::In(days) => next_day(today, days).map(sure),
        Day::EveryOther => Ok(one_of(vec![next_day(today, 1)?, next_day(today, 2)?])),
        Day::InWeeks(weeks) => next_day(today, weeks * 7).map(sure),
        Day::InMonths(months) => today.checked_add_months(Months::new(months)).map(sure).ok_or(Unread::NotUnderstood),
        Day::Date { year: said, month, day } => match said.or(year) {
            Some(year) => date(year, month, day).map(sure),
            None => without_year(month, day, today),
        },
        Day::OfMonth(day) => day_of_month(day, today),
    }
}

/// The date, or a refusal with the days beside it.
fn date(year: u32, month: u32, day: u32) -> Result<NaiveDate, Unread> {
    let year = i32::try_from(year).map_err(|_| Unread::NotUnderstood)?;
    NaiveDate::from_ymd_opt(year, month, day).ok_or_else(|| Unread::NoSuchDate { near: near(year, month) })
}

/// The last day of the month and the first of the next.
fn near(year: i32, month: u32) -> Vec<NaiveDate> {
    let next_first = NaiveDate::from_ymd_opt(year, month, 1).and_then(|first| first.checked_add_months(Months::new(1)));
    let last = next_first.and_then(|first| first.checked_sub_days(DayCount::new(1)));
    last.into_iter().chain(next_first).collect()
}

/// The nearest such day from today on; one that passed lately is asked about.
fn without_year(month: u32, day: u32, today: NaiveDate) -> Result<Days, Unread> {
    let this_year = u32::try_from(today.year()).map_err(|_| Unread::NotUnderstood)?;
    let here = date(this_year, month, day);
    let over = match &here {
        Ok(date) => *date < today,
        Err(_) => month < today.month(),
    };
    if !over {
        return here.map(sure);
    }
    let next = date(this_year + 1, month, day)?;
    let lately = here.is_ok_and(|date| (today - date).num_days() <= SURELY_NEXT_YEAR);
    Ok(Days { options: vec![next], why: lately.then_some(Why::NextYear) })
}

/// «15-го»: the nearest month from today on that has such a day.
fn day_of_month(day: u32, today: NaiveDate) -> Result<Days, Unread> {
    let first = today.with_day(1).ok_or(Unread::NotUnderstood)?;
    let ahead = (0..3)
        .filter_map(|months| first.checked_add_months(Months::new(months))?.with_day(day))
        .find(|date| *date >= today);
    ahead.map(sure).ok_or(Unread::NoSuchDate { near: Vec::new() })
}

fn monday_of(day: NaiveDate) -> Result<NaiveDate, Unread> {
    next_day(day, -i64::from(day.weekday().num_days_from_monday()))
}

fn by_weekday_alone(facts: &Facts, today: NaiveDate) -> Result<Option<Days>, Unread> {
    let Some((weekday, which)) = facts.weekday else {
        return if facts.week.is_some() || facts.year.is_some() { Err(Unread::NotUnderstood) } else { Ok(None) };
    };
    if facts.year.is_some() {
        return Err(Unread::NotUnderstood);
    }
    let place = i64::from(weekday.num_days_from_monday());
    let this_week = next_day(monday_of(today)?, place)?;
    let next_week = next_day(this_week, 7)?;
    let days = match (facts.week, which) {
        (Some(weeks), _) => sure(next_day(this_week, weeks * 7)?),
        (None, Some(Which::This)) => sure(this_week),
        // Before this week's Tuesday «следующий вторник» is the coming one to some and the next week's to others.
        (None, Some(Which::Next)) if this_week > today => one_of(vec![this_week, next_week]),
        (None, Some(Which::Next)) => sure(next_week),
        (None, _) if this_week == today => one_of(vec![today, next_week]),
        (None, _) => sure(if this_week > today { this_week } else { next_week }),
    };
    Ok(Some(days))
}

/// «Через неделю в среду»: the Wednesday of that week, or a week after the coming one.
fn weekday_in_weeks(weeks: i64, weekday: Weekday, today: NaiveDate) -> Result<Days, Unread> {
    let place = i64::from(weekday.num_days_from_monday());
    let in_that_week = next_day(monday_of(next_day(today, weeks * 7)?)?, place)?;
    let coming = i64::from((weekday.num_days_from_monday() + 7 - today.weekday().num_days_from_monday()) % 7);
    Ok(one_of(vec![in_that_week, next_day(today, coming + weeks * 7)?]))
}
