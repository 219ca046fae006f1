//! The coordinator's desk: load, decide, save, show. Who coordinates is asked at every step, and an event that somebody
//! else changed meanwhile is shown as it stands instead of being overwritten.

use chrono::{DateTime, Utc};

use super::dialogue::{self, Ask, Context, Doing, End, State, Target};
use super::moments::When;
use super::prompts::{self, Scene};
use super::rules::{Draft, Event, EventState, Whereabouts};
use super::store::{self, Plan};
use super::{Job, Press, find, screens};
use crate::features::membership::{self, Circle};
use crate::features::turn::{Answer, Failure, Turn};
use crate::features::{people, rsvp};
use crate::kernel::actor::Actor;
use crate::kernel::effect::Effect;
use crate::kernel::html::Html;
use crate::kernel::ids::{CommunityId, EventId, PersonId};
use crate::kernel::input::Input;
use crate::kernel::outcome::{Done, Fact, Step};
use crate::kernel::screen::Screen;
use crate::{label, say};

/// Begins a new event in the plan of the community looked at.
pub(super) async fn begin(turn: &mut Turn<'_>, who: &Actor) -> Answer<State> {
    let Some(community) = who.community.clone() else { return Ok(Done::show(screens::choose_first(who.tongue()))) };
    let profile = turn.profile(&community)?;
    if !coordinates(turn, who, &community).await? {
        return Ok(Done::show(screens::not_yours(who.tongue())));
    }
    if !profile.has(crate::communities::Feature::Events) {
        return Ok(Done::show(screens::off(who.tongue(), profile)));
    }
    let state = State::new(community);
    Ok(Done::show(prompt(turn, who, &state, Html::default()).await?).begin(state))
}

/// Opens a draft of the plan.
pub(super) async fn open_draft(turn: &mut Turn<'_>, who: &Actor, event: Event) -> Answer<State> {
    let draft = Draft {
        event: Some(event.id),
        kind: Some(event.kind),
        title: Some(event.title),
        starts_at: Some(event.starts_at),
        place: event.place,
        link: event.link,
        seats: event.seats,
    };
    let state = State::of_draft(event.community, draft);
    Ok(Done::show(prompt(turn, who, &state, Html::default()).await?).begin(state))
}

/// Begins to change an announced event.
pub(super) async fn change(
    turn: &mut Turn<'_>,
    who: &Actor,
    id: EventId,
    doing: fn(Target) -> Doing,
    ask: Ask,
) -> Answer<State> {
    let Some(event) = mine(turn, who, id).await? else { return Ok(Done::show(screens::not_yours(who.tongue()))) };
    if !event.is_open(turn.now) {
        return as_it_stands(turn, who, &event).await;
    }
    let target = Target { event: id, version: event.version };
    let state = State { community: event.community, doing: doing(target), ask };
    Ok(Done::show(prompt(turn, who, &state, Html::default()).await?).begin(state))
}

/// The desk of one event.
pub(super) async fn desk(turn: &mut Turn<'_>, who: &Actor, id: EventId) -> Result<Screen, Failure> {
    let Some(event) = mine(turn, who, id).await? else { return Ok(screens::not_yours(who.tongue())) };
    Ok(screens::desk(who.reader, turn.profile(&event.community)?, &event, turn.now))
}

/// What of an event can be changed.
pub(super) async fn fields(turn: &mut Turn<'_>, who: &Actor, id: EventId) -> Answer<State> {
    let Some(event) = mine(turn, who, id).await? else { return Ok(Done::show(screens::not_yours(who.tongue()))) };
    if !event.is_open(turn.now) {
        return as_it_stands(turn, who, &event).await;
    }
    Ok(Done::show(screens::change(who.reader, turn.profile(&event.community)?, &event)))
}

/// An announced event of a community that the person coordinates.
async fn mine(turn: &mut Turn<'_>, who: &Actor, id: EventId) -> Result<Option<Event>, Failure> {
    let Some(event) = find(turn, id).await?.filter(|e| e.state != EventState::Draft) else { return Ok(None) };
    Ok(coordinates(turn, who, &event.community).await?.then_some(event))
}

