//! The hall of one event, loaded and kept: everything that changes an answer goes through here, so that seats, the
//! line, the timer of offers and the author's numbers always agree.
//!
//! What one person says or does must not cost more where thousands have answered: it opens the hall for her alone. Only
//! what changes many at once (a move, other seats, the question of the day before, offers that end) loads it whole.

use std::collections::HashSet;

use chrono::{DateTime, TimeDelta, Utc};

use super::rules::{self, Answer, Change, Guest, Hall};
use super::screens::{self, Sort, View};
use super::tally::{Tally, Unseen};
use super::{Job, Press, messages, store};
use crate::features::events::Event;
use crate::features::membership::{self, Standing};
use crate::features::people;
use crate::features::turn::{Failure, Turn};
use crate::kernel::actor::{Actor, Reader};
use crate::kernel::effect::Effect;
use crate::kernel::html::Html;
use crate::kernel::ids::PersonId;
use crate::kernel::outcome::Done;
use crate::kernel::screen::Screen;

/// The author's numbers are not drawn more often than this: each drawing is a call to the messenger.
const REDRAW: TimeDelta = TimeDelta::seconds(1);

/// How many of the line are looked at together.
const STEP: i64 = 16;

/// All answers to an event as they stand.
pub(super) async fn load(turn: &mut Turn<'_>, event: &Event) -> Result<Hall, Failure> {
    let mut guests = store::guests(turn.db, event.id).await?;
    let in_line: Vec<PersonId> = guests.iter().filter(|g| g.ticket.is_some()).map(|g| g.person).collect();
    let reached: HashSet<PersonId> = people::reachable(turn, &in_line).await?.into_iter().collect();
    for guest in guests.iter_mut().filter(|g| g.ticket.is_some()) {
        guest.reachable = reached.contains(&guest.person);
    }
    let drawn_at = store::open(turn.db, event.id, event.author).await?.drawn_at;
    hall(turn, event, guests, Unseen::default(), drawn_at)
}

/// What one person can touch: herself, those who are offered the seats that are free then, and the others in
/// numbers.
pub(super) async fn open(turn: &mut Turn<'_>, event: &Event, person: PersonId) -> Result<Hall, Failure> {
    let store::Opened { mine, all, drawn_at } = store::open(turn.db, event.id, person).await?;
    let mut guests: Vec<Guest> = mine.into_iter().collect();
    let hers = usize::from(guests.iter().any(Guest::holds_seat));
    let free = event.seats.map_or(usize::MAX, |seats| {
        usize::try_from(seats).unwrap_or(usize::MAX).saturating_sub(all.tally.coming + all.tally.offered - hers)
    });
    if all.tally.waiting > 0 && free > 0 {
        guests.extend(first_in_line(turn, event, person, free).await?);
    }
    let before = |g: &&Guest| g.person != person && g.answer == Answer::Waitlisted;
    let own = guests.first().filter(|g| g.person == person).and_then(|g| g.ticket);
    let seen = guests.iter().filter(before).filter(|g| own.is_none() || g.ticket < own).count();
    let tally = all.tally.without(Tally::of(&guests));
    let unseen = Unseen { tally, ahead: all.ahead.saturating_sub(seen), ..all };
    hall(turn, event, guests, unseen, drawn_at)
}

fn hall(
    turn: &Turn<'_>,
    event: &Event,
    guests: Vec<Guest>,
    unseen: Unseen,
    drawn_at: Option<DateTime<Utc>>,
) -> Result<Hall, Failure> {
    let zone = turn.profile(&event.community)?.tz();
    Ok(Hall { now: turn.now, starts_at: event.starts_at, zone, seats: event.seats, guests, unseen, drawn_at })
}

/// The first of the line but `person`, as far as `seats` of them can be reached.
async fn first_in_line(
    turn: &mut Turn<'_>,
    event: &Event,
    person: PersonId,
    seats: usize,
) -> Result<Vec<Guest>, Failure> {
    let (mut first, mut after, mut reached) = (Vec::new(), 0, 0);
    loop {
        let line = store::line(turn.db, event.id, after, STEP).await?;
        let Some(last) = line.last().and_then(|g| g.ticket) else { return Ok(first) };
        after = last;
        let all: Vec<PersonId> = line.iter().map(|g| g.person).collect();
        let reachable = people::reachable(turn, &all).await?;
        for mut guest in line.into_iter().filter(|g| g.person != person) {
            guest.reachable = reachable.contains(&guest.person);
            reached += usize::from(guest.reachable);
            first.push(guest);
            if reached == seats {
                return Ok(first);
            }
        }
    }
}

