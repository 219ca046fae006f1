//! People and the accounts through which they are reached: identity, language, zone. Knows no community's rules.
//!
//! Before a consent nothing is kept here but the account's number and how to speak to it.

mod screens;
mod store;
mod store_homes;

use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::turn::{Answer, Failure, Turn};
use crate::kernel::actor::{Actor, Name, Reader, Tongue};
use crate::kernel::effect::Effect;
use crate::kernel::ids::{ChatId, CommunityId, PersonId};
use crate::kernel::input::{Account, Input};
use crate::kernel::outcome::{Done, Fact};
use crate::kernel::when;
use sqlx::SqliteConnection;

pub use store::{
    Address, Known, Profile, Reach, Told, address as address_in, addresses as addresses_in,
    by_account as by_account_in, known, reach as reach_in, save_profile,
};
pub use store_homes::Home;

crate::wire! {
    /// What can be pressed in the settings.
    pub enum Press in "pe" {
        /// Show them.
        Settings = "s",
        /// Speak this language.
        Speak(tongue: Tongue) = "t",
        /// Ask for the zone.
        AskZone = "z",
        /// Show the community's time only.
        NoZone = "n",
    }
}

/// The one question of the settings: the zone is awaited.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum State {
    /// Waits for a city or a zone.
    Zone,
}

impl State {
    /// Nothing is told yet: a question is all there is.
    pub const fn is_blank(&self) -> bool {
        match self {
            Self::Zone => true,
        }
    }

    /// It is about no community.
    pub const fn community(&self) -> Option<&CommunityId> {
        None
    }
}

/// The person behind an account, made known if new, and whether she had been out of reach. Nothing of the account is kept
/// but its number.
///
/// # Errors
/// Storage errors.
pub async fn arrive(turn: &mut Turn<'_>, account: &Account, chat: ChatId) -> Result<(Actor, bool), Failure> {
    let spoken = Tongue::from_code(account.language.as_deref());
    let (mut actor, away) = store::arrive(turn.db, account.id, chat, spoken, turn.now).await?;
    actor.owner = turn.house.owners.contains(&account.id);
    // A community that is not served any more is nobody's present one.
    actor.community = actor.community.filter(|id| turn.profiles.get(id).is_some());
    Ok((actor, away))
}

/// Handles a press.
///
/// # Errors
/// Storage errors.
pub async fn press(turn: &mut Turn<'_>, who: &Actor, press: Press) -> Answer<State> {
    match press {
        Press::Settings => Ok(Done::show(screens::settings(who.reader, turn.now)).end()),
        Press::Speak(tongue) => {
            store::set_tongue(turn.db, who.person(), tongue).await?;
            let reader = Reader { tongue, ..who.reader };
            Ok(Done::show(screens::settings(reader, turn.now)).and(Effect::Commands(who.person())))
        }
        Press::AskZone => Ok(Done::show(screens::ask_zone(who.tongue())).begin(State::Zone)),
        Press::NoZone => {
            store::set_zone(turn.db, who.person(), None).await?;
            Ok(Done::show(screens::settings(Reader { zone: None, ..who.reader }, turn.now)).end())
        }
    }
}

/// Takes the answer to the question about the zone.
///
/// # Errors
/// Storage errors.
pub async fn talk(turn: &mut Turn<'_>, who: &Actor, state: State, input: Input) -> Answer<State> {
    let State::Zone = state;
    let Input::Text(text) = input else {
        return Ok(Done::show(screens::zone_in_words(who.tongue())).on(state));
    };
    match when::read_zone(&text) {
        Some(zone) => {
            store::set_zone(turn.db, who.person(), Some(zone)).await?;
            Ok(Done::show(screens::settings(Reader { zone: Some(zone), ..who.reader }, turn.now)).end())
        }
        None => Ok(Done::show(screens::zone_unknown(who.tongue())).on(state)),
    }
}

/// Shows the question again.
///
/// # Errors
/// None; the signature is the same in every slice that talks.
pub async fn resume(_: &mut Turn<'_>, who: &Actor, _: State) -> Answer<State> {
    Ok(Done::show(screens::ask_zone(who.tongue())))
}

/// The person cannot be reached: nothing is sent until she comes back.
///
/// # Errors
/// Storage errors.
pub async fn blocked(turn: &mut Turn<'_>, person: PersonId) -> Answer {
    let new = store::block(turn.db, person).await?;
    Ok(if new { Done::nothing().fact(Fact::Unreachable(person)) } else { Done::nothing() })
}