pub(super) async fn coordinates(turn: &mut Turn<'_>, who: &Actor, at: &CommunityId) -> Result<bool, Failure> {
    Ok(membership::standing(turn, who, at).await?.coordinator)
}

/// Nothing was done: the card, and a note that it is how things stand now.
async fn as_it_stands(turn: &mut Turn<'_>, who: &Actor, event: &Event) -> Answer<State> {
    let screen = rsvp::card(turn, who, event, Html::default()).await?;
    Ok(Done::show(screen).toast(label!(who.tongue(), events_toast_changed)))
}

/// Takes what a coordinator said in the dialogue.
pub(super) async fn talk(turn: &mut Turn<'_>, who: &Actor, state: State, input: Input) -> Answer<State> {
    if let Some(done) = out_of_place(turn, who, &state).await? {
        return Ok(done);
    }
    let (was, heard) = match target(&state) {
        Some(target) => {
            let event = find(turn, target.event).await?;
            let tally = match &event {
                Some(event) => rsvp::tally(turn, event).await?,
                None => rsvp::Tally::default(),
            };
            // Whoever cannot come is not told of a move.
            (event.map(|event| event.starts_at), tally.all() > tally.declined)
        }
        None => (None, false),
    };
    let profile = turn.profile(&state.community)?;
    let kinds: Vec<(&str, &str)> = profile.event_kinds.iter().map(|k| (k.id.as_str(), k.title.as_str())).collect();
    let (city, tongue) = (profile.city_label(), who.tongue());
    let context = Context { now: turn.now, tz: profile.tz(), city, tongue, was, heard, kinds: &kinds };
    let community = state.community.clone();
    match dialogue::step(state, input, &context) {
        Step::Ask(state) => Ok(Done::show(prompt(turn, who, &state, Html::default()).await?).on(state)),
        Step::Again(state, help) => Ok(Done::show(prompt(turn, who, &state, help).await?).on(state)),
        Step::Complete(end) => Ok(finish(turn, who, &community, end).await?.end()),
    }
}

/// Shows the present question again.
pub(super) async fn resume(turn: &mut Turn<'_>, who: &Actor, state: State) -> Answer<State> {
    match out_of_place(turn, who, &state).await? {
        Some(done) => Ok(done),
        None => Ok(Done::show(prompt(turn, who, &state, Html::default()).await?).on(state)),
    }
}

/// The dialogue has lost its ground: the person coordinates no more, or the event is over or thrown away.
async fn out_of_place(turn: &mut Turn<'_>, who: &Actor, state: &State) -> Result<Option<Done<State>>, Failure> {
    if turn.profiles.get(&state.community).is_none() || !coordinates(turn, who, &state.community).await? {
        return Ok(Some(Done::show(screens::not_yours(who.tongue())).end()));
    }
    match target(state) {
        None => Ok(None),
        Some(target) => match find(turn, target.event).await? {
            None => Ok(Some(Done::show(screens::gone(who.tongue())).end())),
            Some(event) if event.is_open(turn.now) => Ok(None),
            Some(event) => Ok(Some(as_it_stands(turn, who, &event).await?.end())),
        },
    }
}

fn target(state: &State) -> Option<Target> {
    match &state.doing {
        Doing::Make { .. } => None,
        Doing::Move(t) | Doing::Rename(t) | Doing::Relocate(t) | Doing::Reseat(t) | Doing::Cancel(t) => Some(*t),
    }
}

/// The question where the dialogue stands.
async fn prompt(turn: &mut Turn<'_>, who: &Actor, state: &State, help: Html) -> Result<Screen, Failure> {
    let event = match target(state) {
        Some(target) => find(turn, target.event).await?,
        None => None,
    };
    let reach = match (&event, &state.ask) {
        (Some(event), _) => concerned(turn, event.id).await?,
        (None, Ask::Preview) => {
            let members = membership::members(turn, &state.community, Circle::All).await?;
            reach(turn, &members).await?
        }
        _ => (0, 0),
    };
    let profile = turn.profile(&state.community)?;
    let scene = Scene { reader: who.reader, profile, now: turn.now, event: event.as_ref(), reach };
    Ok(prompts::draw(&scene, state, help))
}

