//! Who comes: answers, seats, the waiting line, reminders.
//!
//! A seat is given in one turn of the engine, so the last one is given once. No answer is taken for a time or place
//! that is no more, and nobody who is not a member answers.

mod hall;
mod jobs;
mod lists;
mod messages;
mod portions;
mod rules;
mod screens;
mod store;
mod tally;
mod typed;

use std::collections::HashSet;

use super::events::{self, Event, EventState};
use super::membership::{self, Circle};
use super::turn::{Failure, Turn};
use crate::kernel::actor::Actor;
use crate::kernel::effect::{Effect, Notice};
use crate::kernel::html::Html;
use crate::kernel::ids::{CommunityId, EventId, PersonId};
use crate::kernel::outcome::Done;
use crate::kernel::screen::Screen;
use crate::{label, say};

pub use jobs::{Job, Rung};
pub use lists::{brief, entries, export};
pub use rules::{Answer, COMING, Wish};
pub use tally::Tally;
pub use typed::loose;

use portions::Word;
use rules::{Hall, Refusal};
use screens::Sort;

crate::wire! {
    /// What can be pressed.
    pub enum Press in "rs" {
        /// My answers.
        Mine = "m",
        /// My answers, further on.
        MinePage(page: u32) = "mp",
        /// An answer to an event, as it was when the button was drawn.
        Say(event: EventId, version: i64, wish: Wish) = "a",
        /// Who answered: for coordinators.
        People(event: EventId, page: u32) = "p",
    }
}

/// Handles a press.
///
/// # Errors
/// Storage errors.
pub async fn press(turn: &mut Turn<'_>, who: &Actor, press: Press) -> Result<Done, Failure> {
    match press {
        Press::Mine => lists::mine(turn, who, 0).await,
        Press::MinePage(page) => lists::mine(turn, who, page).await,
        Press::Say(event, version, wish) => say(turn, who, event, version, wish).await,
        Press::People(event, page) => lists::people(turn, who, event, page).await,
    }
}

/// Carries out a job.
///
/// # Errors
/// Storage errors.
pub async fn job(turn: &mut Turn<'_>, job: Job) -> Result<Done, Failure> {
    jobs::run(turn, job).await
}

/// Somebody answers.
async fn say(turn: &mut Turn<'_>, who: &Actor, id: EventId, version: i64, wish: Wish) -> Result<Done, Failure> {
    let t = who.tongue();
    let Some(event) = events::find(turn, id).await?.filter(|e| e.state != EventState::Draft) else {
        return Ok(Done::show(screens::gone(t)));
    };
    let standing = membership::standing(turn, who, &event.community).await?;
    let mut hall = hall::open(turn, &event, who.person()).await?;
    if let Err(refusal) = rules::admit(&event, version, standing.is_member(), turn.now) {
        let lead = if refusal == Refusal::Stale { say!(t, rsvp_lead_stale) } else { Html::default() };
        // An invitation stays one, and will be drawn anew: nothing else may take its place.
        let sort = if hall.mine(who.person()).is_none() { Sort::Invitation } else { Sort::Answered };
        let screen = hall::card_for(turn, who, &standing, &event, &hall, (lead, sort))?;
        return Ok(Done::show(screen).toast(match refusal {
            Refusal::Cancelled => label!(t, rsvp_toast_cancelled),
            Refusal::Begun => label!(t, rsvp_toast_begun),
            Refusal::Outsider => label!(t, rsvp_toast_outsider),
            Refusal::Stale => label!(t, rsvp_toast_stale),
        }));
    }
    let before = hall.clone();
    let stood = hall.mine(who.person());
    hall.say(who.person(), wish);
    let follows = hall::follow(turn, &event, &before, &hall, Some(who.person())).await?;
    let stands = hall.mine(who.person());
    let lead = match wish == Wish::NoNeed && stands == stood {
        // Said of a place that is a seat by now: how things stand is all there is to say.
        true => Html::default(),
        false => messages::noted(t, &event, stood, stands, turn.now),
    };
    let screen = hall::card_for(turn, who, &standing, &event, &hall, (lead, Sort::Answered))?;
    Ok(Done::show(screen).with(follows))
}

/// The card of an event as the acting person sees it, after a sentence of the caller's.
///
/// # Errors
/// Storage errors.
pub async fn card(turn: &mut Turn<'_>, who: &Actor, event: &Event, lead: Html) -> Result<Screen, Failure> {
    let standing = membership::standing(turn, who, &event.community).await?;
    let hall = hall::open(turn, event, who.person()).await?;
    hall::card_for(turn, who, &standing, event, &hall, (lead, Sort::Plain))
}

