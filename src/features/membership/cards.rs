//! The cards about an application: before whom it comes, the reminder when nobody answers, and what becomes of the cards when it
//! ends.
//!
//! An application is never lost: without a coordinator the owners are asked, without owners it waits and says so. Nor does a
//! card outlive it: whichever way it ends, no card says any more who had applied.

use super::super::people;
use super::super::turn::{Answer, Failure, Turn};
use super::own::{self, Portrait};
use super::rules;
use super::standing::coordinators;
use super::{Job, Press, screens_people, store};
use crate::communities::Profile;
use crate::kernel::actor::{Actor, Tongue};
use crate::kernel::effect::{Effect, Notice};
use crate::kernel::ids::{CommunityId, PersonId};
use crate::kernel::outcome::Done;
use crate::kernel::screen::Screen;
use crate::kernel::time::at_millis;
use crate::say;

/// Working days after which the coordinators are reminded, and after which the owners hear (domain.md §3.2).
const ROUNDS: [u32; 2] = [2, 5];

/// The key of the reminder about an application.
pub(super) fn remind_key(community: &CommunityId, person: PersonId) -> String {
    format!("me:remind:{community}:{person}")
}

/// The living message about an application in the chat of one who decides. The card of an earlier application lies far above,
/// and a reminder comes below the card: `asked` says when the application was made, and `round` which of the cards it is.
fn anchor(community: &CommunityId, person: PersonId, decider: PersonId, asked: i64, round: u8) -> String {
    let card = format!("me:app:{community}:{person}:{decider}:{asked}");
    if round == 0 { card } else { format!("{card}:{round}") }
}

/// The coordinators who can be written to; where there are none, the owners.
pub(super) async fn deciders(turn: &mut Turn<'_>, community: &CommunityId) -> Result<Vec<PersonId>, Failure> {
    let appointed = coordinators(turn, community).await?;
    let found = people::reachable(turn, &appointed).await?;
    if found.is_empty() { owners(turn).await } else { Ok(found) }
}

/// The owners who can be written to.
pub(super) async fn owners(turn: &mut Turn<'_>) -> Result<Vec<PersonId>, Failure> {
    let owners = people::owners(turn).await?;
    people::reachable(turn, &owners).await
}

/// These, and the owners who are not among them.
async fn and_owners(turn: &mut Turn<'_>, mut people: Vec<PersonId>) -> Result<Vec<PersonId>, Failure> {
    let owners = owners(turn).await?;
    people.extend(owners.into_iter().filter(|owner| !people.contains(owner)).collect::<Vec<_>>());
    Ok(people)
}

/// Brings an application before those who decide, and sets the reminder.
pub(super) async fn ask(turn: &mut Turn<'_>, profile: &Profile, person: PersonId) -> Result<Vec<Effect>, Failure> {
    let (community, asked) = (profile.id(), turn.now.timestamp_millis());
    let mut effects = Vec::new();
    let portrait = own::portrait(turn, person, profile).await?;
    for decider in deciders(turn, community).await? {
        let t = people::reader(turn, decider).await?.tongue;
        let card = Notice::new(decider, screens_people::applicant(t, profile, &portrait, None));
        effects.push(Effect::Tell(card.anchored(anchor(community, person, decider, asked, 0))));
    }
    effects.push(reminder(turn, profile, person, asked, 1)?);
    Ok(effects)
}

fn reminder(turn: &Turn<'_>, profile: &Profile, person: PersonId, since: i64, round: u8) -> Result<Effect, Failure> {
    let days = ROUNDS[usize::from(round > 1)];
    let at = rules::working_days_after(at_millis(since), days, profile.tz());
    let job = Job::Remind { community: profile.id().clone(), person, since, round };
    Ok(Effect::later(Press::SLICE, remind_key(profile.id(), person), at.max(turn.now), &job)?)
}

/// Reminds of an application that still waits; after the second time nobody is pressed any more.
pub(super) async fn remind(
    turn: &mut Turn<'_>,
    community: &CommunityId,
    person: PersonId,
    since: i64,
    round: u8,
) -> Answer {
    let row = store::row(turn.db, person, community).await?;
    let waits = row.is_some_and(|row| rules::is_waiting(Some(row.state)) && row.changed_at == since);
    let (true, Some(profile)) = (waits, turn.profiles.get(community)) else { return Ok(Done::nothing()) };
    let mut told = deciders(turn, community).await?;
    let mut done = Done::nothing();
    if round == 1 {
        done = done.and(reminder(turn, profile, person, since, 2)?);
    } else {
        told = and_owners(turn, told).await?;
    }
    let portrait = own::portrait(turn, person, profile).await?;
    for decider in told {
        let t = people::reader(turn, decider).await?.tongue;
        let card = screens_people::applicant(t, profile, &portrait, Some(say!(t, membership_still_waiting)));
        let key = format!("{}:{since}:{round}:{decider}", remind_key(community, person));
        let card = Notice::new(decider, card).reminder(key, turn.now + chrono::TimeDelta::days(3));
        done = done.tell(card.anchored(anchor(community, person, decider, since, round)));
    }
    Ok(done)
}

/// An application is decided by `who`: the cards of the others show it.
pub(super) async fn decided(
    turn: &mut Turn<'_>,
    who: &Actor,
    profile: &Profile,
    portrait: &Portrait,
    accepted: bool,
) -> Result<Vec<Effect>, Failure> {
    let look = |t| screens_people::decided(t, profile, portrait, accepted);
    redrawn(turn, profile.id(), portrait, Some(who.person()), look).await
}

/// An application is taken back: the cards do not say any more whose it was.
pub(super) async fn gone(turn: &mut Turn<'_>, profile: &Profile, person: PersonId) -> Result<Vec<Effect>, Failure> {
    let portrait = own::portrait(turn, person, profile).await?;
    redrawn(turn, profile.id(), &portrait, None, |t| screens_people::gone(t, profile)).await
}

/// Every card there is about an application gets another look, but those of whoever is looking at one. Who decides may have
/// changed since: whoever got no card hears nothing.
async fn redrawn(
    turn: &mut Turn<'_>,
    community: &CommunityId,
    portrait: &Portrait,
    but: Option<PersonId>,
    look: impl Fn(Tongue) -> Screen,
) -> Result<Vec<Effect>, Failure> {
    let asked = portrait.row.as_ref().and_then(|row| row.applied_at).unwrap_or_default();
    let appointed = coordinators(turn, community).await?;
    let mut effects = Vec::new();
    for to in and_owners(turn, appointed).await?.into_iter().filter(|to| Some(*to) != but) {
        let t = people::reader(turn, to).await?.tongue;
        effects.extend((0..=2).map(|round| {
            let anchor = anchor(community, portrait.person, to, asked, round);
            Effect::Refresh { to, anchor, screen: look(t) }
        }));
    }
    Ok(effects)
}
