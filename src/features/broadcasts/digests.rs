//! Turning the weekly digest on and off, and sending its issues: each is an ordinary broadcast with its ledger.
//!
//! Nobody's digest goes on after she may no longer write to all.

use super::body::Body;
use super::dialogue::{Letter, State};
use super::digest::{self, AHEAD, Digest, Rhythm};
use super::rules::{Course, Kind, Order, Segment};
use super::store::Plan;
use super::timing::Manner;
use super::{Job, Press, UNSERVED, course, late, screens, store, store_digests};
use crate::communities::Feature;
use crate::features::events::{self, Event};
use crate::features::turn::{Answer, Failure, Turn};
use crate::features::{membership, people};
use crate::kernel::actor::{Actor, Tongue};
use crate::kernel::effect::{Effect, Notice};
use crate::kernel::ids::{CommunityId, PersonId};
use crate::kernel::outcome::Done;
use crate::label;
use chrono::{DateTime, Utc};

fn key(community: &CommunityId) -> String {
    format!("{}:digest:{community}", Press::SLICE)
}

/// A press about a digest, by somebody who coordinates its community.
pub(super) async fn press(turn: &mut Turn<'_>, who: &Actor, press: Press) -> Answer<State> {
    let (Press::Digest(id)
    | Press::DigestOn(id)
    | Press::DigestOff(id)
    | Press::DigestShow(id)
    | Press::DigestWhen(id)) = &press
    else {
        return Ok(Done::nothing());
    };
    let community = id.clone();
    let Some(profile) = turn.profiles.get(&community) else {
        return Ok(Done::show(screens::not_yours(who.tongue())));
    };
    if !membership::standing(turn, who, &community).await?.coordinator {
        return Ok(Done::show(screens::not_yours(who.tongue())));
    }
    match press {
        Press::DigestOn(_) => on(turn, who, community).await,
        Press::DigestOff(_) => off(turn, who, community).await,
        Press::DigestShow(_) => look(turn, who, &community).await,
        Press::DigestWhen(_) => {
            let ask = screens::ask_digest(who.tongue(), profile, &[]);
            Ok(Done::show(ask).begin(State::Digest { community, day: None, offers: Vec::new() }))
        }
        _ => card(turn, who, &community).await,
    }
}

/// How the digest of a community stands.
async fn card(turn: &mut Turn<'_>, who: &Actor, community: &CommunityId) -> Answer<State> {
    let digest = found(turn, community).await?;
    Ok(Done::show(screens::digest(who.reader, turn.profile(community)?, &digest, turn.now)))
}

async fn found(turn: &mut Turn<'_>, community: &CommunityId) -> Result<Digest, Failure> {
    let found = store_digests::find(turn.db, community).await?;
    let off = || Digest { community: community.clone(), author: None, rhythm: Rhythm::default(), next_at: None };
    Ok(found.unwrap_or_else(off))
}

/// Turns it on in its rhythm; whoever does so is its author.
async fn on(turn: &mut Turn<'_>, who: &Actor, community: CommunityId) -> Answer<State> {
    let digest = found(turn, &community).await?;
    tuned(turn, who, digest, label!(who.tongue(), broadcasts_digest_is_on)).await
}

/// Gives it the rhythm in which `at` is an issue. One that is off stays off: a time is no word that anything is to leave.
pub(super) async fn at(turn: &mut Turn<'_>, who: &Actor, community: CommunityId, at: DateTime<Utc>) -> Answer<State> {
    let rhythm = Rhythm::of(at, turn.profile(&community)?.tz());
    let digest = Digest { rhythm, ..found(turn, &community).await? };
    if digest.next_at.is_some() {
        return Ok(tuned(turn, who, digest, label!(who.tongue(), broadcasts_digest_is_tuned)).await?.end());
    }
    store_digests::put(turn.db, &digest).await?;
    let shown = Done::show(screens::digest(who.reader, turn.profile(&community)?, &digest, turn.now));
    Ok(shown.toast(label!(who.tongue(), broadcasts_digest_still_off)).end())
}

async fn tuned(turn: &mut Turn<'_>, who: &Actor, digest: Digest, toast: String) -> Answer<State> {
    let profile = turn.profile(&digest.community)?;
    let next = digest.rhythm.next(turn.now, profile.tz());
    let digest = Digest { author: Some(who.person()), next_at: Some(next), ..digest };
    store_digests::put(turn.db, &digest).await?;
    let shown = Done::show(screens::digest(who.reader, profile, &digest, turn.now)).toast(toast);
    Ok(shown.and(later(&digest.community, next)?))
}

fn later(community: &CommunityId, at: DateTime<Utc>) -> Result<Effect, Failure> {
    Ok(Effect::later(Press::SLICE, key(community), at, &Job::Digest(community.clone()))?)
}

