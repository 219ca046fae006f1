//! A broadcast on its way: starting, taking receipts, pausing, stopping, ending.
//!
//! Every change of a recipient's row stands in the transaction that writes or settles her row of the outbox; that, and
//! nothing remembered, is why no crash can skip or repeat anybody.

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, Utc};

use super::audience::{self, Recipients};
use super::rules::{self, Broadcast, Course, Fate, Kind, Next, Order, Recipient, TAKE_BACK, Tally};
use super::screens::{self, View};
use super::store_packs as packs;
use super::store_recipients as ledger;
use super::timing::Spread;
use super::{
    Job, Press, digests, pausing, picture, post, pump_key, scheduling, start_key, store, store_audience, timing,
};
use crate::communities::Profile;
use crate::features::turn::{Answer, Failure, Turn};
use crate::features::{membership, people};
use crate::kernel::actor::Reader;
use crate::kernel::effect::{Effect, Lane, Notice, Receipt, Risk};
use crate::kernel::ids::{BroadcastId, CommunityId, PersonId};
use crate::kernel::outcome::Done;
use crate::kernel::screen::Screen;

/// A report on more people than this comes with a picture; of fewer, words say more.
const DRAWN: usize = 20;

/// The author's living message.
fn progress_anchor(id: BroadcastId) -> String {
    format!("{}:{id}:progress", Press::SLICE)
}

/// The outbox's name for what leaves in one round: a receipt of an earlier round is told apart by it.
pub(super) fn group(id: BroadcastId, round: u32) -> String {
    format!("{}:{id}:{round}", Press::SLICE)
}

fn read_group(group: &str) -> Option<(BroadcastId, u32)> {
    let mut parts = group.split(':').skip(1);
    let (id, round) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    parts.next().is_none().then_some((BroadcastId(id), round))
}

/// Begins with whom the segment means now. The caller has checked the author's rights.
pub(super) async fn start(turn: &mut Turn<'_>, broadcast: Broadcast) -> Answer {
    let to = audience::recipients(turn, &broadcast.community, &broadcast.segment, broadcast.kind).await?;
    start_with(turn, broadcast, to).await
}

/// Fixes the recipients, each with her moment, and begins. The caller has checked the author's rights.
pub(super) async fn start_with(turn: &mut Turn<'_>, mut broadcast: Broadcast, to: Recipients) -> Answer {
    let Some(course) = rules::obey(broadcast.course, Order::Start) else { return Ok(Done::nothing()) };
    let zone = turn.profile(&broadcast.community)?.tz();
    let mut due = HashMap::new();
    for home in to.homes {
        // Nobody waits for the morning of somebody who gets nothing.
        let at = match home.reachable {
            true => timing::due(broadcast.start_at, zone, home.zone, broadcast.manner),
            false => broadcast.start_at,
        };
        due.extend(home.people.into_iter().map(|person| (person, at)));
    }
    let mut moments: BTreeMap<DateTime<Utc>, Vec<PersonId>> = BTreeMap::new();
    for person in to.people {
        if let Some(at) = due.get(&person) {
            moments.entry(*at).or_default().push(person);
        }
    }
    for (at, people) in moments {
        packs::pack(turn.db, broadcast.id, &people, at).await?;
    }
    broadcast.course = course;
    broadcast.started_at = Some(turn.now);
    onward(turn, &mut broadcast, true).await
}

/// Takes back what has not left yet.
pub(super) async fn recall(turn: &mut Turn<'_>, id: BroadcastId) -> Answer {
    let rounds = ledger::rounds_out(turn.db, id).await?;
    Ok(Done::nothing()
        .and_all(rounds.into_iter().map(|round| Effect::Recall { group: group(id, round), person: None })))
}

