//! Events: the plan of a community.

use serde::{Deserialize, Serialize};

use super::turn::{Answer, Failure, Turn};
use crate::kernel::actor::Actor;
use crate::kernel::ids::{CommunityId, EventId, PersonId};
use crate::kernel::input::Input;
use crate::kernel::outcome::Done;

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
