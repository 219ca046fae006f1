//! Belonging to communities: joining, consents, roles, leaving.

mod standing;
mod store;

use serde::{Deserialize, Serialize};

use super::turn::{Answer, Turn};
use crate::kernel::actor::Actor;
use crate::kernel::input::Input;
use crate::kernel::outcome::Done;

pub use standing::{Circle, MemberState, Standing, coordinators, members, mentors_of, standing, standing_of};
pub use store::coordinates;

crate::wire! {
    /// What can be pressed.
    pub enum Press in "me" {
        /// The person's own profile.
        Profile = "p",
        /// The regulation of the community looked at.
        Regulation = "r",
        /// Leave the community looked at.
        Leave = "l",
        /// Members, applications, roles: for coordinators.
        People = "a",
        /// The list of communities.
        Communities = "c",
    }
}

/// Where the joining dialogue stands.
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

/// `/start` with a code that is a community's id or a one-time link; `None` if it is neither.
pub async fn open(_: &mut Turn<'_>, _: &Actor, _code: &str) -> Result<Option<Done<State>>, super::Failure> {
    Ok(None)
}

/// The way in: the list of communities, or the one looked at, for somebody who is not a member yet.
pub async fn front(_: &mut Turn<'_>, who: &Actor) -> Result<crate::kernel::screen::Screen, super::Failure> {
    Ok(crate::kernel::screen::Screen::new(crate::say!(who.tongue(), common_home))
        .row([crate::i18n::home(who.tongue())]))
}

/// How many applications wait for a coordinator.
pub async fn pending(_: &mut Turn<'_>, _: &crate::kernel::ids::CommunityId) -> Result<i64, super::Failure> {
    Ok(0)
}

/// A one-time link's token that makes whoever opens it a coordinator. `seed` is fresh chance.
///
/// # Errors
/// Storage errors.
pub async fn invite(
    _: &mut sqlx::SqliteConnection,
    _: &crate::kernel::ids::CommunityId,
    _seed: [u8; 32],
    _: chrono::DateTime<chrono::Utc>,
) -> sqlx::Result<String> {
    Ok(String::new())
}
