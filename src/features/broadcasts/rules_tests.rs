//! Nobody twice, nobody skipped: the rules under every order of pumping, sending, crashing, pausing and stopping.
//!
//! The outbox here keeps the promises of the real one: a key exists once, a row `sending` at a crash becomes `unknown`,
//! what is still queued can be taken back. Receipts may come late, and any of them may be told again at any time.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use proptest::prelude::*;

use super::rules::*;
use crate::kernel::effect::Verdict;
use crate::kernel::time::at_millis;

/// One row of the outbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Row {
    Queued,
    Sending,
    Ended,
}

/// A broadcast, its recipients, the outbox, and what really arrived on the phones.
struct World {
    course: Course,
    round: u32,
    people: Vec<Recipient>,
    rows: BTreeMap<(usize, u32), Row>,
    untold: Vec<(usize, u32, Verdict)>,
    told: Vec<(usize, u32, Verdict)>,
    arrived: Vec<u32>,
    /// How often a coordinator said "again" while nobody knew about this person.
    allowed: Vec<u32>,
}

#[derive(Clone, Debug)]
enum Deed {
    Pump,
    Lease(usize),
    Deliver(usize, u8),
    Crash(bool),
    Flood(usize),
    Tell,
    TellAgain(usize),
    Leave(usize),
    Pause,
    Resume,
    Stop,
    Again,
}

fn deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        4 => Just(Deed::Pump),
        8 => any::<usize>().prop_map(Deed::Lease),
        8 => (any::<usize>(), any::<u8>()).prop_map(|(i, how)| Deed::Deliver(i, how)),
        1 => any::<bool>().prop_map(Deed::Crash),
        1 => any::<usize>().prop_map(Deed::Flood),
        8 => Just(Deed::Tell),
        2 => any::<usize>().prop_map(Deed::TellAgain),
        1 => any::<usize>().prop_map(Deed::Leave),
        1 => Just(Deed::Pause),
        2 => Just(Deed::Resume),
        1 => Just(Deed::Stop),
        1 => Just(Deed::Again),
    ]
}

impl World {
    fn new(n: usize) -> Self {
        Self {
            course: obey(Course::Scheduled, Order::Start).unwrap(),
            round: 1,
            people: vec![Recipient { fate: Fate::Waiting, round: 0 }; n],
            rows: BTreeMap::new(),
            untold: Vec::new(),
            told: Vec::new(),
            arrived: vec![0; n],
            allowed: vec![1; n],
        }
    }

    fn tally(&self) -> Tally {
        let mut tally = Tally::default();
        for person in &self.people {
            tally.count(person.fate, 1);
        }
        tally
    }

    fn left(&self) -> Left {
        let tally = self.tally();
        Left { waiting: tally.waiting > 0, queued: tally.queued }
    }

    fn onward(&mut self) {
        if next(self.course, self.left()) == Next::Finish {
            self.course = obey(self.course, Order::Finish).unwrap();
        }
    }

    fn nth(&self, state: Row, i: usize) -> Option<(usize, u32)> {
        let rows: Vec<_> = self.rows.iter().filter(|(_, row)| **row == state).map(|(key, _)| *key).collect();
        if rows.is_empty() { None } else { Some(rows[i % rows.len()]) }
    }

    fn end(&mut self, key: (usize, u32), verdict: Verdict, arrives: bool) {
        self.rows.insert(key, Row::Ended);
        self.arrived[key.0] += u32::from(arrives);
        self.untold.push((key.0, key.1, verdict));
    }

    fn recall(&mut self) {
        let out: Vec<_> = self.rows.iter().filter(|(_, row)| **row == Row::Queued).map(|(key, _)| *key).collect();
        for key in out {
            self.end(key, Verdict::Recalled, false);
        }
    }

