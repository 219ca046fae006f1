//! What a reader does with a letter: says that she has read it, or that she does not want such letters.
//!
//! A coordinator learns how many have read a letter, never who. Whoever does not want letters of a kind gets none from
//! the next moment on, without being asked why; what answers her own questions and deeds still comes.

use super::rules::Kind;
use super::screens::{self, TRIAL};
use super::{course, store, store_audience};
use crate::features::membership;
use crate::features::turn::{Answer, Failure, Turn};
use crate::kernel::actor::Actor;
use crate::kernel::effect::Effect;
use crate::kernel::ids::{BroadcastId, CommunityId, PersonId};
use crate::kernel::outcome::Done;
use crate::kernel::screen::Screen;
use crate::label;

use super::State;

/// «Прочитано»: noted once; the button goes, and the letter stays.
pub(super) async fn read(turn: &mut Turn<'_>, who: &Actor, id: BroadcastId) -> Answer<State> {
    let t = who.tongue();
    if id == TRIAL {
        return Ok(Done::nothing().toast(label!(t, broadcasts_read_trial)));
    }
    let thanks = Done::nothing().toast(label!(t, broadcasts_read_thanks));
    if !store_audience::mark_read(turn.db, id, who.person(), turn.now).await? {
        // The same thanks, and nothing of a letter that is not hers.
        return Ok(thanks);
    }
    let Some(broadcast) = store::find(turn.db, id).await?.filter(|b| !b.body.is_empty()) else { return Ok(thanks) };
    let Some(profile) = turn.profiles.get(&broadcast.community) else { return Ok(thanks) };
    let letter = screens::letter(t, profile, &broadcast.body);
    Ok(thanks.and(Effect::Keys(screens::after_reading(t, letter, profile.id()).rows)))
}

/// What she wants from this community, below the letter she came from.
pub(super) async fn wishes_below(turn: &mut Turn<'_>, who: &Actor, community: &CommunityId) -> Answer<State> {
    let screen = wishes(turn, who, Some(community)).await?;
    Ok(Done::say(screen))
}

/// What she wants from the community she looks at.
pub(super) async fn wishes_here(turn: &mut Turn<'_>, who: &Actor) -> Answer<State> {
    Ok(Done::show(wishes(turn, who, who.community.as_ref()).await?))
}

async fn wishes(turn: &mut Turn<'_>, who: &Actor, community: Option<&CommunityId>) -> Result<Screen, Failure> {
    let t = who.tongue();
    let Some(profile) = community.and_then(|id| turn.profiles.get(id)) else { return Ok(screens::no_wishes(t)) };
    if !membership::standing(turn, who, profile.id()).await?.is_member() {
        return Ok(screens::no_wishes(t));
    }
    let declined = store_audience::optouts_of(turn.db, who.person()).await?;
    let declined: Vec<Kind> =
        declined.into_iter().filter(|(id, ..)| id == profile.id()).map(|(_, kind, _)| kind).collect();
    Ok(screens::wishes(t, profile, &declined))
}

/// She does not want letters of a kind any more, or wants them again.
pub(super) async fn wish(
    turn: &mut Turn<'_>,
    who: &Actor,
    community: &CommunityId,
    kind: Kind,
    wanted: bool,
) -> Answer<State> {
    let member =
        turn.profiles.get(community).is_some() && membership::standing(turn, who, community).await?.is_member();
    if !member {
        return Ok(Done::show(screens::no_wishes(who.tongue())));
    }
    let (person, t) = (who.person(), who.tongue());
    let (toast, follows) = if wanted {
        store_audience::opt_in(turn.db, community, kind, person).await?;
        (label!(t, broadcasts_opted_in), Done::nothing())
    } else {
        store_audience::opt_out(turn.db, community, kind, person, turn.now).await?;
        (label!(t, broadcasts_opted_out), course::left(turn, community, person, Some(kind)).await?)
    };
    let screen = wishes(turn, who, Some(community)).await?;
    Ok(Done::show(screen).toast(toast).with(follows))
}

/// What she does not want, for her to take along.
pub(super) async fn export(turn: &mut Turn<'_>, person: PersonId) -> Result<Vec<serde_json::Value>, Failure> {
    let declined = store_audience::optouts_of(turn.db, person).await?;
    Ok(declined
        .into_iter()
        .map(|(community, kind, at)| serde_json::json!({ "community": community, "kind": kind, "since": at }))
        .collect())
}
