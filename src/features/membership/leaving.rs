//! Leaving, being forgotten, and what happens when the last coordinator goes.
//!
//! Nobody is held back: one confirmation, no reason, no permission (Яро 5.1). What was told is kept for thirty days more,
//! so that whoever comes back finds it, and then forgotten.

use std::collections::BTreeMap;

use super::super::people;
use super::super::turn::{Answer, Failure, Turn};
use super::consent::ConsentKind;
use super::rules::{self, Move};
use super::standing::{Circle, coordinators, members, standing_of};
use super::{State, cards, joining, places, screens, store, store_consents};
use crate::communities::Profile;
use crate::kernel::actor::{Actor, Tongue};
use crate::kernel::effect::{Effect, Lane, Notice};
use crate::kernel::ids::{CommunityId, PersonId};
use crate::kernel::outcome::{Done, Fact};
use crate::label;

/// Asks once whether the person wants to leave the community looked at.
pub(super) async fn leave(turn: &mut Turn<'_>, who: &Actor) -> Answer<State> {
    let Some(profile) = places::looked_at(turn, who).await? else { return places::list(turn, who, 0).await };
    let state = standing_of(turn, who.person(), profile.id()).await?.state;
    if rules::after(state, Move::Leave).is_none() {
        return Ok(Done::show(screens::not_inside(who.tongue(), profile)));
    }
    ask(turn, who, profile, rules::is_waiting(state)).await
}

async fn ask(turn: &mut Turn<'_>, who: &Actor, profile: &Profile, applied: bool) -> Answer<State> {
    let last = is_last(turn, who.person(), profile.id()).await?;
    Ok(Done::show(screens::leave(who.tongue(), profile, applied, last)))
}

/// Leaves at once, as she was asked: about her application (`applied`), or about her membership. Whoever was taken in
/// meanwhile is asked anew.
pub(super) async fn leave_now(
    turn: &mut Turn<'_>,
    who: &Actor,
    community: &CommunityId,
    applied: bool,
) -> Answer<State> {
    let Some(profile) = turn.profiles.get(community) else { return places::list(turn, who, 0).await };
    let state = standing_of(turn, who.person(), community).await?.state;
    if rules::after(state, Move::Leave).is_none() {
        return places::look(turn, who, community).await;
    }
    if rules::is_waiting(state) != applied {
        return ask(turn, who, profile, !applied).await;
    }
    let parted = part(turn, who.person(), community).await?;
    Ok(Done::show(screens::left(who.tongue(), profile, applied)).with(parted))
}

/// Forgets at once what was told in a community that was left.
pub(super) async fn forget_now(turn: &mut Turn<'_>, who: &Actor, community: &CommunityId) -> Answer<State> {
    let row = store::row(turn.db, who.person(), community).await?;
    match row {
        Some(row) if rules::is_forgotten(row.state) => {
            let forgotten = forget(turn, who.person(), community).await?;
            Ok(Done::show(screens::forgotten(who.tongue())).with(forgotten))
        }
        Some(_) => places::look(turn, who, community).await,
        None => Ok(Done::show(screens::forgotten(who.tongue())).toast(label!(who.tongue(), membership_nothing_kept))),
    }
}

/// Ends a membership or an application; nothing happens to whoever has neither.
async fn part(turn: &mut Turn<'_>, person: PersonId, community: &CommunityId) -> Result<Done, Failure> {
    let standing = standing_of(turn, person, community).await?;
    let Some(left) = rules::after(standing.state, Move::Leave) else { return Ok(Done::nothing()) };
    let last = is_last(turn, person, community).await?;
    let effects = joining::enter(turn, person, community, left).await?;
    store_consents::revoke(turn.db, person, community, ConsentKind::Joining, turn.now).await?;
    let mut done = Done::nothing().and_all(effects).and(Effect::Commands(person));
    if standing.is_member() {
        done = done.fact(Fact::Left(community.clone(), person));
    }
    let Some(profile) = turn.profiles.get(community) else { return Ok(done) };
    if rules::is_waiting(standing.state) {
        done = done.and_all(cards::gone(turn, profile, person).await?);
    }
    if last {
        done = done.and_all(orphaned(turn, profile, person).await?);
    }
    Ok(done)
}

/// Whether nobody who can be written to would coordinate the community without this person, who does.
///
/// # Errors
/// Storage errors.
pub async fn is_last(turn: &mut Turn<'_>, person: PersonId, community: &CommunityId) -> Result<bool, Failure> {
    let mut others = coordinators(turn, community).await?;
    let coordinates = others.contains(&person);
    others.retain(|other| *other != person);
    Ok(coordinates && people::reachable(turn, &others).await?.is_empty())
}

