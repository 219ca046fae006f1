//! Questions to mentors.

use serde::{Deserialize, Serialize};

use super::turn::{Answer, Failure, Turn};
use crate::kernel::actor::Actor;
use crate::kernel::ids::{CommunityId, PersonId};
use crate::kernel::input::Input;
use crate::kernel::outcome::Done;

crate::wire! {
    /// What can be pressed.
    pub enum Press in "co" {
        /// Ask.
        Ask = "a",
        /// My questions and answers.
        Mine = "m",
        /// Questions that nobody took: for coordinators.
        Open = "o",
    }
}

/// Where the dialogue of asking stands.
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

/// Something written outside any dialogue: it may belong to an open consultation, or be a question.
/// `None` if it is neither.
pub async fn loose(_: &mut Turn<'_>, _: &Actor, _: &Input) -> Result<Option<Done<State>>, Failure> {
    Ok(None)
}

pub async fn left(_: &mut Turn<'_>, _: &CommunityId, _: PersonId) -> Answer {
    Ok(Done::nothing())
}

pub async fn role_changed(_: &mut Turn<'_>, _: &CommunityId, _: PersonId) -> Answer {
    Ok(Done::nothing())
}

pub async fn erased(_: &mut Turn<'_>, _: PersonId) -> Answer {
    Ok(Done::nothing())
}

/// A few lines about the person's own questions, for «Моё».
pub async fn brief(_: &mut Turn<'_>, _: &Actor) -> Result<crate::kernel::html::Html, Failure> {
    Ok(crate::kernel::html::Html::default())
}

/// How many questions wait for a coordinator.
pub async fn unanswered(_: &mut Turn<'_>, _: &CommunityId) -> Result<i64, Failure> {
    Ok(0)
}

/// Everything kept about a person here, for the file she takes along.
///
/// # Errors
/// Storage errors.
pub async fn export(_: &mut Turn<'_>, _: PersonId) -> Result<serde_json::Value, Failure> {
    Ok(serde_json::json!({}))
}

/// Somebody blocked the bot: questions in her hands go on to others.
///
/// # Errors
/// Storage errors.
pub async fn unreachable(_: &mut Turn<'_>, _: PersonId) -> Answer {
    Ok(Done::nothing())
}
