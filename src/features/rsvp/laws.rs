//! The laws of seats and of the line, tried on random orders of everything that can happen.

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use proptest::collection::vec;
use proptest::prelude::*;

use super::rules::*;
use super::tally::{Tally, Unseen};
use crate::kernel::ids::PersonId;

const TYUMEN: Tz = Tz::Asia__Yekaterinburg;

/// Noon in Tyumen.
fn noon() -> DateTime<Utc> {
    "2026-09-24T07:00:00Z".parse().unwrap()
}

/// Everything that can happen to a hall.
#[derive(Clone, Debug)]
enum Act {
    Say(i64, Wish),
    Leave(i64),
    Lose(i64),
    Regain(i64),
    Reseat(Option<u32>),
    Shift(i64),
    AskAgain,
    Lapse,
    RunOn(i64),
}

fn acts() -> impl Strategy<Value = Act> {
    let wish =
        prop_oneof![5 => Just(Wish::Come), 1 => Just(Wish::Think), 2 => Just(Wish::Decline), 1 => Just(Wish::NoNeed)];
    prop_oneof![
        8 => (0_i64..8, wish).prop_map(|(who, wish)| Act::Say(who, wish)),
        1 => (0_i64..8).prop_map(Act::Leave),
        1 => (0_i64..8).prop_map(Act::Lose),
        1 => (0_i64..8).prop_map(Act::Regain),
        1 => proptest::option::weighted(0.9, 1_u32..6).prop_map(Act::Reseat),
        1 => (1_i64..200).prop_map(Act::Shift),
        1 => Just(Act::AskAgain),
        2 => Just(Act::Lapse),
        2 => (1_i64..30).prop_map(Act::RunOn),
    ]
}

fn act(hall: &mut Hall, act: &Act) {
    match *act {
        Act::Say(who, wish) => hall.say(PersonId(who), wish),
        Act::Leave(who) => hall.leave(PersonId(who)),
        Act::Lose(who) => hall.lose(PersonId(who)),
        Act::Regain(who) => hall.regain(PersonId(who)),
        Act::Reseat(seats) => hall.reseat(seats),
        Act::Shift(hours) => hall.shift(noon() + TimeDelta::days(30) + TimeDelta::hours(hours)),
        Act::AskAgain => hall.ask_again(),
        Act::Lapse => hall.lapse(),
        Act::RunOn(hours) => hall.now += TimeDelta::hours(hours),
    }
}

fn hall() -> Hall {
    let starts_at = noon() + TimeDelta::days(20);
    Hall {
        now: noon(),
        starts_at,
        zone: TYUMEN,
        seats: Some(2),
        guests: Vec::new(),
        unseen: Unseen::default(),
        drawn_at: None,
    }
}

fn taken(hall: &Hall) -> usize {
    let tally = hall.tally();
    tally.coming + tally.offered
}

/// The line, the earliest first.
fn line(hall: &Hall) -> Vec<PersonId> {
    let mut line: Vec<_> = hall.guests.iter().filter(|g| g.answer == Answer::Waitlisted).collect();
    line.sort_by_key(|g| g.ticket);
    line.iter().map(|g| g.person).collect()
}

