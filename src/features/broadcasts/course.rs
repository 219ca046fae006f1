//! A broadcast on its way: starting, putting the next ones on the way, taking receipts, pausing, stopping, ending.
//!
//! Every change of a recipient's row stands in the transaction that writes or settles her row of the outbox; that, and
//! nothing remembered, is why no crash can skip or repeat anybody.

use chrono::{DateTime, TimeDelta, Utc};

use super::rules::{self, BATCH, Broadcast, Course, Fate, Kind, Next, Order, Recipient, TAKE_BACK};
use super::screens::{self, View};
use super::{Job, Press, audience, jobs_key, post, start_key, store, store_audience};
use crate::features::turn::{Answer, Failure, Turn};
use crate::features::{membership, people};
use crate::kernel::actor::Reader;
use crate::kernel::effect::{Effect, Lane, Notice, Receipt, Risk};
use crate::kernel::ids::{BroadcastId, CommunityId, PersonId};
use crate::kernel::outcome::Done;
use crate::kernel::screen::Screen;

/// A broadcast of a community that this bot does not serve now is looked at again after so long.
const UNSERVED: TimeDelta = TimeDelta::hours(1);

/// The author's living message.
fn progress_anchor(id: BroadcastId) -> String {
    format!("{}:{id}:progress", Press::SLICE)
}

/// The outbox's name for what leaves in one round: a receipt of an earlier round is told apart by it.
fn group(id: BroadcastId, round: u32) -> String {
    format!("{}:{id}:{round}", Press::SLICE)
}

fn read_group(group: &str) -> Option<(BroadcastId, u32)> {
    let mut parts = group.split(':').skip(1);
    let (id, round) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    parts.next().is_none().then_some((BroadcastId(id), round))
}

/// Fixes the recipients and begins. The caller has checked the author's rights.
pub(super) async fn start(turn: &mut Turn<'_>, mut broadcast: Broadcast) -> Answer {
    let Some(course) = rules::obey(broadcast.course, Order::Start) else { return Ok(Done::nothing()) };
    let (people, _) = audience::recipients(turn, &broadcast.community, &broadcast.segment, Kind::News).await?;
    store::fix(turn.db, broadcast.id, &people).await?;
    broadcast.course = course;
    broadcast.started_at = Some(turn.now);
    onward(turn, &mut broadcast, true).await
}

/// The time of a scheduled broadcast has come. Its author's rights may have gone meanwhile.
pub(super) async fn due(turn: &mut Turn<'_>, id: BroadcastId) -> Answer {
    let Some(mut broadcast) = store::find(turn.db, id).await? else { return Ok(Done::nothing()) };
    if rules::obey(broadcast.course, Order::Start).is_none() {
        return Ok(Done::nothing());
    }
    if turn.profiles.get(&broadcast.community).is_none() {
        let again = Effect::later(Press::SLICE, start_key(id), turn.now + UNSERVED, &Job::Start(id))?;
        return Ok(Done::nothing().and(again));
    }
    if may_write(turn, broadcast.author, &broadcast.community).await? {
        return start(turn, broadcast).await;
    }
    let mut done = command(turn, &mut broadcast, Order::Bar).await?.unwrap_or_default();
    if let Some(author) = broadcast.author {
        let t = people::reader(turn, author).await?.tongue;
        done = done.tell(Notice::new(author, screens::was_barred(t, &broadcast, true)));
    }
    for person in membership::coordinators(turn, &broadcast.community).await? {
        let t = people::reader(turn, person).await?.tongue;
        done = done.tell(Notice::new(person, screens::was_barred(t, &broadcast, false)));
    }
    Ok(done)
}