/// Somebody cannot be reached any more: where she was the last who coordinates, it does not go unnoticed.
///
/// # Errors
/// Storage errors.
pub async fn unreachable(turn: &mut Turn<'_>, person: PersonId) -> Result<Done, Failure> {
    let mut done = Done::nothing();
    for row in store::of_person(turn.db, person).await? {
        if let (true, Some(profile)) = (is_last(turn, person, &row.community).await?, turn.profiles.get(&row.community))
        {
            done = done.and_all(orphaned(turn, profile, person).await?);
        }
    }
    Ok(done)
}

/// A community without a coordinator must not go unnoticed: the owners and the mentors hear of it, and all members where
/// there are neither.
async fn orphaned(turn: &mut Turn<'_>, profile: &Profile, gone: PersonId) -> Result<Vec<Effect>, Failure> {
    let owners = cards::owners(turn).await?;
    let mut asked = members(turn, profile.id(), Circle::Mentors).await?;
    asked.extend(&owners);
    let mut lots = lots(turn, &asked, &owners, gone).await?;
    if lots.is_empty() {
        let all = members(turn, profile.id(), Circle::All).await?;
        lots = self::lots(turn, &all, &owners, gone).await?;
    }
    let mail = |((t, owner), to)| {
        let notice = Notice { lane: Lane::Broadcast, ..Notice::new(gone, screens::orphaned(t, profile, owner)) };
        Effect::Mail { to, notice }
    };
    Ok(lots.into_iter().map(mail).collect())
}

/// Those of these who can be written to, by tongue and by whether they own the bot; but not whoever is `gone`.
async fn lots(
    turn: &mut Turn<'_>,
    people: &[PersonId],
    owners: &[PersonId],
    gone: PersonId,
) -> Result<BTreeMap<(Tongue, bool), Vec<PersonId>>, Failure> {
    let mut lots = BTreeMap::<_, Vec<_>>::new();
    for at in people::addresses(turn, people).await? {
        if at.chat.is_some() && at.person != gone {
            lots.entry((at.tongue, owners.contains(&at.person))).or_default().push(at.person);
        }
    }
    Ok(lots)
}

/// Forgets what a person told in a community she is not in; with the last one, everything about her.
async fn forget(turn: &mut Turn<'_>, person: PersonId, community: &CommunityId) -> Result<Done, Failure> {
    store::delete(turn.db, person, community).await?;
    for kind in ConsentKind::ALL {
        store_consents::revoke(turn.db, person, community, *kind, turn.now).await?;
    }
    let done = Done::nothing().and(Effect::Drop { key: joining::forget_key(community, person) });
    if store::of_person(turn.db, person).await?.is_empty() {
        people::forget(turn, person).await?;
        store_consents::detach_invites(turn.db, person, turn.now).await?;
        return Ok(done.fact(Fact::Erased(person)));
    }
    Ok(done.fact(Fact::Forgotten(community.clone(), person)))
}

/// The term is over: forgets, unless the person came back meanwhile.
pub(super) async fn forget_job(turn: &mut Turn<'_>, community: &CommunityId, person: PersonId, since: i64) -> Answer {
    match store::row(turn.db, person, community).await? {
        Some(row) if rules::is_forgotten(row.state) && row.changed_at == since => forget(turn, person, community).await,
        _ => Ok(Done::nothing()),
    }
}

/// The consent to data processing is revoked: the membership ends and what was told in that community is forgotten.
///
/// # Errors
/// Storage errors.
pub async fn revoke(turn: &mut Turn<'_>, person: PersonId, community: &CommunityId) -> Result<Done, Failure> {
    let parted = part(turn, person, community).await?;
    Ok(parted.with(forget(turn, person, community).await?))
}

/// Every consent is revoked and every membership forgotten; only the evidence of the consents stays. The caller tells
/// the rest of the house ([`Fact::Erased`]).
///
/// # Errors
/// Storage errors.
pub async fn erase(turn: &mut Turn<'_>, person: PersonId) -> Result<Done, Failure> {
    let mut done = Done::nothing();
    for row in store::of_person(turn.db, person).await? {
        done = done.with(part(turn, person, &row.community).await?);
        store::delete(turn.db, person, &row.community).await?;
        done = done.and(Effect::Drop { key: joining::forget_key(&row.community, person) });
    }
    for given in store_consents::of_person(turn.db, person).await?.into_iter().filter(|c| c.revoked_at.is_none()) {
        store_consents::revoke(turn.db, person, &given.community, given.kind, turn.now).await?;
    }
    store_consents::detach_invites(turn.db, person, turn.now).await?;
    Ok(done)
}
