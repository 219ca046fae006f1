//! The dialogue of making, moving, changing and cancelling an event: pure, and its state is the draft.
//!
//! Whatever a person sends here is taken, or answered with one helpful line and the same question; nothing is lost.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::moments::{self, When};
use super::names;
use super::rules::{self, Draft, LONGEST_REASON, LONGEST_TITLE, Nowhere, Whereabouts};
use crate::kernel::actor::Tongue;
use crate::kernel::html::Html;
use crate::kernel::ids::{CommunityId, EventId};
use crate::kernel::input::Input;
use crate::kernel::outcome::Step;
use crate::kernel::when::{Count, read_count};
use crate::say;

/// Where the dialogue stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct State {
    /// In whose plan.
    pub community: CommunityId,
    /// What it is for.
    pub doing: Doing,
    /// What is asked now.
    pub ask: Ask,
}

impl State {
    /// The community it is about.
    pub const fn community(&self) -> &CommunityId {
        &self.community
    }
}

/// What a dialogue is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Doing {
    /// A new event, or a draft of the plan.
    Make {
        /// As far as it is known.
        draft: Draft,
        /// One field is being changed: afterwards comes the preview again.
        editing: bool,
    },
    /// A new time.
    Move(Target),
    /// A new title.
    Rename(Target),
    /// A new place or link.
    Relocate(Target),
    /// A new number of seats.
    Reseat(Target),
    /// Calling it off.
    Cancel(Target),
}

/// An announced event, as it was when the dialogue began.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Target {
    /// Which.
    pub event: EventId,
    /// Its version then: if it is another one at the end, somebody else changed the event meanwhile.
    pub version: i64,
}

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Ask {
    /// What kind of event.
    Kind {
        /// Page of the list.
        page: usize,
    },
    /// What it is called.
    Title,
    /// When it begins.
    When(When),
    /// Where it is.
    Where,
    /// How many may come.
    Seats,
    /// Whether it is right so.
    Preview,
    /// Which field to change.
    Which,
    /// Whether it is really to be called off.
    Sure,
    /// The same, and why: it is shown back before anybody hears of it.
    Because(String),
    /// Why; `at`: the new time of a move.
    Reason {
        /// The new time.
        at: Option<DateTime<Utc>>,
    },
}

/// What came of a dialogue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    /// Into the plan, unannounced.
    Keep(Draft),
    /// To everybody.
    Announce(Draft),
    /// Thrown away.
    Discard(Draft),
    /// A new time, and why.
    Move(Target, DateTime<Utc>, Option<String>),
    /// A new title.
    Rename(Target, String),
    /// A new place or link.
    Relocate(Target, Whereabouts),
    /// A new number of seats.
    Reseat(Target, Option<u32>),
    /// Called off, and why.
    Cancel(Target, Option<String>),
    /// Nothing; back to the card.
    Away(EventId),
}

/// What a step must know.
pub struct Context<'a> {
    /// The present instant.
    pub now: DateTime<Utc>,
    /// The community's wall clock.
    pub tz: Tz,
    /// Beside every time.
    pub city: &'a str,
    /// The language of help.
    pub tongue: Tongue,
    /// When the event begins that is being changed.
    pub was: Option<DateTime<Utc>>,
    /// Id and title of every kind of event.
    pub kinds: &'a [(&'a str, &'a str)],
}

impl Ask {
    /// The name of the question: an answer to another question is not taken for this one's.
    pub fn step(&self) -> &'static str {
        match self {
            Self::Kind { .. } => "k",
            Self::Title => "t",
            Self::When(_) => "w",
            Self::Where => "p",
            Self::Seats => "s",
            Self::Preview => "v",
            Self::Which => "e",
            Self::Sure | Self::Because(_) => "c",
            Self::Reason { .. } => "r",
        }
    }
}

/// Values of buttons that stand under several questions.
pub mod values {
    /// One question back.
    pub const BACK: &str = "<";
    /// Without an answer.
    pub const SKIP: &str = "-";
    /// Yes.
    pub const YES: &str = "y";
    /// Announce.
    pub const ANNOUNCE: &str = "a";
    /// Change something.
    pub const EDIT: &str = "e";
    /// Keep as a draft.
    pub const KEEP: &str = "k";
    /// Throw away.
    pub const DISCARD: &str = "x";
}

impl State {
    /// A new event.
    pub fn new(community: CommunityId) -> Self {
        Self { community, doing: Doing::Make { draft: Draft::default(), editing: false }, ask: Ask::Kind { page: 0 } }
    }

    /// A draft of the plan, seen again.
    pub fn of_draft(community: CommunityId, draft: Draft) -> Self {
        Self { community, doing: Doing::Make { draft, editing: false }, ask: Ask::Preview }
    }

    /// The name of the question in its buttons, with the event it is about (0: not in the plan yet): an old «yes»
    /// must not be taken for another event's.
    pub fn step(&self) -> String {
        let event = match &self.doing {
            Doing::Make { draft, .. } => draft.event.unwrap_or(EventId(0)),
            Doing::Move(t) | Doing::Rename(t) | Doing::Relocate(t) | Doing::Reseat(t) | Doing::Cancel(t) => t.event,
        };
        format!("{}{event}", self.ask.step())
    }

