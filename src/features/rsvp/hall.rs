//! The hall of one event, loaded and kept: everything that changes an answer goes through here, so that seats, the
//! line, the timer of offers and the author's numbers always agree.

use super::rules::{self, Answer, Change, Guest, Hall, Tally};
use super::screens::{self, View};
use super::{Job, Press, messages, store};
use crate::features::events::Event;
use crate::features::membership::{self, Circle};
use crate::features::people;
use crate::features::turn::{Failure, Turn};
use crate::kernel::actor::{Actor, Reader};
use crate::kernel::effect::Effect;
use crate::kernel::html::Html;
use crate::kernel::ids::PersonId;
use crate::kernel::outcome::Done;
use crate::kernel::screen::Screen;

/// All answers to an event as they stand.
pub(super) async fn load(turn: &mut Turn<'_>, event: &Event) -> Result<Hall, Failure> {
    let mut guests = store::guests(turn.db, event.id).await?;
    for guest in guests.iter_mut().filter(|g| matches!(g.answer, Answer::Waitlisted | Answer::Offered)) {
        guest.reachable = people::address_in(turn.db, guest.person).await?.is_some();
    }
    let zone = turn.profile(&event.community)?.tz();
    Ok(Hall { now: turn.now, starts_at: event.starts_at, zone, seats: event.seats, guests })
}

/// Keeps what changed since `before`, sets the timer of offers, draws the author's numbers if they are others now: who
/// says once more that she comes changes none. Whoever changes the event itself draws them too.
pub(super) async fn keep(
    turn: &mut Turn<'_>,
    event: &Event,
    before: &[Guest],
    hall: &Hall,
) -> Result<(Vec<Change>, Done), Failure> {
    let changes = rules::changes(before, &hall.guests);
    store::save(turn.db, event.id, &changes, turn.now).await?;
    let key = lapse_key(event);
    let timer = match hall.next_end() {
        Some(at) => Effect::later(Press::SLICE, key, at, &Job::Lapse { event: event.id })?,
        None => Effect::Drop { key },
    };
    let done = Done::nothing().and(timer);
    if Tally::of(before) == hall.tally() {
        return Ok((changes, done));
    }
    Ok((changes, done.and_all(head(turn, event, hall).await?)))
}

pub(super) fn lapse_key(event: &Event) -> String {
    format!("rs:{}:lapse", event.id)
}

/// Keeps what changed, and tells everybody but `actor` whom it concerns.
pub(super) async fn follow(
    turn: &mut Turn<'_>,
    event: &Event,
    before: &[Guest],
    hall: &Hall,
    actor: Option<PersonId>,
) -> Result<Done, Failure> {
    let (changes, mut done) = keep(turn, event, before, hall).await?;
    for change in changes.iter().filter(|c| Some(c.person) != actor) {
        if let Some(notice) = messages::news(turn, event, hall, change).await? {
            done = done.tell(notice);
        }
    }
    Ok(done)
}

/// The author's living card, drawn anew; nothing if she does not coordinate any more.
pub(super) async fn head(turn: &mut Turn<'_>, event: &Event, hall: &Hall) -> Result<Option<Effect>, Failure> {
    if !coordinates(turn, event.author, event).await? {
        return Ok(None);
    }
    let screen = head_screen(turn, event, hall).await?;
    Ok(Some(Effect::Redraw { to: event.author, anchor: event.head(), screen }))
}

pub(super) async fn head_screen(turn: &mut Turn<'_>, event: &Event, hall: &Hall) -> Result<Screen, Failure> {
    let reader = people::reader(turn, event.author).await?;
    let members = membership::members(turn, &event.community, Circle::All).await?;
    let silent = members.iter().filter(|m| !hall.guests.iter().any(|g| g.person == **m)).count();
    Ok(screens::head(reader, turn.profile(&event.community)?, event, hall.tally(), silent, turn.now))
}

/// Whether a person who is not acting now coordinates the event's community. Owners are known by their account, whose
/// number is that of their private chat.
async fn coordinates(turn: &mut Turn<'_>, person: PersonId, event: &Event) -> Result<bool, Failure> {
    if membership::standing_of(turn, person, &event.community).await?.coordinator {
        return Ok(true);
    }
    let chat = people::address_in(turn.db, person).await?;
    Ok(chat.is_some_and(|chat| turn.house.owners.contains(&chat.0)))
}

/// The card as somebody who is not acting now sees it.
pub(super) async fn card_of(
    turn: &mut Turn<'_>,
    event: &Event,
    hall: &Hall,
    person: PersonId,
    lead: impl FnOnce(Reader) -> Html,
    moved: bool,
) -> Result<Screen, Failure> {
    let reader = people::reader(turn, person).await?;
    let standing = membership::standing_of(turn, person, &event.community).await?;
    let view = View {
        reader,
        profile: turn.profile(&event.community)?,
        event,
        tally: hall.tally(),
        mine: hall.mine(person),
        member: standing.is_member(),
        coordinator: standing.coordinator,
        now: turn.now,
        moved,
    };
    Ok(screens::card(&view, lead(reader)))
}

/// The card as the acting person sees it.
pub(super) async fn card_for(
    turn: &mut Turn<'_>,
    who: &Actor,
    event: &Event,
    hall: &Hall,
    lead: Html,
) -> Result<Screen, Failure> {
    let standing = membership::standing(turn, who, &event.community).await?;
    let view = View {
        reader: who.reader,
        profile: turn.profile(&event.community)?,
        event,
        tally: hall.tally(),
        mine: hall.mine(who.person()),
        member: standing.is_member(),
        coordinator: standing.coordinator,
        now: turn.now,
        moved: false,
    };
    Ok(screens::card(&view, lead))
}
