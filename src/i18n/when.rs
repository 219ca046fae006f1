//! What is said about a time that somebody typed: what is unclear, what is worth a second thought, why it cannot be.
//!
//! Decides nothing: every question and every slip of [`crate::kernel::when`] has one sentence here, and only here.

use chrono::{NaiveDate, NaiveTime, Timelike, Weekday};
use chrono_tz::Tz;

use super::moment;
use crate::kernel::actor::Tongue;
use crate::kernel::html::Html;
use crate::kernel::time::instant;
use crate::kernel::when::{Remark, Unread, Why};
use crate::say;

/// «Читаю это как «завтра в 16»»: the keyboard was in another layout, or a letter slipped.
pub(crate) fn read_as(t: Tongue, meant: &str) -> Html {
    say!(t, when_read_as, text = meant)
}

/// Why a person is asked to choose.
pub(crate) fn doubt(t: Tongue, why: Why) -> Html {
    match why {
        Why::Hour => say!(t, when_hour),
        Why::Midnight => say!(t, when_midnight),
        Why::WhichDay => say!(t, when_which_day),
        Why::NearestDay => say!(t, when_nearest_day),
        Why::NextYear => say!(t, when_next_year),
        Why::ClockBack => say!(t, when_clock_back),
    }
}

/// What is worth a second thought about a time that is clear.
pub(crate) fn remark(t: Tongue, remark: Remark) -> Html {
    match remark {
        Remark::Sunday => say!(t, when_sunday),
        Remark::Night => say!(t, when_night),
        Remark::MoreThanYearAhead => say!(t, when_far),
    }
}

/// Why a time was not taken, and what to write instead. `city` names the community's clock.
pub(crate) fn unread(t: Tongue, why: &Unread, zone: Tz, city: &str) -> Html {
    match why {
        Unread::NotUnderstood => say!(t, when_unread),
        Unread::NoSuchDate { near } => match near.as_slice() {
            [last, next, ..] => say!(t, when_no_date_near, last = day(t, *last, zone), next = day(t, *next, zone)),
            _ => say!(t, when_no_date),
        },
        Unread::NoSuchTime => say!(t, when_no_such_time),
        Unread::SkippedByClock(at) => say!(t, when_skipped, time = time(at.time())),
        Unread::Past(at) => say!(t, when_past, at = moment::short(t, *at, zone)),
        Unread::PastDay(date) => say!(t, when_past_day, day = day(t, *date, zone)),
        Unread::NoTime(date) => say!(t, when_no_time, day = day(t, *date, zone)),
        Unread::WeekdayMismatch { date, said, is } => {
            let day = date.format("%d.%m.%Y").to_string();
            say!(t, when_weekday_mismatch, day = day, said = weekday(t, *said), is = weekday(t, *is))
        }
        Unread::TwoDates(one, other) => {
            say!(t, when_two_dates, one = day(t, *one, zone), other = day(t, *other, zone))
        }
        Unread::TwoTimes(one, other) => say!(t, when_two_times, one = time(*one), other = time(*other)),
        Unread::OtherZone(_) => say!(t, when_other_zone, city = city),
    }
}

/// «24 сентября 2026, чт».
fn day(t: Tongue, date: NaiveDate, zone: Tz) -> String {
    // At noon no clock is put forward or back.
    let noon = date.and_time(NaiveTime::from_hms_opt(12, 0, 0).unwrap_or_default());
    moment::day(t, instant(zone, noon), zone)
}

/// «16:00».
fn time(time: NaiveTime) -> String {
    format!("{:02}:{:02}", time.hour(), time.minute())
}

fn weekday(t: Tongue, day: Weekday) -> Html {
    say!(t, when_weekday, day = day.number_from_monday())
}