    fn at(self, ask: Ask) -> Step<Self, End> {
        Step::Ask(Self { ask, ..self })
    }

    fn again(self, help: Html) -> Step<Self, End> {
        Step::Again(self, help)
    }
}

/// Takes what a person said.
pub fn step(state: State, input: Input, context: &Context<'_>) -> Step<State, End> {
    match input {
        Input::Choice { step, .. } if step != state.step() => state.again(Html::default()),
        Input::Choice { value, .. } if value == values::BACK => back(state),
        Input::Choice { value, .. } => chosen(state, &value, context),
        Input::Text(text) => written(state, &text, context),
        Input::Media { kind, .. } => state.again(crate::i18n::words_wanted(context.tongue, kind)),
    }
}

/// One question back; from the first one out of the dialogue, or to nowhere if there is nothing behind.
fn back(state: State) -> Step<State, End> {
    let ask = match (&state.doing, &state.ask) {
        (Doing::Make { editing: true, .. }, _) | (Doing::Make { .. }, Ask::Which) => return preview(state),
        (Doing::Make { .. }, Ask::When(When::Open)) => Ask::Title,
        (Doing::Make { .. }, Ask::Where) | (_, Ask::When(_)) if is_inner(&state) => Ask::When(When::Open),
        (Doing::Make { .. }, Ask::Seats) => Ask::Where,
        (Doing::Make { .. }, Ask::Preview) => Ask::Seats,
        (Doing::Make { .. }, _) => Ask::Kind { page: 0 },
        (_, Ask::Reason { at: Some(_) }) => Ask::When(When::Open),
        (_, Ask::Reason { at: None } | Ask::Because(_)) => Ask::Sure,
        (Doing::Move(t) | Doing::Rename(t) | Doing::Relocate(t) | Doing::Reseat(t) | Doing::Cancel(t), _) => {
            return Step::Complete(End::Away(t.event));
        }
    };
    state.at(ask)
}

/// A question behind the first one about the time.
fn is_inner(state: &State) -> bool {
    !matches!(state.ask, Ask::When(When::Open))
}

fn preview(state: State) -> Step<State, End> {
    match state.doing {
        Doing::Make { draft, .. } => {
            Step::Ask(State { doing: Doing::Make { draft, editing: false }, ask: Ask::Preview, ..state })
        }
        _ => state.again(Html::default()),
    }
}

fn chosen(state: State, value: &str, context: &Context<'_>) -> Step<State, End> {
    match state.ask.clone() {
        Ask::Kind { .. } => match value.strip_prefix('+').map(str::parse) {
            Some(Ok(page)) => state.at(Ask::Kind { page }),
            _ => kind(state, value, context),
        },
        Ask::Title if value == values::EDIT => state.at(Ask::Kind { page: 0 }),
        Ask::When(when) => answered(state, moments::chosen(when, value, context), context),
        Ask::Where if value == values::SKIP => place(state, Whereabouts::default()),
        Ask::Seats if value == values::SKIP => seats(state, None),
        Ask::Preview => previewed(state, value, context),
        Ask::Which => field(state, value),
        Ask::Sure if value == values::YES => state.at(Ask::Reason { at: None }),
        Ask::Because(why) if value == values::YES => reason(state, None, Some(why), context),
        Ask::Reason { at } if value == values::SKIP => reason(state, at, None, context),
        _ => state.again(Html::default()),
    }
}

fn written(state: State, text: &str, context: &Context<'_>) -> Step<State, End> {
    let t = context.tongue;
    match state.ask.clone() {
        Ask::Kind { .. } => match names::kind(text, context.kinds) {
            Some(id) => kind(state, id, context),
            None => state.again(say!(t, events_help_kind)),
        },
        Ask::Title => match rules::read_title(text) {
            Some(title) => titled(state, title),
            None => state.again(say!(t, events_help_title, most = LONGEST_TITLE)),
        },
        Ask::When(when) => answered(state, moments::written(when, text, context), context),
        Ask::Where => match rules::read_place(text) {
            Ok(found) => place(state, found),
            Err(why) => state.again(nowhere(t, why)),
        },
        Ask::Seats => match read_count(text) {
            Some(Count::Seats(n)) => seats(state, Some(n)),
            Some(Count::Unlimited) => seats(state, None),
            None => state.again(say!(t, events_help_seats)),
        },
        Ask::Sure | Ask::Because(_) if names::is_yes(text) => chosen(state, values::YES, context),
        asked @ (Ask::Reason { .. } | Ask::Sure | Ask::Because(_)) => {
            match (rules::read_line(text, LONGEST_REASON), asked) {
                (Some(why), Ask::Reason { at: Some(at) }) => reason(state, Some(at), Some(why), context),
                (Some(why), _) => state.at(Ask::Because(why)),
                (None, _) => state.again(say!(t, events_help_reason, most = LONGEST_REASON)),
            }
        }
        Ask::Preview | Ask::Which => state.again(say!(t, events_help_press)),
    }
}

