//! What happens by the clock: invitations in portions, reminders, and the end of offers and held seats.
//!
//! Every timer of an event has one key, so that a move replaces it; a job that comes for a time that is no more does
//! nothing.

use chrono::{DateTime, TimeDelta, Utc};

use super::messages::{self, Bell};
use super::rules::{Answer, COMING, Hall};
use super::{Job, Press, hall};
use crate::features::events::{self, Event};
use crate::features::membership;
use crate::features::turn::{Failure, Turn};
use crate::kernel::effect::Effect;
use crate::kernel::ids::{EventId, PersonId};
use crate::kernel::outcome::Done;

/// How many are invited in one turn, so that nobody else waits for it.
const PORTION: usize = 100;

/// The reminders of domain.md §3.5: name of the timer, how long before the beginning, the job.
fn bells(event: &Event) -> [(&'static str, TimeDelta, Job); 3] {
    let (id, starts_at) = (event.id, event.starts_at);
    [
        ("think", TimeDelta::hours(48), Job::Think { event: id, starts_at }),
        ("day", TimeDelta::hours(24), Job::Day { event: id, starts_at }),
        ("hour", TimeDelta::hours(1), Job::Hour { event: id, starts_at }),
    ]
}

fn key(event: &Event, name: &str) -> String {
    format!("rs:{}:{name}", event.id)
}

/// Sets every reminder anew; one whose time is over is taken back: an event announced for tonight has no "tomorrow".
pub(super) fn timers(event: &Event, now: DateTime<Utc>) -> Result<Vec<Effect>, Failure> {
    let mut effects = Vec::new();
    for (name, before, job) in bells(event) {
        let at = event.starts_at - before;
        effects.push(match at > now {
            true => Effect::later(Press::SLICE, key(event, name), at, &job)?,
            false => Effect::Drop { key: key(event, name) },
        });
    }
    Ok(effects)
}

/// Takes back every timer.
pub(super) fn silence(event: &Event) -> Vec<Effect> {
    let bells = bells(event).into_iter().map(|(name, ..)| Effect::Drop { key: key(event, name) });
    let others = [hall::lapse_key(event), hall::numbers_key(event), key(event, "invite")];
    bells.chain(others.map(|key| Effect::Drop { key })).collect()
}

/// Invites those after `after`, later.
pub(super) fn invite(event: &Event, after: PersonId, now: DateTime<Utc>) -> Result<Effect, Failure> {
    Ok(Effect::later(Press::SLICE, key(event, "invite"), now, &Job::Invite { event: event.id, after })?)
}

pub(super) async fn run(turn: &mut Turn<'_>, job: Job) -> Result<Done, Failure> {
    match job {
        Job::Invite { event, after } => match open(turn, event, None).await? {
            Some(event) => invite_portion(turn, &event, after).await,
            None => Ok(Done::nothing()),
        },
        Job::Think { event, starts_at } => ring(turn, event, starts_at, Bell::Think, &[Answer::Maybe]).await,
        Job::Day { event, starts_at } => ring(turn, event, starts_at, Bell::Day, &[Answer::ConfirmAsked]).await,
        Job::Hour { event, starts_at } => ring(turn, event, starts_at, Bell::Hour, COMING).await,
        Job::Lapse { event } => lapse(turn, event).await,
        Job::Numbers { event } => match events::find(turn, event).await? {
            Some(event) => Ok(Done::nothing().and_all(hall::head(turn, &event).await?)),
            None => Ok(Done::nothing()),
        },
    }
}

/// The event, if people may still answer it, and at the time that was meant.
async fn open(turn: &mut Turn<'_>, id: EventId, at: Option<DateTime<Utc>>) -> Result<Option<Event>, Failure> {
    let now = turn.now;
    let event = events::find(turn, id).await?;
    Ok(event.filter(|e| e.is_open(now) && at.is_none_or(|at| at == e.starts_at)))
}

async fn invite_portion(turn: &mut Turn<'_>, event: &Event, after: PersonId) -> Result<Done, Failure> {
    let members = membership::members_after(turn, &event.community, after, PORTION).await?;
    let mut done = Done::nothing();
    for person in &members {
        let hall = hall::open(turn, event, *person).await?;
        done = done.tell(messages::invitation(turn, event, &hall, *person).await?);
    }
    match members.last().filter(|_| members.len() == PORTION) {
        Some(last) => Ok(done.and(invite(event, *last, turn.now)?)),
        None => Ok(done),
    }
}

async fn ring(
    turn: &mut Turn<'_>,
    event: EventId,
    starts_at: DateTime<Utc>,
    bell: Bell,
    whom: &[Answer],
) -> Result<Done, Failure> {
    let Some(event) = open(turn, event, Some(starts_at)).await? else { return Ok(Done::nothing()) };
    if turn.now > bell.until(&event) {
        return Ok(Done::nothing());
    }
    let mut hall = hall::load(turn, &event).await?;
    let mut done = Done::nothing();
    if bell == Bell::Day {
        let before = hall.clone();
        hall.ask_again();
        done = hall::keep(turn, &event, &before, &hall).await?.1;
    }
    for person in said(&hall, whom) {
        done = done.tell(messages::reminder(turn, &event, &hall, person, bell).await?);
    }
    Ok(done)
}

async fn lapse(turn: &mut Turn<'_>, event: EventId) -> Result<Done, Failure> {
    let Some(event) = open(turn, event, None).await? else { return Ok(Done::nothing()) };
    let mut hall = hall::load(turn, &event).await?;
    let before = hall.clone();
    hall.lapse();
    hall::follow(turn, &event, &before, &hall, None).await
}

/// Whoever said one of these.
pub(super) fn said(hall: &Hall, what: &[Answer]) -> Vec<PersonId> {
    hall.guests.iter().filter(|g| what.contains(&g.answer)).map(|g| g.person).collect()
}
