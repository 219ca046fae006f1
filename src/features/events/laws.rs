//! The laws of the dialogue, tried on random orders of everything a person can send or press.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use proptest::collection::vec;
use proptest::prelude::*;

use super::dialogue::*;
use super::rules::Draft;
use crate::kernel::actor::Tongue;
use crate::kernel::ids::{CommunityId, EventId, MessageId};
use crate::kernel::input::{Input, Media};
use crate::kernel::outcome::Step;

const KINDS: &[(&str, &str)] = &[("seminar", "Семинар"), ("meetup", "Митап")];

fn now() -> DateTime<Utc> {
    "2026-09-24T05:00:00Z".parse().unwrap()
}

fn context() -> Context<'static> {
    Context {
        now: now(),
        tz: Tz::Asia__Yekaterinburg,
        city: "Тюмень",
        tongue: Tongue::Ru,
        was: None,
        heard: true,
        kinds: KINDS,
    }
}

fn text(text: &str) -> Input {
    Input::Text(text.into())
}

/// What people write, sensible and not, and buttons of every question, old and forged ones among them.
fn inputs() -> impl Strategy<Value = Input> {
    let sensible = prop::sample::select(vec![
        "семинар",
        "Оценивание",
        "15.10 16:00",
        "15 октября в 4",
        "15.10",
        "16",
        "18.10 23:00",
        "да",
        "32 октября",
        "ТОГИРРО",
        "онлайн https://sber.jazz/q",
        "40",
        "без ограничений",
    ]);
    let step = prop::sample::select(vec!["k0", "t0", "w0", "p0", "s0", "v0", "e0", "c0", "r0", "v7", "?"]);
    let value = prop::sample::select(vec![
        "<",
        "-",
        "y",
        "a",
        "e",
        "k",
        "x",
        "+1",
        "seminar",
        "t",
        "w",
        "p",
        "s",
        "2026-10-31",
        "1792062000000",
    ]);
    prop_oneof![
        6 => sensible.prop_map(text),
        1 => "\\PC{0,30}".prop_map(|s| text(&s)),
        5 => (step, value).prop_map(|(step, value)| Input::Choice { step: step.to_owned(), value: value.to_owned() }),
        1 => Just(Input::media(Media::Voice, MessageId(1))),
    ]
}

fn new() -> State {
    State::new(CommunityId::parse("skillsclub").unwrap())
}

fn draft(state: &State) -> Draft {
    match &state.doing {
        Doing::Make { draft, .. } => draft.clone(),
        _ => panic!("another dialogue"),
    }
}

/// Walks from the beginning until the dialogue is over or the inputs are.
fn walk(inputs: Vec<Input>, mut seen: impl FnMut(&State, &Input, &Step<State, End>)) {
    let mut state = new();
    for input in inputs {
        let next = step(state.clone(), input.clone(), &context());
        seen(&state, &input, &next);
        state = match next {
            Step::Ask(state) | Step::Again(state, _) => state,
            Step::Complete(_) => return,
        };
    }
}

fn after(step: &Step<State, End>) -> Option<&State> {
    match step {
        Step::Ask(state) | Step::Again(state, _) => Some(state),
        Step::Complete(_) => None,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn what_is_known_is_never_forgotten(inputs in vec(inputs(), 0..40)) {
        walk(inputs, |before, input, step| {
            let Some(after) = after(step) else { return };
            let (old, new) = (draft(before), draft(after));
            assert!(old.kind.is_none() || new.kind.is_some(), "{input:?}");
            assert!(old.title.is_none() || new.title.is_some(), "{input:?}");
            assert!(old.starts_at.is_none() || new.starts_at.is_some(), "{input:?}");
        });
    }

    #[test]
    fn an_old_button_and_a_voice_change_nothing(inputs in vec(inputs(), 0..40)) {
        walk(inputs, |before, input, step| {
            let idle = match input {
                Input::Media { .. } => true,
                Input::Choice { step, .. } => step != &before.step(),
                Input::Text(_) => false,
            };
            assert!(!idle || after(step) == Some(before), "{input:?} at {:?}", before.ask);
        });
    }

    #[test]
    fn nothing_is_announced_without_a_time_ahead_and_a_place(inputs in vec(inputs(), 0..40)) {
        walk(inputs, |_, _, step| {
            if let Step::Complete(End::Announce(draft)) = step {
                assert_eq!(draft.ready(now()), Ok(()));
            }
        });
    }

    #[test]
    fn every_state_is_read_back_as_it_was_written(inputs in vec(inputs(), 0..40)) {
        walk(inputs, |before, _, _| {
            let json = serde_json::to_string(before).unwrap();
            assert_eq!(&serde_json::from_str::<State>(&json).unwrap(), before);
        });
    }
}

#[test]
fn the_shortest_way_to_an_announcement() {
    let mut end = None;
    let says = ["семинар", "Оценивание", "15.10 16:00", "ТОГИРРО", "40"].map(text);
    let announce = Input::Choice { step: "v0".to_owned(), value: values::ANNOUNCE.to_owned() };
    walk(says.into_iter().chain([announce]).collect(), |_, _, step| {
        if let Step::Complete(done) = step {
            end = Some(format!("{done:?}"));
        }
    });
    assert!(end.is_some_and(|end| end.starts_with("Announce")));
}

#[test]
fn going_back_leads_out_of_a_move() {
    let target = Target { event: EventId(7), version: 1 };
    let ask = Ask::When(super::moments::When::Open);
    let state = State { doing: Doing::Move(target), ask, ..new() };
    let back = Input::Choice { step: "w7".to_owned(), value: values::BACK.to_owned() };
    assert_eq!(step(state, back, &context()), Step::Complete(End::Away(EventId(7))));
}

#[test]
fn a_yes_about_one_event_does_not_cancel_another() {
    let target = Target { event: EventId(7), version: 1 };
    let state = State { doing: Doing::Cancel(target), ask: Ask::Sure, ..new() };
    let yes = |step: &str| Input::Choice { step: step.to_owned(), value: values::YES.to_owned() };
    assert_eq!(after(&step(state.clone(), yes("c8"), &context())), Some(&state));
    assert_ne!(after(&step(state.clone(), yes("c7"), &context())), Some(&state));
}
