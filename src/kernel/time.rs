//! Time as everybody here receives it: UTC instants handed in as `now`, and the one [`Clock`] they come from.
//!
//! Nothing outside this module may read the wall clock (`.clippy.toml` forbids it): a rule gets `now` as an
//! argument, a loop asks its [`Clock`]. That is what lets tests and the demo run time on by an hour or a month.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering};
use std::time::Duration;

use chrono::{DateTime, NaiveDateTime, TimeDelta, TimeZone, Timelike, Utc};
use chrono_tz::Tz;
use tokio::sync::Notify;

/// A source of "now" that can be run on. Clones share the same hands.
#[derive(Clone, Debug)]
pub struct Clock(Arc<Hands>);

#[derive(Debug)]
struct Hands {
    /// `Some`: the clock stands still here (milliseconds since the epoch). `None`: it follows the system.
    stands_at: Option<i64>,
    /// Milliseconds added to the base by [`Clock::run_on`].
    ahead: AtomicI64,
    moved: Notify,
    /// How many wait for an instant.
    sleepers: AtomicUsize,
}

/// Somebody waits for an instant, until this is dropped.
struct Asleep<'a>(&'a AtomicUsize);

impl<'a> Asleep<'a> {
    fn among(sleepers: &'a AtomicUsize) -> Self {
        sleepers.fetch_add(1, Ordering::SeqCst);
        Self(sleepers)
    }
}

impl Drop for Asleep<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

impl Clock {
    /// The system's clock.
    pub fn system() -> Self {
        Self::over(None)
    }

    /// A clock that stands at `start` and moves only by [`Clock::run_on`].
    pub fn standing(start: DateTime<Utc>) -> Self {
        Self::over(Some(start.timestamp_millis()))
    }

    fn over(stands_at: Option<i64>) -> Self {
        let (ahead, sleepers) = (AtomicI64::new(0), AtomicUsize::new(0));
        Self(Arc::new(Hands { stands_at, ahead, moved: Notify::new(), sleepers }))
    }

    /// The present instant, UTC, in whole milliseconds.
    pub fn now(&self) -> DateTime<Utc> {
        let base = self.0.stands_at.unwrap_or_else(system_millis);
        at_millis(base + self.0.ahead.load(Ordering::SeqCst))
    }

    /// How far [`Clock::run_on`] has moved the hands in all; below zero if they were put back.
    pub fn ahead(&self) -> TimeDelta {
        TimeDelta::milliseconds(self.0.ahead.load(Ordering::SeqCst))
    }

    /// Moves the hands forward (below zero: back) and wakes everybody who waits for an instant.
    pub fn run_on(&self, by: TimeDelta) {
        self.0.ahead.fetch_add(by.num_milliseconds(), Ordering::SeqCst);
        self.0.moved.notify_waiters();
    }

    /// How many wait for an instant now. Whoever does acts upon no older reading of this clock.
    pub fn sleepers(&self) -> usize {
        self.0.sleepers.load(Ordering::SeqCst)
    }

    /// Waits until the clock shows `until`, however it gets there. A standing clock waits for [`Clock::run_on`].
    pub async fn sleep_until(&self, until: DateTime<Utc>) {
        let _asleep = Asleep::among(&self.0.sleepers);
        loop {
            let moved = self.0.moved.notified();
            let left = until - self.now();
            if left <= TimeDelta::zero() {
                return;
            }
            if self.0.stands_at.is_some() {
                moved.await;
                continue;
            }
            // The rest of the present millisecond is not slept through again.
            let left = left.to_std().unwrap_or_default().saturating_sub(since_millisecond());
            tokio::select! {
                () = moved => {}
                () = tokio::time::sleep(left) => {}
            }
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "the one place that reads the wall clock")]
fn system_millis() -> i64 {
    Utc::now().timestamp_millis()
}

/// How much of the present millisecond is over.
#[expect(clippy::disallowed_methods, reason = "the one place that reads the wall clock")]
fn since_millisecond() -> Duration {
    Duration::from_nanos(u64::from(Utc::now().timestamp_subsec_nanos() % 1_000_000))
}

/// The instant `millis` milliseconds after the epoch; the epoch itself for a number no calendar can hold.
pub fn at_millis(millis: i64) -> DateTime<Utc> {
    DateTime::from_timestamp_millis(millis).unwrap_or_default()
}

/// The instant at which the clock of `zone` shows `local`; where clocks skip it, an hour later.
pub fn instant(zone: Tz, local: NaiveDateTime) -> DateTime<Utc> {
    let shown = |local: NaiveDateTime| zone.from_local_datetime(&local).earliest().map(|at| at.to_utc());
    shown(local).or_else(|| shown(local + TimeDelta::hours(1))).unwrap_or_else(|| local.and_utc())
}

/// Night, when a phone must not ring: 21:00–08:00 by the wall clock of `zone` (domain.md §3.0). Messages still arrive,
/// without a sound, so that nothing is late and nobody is woken.
pub fn is_quiet(at: DateTime<Utc>, zone: Tz) -> bool {
    !(8..21).contains(&at.with_timezone(&zone).hour())
}

#[cfg(test)]
mod tests {
    use futures::FutureExt;

    use super::*;

    #[test]
    fn where_clocks_skip_midnight_the_day_begins_an_hour_later() {
        for (zone, day, begins) in [
            (chrono_tz::Asia::Beirut, "2022-03-27T00:00:00", "2022-03-26T22:00:00Z"),
            (chrono_tz::Africa::Cairo, "2024-04-26T00:00:00", "2024-04-25T22:00:00Z"),
            (chrono_tz::America::Havana, "2024-03-10T00:00:00", "2024-03-10T05:00:00Z"),
            (chrono_tz::Asia::Yekaterinburg, "2026-09-24T00:00:00", "2026-09-23T19:00:00Z"),
        ] {
            assert_eq!(instant(zone, day.parse().unwrap()), begins.parse::<DateTime<Utc>>().unwrap(), "{zone}");
        }
    }

    #[test]
    fn a_clock_knows_how_far_it_was_moved() {
        let clock = Clock::standing(at_millis(0));
        clock.run_on(TimeDelta::days(-10));
        clock.run_on(TimeDelta::hours(1));
        assert_eq!(clock.ahead(), TimeDelta::hours(1) - TimeDelta::days(10));
        assert_eq!(clock.now() - clock.ahead(), at_millis(0));
    }

    #[test]
    fn whoever_waits_is_counted_until_it_is_over_or_given_up() {
        let clock = Clock::standing(at_millis(0));
        let mut first = Box::pin(clock.sleep_until(at_millis(5)));
        let mut second = Box::pin(clock.sleep_until(at_millis(9)));
        assert_eq!(clock.sleepers(), 0, "nobody has begun to wait");
        assert!(first.as_mut().now_or_never().is_none() && second.as_mut().now_or_never().is_none());
        assert_eq!(clock.sleepers(), 2);
        clock.run_on(TimeDelta::milliseconds(5));
        assert!(first.now_or_never().is_some());
        assert_eq!(clock.sleepers(), 1);
        drop(second);
        assert_eq!(clock.sleepers(), 0);
    }
}