/// The person is reached again.
///
/// # Errors
/// Storage errors.
pub async fn back(turn: &mut Turn<'_>, person: PersonId) -> Answer {
    store::unblock(turn.db, person).await?;
    Ok(Done::nothing().fact(Fact::Reachable(person)))
}

/// How to draw for a person.
///
/// # Errors
/// Storage errors.
pub async fn reader(turn: &mut Turn<'_>, person: PersonId) -> Result<Reader, Failure> {
    Ok(store::reader(turn.db, person).await?)
}

/// What the person told about herself; empty before the consent.
///
/// # Errors
/// Storage errors.
pub async fn profile(turn: &mut Turn<'_>, person: PersonId) -> Result<Profile, Failure> {
    Ok(store::profile(turn.db, person).await?)
}

/// The name a person gave; `None` before she did.
///
/// # Errors
/// Storage errors.
pub async fn name(turn: &mut Turn<'_>, person: PersonId) -> Result<Option<Name>, Failure> {
    Ok(store::profile(turn.db, person).await?.name)
}

/// Where and how these people can be written to, in no order.
///
/// # Errors
/// Storage errors.
pub async fn addresses(turn: &mut Turn<'_>, people: &[PersonId]) -> Result<Vec<Address>, Failure> {
    Ok(store::addresses(turn.db, people).await?)
}

/// Where these people live and whether they can be written to, in no order.
///
/// # Errors
/// Storage errors.
pub async fn homes(turn: &mut Turn<'_>, people: &[PersonId]) -> Result<Vec<Home>, Failure> {
    Ok(store_homes::of(turn.db, people).await?)
}

/// Those of these who can be written to, in the order in which they are named. One statement, however many they are.
///
/// # Errors
/// Storage errors.
pub async fn reachable(turn: &mut Turn<'_>, people: &[PersonId]) -> Result<Vec<PersonId>, Failure> {
    Ok(store_homes::reachable(turn.db, people).await?)
}

/// The bot's owners, as far as they have ever come, in the order of the settings; whether they can be written to or not.
///
/// # Errors
/// Storage errors.
pub async fn owners(turn: &mut Turn<'_>) -> Result<Vec<PersonId>, Failure> {
    let mut found = Vec::new();
    for account in &turn.house.owners {
        found.extend(store::by_account(turn.db, *account).await?.map(|(person, _)| person));
    }
    Ok(found)
}

/// What these people told about their work, in no order; whoever told nothing is missing.
///
/// # Errors
/// Storage errors.
pub async fn told(turn: &mut Turn<'_>, people: &[PersonId]) -> Result<Vec<Told>, Failure> {
    Ok(store::told(turn.db, people).await?)
}

/// People with their names, in the order of the names; whoever gave none comes last.
///
/// # Errors
/// Storage errors.
pub async fn names(turn: &mut Turn<'_>, people: &[PersonId]) -> Result<Vec<(PersonId, Option<Name>)>, Failure> {
    Ok(store::names(turn.db, &serde_json::to_string(people)?).await?)
}

/// What is kept of a person here, for her to take along; instants as RFC 3339, UTC.
///
/// # Errors
/// Storage errors.
pub async fn export(turn: &mut Turn<'_>, person: PersonId) -> Result<serde_json::Value, Failure> {
    Ok(store::export(turn.db, person).await?)
}

/// The community a person looks at from now on.
///
/// # Errors
/// Storage errors.
pub async fn look_at(turn: &mut Turn<'_>, person: PersonId, at: Option<&CommunityId>) -> Result<(), Failure> {
    Ok(store::look_at(turn.db, person, at).await?)
}

/// Forgets everything a person told; she is still known by her account.
///
/// # Errors
/// Storage errors.
pub async fn forget(turn: &mut Turn<'_>, person: PersonId) -> Result<(), Failure> {
    Ok(store::forget(turn.db, person).await?)
}

/// Erases everything personal; the number of the account goes too, so that nobody can be traced.
///
/// # Errors
/// Storage errors.
pub async fn erase(turn: &mut Turn<'_>, person: PersonId) -> Result<(), Failure> {
    Ok(store::erase(turn.db, person, turn.now).await?)
}

/// The language a person reads.
///
/// # Errors
/// Storage errors.
pub async fn tongue(db: &mut SqliteConnection, person: PersonId) -> sqlx::Result<Tongue> {
    Ok(store::reader(db, person).await?.tongue)
}

/// Reads a stored zone.
fn zone(name: Option<String>) -> Option<Tz> {
    name.and_then(|n| n.parse().ok())
}