/// Whether somebody may write to a whole community: its coordinators, and the bot's owners.
async fn may_write(turn: &mut Turn<'_>, author: Option<PersonId>, community: &CommunityId) -> Result<bool, Failure> {
    let Some(author) = author else { return Ok(false) };
    if membership::coordinators(turn, community).await?.contains(&author) {
        return Ok(true);
    }
    let house = turn.house;
    for account in &house.owners {
        if people::by_account_in(turn.db, *account).await?.is_some_and(|(person, _)| person == author) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Puts the next ones on the way, or whatever else is due.
pub(super) async fn pump(turn: &mut Turn<'_>, id: BroadcastId) -> Answer {
    let Some(mut broadcast) = store::find(turn.db, id).await? else { return Ok(Done::nothing()) };
    if turn.profiles.get(&broadcast.community).is_none() {
        return Ok(Done::nothing().and(again(id, turn.now + UNSERVED)?));
    }
    let left = store::left(turn.db, id).await?;
    let done = match rules::next(broadcast.course, left) {
        Next::Pump => take_next(turn, &broadcast).await?,
        Next::TakeBack => recall(turn, id).await?,
        Next::Finish | Next::Rest => Done::nothing(),
    };
    Ok(done.with(onward(turn, &mut broadcast, false).await?))
}

async fn take_next(turn: &mut Turn<'_>, broadcast: &Broadcast) -> Answer {
    let profile = turn.profile(&broadcast.community)?;
    let (id, round) = (broadcast.id, broadcast.round);
    let mut done = Done::nothing();
    for person in store::waiting(turn.db, id, BATCH).await? {
        let member = membership::standing_of(turn, person, &broadcast.community).await?.is_member();
        let fate = if member { Fate::Queued } else { Fate::Skipped };
        store::put_recipient(turn.db, id, person, Recipient { fate, round }).await?;
        if member {
            let t = people::reader(turn, person).await?.tongue;
            done = done.tell(Notice {
                lane: Lane::Broadcast,
                risk: Risk::AtMostOnce,
                key: Some(format!("{}:{id}:{person}:{round}", Press::SLICE)),
                group: Some(group(id, round)),
                ..post::letter(person, post::whole(t, profile, broadcast), &broadcast.body)
            });
        }
    }
    Ok(done)
}

/// Takes back what has not left yet.
async fn recall(turn: &mut Turn<'_>, id: BroadcastId) -> Answer {
    let rounds = store::rounds_out(turn.db, id).await?;
    Ok(Done::nothing().and_all(rounds.into_iter().map(|round| Effect::Recall { group: group(id, round) })))
}

/// Counts how one sending ended.
pub(super) async fn receipt(turn: &mut Turn<'_>, receipt: &Receipt) -> Answer {
    let Some((id, round)) = read_group(&receipt.group) else { return Ok(Done::nothing()) };
    let Some(mut broadcast) = store::find(turn.db, id).await? else { return Ok(Done::nothing()) };
    let Some(recipient) = store::recipient(turn.db, id, receipt.person).await? else { return Ok(Done::nothing()) };
    let fate = rules::told(recipient, round, receipt.verdict, broadcast.course);
    if fate == recipient.fate {
        return Ok(Done::nothing());
    }
    store::put_recipient(turn.db, id, receipt.person, Recipient { fate, ..recipient }).await?;
    let follows = if fate == Fate::Sent { buttons(turn, &broadcast, receipt.person).await? } else { Done::nothing() };
    Ok(follows.with(onward(turn, &mut broadcast, false).await?))
}

/// The buttons of an album, behind it.
async fn buttons(turn: &mut Turn<'_>, broadcast: &Broadcast, person: PersonId) -> Answer {
    let Some(profile) = turn.profiles.get(&broadcast.community).filter(|_| broadcast.body.is_album()) else {
        return Ok(Done::nothing());
    };
    let t = people::reader(turn, person).await?.tongue;
    let notice = post::buttons(person, t, profile, post::whole(t, profile, broadcast), &broadcast.body);
    let key = Some(format!("{}:{}:{person}:buttons", Press::SLICE, broadcast.id));
    let once = |notice| Effect::Tell(Notice { lane: Lane::Broadcast, risk: Risk::AtMostOnce, key, ..notice });
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
        Order::Pause => recall(turn, id).await?,
        Order::Stop => {
            store::turn_all(turn.db, id, Fate::Waiting, Fate::Skipped).await?;
            broadcast.finished_at = Some(turn.now);
            recall(turn, id).await?
        }
        Order::Resume => {
            broadcast.round = broadcast.round.saturating_add(1);
            Done::nothing()
        }
        Order::Again => {
            store::turn_all(turn.db, id, Fate::Unknown, Fate::Waiting).await?;
            broadcast.round = broadcast.round.saturating_add(1);
            broadcast.started_at = Some(turn.now);
            broadcast.finished_at = None;
            Done::nothing()
        }
        Order::Start | Order::Finish => Done::nothing(),
    };
    if matches!(order, Order::Withdraw | Order::Bar) {
        store::save(turn.db, broadcast).await?;
        return Ok(Some(done));
    }
    Ok(Some(done.with(onward(turn, broadcast, true).await?)))
}

/// After any change: moves the broadcast on, saves it, and draws its progress if that is due or `drawn` at any rate.
pub(super) async fn onward(turn: &mut Turn<'_>, broadcast: &mut Broadcast, drawn: bool) -> Answer {
    let left = store::left(turn.db, broadcast.id).await?;
    let mut done = Done::nothing();
    let mut drawn = drawn || rules::may_draw(broadcast.drawn_at, turn.now);
    let mut ended = false;
    match rules::next(broadcast.course, left) {
        Next::Pump => done = done.and(again(broadcast.id, turn.now)?),
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
    let served = turn.profiles.get(&broadcast.community).is_some();
    if let Some(author) = broadcast.author.filter(|_| served && (drawn || ended)) {
        let reader = people::reader(turn, author).await?;
        let screen = view(turn, reader, broadcast).await?;
        if ended && rules::was_long(broadcast.started_at, turn.now) {
            done = done.tell(Notice::new(author, screen.clone()));
        }
        done = done.and(Effect::Redraw { to: author, anchor: progress_anchor(broadcast.id), screen });
    }
    Ok(done)
}

fn again(id: BroadcastId, at: DateTime<Utc>) -> Result<Effect, Failure> {
    Ok(Effect::later(Press::SLICE, jobs_key(id), at, &Job::Pump(id))?)
}

/// How a broadcast stands now, for this reader.
pub(super) async fn view(turn: &mut Turn<'_>, reader: Reader, broadcast: &Broadcast) -> Result<Screen, Failure> {
    let profile = turn.profile(&broadcast.community)?;
    let whom = audience::in_words(turn, reader.tongue, &broadcast.community, &broadcast.segment).await?;
    let tally = store::tally(turn.db, broadcast.id).await?;
    let read = store_audience::readers(turn.db, broadcast.id).await?;
    Ok(screens::card(&View { reader, profile, broadcast, tally, whom, read }))
}

/// Somebody left: whatever has not been sent to her is not sent.
pub(super) async fn left(turn: &mut Turn<'_>, community: &CommunityId, person: PersonId) -> Answer {
    let mut done = Done::nothing();
    for id in store::awaited_in(turn.db, community, person).await? {
        let Some(mut broadcast) = store::find(turn.db, id).await? else { continue };
        let skipped = Recipient { fate: Fate::Skipped, round: broadcast.round };
        store::put_recipient(turn.db, id, person, skipped).await?;
        done = done.with(onward(turn, &mut broadcast, false).await?);
    }
    Ok(done)
}

/// Somebody is erased. What she wrote goes too: a broadcast of hers that has not ended ends, and the other
/// coordinators hear of it.
pub(super) async fn erased(turn: &mut Turn<'_>, person: PersonId) -> Answer {
    let mut done = Done::nothing();
    for mut broadcast in store::written_by(turn.db, person).await? {
        let order = if broadcast.course == Course::Scheduled { Order::Bar } else { Order::Stop };
        let Some(ended) = command(turn, &mut broadcast, order).await? else { continue };
        done = done.with(ended);
        for other in membership::coordinators(turn, &broadcast.community).await? {
            if other != person {
                let t = people::reader(turn, other).await?.tongue;
                done = done.tell(Notice::new(other, screens::orphaned(t, &broadcast)));
            }
        }
    }
    let unfinished = store::unfinished_with(turn.db, person).await?;
    store::erase(turn.db, person).await?;
    store_audience::erase(turn.db, person).await?;
    for id in unfinished {
        if let Some(mut broadcast) = store::find(turn.db, id).await? {
            done = done.with(onward(turn, &mut broadcast, false).await?);
        }
    }
    Ok(done)
}