/// How many will be written to of a change, and how many cannot be: all who answered but for those who cannot come.
async fn concerned(turn: &mut Turn<'_>, event: EventId) -> Result<(usize, usize), Failure> {
    let answers: Vec<rsvp::Answer> =
        rsvp::Answer::ALL.iter().copied().filter(|a| *a != rsvp::Answer::NotGoing).collect();
    let people = rsvp::answered(turn, event, &answers).await?;
    reach(turn, &people).await
}

/// How many of these can be written to, and how many cannot.
async fn reach(turn: &mut Turn<'_>, people: &[PersonId]) -> Result<(usize, usize), Failure> {
    let reached = people::reachable(turn, people).await?.len();
    Ok((reached, people.len() - reached))
}

async fn finish(turn: &mut Turn<'_>, who: &Actor, community: &CommunityId, end: End) -> Answer<State> {
    let t = who.tongue();
    match end {
        End::Keep(draft) => match (save(turn, who, community, &draft).await?, draft.event) {
            (None, Some(id)) => show(turn, who, id, Html::default()).await,
            _ => Ok(Done::show(screens::kept(t))),
        },
        End::Discard(draft) => {
            if let Some(id) = draft.event {
                store::drop_draft(turn.db, id).await?;
                if find(turn, id).await?.is_some() {
                    return meanwhile(turn, who, id).await;
                }
            }
            Ok(Done::show(screens::discarded(t)))
        }
        End::Announce(draft) => announce(turn, who, community, &draft).await,
        End::Move(target, at, why) => shift(turn, who, target, at, why).await,
        End::Rename(target, title) => rename(turn, who, target, &title).await,
        End::Relocate(target, found) => relocate(turn, who, target, &found).await,
        End::Reseat(target, seats) => reseat(turn, who, target, seats).await,
        End::Cancel(target, why) => cancel(turn, who, target, why).await,
        End::Away(event) => Ok(Done::show(desk(turn, who, event).await?)),
    }
}

/// Puts the draft into the plan; `None` if it is not finished or was announced or thrown away meanwhile.
async fn save(
    turn: &mut Turn<'_>,
    who: &Actor,
    community: &CommunityId,
    draft: &Draft,
) -> Result<Option<EventId>, Failure> {
    let (Some(kind), Some(title), Some(starts_at)) = (&draft.kind, &draft.title, draft.starts_at) else {
        return Ok(None);
    };
    let (place, link) = (draft.place.as_deref(), draft.link.as_deref());
    let plan = Plan { kind, title, starts_at, place, link, seats: draft.seats };
    let Some(id) = draft.event else {
        return Ok(Some(store::add(turn.db, community, who.person(), &plan, turn.now).await?));
    };
    match find(turn, id).await? {
        Some(event) if event.state == EventState::Draft => {
            store::rewrite(turn.db, id, &plan).await?;
            Ok(Some(id))
        }
        _ => Ok(None),
    }
}

async fn announce(turn: &mut Turn<'_>, who: &Actor, community: &CommunityId, draft: &Draft) -> Answer<State> {
    let Some(id) = save(turn, who, community, draft).await? else {
        return match draft.event {
            Some(id) => show(turn, who, id, Html::default()).await,
            None => Ok(Done::show(screens::gone(who.tongue()))),
        };
    };
    store::announce(turn.db, id, who.person(), turn.now).await?;
    let Some(event) = find(turn, id).await? else { return Ok(Done::show(screens::gone(who.tongue()))) };
    let members = membership::members(turn, community, Circle::All).await?;
    let (reached, _) = reach(turn, &members).await?;
    Ok(Done::show(screens::announced(who.tongue(), &event, reached)).and(over(&event)?).fact(Fact::EventAnnounced(id)))
}

/// The timer of the end.
fn over(event: &Event) -> Result<Effect, Failure> {
    let job = Job::Over { event: event.id, starts_at: event.starts_at };
    Ok(Effect::later(Press::SLICE, over_key(event.id), event.ends_at(), &job)?)
}

fn over_key(event: EventId) -> String {
    format!("ev:{event}:over")
}

/// The target, unless somebody changed it meanwhile.
async fn unchanged(turn: &mut Turn<'_>, target: Target) -> Result<Option<Event>, Failure> {
    Ok(find(turn, target.event).await?.filter(|e| e.version == target.version))
}

