//! «Дайджест недели»: the plan of the coming week in one letter. Pure: when the next issue is due, and what it says.
//!
//! An empty week says nothing, and nothing is what is sent then.

use chrono::{DateTime, Datelike, Days, NaiveTime, TimeDelta, Timelike, Utc};
use chrono_tz::Tz;

use super::body::Body;
use crate::communities::Profile;
use crate::features::events::Event;
use crate::i18n::moment;
use crate::kernel::actor::Tongue;
use crate::kernel::ids::{CommunityId, PersonId};
use crate::kernel::text::beginning;
use crate::kernel::time::instant;
use crate::say;

/// So far ahead an issue looks.
pub const AHEAD: TimeDelta = TimeDelta::days(7);
/// So many events stand in one issue; the rest is counted.
const MOST: usize = 15;

/// When issues leave: a weekday (1: Monday) and a minute of the community's day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rhythm {
    /// 1 to 7.
    pub weekday: u32,
    /// 0 to 1439.
    pub minute: u32,
}

impl Default for Rhythm {
    /// Mondays at nine.
    fn default() -> Self {
        Self { weekday: 1, minute: 9 * 60 }
    }
}

impl Rhythm {
    /// The rhythm in which `at` is an issue.
    pub fn of(at: DateTime<Utc>, zone: Tz) -> Self {
        let local = at.with_timezone(&zone);
        Self { weekday: local.weekday().number_from_monday(), minute: local.hour() * 60 + local.minute() }
    }

    /// The next issue after `at`.
    pub fn next(self, at: DateTime<Utc>, zone: Tz) -> DateTime<Utc> {
        let time = NaiveTime::from_hms_opt(self.minute / 60, self.minute % 60, 0).unwrap_or_default();
        let today = at.with_timezone(&zone).date_naive();
        let days = (0..=8).filter_map(|n| today.checked_add_days(Days::new(n)));
        let mut issues = days
            .filter(|day| day.weekday().number_from_monday() == self.weekday)
            .map(|day| instant(zone, day.and_time(time)));
        issues.find(|issue| *issue > at).unwrap_or(at + AHEAD)
    }
}

/// The digest of one community.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Digest {
    /// Whose.
    pub community: CommunityId,
    /// Who turned it on; `None`: nobody, or erased.
    pub author: Option<PersonId>,
    /// When issues leave.
    pub rhythm: Rhythm,
    /// The next issue; `None`: it is off.
    pub next_at: Option<DateTime<Utc>>,
}

/// What an issue says about these events, the nearest first; `None`: there is nothing to say.
pub fn issue(t: Tongue, profile: &Profile, events: &[Event]) -> Option<Body> {
    if events.is_empty() {
        return None;
    }
    let mut text = say!(t, broadcasts_digest_head);
    for event in events.iter().take(MOST) {
        let when = moment::short(t, event.starts_at, profile.tz());
        let title = beginning(&event.title, 80);
        text = text.para(match &event.place {
            Some(place) => {
                say!(t, broadcasts_digest_event_at, when = when, title = title, place = beginning(place, 60))
            }
            None => say!(t, broadcasts_digest_event, when = when, title = title),
        });
    }
    if events.len() > MOST {
        text = text.para(say!(t, broadcasts_digest_more, n = events.len() - MOST));
    }
    Some(Body::of(text.para(say!(t, broadcasts_digest_foot, city = profile.city_label()))))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const TYUMEN: Tz = Tz::Asia__Yekaterinburg;

    fn check_next(after: &str, rhythm: Rhythm, expect: &str) {
        let instant = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
        assert_eq!(rhythm.next(instant(after), TYUMEN), instant(expect), "{after}");
    }

    #[test]
    fn monday_at_nine_comes_every_week_and_never_twice() {
        // Thursday; Monday a minute before nine; Monday at nine.
        check_next("2026-09-24T05:00:00Z", Rhythm::default(), "2026-09-28T04:00:00Z");
        check_next("2026-09-28T03:59:00Z", Rhythm::default(), "2026-09-28T04:00:00Z");
        check_next("2026-09-28T04:00:00Z", Rhythm::default(), "2026-10-05T04:00:00Z");
    }

    #[test]
    fn the_day_is_the_communitys_own() {
        // In UTC it is still Sunday.
        check_next("2026-09-27T18:00:00Z", Rhythm { weekday: 1, minute: 30 }, "2026-09-27T19:30:00Z");
    }

    proptest! {
        #[test]
        fn every_issue_is_in_its_rhythm_and_within_a_week(
            hours in 0..100_000_i64,
            weekday in 1..=7_u32,
            minute in 0..1440_u32,
        ) {
            let at = "2024-01-01T00:00:00Z".parse::<DateTime<Utc>>().unwrap() + TimeDelta::hours(hours);
            let rhythm = Rhythm { weekday, minute };
            let next = rhythm.next(at, TYUMEN);
            prop_assert!(next > at && next - at <= AHEAD);
            prop_assert_eq!(Rhythm::of(next, TYUMEN), rhythm);
        }
    }
}
