//! Lists of answers: my own, and for coordinators everybody's to one event.

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
    let (from, more) = window(all.len(), page, PAGE);
    let (mut lines, mut buttons) = (Vec::new(), Vec::new());
    for (event, answer) in all.iter().skip(from).take(PAGE) {
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
            "answered_at": at,
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
    let (from, more) = window(guests.len(), page, NAMES);
    let page: Vec<&Guest> = guests.into_iter().skip(from).take(NAMES).collect();
    let reached = persons::reachable(turn, &page.iter().map(|g| g.person).collect::<Vec<_>>()).await?;
    let mut lines = Vec::new();
    for guest in page {
        let name = persons::name(turn, guest.person).await?;
        let reachable = reached.contains(&guest.person);
        lines.push(Line { name, answer: guest.answer, reachable });
    }
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

/// The first line of a page, and the page that «Ещё» leads to: the next one, or from the last back to the first. A page
/// that is no more is the first.
fn window(lines: usize, page: u32, size: usize) -> (usize, Option<u32>) {
    let pages = u32::try_from(lines.div_ceil(size)).unwrap_or(u32::MAX).max(1);
    let page = if page < pages { page } else { 0 };
    let more = (pages > 1).then_some((page + 1) % pages);
    (usize::try_from(page).unwrap_or_default() * size, more)
}

#[cfg(test)]
mod tests {
    use super::window;

    fn check(lines: usize, page: u32, expect: (usize, Option<u32>)) {
        assert_eq!(window(lines, page, 4), expect, "{lines} lines, page {page}");
    }

    #[test]
    fn one_page_needs_no_more() {
        check(0, 0, (0, None));
        check(4, 0, (0, None));
    }

    #[test]
    fn the_last_page_leads_to_the_first() {
        check(9, 0, (0, Some(1)));
        check(9, 1, (4, Some(2)));
        check(9, 2, (8, Some(0)));
    }

    #[test]
    fn a_page_that_is_no_more_is_the_first() {
        check(5, 7, (0, Some(1)));
    }
}