fn answer(hall: &Hall, person: PersonId) -> Option<Answer> {
    hall.mine(person).map(|m| m.answer)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn seats_are_never_exceeded(script in vec(acts(), 0..60)) {
        let mut hall = hall();
        for step in &script {
            let before = taken(&hall);
            act(&mut hall, step);
            let seats = hall.seats.map_or(usize::MAX, |s| s as usize);
            // Fewer seats than people: those who have one keep it, and nobody gets a new one.
            prop_assert!(taken(&hall) <= seats.max(before), "{step:?}: {hall:?}");
        }
    }

    #[test]
    fn no_seat_stays_free_while_somebody_waits(script in vec(acts(), 0..60)) {
        let mut hall = hall();
        for step in &script {
            act(&mut hall, step);
            let waits = hall.guests.iter().any(|g| g.answer == Answer::Waitlisted && g.reachable);
            let free = hall.seats.is_none_or(|s| taken(&hall) < s as usize);
            prop_assert!(hall.now >= hall.starts_at || !(waits && free), "{step:?}: {hall:?}");
        }
    }

    #[test]
    fn nobody_in_the_line_is_overtaken(script in vec(acts(), 0..60)) {
        let mut hall = hall();
        for step in &script {
            let before = hall.clone();
            act(&mut hall, step);
            let old = line(&before);
            for (n, second) in old.iter().enumerate() {
                let served = matches!(answer(&hall, *second), Some(Answer::Offered | Answer::Going));
                for first in old[..n].iter().filter(|_| served) {
                    let passed_over = hall.guests.iter().any(|g| g.person == *first && !g.reachable);
                    let waits = answer(&hall, *first) == Some(Answer::Waitlisted);
                    prop_assert!(!waits || passed_over, "{step:?}: {second} before {first}");
                }
            }
            let stayed = |p: &PersonId| old.contains(p) && line(&hall).contains(p);
            let kept: Vec<_> = old.iter().filter(|p| stayed(p)).collect();
            let now = line(&hall);
            prop_assert_eq!(kept, now.iter().filter(|p| stayed(p)).collect::<Vec<_>>());
        }
    }

    #[test]
    fn nobody_slips_past_the_line_to_a_seat(script in vec(acts(), 0..60)) {
        let mut hall = hall();
        for step in &script {
            let before = hall.clone();
            act(&mut hall, step);
            let Act::Say(who, Wish::Come) = step else { continue };
            let fresh = !matches!(answer(&before, PersonId(*who)), Some(a) if COMING.contains(&a) || a == Answer::Offered);
            let waited = before.guests.iter().any(|g| g.answer == Answer::Waitlisted && g.reachable);
            if fresh && waited {
                prop_assert_ne!(answer(&hall, PersonId(*who)), Some(Answer::Going), "{:?}", before);
            }
        }
    }

    #[test]
    fn a_command_repeated_changes_nothing(script in vec(acts(), 1..60)) {
        let mut hall = hall();
        for step in &script {
            act(&mut hall, step);
            if !matches!(step, Act::RunOn(_)) && !asked_meanwhile(&hall, step) {
                let once = hall.clone();
                act(&mut hall, step);
                prop_assert_eq!(changes(&once.guests, &hall.guests), Vec::new(), "{:?}", step);
            }
        }
    }

    #[test]
    fn what_is_held_always_ends_and_never_after_the_beginning(script in vec(acts(), 0..60)) {
        let mut hall = hall();
        for step in &script {
            act(&mut hall, step);
            for guest in &hall.guests {
                let held = matches!(guest.answer, Answer::Offered | Answer::ReconfirmAsked);
                prop_assert_eq!(held, guest.until.is_some());
                prop_assert!(guest.until.is_none_or(|until| until <= hall.starts_at));
                prop_assert_eq!(guest.ticket.is_some(), matches!(guest.answer, Answer::Offered | Answer::Waitlisted));
            }
        }
    }
}

/// The hall as it is opened for one person: she, the first of the line as far as there are seats, the others in numbers.
fn opened(hall: &Hall, person: PersonId) -> Hall {
    let mine = hall.guests.iter().find(|g| g.person == person);
    let others = hall.guests.iter().filter(|g| g.person != person);
    let taken = others.clone().filter(|g| g.holds_seat()).count();
    let mut free = hall.seats.map_or(usize::MAX, |seats| (seats as usize).saturating_sub(taken));
    let mut line: Vec<&Guest> = others.clone().filter(|g| g.answer == Answer::Waitlisted).collect();
    line.sort_by_key(|g| g.ticket);
    let seen: Vec<&Guest> = line
        .into_iter()
        .take_while(|g| {
            let room = free > 0;
            free -= usize::from(room && g.reachable);
            room
        })
        .collect();
    let waits = |g: &&Guest| g.answer == Answer::Waitlisted && !seen.contains(g);
    let own = mine.and_then(|g| g.ticket);
    let unseen = Unseen {
        tally: hall
            .tally()
            .without(Tally::of(&mine.into_iter().chain(seen.iter().copied()).cloned().collect::<Vec<_>>())),
        ahead: others.clone().filter(waits).filter(|g| own.is_none() || g.ticket < own).count(),
        last_ticket: hall.guests.iter().filter_map(|g| g.ticket).max().unwrap_or_default(),
        next_end: others.clone().filter_map(|g| g.until).min(),
    };
    let guests = mine.into_iter().chain(seen.iter().copied()).cloned().collect();
    Hall { guests, unseen, ..hall.clone() }
}

