//! Rules of answers, seats and the waiting line (domain.md §3.5). Pure.
//!
//! Seats are never given beyond their number, nobody in the line is overtaken, a given seat is never taken back by a
//! change of their number, and a command repeated changes nothing (laws.rs tries all of it).

use std::collections::HashMap;

use chrono::{DateTime, Days, NaiveTime, TimeDelta, Timelike, Utc};
use chrono_tz::Tz;

use super::tally::{Tally, Unseen};
use crate::features::events::{Event, EventState};
use crate::kernel::ids::PersonId;
use crate::kernel::time::{instant, is_quiet};

crate::words! {
    /// What a person said about an event, and what became of it.
    pub enum Answer {
        /// Still thinking; holds no seat.
        Maybe = "maybe",
        /// Cannot come.
        NotGoing = "not_going",
        /// Comes.
        Going = "going",
        /// Comes, and was asked the day before whether it still holds.
        ConfirmAsked = "confirm_asked",
        /// Comes, and has said so again.
        Confirmed = "confirmed",
        /// Said yes before the event was moved; the seat is held for a while.
        ReconfirmAsked = "reconfirm_asked",
        /// Waits for a seat.
        Waitlisted = "waitlisted",
        /// A seat is offered and held for a while.
        Offered = "offered",
    }
}

/// The answers of those who come.
pub const COMING: &[Answer] = &[Answer::Going, Answer::ConfirmAsked, Answer::Confirmed, Answer::ReconfirmAsked];

crate::words! {
    /// What a person can say; what it means depends on where she stands: «Приду», «Беру», «Да» and «Смогу» are one.
    pub enum Wish {
        /// «Приду».
        Come = "y",
        /// «Пока думаю».
        Think = "t",
        /// «Не смогу».
        Decline = "n",
        /// «Уже не нужно», of a place in the line or an offered seat; a seat that she has taken meanwhile stays hers.
        NoNeed = "x",
    }
}

/// Offers that may be let go by: after so many the person leaves the line and is asked again like anybody who is
/// thinking. Our default; the domain says "end of line" and no more, which would offer a lonely seat for ever.
const LAPSES: i64 = 2;

/// How long a freed seat is offered, by what is left until the beginning (domain.md §3.5; 20 minutes are our default).
fn offer_lasts(left: TimeDelta) -> TimeDelta {
    match left {
        _ if left > TimeDelta::hours(72) => TimeDelta::hours(24),
        _ if left >= TimeDelta::hours(24) => TimeDelta::hours(6),
        _ if left >= TimeDelta::hours(2) => TimeDelta::hours(1),
        _ => TimeDelta::minutes(20),
    }
}

/// Till when a seat freed `now` is offered. Never beyond the beginning.
pub fn offered_until(now: DateTime<Utc>, starts_at: DateTime<Utc>, zone: Tz) -> DateTime<Utc> {
    let left = starts_at - now;
    let until = now + offer_lasts(left);
    // So near the beginning whoever is awake goes first.
    let until = if left < TimeDelta::hours(2) { until } else { past_the_night(until, zone) };
    until.min(starts_at)
}

/// Nobody loses a seat in her sleep: what would end at night by the community's clock ends at nine in the morning. Our
/// default, in the spirit of the quiet time of domain.md §3.0.
fn past_the_night(at: DateTime<Utc>, zone: Tz) -> DateTime<Utc> {
    if !is_quiet(at, zone) {
        return at;
    }
    let local = at.with_timezone(&zone);
    let day =
        if local.hour() < 12 { Some(local.date_naive()) } else { local.date_naive().checked_add_days(Days::new(1)) };
    let nine = day.zip(NaiveTime::from_hms_opt(9, 0, 0)).map(|(day, nine)| day.and_time(nine));
    nine.map_or(at, |nine| instant(zone, nine))
}

/// How long a seat is held after a move: 48 hours or until a day before, whichever is earlier, at least 2 hours, never
/// beyond the beginning (domain.md §3.4); two hours at night last until the morning.
pub fn held_until(now: DateTime<Utc>, starts_at: DateTime<Utc>, zone: Tz) -> DateTime<Utc> {
    let earlier = (now + TimeDelta::hours(48)).min(starts_at - TimeDelta::hours(24));
    earlier.max(past_the_night(now + TimeDelta::hours(2), zone)).min(starts_at)
}

/// One who answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guest {
    /// Who.
    pub person: PersonId,
    /// What she said.
    pub answer: Answer,
    /// Place in the line, while she waits or is offered a seat: the lower, the earlier.
    pub ticket: Option<i64>,
    /// Till when the offer or the seat is held.
    pub until: Option<DateTime<Utc>>,
    /// Offers let go by.
    pub lapses: i64,
    /// Can be written to; somebody who cannot is passed over in the line and keeps her place.
    pub reachable: bool,
}

