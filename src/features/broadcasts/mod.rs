//! Broadcasts: one text to many, one row a recipient.

use serde::{Deserialize, Serialize};

use super::turn::{Answer, Turn};
use crate::kernel::actor::Actor;
use crate::kernel::effect::Receipt;
use crate::kernel::ids::{CommunityId, PersonId};
use crate::kernel::input::Input;
use crate::kernel::outcome::Done;

crate::wire! {
    /// What can be pressed.
    pub enum Press in "br" {
        /// The list of broadcasts, and a new one.
        List = "l",
    }
}

/// Where the dialogue of composing stands.
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

pub async fn receipt(_: &mut Turn<'_>, _: &Receipt) -> Answer {
    Ok(Done::nothing())
}

pub async fn left(_: &mut Turn<'_>, _: &CommunityId, _: PersonId) -> Answer {
    Ok(Done::nothing())
}

pub async fn erased(_: &mut Turn<'_>, _: PersonId) -> Answer {
    Ok(Done::nothing())
}
