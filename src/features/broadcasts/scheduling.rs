//! Now or later: the last steps of composing, where a letter becomes a broadcast. Nothing leaves here without a press.

use chrono::{DateTime, Utc};

use super::compose;
use super::desk::show;
use super::dialogue::{Letter, State};
use super::rules::{Broadcast, Course, Kind, Segment, day_of};
use super::store::Plan;
use super::timing::{self, Manner, Night, Spread};
use super::{Job, Press, audience, course, screens, start_key, store};
use crate::features::turn::{Answer, Failure, Turn};
use crate::kernel::actor::Actor;
use crate::kernel::effect::Effect;
use crate::kernel::html::Html;
use crate::kernel::ids::CommunityId;
use crate::kernel::outcome::Done;
use crate::kernel::screen::Screen;
use crate::kernel::time::at_millis;
use crate::label;

/// How the moments of a letter for `at` lie.
async fn spread_of(
    turn: &mut Turn<'_>,
    (community, whom, kind): (&CommunityId, &Segment, Kind),
    at: DateTime<Utc>,
    manner: Manner,
) -> Result<Spread, Failure> {
    let to = audience::recipients(turn, community, whom, kind).await?;
    Ok(timing::spread(&to.zones(), turn.profile(community)?.tz(), at, manner, turn.now))
}

/// How the moments of a broadcast lie that has not begun.
pub(super) async fn spread(turn: &mut Turn<'_>, broadcast: &Broadcast) -> Result<Spread, Failure> {
    let (at, manner) = (broadcast.start_at, broadcast.manner);
    spread_of(turn, (&broadcast.community, &broadcast.segment, broadcast.kind), at, manner).await
}

/// The question of when, with how the moments lie where one is offered, and what else there is on the days offered.
pub(super) async fn ask_when(
    turn: &mut Turn<'_>,
    who: &Actor,
    letter: &Letter,
    offers: &[i64],
) -> Result<Screen, Failure> {
    let manner = letter.planned.manner;
    let spread = match offers {
        [one] => {
            let to = (&letter.community, &letter.whom, Kind::News);
            Some(spread_of(turn, to, at_millis(*one), manner).await?)
        }
        _ => None,
    };
    let mut days: Vec<DateTime<Utc>> = offers.iter().copied().map(at_millis).collect();
    let zone = turn.profile(&letter.community)?.tz();
    days.sort_unstable();
    days.dedup_by_key(|at| day_of(*at, zone));
    let mut others = Html::default();
    for at in days {
        others = others.line(audience::others(turn, who.tongue(), &letter.community, at).await?);
    }
    Ok(screens::ask_when(who.reader, turn.profile(&letter.community)?, (offers, manner), spread, others))
}

/// The question of the night: whoever sleeps now waits, or gets it without a sound.
pub(super) async fn ask_night(turn: &mut Turn<'_>, who: &Actor, letter: &Letter) -> Result<Screen, Failure> {
    let seen = audience::look(turn, who.tongue(), letter).await?;
    Ok(screens::ask_night(who.tongue(), letter, seen.asleep, seen.reachable))
}

/// Sends now; where somebody sleeps and nothing was said about the night, that is asked first.
pub(super) async fn send(turn: &mut Turn<'_>, who: &Actor, letter: Letter, night: Option<Night>) -> Answer<State> {
    let zone = turn.profile(&letter.community)?.tz();
    let to = audience::recipients(turn, &letter.community, &letter.whom, Kind::News).await?;
    if to.people.is_empty() {
        return compose::ask(turn, who, State::Preview(letter), None).await;
    }
    let asleep = timing::spread(&to.zones(), zone, turn.now, Manner::default(), turn.now).asleep;
    if asleep > 0 && night.is_none() {
        return compose::ask(turn, who, State::Night(letter), None).await;
    }
    let manner = Manner { night: night.unwrap_or(Night::Morning), ..Manner::default() };
    let plan = Plan::news(turn.now, manner);
    let Some(broadcast) = store::keep(turn.db, &letter, who.person(), plan, turn.now).await? else {
        return refused(turn, who, letter).await;
    };
    let begun = course::start_with(turn, broadcast, to).await?;
    Ok(Done::show(screens::begun(who.tongue())).with(begun).end())
}

/// Keeps it for `at`: it begins when the first one it goes to has that time on her clock.
pub(super) async fn schedule(turn: &mut Turn<'_>, who: &Actor, letter: Letter, at: DateTime<Utc>) -> Answer<State> {
    let manner = letter.planned.manner;
    let first = spread_of(turn, (&letter.community, &letter.whom, Kind::News), at, manner).await?.first;
    let plan = Plan { begin_at: first.min(at), ..Plan::news(at, manner) };
    let Some(broadcast) = store::keep(turn.db, &letter, who.person(), plan, turn.now).await? else {
        return refused(turn, who, letter).await;
    };
    let start = Effect::later(Press::SLICE, start_key(broadcast.id), plan.begin_at, &Job::Start(broadcast.id))?;
    let shown = show(turn, who, &broadcast, label!(who.tongue(), broadcasts_is_scheduled)).await?;
    Ok(shown.and(start).end())
}

/// Back to the preview, which says why. The text itself stands above already.
async fn refused(turn: &mut Turn<'_>, who: &Actor, letter: Letter) -> Answer<State> {
    compose::ask(turn, who, State::Preview(letter), Some(Html::default())).await
}

/// The broadcast that a letter was, if somebody else has taken it up meanwhile: it cannot become this letter any more.
pub(super) async fn taken(turn: &mut Turn<'_>, letter: &Letter) -> Result<Option<Broadcast>, Failure> {
    let Some(id) = letter.of else { return Ok(None) };
    let broadcast = store::find(turn.db, id).await?;
    Ok(broadcast.filter(|broadcast| !matches!(broadcast.course, Course::Withdrawn | Course::Barred)))
}

/// One that is late gets another time: the question of when, with everything else as it was.
pub(super) async fn reschedule(turn: &mut Turn<'_>, who: &Actor, broadcast: Broadcast) -> Answer<State> {
    if broadcast.course != Course::Late || broadcast.kind == Kind::Digest {
        return show(turn, who, &broadcast, label!(who.tongue(), broadcasts_as_it_is)).await;
    }
    let ask = |letter| State::When { letter, day: None, offers: Vec::new() };
    compose::take_off(turn, who, broadcast, ask).await
}
