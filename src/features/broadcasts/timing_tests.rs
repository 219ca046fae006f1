//! Moments, nights and forecasts: never too early, never in her night, never without an end.

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use proptest::prelude::*;

use super::timing::*;
use crate::kernel::time::{at_millis, is_quiet};

const TYUMEN: Tz = Tz::Asia__Yekaterinburg;
const VLADIVOSTOK: Tz = Tz::Asia__Vladivostok;
const KALININGRAD: Tz = Tz::Europe__Kaliningrad;

const OWN: Manner = Manner { whose: Whose::Own, night: Night::Morning };

fn instant_of(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn check_due(at: &str, own: Option<Tz>, manner: Manner, expect: &str) {
    assert_eq!(due(instant_of(at), TYUMEN, own, manner), instant_of(expect), "{at} {own:?}");
}

#[test]
fn ten_oclock_is_everybodys_own() {
    // 10:00 in Tyumen.
    check_due("2026-09-24T05:00:00Z", None, OWN, "2026-09-24T05:00:00Z");
    check_due("2026-09-24T05:00:00Z", Some(VLADIVOSTOK), OWN, "2026-09-24T00:00:00Z");
    check_due("2026-09-24T05:00:00Z", Some(KALININGRAD), OWN, "2026-09-24T08:00:00Z");
    check_due("2026-09-24T05:00:00Z", Some(VLADIVOSTOK), Manner::default(), "2026-09-24T05:00:00Z");
}

#[test]
fn what_falls_into_her_night_waits_for_half_past_eight() {
    // 17:00 in Tyumen is 22:00 in Vladivostok.
    check_due("2026-09-24T12:00:00Z", Some(VLADIVOSTOK), Manner::default(), "2026-09-24T22:30:00Z");
    // 10:00 in Tyumen is 07:00 in Kaliningrad.
    check_due("2026-09-24T05:00:00Z", Some(KALININGRAD), Manner::default(), "2026-09-24T06:30:00Z");
    let silent = Manner { night: Night::Silent, ..Manner::default() };
    check_due("2026-09-24T12:00:00Z", Some(VLADIVOSTOK), silent, "2026-09-24T12:00:00Z");
}

fn waiter() -> Waiter {
    Waiter { member: true, reachable: true, zone: TYUMEN }
}

#[test]
fn whoever_is_taken_in_the_evening_is_worthless_to_at_night() {
    let evening = instant_of("2026-09-24T15:59:00Z");
    assert_eq!(lot(waiter(), evening, Night::Morning), Lot::Go(Some(instant_of("2026-09-24T16:00:00Z"))));
    let night = instant_of("2026-09-24T16:00:00Z");
    assert_eq!(lot(waiter(), night, Night::Morning), Lot::Wait(instant_of("2026-09-25T03:30:00Z")));
    assert_eq!(lot(waiter(), night, Night::Silent), Lot::Go(None));
}

#[test]
fn whoever_left_or_cannot_be_reached_has_her_end_at_once() {
    let day = instant_of("2026-09-24T05:00:00Z");
    let gone = Waiter { member: false, reachable: false, ..waiter() };
    assert_eq!(lot(gone, day, Night::Morning), Lot::End(super::rules::Fate::Skipped));
    let blocked = Waiter { reachable: false, ..waiter() };
    assert_eq!(lot(blocked, day, Night::Morning), Lot::End(super::rules::Fate::Blocked));
}

#[test]
fn the_preview_knows_who_sleeps_and_who_is_last() {
    let (at, now) = (instant_of("2026-09-24T05:00:00Z"), instant_of("2026-09-24T04:00:00Z"));
    let zones = [(None, 100), (Some(VLADIVOSTOK), 12), (Some(KALININGRAD), 3)];
    let seen = spread(&zones, TYUMEN, at, Manner::default(), now);
    // Kaliningrad sleeps till 08:30, that is 06:30 UTC.
    assert_eq!((seen.first, seen.last, seen.asleep, seen.missed), (at, instant_of("2026-09-24T06:30:00Z"), 3, 0));
    let seen = spread(&zones, TYUMEN, at, OWN, now);
    // In Vladivostok it is past ten: they get it at once.
    assert_eq!((seen.first, seen.last), (now, instant_of("2026-09-24T08:00:00Z")));
    assert_eq!((seen.asleep, seen.missed), (0, 12));
}

#[test]
fn a_quarter_of_an_hour_is_not_late_yet() {
    let at = at_millis(0);
    assert!(!is_late(at, at + TimeDelta::minutes(15)));
    assert!(is_late(at, at + TimeDelta::minutes(15) + TimeDelta::seconds(1)));
}

#[test]
fn the_end_is_foretold_by_telegrams_pace_and_then_by_our_own() {
    let began = at_millis(0);
    let end = |ended, seconds| {
        let now = began + TimeDelta::seconds(seconds);
        forecast((9_000, ended), 1, Some((began, 0)), None, now) - now
    };
    assert_eq!(end(0, 0), TimeDelta::seconds(300), "30 a second");
    assert_eq!(end(1_000, 10), TimeDelta::seconds(90), "100 a second");
    assert_eq!(end(1_000, 1), TimeDelta::seconds(300), "one second says nothing");
    assert_eq!(
        forecast((300, 0), 11, None, None, began) - began,
        TimeDelta::seconds(110),
        "albums of ten, and their buttons"
    );
}

#[test]
fn the_end_is_not_before_the_last_morning() {
    let (now, morning) = (at_millis(0), at_millis(36_000_000));
    assert_eq!(forecast((30, 0), 1, None, Some(morning), now), morning);
}

/// How many seconds lie between two redraws of a sending to `all` at `pace` a second.
fn check_redraw(all: usize, pace: usize, expect: i64) {
    let (began, now) = (at_millis(0), at_millis(100_000));
    let paced = Some((began, 0));
    let drawn = |seconds| may_draw(Some(now - TimeDelta::seconds(seconds)), (all, pace * 100), paced, now);
    assert!(drawn(expect) && !drawn(expect - 1), "{all} at {pace} a second");
}

#[test]
fn progress_is_drawn_some_thirty_times_whatever_is_sent() {
    check_redraw(100, 30, 3);
    check_redraw(10_800, 30, 12);
    check_redraw(10_000, 1_000, 3);
    check_redraw(1_000_000, 30, 30);
}

#[test]
fn what_was_never_drawn_is_drawn() {
    assert!(may_draw(None, (0, 0), None, at_millis(0)));
}

proptest! {
    #[test]
    fn nobody_is_woken_and_nobody_waits_longer_than_a_night(seconds in 0..200_000_000_i64, zone in 0..chrono_tz::TZ_VARIANTS.len()) {
        let zone = chrono_tz::TZ_VARIANTS[zone];
        let at = instant_of("2024-01-01T00:00:00Z") + TimeDelta::seconds(seconds);
        let leaves = awake(at, zone, Night::Morning);
        prop_assert!(leaves >= at && leaves - at <= TimeDelta::hours(14), "{at} {zone}: {leaves}");
        prop_assert!(!is_quiet(leaves, zone), "{at} {zone}: {leaves}");
        prop_assert_eq!(awake(at, zone, Night::Silent), at);
        if let Lot::Go(Some(until)) = lot(Waiter { member: true, reachable: true, zone }, leaves, Night::Morning) {
            prop_assert!(until > leaves && until - leaves <= TimeDelta::hours(26));
            let inside = leaves + (until - leaves) / 2;
            prop_assert!(!is_quiet(inside, zone) && is_quiet(until, zone), "{zone}: {until}");
        }
    }

    #[test]
    fn a_forecast_is_never_in_the_past(left in 0..10_000_000_usize, ended in 0..10_000_000_usize, took in 0..10_000_000_i64) {
        let now = at_millis(took);
        prop_assert!(forecast((left, ended), 1, Some((at_millis(0), 0)), None, now) >= now);
    }
}
