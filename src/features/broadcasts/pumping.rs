//! Putting the next ones on the way: a few statements for hundreds of people, each of whom goes, waits or ends.
//!
//! Nobody is put on the way before her moment or in her night, and nobody who waits is passed over.

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::{DateTime, Utc};

use super::course::{again, group, onward, recall};
use super::rules::{self, BREATH, Broadcast, Fate, Next, Recipient};
use super::timing::{self, Lot, Waiter};
use super::{Press, UNSERVED, post, store, store_audience, store_packs as packs, store_recipients as ledger};
use crate::features::turn::{Answer, Failure, Turn};
use crate::features::{membership, people};
use crate::kernel::actor::Tongue;
use crate::kernel::effect::{Effect, Lane, Notice, Risk};
use crate::kernel::ids::{BroadcastId, PersonId};
use crate::kernel::outcome::Done;

/// Puts the next ones on the way, or whatever else is due.
pub(super) async fn pump(turn: &mut Turn<'_>, id: BroadcastId) -> Answer {
    let Some(mut broadcast) = store::find(turn.db, id).await? else { return Ok(Done::nothing()) };
    if turn.profiles.get(&broadcast.community).is_none() {
        return Ok(Done::nothing().and(again(id, turn.now + UNSERVED)?));
    }
    let (tally, left) = ledger::left(turn.db, id).await?;
    let mut breathe = false;
    let done = match rules::next(broadcast.course, left, turn.now) {
        Next::Pump => {
            let portion = rules::portion(left.queued);
            if left.queued == 0 {
                // A pace is measured from where it begins: not across a pause or a night.
                broadcast.paced = Some((turn.now, tally.ended()));
                breathe = left.waiting > portion as usize;
            }
            take_next(turn, &mut broadcast, portion).await?
        }
        Next::TakeBack => recall(turn, id).await?,
        Next::Finish | Next::Rest | Next::Sleep(_) => Done::nothing(),
    };
    let done = done.with(onward(turn, &mut broadcast, false).await?);
    // Said last, this holds; a receipt asks for the next ones at once.
    if breathe { Ok(done.and(again(id, turn.now + BREATH)?)) } else { Ok(done) }
}

/// What becomes of those whose turn has come.
#[derive(Default)]
struct Lots {
    /// They go: by tongue, and by the beginning of their night.
    go: BTreeMap<(Tongue, Option<DateTime<Utc>>), Vec<PersonId>>,
    /// They wait for their morning: one instant a zone.
    wait: BTreeMap<DateTime<Utc>, Vec<PersonId>>,
    /// They can never be written to.
    end: BTreeMap<Fate, Vec<PersonId>>,
}

async fn take_next(turn: &mut Turn<'_>, broadcast: &mut Broadcast, most: u32) -> Answer {
    let id = broadcast.id;
    let mut taken = ledger::waiting(turn.db, id, turn.now, most).await?;
    while taken.len() < most as usize && packs::unpack_next(turn.db, id, turn.now).await? {
        taken = ledger::waiting(turn.db, id, turn.now, most).await?;
    }
    // Whoever was put on the way in this round and came back gets a new one: in one round, a person has one row.
    if taken.iter().any(|(_, round)| *round >= broadcast.round) {
        broadcast.round = broadcast.round.saturating_add(1);
    }
    let taken: Vec<PersonId> = taken.into_iter().map(|(person, _)| person).collect();
    let lots = cast(turn, broadcast, &taken).await?;
    let profile = turn.profile(&broadcast.community)?;
    let round = broadcast.round;
    let mut done = Done::nothing();
    for ((tongue, until), to) in lots.go {
        ledger::put_recipients(turn.db, id, &to, Recipient { fate: Fate::Queued, round }).await?;
        let Some(first) = to.first().copied() else { continue };
        let notice = Notice {
            lane: Lane::Broadcast,
            risk: Risk::AtMostOnce,
            key: Some(format!("{}:{id}:{round}", Press::SLICE)),
            group: Some(group(id, round)),
            until,
            ..post::letter(first, post::whole(tongue, profile, broadcast), &broadcast.body)
        };
        done = done.and(Effect::Mail { to, notice });
    }
    for (morning, people) in lots.wait {
        ledger::put_off(turn.db, id, &people, morning).await?;
    }
    for (fate, people) in lots.end {
        ledger::put_recipients(turn.db, id, &people, Recipient { fate, round }).await?;
    }
    Ok(done)
}

async fn cast(turn: &mut Turn<'_>, broadcast: &Broadcast, taken: &[PersonId]) -> Result<Lots, Failure> {
    let community = turn.profile(&broadcast.community)?.tz();
    let mut meant: HashSet<PersonId> =
        membership::members_among(turn, &broadcast.community, taken).await?.into_iter().collect();
    for person in store_audience::optouts_among(turn.db, &broadcast.community, broadcast.kind, taken).await? {
        meant.remove(&person);
    }
    let addresses: HashMap<PersonId, people::Address> =
        people::addresses(turn, taken).await?.into_iter().map(|at| (at.person, at)).collect();
    let mut lots = Lots::default();
    for person in taken.iter().copied() {
        let at = addresses.get(&person);
        let waiter = Waiter {
            member: meant.contains(&person),
            reachable: at.is_some_and(|at| at.chat.is_some()),
            zone: at.and_then(|at| at.zone).unwrap_or(community),
        };
        match timing::lot(waiter, turn.now, broadcast.manner.night) {
            Lot::Go(until) => {
                lots.go.entry((at.map_or(Tongue::Ru, |at| at.tongue), until)).or_default().push(person);
            }
            Lot::Wait(morning) => lots.wait.entry(morning).or_default().push(person),
            Lot::End(fate) => lots.end.entry(fate).or_default().push(person),
        }
    }
    Ok(lots)
}