    fn pump(&mut self) {
        match next(self.course, self.left()) {
            Next::Pump => {
                let waiting: Vec<_> =
                    (0..self.people.len()).filter(|i| self.people[*i].fate == Fate::Waiting).collect();
                for i in waiting.into_iter().take(BATCH as usize) {
                    self.people[i] = Recipient { fate: Fate::Queued, round: self.round };
                    // ON CONFLICT DO NOTHING.
                    self.rows.entry((i, self.round)).or_insert(Row::Queued);
                }
            }
            Next::TakeBack => self.recall(),
            Next::Finish | Next::Rest => {}
        }
        self.onward();
    }

    fn tell(&mut self, (i, round, verdict): (usize, u32, Verdict)) {
        let fate = told(self.people[i], round, verdict, self.course);
        self.people[i].fate = fate;
        self.onward();
    }

    fn order(&mut self, order: Order) {
        let Some(course) = obey(self.course, order) else { return };
        match order {
            Order::Again if !self.tally().may_again(self.course) => return,
            Order::Again => {
                for (i, person) in self.people.iter_mut().enumerate().filter(|(_, p)| p.fate == Fate::Unknown) {
                    person.fate = Fate::Waiting;
                    self.allowed[i] += 1;
                }
                self.round += 1;
            }
            Order::Resume => self.round += 1,
            Order::Pause => self.recall(),
            Order::Stop => {
                for person in self.people.iter_mut().filter(|p| p.fate == Fate::Waiting) {
                    person.fate = Fate::Skipped;
                }
                self.recall();
            }
            _ => {}
        }
        self.course = course;
        self.onward();
    }

    fn does(&mut self, deed: &Deed) {
        match deed {
            Deed::Pump => self.pump(),
            Deed::Lease(i) => {
                if let Some(key) = self.nth(Row::Queued, *i) {
                    self.rows.insert(key, Row::Sending);
                }
            }
            Deed::Deliver(i, how) => {
                if let Some(key) = self.nth(Row::Sending, *i) {
                    match how % 8 {
                        0 => self.end(key, Verdict::Blocked, false),
                        1 => self.end(key, Verdict::Refused, false),
                        2 => self.end(key, Verdict::Unknown, false),
                        3 => self.end(key, Verdict::Unknown, true),
                        _ => self.end(key, Verdict::Sent, true),
                    }
                }
            }
            Deed::Crash(arrives) => {
                while let Some(key) = self.nth(Row::Sending, 0) {
                    self.end(key, Verdict::Unknown, *arrives);
                }
            }
            Deed::Flood(i) => {
                if let Some(key) = self.nth(Row::Sending, *i) {
                    self.rows.insert(key, Row::Queued);
                }
            }
            Deed::Tell if self.untold.is_empty() => {}
            Deed::Tell => {
                let end = self.untold.remove(0);
                self.told.push(end);
                self.tell(end);
            }
            Deed::TellAgain(_) if self.told.is_empty() => {}
            Deed::TellAgain(i) => self.tell(self.told[i % self.told.len()]),
            Deed::Leave(i) => {
                let i = i % self.people.len();
                if self.people[i].fate == Fate::Waiting {
                    self.people[i].fate = Fate::Skipped;
                    self.onward();
                }
            }
            Deed::Pause => self.order(Order::Pause),
            Deed::Resume => self.order(Order::Resume),
            Deed::Stop => self.order(Order::Stop),
            Deed::Again => self.order(Order::Again),
        }
    }

    /// Lets everything come to its end, as the queues do when nobody interferes.
    fn finish(&mut self) {
        self.order(Order::Resume);
        for _ in 0..10_000 {
            while !self.untold.is_empty() {
                self.does(&Deed::Tell);
            }
            if self.tally().left() == 0 {
                return;
            }
            self.pump();
            while let Some(key) = self.nth(Row::Queued, 0) {
                self.rows.insert(key, Row::Sending);
                self.end(key, Verdict::Sent, true);
            }
            while let Some(key) = self.nth(Row::Sending, 0) {
                self.end(key, Verdict::Sent, true);
            }
        }
    }
}