proptest! {
    #[test]
    fn one_person_needs_not_everybody_to_be_there(script in vec(acts(), 0..60)) {
        let mut whole = hall();
        for step in &script {
            let before = whole.clone();
            act(&mut whole, step);
            let (Act::Say(who, _) | Act::Leave(who) | Act::Lose(who) | Act::Regain(who)) = *step else { continue };
            let person = PersonId(who);
            let few = opened(&before, person);
            prop_assert_eq!(few.mine(person), before.mine(person), "before {:?}", step);
            let mut small = few.clone();
            act(&mut small, step);
            let (all, few) = (changes(&before.guests, &whole.guests), changes(&few.guests, &small.guests));
            prop_assert_eq!(all.len(), few.len(), "{:?}: {:?}", step, before);
            prop_assert!(all.iter().all(|change| few.contains(change)), "{:?}: {:?}", step, before);
            prop_assert_eq!(small.mine(person), whole.mine(person), "{:?}: {:?}", step, before);
            prop_assert_eq!((small.tally(), small.next_end()), (whole.tally(), whole.next_end()));
        }
    }
}

/// A «Come» that put somebody into the line and at once got her an offer is, repeated, the taking of that offer; and
/// «Come» to the question of the day before is its answer. Neither is a repetition.
fn asked_meanwhile(hall: &Hall, step: &Act) -> bool {
    matches!(step, Act::Say(who, Wish::Come) if answer(hall, PersonId(*who)) == Some(Answer::Offered))
}

fn check_offer(left: TimeDelta, lasts: TimeDelta) {
    assert_eq!(offered_until(noon(), noon() + left, TYUMEN) - noon(), lasts, "{left}");
}

#[test]
fn offers_last_as_long_as_there_is_time() {
    check_offer(TimeDelta::hours(73), TimeDelta::hours(24));
    check_offer(TimeDelta::hours(72), TimeDelta::hours(6));
    check_offer(TimeDelta::hours(24), TimeDelta::hours(6));
    check_offer(TimeDelta::hours(23), TimeDelta::hours(1));
    check_offer(TimeDelta::minutes(119), TimeDelta::minutes(20));
}

fn check_night(now: &str, starts_at: &str, until: &str) {
    let at = |text: &str| text.parse().unwrap();
    assert_eq!(offered_until(at(now), at(starts_at), TYUMEN), at(until), "from {now}");
}

#[test]
fn nobody_loses_a_seat_in_her_sleep() {
    // 23:00 in Tyumen, for 16:00 tomorrow: not until midnight but until 9:00.
    check_night("2026-09-24T18:00:00Z", "2026-09-25T11:00:00Z", "2026-09-25T04:00:00Z");
    check_night("2026-09-24T20:00:00Z", "2026-09-25T11:00:00Z", "2026-09-25T04:00:00Z");
    // 7:00, for 8:30: whoever is awake.
    check_night("2026-09-24T02:00:00Z", "2026-09-24T03:30:00Z", "2026-09-24T02:20:00Z");
    // 20:30, for 8:30 tomorrow: not beyond the beginning.
    check_night("2026-09-24T15:30:00Z", "2026-09-25T03:30:00Z", "2026-09-25T03:30:00Z");
}

fn check_hold(starts_in: TimeDelta, held: TimeDelta) {
    assert_eq!(held_until(noon(), noon() + starts_in, TYUMEN) - noon(), held, "{starts_in}");
}

#[test]
fn seats_are_held_after_a_move() {
    check_hold(TimeDelta::days(10), TimeDelta::hours(48));
    check_hold(TimeDelta::hours(60), TimeDelta::hours(36));
    check_hold(TimeDelta::hours(20), TimeDelta::hours(2));
    check_hold(TimeDelta::hours(1), TimeDelta::hours(1));
}

#[test]
fn whoever_lets_two_offers_go_by_leaves_the_line() {
    let mut hall = hall();
    for who in 1..=3 {
        hall.say(PersonId(who), Wish::Come);
    }
    hall.say(PersonId(1), Wish::Decline);
    assert_eq!(answer(&hall, PersonId(3)), Some(Answer::Offered));
    hall.now += TimeDelta::hours(24);
    hall.lapse();
    assert_eq!(answer(&hall, PersonId(3)), Some(Answer::Offered), "alone in the line: asked once more");
    hall.now += TimeDelta::hours(24);
    hall.lapse();
    assert_eq!(answer(&hall, PersonId(3)), Some(Answer::Maybe));
}

#[test]
fn silence_after_a_move_frees_the_seat() {
    let mut hall = hall();
    for who in 1..=3 {
        hall.say(PersonId(who), Wish::Come);
    }
    hall.shift(noon() + TimeDelta::days(25));
    hall.say(PersonId(1), Wish::Come);
    hall.now += TimeDelta::hours(48);
    hall.lapse();
    let answers = [1, 2, 3].map(|who| answer(&hall, PersonId(who)));
    assert_eq!(answers, [Some(Answer::Going), Some(Answer::Maybe), Some(Answer::Offered)]);
}
