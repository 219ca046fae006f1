//! What is said about a time that somebody typed: how it was read, what is unclear, why it cannot be.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeZone, Timelike, Utc, Weekday};
use chrono_tz::Tz;

use crate::communities::Profile;
use crate::i18n::moment;
use crate::kernel::actor::{Reader, Tongue};
use crate::kernel::html::Html;
use crate::kernel::when::{Choice, Reading, Remark, Unread, Why};
use crate::say;

/// A time that was read: what it says, what is unclear, what is worth a second thought.
pub(super) fn meant(reader: Reader, reading: &Reading, profile: &Profile) -> Html {
    let t = reader.tongue;
    let mut text = match &reading.meant {
        Some(meant) => say!(t, broadcasts_when_layout, text = meant),
        None => Html::default(),
    };
    text = match &reading.choice {
        Choice::Sure(one) => {
            let at = moment::moment(reader, one.at, profile.tz(), profile.city_label());
            text.para(say!(t, broadcasts_when_sure, at = at))
        }
        Choice::Choose { why, .. } => text.para(unclear(t, *why)),
    };
    let remarks = reading.choice.options().first().map(|m| m.remarks.as_slice()).unwrap_or_default();
    remarks.iter().fold(text, |text, remark| text.line(noticed(t, *remark)))
}

fn unclear(t: Tongue, why: Why) -> Html {
    match why {
        Why::Hour => say!(t, broadcasts_when_hour),
        Why::Midnight => say!(t, broadcasts_when_midnight),
        Why::WhichDay => say!(t, broadcasts_when_which_day),
        Why::NearestDay => say!(t, broadcasts_when_nearest_day),
        Why::NextYear => say!(t, broadcasts_when_next_year),
        Why::ClockBack => say!(t, broadcasts_when_clock_back),
    }
}

fn noticed(t: Tongue, remark: Remark) -> Html {
    match remark {
        Remark::Sunday => say!(t, broadcasts_when_sunday),
        Remark::Night => say!(t, broadcasts_when_night),
        Remark::MoreThanYearAhead => say!(t, broadcasts_when_far),
    }
}

/// Why a time was not taken, and what to write instead.
pub(super) fn unread(t: Tongue, why: &Unread, tz: Tz) -> Html {
    match why {
        Unread::NotUnderstood => say!(t, broadcasts_when_unread),
        Unread::NoSuchDate { near } => match near.as_slice() {
            [last, next, ..] => {
                say!(t, broadcasts_when_no_date_near, last = day(t, *last, tz), next = day(t, *next, tz))
            }
            _ => say!(t, broadcasts_when_no_date),
        },
        Unread::NoSuchTime => say!(t, broadcasts_when_no_such_time),
        Unread::SkippedByClock(at) => say!(t, broadcasts_when_skipped, time = time(at.time())),
        Unread::Past(at) => say!(t, broadcasts_when_past, at = moment::short(t, *at, tz)),
        Unread::PastDay(date) => say!(t, broadcasts_when_past, at = day(t, *date, tz)),
        Unread::NoTime(date) => say!(t, broadcasts_when_no_time, day = day(t, *date, tz)),
        Unread::WeekdayMismatch { date, said, is } => {
            say!(t, broadcasts_when_weekday, day = plain(*date), said = weekday(t, *said), is = weekday(t, *is))
        }
        Unread::TwoDates(one, other) => {
            say!(t, broadcasts_when_two_dates, one = day(t, *one, tz), other = day(t, *other, tz))
        }
        Unread::TwoTimes(one, other) => say!(t, broadcasts_when_two_times, one = time(*one), other = time(*other)),
        Unread::OtherZone(zone) => say!(t, broadcasts_when_other_zone, zone = zone.name()),
    }
}

/// «24 сентября, чт».
fn day(t: Tongue, date: NaiveDate, tz: Tz) -> String {
    // At noon no clock is put forward or back.
    let noon = NaiveDateTime::new(date, NaiveTime::from_hms_opt(12, 0, 0).unwrap_or_default());
    let at = tz.from_local_datetime(&noon).earliest().map_or(noon.and_utc(), |at| at.with_timezone(&Utc));
    moment::day(t, at, tz)
}

/// «24.09.2026».
fn plain(date: NaiveDate) -> String {
    date.format("%d.%m.%Y").to_string()
}

/// «16:00».
fn time(time: NaiveTime) -> String {
    format!("{:02}:{:02}", time.hour(), time.minute())
}

fn weekday(t: Tongue, day: Weekday) -> Html {
    say!(t, broadcasts_weekday, day = day.number_from_monday())
}
