//! The time of a scheduled broadcast has come: it begins, or its author may not send it any more, or the bot was not
//! running and the moment is over. What is late never leaves by itself.

use super::course::{command, start};
use super::rules::{Broadcast, Course, Order};
use super::timing::{self, Manner, Whose};
use super::{Job, Press, UNSERVED, screens, start_key, store};
use crate::features::turn::{Answer, Failure, Turn};
use crate::features::{membership, people};
use crate::kernel::actor::Actor;
use crate::kernel::effect::{Effect, Notice};
use crate::kernel::ids::{BroadcastId, CommunityId, PersonId};
use crate::kernel::outcome::Done;

/// The time of a scheduled broadcast has come. Its author's rights may have gone meanwhile.
pub(super) async fn due(turn: &mut Turn<'_>, id: BroadcastId) -> Answer {
    let Some(broadcast) = store::find(turn.db, id).await?.filter(|b| b.course == Course::Scheduled) else {
        return Ok(Done::nothing());
    };
    if turn.profiles.get(&broadcast.community).is_none() {
        let again = Effect::later(Press::SLICE, start_key(id), turn.now + UNSERVED, &Job::Start(id))?;
        return Ok(Done::nothing().and(again));
    }
    begin(turn, broadcast).await
}

/// Begins, or asks, or says why not.
pub(super) async fn begin(turn: &mut Turn<'_>, broadcast: Broadcast) -> Answer {
    let allowed = may_write(turn, broadcast.author, &broadcast.community).await?;
    if timing::is_late(broadcast.begin_at, turn.now) {
        return ask(turn, broadcast, allowed).await;
    }
    if allowed { start(turn, broadcast).await } else { bar(turn, broadcast).await }
}

/// Its moment is over: the author says what becomes of it, or the others if she may not.
async fn ask(turn: &mut Turn<'_>, mut broadcast: Broadcast, allowed: bool) -> Answer {
    let mut done = command(turn, &mut broadcast, Order::Miss).await?.unwrap_or_default();
    let asked = match broadcast.author {
        Some(author) if allowed => vec![author],
        _ => membership::coordinators(turn, &broadcast.community).await?,
    };
    let profile = turn.profile(&broadcast.community)?;
    for person in asked {
        let reader = people::reader(turn, person).await?;
        done = done.tell(Notice::new(person, screens::ask_late(reader, profile, &broadcast, turn.now)));
    }
    Ok(done)
}

async fn bar(turn: &mut Turn<'_>, mut broadcast: Broadcast) -> Answer {
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

/// Somebody who coordinates says that what is late shall leave now, to everybody at once.
pub(super) async fn send(turn: &mut Turn<'_>, who: &Actor, mut broadcast: Broadcast) -> Answer {
    if !may_write(turn, broadcast.author, &broadcast.community).await? {
        // Whoever sends it answers for it, and watches it go.
        broadcast.author = Some(who.person());
    }
    broadcast.manner = Manner { whose: Whose::Community, ..broadcast.manner };
    (broadcast.start_at, broadcast.begin_at) = (turn.now, turn.now);
    start(turn, broadcast).await
}

/// Whether somebody may write to a whole community: its coordinators, and the bot's owners.
pub(super) async fn may_write(
    turn: &mut Turn<'_>,
    author: Option<PersonId>,
    community: &CommunityId,
) -> Result<bool, Failure> {
    match author {
        Some(author) => membership::heads(turn, author, community).await,
        None => Ok(false),
    }
}