/// The nearest event for somebody who has just become a member.
///
/// # Errors
/// Storage errors.
pub async fn first_card(turn: &mut Turn<'_>, person: PersonId, event: &Event) -> Result<Notice, Failure> {
    let hall = hall::open(turn, event, person).await?;
    messages::nearest(turn, event, &hall, person).await
}

/// How many said what.
///
/// # Errors
/// Storage errors.
pub async fn tally(turn: &mut Turn<'_>, event: &Event) -> Result<Tally, Failure> {
    hall::tally(turn, event).await
}

/// The author's living numbers, drawn anew.
///
/// # Errors
/// Storage errors.
pub async fn refresh(turn: &mut Turn<'_>, event: &Event) -> Result<Option<Effect>, Failure> {
    hall::head(turn, event).await
}

/// Whether a person comes to an event: only then she sees its link.
///
/// # Errors
/// Storage errors.
pub async fn comes(turn: &mut Turn<'_>, event: &Event, person: PersonId) -> Result<bool, Failure> {
    let mine = store::open(turn.db, event.id, person).await?.mine;
    Ok(mine.is_some_and(|mine| COMING.contains(&mine.answer)))
}

/// Whoever gave one of these answers to an event; [`COMING`] are those who said yes.
///
/// # Errors
/// Storage errors.
pub async fn answered(turn: &mut Turn<'_>, event: EventId, said: &[Answer]) -> Result<Vec<PersonId>, Failure> {
    let all = store::answers(turn.db, event).await?;
    Ok(all.into_iter().filter(|(_, answer)| said.contains(answer)).map(|(person, _)| person).collect())
}

/// Active members who have not answered an event at all.
///
/// # Errors
/// Storage errors.
pub async fn silent(turn: &mut Turn<'_>, event: EventId) -> Result<Vec<PersonId>, Failure> {
    let Some(found) = events::find(turn, event).await? else { return Ok(Vec::new()) };
    let answers = store::answers(turn.db, event).await?;
    let spoke: HashSet<PersonId> = answers.into_iter().map(|(person, _)| person).collect();
    let mut members = membership::members(turn, &found.community, Circle::All).await?;
    members.retain(|person| !spoke.contains(person));
    Ok(members)
}

/// Events a person answered that can still be answered.
async fn open_of(turn: &mut Turn<'_>, person: PersonId) -> Result<Vec<(Event, Answer)>, Failure> {
    let mut open = Vec::new();
    for (id, answer, _) in store::of_person(turn.db, person).await? {
        if let Some(event) = events::find(turn, id).await?
            && event.is_open(turn.now)
            && turn.profiles.get(&event.community).is_some()
        {
            open.push((event, answer));
        }
    }
    open.sort_by_key(|(event, _)| (event.starts_at, event.id));
    Ok(open)
}

/// Somebody is no longer a member: her seats are offered to the line.
///
/// # Errors
/// Storage errors.
pub async fn left(turn: &mut Turn<'_>, community: &CommunityId, person: PersonId) -> Result<Done, Failure> {
    let mut done = Done::nothing();
    for (event, _) in open_of(turn, person).await? {
        if event.community == *community {
            done = done.with(change(turn, &event, person, Hall::leave).await?);
        }
    }
    Ok(done)
}

/// Everything about a person goes; her seats are offered to the line.
///
/// # Errors
/// Storage errors.
pub async fn erased(turn: &mut Turn<'_>, person: PersonId) -> Result<Done, Failure> {
    let mut done = Done::nothing();
    for (event, _) in open_of(turn, person).await? {
        done = done.with(change(turn, &event, person, Hall::leave).await?);
    }
    store::erase(turn.db, person).await?;
    Ok(done)
}

/// Somebody cannot be reached: an offer she cannot see goes on; her place in the line and her seat stay.
///
/// # Errors
/// Storage errors.
pub async fn unreachable(turn: &mut Turn<'_>, person: PersonId) -> Result<Done, Failure> {
    let mut done = Done::nothing();
    for (event, answer) in open_of(turn, person).await? {
        if answer == Answer::Offered {
            done = done.with(change(turn, &event, person, Hall::lose).await?);
        }
    }
    Ok(done)
}

/// Somebody came back: she hears what has changed meanwhile, a free seat may be hers, and what was moved is asked again.
///
/// # Errors
/// Storage errors.
pub async fn reachable(turn: &mut Turn<'_>, person: PersonId) -> Result<Done, Failure> {
    let mut done = Done::nothing();
    for (id, knew) in store::missed(turn.db, person).await? {
        store::told(turn.db, id, &[person]).await?;
        if let Some(event) = events::find(turn, id).await?.filter(|event| event.starts_at > turn.now)
            && turn.profiles.get(&event.community).is_some()
        {
            done = done.and_all(portions::effect(turn, &event, person, Word::of_change(&event, knew)).await?);
        }
    }
    for (event, answer) in open_of(turn, person).await? {
        match answer {
            Answer::Waitlisted => done = done.with(change(turn, &event, person, Hall::regain).await?),
            Answer::ReconfirmAsked => {
                let hall = hall::open(turn, &event, person).await?;
                done = done.tell(messages::welcome_back(turn, &event, &hall, person).await?);
                store::told(turn.db, event.id, &[person]).await?;
            }
            _ => {}
        }
    }
    Ok(done)
}

