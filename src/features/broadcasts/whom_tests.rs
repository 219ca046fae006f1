//! To whom, step by step: only what is offered can be chosen, and every step has a way back.

use std::sync::LazyLock;

use super::body::Body;
use super::dialogue::{Choosing, Context, End, Leads, Letter, Offer, Shelf, State, step};
use super::screens::{self, Meant};
use super::segment::{Condition, LONGEST_NAME, MOST, Part, Segment};
use crate::communities::Profiles;
use crate::kernel::actor::{Reader, Tongue};
use crate::kernel::html::Html;
use crate::kernel::ids::{CommunityId, EventId, PersonId, SegmentId};
use crate::kernel::input::Input;
use crate::kernel::outcome::Step;
use crate::kernel::screen::{Act, Screen};
use crate::kernel::wire::LIMIT;

const READER: Reader = Reader { person: PersonId(1), tongue: Tongue::Ru, zone: None };

fn letter(whom: Segment) -> Letter {
    let community = CommunityId::parse("skillsclub").unwrap();
    Letter::new(community, Body::of(Html::escaped("Привет")), whom)
}

/// The same, whose readers she came from the preview to change.
fn from_preview(whom: Segment) -> Letter {
    Letter { was_for: Some(whom.clone()), ..letter(whom) }
}

fn mentors() -> Segment {
    Part::Mentors.into()
}

fn offers() -> Vec<Offer> {
    let offer = |value: &str, leads| Offer { value: value.to_owned(), label: value.to_owned(), leads };
    vec![
        offer("k.n", Leads::Part(Part::New)),
        offer("k.e", Leads::Shelf(Shelf::Events)),
        offer("e.7", Leads::Shelf(Shelf::Answers(EventId(7)))),
        offer("l.3", Leads::List(SegmentId(3), mentors())),
    ]
}

fn after(state: State, input: Input) -> Step<State, End> {
    static PROFILES: LazyLock<Profiles> = LazyLock::new(|| Profiles::load(None, None).unwrap());
    let profile = PROFILES.get(&letter(mentors()).community).unwrap();
    let now = "2026-09-24T05:00:00Z".parse().unwrap();
    step(state, input, &Context { reader: READER, now, profile, offers: &offers() })
}

fn pressed(step: &str, value: &str) -> Input {
    Input::Choice { step: step.to_owned(), value: value.to_owned() }
}

fn choosing(whom: Segment, except: bool, shelf: Shelf) -> State {
    State::Part(Choosing { letter: letter(whom), except, shelf, page: 0 })
}

fn meant(whom: Segment, list: Option<i64>) -> State {
    State::Meant { letter: letter(whom), list: list.map(SegmentId) }
}

fn first() -> State {
    State::Whom(letter(Segment::everybody()))
}

fn check(state: State, step: &str, value: &str, expect: State) {
    assert_eq!(after(state, pressed(step, value)), Step::Ask(expect), "{step}:{value}");
}

fn check_stale(state: State, step: &str, value: &str) {
    let Step::Again(same, help) = after(state.clone(), pressed(step, value)) else {
        panic!("{step}:{value} was taken")
    };
    assert_eq!(same, state);
    assert!(help.as_str().contains("другого вопроса"), "{}", help.as_str());
}

#[test]
fn a_condition_narrows_and_an_exception_leaves_out() {
    let both = mentors().with(Condition::Is(Part::New));
    check(choosing(mentors(), false, Shelf::Kinds), "q", "k.n", meant(both, None));
    let without = mentors().with(Condition::Not(Part::New));
    check(choosing(mentors(), true, Shelf::Kinds), "q", "k.n", meant(without, None));
    let but = Segment::everybody().with(Condition::Not(Part::New));
    check(choosing(Segment::everybody(), true, Shelf::Kinds), "q", "k.n", meant(but, None));
}

#[test]
fn a_shelf_leads_to_a_shelf() {
    check(first(), "w", "event", choosing(Segment::everybody(), false, Shelf::Events));
    check(choosing(mentors(), true, Shelf::Kinds), "q", "k.e", choosing(mentors(), true, Shelf::Events));
    let answers = choosing(mentors(), true, Shelf::Answers(EventId(7)));
    check(choosing(mentors(), true, Shelf::Events), "q", "e.7", answers);
}

