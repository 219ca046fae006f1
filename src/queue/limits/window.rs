//! How many calls fall into any one second, as the other side counts them. Pure; instants are milliseconds.
//!
//! We know when a call began and when it ended, not when it arrived. So one on its way counts until it is back, and then
//! for a second from the latest instant at which it can have arrived: its end, less the time that even the quickest trip
//! takes. However the network delays one call and not another, no second over there ever holds more than the size.

use std::collections::VecDeque;

use super::AHEAD;

/// The span that is counted.
const SPAN: i64 = 1000;
/// Who is not back after so long has arrived or is lost: its place is free again.
const LONGEST: i64 = 5000;
/// How many trips are remembered: enough to know one that nothing delayed, not even a busy processor of ours.
const TRIPS: usize = 1024;
/// With fewer nothing is known about the quickest.
const ENOUGH: usize = 16;

/// The calls of the last second.
#[derive(Debug, Default)]
pub(super) struct Window {
    /// When those on their way began, in order.
    flying: VecDeque<i64>,
    /// When each of those that are back ceases to count, in order.
    landed: VecDeque<i64>,
}

impl Window {
    /// Drops what no longer counts. A clock that was put back makes nobody wait longer than the span.
    pub(super) fn look(&mut self, now: i64) {
        for at in &mut self.flying {
            *at = (*at).min(now + AHEAD.num_milliseconds());
        }
        for until in &mut self.landed {
            *until = (*until).min(now + SPAN);
        }
        while self.flying.front().is_some_and(|began| *began + LONGEST <= now) {
            self.flying.pop_front();
        }
        while self.landed.front().is_some_and(|until| *until <= now) {
            self.landed.pop_front();
        }
    }

    /// When so many more may begin, `size` at most; not later than `now` means at once.
    pub(super) fn free_from(&self, size: usize, more: usize, now: i64) -> i64 {
        let over = self.landed.partition_point(|until| *until <= now);
        let counted = self.flying.len() + self.landed.len() - over;
        let Some(must_end) = (counted + more).checked_sub(size).filter(|n| *n > 0) else { return now };
        match self.landed.get(over + must_end - 1) {
            Some(until) => *until,
            // So many are still on their way: a guess; whoever waits looks again when one is back.
            None => {
                let of_those = must_end + over - self.landed.len() - 1;
                let began = self.flying.get(of_those.min(self.flying.len().saturating_sub(1)));
                began.map_or(now, |began| (began + SPAN).max(now + 5))
            }
        }
    }

    /// A call begins, now or soon.
    pub(super) fn begin(&mut self, now: i64) {
        let at = self.flying.partition_point(|began| *began <= now);
        self.flying.insert(at, now);
    }

    /// A call that began then is back; it may have arrived as late as `arrived`.
    pub(super) fn end(&mut self, began: i64, arrived: i64) {
        // Not there any more: it was on its way for too long, and its place has been given up.
        if let Ok(at) = self.flying.binary_search(&began) {
            self.flying.remove(at);
        }
        let until = arrived.max(began) + SPAN;
        let at = self.landed.partition_point(|other| *other <= until);
        self.landed.insert(at, until);
    }
}

/// How long calls took of late.
#[derive(Debug, Default)]
pub(super) struct Trips {
    took: VecDeque<i64>,
    quickest: i64,
}

impl Trips {
    pub(super) fn note(&mut self, took: i64) {
        let took = took.max(0);
        let gone = if self.took.len() == TRIPS { self.took.pop_front() } else { None };
        self.took.push_back(took);
        if gone == Some(self.quickest) || self.took.len() == 1 {
            self.quickest = self.took.iter().copied().min().unwrap_or(0);
        } else {
            self.quickest = self.quickest.min(took);
        }
    }

    /// What even the quickest call spends on its way, less a millisecond for the rounding of our clock.
    pub(super) fn quickest(&self) -> i64 {
        if self.took.len() < ENOUGH { 0 } else { (self.quickest - 1).max(0) }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_call_on_its_way_keeps_its_place_until_it_is_back() {
        let mut window = Window::default();
        window.begin(0);
        window.look(3000);
        assert!(window.free_from(1, 1, 3000) > 3000);
        window.end(0, 3000);
        assert_eq!(window.free_from(1, 1, 3000), 4000);
    }

    #[test]
    fn a_call_that_never_comes_back_gives_its_place_up() {
        let mut window = Window::default();
        window.begin(0);
        window.look(5000);
        assert_eq!(window.free_from(1, 1, 5000), 5000);
    }

    #[test]
    fn the_quickest_trip_is_known_only_after_some() {
        let mut trips = Trips::default();
        for _ in 0..15 {
            trips.note(80);
        }
        assert_eq!(trips.quickest(), 0);
        trips.note(41);
        assert_eq!(trips.quickest(), 40);
    }

    proptest! {
        /// Each call takes its time there (10 ms and more) and back (20 ms and more): the other side never counts more
        /// than the size in a second.
        #[test]
        fn however_the_network_dawdles_no_second_holds_too_many(
            trips in prop::collection::vec((0_i64..300, 0_i64..300), 20..120),
            size in 1_usize..8,
        ) {
            let (mut window, mut known) = (Window::default(), Trips::default());
            let (mut now, mut arrivals) = (0, Vec::new());
            let mut on_their_way: Vec<(i64, i64)> = Vec::new();
            for (there, back) in trips {
                loop {
                    on_their_way.sort_by_key(|call| call.1);
                    while on_their_way.first().is_some_and(|(_, ended)| *ended <= now) {
                        let (began, ended) = on_their_way.remove(0);
                        known.note(ended - began);
                        // As if nothing were known of the first sixteen.
                        window.end(began, ended - known.quickest().min(29));
                    }
                    window.look(now);
                    if window.free_from(size, 1, now) <= now {
                        break;
                    }
                    now += 1;
                }
                window.begin(now);
                arrivals.push(now + 10 + there);
                on_their_way.push((now, now + 30 + there + back));
            }
            arrivals.sort_unstable();
            for at in &arrivals {
                let within = arrivals.iter().filter(|other| (at - 999..=*at).contains(*other)).count();
                prop_assert!(within <= size, "{within} in the second before {at}");
            }
        }
    }
}
