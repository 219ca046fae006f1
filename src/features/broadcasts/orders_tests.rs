//! The rules one by one: which order fits when, what a receipt changes, what a day is.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use super::rules::*;
use crate::kernel::effect::Verdict;

fn check_order(course: Course, order: Order, expect: Option<Course>) {
    assert_eq!(obey(course, order), expect, "{course} {order:?}");
}

#[test]
fn nothing_starts_twice() {
    check_order(Course::Scheduled, Order::Start, Some(Course::Sending));
    check_order(Course::Sending, Order::Start, None);
    check_order(Course::Withdrawn, Order::Start, None);
    check_order(Course::Done, Order::Start, None);
}

#[test]
fn what_is_late_waits_for_a_word() {
    check_order(Course::Scheduled, Order::Miss, Some(Course::Late));
    check_order(Course::Sending, Order::Miss, None);
    check_order(Course::Late, Order::Start, Some(Course::Sending));
    check_order(Course::Late, Order::Withdraw, Some(Course::Withdrawn));
}

#[test]
fn what_has_begun_cannot_be_taken_back_only_stopped() {
    check_order(Course::Sending, Order::Withdraw, None);
    check_order(Course::Sending, Order::Stop, Some(Course::Stopped));
    check_order(Course::Paused, Order::Stop, Some(Course::Stopped));
}

#[test]
fn an_old_pause_or_resume_changes_nothing_at_the_end() {
    for course in [Course::Done, Course::Stopped, Course::Withdrawn, Course::Barred] {
        check_order(course, Order::Pause, None);
        check_order(course, Order::Resume, None);
        check_order(course, Order::Stop, None);
    }
}

fn check_told(fate: Fate, verdict: Verdict, course: Course, expect: Fate) {
    assert_eq!(told(Recipient { fate, round: 2 }, 2, verdict, course, false), expect, "{fate} {verdict} {course}");
}

#[test]
fn what_was_taken_back_waits_in_a_pause_and_is_skipped_after_a_stop() {
    check_told(Fate::Queued, Verdict::Recalled, Course::Paused, Fate::Waiting);
    check_told(Fate::Queued, Verdict::Recalled, Course::Sending, Fate::Waiting);
    check_told(Fate::Queued, Verdict::Recalled, Course::Stopped, Fate::Skipped);
}

#[test]
fn what_her_night_overtook_waits_for_her_morning() {
    check_told(Fate::Queued, Verdict::Expired, Course::Sending, Fate::Waiting);
    check_told(Fate::Queued, Verdict::Expired, Course::Stopped, Fate::Skipped);
}

#[test]
fn a_late_receipt_after_a_stop_counts() {
    check_told(Fate::Queued, Verdict::Sent, Course::Stopped, Fate::Sent);
    check_told(Fate::Queued, Verdict::Unknown, Course::Stopped, Fate::Unknown);
}

#[test]
fn whoever_has_read_it_has_it_whatever_the_messenger_knows() {
    for verdict in [Verdict::Unknown, Verdict::Blocked, Verdict::Recalled] {
        let recipient = Recipient { fate: Fate::Queued, round: 2 };
        assert_eq!(told(recipient, 2, verdict, Course::Sending, true), Fate::Sent);
        // What is still on the way must end by its own receipt, or the broadcast never would.
        assert_eq!(told(recipient, 1, verdict, Course::Sending, true), Fate::Queued);
    }
}

#[test]
fn a_receipt_of_an_earlier_round_changes_nothing() {
    let recipient = Recipient { fate: Fate::Queued, round: 3 };
    assert_eq!(told(recipient, 2, Verdict::Recalled, Course::Sending, false), Fate::Queued);
    assert_eq!(told(recipient, 2, Verdict::Unknown, Course::Sending, false), Fate::Queued);
}

#[test]
fn again_waits_until_nobody_is_on_the_way() {
    let tally = Tally { unknown: 2, queued: 1, ..Tally::default() };
    assert!(!tally.may_again(Course::Stopped));
    assert!(Tally { queued: 0, ..tally }.may_again(Course::Stopped));
    assert!(!Tally { unknown: 0, queued: 0, ..tally }.may_again(Course::Done));
    assert!(!Tally { queued: 0, ..tally }.may_again(Course::Paused));
}

fn check_day(at: &str, zone: Tz, expect: (&str, &str)) {
    let instant = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
    assert_eq!(day_of(instant(at), zone), (instant(expect.0), instant(expect.1)), "{at}");
}

#[test]
fn a_day_is_the_communitys_own() {
    check_day("2026-09-24T20:00:00Z", Tz::Asia__Yekaterinburg, ("2026-09-24T19:00:00Z", "2026-09-25T19:00:00Z"));
    check_day("2026-09-24T18:59:00Z", Tz::Asia__Yekaterinburg, ("2026-09-23T19:00:00Z", "2026-09-24T19:00:00Z"));
}

#[test]
fn a_day_begins_at_one_where_clocks_skip_midnight() {
    check_day("2024-04-26T09:00:00Z", Tz::Africa__Cairo, ("2024-04-25T22:00:00Z", "2024-04-26T21:00:00Z"));
    check_day("2024-04-25T09:00:00Z", Tz::Africa__Cairo, ("2024-04-24T22:00:00Z", "2024-04-25T22:00:00Z"));
}

#[test]
fn length_is_counted_as_the_messenger_counts() {
    assert_eq!(length("круг"), 4);
    assert_eq!(length("🙂"), 2);
}
