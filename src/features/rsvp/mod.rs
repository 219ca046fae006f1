//! Who comes: answers, seats, the waiting list, reminders.

mod rules;
mod store;

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use super::events;
use super::membership::{self, Circle};
use super::turn::{Failure, Turn};
use crate::kernel::actor::Actor;
use crate::kernel::ids::{CommunityId, EventId, PersonId};
use crate::kernel::outcome::Done;

pub use rules::{Answer, COMING};

/// Whoever gave one of these answers to an event; [`COMING`] are those who said yes.
///
/// # Errors
/// Storage errors.
pub async fn answered(turn: &mut Turn<'_>, event: EventId, said: &[Answer]) -> Result<Vec<PersonId>, Failure> {
    let all = store::answers(turn.db, event).await?;
    Ok(all.into_iter().filter(|(_, answer)| said.contains(answer)).map(|(person, _)| person).collect())
}

/// Active members who have not answered an event at all.
///
/// # Errors
/// Storage errors.
pub async fn silent(turn: &mut Turn<'_>, event: EventId) -> Result<Vec<PersonId>, Failure> {
    let Some(found) = events::find(turn, event).await? else { return Ok(Vec::new()) };
    let spoke: HashSet<PersonId> =
        store::answers(turn.db, event).await?.into_iter().map(|(person, _)| person).collect();
    let mut members = membership::members(turn, &found.community, Circle::All).await?;
    members.retain(|person| !spoke.contains(person));
    Ok(members)
}

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

pub async fn press(_: &mut Turn<'_>, _: &Actor, _: Press) -> Result<Done, Failure> {
    Ok(Done::nothing())
}

pub async fn job(_: &mut Turn<'_>, job: Job) -> Result<Done, Failure> {
    match job {}
}

pub async fn left(_: &mut Turn<'_>, _: &CommunityId, _: PersonId) -> Result<Done, Failure> {
    Ok(Done::nothing())
}

pub async fn erased(_: &mut Turn<'_>, _: PersonId) -> Result<Done, Failure> {
    Ok(Done::nothing())
}

pub async fn unreachable(_: &mut Turn<'_>, _: PersonId) -> Result<Done, Failure> {
    Ok(Done::nothing())
}

pub async fn reachable(_: &mut Turn<'_>, _: PersonId) -> Result<Done, Failure> {
    Ok(Done::nothing())
}

pub async fn announced(_: &mut Turn<'_>, _: EventId) -> Result<Done, Failure> {
    Ok(Done::nothing())
}

pub async fn moved(_: &mut Turn<'_>, _: EventId) -> Result<Done, Failure> {
    Ok(Done::nothing())
}

pub async fn seats_changed(_: &mut Turn<'_>, _: EventId) -> Result<Done, Failure> {
    Ok(Done::nothing())
}

pub async fn cancelled(_: &mut Turn<'_>, _: EventId) -> Result<Done, Failure> {
    Ok(Done::nothing())
}

/// A few lines about the person's own answers, for «Моё».
pub async fn brief(_: &mut Turn<'_>, _: &Actor) -> Result<crate::kernel::html::Html, Failure> {
    Ok(crate::kernel::html::Html::default())
}
