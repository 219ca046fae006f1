//! A person's own profile: what she told, where she belongs, as what.

use super::super::people;
use super::super::turn::{Answer, Failure, Turn};
use super::standing::MemberState;
use super::store::Row;
use super::{State, places, roster, screens, store, store_units};
use crate::communities::Profile;
use crate::kernel::actor::{Actor, Name};
use crate::kernel::ids::PersonId;
use crate::kernel::outcome::Done;
use crate::say;

/// A person as a community sees her.
#[derive(Clone, Debug)]
pub(super) struct Portrait {
    pub(super) person: PersonId,
    pub(super) name: Option<Name>,
    pub(super) workplace: Option<String>,
    pub(super) subject: Option<String>,
    /// Title of her category.
    pub(super) category: Option<String>,
    /// Title of her team.
    pub(super) unit: Option<String>,
    pub(super) row: Option<Row>,
}

impl Portrait {
    /// Where she stands in the community.
    pub(super) fn state(&self) -> Option<MemberState> {
        self.row.as_ref().map(|row| row.state)
    }

    /// Whether she is there what `of` says.
    pub(super) fn is(&self, of: fn(&Row) -> bool) -> bool {
        self.row.as_ref().is_some_and(of)
    }
}

/// Draws together what is known of a person in a community.
pub(super) async fn portrait(turn: &mut Turn<'_>, person: PersonId, profile: &Profile) -> Result<Portrait, Failure> {
    let told = people::profile(turn, person).await?;
    let row = store::row(turn.db, person, profile.id()).await?;
    let category = row.as_ref().and_then(|row| row.category.as_deref()).and_then(|id| profile.category(id));
    let unit = match row.as_ref().and_then(|row| row.unit) {
        Some(unit) => store_units::find(turn.db, unit).await?.map(|unit| unit.title),
        None => None,
    };
    Ok(Portrait {
        person,
        name: told.name,
        workplace: told.workplace,
        subject: told.subject,
        category: category.map(|category| category.title.clone()),
        unit,
        row,
    })
}

/// The profile; for somebody who has told nothing yet, the way in.
pub(super) async fn profile(turn: &mut Turn<'_>, who: &Actor) -> Answer<State> {
    let done = Done::show(match shown(turn, who).await? {
        Some(screen) => screen,
        None => places::front(turn, who).await?.headed(say!(who.tongue(), membership_no_profile)),
    });
    roster::end_small(turn, who, done).await
}

/// The profile screen; `None` if nothing has been told.
pub(super) async fn shown(turn: &mut Turn<'_>, who: &Actor) -> Result<Option<crate::kernel::screen::Screen>, Failure> {
    let rows = store::of_person(turn.db, who.person()).await?;
    let here = who.community.as_ref().or_else(|| rows.first().map(|row| &row.community));
    let Some(profile) = here.and_then(|id| turn.profiles.get(id)).filter(|_| !rows.is_empty()) else { return Ok(None) };
    let portrait = portrait(turn, who.person(), profile).await?;
    let belongs: Vec<&Profile> =
        rows.iter().filter(|row| row.state.is_member()).filter_map(|row| turn.profiles.get(&row.community)).collect();
    Ok(Some(screens::profile(who.tongue(), profile, &portrait, &belongs)))
}

/// What of it can be changed.
pub(super) async fn change(turn: &mut Turn<'_>, who: &Actor) -> Answer<State> {
    if store::of_person(turn.db, who.person()).await?.is_empty() {
        return profile(turn, who).await;
    }
    let here = who.community.as_ref().and_then(|id| turn.profiles.get(id));
    let member = match here {
        Some(profile) => store::row(turn.db, who.person(), profile.id()).await?.is_some_and(|r| r.state.is_member()),
        None => false,
    };
    Ok(Done::show(screens::change(who.tongue(), here.filter(|_| member))))
}
