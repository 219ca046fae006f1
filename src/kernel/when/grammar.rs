//! From tokens to what was said: days, times, weekdays. No calendar and no clock here: «32 октября» is still a day.
//!
//! Every token must be used or be a filler; one that fits nowhere refuses the text. Numbers that may be a date as
//! well as a time («15.10») stay [`Loose`] until the whole text is known.

use chrono::{TimeDelta, Weekday};
use chrono_tz::Tz;

use super::Unread;
use super::lexicon::{Part, Sense, Which};
use super::loose::Loose;
use super::tokens::{Kind, Num, Token};

/// All that a text says, nothing of it checked yet.
#[derive(Clone, Debug, Default)]
pub(super) struct Facts {
    pub days: Vec<Day>,
    pub weekday: Option<(Weekday, Option<Which>)>,
    /// «На следующей неделе» is 1.
    pub week: Option<i64>,
    pub year: Option<u32>,
    pub times: Vec<Time>,
    pub part: Option<Part>,
    /// «Через 2 часа».
    pub ahead: Option<TimeDelta>,
    pub loose: Vec<Loose>,
    pub zone: Option<Tz>,
}

/// A day as it was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Day {
    /// So many days from today.
    In(i64),
    /// «Через день»: tomorrow to some, the day after tomorrow to others.
    EveryOther,
    InWeeks(i64),
    InMonths(u32),
    Date {
        year: Option<u32>,
        month: u32,
        day: u32,
    },
    /// «15-го», «15 числа».
    OfMonth(u32),
}

/// A time as it was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Time {
    /// `exact`: written by the 24-hour clock beyond doubt (04:00).
    Clock {
        hour: u32,
        minute: u32,
        exact: bool,
    },
    Midnight,
}

/// Reads all tokens from left to right.
pub(super) fn parse(tokens: &[Token]) -> Result<Facts, Unread> {
    let mut reader = Reader { tokens, facts: Facts::default(), at: false, after_time: false };
    while let Some(token) = reader.tokens.first().copied() {
        let times_before = (reader.facts.times.len(), reader.facts.loose.len());
        let at = reader.at;
        reader.tokens = &reader.tokens[1..];
        reader.at = false;
        match token.kind {
            Kind::Num(num) => reader.number(num, at)?,
            Kind::Ord(day) => reader.ordinal(day)?,
            Kind::Say(sense) => reader.word(sense, at)?,
            Kind::Mark('-')
                if token.gap && matches!(reader.peek(0), Some(Token { kind: Kind::Num(_), gap: false })) =>
            {
                return Err(Unread::NotUnderstood);
            }
            Kind::Mark(_) => continue,
        }
        let unit = matches!(token.kind, Kind::Say(Sense::Hour | Sense::Hours | Sense::Minutes));
        let read_time = times_before != (reader.facts.times.len(), reader.facts.loose.len());
        reader.after_time = read_time || (unit && reader.after_time);
    }
    Ok(reader.facts)
}

pub(super) struct Reader<'a> {
    /// What is still to be read.
    pub(super) tokens: &'a [Token],
    pub(super) facts: Facts,
    /// «В», «к», "at" stood just before: a time is likely.
    at: bool,
    /// A time or what may be one stood just before: «дня» and «час» belong to it.
    after_time: bool,
}