/// Does something to the place of one person in the hall of an event, and tells everybody whom it concerns.
async fn change(
    turn: &mut Turn<'_>,
    event: &Event,
    person: PersonId,
    act: fn(&mut Hall, PersonId),
) -> Result<Done, Failure> {
    let mut hall = hall::open(turn, event, person).await?;
    let before = hall.clone();
    act(&mut hall, person);
    hall::follow(turn, event, &before, &hall, None).await
}

/// An event was announced: members are invited, reminders are set, the author gets her living numbers.
///
/// # Errors
/// Storage errors.
pub async fn announced(turn: &mut Turn<'_>, event: EventId) -> Result<Done, Failure> {
    let Some(event) = events::find(turn, event).await? else { return Ok(Done::nothing()) };
    store::ask(turn.db, event.id, event.starts_at).await?;
    let head = hall::head_screen(turn, &event).await?;
    let head = Notice { key: Some(event.head()), ..Notice::new(event.author, head).anchored(event.head()) };
    Ok(Done::nothing()
        .tell(head)
        .and(jobs::invite(&event, PersonId(0), turn.now)?)
        .and_all(jobs::timers(&event, turn.now)?))
}

/// Time, place or link changed: everybody who comes, thinks or waits hears of it; a new time asks them again. The cards
/// that lie in the chats, answered or not, are drawn anew.
///
/// # Errors
/// Storage errors.
pub async fn moved(turn: &mut Turn<'_>, event: EventId) -> Result<Done, Failure> {
    let Some(event) = events::find(turn, event).await? else { return Ok(Done::nothing()) };
    let was = store::asked(turn.db, event.id).await?.filter(|was| *was != event.starts_at);
    let mut hall = hall::load(turn, &event).await?;
    let before = hall.clone();
    if let Some(was) = was {
        hall.starts_at = was;
        hall.shift(event.starts_at);
        store::ask(turn.db, event.id, event.starts_at).await?;
    }
    let (_, done) = hall::keep(turn, &event, &before, &hall).await?;
    let mut done = done.and_all(hall::head(turn, &event).await?);
    if was.is_some() {
        // Only a new time: to set the same one anew would drop a bell that is due and has not rung.
        done = done.and_all(jobs::timers(&event, turn.now)?);
    }
    store::changed(turn.db, event.id, was.unwrap_or(event.starts_at), event.starts_at).await?;
    Ok(done.and(jobs::news(&event, PersonId(0), turn.now)?).and(jobs::anew(&event, PersonId(0), turn.now)?))
}

/// The number of seats changed: the line is offered what is free.
///
/// # Errors
/// Storage errors.
pub async fn seats_changed(turn: &mut Turn<'_>, event: EventId) -> Result<Done, Failure> {
    let Some(event) = events::find(turn, event).await? else { return Ok(Done::nothing()) };
    let mut hall = hall::load(turn, &event).await?;
    let before = hall.clone();
    hall.reseat(event.seats);
    let done = hall::follow(turn, &event, &before, &hall, None).await?;
    Ok(done.and_all(refresh(turn, &event).await?))
}

/// The event will not take place: everybody who answered gets an apology, and no card goes on inviting or promising.
///
/// # Errors
/// Storage errors.
pub async fn cancelled(turn: &mut Turn<'_>, event: EventId) -> Result<Done, Failure> {
    let Some(event) = events::find(turn, event).await? else { return Ok(Done::nothing()) };
    let done = Done::nothing().and_all(jobs::silence(&event)).and_all(hall::head(turn, &event).await?);
    store::changed(turn.db, event.id, event.starts_at, event.starts_at).await?;
    Ok(done.and(jobs::news(&event, PersonId(0), turn.now)?).and(jobs::anew(&event, PersonId(0), turn.now)?))
}

/// What a person answered in one community goes; the seats she still held there are offered to the line.
///
/// # Errors
/// Storage errors.
pub async fn forgotten(turn: &mut Turn<'_>, community: &CommunityId, person: PersonId) -> Result<Done, Failure> {
    let done = left(turn, community, person).await?;
    for (id, ..) in store::of_person(turn.db, person).await? {
        if events::find(turn, id).await?.is_some_and(|event| event.community == *community) {
            store::forget(turn.db, id, person).await?;
        }
    }
    Ok(done)
}

#[cfg(test)]
mod laws;
