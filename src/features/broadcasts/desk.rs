//! What a coordinator presses about one broadcast, and the list of all. Whoever may not is shown nothing of it.

use super::rules::{self, Broadcast, Course, Kind, Order};
use super::segment::Part;
use super::store_recipients as ledger;
use super::{Press, State, compose, copy, course, dialogue, late, post, scheduling, screens, store};
use crate::features::membership;
use crate::features::turn::{Answer, Failure, Turn};
use crate::kernel::actor::Actor;
use crate::kernel::effect::{Effect, File, Lane, Notice};
use crate::kernel::ids::{BroadcastId, CommunityId};
use crate::kernel::outcome::Done;
use crate::kernel::screen::Screen;
use crate::{label, say};

/// A press on one that the person may see.
pub(super) async fn press(turn: &mut Turn<'_>, who: &Actor, broadcast: Broadcast, press: Press) -> Answer<State> {
    let (t, id) = (who.tongue(), broadcast.id);
    let round = broadcast.round;
    match press {
        Press::Text(_) => {
            let profile = turn.profile(&broadcast.community)?;
            // A message of its own: the pressed one may be the living one, and is drawn anew all the time.
            let letter = post::below(who, profile, &broadcast.body);
            Ok(letter.and(Effect::Say(screens::under_text(t, &broadcast))).silent())
        }
        Press::CardBelow(_) => Ok(Done::say(course::view(turn, who.reader, &broadcast).await?)),
        Press::Copy(_) if !broadcast.body.is_empty() => copied(turn, who, &broadcast),
        Press::Edit(_) => compose::edit(turn, who, broadcast).await,
        Press::Withdraw(_) => order(turn, who, broadcast, Order::Withdraw, label!(t, broadcasts_is_withdrawn)).await,
        Press::Pause(_) => order(turn, who, broadcast, Order::Pause, label!(t, broadcasts_is_paused)).await,
        Press::Resume(_) => order(turn, who, broadcast, Order::Resume, label!(t, broadcasts_is_resumed)).await,
        Press::Stop(_, asked) if asked == round => {
            let answer = screens::watch_above(t, say!(t, broadcasts_stopped_above));
            answered(turn, who, broadcast, Order::Stop, (label!(t, broadcasts_is_stopped), answer)).await
        }
        Press::DoNotStop(_) if watches(who, &broadcast) => match broadcast.course {
            Course::Sending => Ok(Done::show(screens::watch_above(t, say!(t, broadcasts_goes_on_above)))),
            Course::Paused => Ok(Done::show(screens::watch_above(t, say!(t, broadcasts_waits_above)))),
            _ => show(turn, who, &broadcast, label!(t, broadcasts_as_it_is)).await,
        },
        Press::AskStop(_) | Press::Stop(..) => ask_stop(turn, who, &broadcast).await,
        Press::AskAgain(_) => ask_again(turn, who, &broadcast).await,
        Press::Again(_, asked) => {
            let tally = ledger::tally(turn.db, id).await?;
            if asked == round && tally.may_again(broadcast.course) && !broadcast.body.is_empty() {
                let answer = screens::watch_above(t, say!(t, broadcasts_again_above));
                return answered(turn, who, broadcast, Order::Again, (label!(t, broadcasts_is_again), answer)).await;
            }
            show(turn, who, &broadcast, label!(t, broadcasts_as_it_is)).await
        }
        Press::Correct(_) if broadcast.course == Course::Stopped => {
            compose::begin_after(turn, who, broadcast, Part::Reached(id)).await
        }
        Press::Remind(_) if matches!(broadcast.course, Course::Stopped | Course::Done) => {
            compose::begin_after(turn, who, broadcast, Part::Unread(id)).await
        }
        Press::SendLate(_) if broadcast.course == Course::Late => late_now(turn, who, broadcast).await,
        Press::Reschedule(_) => scheduling::reschedule(turn, who, broadcast).await,
        Press::DoNotStop(_) | Press::Correct(_) | Press::Remind(_) | Press::SendLate(_) => {
            show(turn, who, &broadcast, label!(t, broadcasts_as_it_is)).await
        }
        _ => Ok(Done::show(course::view(turn, who.reader, &broadcast).await?)),
    }
}

/// What a press has just sent is among so many.
const LATEST: i64 = 5;

/// A second press on what has sent a letter already, or planned it: its dialogue is over, and the answer is how it stands.
pub(super) async fn made(turn: &mut Turn<'_>, who: &Actor, step: &str, value: &str) -> Result<Option<Done>, Failure> {
    if !dialogue::makes(step) {
        return Ok(None);
    }
    for broadcast in store::written_by(turn.db, who.person(), LATEST).await? {
        if broadcast.kind == Kind::News
            && dialogue::made(&broadcast, step, value)
            && let Some(broadcast) = allowed(turn, who, broadcast.id).await?
        {
            let t = who.tongue();
            if broadcast.course == Course::Sending {
                // Its progress is a message of its own; a card here would soon be wrong.
                return Ok(Some(Done::nothing().toast(label!(t, broadcasts_begun_already))));
            }
            let card = course::view(turn, who.reader, &broadcast).await?;
            return Ok(Some(Done::show(card).toast(label!(t, broadcasts_as_it_is))));
        }
    }
    Ok(None)
}

/// One that is late leaves now; whoever said so sees it go. A digest is watched by nobody.
async fn late_now(turn: &mut Turn<'_>, who: &Actor, broadcast: Broadcast) -> Answer<State> {
    let (id, digest) = (broadcast.id, broadcast.kind == Kind::Digest);
    let begun = late::send(turn, who, broadcast).await?;
    match store::find(turn.db, id).await? {
        Some(broadcast) if digest => Ok(Done::show(course::view(turn, who.reader, &broadcast).await?).with(begun)),
        _ => Ok(Done::show(screens::begun(who.tongue())).with(begun)),
    }
}

