//! Properties of the rules: any order of anything anybody may do.

use chrono::{DateTime, TimeDelta, Utc};
use proptest::prelude::*;

use super::rules::*;
use super::timing::{Due, KEPT};
use crate::kernel::ids::{CommunityId, ConsultationId, PersonId};
use crate::kernel::time::at_millis;

const ASKER: PersonId = PersonId(1);
const HEAD: PersonId = PersonId(90);

fn asked(urgency: Urgency, now: DateTime<Utc>) -> Consultation {
    Consultation {
        id: ConsultationId(41),
        community: CommunityId::parse("skillsclub").unwrap(),
        asker: ASKER,
        topic: "discipline".to_owned(),
        urgency,
        text: Some("Восьмой класс не слушает".to_owned()),
        named: false,
        stage: Stage::Requested,
        version: 1,
        round: 1,
        direct: false,
        mentor: None,
        since: now,
        stepped_at: now,
        step: 0,
        last_word: Side::Asker,
        spoken: false,
        rating: None,
        asker_words: 0,
        mentor_words: 0,
        sent_at: now,
        accepted_at: None,
        ended_at: None,
        offers: Vec::new(),
        moves: Vec::new(),
    }
}

/// Mentors 2, 3, …; the asker among them, since she may be a mentor of other topics' askers.
fn mentors(n: i64) -> Vec<Candidate> {
    (1..=n + 1).map(|i| Candidate { person: PersonId(i), load: 0, asked_at: None }).collect()
}

fn noon() -> DateTime<Utc> {
    at_millis(1_790_000_000_000)
}

#[derive(Clone, Debug)]
enum Move {
    Take(i64),
    Decline(i64),
    TakeOver,
    Assign(i64),
    Answer,
    GiveBack,
    AskAgain,
    Said(Side),
    Hold,
    GoOn,
    Rate(Rating),
    Withdraw,
    ShowName,
    Wait,
}

fn moves() -> impl Strategy<Value = Move> {
    prop_oneof![
        (1_i64..9).prop_map(Move::Take),
        (1_i64..9).prop_map(Move::Decline),
        Just(Move::TakeOver),
        (1_i64..9).prop_map(Move::Assign),
        Just(Move::Answer),
        Just(Move::GiveBack),
        Just(Move::AskAgain),
        prop_oneof![Just(Side::Asker), Just(Side::Mentor)].prop_map(Move::Said),
        Just(Move::Hold),
        Just(Move::GoOn),
        prop_oneof![Just(Rating::Helped), Just(Rating::Partly), Just(Rating::No)].prop_map(Move::Rate),
        Just(Move::Withdraw),
        Just(Move::ShowName),
        Just(Move::Wait),
        Just(Move::Wait),
    ]
}

/// Makes a move as the slice does: whatever leaves it `requested` looks for mentors at once.
fn play(q: &mut Consultation, what: &Move, all: &[Candidate], now: DateTime<Utc>) -> bool {
    let done = match what {
        Move::Take(n) => q.take(PersonId(*n), now).is_ok(),
        Move::Decline(n) => match q.decline(PersonId(*n)) {
            Ok(next) => {
                if next {
                    q.look(all, now).unwrap();
                }
                true
            }
            Err(_) => false,
        },
        Move::TakeOver => q.take_over(HEAD, now).is_ok(),
        Move::Assign(n) => q.assign(PersonId(*n), now).is_ok(),
        Move::Answer => q.answer(HEAD, now).is_ok(),
        Move::GiveBack => q.give_back(now).is_ok(),
        Move::AskAgain => q.ask_again(now).is_ok(),
        Move::Said(side) => q.said(*side, now).is_ok(),
        Move::Hold => q.hold(now).is_ok(),
        Move::GoOn => q.go_on(now).is_ok(),
        Move::Rate(rating) => q.rate(*rating, now).is_ok(),
        Move::Withdraw => q.withdraw(now).is_ok(),
        Move::ShowName => q.show_name(),
        Move::Wait => ring(q, all, now),
    };
    if q.stage == Stage::Requested {
        q.look(all, now).unwrap();
    }
    done
}

/// Does what is due, as jobs.rs does.
fn ring(q: &mut Consultation, all: &[Candidate], now: DateTime<Utc>) -> bool {
    let Some(due) = q.due(now) else { return false };
    match due {
        Due::LookFurther => {
            q.expire();
            q.look(all, now).map(drop).unwrap();
        }
        Due::Escalate => q.escalate(now).unwrap(),
        Due::RemindHeads | Due::Nudge | Due::TellHeads | Due::RemindRating => q.rung(),
        Due::CloseUnanswered | Due::CloseUnrated => drop(q.close(now).unwrap()),
        Due::GiveBack => q.give_back(now).unwrap(),
        Due::Hold => q.hold(now).unwrap(),
        Due::Forget => q.forget(),
    }
    true
}

