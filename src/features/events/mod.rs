//! Events: the plan of a community.

mod rules;
mod store;

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use super::turn::{Answer, Failure, Turn};
use crate::kernel::actor::Actor;
use crate::kernel::ids::{CommunityId, EventId, PersonId};
use crate::kernel::input::Input;
use crate::kernel::outcome::Done;

pub use rules::{Event, EventState, LASTS};

/// How far back [`recent`] looks.
const RECENT: TimeDelta = TimeDelta::days(60);
/// How far ahead a plan can reach.
const AHEAD: TimeDelta = TimeDelta::days(3660);

/// One event, whatever its state.
///
/// # Errors
/// Storage errors.
pub async fn find(turn: &mut Turn<'_>, id: EventId) -> Result<Option<Event>, Failure> {
    Ok(store::find(turn.db, id).await?)
}

/// Announced events of a community that have not begun, the nearest first.
///
/// # Errors
/// Storage errors.
pub async fn upcoming(turn: &mut Turn<'_>, community: &CommunityId) -> Result<Vec<Event>, Failure> {
    let states = [EventState::Announced, EventState::Announced];
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

crate::wire! {
    /// What can be pressed.
    pub enum Press in "ev" {
        /// What is coming.
        Plan = "p",
        /// A coordinator makes a new one.
        New = "n",
        /// One event's card.
        Card(event: EventId) = "c",
    }
}

/// Where the dialogue of making an event stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum State {}

/// Work for later.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Job {}

pub async fn press(_: &mut Turn<'_>, _: &Actor, _: Press) -> Answer<State> {
    Ok(Done::nothing())
}

pub async fn talk(_: &mut Turn<'_>, _: &Actor, state: State, _: Input) -> Answer<State> {
    match state {}
}

pub async fn resume(_: &mut Turn<'_>, _: &Actor, state: State) -> Answer<State> {
    match state {}
}

pub async fn job(_: &mut Turn<'_>, job: Job) -> Answer {
    match job {}
}

/// A new member sees what is next.
pub async fn joined(_: &mut Turn<'_>, _: &CommunityId, _: PersonId) -> Answer {
    Ok(Done::nothing())
}

/// `/start e_12`: the card; `None` if the code is no event.
pub async fn open(_: &mut Turn<'_>, _: &Actor, _code: &str) -> Result<Option<Done<State>>, Failure> {
    Ok(None)
}
