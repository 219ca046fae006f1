//! What a number starts: «15.10.2026», «2026-10-15», «16:00», «15 октября», «9-30», «4 часа», «15 числа».
//!
//! Decides nothing that the rest of the text may still change: such numbers become [`Loose`].

use super::Unread;
use super::grammar::{Day, Reader};
use super::lexicon::Sense;
use super::loose::{Loose, Shape};
use super::tokens::{Kind, Num, Token};

impl Reader<'_> {
    /// `first` has just been taken; `at` tells whether a preposition of time stood before it.
    pub(super) fn number(&mut self, first: Num, at: bool) -> Result<(), Unread> {
        if self.three_part_date(first)? || self.clock(first)? || self.pair(first, at)? {
            return Ok(());
        }
        if first.len <= 2 && !(at && self.month_takes_next_number()) && self.month_after(first.n) {
            return Ok(());
        }
        if self.take(Sense::DayNumber) {
            self.facts.days.push(Day::OfMonth(first.n));
            return Ok(());
        }
        if first.len > 2 {
            return self.year_or_hundreds(first);
        }
        if self.spaced_date(first) || self.hours_and_minutes(first) || self.minutes_of_hour(first) {
            return Ok(());
        }
        let hour_mark = matches!(self.says(0), Some(Sense::Hour | Sense::Hours | Sense::Part(_) | Sense::DayOrPart));
        if !hour_mark && let Some(minutes) = self.spaced_minutes(at) {
            self.skip(1);
            self.loose(first, minutes, Shape::Spaced, at);
            return Ok(());
        }
        self.loose(first, first, Shape::Bare, at || hour_mark);
        Ok(())
    }

    fn loose(&mut self, first: Num, second: Num, shape: Shape, at: bool) {
        let exact = first.len == 2 && first.n < 10 && shape != Shape::Bare;
        let minute = if shape == Shape::Bare { 0 } else { second.n };
        self.facts.loose.push(Loose { first: first.n, second: minute, second_len: second.len, shape, at, exact });
    }

    /// «15-го октября», «пятого числа».
    pub(super) fn ordinal(&mut self, day: u32) -> Result<(), Unread> {
        if !self.month_after(day) {
            self.take(Sense::DayNumber);
            self.facts.days.push(Day::OfMonth(day));
        }
        Ok(())
    }

    /// A number glued by `mark` to what stands `ahead`.
    fn glued(&self, ahead: usize, mark: char) -> Option<Num> {
        let [sign, Token { kind: Kind::Num(num), gap: false }, ..] = self.tokens.get(ahead..)? else { return None };
        (sign.kind == Kind::Mark(mark) && !sign.gap).then_some(*num)
    }

    /// «15.10.2026», «15/10/26», «2026-10-15».
    fn three_part_date(&mut self, first: Num) -> Result<bool, Unread> {
        let three = |mark| Some((self.glued(0, mark)?, self.glued(2, mark)?));
        let Some((second, third)) = ['.', '/', '-'].into_iter().find_map(three) else { return Ok(false) };
        if self.marks(4, ':') && first.len <= 2 && self.num(5).is_some() {
            // «15.10.16:00»: the third number is an hour.
            return Ok(false);
        }
        let (year, month, day) = if first.len == 4 { (first, second, third) } else { (third, second, first) };
        if month.len > 2 || day.len > 2 {
            return Err(Unread::NotUnderstood);
        }
        let year = full_year(year).ok_or(Unread::NotUnderstood)?;
        self.skip(4);
        self.year_mark();
        self.facts.days.push(Day::Date { year: Some(year), month: month.n, day: day.n });
        Ok(true)
    }

    /// «16:00», «16 : 00», «16:00:00».
    fn clock(&mut self, hour: Num) -> Result<bool, Unread> {
        if !self.marks(0, ':') {
            return Ok(false);
        }
        let Some(minute) = self.num(1) else { return Ok(false) };
        if hour.len > 2 || minute.len != 2 {
            return Err(Unread::NotUnderstood);
        }
        self.skip(2);
        if let Some(seconds) = self.glued(0, ':') {
            if seconds.n != 0 || seconds.len != 2 {
                return Err(Unread::NotUnderstood);
            }
            self.skip(2);
        }
        self.time(hour.n, minute.n, hour.len == 2 && hour.n < 10);
        Ok(true)
    }

    /// «15.10», «15/10», «9-30», and a year after the first two: «15.10 2026».
    fn pair(&mut self, first: Num, at: bool) -> Result<bool, Unread> {
        let found = ['.', '/', '-'].into_iter().find_map(|mark| Some((mark, self.glued(0, mark)?)));
        let Some((mark, second)) = found else { return Ok(false) };
        let belongs_to_time = self.marks(2, ':') && self.num(3).is_some();
        let belongs_to_month = matches!(self.says(2), Some(Sense::Month(_)));
        if belongs_to_time || belongs_to_month {
            return Ok(false);
        }
        if first.len > 2 || second.len > 2 {
            return Err(Unread::NotUnderstood);
        }
        self.skip(2);
        let year = if mark == '-' { None } else { self.year_after() };
        let american = mark == '/' && second.n > 12 && first.n <= 12;
        let (day, month) = if american { (second.n, first.n) } else { (first.n, second.n) };
        match (mark, year) {
            ('/', _) | (_, Some(_)) => self.facts.days.push(Day::Date { year, month, day }),
            ('.', None) => self.loose(first, second, Shape::Dotted, at),
            _ => self.loose(first, second, Shape::Dashed, at),
        }
        Ok(true)
    }

    /// Takes the month and, if it follows, the year of «15 октября 2026 г.», with or without «of».
    fn month_after(&mut self, day: u32) -> bool {
        let between = match (self.says(0), self.peek(0)) {
            (Some(Sense::Filler), _) => 1,
            (_, Some(Token { kind: Kind::Mark('.' | '-' | '/'), .. })) => 1,
            _ => 0,
        };
        let Some(Sense::Month(month)) = self.says(between) else { return false };
        self.skip(between + 1);
        let year = self.year_after();
        self.facts.days.push(Day::Date { year, month, day });
        true
    }

    /// «At 4 Oct 15» is four o'clock: the month has a number of its own.
    fn month_takes_next_number(&self) -> bool {
        matches!(self.says(0), Some(Sense::Month(_)))
            && self.num(1).is_some_and(|num| num.len <= 2)
            && !self.marks(2, ':')
            && self.says(2) != Some(Sense::Years)
            && self.glued(2, '.').or(self.glued(2, '-')).is_none()
            && self.num(2).is_none()
    }

    /// «Октябрь 15», "Oct 15th, 2026"; the month has just been taken.
    pub(super) fn day_after_month(&mut self, month: u32) -> Result<(), Unread> {
        self.skip(usize::from(self.marks(0, '.')));
        while self.says(0) == Some(Sense::Filler) {
            self.skip(1);
        }
        let day = match self.peek(0).map(|token| token.kind) {
            Some(Kind::Ord(day)) => day,
            Some(Kind::Num(num)) if num.len <= 2 && !self.marks(1, ':') => num.n,
            _ => return Err(Unread::NotUnderstood),
        };
        self.skip(1);
        let year = self.year_after();
        self.facts.days.push(Day::Date { year, month, day });
        Ok(())
    }

    /// A year after a day and a month: four digits, or two with «г».
    fn year_after(&mut self) -> Option<u32> {
        let between = usize::from([',', '.', '-', '/'].into_iter().any(|mark| self.marks(0, mark)));
        let num = self.num(between)?;
        let marked = self.says(between + 1) == Some(Sense::Years);
        if self.marks(between + 1, ':') || !(num.len == 4 && num.n >= 1900 || num.len == 2 && marked) {
            return None;
        }
        let year = full_year(num)?;
        self.skip(between + 1);
        self.year_mark();
        Some(year)
    }

    /// «Г.», «года».
    fn year_mark(&mut self) {
        let city = matches!(self.says(1 + usize::from(self.marks(1, '.'))), Some(Sense::Zone(_)));
        if !city {
            self.take(Sense::Years);
        }
    }

    /// «2026 года» far from its day, or «1630» as a time.
    fn year_or_hundreds(&mut self, num: Num) -> Result<(), Unread> {
        if self.take(Sense::Years) {
            return match self.facts.year.replace(num.n) {
                Some(other) if other != num.n => Err(Unread::NotUnderstood),
                _ => Ok(()),
            };
        }
        if num.len != 4 {
            return Err(Unread::NotUnderstood);
        }
        self.time(num.n / 100, num.n % 100, num.n < 1000);
        Ok(())
    }

    /// «15 10 2026».
    fn spaced_date(&mut self, day: Num) -> bool {
        let (Some(month), Some(year)) = (self.num(0), self.num(1)) else { return false };
        if month.len > 2 || year.len != 4 || year.n < 1900 || self.marks(2, ':') {
            return false;
        }
        self.skip(2);
        self.year_mark();
        self.facts.days.push(Day::Date { year: Some(year.n), month: month.n, day: day.n });
        true
    }

    /// «16 ч 30 мин», «16ч00», «4 часа 30 минут».
    fn hours_and_minutes(&mut self, hour: Num) -> bool {
        if !matches!(self.says(0), Some(Sense::Hour | Sense::Hours)) {
            return false;
        }
        let between = 1 + usize::from(self.marks(1, '.'));
        let Some(Token { kind: Kind::Num(minute), gap }) = self.peek(between) else { return false };
        let marked = self.says(between + 1) == Some(Sense::Minutes);
        let round = minute.len == 2 && minute.n.is_multiple_of(5) && !self.number_goes_on(between + 1);
        if !(marked || !gap || round) {
            return false;
        }
        self.skip(between + 1 + usize::from(marked));
        self.time(hour.n, minute.n, hour.len == 2 && hour.n < 10);
        true
    }

    /// «Десять минут пятого».
    fn minutes_of_hour(&mut self, minutes: Num) -> bool {
        let (Some(Sense::Minutes), Some(Kind::Ord(hour @ 1..=12))) =
            (self.says(0), self.peek(1).map(|token| token.kind))
        else {
            return false;
        };
        self.skip(2);
        self.time(super::grammar::hour_before(hour), minutes.n, false);
        true
    }

    /// The «00» of «в 16 00», if the number can be nothing else.
    fn spaced_minutes(&self, at: bool) -> Option<Num> {
        let minutes = self.num(0).filter(|num| num.len == 2 && num.n < 60)?;
        ((at || minutes.n.is_multiple_of(5)) && !self.number_goes_on(1)).then_some(minutes)
    }

    /// What stands `ahead` makes the number before it a day, an hour or a part of a longer number.
    fn number_goes_on(&self, ahead: usize) -> bool {
        match (self.says(ahead), self.peek(ahead)) {
            (Some(Sense::Month(_) | Sense::DayNumber | Sense::Hour | Sense::Hours), _) => true,
            (_, Some(Token { kind: Kind::Mark('.' | ':' | '-' | '/'), gap: false })) => self.num(ahead + 1).is_some(),
            _ => false,
        }
    }
}

/// A year of four digits, or of two in this century.
fn full_year(num: Num) -> Option<u32> {
    match num.len {
        4 => Some(num.n),
        2 => Some(2000 + num.n),
        _ => None,
    }
}
