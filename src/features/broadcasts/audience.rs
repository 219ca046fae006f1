//! Whom a segment means, today. Recipients are fixed when sending begins, so everything here may change until then.

use std::collections::HashSet;

use super::dialogue::Letter;
use super::rules::{Segment, day_of};
use super::screens::{Audience, beginning};
use super::timing::{self, Manner};
use super::{scheduling, store, store_recipients as ledger};
use crate::features::events::{self, Event};
use crate::features::membership::{self, Circle};
use crate::features::turn::{Failure, Turn};
use crate::features::{people, rsvp};
use crate::kernel::actor::Tongue;
use crate::kernel::ids::{CommunityId, EventId, PersonId};
use crate::label;

/// So many past events are offered beside those to come.
const RECENT: usize = 6;

/// The active members meant by a segment.
///
/// # Errors
/// Storage errors.
pub(super) async fn people_of(
    turn: &mut Turn<'_>,
    community: &CommunityId,
    segment: &Segment,
) -> Result<Vec<PersonId>, Failure> {
    let chosen = match segment {
        Segment::All => return membership::members(turn, community, Circle::All).await,
        Segment::Category(id) => return membership::members(turn, community, Circle::Category(id.as_str())).await,
        Segment::Mentors => return membership::members(turn, community, Circle::Mentors).await,
        Segment::Coming(event) => rsvp::answered(turn, *event, rsvp::COMING).await?,
        Segment::Silent(event) => rsvp::silent(turn, *event).await?,
        Segment::Reached(earlier) => ledger::reached(turn.db, *earlier).await?,
    };
    let members: HashSet<PersonId> = membership::members(turn, community, Circle::All).await?.into_iter().collect();
    Ok(chosen.into_iter().filter(|person| members.contains(person)).collect())
}

/// The segment in a coordinator's words: «всем», «кто придёт: …».
///
/// # Errors
/// Storage errors.
pub(super) async fn in_words(
    turn: &mut Turn<'_>,
    t: Tongue,
    community: &CommunityId,
    segment: &Segment,
) -> Result<String, Failure> {
    Ok(match segment {
        Segment::All => label!(t, broadcasts_whom_all),
        Segment::Mentors => label!(t, broadcasts_whom_mentors),
        Segment::Category(id) => {
            let title = turn.profile(community)?.category(id.as_str()).map(|c| c.title.clone());
            label!(t, broadcasts_whom_category, title = title.unwrap_or_else(|| id.to_string()))
        }
        Segment::Coming(event) => label!(t, broadcasts_whom_coming, title = title(turn, *event).await?),
        Segment::Silent(event) => label!(t, broadcasts_whom_silent, title = title(turn, *event).await?),
        Segment::Reached(earlier) => {
            let body = store::find(turn.db, *earlier).await?.map(|b| b.body).unwrap_or_default();
            label!(t, broadcasts_whom_reached, text = beginning(&body.plain(), 40))
        }
    })
}

async fn title(turn: &mut Turn<'_>, event: EventId) -> Result<String, Failure> {
    Ok(events::find(turn, event).await?.map(|e| e.title).unwrap_or_default())
}

/// What a coordinator must know before she sends this.
///
/// # Errors
/// Storage errors.
pub(super) async fn look(turn: &mut Turn<'_>, t: Tongue, letter: &Letter) -> Result<Audience, Failure> {
    let zone = turn.profile(&letter.community)?.tz();
    let people = people_of(turn, &letter.community, &letter.whom).await?;
    let unreachable = people::unreachable_among(turn, &people).await?;
    let zones = scheduling::zones(turn, &people).await?;
    let asleep = timing::spread(&zones, zone, turn.now, Manner::default(), turn.now).asleep;
    Ok(Audience {
        whom: in_words(turn, t, &letter.community, &letter.whom).await?,
        reachable: people.len().saturating_sub(unreachable),
        unreachable,
        today: store::between(turn.db, &letter.community, day_of(turn.now, zone)).await?,
        asleep,
    })
}

/// Events whose people can be written to: those to come, then the latest ones.
///
/// # Errors
/// Storage errors.
pub(super) async fn events_of(turn: &mut Turn<'_>, community: &CommunityId) -> Result<Vec<Event>, Failure> {
    let mut events = events::upcoming(turn, community).await?;
    events.extend(events::recent(turn, community).await?.into_iter().take(RECENT));
    Ok(events)
}
