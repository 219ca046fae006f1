//! What is kept about a person: seeing it, taking it along, revoking the consent and being erased.
//!
//! Nobody is asked why and nobody has to be asked. The last word reaches the person although her address is gone: it is
//! the answer to her own press.

mod screens;

use serde_json::{Map, Value, json};

use super::turn::{Answer, Failure, Turn};
use super::{broadcasts, consultations, events, membership, people, rsvp, talks};
use crate::communities::Profile;
use crate::kernel::actor::Actor;
use crate::kernel::effect::{File, Lane, Notice};
use crate::kernel::ids::{CommunityId, PersonId};
use crate::kernel::outcome::{Done, Fact};
use crate::label;

crate::wire! {
    /// What can be pressed.
    pub enum Press in "pr" {
        /// The first screen.
        Privacy = "p",
        /// Everything as a file.
        Export = "x",
        /// In which community to revoke the consent.
        Revoke = "r",
        /// Asks once.
        RevokeIn(community: CommunityId) = "ra",
        /// Revokes it.
        RevokeNow(community: CommunityId) = "rn",
        /// Asks once.
        Erase = "e",
        /// Erases everything.
        EraseNow = "en",
    }
}

/// Handles a press.
///
/// # Errors
/// Storage errors.
pub async fn press(turn: &mut Turn<'_>, who: &Actor, press: Press) -> Answer {
    match press {
        Press::Privacy => first(turn, who).await,
        Press::Export => export(turn, who).await,
        Press::Revoke => revoke(turn, who).await,
        Press::RevokeIn(community) => revoke_in(turn, who, &community).await,
        Press::RevokeNow(community) => revoke_now(turn, who, &community).await,
        Press::Erase => {
            let last = is_last_somewhere(turn, who.person()).await?;
            Ok(Done::show(screens::erase(who.tongue(), last)))
        }
        Press::EraseNow => erase_now(turn, who).await,
    }
}

/// Everything that is kept about a person, slice by slice. Each slice that keeps something has a line here, and one in
/// [`counts`]; tests/privacy.rs walks through the tables to find one that is missing.
async fn parts(turn: &mut Turn<'_>, person: PersonId) -> Result<Vec<(&'static str, Value)>, Failure> {
    Ok(vec![
        ("person", people::export(turn, person).await?),
        ("membership", membership::export(turn, person).await?),
        ("events", events::export(turn, person).await?),
        ("answers", rsvp::export(turn, person).await?),
        ("consultations", consultations::export(turn, person).await?),
        ("broadcasts", broadcasts::export(turn, person).await?),
        ("unfinished", talks::export(turn.db, person).await?),
    ])
}

/// How many entries each part holds but the person herself, without making it: to look costs little, and changes nothing.
async fn counts(turn: &mut Turn<'_>, person: PersonId) -> Result<Vec<(&'static str, i64)>, Failure> {
    Ok(vec![
        ("membership", membership::entries(turn, person).await?),
        ("events", events::entries(turn, person).await?),
        ("answers", rsvp::entries(turn, person).await?),
        ("consultations", consultations::entries(turn, person).await?),
        ("broadcasts", broadcasts::entries(turn, person).await?),
        ("unfinished", talks::count(turn.db, person).await?),
    ])
}

async fn first(turn: &mut Turn<'_>, who: &Actor) -> Answer {
    let told = people::profile(turn, who.person()).await?;
    let kept = communities(turn, who.person()).await?;
    let mut counts = counts(turn, who.person()).await?;
    counts.retain(|(_, n)| *n > 0);
    Ok(Done::show(screens::first((who.reader, turn.now), &told, &kept, &counts)))
}

/// The communities where something is kept about a person.
async fn communities<'p>(turn: &mut Turn<'p>, person: PersonId) -> Result<Vec<&'p Profile>, Failure> {
    let kept = membership::kept(turn, person).await?;
    Ok(kept.iter().filter_map(|kept| turn.profiles.get(&kept.community)).collect())
}

async fn export(turn: &mut Turn<'_>, who: &Actor) -> Answer {
    let mut all = Map::new();
    all.insert("made_at".to_owned(), json!(turn.now.to_rfc3339()));
    all.extend(parts(turn, who.person()).await?.into_iter().map(|(name, part)| (name.to_owned(), part)));
    let bytes = serde_json::to_vec_pretty(&Value::Object(all))?;
    let file = File::new(format!("krug-{}.json", turn.now.format("%Y-%m-%d")), bytes);
    let notice = Notice { lane: Lane::Answer, ..Notice::new(who.person(), screens::exported(who.tongue())) };
    Ok(Done::nothing().tell(notice.with_file(file)))
}

async fn revoke(turn: &mut Turn<'_>, who: &Actor) -> Answer {
    let kept = communities(turn, who.person()).await?;
    match kept.as_slice() {
        [] => Ok(Done::show(screens::nothing_given(who.tongue()))),
        [only] => revoke_in(turn, who, only.id()).await,
        several => Ok(Done::show(screens::revoke(who.tongue(), several))),
    }
}

async fn revoke_in(turn: &mut Turn<'_>, who: &Actor, community: &CommunityId) -> Answer {
    let kept = communities(turn, who.person()).await?;
    match kept.iter().find(|profile| profile.id() == community) {
        Some(profile) => {
            let last = membership::is_last(turn, who.person(), community).await?;
            Ok(Done::show(screens::revoke_in(who.tongue(), profile, last)))
        }
        None => Ok(Done::show(screens::nothing_given(who.tongue()))),
    }
}

async fn revoke_now(turn: &mut Turn<'_>, who: &Actor, community: &CommunityId) -> Answer {
    let kept = communities(turn, who.person()).await?;
    let Some(profile) = kept.iter().find(|profile| profile.id() == community) else {
        return Ok(Done::show(screens::nothing_given(who.tongue())).toast(label!(who.tongue(), privacy_nothing_left)));
    };
    let revoked = membership::revoke(turn, who.person(), community).await?;
    Ok(Done::show(screens::revoked(who.tongue(), profile)).with(revoked))
}

async fn is_last_somewhere(turn: &mut Turn<'_>, person: PersonId) -> Result<bool, Failure> {
    for kept in membership::kept(turn, person).await? {
        if membership::is_last(turn, person, &kept.community).await? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Erases everything. Whoever writes again is a stranger.
async fn erase_now(turn: &mut Turn<'_>, who: &Actor) -> Answer {
    let ended = membership::erase(turn, who.person()).await?;
    people::erase(turn, who.person()).await?;
    Ok(Done::show(screens::erased(who.tongue())).with(ended).fact(Fact::Erased(who.person())))
}