/// Counts how one sending ended: two statements, unless it moves the broadcast or its progress may be drawn.
pub(super) async fn receipt(turn: &mut Turn<'_>, receipt: &Receipt) -> Answer {
    let Some((id, round)) = read_group(&receipt.group) else { return Ok(Done::nothing()) };
    let Some(stand) = ledger::stand(turn.db, id, receipt.person).await? else { return Ok(Done::nothing()) };
    let fate = rules::told(stand.recipient, round, receipt.verdict, stand.course, stand.read);
    if fate == stand.recipient.fate {
        return Ok(Done::nothing());
    }
    ledger::put_recipient(turn.db, id, receipt.person, Recipient { fate, ..stand.recipient }).await?;
    let left = stand.left.after(fate, turn.now);
    let next = rules::next(stand.course, left, turn.now);
    // Nothing more happens until the others wake: the numbers must not stand still at less than there is.
    let falls_asleep = matches!(next, Next::Sleep(_)) && left.queued == 0;
    let rests = match next {
        // The last one after a stop: that is shown.
        Next::Rest => stand.course != Course::Stopped,
        // Whoever is on the way brings a receipt of her own, and the pump stands for that moment already.
        Next::Sleep(_) => left.queued > 0,
        Next::TakeBack => true,
        Next::Pump | Next::Finish => false,
    };
    let ended = stand.all.saturating_sub(left.waiting + left.queued);
    let rests = rests && !timing::may_draw(stand.drawn_at, (stand.all, ended), stand.paced, turn.now);
    let arrived = fate == Fate::Sent && stand.album;
    if rests && !arrived {
        return Ok(Done::nothing());
    }
    let Some(mut broadcast) = store::find(turn.db, id).await? else { return Ok(Done::nothing()) };
    let follows = if arrived { buttons(turn, &broadcast, receipt.person).await? } else { Done::nothing() };
    if rests {
        return Ok(follows);
    }
    Ok(follows.with(onward(turn, &mut broadcast, falls_asleep).await?))
}

/// The buttons of an album, behind it and before the letters of others: whoever has read wants to say so.
async fn buttons(turn: &mut Turn<'_>, broadcast: &Broadcast, person: PersonId) -> Answer {
    let Some(profile) = turn.profiles.get(&broadcast.community) else { return Ok(Done::nothing()) };
    let t = people::reader(turn, person).await?.tongue;
    let notice = post::buttons(person, t, profile, post::whole(t, profile, broadcast), &broadcast.body);
    let key = Some(format!("{}:{}:{person}:buttons", Press::SLICE, broadcast.id));
    let once = |notice| Effect::Tell(Notice { lane: Lane::Reminder, risk: Risk::AtMostOnce, key, ..notice });
    Ok(Done::nothing().and_all(notice.map(once)))
}

/// Carries out an order; `None` if it does not fit any more, and then nothing has changed.
pub(super) async fn command(
    turn: &mut Turn<'_>,
    broadcast: &mut Broadcast,
    order: Order,
) -> Result<Option<Done>, Failure> {
    let Some(course) = rules::obey(broadcast.course, order) else { return Ok(None) };
    let id = broadcast.id;
    broadcast.course = course;
    let done = match order {
        Order::Withdraw | Order::Bar => Done::nothing().and(Effect::Drop { key: start_key(id) }),
        Order::Pause => recall(turn, id).await?.and(pausing::begun(turn, broadcast).await?),
        Order::Stop => {
            packs::unpack_all(turn.db, id, Fate::Skipped).await?;
            ledger::turn_all(turn.db, id, Fate::Waiting, Fate::Skipped).await?;
            broadcast.finished_at = Some(turn.now);
            recall(turn, id).await?.and(pausing::over(id))
        }
        Order::Resume => {
            broadcast.round = broadcast.round.saturating_add(1);
            Done::nothing().and(pausing::over(id))
        }
        Order::Again => {
            ledger::turn_all(turn.db, id, Fate::Unknown, Fate::Waiting).await?;
            // It began when it began: its report says from when to when all of it went.
            broadcast.round = broadcast.round.saturating_add(1);
            broadcast.finished_at = None;
            Done::nothing()
        }
        Order::Start | Order::Miss | Order::Finish => Done::nothing(),
    };
    if matches!(order, Order::Withdraw | Order::Bar | Order::Miss) {
        store::save(turn.db, broadcast).await?;
        return Ok(Some(done));
    }
    Ok(Some(done.with(onward(turn, broadcast, true).await?)))
}