/// How many said what.
pub(super) async fn tally(turn: &mut Turn<'_>, event: &Event) -> Result<Tally, Failure> {
    Ok(store::open(turn.db, event.id, event.author).await?.all.tally)
}

/// Keeps what changed since `before`, sets the timer of offers, has the author's numbers drawn if they are others now: who
/// says once more that she comes changes none. Whoever changes the event itself draws them too.
pub(super) async fn keep(
    turn: &mut Turn<'_>,
    event: &Event,
    before: &Hall,
    hall: &Hall,
) -> Result<(Vec<Change>, Done), Failure> {
    let changes = rules::changes(&before.guests, &hall.guests);
    store::save(turn.db, event.id, &changes, turn.now).await?;
    let mut done = Done::nothing();
    if before.next_end() != hall.next_end() {
        let key = lapse_key(event);
        done = done.and(match hall.next_end() {
            Some(at) => Effect::later(Press::SLICE, key, at, &Job::Lapse { event: event.id })?,
            None => Effect::Drop { key },
        });
    }
    if before.tally() == hall.tally() {
        return Ok((changes, done));
    }
    Ok((changes, done.and(numbers_after(event, hall.drawn_at, turn.now)?)))
}

/// Has the author's numbers drawn, once for all the answers given until then.
fn numbers_after(event: &Event, drawn: Option<DateTime<Utc>>, now: DateTime<Utc>) -> Result<Effect, Failure> {
    let at = drawn.map_or(now, |drawn| now.max(drawn + REDRAW));
    Ok(Effect::later(Press::SLICE, numbers_key(event), at, &Job::Numbers { event: event.id })?)
}

pub(super) fn lapse_key(event: &Event) -> String {
    format!("rs:{}:lapse", event.id)
}

pub(super) fn numbers_key(event: &Event) -> String {
    format!("rs:{}:numbers", event.id)
}

/// Keeps what changed, and tells everybody but `actor` whom it concerns.
pub(super) async fn follow(
    turn: &mut Turn<'_>,
    event: &Event,
    before: &Hall,
    hall: &Hall,
    actor: Option<PersonId>,
) -> Result<Done, Failure> {
    let (changes, mut done) = keep(turn, event, before, hall).await?;
    for change in changes.iter().filter(|c| Some(c.person) != actor) {
        if let Some(notice) = messages::consequence(turn, event, hall, change).await? {
            done = done.tell(notice);
        }
    }
    Ok(done)
}

/// The author's living card, drawn anew; nothing if she does not coordinate any more.
pub(super) async fn head(turn: &mut Turn<'_>, event: &Event) -> Result<Option<Effect>, Failure> {
    // Whether or not there is anybody to see them: who answers next asks again a second later, not at once.
    store::drawn(turn.db, event.id, turn.now).await?;
    if !membership::heads(turn, event.author, &event.community).await? {
        return Ok(None);
    }
    let screen = head_screen(turn, event).await?;
    Ok(Some(Effect::Redraw { to: event.author, anchor: event.head(), screen }))
}

pub(super) async fn head_screen(turn: &mut Turn<'_>, event: &Event) -> Result<Screen, Failure> {
    let reader = people::reader(turn, event.author).await?;
    let tally = tally(turn, event).await?;
    // Whoever leaves takes her answer with her, so that everybody who answered is a member.
    let silent = membership::count(turn, &event.community).await?.saturating_sub(tally.all());
    Ok(screens::head(reader, turn.profile(&event.community)?, event, tally, silent, turn.now))
}

/// The card as somebody who is not acting now sees it.
pub(super) async fn card_of(
    turn: &mut Turn<'_>,
    event: &Event,
    hall: &Hall,
    person: PersonId,
    lead: impl FnOnce(Reader) -> Html,
    sort: Sort,
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
        sort,
    };
    Ok(screens::card(&view, lead(reader)))
}

/// The card as the acting person, who stands so in the event's community, sees it.
pub(super) fn card_for(
    turn: &Turn<'_>,
    who: &Actor,
    standing: &Standing,
    event: &Event,
    hall: &Hall,
    (lead, sort): (Html, Sort),
) -> Result<Screen, Failure> {
    let view = View {
        reader: who.reader,
        profile: turn.profile(&event.community)?,
        event,
        tally: hall.tally(),
        mine: hall.mine(who.person()),
        member: standing.is_member(),
        coordinator: standing.coordinator,
        now: turn.now,
        sort,
    };
    Ok(screens::card(&view, lead))
}
