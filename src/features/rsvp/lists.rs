//! Lists of answers: my own, and for coordinators everybody's to one event.

use std::collections::HashMap;

use super::rules::{Answer, Guest};
use super::screens::{self, Line};
use super::{hall, open_of, store};
use crate::features::events::{self, EventState, card};
use crate::features::turn::{Failure, Turn};
use crate::features::{membership, people as persons};
use crate::kernel::actor::Actor;
use crate::kernel::html::Html;
use crate::kernel::ids::{EventId, PersonId};
use crate::kernel::outcome::Done;
use crate::kernel::screen::ring;
use crate::say;

/// Buttons of my answers on a page, so that «Ещё» and the way home have room.
const PAGE: usize = 4;
/// Names on a page: far below the 4096 units of a message.
const NAMES: usize = 25;
/// Lines for «Моё».
const BRIEF: usize = 3;

/// My answers that still matter.
pub(super) async fn mine(turn: &mut Turn<'_>, who: &Actor, page: u32) -> Result<Done, Failure> {
    let all = open_of(turn, who.person()).await?;
    let (shown, more) = ring(all.len(), page, PAGE);
    let (mut lines, mut buttons) = (Vec::new(), Vec::new());
    for (event, answer) in &all[shown] {
        let profile = turn.profile(&event.community)?;
        lines.push(screens::line(who.tongue(), profile, event, *answer));
        buttons.push((card::entry(who.tongue(), profile, event), event.id));
    }
    Ok(Done::show(screens::list(who.tongue(), &lines, buttons, more)))
}

/// A few lines about the person's own answers, for «Моё».
///
/// # Errors
/// Storage errors.
pub async fn brief(turn: &mut Turn<'_>, who: &Actor) -> Result<Html, Failure> {
    let mut all = open_of(turn, who.person()).await?;
    all.retain(|(_, answer)| *answer != Answer::NotGoing);
    let t = who.tongue();
    if all.is_empty() {
        return Ok(say!(t, rsvp_brief_none));
    }
    let mut text = say!(t, rsvp_brief);
    for (event, answer) in all.iter().take(BRIEF) {
        text = text.line(screens::line(t, turn.profile(&event.community)?, event, *answer));
    }
    Ok(text)
}

/// How many entries [`export`] holds.
///
/// # Errors
/// Storage errors.
pub async fn entries(turn: &mut Turn<'_>, person: PersonId) -> Result<i64, Failure> {
    Ok(store::count(turn.db, person).await?)
}

/// Everything kept about a person's answers, for her to take along.
///
/// # Errors
/// Storage errors.
pub async fn export(turn: &mut Turn<'_>, person: PersonId) -> Result<serde_json::Value, Failure> {
    let mut answers = Vec::new();
    for (id, answer, at) in store::of_person(turn.db, person).await? {
        let event = events::find(turn, id).await?;
        answers.push(serde_json::json!({
            "event": id,
            "community": event.as_ref().map(|e| &e.community),
            "title": event.as_ref().map(|e| &e.title),
            "starts_at": event.as_ref().map(|e| e.starts_at),
            "answer": answer,
            "changed_at": at,
        }));
    }
    Ok(serde_json::Value::Array(answers))
}

/// Who answered an event what: for coordinators.
pub(super) async fn people(turn: &mut Turn<'_>, who: &Actor, id: EventId, page: u32) -> Result<Done, Failure> {
    let t = who.tongue();
    let Some(event) = events::find(turn, id).await?.filter(|e| e.state != EventState::Draft) else {
        return Ok(Done::show(screens::gone(t)));
    };
    if !membership::standing(turn, who, &event.community).await?.coordinator {
        return Ok(Done::show(screens::coordinators_only(t)));
    }
    let hall = hall::load(turn, &event).await?;
    let mut guests: Vec<&Guest> = hall.guests.iter().collect();
    guests.sort_by_key(|g| (rank(g.answer), g.ticket, g.person));
    let (shown, more) = ring(guests.len(), page, NAMES);
    let page = &guests[shown];
    let listed: Vec<PersonId> = page.iter().map(|g| g.person).collect();
    let reached = persons::reachable(turn, &listed).await?;
    let mut names: HashMap<PersonId, _> = persons::names(turn, &listed).await?.into_iter().collect();
    let lines: Vec<Line> = page
        .iter()
        .map(|guest| Line {
            name: names.remove(&guest.person).flatten(),
            answer: guest.answer,
            reachable: reached.contains(&guest.person),
        })
        .collect();
    Ok(Done::show(screens::people(t, &event, hall.tally(), &lines, more)))
}

/// In which order answers stand in the list.
fn rank(answer: Answer) -> u8 {
    match screens::group(answer) {
        Answer::Confirmed => 0,
        Answer::Going | Answer::ConfirmAsked => 1,
        Answer::ReconfirmAsked => 2,
        Answer::Offered => 3,
        Answer::Waitlisted => 4,
        Answer::Maybe => 5,
        Answer::NotGoing => 6,
    }
}