/// Plays a whole game; the clock stands at the next timer whenever somebody waits for it.
fn game(urgency: Urgency, n: i64, all_moves: &[Move], check: impl Fn(&Consultation)) -> (Consultation, DateTime<Utc>) {
    let (mut now, all) = (noon(), mentors(n));
    let mut q = asked(urgency, now);
    q.look(&all, now).unwrap();
    check(&q);
    for what in all_moves {
        now += TimeDelta::minutes(1);
        if let (Move::Wait, Some((at, _))) = (what, q.next_due()) {
            now = now.max(at);
        }
        play(&mut q, what, &all, now);
        check(&q);
    }
    (q, now)
}

fn urgencies() -> impl Strategy<Value = Urgency> {
    prop_oneof![Just(Urgency::Tomorrow), Just(Urgency::Week), Just(Urgency::Calm)]
}

proptest! {
    #[test]
    fn at_most_one_has_it_and_never_the_asker(u in urgencies(), n in 0_i64..8, all in prop::collection::vec(moves(), 0..40)) {
        game(u, n, &all, |q| {
            let taken: Vec<_> = q.offers.iter().filter(|o| o.state == OfferState::Taken).collect();
            assert!(taken.len() <= 1, "{taken:?}");
            let held = matches!(q.stage, Stage::Accepted | Stage::InDialogue | Stage::Held | Stage::Rated);
            if held {
                assert_eq!(taken.first().map(|o| o.person), q.mentor);
                assert!(q.mentor.is_some() && q.mentor != Some(ASKER));
            }
            if q.stage.is_free() {
                assert!(q.mentor.is_none() && taken.is_empty());
            }
            assert!(q.offers.iter().all(|o| o.person != ASKER));
        });
    }

    #[test]
    fn nobody_is_offered_it_twice_in_a_round_nor_after_saying_no(u in urgencies(), n in 0_i64..8, all in prop::collection::vec(moves(), 0..40)) {
        game(u, n, &all, |q| {
            for (i, offer) in q.offers.iter().enumerate() {
                let again = q.offers[i + 1..].iter().find(|o| o.person == offer.person);
                assert!(again.is_none_or(|o| o.round > offer.round), "{:?}", q.offers);
            }
        });
        // By name a coordinator may ask anybody; the rest of the search never does.
        let named = |m: &Move| matches!(m, Move::Assign(_) | Move::TakeOver | Move::Answer);
        let unnamed: Vec<Move> = all.into_iter().filter(|m| !named(m)).collect();
        let (q, _) = game(u, n, &unnamed, |_| {});
        for offer in q.offers.iter().filter(|o| matches!(o.state, OfferState::Declined | OfferState::Returned)) {
            prop_assert!(!q.offers.iter().any(|o| o.person == offer.person && o.round > offer.round));
        }
    }

    #[test]
    fn the_same_move_twice_changes_nothing_the_second_time(u in urgencies(), n in 0_i64..8, all in prop::collection::vec(moves(), 0..40), last in moves()) {
        // What somebody writes twice is two messages, and time that passes twice is more time.
        prop_assume!(!matches!(last, Move::Said(_) | Move::Wait));
        let (mut q, now) = game(u, n, &all, |_| {});
        play(&mut q, &last, &mentors(n), now);
        let once = q.clone();
        // To take up again what was ended and to ask once more are moves of their own; each needs the end in between.
        let again = play(&mut q, &last, &mentors(n), now);
        if matches!(last, Move::AskAgain) && once.stage == Stage::Escalated {
            prop_assert_eq!(q.stage, Stage::Escalated);
        } else {
            prop_assert!(!again, "{:?} twice", last);
            prop_assert_eq!(q, once);
        }
    }

    #[test]
    fn whatever_has_no_end_has_a_next_thing_that_happens(u in urgencies(), n in 0_i64..8, all in prop::collection::vec(moves(), 0..40)) {
        game(u, n, &all, |q| {
            match q.next_due() {
                Some((at, due)) => {
                    let mut rung = q.clone();
                    assert!(ring(&mut rung, &mentors(n), at), "{due:?} does nothing");
                    assert!(rung.version > q.version, "{due:?} changes nothing");
                }
                None => assert!(q.stage.is_over() && q.text.is_none()),
            }
        });
    }

    #[test]
    fn left_alone_it_ends_and_is_forgotten(u in urgencies(), n in 0_i64..8, all in prop::collection::vec(moves(), 0..40)) {
        let (mut q, mut now) = game(u, n, &all, |_| {});
        let mut rings = 0;
        while let Some((at, _)) = q.next_due() {
            now = now.max(at);
            prop_assert!(ring(&mut q, &mentors(n), now));
            rings += 1;
            prop_assert!(rings < 60, "rings for ever: {:?}", q.stage);
        }
        prop_assert!(q.stage.is_over());
        prop_assert!(now >= q.ended_at.unwrap() + KEPT);
    }

    #[test]
    fn those_with_less_in_hand_are_asked_first(loads in prop::collection::vec((0_i64..4, 0_i64..1000), 1..12)) {
        let all: Vec<Candidate> = loads.iter().zip(2..).map(|((load, at), i)| Candidate {
            person: PersonId(i), load: *load, asked_at: Some(at_millis(*at)),
        }).collect();
        let mut q = asked(Urgency::Week, noon());
        let Looked::Asked(picked) = q.look(&all, noon()).unwrap() else { panic!("nobody") };
        let key = |p: &PersonId| all.iter().find(|c| c.person == *p).map(|c| (c.load, c.asked_at)).unwrap();
        prop_assert_eq!(picked.len(), AT_ONCE.min(all.len()));
        let most = picked.iter().map(key).max().unwrap();
        prop_assert!(all.iter().filter(|c| !picked.contains(&c.person)).all(|c| (c.load, c.asked_at) >= most));
    }
}