#[test]
fn what_is_not_offered_cannot_be_chosen() {
    check_stale(choosing(mentors(), false, Shelf::Events), "q", "e.8");
    check_stale(choosing(mentors(), false, Shelf::Kinds), "w", "all");
    check_stale(meant(mentors(), None), "m", "drop");
    check_stale(meant(Segment::everybody(), None), "m", "keep");
    check_stale(first(), "w", "everybody");
}

#[test]
fn every_question_has_a_way_back() {
    let everybody = Segment::everybody;
    check(choosing(everybody(), false, Shelf::Kinds), "q", "back", first());
    check(choosing(everybody(), false, Shelf::Events), "q", "back", first());
    check(choosing(everybody(), false, Shelf::Units), "q", "back", choosing(everybody(), false, Shelf::Kinds));
    check(choosing(mentors(), true, Shelf::Kinds), "q", "back", meant(mentors(), None));
    check(choosing(mentors(), true, Shelf::Events), "q", "back", choosing(mentors(), true, Shelf::Kinds));
    let answers = choosing(mentors(), true, Shelf::Answers(EventId(7)));
    check(answers, "q", "back", choosing(mentors(), true, Shelf::Events));
    check(meant(mentors().with(Condition::Not(Part::New)), None), "m", "back", meant(mentors(), None));
    check(meant(mentors(), None), "m", "back", first());
    check(State::Name(letter(mentors())), "n", "back", meant(mentors(), None));
}

#[test]
fn whoever_came_from_the_preview_gets_back_to_it_as_it_was() {
    let two = mentors().with(Condition::Not(Part::New));
    let meant = |whom| State::Meant { letter: Letter { whom, ..from_preview(two.clone()) }, list: None };
    let preview = Step::Again(State::Preview(from_preview(two.clone())), Html::default());
    assert_eq!(after(State::Preview(letter(two.clone())), pressed("p", "whom")), Step::Ask(meant(two.clone())));
    assert_eq!(after(meant(two.clone()), pressed("m", "back")), preview);
    // What she added goes first.
    check(meant(two.clone().with(Condition::Not(Part::Mentors))), "m", "back", meant(two.clone()));
    check(meant(two.clone()), "m", "anew", State::Whom(from_preview(two.clone())));
    assert_eq!(after(State::Whom(from_preview(two.clone())), pressed("w", "back")), preview);
    let everybody = || State::Meant { letter: from_preview(Segment::everybody()), list: None };
    let but = Segment::everybody().with(Condition::Not(Part::New));
    let narrowed = Letter { whom: but, ..from_preview(Segment::everybody()) };
    check(State::Meant { letter: narrowed, list: None }, "m", "back", everybody());
    check_stale(first(), "w", "back");
}

#[test]
fn a_saved_list_is_taken_whole_and_left_whole() {
    let two = mentors().with(Condition::Not(Part::New));
    check(choosing(Segment::everybody(), false, Shelf::Lists), "q", "l.3", meant(mentors(), Some(3)));
    check(meant(two.clone(), Some(3)), "m", "back", first());
    let drop = State::Drop { letter: letter(two.clone()), list: SegmentId(3) };
    check(meant(two.clone(), Some(3)), "m", "drop", drop.clone());
    check(drop.clone(), "d", "back", meant(two.clone(), Some(3)));
    check_stale(drop.clone(), "d", "4");
    assert_eq!(after(drop, pressed("d", "3")), Step::Complete(End::Forget(letter(two), SegmentId(3))));
}

#[test]
fn a_list_gets_a_name_that_fits() {
    let typed = |words: &str| after(State::Name(letter(mentors())), Input::Text(words.into()));
    assert_eq!(typed(" Наши \n<b> "), Step::Complete(End::Keep(letter(mentors()), "Наши <b>".to_owned())));
    for unfit in [" ", &"я".repeat(LONGEST_NAME + 1)] {
        let Step::Again(same, help) = typed(unfit) else { panic!("{unfit:?} was taken") };
        assert_eq!(same, State::Name(letter(mentors())));
        assert!(help.as_str().contains("короче, но не пустым"));
    }
}

