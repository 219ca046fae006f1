//! What happens elsewhere and concerns questions: somebody leaves, loses a role, cannot be reached, is erased.
//!
//! Nobody's question is lost with a colleague, and the other side always hears, without a reason being named.

use super::desk::{self, keep};
use super::rules::{Consultation, Side, Stage};
use super::stages::OfferState;
use super::{ending, focus_store, offers, store};
use crate::features::membership;
use crate::features::turn::{Answer, Failure, Turn};
use crate::kernel::effect::Effect;
use crate::kernel::ids::{CommunityId, PersonId};
use crate::kernel::outcome::Done;

/// What a person may not do any more.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Lost {
    /// Neither ask nor answer.
    Everything,
    /// Answer as a mentor; a coordinator goes on with what she took over.
    Mentoring,
    /// Answer at all: what was offered to her is none of her business any more, her own questions stay.
    Role,
    /// Be reached: whatever waits for her answer goes on to others, her own questions stay.
    Contact,
}

/// Somebody is no longer a member: her questions are withdrawn and their words deleted, those in her hands go on.
///
/// # Errors
/// Storage errors.
pub async fn left(turn: &mut Turn<'_>, community: &CommunityId, person: PersonId) -> Answer {
    let done = lost(turn, Some(community), person, Lost::Everything).await?;
    lose_focus(turn, community, person).await?;
    Ok(done.and_all(forget(turn, Some(community), person).await?))
}

/// Her words go nowhere any more, and what waits is dropped: unless they may be meant for a question elsewhere. If what
/// she had chosen was here, she is asked.
async fn lose_focus(turn: &mut Turn<'_>, community: &CommunityId, person: PersonId) -> Result<(), Failure> {
    let chosen = match focus_store::of(turn.db, person, turn.now).await?.consultation {
        Some(id) => store::find(turn.db, id).await?,
        None => None,
    };
    let elsewhere = chosen.is_some_and(|q| q.community != *community);
    if !elsewhere && store::dialogues(turn.db, person).await?.is_empty() {
        focus_store::clear(turn.db, person).await?;
    }
    Ok(())
}

/// Deletes what a person asked, in one community or everywhere; the figures stay.
async fn forget(
    turn: &mut Turn<'_>,
    community: Option<&CommunityId>,
    person: PersonId,
) -> Result<Vec<Effect>, Failure> {
    let mut out = Vec::new();
    for id in store::asked_by(turn.db, person).await? {
        let found = store::find(turn.db, id).await?;
        if let Some(mut q) = found.filter(|q| community.is_none_or(|c| *c == q.community)) {
            q.named = false;
            q.forget();
            keep(turn, &mut q, None, &mut out).await?;
        }
    }
    Ok(out)
}

/// Somebody's role changed: whoever may not answer any more gives back what she has.
///
/// # Errors
/// Storage errors.
pub async fn role_changed(turn: &mut Turn<'_>, community: &CommunityId, person: PersonId) -> Answer {
    let standing = membership::standing_of(turn, person, community).await?;
    match (standing.is_member(), standing.mentor, standing.coordinator) {
        (true, true, _) => Ok(Done::nothing()),
        (true, false, true) => lost(turn, Some(community), person, Lost::Mentoring).await,
        // Somebody who is no member is told of by `left`; here only what she answers goes on.
        _ => lost(turn, Some(community), person, Lost::Role).await,
    }
}

/// Somebody blocked the bot.
///
/// # Errors
/// Storage errors.
pub async fn unreachable(turn: &mut Turn<'_>, person: PersonId) -> Answer {
    lost(turn, None, person, Lost::Contact).await
}

/// Somebody is erased: words and name go everywhere, the other side is told neutrally.
///
/// # Errors
/// Storage errors.
pub async fn erased(turn: &mut Turn<'_>, person: PersonId) -> Answer {
    let done = lost(turn, None, person, Lost::Everything).await?;
    let out = forget(turn, None, person).await?;
    focus_store::clear(turn.db, person).await?;
    Ok(done.and_all(out))
}

async fn lost(turn: &mut Turn<'_>, community: Option<&CommunityId>, person: PersonId, what: Lost) -> Answer {
    let mut done = Done::nothing();
    let ids = store::concerning(turn.db, person).await?;
    for mut q in desk::all(turn, ids).await? {
        if community.is_none_or(|c| *c == q.community) {
            done = done.and_all(one(turn, &mut q, person, what).await?);
        }
    }
    Ok(done)
}

async fn one(turn: &mut Turn<'_>, q: &mut Consultation, person: PersonId, what: Lost) -> Result<Vec<Effect>, Failure> {
    let mut out = Vec::new();
    match q.side(person) {
        Some(Side::Asker) if what != Lost::Everything => {}
        Some(Side::Asker) if q.stage == Stage::Held => {
            if q.close(turn.now).is_ok() {
                keep(turn, q, None, &mut out).await?;
            }
        }
        Some(Side::Asker) => return ending::withdrawn(turn, q, Some(person)).await,
        Some(Side::Mentor) if q.stage.is_dialogue() && what != Lost::Mentoring => {
            offers::lost(turn, q, None, &mut out, offers::cannot_go_on).await?;
        }
        Some(Side::Mentor) => {}
        None => {
            let asked: Vec<_> = q.still_asked().into_iter().filter(|(_, other)| *other == person).collect();
            let gone = if what == Lost::Contact { OfferState::Expired } else { OfferState::Passed };
            let next = q.pass_over(person, gone);
            if what != Lost::Contact {
                offers::redraw(turn, q, &asked, offers::not_needed, &mut out).await?;
            }
            if next {
                offers::next_ones(turn, q, None, &mut out).await?;
            } else {
                keep(turn, q, None, &mut out).await?;
            }
        }
    }
    Ok(out)
}