impl Guest {
    fn new(person: PersonId) -> Self {
        Self { person, answer: Answer::Maybe, ticket: None, until: None, lapses: 0, reachable: true }
    }

    fn put(&mut self, answer: Answer) {
        self.answer = answer;
        self.until = None;
        if answer != Answer::Waitlisted {
            self.ticket = None;
        }
    }

    /// A seat is hers, or is kept for her.
    pub(super) fn holds_seat(&self) -> bool {
        COMING.contains(&self.answer) || self.answer == Answer::Offered
    }

    fn waits(&self) -> bool {
        self.answer == Answer::Waitlisted && self.reachable
    }
}

/// All answers to one event, its seats, and the present instant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hall {
    /// The present instant.
    pub now: DateTime<Utc>,
    /// When the event begins.
    pub starts_at: DateTime<Utc>,
    /// The community's wall clock.
    pub zone: Tz,
    /// How many may come; `None`: as many as wish.
    pub seats: Option<u32>,
    /// Who answered: everybody, or whomever the matter at hand can touch.
    pub guests: Vec<Guest>,
    /// The others, in numbers.
    pub unseen: Unseen,
    /// When the author's numbers were drawn last.
    pub drawn_at: Option<DateTime<Utc>>,
}

/// Where one person stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mine {
    /// What she said.
    pub answer: Answer,
    /// Which she is in the line, from 1.
    pub place: Option<usize>,
    /// Till when the offer or the seat is held.
    pub until: Option<DateTime<Utc>>,
    /// Offers let go by.
    pub lapses: i64,
}

impl Hall {
    /// Where a person stands; `None` if she has not answered. Her place in the line is known if the hall holds everybody or
    /// was opened for her.
    pub fn mine(&self, person: PersonId) -> Option<Mine> {
        let guest = self.guests.iter().find(|g| g.person == person)?;
        let place = (guest.answer == Answer::Waitlisted).then(|| {
            let before = |g: &&Guest| g.answer == Answer::Waitlisted && g.ticket < guest.ticket;
            1 + self.unseen.ahead + self.guests.iter().filter(before).count()
        });
        Some(Mine { answer: guest.answer, place, until: guest.until, lapses: guest.lapses })
    }

    /// How many said what.
    pub fn tally(&self) -> Tally {
        Tally::of(&self.guests).and(self.unseen.tally)
    }

    /// Somebody says what she wishes.
    pub fn say(&mut self, person: PersonId, wish: Wish) {
        if self.now >= self.starts_at {
            return;
        }
        let has_no_seat = |g: &Guest| g.person == person && !COMING.contains(&g.answer);
        if wish == Wish::NoNeed && !self.guests.iter().any(has_no_seat) {
            return;
        }
        let (free, last) = (self.free() > 0, self.last_ticket());
        let guest = self.guest(person);
        guest.reachable = true;
        match (wish, guest.answer) {
            (Wish::Come, Answer::Going | Answer::Confirmed | Answer::Waitlisted) => {}
            (Wish::Come, Answer::ConfirmAsked) => guest.put(Answer::Confirmed),
            (Wish::Come, Answer::Offered | Answer::ReconfirmAsked) => guest.put(Answer::Going),
            (Wish::Come, Answer::Maybe | Answer::NotGoing) if free => guest.put(Answer::Going),
            (Wish::Come, Answer::Maybe | Answer::NotGoing) => {
                guest.put(Answer::Waitlisted);
                guest.ticket = Some(last + 1);
                guest.lapses = 0;
            }
            (Wish::Think, _) => guest.put(Answer::Maybe),
            (Wish::Decline | Wish::NoNeed, _) => guest.put(Answer::NotGoing),
        }
        self.promote();
    }

    /// Somebody is no longer a member: her seat is free.
    pub fn leave(&mut self, person: PersonId) {
        self.guests.retain(|g| g.person != person);
        self.promote();
    }

    /// Somebody blocked the bot: an offer she cannot see goes to the next, her place in the line stays.
    pub fn lose(&mut self, person: PersonId) {
        if let Some(guest) = self.guests.iter_mut().find(|g| g.person == person) {
            guest.reachable = false;
            if guest.answer == Answer::Offered {
                guest.put(Answer::Waitlisted);
            }
        }
        self.promote();
    }

    /// Somebody came back.
    pub fn regain(&mut self, person: PersonId) {
        if let Some(guest) = self.guests.iter_mut().find(|g| g.person == person) {
            guest.reachable = true;
        }
        self.promote();
    }

    /// The number of seats changed. Nobody who has a seat or an offer loses it.
    pub fn reseat(&mut self, seats: Option<u32>) {
        self.seats = seats;
        self.promote();
    }

