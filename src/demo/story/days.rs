//! The days of the story as the community's wall clock counts them. Pure.
//!
//! Everything lies around the present: whatever the hour at which the demonstration is begun, people act by day, what is
//! told of yesterday is over, and what is coming has not begun.

use chrono::{DateTime, Days as CalendarDays, NaiveDate, NaiveTime, TimeDelta, Utc};
use chrono_tz::Tz;

use crate::kernel::time::instant;

/// At this hour lessons are over and teachers meet.
const AFTERNOON: u32 = 16;

/// The present and the days around it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Days {
    zone: Tz,
    present: DateTime<Utc>,
    today: NaiveDate,
}

impl Days {
    pub(super) fn around(present: DateTime<Utc>, zone: Tz) -> Self {
        Self { zone, present, today: present.with_timezone(&zone).date_naive() }
    }

    /// The instant the story leads to.
    pub(super) fn present(&self) -> DateTime<Utc> {
        self.present
    }

    /// So many days before today, by the community's wall clock.
    pub(super) fn ago(&self, days: u64, hour: u32, minute: u32) -> DateTime<Utc> {
        self.at(self.today.checked_sub_days(CalendarDays::new(days)), hour, minute)
    }

    /// So many days from today.
    pub(super) fn ahead(&self, days: u64, hour: u32, minute: u32) -> DateTime<Utc> {
        self.at(self.today.checked_add_days(CalendarDays::new(days)), hour, minute)
    }

    /// Tomorrow at four, or the day after if that is less than a day away: whoever said «Приду» has not been asked yet
    /// whether it still holds.
    pub(super) fn coming(&self) -> DateTime<Utc> {
        let tomorrow = self.ahead(1, AFTERNOON, 0);
        if tomorrow - self.present > TimeDelta::hours(24) { tomorrow } else { self.ahead(2, AFTERNOON, 0) }
    }

    /// An instant as a coordinator types it.
    pub(super) fn typed(&self, at: DateTime<Utc>) -> String {
        at.with_timezone(&self.zone).format("%d.%m.%Y %H:%M").to_string()
    }

    fn at(&self, day: Option<NaiveDate>, hour: u32, minute: u32) -> DateTime<Utc> {
        let clock = NaiveTime::from_hms_opt(hour, minute, 0).unwrap_or_default();
        let local = day.unwrap_or(self.today).and_time(clock);
        instant(self.zone, local)
    }
}

#[cfg(test)]
mod tests {
    use chrono::Timelike;
    use proptest::prelude::*;

    use super::super::{BACK, BEGINS, OVER};
    use super::*;
    use crate::kernel::time::at_millis;

    const ZONES: [Tz; 3] = [Tz::Asia__Yekaterinburg, Tz::Europe__Moscow, Tz::Asia__Vladivostok];

    fn check(now: &str, coming: &str) {
        let days = Days::around(now.parse().unwrap(), Tz::Asia__Yekaterinburg);
        assert_eq!(days.typed(days.coming()), coming, "{now}");
    }

    #[test]
    fn in_the_morning_the_next_event_is_tomorrow() {
        check("2026-09-24T05:00:00Z", "25.09.2026 16:00");
    }

    #[test]
    fn in_the_evening_it_is_the_day_after() {
        check("2026-09-24T11:00:00Z", "26.09.2026 16:00");
        check("2026-09-24T18:59:00Z", "26.09.2026 16:00");
    }

    #[test]
    fn after_midnight_it_is_tomorrow_again() {
        check("2026-09-24T19:01:00Z", "26.09.2026 16:00");
    }

    proptest! {
        #[test]
        fn whenever_it_begins_the_story_fits(
            millis in 1_700_000_000_000_i64..2_000_000_000_000,
            zone in prop::sample::select(&ZONES[..]),
        ) {
            let present = at_millis(millis);
            let days = Days::around(present, zone);
            prop_assert!(days.ago(BEGINS, 10, 0) > present - BACK);
            prop_assert!(days.ago(OVER, 18, 0) < present);
            prop_assert!(days.ago(1, 19, 0) < present - TimeDelta::hours(1));
            let coming = days.coming() - present;
            prop_assert!(coming > TimeDelta::hours(24) && coming <= TimeDelta::hours(48));
            prop_assert_eq!(days.coming().with_timezone(&zone).hour(), AFTERNOON);
        }
    }
}