/// The community looked at, if the person coordinates it.
pub(super) async fn here(turn: &mut Turn<'_>, who: &Actor) -> Result<Option<CommunityId>, Failure> {
    let Some(community) = &who.community else { return Ok(None) };
    let standing = membership::standing(turn, who, community).await?;
    Ok(standing.coordinator.then(|| community.clone()))
}

/// A broadcast, if the person coordinates its community and the bot still serves it.
pub(super) async fn allowed(turn: &mut Turn<'_>, who: &Actor, id: BroadcastId) -> Result<Option<Broadcast>, Failure> {
    let Some(broadcast) = store::find(turn.db, id).await? else { return Ok(None) };
    if turn.profiles.get(&broadcast.community).is_none() {
        return Ok(None);
    }
    let standing = membership::standing(turn, who, &broadcast.community).await?;
    Ok(standing.coordinator.then_some(broadcast))
}

pub(super) async fn list(turn: &mut Turn<'_>, who: &Actor, page: u32) -> Result<Screen, Failure> {
    let Some(community) = here(turn, who).await? else { return Ok(screens::not_yours(who.tongue())) };
    let (from, size) = screens::page(page);
    // Whatever is not over stands first: these are few.
    let mut items = store::open(turn.db, &community).await?;
    items.sort_by_key(rules::place);
    let open = u32::try_from(items.len()).unwrap_or(u32::MAX);
    items = items.into_iter().skip(from as usize).take(size as usize + 1).collect();
    let rest = (size + 1).saturating_sub(u32::try_from(items.len()).unwrap_or(u32::MAX));
    items.extend(store::past(turn.db, &community, from.saturating_sub(open), rest).await?);
    let more = items.len() > size as usize;
    items.truncate(size as usize);
    Ok(screens::list(who.reader, turn.profile(&community)?, page, &items, more))
}

/// Carries out an order and shows how things stand; an order that does not fit any more shows only that.
async fn order(
    turn: &mut Turn<'_>,
    who: &Actor,
    mut broadcast: Broadcast,
    order: Order,
    toast: String,
) -> Answer<State> {
    match course::command(turn, &mut broadcast, order).await? {
        Some(done) => Ok(show(turn, who, &broadcast, toast).await?.with(done)),
        None => show(turn, who, &broadcast, label!(who.tongue(), broadcasts_as_it_is)).await,
    }
}

/// Whether she has a living message that shows how it goes: its author has, and a digest has none.
fn watches(who: &Actor, broadcast: &Broadcast) -> bool {
    broadcast.author == Some(who.person()) && broadcast.kind != Kind::Digest
}

/// Carries out what was asked in a message of its own. Its author watches it in her living message: a card in place of
/// the question would be a second one, and stand still.
async fn answered(
    turn: &mut Turn<'_>,
    who: &Actor,
    mut broadcast: Broadcast,
    given: Order,
    (toast, answer): (String, Screen),
) -> Answer<State> {
    if !watches(who, &broadcast) {
        return order(turn, who, broadcast, given, toast).await;
    }
    match course::command(turn, &mut broadcast, given).await? {
        Some(done) => Ok(Done::show(answer).toast(toast).with(done)),
        None => show(turn, who, &broadcast, label!(who.tongue(), broadcasts_as_it_is)).await,
    }
}

pub(super) async fn show(turn: &mut Turn<'_>, who: &Actor, broadcast: &Broadcast, toast: String) -> Answer<State> {
    Ok(Done::show(course::view(turn, who.reader, broadcast).await?).toast(toast))
}

/// The letter for another network, in as many messages as it takes, and as a file.
fn copied(turn: &Turn<'_>, who: &Actor, broadcast: &Broadcast) -> Answer<State> {
    let t = who.tongue();
    let parts = copy::parts(&copy::plain(&broadcast.body), screens::PART);
    let done = parts.iter().fold(Done::nothing(), |done, part| done.and(Effect::Say(screens::copied(t, part))));
    let profile = turn.profile(&broadcast.community)?;
    let file = copy::word(profile.short_name(), &broadcast.body);
    let day = broadcast.start_at.with_timezone(&profile.tz()).date_naive();
    let name = copy::file_name(t, day, &broadcast.body);
    let Some(file) = file.map(|bytes| File::new(name, bytes)) else { return Ok(done) };
    let notice = Notice::new(who.person(), screens::copied_file(t, broadcast)).with_file(file);
    Ok(done.tell(Notice { lane: Lane::Answer, ..notice }))
}

/// The question stands in a message of its own: the pressed one may be the living one.
async fn ask_stop(turn: &mut Turn<'_>, who: &Actor, broadcast: &Broadcast) -> Answer<State> {
    if rules::obey(broadcast.course, Order::Stop).is_none() {
        return show(turn, who, broadcast, label!(who.tongue(), broadcasts_as_it_is)).await;
    }
    let tally = ledger::tally(turn.db, broadcast.id).await?;
    Ok(Done::nothing().and(Effect::Say(screens::ask_stop(who.tongue(), broadcast, &tally))))
}

async fn ask_again(turn: &mut Turn<'_>, who: &Actor, broadcast: &Broadcast) -> Answer<State> {
    let tally = ledger::tally(turn.db, broadcast.id).await?;
    if !tally.may_again(broadcast.course) || broadcast.body.is_empty() {
        return show(turn, who, broadcast, label!(who.tongue(), broadcasts_as_it_is)).await;
    }
    Ok(Done::nothing().and(Effect::Say(screens::ask_again(who.tongue(), broadcast, &tally))))
}