/// After any change: moves the broadcast on, saves it, and draws its progress if that is due or `drawn` at any rate.
pub(super) async fn onward(turn: &mut Turn<'_>, broadcast: &mut Broadcast, drawn: bool) -> Answer {
    let (tally, left) = ledger::left(turn.db, broadcast.id).await?;
    let mut done = Done::nothing();
    let counts = (tally.all(), tally.ended());
    let mut drawn = drawn || timing::may_draw(broadcast.drawn_at, counts, broadcast.paced, turn.now);
    let mut ended = false;
    match rules::next(broadcast.course, left, turn.now) {
        Next::Pump => done = done.and(again(broadcast.id, turn.now)?),
        Next::Sleep(at) => done = done.and(again(broadcast.id, at)?),
        Next::TakeBack => done = done.and(again(broadcast.id, turn.now + TAKE_BACK)?),
        Next::Finish => {
            ended = true;
            broadcast.course = rules::obey(broadcast.course, Order::Finish).unwrap_or(Course::Done);
            broadcast.finished_at = Some(turn.now);
        }
        Next::Rest => drawn |= broadcast.course == Course::Stopped,
    }
    if drawn || ended {
        broadcast.drawn_at = Some(turn.now);
    }
    store::save(turn.db, broadcast).await?;
    if turn.profiles.get(&broadcast.community).is_some() && (drawn || ended) {
        done = done.with(draw(turn, broadcast, ended).await?);
    }
    Ok(done)
}

/// Draws the progress in the author's living message; at the end, tells her if she is not looking at it any more.
async fn draw(turn: &mut Turn<'_>, broadcast: &Broadcast, ended: bool) -> Answer {
    let Some(author) = broadcast.author else { return Ok(Done::nothing()) };
    let reader = people::reader(turn, author).await?;
    let mut done = Done::nothing();
    if broadcast.kind == Kind::Digest {
        // Nobody began it by hand, and nobody watches it go.
        if ended {
            let tally = ledger::tally(turn.db, broadcast.id).await?;
            done = done.tell(Notice::new(author, screens::digest_left(reader.tongue, broadcast, &tally)));
        }
        return Ok(done);
    }
    let look = looked(turn, reader, broadcast).await?;
    let profile = turn.profile(&broadcast.community)?;
    let seen = look.view(reader, profile, broadcast, turn.now);
    if ended && look.tally.all() > DRAWN {
        let drawing = picture::of(reader.tongue, profile.short_name(), &look.tally, look.read);
        done = done.tell(Notice::new(author, screens::report(&seen)).with_file(drawing));
    } else if ended && rules::was_long(broadcast.started_at, turn.now) {
        done = done.tell(Notice::new(author, screens::card(&seen)));
    }
    let screen = screens::card(&seen);
    Ok(done.and(Effect::Redraw { to: author, anchor: progress_anchor(broadcast.id), screen }))
}

pub(super) fn again(id: BroadcastId, at: DateTime<Utc>) -> Result<Effect, Failure> {
    Ok(Effect::later(Press::SLICE, pump_key(id), at, &Job::Pump(id))?)
}

/// What is known of how a broadcast stands.
struct Looked {
    whom: String,
    tally: Tally,
    read: usize,
    spread: Option<Spread>,
    last_due: Option<DateTime<Utc>>,
}

impl Looked {
    fn view<'a>(&self, reader: Reader, profile: &'a Profile, broadcast: &'a Broadcast, now: DateTime<Utc>) -> View<'a> {
        let Self { ref whom, tally, read, spread, last_due } = *self;
        View { reader, profile, broadcast, tally, whom: whom.clone(), read, spread, last_due, now }
    }
}