/// Plays `moves` with four mentors (2–5) and says where it stands.
fn check(moves: &[Move], expect: Stage) -> Consultation {
    let (q, _) = game(Urgency::Week, 4, moves, |_| {});
    assert_eq!(q.stage, expect, "{moves:?}");
    q
}

#[test]
fn the_first_who_takes_it_has_it() {
    let q = check(&[Move::Take(3), Move::Take(2)], Stage::Accepted);
    assert_eq!(q.mentor, Some(PersonId(3)));
}

#[test]
fn three_are_asked_and_the_fourth_when_they_cannot() {
    let q = check(&[Move::Decline(2), Move::Decline(3), Move::Decline(4)], Stage::Offered);
    assert_eq!(q.offers.last().map(|o| o.person), Some(PersonId(5)));
}

#[test]
fn when_all_say_no_the_coordinators_see_it_at_once() {
    check(&[Move::Decline(2), Move::Decline(3), Move::Decline(4), Move::Decline(5)], Stage::Escalated);
}

#[test]
fn two_silent_waves_bring_it_to_the_coordinators() {
    check(&[Move::Wait, Move::Wait], Stage::Escalated);
}

#[test]
fn somebody_asked_long_ago_may_still_take_it_from_the_coordinators() {
    check(&[Move::Wait, Move::Wait, Move::Take(2)], Stage::Accepted);
}

#[test]
fn a_mentor_who_never_writes_loses_it_after_five_days() {
    let q = check(&[Move::Take(2), Move::Wait, Move::Wait, Move::Wait], Stage::Offered);
    assert!(q.offers.iter().all(|o| o.round == 1 || o.person != PersonId(2)));
}

#[test]
fn silence_after_an_answer_ends_in_the_question_whether_it_helped() {
    check(&[Move::Take(2), Move::Said(Side::Mentor), Move::Wait], Stage::Held);
}

#[test]
fn a_colleague_chosen_by_name_who_says_no_gives_it_back_to_the_coordinators() {
    check(&[Move::Wait, Move::Wait, Move::Assign(4), Move::Decline(4)], Stage::Escalated);
}

#[test]
fn no_help_lets_others_be_asked() {
    let moves = [Move::Take(2), Move::Hold, Move::Rate(Rating::No), Move::AskAgain];
    let q = check(&moves, Stage::Offered);
    assert!(q.offers.iter().filter(|o| o.round == 2).all(|o| o.person != PersonId(2)));
}

#[test]
fn a_second_message_does_not_start_the_waiting_anew() {
    let mut q = check(&[Move::Take(2), Move::Said(Side::Asker)], Stage::InDialogue);
    let before = q.next_due();
    q.said(Side::Asker, noon() + TimeDelta::hours(50)).unwrap();
    assert_eq!(q.next_due(), before);
}

#[test]
fn for_tomorrows_lesson_the_coordinators_see_it_after_eight_hours() {
    let mut q = asked(Urgency::Tomorrow, noon());
    q.look(&mentors(9), noon()).unwrap();
    let (first, _) = q.next_due().unwrap();
    ring(&mut q, &mentors(9), first);
    let (second, due) = q.next_due().unwrap();
    assert_eq!((first - noon(), second - noon(), due), (TimeDelta::hours(4), TimeDelta::hours(8), Due::Escalate));
}
