//! What happens by the clock: what is told to many in portions, reminders, and the end of offers and held seats.
//!
//! Every timer of an event has one key, so that a move replaces it; a job that comes for a time that is no more does
//! nothing. Whoever tells many goes on under the key it has, and a move or a cancellation replaces it in the midst of them.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::messages::Bell;
use super::portions::{self, PORTION, Word};
use super::{Press, hall, store};
use crate::features::events::{self, Event, EventState};
use crate::features::turn::{Failure, Turn};
use crate::features::{membership, people};
use crate::kernel::effect::Effect;
use crate::kernel::ids::{EventId, PersonId};
use crate::kernel::outcome::Done;

/// Work for later.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Job {
    /// Invite the members whose number is above `after`.
    Invite {
        /// To what.
        event: EventId,
        /// The last one invited.
        after: PersonId,
    },
    /// Tell of a change those who are still to hear of it, and whose number is above `after`.
    News {
        /// Of what.
        event: EventId,
        /// The last one told.
        after: PersonId,
    },
    /// Draw the cards anew of the members who were invited, and whose number is above `after`.
    Anew {
        /// To what.
        event: EventId,
        /// The last one.
        after: PersonId,
    },
    /// Two days before: ask those who are thinking.
    Think {
        /// About what.
        event: EventId,
        /// The time that was meant.
        starts_at: DateTime<Utc>,
        /// Who has heard it already; nobody, if it has not begun.
        rung: Option<Rung>,
    },
    /// A day before: ask those who come whether it still holds.
    Day {
        /// About what.
        event: EventId,
        /// The time that was meant.
        starts_at: DateTime<Utc>,
        /// Who has heard it already; nobody, if it has not begun.
        rung: Option<Rung>,
    },
    /// An hour before: say where.
    Hour {
        /// Of what.
        event: EventId,
        /// The time that was meant.
        starts_at: DateTime<Utc>,
        /// Who has heard it already; nobody, if it has not begun.
        rung: Option<Rung>,
    },
    /// An offer or a held seat ends.
    Lapse {
        /// Of what.
        event: EventId,
    },
    /// The author's living numbers are drawn anew: once for all the answers given meanwhile.
    Numbers {
        /// Of what.
        event: EventId,
    },
}

/// How far a reminder has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rung {
    /// When it began: whoever answers after that needs it no more.
    pub since: DateTime<Utc>,
    /// The last one reminded.
    pub after: PersonId,
}

fn key(event: &Event, name: &str) -> String {
    format!("rs:{}:{name}", event.id)
}

/// Sets every reminder anew; one whose time is over is taken back: an event announced for tonight has no "tomorrow".
pub(super) fn timers(event: &Event, now: DateTime<Utc>) -> Result<Vec<Effect>, Failure> {
    let mut effects = Vec::new();
    for bell in Bell::ALL {
        let at = event.starts_at - bell.before();
        effects.push(match at > now {
            true => timer(event, bell, at, None)?,
            false => Effect::Drop { key: key(event, bell.name()) },
        });
    }
    Ok(effects)
}

fn timer(event: &Event, bell: Bell, at: DateTime<Utc>, rung: Option<Rung>) -> Result<Effect, Failure> {
    let (id, starts_at) = (event.id, event.starts_at);
    let job = match bell {
        Bell::Think => Job::Think { event: id, starts_at, rung },
        Bell::Day => Job::Day { event: id, starts_at, rung },
        Bell::Hour => Job::Hour { event: id, starts_at, rung },
    };
    Ok(Effect::later(Press::SLICE, key(event, bell.name()), at, &job)?)
}

/// Takes back every timer.
pub(super) fn silence(event: &Event) -> Vec<Effect> {
    let bells = Bell::ALL.map(|bell| Effect::Drop { key: key(event, bell.name()) });
    let others = [hall::lapse_key(event), hall::numbers_key(event), key(event, "invite")];
    bells.into_iter().chain(others.map(|key| Effect::Drop { key })).collect()
}

/// Invites those after `after`, later.
pub(super) fn invite(event: &Event, after: PersonId, now: DateTime<Utc>) -> Result<Effect, Failure> {
    Ok(Effect::later(Press::SLICE, key(event, "invite"), now, &Job::Invite { event: event.id, after })?)
}

/// Tells those after `after` of a change, later.
pub(super) fn news(event: &Event, after: PersonId, now: DateTime<Utc>) -> Result<Effect, Failure> {
    Ok(Effect::later(Press::SLICE, key(event, "news"), now, &Job::News { event: event.id, after })?)
}

/// Draws the cards of those after `after` anew, later.
pub(super) fn anew(event: &Event, after: PersonId, now: DateTime<Utc>) -> Result<Effect, Failure> {
    Ok(Effect::later(Press::SLICE, key(event, "anew"), now, &Job::Anew { event: event.id, after })?)
}

