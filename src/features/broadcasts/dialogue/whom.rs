//! The question of whom: condition by condition. Nobody who was not offered can be chosen here.

use serde::{Deserialize, Serialize};

use super::super::segment::{Condition, Part, Segment, read_name};
use super::{Context, Draft, End, Letter, State, stale};
use crate::kernel::html::Html;
use crate::kernel::ids::{EventId, SegmentId};
use crate::kernel::outcome::Step;
use crate::say;

/// Where conditions of one kind are offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Shelf {
    /// The kinds themselves.
    Kinds,
    /// Segments saved under a name.
    Lists,
    /// Categories of the profile.
    Categories,
    /// Teams.
    Units,
    /// Events.
    Events,
    /// What can be asked about one of them.
    Answers(EventId),
    /// Subjects that members told.
    Subjects,
    /// Workplaces that members told.
    Workplaces,
    /// Earlier letters: whoever got one.
    Reached,
    /// Earlier letters: whoever got one and did not press «Прочитано».
    Unread,
}

/// Something that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// What its button carries.
    pub value: String,
    /// What stands on it.
    pub label: String,
    /// Where it leads.
    pub leads: Leads,
}

/// Where an [`Offer`] leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Leads {
    /// It is a condition.
    Part(Part),
    /// It is a shelf of conditions.
    Shelf(Shelf),
    /// It is a whole segment, saved under a name.
    List(SegmentId, Segment),
}

/// A condition that is being chosen for a letter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choosing {
    /// What, and to whom so far.
    pub letter: Letter,
    /// «Кроме…»: those of whom it is true are left out.
    pub except: bool,
    /// Among what.
    pub shelf: Shelf,
    /// Which page of it.
    pub page: u32,
}

impl Choosing {
    fn at(self, shelf: Shelf) -> State {
        State::Part(Self { shelf, page: 0, ..self })
    }

    /// One question back: to the shelves, to «Кому?», or to what there is of the segment.
    fn back(self) -> State {
        let first = self.letter.whom.is_everybody() && !self.except;
        match self.shelf {
            Shelf::Answers(_) => self.at(Shelf::Events),
            Shelf::Kinds | Shelf::Lists | Shelf::Events if first => State::Whom(self.letter),
            Shelf::Kinds | Shelf::Lists => State::Meant { letter: self.letter, list: None },
            _ => self.at(Shelf::Kinds),
        }
    }
}

/// «Кому?» – the first condition, or none.
pub(super) fn whom(letter: Letter, value: &str, context: &Context<'_>) -> Step<State, End> {
    // Whatever was said before, this is the first word of whom.
    let letter = Letter { whom: Segment::everybody(), ..letter };
    let choosing = |letter, shelf| State::Part(Choosing { letter, except: false, shelf, page: 0 });
    Step::Ask(match value {
        // Nothing more is to be asked; exceptions are a press on «Изменить, кому» away.
        "all" => State::Preview(letter),
        "mentors" => State::Meant { letter: Letter { whom: Part::Mentors.into(), ..letter }, list: None },
        "lists" => choosing(letter, Shelf::Lists),
        "event" => choosing(letter, Shelf::Events),
        "other" => choosing(letter, Shelf::Kinds),
        "text" => State::Text(Draft::for_whom_it_was(letter)),
        "back" if letter.was_for.is_some() => return back_to_preview(letter),
        _ => return stale(State::Whom(letter), context),
    })
}

/// As she came from there. The text itself stands above already.
fn back_to_preview(letter: Letter) -> Step<State, End> {
    let whom = letter.was_for.clone().unwrap_or_else(|| letter.whom.clone());
    Step::Again(State::Preview(Letter { whom, ..letter }), Html::default())
}

/// Where a list is turned to: `p0`, `p1`, …
fn page(value: &str) -> Option<u32> {
    value.strip_prefix('p')?.parse().ok()
}

/// A condition is chosen from a shelf.
pub(super) fn part(choosing: Choosing, value: &str, context: &Context<'_>) -> Step<State, End> {
    if value == "back" {
        return Step::Ask(choosing.back());
    }
    if let Some(page) = page(value) {
        return Step::Ask(State::Part(Choosing { page, ..choosing }));
    }
    let Some(offer) = context.offers.iter().find(|offer| offer.value == value) else {
        return stale(State::Part(choosing), context);
    };
    Step::Ask(match &offer.leads {
        Leads::Shelf(shelf) => choosing.at(*shelf),
        Leads::List(list, segment) => {
            let letter = Letter { whom: segment.clone(), ..choosing.letter };
            State::Meant { letter, list: Some(*list) }
        }
        Leads::Part(part) => {
            let condition = if choosing.except { Condition::Not(part.clone()) } else { Condition::Is(part.clone()) };
            let letter = Letter { whom: choosing.letter.whom.with(condition), ..choosing.letter };
            State::Meant { letter, list: None }
        }
    })
}

/// What becomes of a segment that has been put together so far.
pub(super) fn meant(letter: Letter, list: Option<SegmentId>, value: &str, context: &Context<'_>) -> Step<State, End> {
    let choosing = |letter, except| State::Part(Choosing { letter, except, shelf: Shelf::Kinds, page: 0 });
    let room = letter.whom.has_room();
    match value {
        "and" if room => Step::Ask(choosing(letter, false)),
        "not" if room => Step::Ask(choosing(letter, true)),
        "keep" if !letter.whom.is_everybody() => Step::Ask(State::Name(letter)),
        "go" => Step::Ask(State::Preview(letter)),
        "anew" => Step::Ask(State::Whom(letter)),
        "back" if letter.as_it_was() => back_to_preview(letter),
        "back" => {
            let whom = if list.is_some() { Segment::everybody() } else { letter.whom.clone().without_last() };
            let letter = Letter { whom, ..letter };
            Step::Ask(if letter.whom.is_everybody() && !letter.as_it_was() {
                State::Whom(letter)
            } else {
                State::Meant { letter, list: None }
            })
        }
        "drop" => match list {
            Some(list) => Step::Ask(State::Drop { letter, list }),
            None => stale(State::Meant { letter, list }, context),
        },
        _ => stale(State::Meant { letter, list }, context),
    }
}

/// The saved segment is forgotten, or not.
pub(super) fn drop(letter: Letter, list: SegmentId, value: &str, context: &Context<'_>) -> Step<State, End> {
    match value {
        "back" => Step::Ask(State::Meant { letter, list: Some(list) }),
        yes if yes == list.to_string() => Step::Complete(End::Forget(letter, list)),
        _ => stale(State::Drop { letter, list }, context),
    }
}

/// The name under which a segment is to be saved.
pub(super) fn named(letter: Letter, typed: &str, context: &Context<'_>) -> Step<State, End> {
    match read_name(typed) {
        Some(name) => Step::Complete(End::Keep(letter, name)),
        None => Step::Again(State::Name(letter), say!(context.reader.tongue, broadcasts_name_unfit)),
    }
}

/// Nothing is saved after all.
pub(super) fn unnamed(letter: Letter, value: &str, context: &Context<'_>) -> Step<State, End> {
    match value {
        "back" => Step::Ask(State::Meant { letter, list: None }),
        _ => stale(State::Name(letter), context),
    }
}
