//! Who comes: answers, seats, the waiting list, reminders.

use serde::{Deserialize, Serialize};

use super::turn::{Answer, Turn};
use crate::kernel::actor::Actor;
use crate::kernel::ids::{CommunityId, EventId, PersonId};
use crate::kernel::outcome::Done;

crate::wire! {
    /// What can be pressed.
    pub enum Press in "rs" {
        /// My answers.
        Mine = "m",
    }
}

/// Work for later.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Job {}

pub async fn press(_: &mut Turn<'_>, _: &Actor, _: Press) -> Answer {
    Ok(Done::nothing())
}

pub async fn job(_: &mut Turn<'_>, job: Job) -> Answer {
    match job {}
}

pub async fn left(_: &mut Turn<'_>, _: &CommunityId, _: PersonId) -> Answer {
    Ok(Done::nothing())
}

pub async fn erased(_: &mut Turn<'_>, _: PersonId) -> Answer {
    Ok(Done::nothing())
}

pub async fn unreachable(_: &mut Turn<'_>, _: PersonId) -> Answer {
    Ok(Done::nothing())
}

pub async fn reachable(_: &mut Turn<'_>, _: PersonId) -> Answer {
    Ok(Done::nothing())
}

pub async fn announced(_: &mut Turn<'_>, _: EventId) -> Answer {
    Ok(Done::nothing())
}

pub async fn moved(_: &mut Turn<'_>, _: EventId) -> Answer {
    Ok(Done::nothing())
}

pub async fn seats_changed(_: &mut Turn<'_>, _: EventId) -> Answer {
    Ok(Done::nothing())
}

pub async fn cancelled(_: &mut Turn<'_>, _: EventId) -> Answer {
    Ok(Done::nothing())
}

/// A few lines about the person's own answers, for «Моё».
pub async fn brief(_: &mut Turn<'_>, _: &Actor) -> Result<crate::kernel::html::Html, super::Failure> {
    Ok(crate::kernel::html::Html::default())
}