    /// The event was moved: everybody who comes is asked again, and her seat is held for a while.
    pub fn shift(&mut self, starts_at: DateTime<Utc>) {
        if starts_at == self.starts_at {
            return;
        }
        self.starts_at = starts_at;
        let held = held_until(self.now, starts_at, self.zone);
        let offered = self.offered_until();
        for guest in &mut self.guests {
            if COMING.contains(&guest.answer) {
                guest.answer = Answer::ReconfirmAsked;
                guest.until = Some(held);
            } else if guest.answer == Answer::Offered {
                guest.until = Some(offered);
            }
        }
        self.promote();
    }

    /// A day before: those who come are asked whether it still holds.
    pub fn ask_again(&mut self) {
        for guest in self.guests.iter_mut().filter(|g| g.answer == Answer::Going) {
            guest.put(Answer::ConfirmAsked);
        }
    }

    /// Offers and held seats whose time is over go on to the next.
    pub fn lapse(&mut self) {
        let now = self.now;
        let mut last = self.last_ticket();
        self.guests.sort_by_key(|g| (g.ticket, g.person));
        for guest in self.guests.iter_mut().filter(|g| g.until.is_some_and(|until| until <= now)) {
            if guest.answer == Answer::Offered && guest.lapses + 1 < LAPSES {
                last += 1;
                guest.put(Answer::Waitlisted);
                guest.ticket = Some(last);
                guest.lapses += 1;
            } else {
                guest.put(Answer::Maybe);
                guest.lapses = 0;
            }
        }
        self.promote();
    }

    /// When the next offer or held seat ends.
    pub fn next_end(&self) -> Option<DateTime<Utc>> {
        self.guests.iter().filter_map(|g| g.until).chain(self.unseen.next_end).min()
    }

    /// Offers free seats to the line, in order.
    fn promote(&mut self) {
        if self.now >= self.starts_at {
            return;
        }
        let (free, until) = (self.free(), self.offered_until());
        self.guests.sort_by_key(|g| (g.ticket, g.person));
        for guest in self.guests.iter_mut().filter(|g| g.waits()).take(free) {
            guest.answer = Answer::Offered;
            guest.until = Some(until);
        }
    }

    fn offered_until(&self) -> DateTime<Utc> {
        offered_until(self.now, self.starts_at, self.zone)
    }

    fn free(&self) -> usize {
        let Some(seats) = self.seats else { return usize::MAX };
        let taken = self.guests.iter().filter(|g| g.holds_seat()).count();
        let taken = taken + self.unseen.tally.coming + self.unseen.tally.offered;
        usize::try_from(seats).unwrap_or(usize::MAX).saturating_sub(taken)
    }

    fn last_ticket(&self) -> i64 {
        self.guests.iter().filter_map(|g| g.ticket).max().unwrap_or_default().max(self.unseen.last_ticket)
    }

    fn guest(&mut self, person: PersonId) -> &mut Guest {
        let at = self.guests.iter().position(|g| g.person == person).unwrap_or_else(|| {
            self.guests.push(Guest::new(person));
            self.guests.len() - 1
        });
        &mut self.guests[at]
    }
}

/// What changed for one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Who.
    pub person: PersonId,
    /// Before; `None`: had not answered.
    pub from: Option<Guest>,
    /// Now; `None`: her answer is gone.
    pub to: Option<Guest>,
}

/// What changed between two states of a hall, people in the order of `after`; those who are gone come first.
pub fn changes(before: &[Guest], after: &[Guest]) -> Vec<Change> {
    let (old, new) = (by_person(before), by_person(after));
    let from = |person| old.get(&person).map(|g| (*g).clone());
    let gone = before.iter().filter(|g| !new.contains_key(&g.person));
    let gone = gone.map(|g| Change { person: g.person, from: Some(g.clone()), to: None });
    let kept = after.iter().map(|g| Change { person: g.person, from: from(g.person), to: Some(g.clone()) });
    gone.chain(kept).filter(|c| kept_of(c.from.as_ref()) != kept_of(c.to.as_ref())).collect()
}

fn by_person(guests: &[Guest]) -> HashMap<PersonId, &Guest> {
    guests.iter().map(|g| (g.person, g)).collect()
}

/// What is kept of a guest; whether she can be reached is known elsewhere.
fn kept_of(guest: Option<&Guest>) -> Option<Guest> {
    guest.map(|g| Guest { reachable: true, ..g.clone() })
}

/// Why an answer is not taken; the person sees how things stand instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It will not take place.
    Cancelled,
    /// It has begun, or is over.
    Begun,
    /// Only members answer.
    Outsider,
    /// The button is of a time or place that is no more.
    Stale,
}

/// Whether an answer drawn at `version` is taken from somebody who is a member or not.
///
/// # Errors
/// Why not.
pub fn admit(event: &Event, version: i64, member: bool, now: DateTime<Utc>) -> Result<(), Refusal> {
    match event.state {
        EventState::Cancelled => Err(Refusal::Cancelled),
        _ if !event.is_open(now) => Err(Refusal::Begun),
        _ if !member => Err(Refusal::Outsider),
        _ if version < event.answers_since => Err(Refusal::Stale),
        _ => Ok(()),
    }
}