pub(super) async fn run(turn: &mut Turn<'_>, job: Job) -> Result<Done, Failure> {
    match job {
        Job::Invite { event, after } => match open(turn, event, None).await? {
            Some(event) => invite_portion(turn, &event, after).await,
            None => Ok(Done::nothing()),
        },
        Job::News { event, after } => match events::find(turn, event).await? {
            Some(event) => news_portion(turn, &event, after).await,
            None => Ok(Done::nothing()),
        },
        Job::Anew { event, after } => match events::find(turn, event).await? {
            Some(event) => anew_portion(turn, &event, after).await,
            None => Ok(Done::nothing()),
        },
        Job::Think { event, starts_at, rung } => ring(turn, event, starts_at, Bell::Think, rung).await,
        Job::Day { event, starts_at, rung } => ring(turn, event, starts_at, Bell::Day, rung).await,
        Job::Hour { event, starts_at, rung } => ring(turn, event, starts_at, Bell::Hour, rung).await,
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
    let people: Vec<_> = members.into_iter().map(|person| (person, Word::Invitation)).collect();
    let now = turn.now;
    portions::tell(turn, event, &people, |last| invite(event, last, now)).await
}

/// What is to be heard is how things stand now: whatever has happened meanwhile, each hears it once.
async fn news_portion(turn: &mut Turn<'_>, event: &Event, after: PersonId) -> Result<Done, Failure> {
    let now = turn.now;
    if !still_news(event, now) {
        return Ok(Done::nothing());
    }
    let untold = store::untold(turn.db, event.id, after, PORTION).await?;
    let people: Vec<PersonId> = untold.iter().map(|(person, _)| *person).collect();
    // Whoever cannot be reached hears it when she is back.
    let reached = people::reachable(turn, &people).await?;
    store::told(turn.db, event.id, &reached).await?;
    let people: Vec<_> = untold.into_iter().map(|(person, knew)| (person, Word::of_change(event, knew))).collect();
    portions::tell(turn, event, &people, |last| news(event, last, now)).await
}

async fn anew_portion(turn: &mut Turn<'_>, event: &Event, after: PersonId) -> Result<Done, Failure> {
    let now = turn.now;
    if !still_news(event, now) {
        return Ok(Done::nothing());
    }
    let members = membership::members_after(turn, &event.community, after, PORTION).await?;
    let people: Vec<_> = members.into_iter().map(|person| (person, Word::Anew)).collect();
    portions::tell(turn, event, &people, |last| anew(event, last, now)).await
}

/// Whether a change of the event still matters to anybody.
fn still_news(event: &Event, now: DateTime<Utc>) -> bool {
    event.state == EventState::Cancelled || event.is_open(now)
}

async fn ring(
    turn: &mut Turn<'_>,
    event: EventId,
    starts_at: DateTime<Utc>,
    bell: Bell,
    rung: Option<Rung>,
) -> Result<Done, Failure> {
    let Some(event) = open(turn, event, Some(starts_at)).await? else { return Ok(Done::nothing()) };
    if turn.now > bell.until(&event) {
        return Ok(Done::nothing());
    }
    let mut done = Done::nothing();
    if bell == Bell::Day && rung.is_none() {
        // Everybody at once: whoever says «Приду» while the others are being asked has just been asked.
        let mut hall = hall::load(turn, &event).await?;
        let before = hall.clone();
        hall.ask_again();
        done = hall::keep(turn, &event, &before, &hall).await?.1;
    }
    let (now, Rung { since, after }) = (turn.now, rung.unwrap_or(Rung { since: turn.now, after: PersonId(0) }));
    let said = store::said(turn.db, event.id, bell.whom(), since, after, PORTION).await?;
    let people: Vec<_> = said.into_iter().map(|person| (person, Word::Bell(bell))).collect();
    let further = |last| timer(&event, bell, now, Some(Rung { since, after: last }));
    Ok(done.with(portions::tell(turn, &event, &people, further).await?))
}

async fn lapse(turn: &mut Turn<'_>, event: EventId) -> Result<Done, Failure> {
    let Some(event) = open(turn, event, None).await? else { return Ok(Done::nothing()) };
    let mut hall = hall::load(turn, &event).await?;
    let before = hall.clone();
    hall.lapse();
    hall::follow(turn, &event, &before, &hall, None).await
}

#[cfg(test)]
mod tests {
    use super::Job;
    use crate::kernel::ids::EventId;

    #[test]
    fn a_reminder_noted_before_there_were_portions_is_read() {
        let starts_at = "2026-10-01T11:00:00Z".parse().unwrap();
        let noted = r#"{"Day":{"event":1,"starts_at":"2026-10-01T11:00:00Z"}}"#;
        assert_eq!(serde_json::from_str::<Job>(noted).unwrap(), Job::Day { event: EventId(1), starts_at, rung: None });
    }
}