/// Turns it off.
async fn off(turn: &mut Turn<'_>, who: &Actor, community: CommunityId) -> Answer<State> {
    let digest = Digest { next_at: None, ..found(turn, &community).await? };
    let drop = silence(turn, &digest).await?;
    let shown = Done::show(screens::digest(who.reader, turn.profile(&community)?, &digest, turn.now));
    Ok(shown.toast(label!(who.tongue(), broadcasts_digest_is_off)).and(drop))
}

async fn silence(turn: &mut Turn<'_>, digest: &Digest) -> Result<Effect, Failure> {
    store_digests::put(turn.db, &Digest { next_at: None, ..digest.clone() }).await?;
    Ok(Effect::Drop { key: key(&digest.community) })
}

/// What would leave if it left now, as its readers would see it.
async fn look(turn: &mut Turn<'_>, who: &Actor, community: &CommunityId) -> Answer<State> {
    let now = turn.now;
    let t = who.tongue();
    match issue(turn, t, community, now).await? {
        Some(body) => Ok(Done::say(screens::letter(t, turn.profile(community)?, &body))),
        None => Ok(card(turn, who, community).await?.toast(label!(t, broadcasts_digest_empty))),
    }
}

async fn issue(
    turn: &mut Turn<'_>,
    t: Tongue,
    community: &CommunityId,
    from: DateTime<Utc>,
) -> Result<Option<Body>, Failure> {
    let profile = turn.profile(community)?;
    if !profile.has(Feature::Events) {
        return Ok(None);
    }
    let coming = events::upcoming(turn, community).await?;
    let week: Vec<Event> = coming.into_iter().filter(|e| e.starts_at < from + AHEAD).collect();
    Ok(digest::issue(t, profile, &week))
}

/// The time of an issue has come.
pub(super) async fn due(turn: &mut Turn<'_>, community: &CommunityId) -> Answer {
    let Some(digest) = store_digests::find(turn.db, community).await? else { return Ok(Done::nothing()) };
    let Some(at) = digest.next_at else { return Ok(Done::nothing()) };
    let Some(profile) = turn.profiles.get(community) else {
        return Ok(Done::nothing().and(later(community, turn.now + UNSERVED)?));
    };
    if at > turn.now {
        return Ok(Done::nothing().and(later(community, at)?));
    }
    let author = match digest.author {
        Some(author) if late::may_write(turn, Some(author), community).await? => author,
        _ => return orphan(turn, digest, true).await,
    };
    let next = digest.rhythm.next(turn.now, profile.tz());
    store_digests::put(turn.db, &Digest { next_at: Some(next), ..digest }).await?;
    let done = overtaken(turn, community).await?.and(later(community, next)?);
    let t = people::reader(turn, author).await?.tongue;
    // What has begun meanwhile is no news, however late this is.
    let Some(body) = issue(turn, t, community, at).await? else { return Ok(done) };
    let letter = Letter::new(community.clone(), body, Segment::everybody());
    let plan = Plan { kind: Kind::Digest, ..Plan::news(at, Manner::default()) };
    let broadcast = store::insert(turn.db, &letter, author, plan, turn.now).await?;
    Ok(done.with(late::begin(turn, broadcast).await?))
}

/// An issue that still waits for somebody's word is old now.
async fn overtaken(turn: &mut Turn<'_>, community: &CommunityId) -> Answer {
    let mut done = Done::nothing();
    let mut old = store::open(turn.db, community).await?;
    old.retain(|b| b.kind == Kind::Digest && b.course == Course::Late);
    for mut broadcast in old {
        done = done.with(course::command(turn, &mut broadcast, Order::Withdraw).await?.unwrap_or_default());
    }
    Ok(done)
}

/// Its author may not write to all any more, or is erased: it is off until somebody turns it on.
async fn orphan(turn: &mut Turn<'_>, digest: Digest, tell_author: bool) -> Answer {
    let author = digest.author;
    let digest = Digest { author: None, ..digest };
    let mut done = Done::nothing().and(silence(turn, &digest).await?);
    let Some(profile) = turn.profiles.get(&digest.community) else { return Ok(done) };
    let others = membership::coordinators(turn, &digest.community).await?;
    let others = others.into_iter().filter(|person| Some(*person) != author);
    for person in author.filter(|_| tell_author).into_iter().chain(others) {
        let t = people::reader(turn, person).await?.tongue;
        done = done.tell(Notice::new(person, screens::digest_orphaned(t, profile, Some(person) == author)));
    }
    Ok(done)
}

/// Somebody is erased: her digests are nobody's.
pub(super) async fn erased(turn: &mut Turn<'_>, person: PersonId) -> Answer {
    let mut done = Done::nothing();
    for community in store_digests::of(turn.db, person).await? {
        if let Some(digest) = store_digests::find(turn.db, &community).await? {
            let was_on = digest.next_at.is_some();
            let follows = orphan(turn, digest, false).await?;
            done = if was_on { done.with(follows) } else { done };
        }
    }
    Ok(done)
}
