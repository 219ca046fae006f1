//! Numbers that may be a date as well as a time, settled once the whole text is known.
//!
//! «15.10 16.00», «16.00 15.10», «завтра 15.10» and «15-10 16:00» differ only by what else was said.

use chrono::NaiveTime;

use super::Unread;
use super::grammar::{Day, Facts, Time};

/// Two numbers with something between them, or one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Loose {
    pub first: u32,
    pub second: u32,
    pub second_len: usize,
    pub shape: Shape,
    /// «В» stood before it: a time.
    pub at: bool,
    /// Written with a leading zero.
    pub exact: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// «15.10»: rather a date.
    Dotted,
    /// «9-30»: rather a time, or two («16-18»).
    Dashed,
    /// «16 00»: rather a time.
    Spaced,
    /// «16»: rather an hour.
    Bare,
}

/// What the person was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Asked {
    Moment,
    Time,
}

/// Makes every loose number a day or a time: the certain ones first, the others by what is still missing.
pub(super) fn settle(facts: &mut Facts, asked: Asked) -> Result<(), Unread> {
    let loose = std::mem::take(&mut facts.loose);
    let mut unclear = Vec::new();
    for one in loose {
        match asked {
            Asked::Time => one.to_time(facts)?,
            Asked::Moment if one.surely_time(facts) => one.to_time(facts)?,
            Asked::Moment if one.surely_day() => one.to_day(facts),
            Asked::Moment => unclear.push(one),
        }
    }
    for one in unclear {
        let (has_day, has_time) = (!facts.days.is_empty(), !facts.times.is_empty());
        let as_day = match one.shape {
            Shape::Dotted => !has_day || has_time,
            Shape::Dashed | Shape::Spaced | Shape::Bare => !has_day && has_time,
        };
        if as_day {
            one.to_day(facts);
        } else {
            one.to_time(facts)?;
        }
    }
    Ok(())
}

impl Loose {
    fn surely_time(self, facts: &Facts) -> bool {
        let no_such_month = self.second == 0 || self.second > 12;
        let day_missing = facts.days.is_empty() && !facts.times.is_empty();
        match self.shape {
            Shape::Bare => self.at,
            _ if self.second_len == 1 => false,
            _ => self.at || (no_such_month && self.first <= 24 && !day_missing),
        }
    }

    fn surely_day(self) -> bool {
        match self.shape {
            Shape::Dotted => self.first > 24 || self.second_len == 1,
            Shape::Dashed | Shape::Spaced => self.second_len == 1,
            Shape::Bare => false,
        }
    }

    /// «16-18» is a lesson's length rather than eighteen minutes past four.
    fn looks_like_range(self) -> bool {
        self.shape == Shape::Dashed && self.first < self.second && self.second <= 24 && !self.second.is_multiple_of(5)
    }

    fn range(self) -> Unread {
        let hour = |hour| NaiveTime::from_hms_opt(hour, 0, 0);
        match (hour(self.first), hour(self.second)) {
            (Some(from), Some(till)) => Unread::TwoTimes(from, till),
            _ => Unread::NoSuchTime,
        }
    }

    fn to_time(self, facts: &mut Facts) -> Result<(), Unread> {
        if self.looks_like_range() {
            return Err(self.range());
        }
        facts.times.push(Time::Clock { hour: self.first, minute: self.second, exact: self.exact });
        Ok(())
    }

    fn to_day(self, facts: &mut Facts) {
        facts.days.push(match self.shape {
            Shape::Bare => Day::OfMonth(self.first),
            _ => Day::Date { year: None, month: self.second, day: self.first },
        });
    }
}