proptest! {
    #[test]
    fn nobody_gets_it_twice_and_nobody_is_skipped(n in 1..60_usize, deeds in prop::collection::vec(deed(), 0..400)) {
        let mut world = World::new(n);
        let mut sent = vec![false; n];
        for deed in &deeds {
            world.does(deed);
            for (i, person) in world.people.iter().enumerate() {
                prop_assert!(!sent[i] || person.fate == Fate::Sent, "sent went back to {:?} by {deed:?}", person.fate);
                sent[i] = person.fate == Fate::Sent;
                prop_assert!(world.arrived[i] <= world.allowed[i], "{i} got it {} times", world.arrived[i]);
                let out = world.rows.iter().filter(|((who, _), row)| *who == i && **row != Row::Ended).count();
                prop_assert!(out <= usize::from(person.fate == Fate::Queued), "{out} rows for {:?}", person.fate);
            }
            prop_assert!(world.left().queued <= LOW + BATCH as usize);
        }
        let stopped = world.course == Course::Stopped;
        world.finish();
        prop_assert_eq!(world.tally().left(), 0, "somebody has no end");
        prop_assert_eq!(world.course, if stopped { Course::Stopped } else { Course::Done });
        prop_assert_eq!(world.tally().all(), n);
        for (i, person) in world.people.iter().enumerate() {
            match person.fate {
                Fate::Sent => prop_assert!(world.arrived[i] >= 1),
                Fate::Unknown => {}
                Fate::Blocked | Fate::Refused | Fate::Skipped => {
                    prop_assert!(world.arrived[i] < world.allowed[i]);
                }
                Fate::Waiting | Fate::Queued => prop_assert!(false, "{:?}", person.fate),
            }
        }
    }

    #[test]
    fn a_broadcast_in_peace_reaches_everybody_once(n in 1..200_usize) {
        let mut world = World::new(n);
        world.finish();
        prop_assert_eq!(world.course, Course::Done);
        prop_assert!(world.arrived.iter().all(|times| *times == 1));
    }

    #[test]
    fn the_bar_is_full_only_when_nobody_is_left(waiting in 0..500_usize, sent in 0..500_usize) {
        let tally = Tally { waiting, sent, ..Tally::default() };
        prop_assert!(tally.tenths() <= 10);
        prop_assert_eq!(tally.tenths() == 10, waiting == 0);
    }
}

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
    assert_eq!(told(Recipient { fate, round: 2 }, 2, verdict, course), expect, "{fate} {verdict} {course}");
}

#[test]
fn what_was_taken_back_waits_in_a_pause_and_is_skipped_after_a_stop() {
    check_told(Fate::Queued, Verdict::Recalled, Course::Paused, Fate::Waiting);
    check_told(Fate::Queued, Verdict::Recalled, Course::Sending, Fate::Waiting);
    check_told(Fate::Queued, Verdict::Recalled, Course::Stopped, Fate::Skipped);
}

#[test]
fn a_late_receipt_after_a_stop_counts() {
    check_told(Fate::Queued, Verdict::Sent, Course::Stopped, Fate::Sent);
    check_told(Fate::Queued, Verdict::Unknown, Course::Stopped, Fate::Unknown);
}

#[test]
fn a_receipt_of_an_earlier_round_changes_nothing() {
    let recipient = Recipient { fate: Fate::Queued, round: 3 };
    assert_eq!(told(recipient, 2, Verdict::Recalled, Course::Sending), Fate::Queued);
    assert_eq!(told(recipient, 2, Verdict::Unknown, Course::Sending), Fate::Queued);
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
fn length_is_counted_as_the_messenger_counts() {
    assert_eq!(length("круг"), 4);
    assert_eq!(length("🙂"), 2);
}

#[test]
fn progress_is_drawn_every_three_seconds_at_most() {
    assert!(may_draw_after(None, 0));
    assert!(!may_draw_after(Some(0), 2_999));
    assert!(may_draw_after(Some(0), 3_000));
}

fn may_draw_after(drawn: Option<i64>, now: i64) -> bool {
    may_draw(drawn.map(at_millis), at_millis(now))
}
