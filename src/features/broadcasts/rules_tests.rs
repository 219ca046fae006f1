//! Nobody twice, nobody skipped: the rules under every order of pumping, sending, crashing, pausing and stopping.
//!
//! The outbox here keeps the promises of the real one: a key exists once, a row `sending` at a crash becomes `unknown`,
//! what is still queued can be taken back, what is worthless does not leave any more. Receipts may come late, and any of
//! them may be told again at any time. The clock runs, people live in several zones, and nights fall on them.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use proptest::prelude::*;

use super::rules::*;
use super::timing::{self, Lot, Manner, Night, Waiter, Whose};
use crate::kernel::effect::Verdict;
use crate::kernel::time::is_quiet;

const COMMUNITY: Tz = Tz::Asia__Yekaterinburg;
/// Who told a zone, and which.
const ZONES: [Option<Tz>; 4] =
    [None, Some(Tz::Asia__Vladivostok), Some(Tz::Europe__Kaliningrad), Some(Tz::America__New_York)];

/// By which clock the `i`th lives.
fn zone(i: usize) -> Tz {
    ZONES[i % ZONES.len()].unwrap_or(COMMUNITY)
}

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
    now: DateTime<Utc>,
    manner: Manner,
    people: Vec<Recipient>,
    /// When each was to get it.
    moment: Vec<DateTime<Utc>>,
    /// When each may be written to.
    due: Vec<DateTime<Utc>>,
    rows: BTreeMap<(usize, u32), Row>,
    /// When rows become worthless.
    until: BTreeMap<(usize, u32), DateTime<Utc>>,
    untold: Vec<(usize, u32, Verdict)>,
    told: Vec<(usize, u32, Verdict)>,
    arrived: Vec<u32>,
    /// Whoever got it before her moment, or in a night that was hers.
    wronged: Vec<usize>,
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
    RunOn(u16),
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
        3 => (0..400_u16).prop_map(Deed::RunOn),
        1 => Just(Deed::Pause),
        2 => Just(Deed::Resume),
        1 => Just(Deed::Stop),
        1 => Just(Deed::Again),
    ]
}

impl World {
    fn new(n: usize, manner: Manner) -> Self {
        let now: DateTime<Utc> = "2026-09-24T05:00:00Z".parse().unwrap();
        let moment =
            |i: usize| timing::due(now, COMMUNITY, ZONES[i % ZONES.len()], Manner { night: Night::Silent, ..manner });
        let due = |i: usize| timing::due(now, COMMUNITY, ZONES[i % ZONES.len()], manner);
        Self {
            course: obey(Course::Scheduled, Order::Start).unwrap(),
            round: 1,
            now,
            manner,
            people: vec![Recipient { fate: Fate::Waiting, round: 0 }; n],
            moment: (0..n).map(moment).collect(),
            due: (0..n).map(due).collect(),
            rows: BTreeMap::new(),
            until: BTreeMap::new(),
            untold: Vec::new(),
            told: Vec::new(),
            arrived: vec![0; n],
            wronged: Vec::new(),
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
        let waiting = (0..self.people.len()).filter(|i| self.people[*i].fate == Fate::Waiting);
        Left { waiting: tally.waiting, queued: tally.queued, due: waiting.map(|i| self.due[i]).min() }
    }

    fn onward(&mut self) {
        if next(self.course, self.left(), self.now) == Next::Finish {
            self.course = obey(self.course, Order::Finish).unwrap();
        }
    }

    fn nth(&self, state: Row, i: usize) -> Option<(usize, u32)> {
        let rows: Vec<_> = self.rows.iter().filter(|(_, row)| **row == state).map(|(key, _)| *key).collect();
        if rows.is_empty() { None } else { Some(rows[i % rows.len()]) }
    }

    /// The sender takes a row: one that is worthless by now does not leave.
    fn lease(&mut self, key: (usize, u32)) {
        if self.until.get(&key).is_some_and(|until| *until <= self.now) {
            self.end(key, Verdict::Expired, false);
        } else {
            self.rows.insert(key, Row::Sending);
            let night = self.manner.night == Night::Morning && is_quiet(self.now, zone(key.0));
            if night || self.now < self.moment[key.0] {
                self.wronged.push(key.0);
            }
        }
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
        match next(self.course, self.left(), self.now) {
            Next::Pump => self.take_next(),
            Next::TakeBack => self.recall(),
            Next::Finish | Next::Rest | Next::Sleep(_) => {}
        }
        self.onward();
    }

    fn take_next(&mut self) {
        let waits = |i: &usize| self.people[*i].fate == Fate::Waiting && self.due[*i] <= self.now;
        let taken: Vec<_> = (0..self.people.len()).filter(waits).take(portion(self.left().queued) as usize).collect();
        if taken.iter().any(|i| self.people[*i].round >= self.round) {
            self.round += 1;
        }
        for i in taken {
            let waiter = Waiter { member: true, reachable: true, zone: zone(i) };
            match timing::lot(waiter, self.now, self.manner.night) {
                Lot::Go(until) => {
                    self.people[i] = Recipient { fate: Fate::Queued, round: self.round };
                    let key = (i, self.round);
                    // ON CONFLICT DO NOTHING.
                    self.rows.entry(key).or_insert(Row::Queued);
                    self.until.extend(until.map(|until| (key, until)));
                }
                Lot::Wait(morning) => self.due[i] = morning,
                Lot::End(fate) => self.people[i].fate = fate,
            }
        }
    }

    fn tell(&mut self, (i, round, verdict): (usize, u32, Verdict)) {
        let fate = told(self.people[i], round, verdict, self.course, false);
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
                    self.lease(key);
                }
            }
            Deed::RunOn(minutes) => self.now += TimeDelta::minutes(i64::from(*minutes)),
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
            if let Next::Sleep(due) = next(self.course, self.left(), self.now) {
                self.now = due;
            }
            self.pump();
            while let Some(key) = self.nth(Row::Queued, 0) {
                self.lease(key);
                if self.rows.get(&key) == Some(&Row::Sending) {
                    self.end(key, Verdict::Sent, true);
                }
            }
            while let Some(key) = self.nth(Row::Sending, 0) {
                self.end(key, Verdict::Sent, true);
            }
        }
    }
}

fn manner() -> impl Strategy<Value = Manner> {
    let whose = prop_oneof![Just(Whose::Community), Just(Whose::Own)];
    let night = prop_oneof![3 => Just(Night::Morning), 1 => Just(Night::Silent)];
    (whose, night).prop_map(|(whose, night)| Manner { whose, night })
}

proptest! {
    #[test]
    fn nobody_gets_it_twice_or_too_early_or_in_her_night_and_nobody_is_skipped(
        n in 1..60_usize,
        manner in manner(),
        deeds in prop::collection::vec(deed(), 0..400),
    ) {
        let mut world = World::new(n, manner);
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
            prop_assert!(world.wronged.is_empty(), "{:?} got it too early or at night", world.wronged);
        }
        let stopped = world.course == Course::Stopped;
        world.finish();
        prop_assert_eq!(world.tally().left(), 0, "somebody has no end");
        prop_assert_eq!(world.course, if stopped { Course::Stopped } else { Course::Done });
        prop_assert_eq!(world.tally().all(), n);
        prop_assert!(world.wronged.is_empty(), "{:?} got it too early or at night", world.wronged);
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
    fn a_broadcast_in_peace_reaches_everybody_once(n in 1..200_usize, manner in manner()) {
        let mut world = World::new(n, manner);
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
