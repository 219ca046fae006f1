//! Events: the plan of a community, and the coordinator's desk.
//!
//! Nobody but a coordinator changes an event, an announced one is never without a time ahead and a place, and its link
//! is shown only to those who come. Who comes is the business of `rsvp`, which draws the card of an event too, since
//! most of a card is answers: the two faces name each other, and nothing but faces.

mod calendar;
pub mod card;
mod desk;
mod dialogue;
mod moments;
mod names;
mod prompts;
mod rules;
mod screens;
mod states;
mod store;

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::turn::{Answer, Failure, Turn};
use super::{people, rsvp};
use crate::communities::Feature;
use crate::kernel::actor::Actor;
use crate::kernel::effect::{Lane, Notice};
use crate::kernel::html::Html;
use crate::kernel::ids::{CommunityId, EventId, PersonId};
use crate::kernel::input::Input;
use crate::kernel::outcome::Done;

pub use dialogue::State;
pub use rules::{Event, EventState, LASTS};

use dialogue::{Ask, Doing};

/// How far back [`recent`] looks.
const RECENT: TimeDelta = TimeDelta::days(60);
/// How far ahead a plan can reach.
const AHEAD: TimeDelta = TimeDelta::days(3660);

crate::wire! {
    /// What can be pressed.
    pub enum Press in "ev" {
        /// What is coming.
        Plan = "p",
        /// What is coming, further on.
        PlanPage(page: u32) = "pp",
        /// A coordinator makes a new one.
        New = "n",
        /// One event's card.
        Card(event: EventId) = "c",
        /// The calendar file.
        Calendar(event: EventId) = "i",
        /// What a coordinator can do with an event.
        Desk(event: EventId) = "d",
        /// The same in a new message: the one with the button goes on showing the numbers.
        DeskBelow(event: EventId) = "db",
        /// What can be changed.
        Change(event: EventId) = "e",
        /// A new time.
        Move(event: EventId) = "m",
        /// A new title.
        Rename(event: EventId) = "t",
        /// A new place or link.
        Relocate(event: EventId) = "w",
        /// A new number of seats.
        Reseat(event: EventId) = "s",
        /// Call it off.
        Cancel(event: EventId) = "x",
    }
}

/// Work for later.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Job {
    /// An event is over.
    Over {
        /// Which.
        event: EventId,
        /// The time that was meant.
        starts_at: DateTime<Utc>,
    },
}

/// Handles a press.
///
/// # Errors
/// Storage errors.
pub async fn press(turn: &mut Turn<'_>, who: &Actor, press: Press) -> Answer<State> {
    match press {
        Press::Plan => plan(turn, who, 0).await,
        Press::PlanPage(page) => plan(turn, who, page).await,
        Press::New => desk::begin(turn, who).await,
        Press::Card(event) => card(turn, who, event).await,
        Press::Calendar(event) => calendar_file(turn, who, event).await,
        Press::Desk(event) => Ok(Done::show(desk::desk(turn, who, event).await?)),
        Press::DeskBelow(event) => Ok(Done::say(desk::desk(turn, who, event).await?)),
        Press::Change(event) => desk::fields(turn, who, event).await,
        Press::Move(event) => desk::change(turn, who, event, Doing::Move, desk::MOVE).await,
        Press::Rename(event) => desk::change(turn, who, event, Doing::Rename, Ask::Title).await,
        Press::Relocate(event) => desk::change(turn, who, event, Doing::Relocate, Ask::Where).await,
        Press::Reseat(event) => desk::change(turn, who, event, Doing::Reseat, Ask::Seats).await,
        Press::Cancel(event) => desk::change(turn, who, event, Doing::Cancel, Ask::Sure).await,
    }
}

/// Takes what was said in the dialogue.
///
/// # Errors
/// Storage errors.
pub async fn talk(turn: &mut Turn<'_>, who: &Actor, state: State, input: Input) -> Answer<State> {
    desk::talk(turn, who, state, input).await
}

/// Shows the present question again.
///
/// # Errors
/// Storage errors.
pub async fn resume(turn: &mut Turn<'_>, who: &Actor, state: State) -> Answer<State> {
    desk::resume(turn, who, state).await
}

/// Carries out a job.
///
/// # Errors
/// Storage errors.
pub async fn job(turn: &mut Turn<'_>, job: Job) -> Answer {
    let Job::Over { event, starts_at } = job;
    if find(turn, event).await?.is_some_and(|e| e.starts_at == starts_at) {
        store::hold(turn.db, event).await?;
    }
    Ok(Done::nothing())
}