fn nowhere(t: Tongue, why: Nowhere) -> Html {
    match why {
        Nowhere::Empty | Nowhere::Odd => say!(t, events_help_where),
        Nowhere::TooLong => say!(t, events_help_where_long, most = rules::LONGEST_PLACE),
        Nowhere::TwoLinks => say!(t, events_help_where_links),
    }
}

fn kind(state: State, id: &str, context: &Context<'_>) -> Step<State, End> {
    if !context.kinds.iter().any(|(known, _)| *known == id) {
        return state.again(say!(context.tongue, events_help_kind));
    }
    fill(state, |draft| draft.kind = Some(id.to_owned()), Ask::Title)
}

/// Puts an answer into the draft and asks `next`, or shows the preview when one field was being changed. A new kind
/// leads to the title even then: the two are chosen together.
fn fill(state: State, put: impl FnOnce(&mut Draft), next: Ask) -> Step<State, End> {
    let Doing::Make { mut draft, editing } = state.doing else { return state.again(Html::default()) };
    put(&mut draft);
    let inner = matches!(next, Ask::Title);
    let ask = if editing && !inner { Ask::Preview } else { next };
    Step::Ask(State { doing: Doing::Make { draft, editing: editing && inner }, ask, ..state })
}

fn titled(state: State, title: String) -> Step<State, End> {
    match state.doing {
        Doing::Rename(target) => Step::Complete(End::Rename(target, title)),
        _ => fill(state, |draft| draft.title = Some(title), Ask::When(When::Open)),
    }
}

/// The time is known, or the next question about it.
fn answered(state: State, outcome: Result<DateTime<Utc>, (When, Html)>, context: &Context<'_>) -> Step<State, End> {
    match outcome {
        Err((when, help)) if help.is_empty() => state.at(Ask::When(when)),
        Err((when, help)) => Step::Again(State { ask: Ask::When(when), ..state }, help),
        Ok(at) if at <= context.now => passed(state, context),
        Ok(at) => match state.doing {
            Doing::Move(_) if context.was == Some(at) => {
                let help = say!(context.tongue, events_when_same);
                Step::Again(State { ask: Ask::When(When::Open), ..state }, help)
            }
            Doing::Move(_) => state.at(Ask::Reason { at: Some(at) }),
            _ => fill(state, |draft| draft.starts_at = Some(at), Ask::Where),
        },
    }
}

/// While the person was thinking, the time that she named went by.
fn passed(state: State, context: &Context<'_>) -> Step<State, End> {
    let help = say!(context.tongue, events_when_past_now);
    Step::Again(State { ask: Ask::When(When::Open), ..state }, help)
}

fn place(state: State, found: Whereabouts) -> Step<State, End> {
    match state.doing {
        Doing::Relocate(target) if found != Whereabouts::default() => Step::Complete(End::Relocate(target, found)),
        Doing::Relocate(_) => state.again(Html::default()),
        _ => fill(state, |draft| (draft.place, draft.link) = (found.place, found.link), Ask::Seats),
    }
}

fn seats(state: State, seats: Option<u32>) -> Step<State, End> {
    match state.doing {
        Doing::Reseat(target) => Step::Complete(End::Reseat(target, seats)),
        _ => fill(state, |draft| draft.seats = seats, Ask::Preview),
    }
}

fn previewed(state: State, value: &str, context: &Context<'_>) -> Step<State, End> {
    let Doing::Make { draft, .. } = &state.doing else { return state.again(Html::default()) };
    match value {
        values::ANNOUNCE => match draft.ready(context.now) {
            Ok(()) => Step::Complete(End::Announce(draft.clone())),
            Err(rules::Unready::Nowhere) => editing(state, Ask::Where),
            Err(rules::Unready::Past) => editing(state, Ask::When(When::Open)),
            Err(rules::Unready::Unfinished) => state.at(Ask::Kind { page: 0 }),
        },
        values::EDIT => state.at(Ask::Which),
        values::KEEP => Step::Complete(End::Keep(draft.clone())),
        values::DISCARD => Step::Complete(End::Discard(draft.clone())),
        _ => state.again(Html::default()),
    }
}

fn field(state: State, value: &str) -> Step<State, End> {
    let ask = [Ask::Title, Ask::When(When::Open), Ask::Where, Ask::Seats].into_iter().find(|ask| ask.step() == value);
    match ask {
        Some(ask) => editing(state, ask),
        None => state.again(Html::default()),
    }
}

fn editing(state: State, ask: Ask) -> Step<State, End> {
    match state.doing {
        Doing::Make { draft, .. } => Step::Ask(State { doing: Doing::Make { draft, editing: true }, ask, ..state }),
        _ => state.again(Html::default()),
    }
}

fn reason(state: State, at: Option<DateTime<Utc>>, why: Option<String>, context: &Context<'_>) -> Step<State, End> {
    match (&state.doing, at) {
        (Doing::Move(_), Some(at)) if at <= context.now => passed(state, context),
        (Doing::Move(target), Some(at)) => Step::Complete(End::Move(*target, at, why)),
        (Doing::Cancel(target), _) => Step::Complete(End::Cancel(*target, why)),
        _ => state.again(Html::default()),
    }
}