async fn looked(turn: &mut Turn<'_>, reader: Reader, broadcast: &Broadcast) -> Result<Looked, Failure> {
    let whom = audience::in_words(turn, reader.tongue, &broadcast.community, &broadcast.segment).await?;
    let tally = ledger::tally(turn.db, broadcast.id).await?;
    let read = store_audience::readers(turn.db, broadcast.id).await?;
    let spread = match broadcast.course {
        Course::Scheduled => Some(scheduling::spread(turn, broadcast).await?),
        _ => None,
    };
    let dues = if tally.waiting > 0 { ledger::dues(turn.db, broadcast.id).await? } else { None };
    Ok(Looked { whom, tally, read, spread, last_due: dues.map(|(_, last)| last) })
}

/// How a broadcast stands now, for this reader.
pub(super) async fn view(turn: &mut Turn<'_>, reader: Reader, broadcast: &Broadcast) -> Result<Screen, Failure> {
    let look = looked(turn, reader, broadcast).await?;
    Ok(screens::card(&look.view(reader, turn.profile(&broadcast.community)?, broadcast, turn.now)))
}

/// Somebody left, or does not want letters of one kind: whatever of it has not been sent to her is not sent.
pub(super) async fn left(turn: &mut Turn<'_>, community: &CommunityId, person: PersonId, kind: Option<Kind>) -> Answer {
    let mut done = Done::nothing();
    packs::unpack_with(turn.db, person).await?;
    for (id, hers) in ledger::coming_to(turn.db, community, person, kind).await? {
        if hers.fate == Fate::Queued {
            // Told that it was taken back she waits again, and when her turn comes she is left out.
            done = done.and(Effect::Recall { group: group(id, hers.round), person: Some(person) });
            continue;
        }
        let Some(mut broadcast) = store::find(turn.db, id).await? else { continue };
        let skipped = Recipient { fate: Fate::Skipped, round: broadcast.round };
        ledger::put_recipient(turn.db, id, person, skipped).await?;
        done = done.with(onward(turn, &mut broadcast, false).await?);
    }
    Ok(done)
}

/// Somebody is erased. What she wrote goes too: a broadcast of hers that has not ended ends, and the other
/// coordinators hear of it.
pub(super) async fn erased(turn: &mut Turn<'_>, person: PersonId) -> Answer {
    let mut done = Done::nothing();
    for mut broadcast in store::written_by(turn.db, person, i64::MAX).await? {
        let begun = !matches!(broadcast.course, Course::Scheduled | Course::Late);
        let order = if begun { Order::Stop } else { Order::Bar };
        let Some(ended) = command(turn, &mut broadcast, order).await? else { continue };
        done = done.with(ended);
        for other in membership::coordinators(turn, &broadcast.community).await? {
            if other != person {
                let t = people::reader(turn, other).await?.tongue;
                done = done.tell(Notice::new(other, screens::orphaned(t, &broadcast)));
            }
        }
    }
    done = done.with(digests::erased(turn, person).await?);
    store::erase(turn.db, person).await?;
    Ok(done.with(forgotten(turn, None, person).await?))
}

/// What a person was sent and what she does not want is forgotten, in one community or everywhere; whatever has not been sent
/// to her is not sent.
pub(super) async fn forgotten(turn: &mut Turn<'_>, community: Option<&CommunityId>, person: PersonId) -> Answer {
    store_audience::forget(turn.db, community, person).await?;
    packs::unpack_with(turn.db, person).await?;
    let unfinished = ledger::unfinished_with(turn.db, community, person).await?;
    ledger::forget(turn.db, community, person).await?;
    let mut done = Done::nothing();
    for id in unfinished {
        if let Some(mut broadcast) = store::find(turn.db, id).await? {
            done = done.with(onward(turn, &mut broadcast, false).await?);
        }
    }
    Ok(done)
}
