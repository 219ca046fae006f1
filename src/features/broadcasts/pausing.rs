//! A broadcast that was left on its pause: its author is reminded of it once, the next morning, and never again.

use chrono::{DateTime, Utc};

use super::rules::{Broadcast, Course};
use super::store_recipients as ledger;
use super::{Job, Press, UNSERVED, late, screens, store, timing};
use crate::features::turn::{Answer, Failure, Turn};
use crate::features::{membership, people};
use crate::kernel::effect::{Effect, Notice};
use crate::kernel::ids::BroadcastId;
use crate::kernel::outcome::Done;

fn key(id: BroadcastId) -> String {
    format!("{}:{id}:paused", Press::SLICE)
}

/// It has been paused: a look at it in the morning.
pub(super) async fn begun(turn: &mut Turn<'_>, broadcast: &Broadcast) -> Result<Effect, Failure> {
    let own = match broadcast.author {
        Some(author) => people::reader(turn, author).await?.zone,
        None => None,
    };
    let zone = match own {
        Some(zone) => zone,
        None => turn.profile(&broadcast.community)?.tz(),
    };
    later(broadcast.id, timing::reminded(turn.now, zone))
}

fn later(id: BroadcastId, at: DateTime<Utc>) -> Result<Effect, Failure> {
    Ok(Effect::later(Press::SLICE, key(id), at, &Job::Paused(id))?)
}

/// It is paused no more.
pub(super) fn over(id: BroadcastId) -> Effect {
    Effect::Drop { key: key(id) }
}

/// The morning has come. Whoever can go on with it hears of it: its author, or the others if she may not any more.
pub(super) async fn remind(turn: &mut Turn<'_>, id: BroadcastId) -> Answer {
    let Some(broadcast) = store::find(turn.db, id).await?.filter(|b| b.course == Course::Paused) else {
        return Ok(Done::nothing());
    };
    if turn.profiles.get(&broadcast.community).is_none() {
        return Ok(Done::nothing().and(later(id, turn.now + UNSERVED)?));
    }
    let told = match broadcast.author {
        Some(author) if late::may_write(turn, Some(author), &broadcast.community).await? => vec![author],
        _ => membership::coordinators(turn, &broadcast.community).await?,
    };
    let left = ledger::tally(turn.db, id).await?.left();
    let mut done = Done::nothing();
    for person in told {
        let t = people::reader(turn, person).await?.tongue;
        // A round has one pause.
        let once = format!("{}:{person}:{}", key(id), broadcast.round);
        let notice = Notice::new(person, screens::still_paused(t, &broadcast, left));
        done = done.tell(notice.reminder(once, turn.now + timing::REMINDER_LASTS));
    }
    Ok(done)
}
