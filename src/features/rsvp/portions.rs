//! What is said to many: to a portion of them in one turn and to the next ones in a turn of its own, so that nobody else
//! waits, however many they are.
//!
//! Each hears how things stand when her portion is told: what was decided for all was decided before the first of them.

use chrono::{DateTime, Utc};

use super::hall;
use super::messages::{self, Bell};
use crate::features::events::{Event, EventState};
use crate::features::turn::{Failure, Turn};
use crate::kernel::effect::Effect;
use crate::kernel::ids::PersonId;
use crate::kernel::outcome::Done;

/// How many are told in one turn.
pub(super) const PORTION: usize = 100;

/// What one of many is told.
#[derive(Clone, Copy, Debug)]
pub(super) enum Word {
    /// She is asked for the first time.
    Invitation,
    /// A reminder by the clock.
    Bell(Bell),
    /// Time, place or link changed; the time she knew of.
    Moved(DateTime<Utc>),
    /// It will not take place.
    CalledOff,
    /// How things stand, where her invitation lies.
    Anew,
}

impl Word {
    /// What somebody hears of a change who has heard of none since the event was at `knew`.
    pub(super) fn of_change(event: &Event, knew: DateTime<Utc>) -> Self {
        if event.state == EventState::Cancelled { Self::CalledOff } else { Self::Moved(knew) }
    }
}

/// Tells these people, in their order; `further` tells those behind the last one, if there may be any.
pub(super) async fn tell(
    turn: &mut Turn<'_>,
    event: &Event,
    people: &[(PersonId, Word)],
    further: impl FnOnce(PersonId) -> Result<Effect, Failure>,
) -> Result<Done, Failure> {
    let mut done = Done::nothing();
    for (person, word) in people {
        done = done.and_all(effect(turn, event, *person, *word).await?);
    }
    match people.last().filter(|_| people.len() == PORTION) {
        Some((last, _)) => Ok(done.and(further(*last)?)),
        None => Ok(done),
    }
}

/// What one of them is told.
pub(super) async fn effect(
    turn: &mut Turn<'_>,
    event: &Event,
    person: PersonId,
    word: Word,
) -> Result<Vec<Effect>, Failure> {
    let hall = hall::open(turn, event, person).await?;
    let notice = match word {
        Word::Invitation => messages::invitation(turn, event, &hall, person).await,
        Word::Bell(bell) => messages::reminder(turn, event, &hall, person, bell).await,
        Word::Moved(knew) => {
            let was = (knew != event.starts_at).then_some(knew);
            messages::moved(turn, event, &hall, person, was).await
        }
        Word::CalledOff => messages::called_off(turn, event, person).await,
        Word::Anew => return messages::invitation_anew(turn, event, &hall, person).await,
    };
    Ok(vec![Effect::Tell(notice?)])
}