impl Reader<'_> {
    pub(super) fn peek(&self, ahead: usize) -> Option<Token> {
        self.tokens.get(ahead).copied()
    }

    pub(super) fn says(&self, ahead: usize) -> Option<Sense> {
        match self.peek(ahead)?.kind {
            Kind::Say(sense) => Some(sense),
            _ => None,
        }
    }

    pub(super) fn num(&self, ahead: usize) -> Option<Num> {
        match self.peek(ahead)?.kind {
            Kind::Num(num) => Some(num),
            _ => None,
        }
    }

    pub(super) fn marks(&self, ahead: usize, mark: char) -> bool {
        self.peek(ahead).is_some_and(|token| token.kind == Kind::Mark(mark))
    }

    pub(super) fn skip(&mut self, count: usize) {
        self.tokens = self.tokens.get(count..).unwrap_or_default();
    }

    pub(super) fn take(&mut self, wanted: Sense) -> bool {
        let here = self.says(0) == Some(wanted);
        self.skip(usize::from(here));
        here
    }

    pub(super) fn time(&mut self, hour: u32, minute: u32, exact: bool) {
        self.facts.times.push(Time::Clock { hour, minute, exact });
    }

    fn word(&mut self, sense: Sense, at: bool) -> Result<(), Unread> {
        match sense {
            Sense::Day(days) => self.facts.days.push(Day::In(days)),
            Sense::Tonight => {
                self.facts.days.push(Day::In(0));
                return self.part(Part::Evening);
            }
            Sense::Weekday(weekday) => return self.weekday(weekday, None),
            Sense::Which(which) => return self.which(which),
            Sense::Month(month) => return self.day_after_month(month),
            Sense::Noon => self.time(12, 0, true),
            Sense::Midnight => self.facts.times.push(Time::Midnight),
            Sense::Part(part) => return self.part(part),
            Sense::DayOrPart if self.after_time => return self.part(Part::Afternoon),
            Sense::Hour if !self.after_time && at => self.time(1, 0, false),
            Sense::Hour | Sense::Hours | Sense::Minutes if self.after_time => {}
            Sense::In => return self.ahead(),
            Sense::After => return self.after(),
            Sense::Days if self.says(0) == Some(Sense::After) && self.says(1) == Some(Sense::Day(1)) => {
                self.skip(2);
                self.facts.days.push(Day::In(2));
            }
            Sense::Less => return self.less(),
            Sense::Half => return self.half(),
            Sense::HalfOf(hour) => self.time(hour_before(hour), 30, false),
            Sense::Quarter => return self.quarter(),
            Sense::Zone(tz) => match self.facts.zone.replace(tz) {
                Some(other) if other != tz => return Err(Unread::NotUnderstood),
                _ => {}
            },
            Sense::At | Sense::To => self.at = true,
            Sense::Filler => self.at = at,
            // «Г. Тюмень».
            Sense::Years if matches!(self.says(usize::from(self.marks(0, '.'))), Some(Sense::Zone(_))) => {}
            _ => return Err(Unread::NotUnderstood),
        }
        Ok(())
    }

    fn part(&mut self, part: Part) -> Result<(), Unread> {
        match self.facts.part.replace(part) {
            Some(other) if other != part => Err(Unread::NotUnderstood),
            _ => Ok(()),
        }
    }

    fn weekday(&mut self, weekday: Weekday, which: Option<Which>) -> Result<(), Unread> {
        match self.facts.weekday.replace((weekday, which)) {
            Some((other, _)) if other != weekday => Err(Unread::NotUnderstood),
            _ => Ok(()),
        }
    }

    /// «Следующий вторник», «на этой неделе», "this evening".
    fn which(&mut self, which: Which) -> Result<(), Unread> {
        self.skip(usize::from(self.marks(0, '.')));
        let next = self.says(0);
        self.skip(1);
        match (next, which) {
            (Some(Sense::Weekday(weekday)), _) => return self.weekday(weekday, Some(which)),
            (Some(Sense::Weeks), Which::This) => self.facts.week = Some(0),
            (Some(Sense::Weeks), Which::Next) => self.facts.week = Some(1),
            (Some(Sense::Part(part)), Which::This) => {
                self.facts.days.push(Day::In(0));
                return self.part(part);
            }
            _ => return Err(Unread::NotUnderstood),
        }
        Ok(())
    }

    /// «Через 2 дня», «через час», "in half an hour", and "in the morning".
    fn ahead(&mut self) -> Result<(), Unread> {
        while self.says(0) == Some(Sense::Filler) {
            self.skip(1);
        }
        if let Some(Sense::Part(_)) = self.says(0) {
            return Ok(());
        }
        let half = self.take(Sense::Half);
        while self.says(0) == Some(Sense::Filler) {
            self.skip(1);
        }
        let one_and_half = self.take(Sense::OneAndHalf);
        let said = self.num(0).map(|num| num.n);
        self.skip(usize::from(said.is_some()));
        let count = said.unwrap_or(1);
        let unit = self.says(0).ok_or(Unread::NotUnderstood)?;
        self.skip(1);
        let minutes = match unit {
            Sense::HalfHour if said.is_none() && !half => 30,
            Sense::Hour | Sense::Hours if half => 30,
            Sense::Hour | Sense::Hours if one_and_half => 90,
            _ if half || one_and_half => return Err(Unread::NotUnderstood),
            Sense::Hour | Sense::Hours => i64::from(count) * 60 + self.minutes_more(),
            Sense::Minutes => i64::from(count),
            _ => return self.days_ahead(unit, said),
        };
        match self.facts.ahead.replace(TimeDelta::minutes(minutes)) {
            Some(_) => Err(Unread::NotUnderstood),
            None => Ok(()),
        }
    }

    /// The «30 минут» of «через 2 часа 30 минут».
    fn minutes_more(&mut self) -> i64 {
        match (self.num(0), self.says(1)) {
            (Some(minutes), Some(Sense::Minutes)) => {
                self.skip(2);
                i64::from(minutes.n)
            }
            _ => 0,
        }
    }

    fn days_ahead(&mut self, unit: Sense, said: Option<u32>) -> Result<(), Unread> {
        let count = said.unwrap_or(1);
        self.facts.days.push(match (unit, said) {
            (Sense::Days, None) => Day::EveryOther,
            (Sense::Days | Sense::DayOrPart, _) => Day::In(i64::from(count)),
            (Sense::Weeks, _) => Day::InWeeks(i64::from(count)),
            (Sense::Months, _) => Day::InMonths(count),
            (Sense::Years, _) => Day::InMonths(count * 12),
            _ => return Err(Unread::NotUnderstood),
        });
        Ok(())
    }

    /// «После завтра», «после обеда».
    fn after(&mut self) -> Result<(), Unread> {
        if self.take(Sense::Day(1)) {
            self.facts.days.push(Day::In(2));
            return Ok(());
        }
        if self.take(Sense::Lunch) { self.part(Part::Afternoon) } else { Err(Unread::NotUnderstood) }
    }

    /// «Без четверти пять», «без десяти минут 5», «без пяти час».
    fn less(&mut self) -> Result<(), Unread> {
        let minutes = match (self.num(0), self.says(0)) {
            (Some(num), _) if (1..60).contains(&num.n) => num.n,
            (_, Some(Sense::Quarter)) => 15,
            _ => return Err(Unread::NotUnderstood),
        };
        self.skip(1);
        self.take(Sense::Minutes);
        let hour = self.hour_named()?;
        self.time(hour_before(hour), 60 - minutes, false);
        Ok(())
    }

    fn hour_named(&mut self) -> Result<u32, Unread> {
        let hour = match (self.num(0), self.says(0)) {
            (Some(num), _) if (1..=12).contains(&num.n) => num.n,
            (_, Some(Sense::Hour)) => 1,
            _ => return Err(Unread::NotUnderstood),
        };
        self.skip(1);
        Ok(hour)
    }

    fn hour_ordinal(&mut self) -> Option<u32> {
        let Kind::Ord(hour @ 1..=12) = self.peek(0)?.kind else { return None };
        self.skip(1);
        Some(hour)
    }

    /// «Пол пятого», «половина пятого», «пол 5», "half past four".
    fn half(&mut self) -> Result<(), Unread> {
        self.skip(usize::from(self.marks(0, '-')));
        if self.take(Sense::Past) {
            let hour = self.hour_named()?;
            self.time(hour, 30, false);
            return Ok(());
        }
        let hour = self.hour_ordinal().map_or_else(|| self.hour_named(), Ok)?;
        self.time(hour_before(hour), 30, false);
        Ok(())
    }

    /// «Четверть пятого», "quarter past four", "quarter to five".
    fn quarter(&mut self) -> Result<(), Unread> {
        if let Some(hour) = self.hour_ordinal() {
            self.time(hour_before(hour), 15, false);
        } else if self.take(Sense::Past) {
            let hour = self.hour_named()?;
            self.time(hour, 15, false);
        } else if self.take(Sense::To) {
            let hour = self.hour_named()?;
            self.time(hour_before(hour), 45, false);
        } else {
            return Err(Unread::NotUnderstood);
        }
        Ok(())
    }
}

/// The hour that is running out when it is "the n-th" by the clock face: the first is what follows 12.
pub(super) fn hour_before(hour: u32) -> u32 {
    if hour <= 1 { 12 } else { hour - 1 }
}
