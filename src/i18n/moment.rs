//! Instants in words: the community's wall clock with its label, and the reader's own when that differs.
//!
//! Instants are stored in UTC; nothing here decides anything.

use chrono::{DateTime, Datelike, Timelike, Utc};
use chrono_tz::Tz;

use super::Arg;
use crate::kernel::actor::{Reader, Tongue};
use crate::kernel::html::Html;
use crate::{label, say};

/// «24 сентября, чт, 16:00 (Тюмень)», and on a second line «14:00 по вашему времени» where that differs.
pub(crate) fn moment(reader: Reader, at: DateTime<Utc>, zone: Tz, city: &str) -> Html {
    let t = reader.tongue;
    let line = say!(t, common_moment, day = day(t, at, zone), time = clock(at, zone), city = city);
    match reader.zone {
        Some(own) if offset(at, own) != offset(at, zone) => {
            let time = if at.with_timezone(&own).date_naive() == at.with_timezone(&zone).date_naive() {
                clock(at, own)
            } else {
                label!(t, common_moment_short, day = day(t, at, own), time = clock(at, own))
            };
            line.line(say!(t, common_moment_own, time = time))
        }
        _ => line,
    }
}

/// «24 сентября, чт, 16:00 (Тюмень)»: a term inside a sentence.
pub(crate) fn full(tongue: Tongue, at: DateTime<Utc>, zone: Tz, city: &str) -> String {
    label!(tongue, common_moment, day = day(tongue, at, zone), time = clock(at, zone), city = city)
}

/// «24 сентября, чт, 16:00»: for buttons and lists whose heading names the zone.
pub(crate) fn short(tongue: Tongue, at: DateTime<Utc>, zone: Tz) -> String {
    label!(tongue, common_moment_short, day = day(tongue, at, zone), time = clock(at, zone))
}

/// «24 сентября, чт».
pub(crate) fn day(tongue: Tongue, at: DateTime<Utc>, zone: Tz) -> String {
    let local = at.with_timezone(&zone);
    label!(
        tongue,
        common_day,
        day = local.day(),
        month = local.month(),
        weekday = local.weekday().number_from_monday(),
        year = Arg::Text(local.year().to_string().into())
    )
}

/// «Сентябрь 2026»: a heading.
pub(crate) fn month(tongue: Tongue, at: DateTime<Utc>, zone: Tz) -> String {
    let local = at.with_timezone(&zone);
    label!(tongue, common_month, month = local.month(), year = Arg::Text(local.year().to_string().into()))
}

/// «16:00».
pub(crate) fn clock(at: DateTime<Utc>, zone: Tz) -> String {
    let local = at.with_timezone(&zone);
    format!("{:02}:{:02}", local.hour(), local.minute())
}

/// «UTC+5», «UTC+5:30»: a zone as people read it, at that instant.
pub(crate) fn zone(at: DateTime<Utc>, zone: Tz) -> String {
    let minutes = offset(at, zone) / 60;
    let (sign, hours, rest) = (if minutes < 0 { '-' } else { '+' }, minutes.abs() / 60, minutes.abs() % 60);
    if rest == 0 { format!("UTC{sign}{hours}") } else { format!("UTC{sign}{hours}:{rest:02}") }
}

/// Seconds east of Greenwich at that instant.
fn offset(at: DateTime<Utc>, zone: Tz) -> i32 {
    use chrono::Offset;
    at.with_timezone(&zone).offset().fix().local_minus_utc()
}