async fn shift(
    turn: &mut Turn<'_>,
    who: &Actor,
    target: Target,
    at: DateTime<Utc>,
    why: Option<String>,
) -> Answer<State> {
    let Some(event) = unchanged(turn, target).await? else { return meanwhile(turn, who, target.event).await };
    if at == event.starts_at {
        return show(turn, who, event.id, say!(who.tongue(), events_done_same)).await;
    }
    store::shift(turn.db, event.id, at, why.as_deref()).await?;
    let moved = Event { starts_at: at, ..event };
    let (told, _) = concerned(turn, moved.id).await?;
    let done = show(turn, who, moved.id, say!(who.tongue(), events_done_moved, n = told)).await?;
    Ok(done.and(over(&moved)?).fact(Fact::EventMoved(moved.id)))
}

async fn rename(turn: &mut Turn<'_>, who: &Actor, target: Target, title: &str) -> Answer<State> {
    let Some(event) = unchanged(turn, target).await? else { return meanwhile(turn, who, target.event).await };
    store::rename(turn.db, event.id, title).await?;
    let done = show(turn, who, event.id, say!(who.tongue(), events_done_renamed)).await?;
    match find(turn, event.id).await? {
        Some(event) => Ok(done.and_all(rsvp::refresh(turn, &event).await?)),
        None => Ok(done),
    }
}

async fn relocate(turn: &mut Turn<'_>, who: &Actor, target: Target, found: &Whereabouts) -> Answer<State> {
    let Some(event) = unchanged(turn, target).await? else { return meanwhile(turn, who, target.event).await };
    if (&event.place, &event.link) == (&found.place, &found.link) {
        return show(turn, who, event.id, say!(who.tongue(), events_done_same)).await;
    }
    store::relocate(turn.db, event.id, found).await?;
    let (told, _) = concerned(turn, event.id).await?;
    let done = show(turn, who, event.id, say!(who.tongue(), events_done_relocated, n = told)).await?;
    Ok(done.fact(Fact::EventMoved(event.id)))
}

async fn reseat(turn: &mut Turn<'_>, who: &Actor, target: Target, seats: Option<u32>) -> Answer<State> {
    let Some(event) = unchanged(turn, target).await? else { return meanwhile(turn, who, target.event).await };
    let tally = rsvp::tally(turn, &event).await?;
    let taken = tally.coming + tally.offered;
    let lead = match seats.map(|n| usize::try_from(n).unwrap_or(usize::MAX)) {
        Some(n) if n < taken => say!(who.tongue(), events_done_seats_kept, n = taken),
        _ => say!(who.tongue(), events_done_seats),
    };
    store::reseat(turn.db, event.id, seats).await?;
    Ok(show(turn, who, event.id, lead).await?.fact(Fact::SeatsChanged(event.id)))
}

async fn cancel(turn: &mut Turn<'_>, who: &Actor, target: Target, why: Option<String>) -> Answer<State> {
    let Some(event) = unchanged(turn, target).await? else { return meanwhile(turn, who, target.event).await };
    store::cancel(turn.db, event.id, why.as_deref()).await?;
    let (told, _) = concerned(turn, event.id).await?;
    let done = show(turn, who, event.id, say!(who.tongue(), events_done_cancelled, n = told)).await?;
    Ok(done.and(Effect::Drop { key: over_key(event.id) }).fact(Fact::EventCancelled(event.id)))
}

/// Somebody else was quicker.
async fn meanwhile(turn: &mut Turn<'_>, who: &Actor, id: EventId) -> Answer<State> {
    match find(turn, id).await? {
        Some(event) => as_it_stands(turn, who, &event).await,
        None => Ok(Done::show(screens::gone(who.tongue()))),
    }
}

/// The card as it stands now, after a sentence.
async fn show(turn: &mut Turn<'_>, who: &Actor, id: EventId, lead: Html) -> Answer<State> {
    match find(turn, id).await? {
        Some(event) => Ok(Done::show(rsvp::card(turn, who, &event, lead).await?)),
        None => Ok(Done::show(screens::gone(who.tongue()))),
    }
}

/// Moves begin with the question about the time.
pub(super) const MOVE: Ask = Ask::When(When::Open);