/// What is coming in the community looked at; coordinators see their drafts among it.
async fn plan(turn: &mut Turn<'_>, who: &Actor, page: u32) -> Answer<State> {
    let Some(community) = &who.community else { return Ok(Done::show(screens::choose_first(who.tongue()))) };
    let profile = turn.profile(community)?;
    if !profile.has(Feature::Events) {
        return Ok(Done::show(screens::off(who.tongue(), profile)));
    }
    let coordinator = desk::coordinates(turn, who, community).await?;
    let states = [EventState::Announced; 2];
    let mut events = store::between(turn.db, community, states, turn.now - LASTS, turn.now + AHEAD).await?;
    if coordinator {
        let drafts = [EventState::Draft; 2];
        events.extend(store::between(turn.db, community, drafts, turn.now - RECENT, turn.now + AHEAD).await?);
        events.sort_by_key(|event| (event.starts_at, event.id));
    }
    Ok(Done::show(screens::plan(who.reader, profile, &events, page, coordinator)))
}

async fn card(turn: &mut Turn<'_>, who: &Actor, id: EventId) -> Answer<State> {
    match find(turn, id).await? {
        Some(event) if event.state != EventState::Draft => {
            Ok(Done::show(rsvp::card(turn, who, &event, Html::default()).await?))
        }
        Some(event) if desk::coordinates(turn, who, &event.community).await? => {
            desk::open_draft(turn, who, event).await
        }
        _ => Ok(Done::show(screens::gone(who.tongue()))),
    }
}

async fn calendar_file(turn: &mut Turn<'_>, who: &Actor, id: EventId) -> Answer<State> {
    let Some(event) = find(turn, id).await?.filter(|e| e.state != EventState::Draft) else {
        return Ok(Done::show(screens::gone(who.tongue())));
    };
    let comes = rsvp::comes(turn, &event, who.person()).await?;
    let screen = screens::calendar(who.reader, turn.profile(&event.community)?, &event);
    let file = calendar::file(&event, comes, turn.now);
    Ok(Done::nothing().tell(Notice { lane: Lane::Answer, ..Notice::new(who.person(), screen).with_file(file) }))
}

/// A new member sees what is next, and can answer it (domain.md §5.1).
///
/// # Errors
/// Storage errors.
pub async fn joined(turn: &mut Turn<'_>, community: &CommunityId, person: PersonId) -> Answer {
    if !turn.profile(community)?.has(Feature::Events) {
        return Ok(Done::nothing());
    }
    match upcoming(turn, community).await?.into_iter().next() {
        Some(next) => Ok(Done::nothing().tell(rsvp::first_card(turn, person, &next).await?)),
        None => Ok(Done::nothing()),
    }
}

/// `/start e_12`: the card, for visitors too; the view switches to the event's community. `None` if the code is no
/// event that this person may see.
///
/// # Errors
/// Storage errors.
pub async fn open(turn: &mut Turn<'_>, who: &Actor, code: &str) -> Result<Option<Done<State>>, Failure> {
    let Some(id) = code.strip_prefix("e_").and_then(|id| id.parse().ok()).map(EventId) else { return Ok(None) };
    let Some(event) = find(turn, id).await?.filter(|e| e.state != EventState::Draft) else { return Ok(None) };
    if who.community.as_ref() != Some(&event.community) {
        people::look_at(turn, who.person(), Some(&event.community)).await?;
    }
    Ok(Some(Done::show(rsvp::card(turn, who, &event, Html::default()).await?)))
}

/// One event of a community that is served, whatever its state.
///
/// # Errors
/// Storage errors.
pub async fn find(turn: &mut Turn<'_>, id: EventId) -> Result<Option<Event>, Failure> {
    let event = store::find(turn.db, id).await?;
    Ok(event.filter(|event| turn.profiles.get(&event.community).is_some()))
}

/// Announced events of a community that have not begun, the nearest first.
///
/// # Errors
/// Storage errors.
pub async fn upcoming(turn: &mut Turn<'_>, community: &CommunityId) -> Result<Vec<Event>, Failure> {
    let states = [EventState::Announced; 2];
    Ok(store::between(turn.db, community, states, turn.now, turn.now + AHEAD).await?)
}

/// Events of the last two months that took place, the latest first.
///
/// # Errors
/// Storage errors.
pub async fn recent(turn: &mut Turn<'_>, community: &CommunityId) -> Result<Vec<Event>, Failure> {
    let states = [EventState::Announced, EventState::Held];
    let mut events = store::between(turn.db, community, states, turn.now - RECENT, turn.now).await?;
    events.reverse();
    Ok(events)
}

/// How many entries [`export`] holds.
///
/// # Errors
/// Storage errors.
pub async fn entries(turn: &mut Turn<'_>, person: PersonId) -> Result<i64, Failure> {
    Ok(store::count_written_by(turn.db, person).await?)
}

/// The events a person put into a plan, for her to take along.
///
/// # Errors
/// Storage errors.
pub async fn export(turn: &mut Turn<'_>, person: PersonId) -> Result<serde_json::Value, Failure> {
    let written = store::written_by(turn.db, person).await?;
    let written = written.iter().map(|e| {
        serde_json::json!({
            "event": e.id, "community": e.community, "kind": e.kind, "title": e.title, "starts_at": e.starts_at,
            "place": e.place, "link": e.link, "seats": e.seats, "state": e.state, "reason": e.reason,
        })
    });
    Ok(written.collect())
}

#[cfg(test)]
mod laws;
