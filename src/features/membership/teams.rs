//! The teams of a community: one ПОС, one council. Which there are is a fact that changes, so the coordinator keeps the
//! list; the profile may bring the first of them.

use super::super::turn::{Answer, Failure, Turn};
use super::rules::short_text;
use super::store_units::{self as store, Unit};
use super::{State, dialogue, roster, screens, screens_people};
use crate::communities::Profile;
use crate::kernel::actor::Actor;
use crate::kernel::html::Html;
use crate::kernel::ids::{CommunityId, UnitId};
use crate::kernel::input::Input;
use crate::kernel::outcome::Done;
use crate::{label, say};

/// The longest title, in characters: it must fit a button.
const LONGEST: usize = 40;

/// The teams that take people in, by title.
///
/// # Errors
/// Storage errors.
pub async fn units(turn: &mut Turn<'_>, community: &CommunityId) -> Result<Vec<Unit>, Failure> {
    Ok(all(turn, community).await?.into_iter().filter(|unit| !unit.closed).collect())
}

/// One team, whether it takes people in or not.
///
/// # Errors
/// Storage errors.
pub async fn unit(turn: &mut Turn<'_>, unit: UnitId) -> Result<Option<Unit>, Failure> {
    Ok(store::find(turn.db, unit).await?)
}

/// All teams; those of the profile are taken over once, while there are none.
async fn all(turn: &mut Turn<'_>, community: &CommunityId) -> Result<Vec<Unit>, Failure> {
    let found = store::all(turn.db, community).await?;
    let known = turn.profiles.get(community).map(|profile| profile.units.as_slice()).unwrap_or_default();
    if !found.is_empty() || known.is_empty() {
        return Ok(found);
    }
    for unit in known {
        store::add(turn.db, community, &unit.title).await?;
    }
    Ok(store::all(turn.db, community).await?)
}

/// The teams among which a newcomer chooses; none where the regulation knows no such choice.
pub(super) async fn to_choose(turn: &mut Turn<'_>, profile: &Profile) -> Result<Vec<Unit>, Failure> {
    if profile.joining.choose_unit { units(turn, profile.id()).await } else { Ok(Vec::new()) }
}

/// The list for the coordinator.
pub(super) async fn list(turn: &mut Turn<'_>, who: &Actor, community: &CommunityId, page: u16) -> Answer<State> {
    let Some(profile) = roster::managed(turn, who, community).await? else { return Ok(roster::not_yours(who)) };
    let units = all(turn, community).await?;
    roster::end_small(turn, who, Done::show(screens_people::units(who.tongue(), profile, &units, page))).await
}

/// A team and the profile of its community, if the person may change it.
async fn managed<'p>(turn: &mut Turn<'p>, who: &Actor, unit: UnitId) -> Result<Option<(Unit, &'p Profile)>, Failure> {
    let Some(unit) = store::find(turn.db, unit).await? else { return Ok(None) };
    let profile = roster::managed(turn, who, &unit.community).await?;
    Ok(profile.map(|profile| (unit, profile)))
}

/// One team.
pub(super) async fn card(turn: &mut Turn<'_>, who: &Actor, unit: UnitId) -> Answer<State> {
    let Some((unit, profile)) = managed(turn, who, unit).await? else { return Ok(roster::not_yours(who)) };
    let circle = super::Circle::Unit(unit.id);
    let members = super::members(turn, profile.id(), circle).await?.len();
    roster::end_small(turn, who, Done::show(screens_people::unit(who.tongue(), &unit, members))).await
}

/// Asks for the title of a new team.
pub(super) async fn add(turn: &mut Turn<'_>, who: &Actor, community: CommunityId) -> Answer<State> {
    if roster::managed(turn, who, &community).await?.is_none() {
        return Ok(roster::not_yours(who));
    }
    ask(turn, who, community, None, None).await
}

/// Asks for another title.
pub(super) async fn rename(turn: &mut Turn<'_>, who: &Actor, unit: UnitId) -> Answer<State> {
    let Some((unit, _)) = managed(turn, who, unit).await? else { return Ok(roster::not_yours(who)) };
    ask(turn, who, unit.community, Some(unit.id), None).await
}

async fn ask(
    turn: &mut Turn<'_>,
    who: &Actor,
    community: CommunityId,
    unit: Option<UnitId>,
    help: Option<Html>,
) -> Answer<State> {
    let t = who.tongue();
    let screen = screens::words_wanted(t, say!(t, membership_ask_unit_title), help);
    roster::begin_small(turn, who, screen, State::Unit { community, unit }).await
}

/// Takes the title.
pub(super) async fn title(
    turn: &mut Turn<'_>,
    who: &Actor,
    community: CommunityId,
    unit: Option<UnitId>,
    input: Input,
) -> Answer<State> {
    if roster::managed(turn, who, &community).await?.is_none() {
        return Ok(roster::not_yours(who).end());
    }
    let t = who.tongue();
    let help = match input {
        Input::Text(text) => match short_text(&text, LONGEST) {
            Ok(title) => {
                let kept = match unit {
                    Some(unit) => store::rename(turn.db, unit, &title).await?,
                    None => store::add(turn.db, &community, &title).await?,
                };
                if kept {
                    let done = list(turn, who, &community, 0).await?;
                    return Ok(done.toast(label!(t, membership_saved)).end());
                }
                say!(t, membership_unit_taken)
            }
            Err(unfit) => dialogue::no_text(t, unfit, LONGEST),
        },
        Input::Media { kind, .. } => crate::i18n::words_wanted(t, kind),
        Input::Choice { .. } => Html::default(),
    };
    ask(turn, who, community, unit, Some(help)).await
}

/// Closes a team for newcomers, or opens it again.
pub(super) async fn set_closed(turn: &mut Turn<'_>, who: &Actor, unit: UnitId, closed: bool) -> Answer<State> {
    let Some((unit, _)) = managed(turn, who, unit).await? else { return Ok(roster::not_yours(who)) };
    store::set_closed(turn.db, unit.id, closed).await?;
    card(turn, who, unit.id).await
}