#[test]
fn no_more_conditions_than_can_be_read() {
    let number = |n: usize| Condition::Not(Part::Coming(EventId(i64::try_from(n).unwrap())));
    let full = (0..MOST).fold(mentors().without_last(), |s, n| s.with(number(n)));
    assert_eq!(full.clone().with(number(99)), full);
    check_stale(meant(full.clone(), None), "m", "and");
    check_stale(meant(full, None), "m", "not");
}

/// See `domain.md` 5.7, last line.
fn check_screen(screen: &Screen) {
    assert!(screen.rows.iter().flatten().count() <= 6, "{screen:?}");
    let last = screen.rows.last().and_then(|row| row.last()).unwrap();
    assert!(matches!(&last.act, Act::Press(wire) if wire.as_str().starts_with("ho:")), "{screen:?}");
    for button in screen.rows.iter().flatten() {
        assert!(button.label.chars().count() <= 40, "{}", button.label);
        if let Act::Press(wire) = &button.act {
            assert!(wire.as_str().len() <= LIMIT, "{}", wire.as_str());
        }
    }
}

#[test]
fn every_screen_fits_and_leads_home() {
    let shelves = [
        Shelf::Kinds,
        Shelf::Lists,
        Shelf::Categories,
        Shelf::Units,
        Shelf::Events,
        Shelf::Answers(EventId(i64::MAX)),
        Shelf::Subjects,
        Shelf::Workplaces,
        Shelf::Reached,
        Shelf::Unread,
    ];
    let wide: Vec<Offer> = (0..7)
        .map(|n| Offer { value: format!("l.{}", i64::MAX - n), label: "я".repeat(40), leads: Leads::Part(Part::New) })
        .collect();
    for t in [Tongue::Ru, Tongue::En] {
        for (shelf, except) in shelves.into_iter().flat_map(|shelf| [(shelf, false), (shelf, true)]) {
            for (page, offers) in [(0, &wide[..0]), (0, &wide[..4]), (1, &wide[..]), (9, &wide[..])] {
                let choosing = Choosing { letter: letter(mentors()), except, shelf, page };
                check_screen(&screens::ask_part(t, &choosing, Some("всем"), offers));
            }
        }
        for segment in [Segment::everybody(), mentors()] {
            for letter in [letter(segment.clone()), from_preview(segment)] {
                for (n, name) in [(0, None), (0, Some("Наши")), (1, None), (1_000_000, Some("Наши"))] {
                    check_screen(&screens::meant(t, &Meant { whom: "всем", letter: &letter, n, name }));
                }
                for lists in [false, true] {
                    check_screen(&screens::ask_whom(t, &letter, lists));
                }
            }
        }
        check_screen(&screens::ask_name(t, "всем"));
        check_screen(&screens::ask_drop(t, SegmentId(i64::MAX), &"я".repeat(LONGEST_NAME)));
        check_screen(&screens::no_wishes(t));
    }
}

#[test]
fn what_a_coordinator_called_a_list_is_shown_as_she_typed_it() {
    let named = Meant { whom: "всем", letter: &letter(mentors()), n: 1, name: Some("<b>1 & 2</b>") };
    let screen = screens::meant(Tongue::Ru, &named);
    assert!(screen.text.as_str().contains("«&lt;b&gt;1 &amp; 2&lt;/b&gt;»"), "{}", screen.text.as_str());
}

#[test]
fn a_text_corrected_before_anybody_is_chosen_goes_to_nobody_new() {
    let said = "Коллеги, встречаемся в субботу в десять утра";
    let written = Letter { body: Body::of(Html::escaped(said)), ..from_preview(mentors()) };
    let shelf = |whom: Segment, except| {
        let letter = Letter { whom, ..written.clone() };
        State::Part(Choosing { letter, except, shelf: Shelf::Events, page: 0 })
    };
    let to = |state| match after(state, Input::Text("Коллеги, встречаемся в субботу в одиннадцать утра".into()))
    {
        Step::Ask(State::Preview(letter)) => letter.whom,
        other => panic!("{other:?}"),
    };
    assert_eq!(to(shelf(Segment::everybody(), false)), mentors());
    // «Всем, кроме…» was chosen.
    assert_eq!(to(shelf(Segment::everybody(), true)), Segment::everybody());
    assert_eq!(to(shelf(Part::New.into(), false)), Part::New.into());
}
