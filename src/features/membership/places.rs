//! The communities themselves: the list, the card of one, and the way in.

use super::super::people;
use super::super::turn::{Answer, Failure, Turn};
use super::standing::standing;
use super::{State, screens, store};
use crate::communities::Profile;
use crate::kernel::actor::Actor;
use crate::kernel::ids::CommunityId;
use crate::kernel::outcome::Done;
use crate::kernel::screen::Screen;
use crate::label;

/// The way in for somebody who is no member where she looks.
pub(super) async fn front(turn: &mut Turn<'_>, who: &Actor) -> Result<Screen, Failure> {
    if let Some(profile) = looked_at(turn, who).await? {
        return card(turn, who, profile).await;
    }
    listed(turn, who, 0, true).await
}

/// The community the person looks at; where only one is served, that one.
pub(super) async fn looked_at<'p>(turn: &mut Turn<'p>, who: &Actor) -> Result<Option<&'p Profile>, Failure> {
    if let Some(profile) = who.community.as_ref().and_then(|id| turn.profiles.get(id)) {
        return Ok(Some(profile));
    }
    let mut all = turn.profiles.iter();
    match (all.next(), all.next()) {
        (Some(only), None) => {
            people::look_at(turn, who.person(), Some(only.id())).await?;
            Ok(Some(only))
        }
        _ => Ok(None),
    }
}

/// The list of communities.
pub(super) async fn list(turn: &mut Turn<'_>, who: &Actor, page: u16) -> Answer<State> {
    Ok(Done::show(listed(turn, who, page, false).await?))
}

async fn listed(turn: &mut Turn<'_>, who: &Actor, page: u16, first_time: bool) -> Result<Screen, Failure> {
    let rows = store::of_person(turn.db, who.person()).await?;
    let own = |id: &CommunityId| rows.iter().any(|row| row.community == *id && row.state.is_member());
    let profiles: Vec<(&Profile, bool)> = turn.profiles.iter().map(|p| (p, own(p.id()))).collect();
    Ok(screens::communities(who.tongue(), &profiles, who.community.as_ref(), page, first_time))
}

/// Looks at a community from now on and shows its card.
pub(super) async fn look(turn: &mut Turn<'_>, who: &Actor, community: &CommunityId) -> Answer<State> {
    let Some(profile) = turn.profiles.get(community) else { return list(turn, who, 0).await };
    people::look_at(turn, who.person(), Some(community)).await?;
    let done = Done::show(card(turn, who, profile).await?);
    let moved = who.community.as_ref().is_some_and(|before| before != community);
    Ok(if moved {
        done.toast(label!(who.tongue(), membership_now_here, community = profile.short_name()))
    } else {
        done
    })
}

/// The card of a community, with what the person can do there.
pub(super) async fn card(turn: &mut Turn<'_>, who: &Actor, profile: &Profile) -> Result<Screen, Failure> {
    let standing = standing(turn, who, profile.id()).await?;
    let others = turn.profiles.len() > 1;
    Ok(screens::card(who.tongue(), profile, &standing, others))
}
