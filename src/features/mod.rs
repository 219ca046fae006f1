//! What Krug can do. Each capability is a slice: a folder with the same few files.
//!
//! - `mod.rs` the face: `Press`, and `press`, `talk`, `resume`, `job`, `receipt` as far as the slice has them
//! - `rules.rs` pure: types, states, transitions, refusals · `screens.rs` pure: data in, `Screen` out
//! - `dialogue.rs` (if it talks) `State` and `step` · `store.rs` SQL of the tables this slice owns; private
//!
//! A slice returns effects and performs none; it names no messenger and no queue. Between slices only faces are named,
//! in the directions that tests/tidy.rs lists: people ← membership ← events ← rsvp; membership ← consultations,
//! broadcasts (which also asks events and rsvp), privacy; home names every face.
//!
//! To add a capability: the folder, `locales/<tongue>/<name>.ftl`, a migration, `tests/<name>.rs`, and its line in
//! `registry.rs`. Who listens to whose facts is the table in `react`.

pub mod broadcasts;
pub mod commands;
pub mod consultations;
pub mod events;
pub mod home;
pub mod membership;
pub mod people;
pub mod privacy;
mod registry;
pub mod rsvp;
mod talks;
mod turn;

pub use registry::{Press, Talk, job, receipt};
pub use turn::{Answer, Failure, House, Turn};

use chrono::{DateTime, Utc};
use sqlx::SqliteConnection;

use crate::kernel::actor::Actor;
use crate::kernel::effect::Effect;
use crate::kernel::input::{Event, Input, Place, Request};
use crate::kernel::outcome::{Done, Fact, Next};
use crate::kernel::wire::Choice;

/// The answer to one request, and who asked.
pub struct Handled {
    /// The acting person; `None` where nobody we speak with acted.
    pub who: Option<Actor>,
    /// Everything that follows; the dialogue is saved already.
    pub done: Done,
}

/// Decides what follows from a request, facts included, and saves the dialogue.
///
/// # Errors
/// See [`Failure`]; then nothing of the decision may be kept.
pub async fn handle(turn: &mut Turn<'_>, request: Request) -> Result<Handled, Failure> {
    let (chat, account) = match (request.place, request.from) {
        (Place::Private(chat), Some(account)) if !account.is_bot => (chat, account),
        (Place::Group(_), Some(account)) => {
            let done = home::in_group(turn, &account, &request.event);
            return Ok(Handled { who: None, done });
        }
        _ => return Ok(Handled { who: None, done: Done::nothing() }),
    };
    let (who, away) = people::arrive(turn, &account, chat).await?;
    let back = away && request.event != Event::Blocked;
    let back = if back { people::back(turn, who.person()).await? } else { Done::nothing() };
    let done = decide(turn, &who, &request.event, request.replies.as_deref()).await?.with(back);
    let done = keep_talk(turn, &who, &request.event, done).await?;
    Ok(Handled { done: settle(turn, done).await?, who: Some(who) })
}

/// What a button does that asks for the same, if there can be one.
fn asked(event: &Event) -> Option<home::Asked> {
    match event {
        Event::Press { data, .. } => match Press::read(data)? {
            Press::Home(home::Press::Anew(asked)) => Some(asked),
            _ => home::Asked::of(data),
        },
        Event::Command { name, .. } => home::Asked::of(commands::door(name)?.wire().as_str()),
        _ => None,
    }
}

async fn decide(turn: &mut Turn<'_>, who: &Actor, event: &Event, replies: Option<&[String]>) -> Answer<Talk> {
    match event {
        Event::Command { name, rest, .. } => command(turn, who, name, rest).await,
        Event::Press { data, .. } => pressed(turn, who, data).await,
        Event::Message(input) => written(turn, who, input, replies).await,
        Event::Edited => Ok(home::edited(who).silent()),
        Event::Blocked => Ok(people::blocked(turn, who.person()).await?.silent()),
        Event::Unblocked | Event::Foreign => Ok(Done::nothing()),
    }
}

/// A command puts the running dialogue aside, does what it is for, and offers the draft again.
async fn command(turn: &mut Turn<'_>, who: &Actor, name: &str, rest: &str) -> Answer<Talk> {
    let door = commands::door(name);
    if door.is_none() && name != "start" {
        return Ok(home::unknown_command(who).silent());
    }
    let aside = put_aside(turn, who).await?;
    let done = match door {
        Some(press) => registry::press(turn, who, press).await?,
        None => home::start(turn, who, rest).await?,
    };
    Ok(offer_again(who, aside, done))
}

/// Puts the active dialogue aside; returns it.
async fn put_aside(turn: &mut Turn<'_>, who: &Actor) -> sqlx::Result<Option<Talk>> {
    if who.talks { talks::shelve(turn.db, who.person()).await } else { Ok(None) }
}

/// Offers a draft that was just put aside, unless the answer has its own idea of the dialogue, or erases it, or nothing is in
/// the draft.
fn offer_again(who: &Actor, aside: Option<Talk>, mut done: Done<Talk>) -> Done<Talk> {
    let erased = done.facts.iter().any(|fact| matches!(fact, Fact::Erased(_) | Fact::Forgotten(..)));
    if let (Some(draft), Next::Keep, false) = (aside.filter(|talk| !talk.is_blank()), &done.talk, erased) {
        home::offer_draft(who, draft.slice(), &mut done.effects);
    }
    done
}

async fn pressed(turn: &mut Turn<'_>, who: &Actor, data: &str) -> Answer<Talk> {
    if let Some(choice) = Choice::read(data) {
        return match talks::of(turn.db, who.person(), &choice.slice).await? {
            Some(talk) => {
                let input = Input::Choice { step: choice.step, value: choice.value };
                registry::talk(turn, who, talk, input).await
            }
            None => match broadcasts::over(turn, who, &choice).await? {
                Some(done) => Ok(done.silent()),
                None => Ok(home::stale(turn, who).await?.silent()),
            },
        };
    }
    match Press::read(data) {
        Some(Press::Home(home::Press::Resume(slice))) => resume(turn, who, &slice).await,
        Some(Press::Home(home::Press::Instead(slice))) => {
            consultations::no_question(turn, who).await?;
            resume(turn, who, &slice).await
        }
        Some(Press::Home(home::Press::Discard(slice))) => {
            talks::delete(turn.db, who.person(), &slice).await?;
            Ok(home::discarded(turn, who).await?.silent())
        }
        Some(Press::Home(home::Press::Anew(asked))) => match Press::read(asked.data()) {
            // Pressed twice: what the first press has begun is no draft in the way.
            Some(press) if !talks::waiting(turn.db, who.person()).await?.contains(&press.slice()) => {
                act(turn, who, press).await
            }
            Some(press) => {
                talks::delete(turn.db, who.person(), press.slice()).await?;
                let mut done = act(turn, who, press).await?;
                // Whatever else is said at this press says more.
                done.effects.insert(0, home::draft_deleted(who));
                Ok(done)
            }
            None => Ok(home::stale(turn, who).await?.silent()),
        },
        Some(press) => act(turn, who, press).await,
        None => Ok(home::stale(turn, who).await?.silent()),
    }
}

/// A press that belongs to no dialogue puts the running one aside, and offers it again.
async fn act(turn: &mut Turn<'_>, who: &Actor, press: Press) -> Answer<Talk> {
    let aside = put_aside(turn, who).await?;
    let done = registry::press(turn, who, press).await?;
    if let Some(draft) = &aside
        && done.talk == Next::Keep
        && !done.shows()
    {
        // A mere note, as «Прочитано» gets, interrupts nothing.
        talks::take_up(turn.db, who.person(), draft.slice()).await?;
        return Ok(done);
    }
    Ok(offer_again(who, aside, done))
}

/// Goes on with the draft of a slice, if it is still there.
async fn resume(turn: &mut Turn<'_>, who: &Actor, slice: &str) -> Answer<Talk> {
    match talks::of(turn.db, who.person(), slice).await? {
        Some(talk) => Ok(resumed(registry::resume(turn, who, talk.clone()).await?, talk)),
        None => Ok(home::stale(turn, who).await?.silent()),
    }
}

/// A dialogue that is asked to show its question again goes on where it was, unless it says otherwise.
fn resumed(done: Done<Talk>, talk: Talk) -> Done<Talk> {
    if done.talk == Next::Keep { done.on(talk) } else { done }
}

/// The one door for everything typed: what cannot be seen gets no further.
async fn written(turn: &mut Turn<'_>, who: &Actor, input: &Input, replies: Option<&[String]>) -> Answer<Talk> {
    let input = input.visible();
    if who.talks
        && let Some(talk) = talks::active(turn.db, who.person()).await?
    {
        return registry::talk(turn, who, talk, input).await;
    }
    if let Some(done) = consultations::loose(turn, who, &input, replies).await? {
        return beside(turn, who, done.map_talk(consultations::Press::SLICE, Into::into)).await;
    }
    if let Some(done) = membership::loose(turn, who, &input).await? {
        return Ok(done.map_talk(membership::Press::SLICE, Into::into));
    }
    if let Some(done) = rsvp::loose(turn, who, &input).await? {
        return Ok(done.silent());
    }
    Ok(home::unprompted(turn, who, &input).await?.silent())
}

/// What is taken for something new may belong to what she had put aside: that is offered beside it.
async fn beside(turn: &mut Turn<'_>, who: &Actor, mut done: Done<Talk>) -> Answer<Talk> {
    if let Next::Begin(new) = &done.talk
        && let Some(other) = talks::aside(turn.db, who.person()).await?.iter().find(|t| t.slice() != new.slice())
    {
        home::offer_instead(who, other.slice(), &mut done.effects);
    }
    Ok(done)
}

/// Saves where the dialogue stands. A new dialogue never overwrites a draft that holds something: the draft is offered
/// first, and what the event asked for in its place.
async fn keep_talk(turn: &mut Turn<'_>, who: &Actor, event: &Event, done: Done<Talk>) -> Result<Done, Failure> {
    let person = who.person();
    match &done.talk {
        Next::Keep => {}
        Next::Begin(talk) => {
            if talks::holds(turn.db, person, talk.slice()).await? {
                return Ok(home::draft_first(who, talk.slice(), asked(event)));
            }
            talks::put(turn.db, person, talk, turn.now).await?;
        }
        Next::On(talk) => talks::put(turn.db, person, talk, turn.now).await?,
        Next::EndOf(slice) => talks::delete(turn.db, person, slice).await?,
        Next::End => return Err(Failure::Broken("a dialogue ended that no slice owns".to_owned())),
    }
    Ok(Done { effects: done.effects, facts: done.facts, talk: Next::Keep })
}

/// Lets everybody who listens react to what happened, until nothing more happens.
///
/// # Errors
/// See [`Failure`].
pub async fn settle(turn: &mut Turn<'_>, mut done: Done) -> Result<Done, Failure> {
    let mut told = 0;
    while let Some(fact) = done.facts.get(told).cloned() {
        told += 1;
        let follows = react(turn, &fact).await?;
        done = done.with(follows);
    }
    done.facts.clear();
    Ok(done)
}

/// Who listens to what, in the order in which they are told.
async fn react(turn: &mut Turn<'_>, fact: &Fact) -> Result<Done, Failure> {
    match fact {
        Fact::Joined(community, person) => events::joined(turn, community, *person).await,
        Fact::Left(community, person) => {
            let seats = rsvp::left(turn, community, *person).await?;
            let questions = consultations::left(turn, community, *person).await?;
            Ok(seats.with(questions).with(broadcasts::left(turn, community, *person).await?))
        }
        Fact::RoleChanged(community, person) => consultations::role_changed(turn, community, *person).await,
        Fact::Forgotten(community, person) => {
            talks::forget(turn.db, *person, community).await?;
            let answers = rsvp::forgotten(turn, community, *person).await?;
            Ok(answers.with(broadcasts::forgotten(turn, community, *person).await?))
        }
        Fact::Erased(person) => {
            talks::erase(turn.db, *person).await?;
            let answers = rsvp::erased(turn, *person).await?;
            let questions = consultations::erased(turn, *person).await?;
            let erased = answers.with(questions).with(broadcasts::erased(turn, *person).await?);
            Ok(erased.and(Effect::Forget(*person)))
        }
        Fact::Unreachable(person) => {
            let orphans = membership::unreachable(turn, *person).await?;
            let answers = orphans.with(rsvp::unreachable(turn, *person).await?);
            Ok(answers.with(consultations::unreachable(turn, *person).await?))
        }
        Fact::Reachable(person) => rsvp::reachable(turn, *person).await,
        Fact::EventAnnounced(event) => rsvp::announced(turn, *event).await,
        Fact::EventMoved(event) => rsvp::moved(turn, *event).await,
        Fact::SeatsChanged(event) => rsvp::seats_changed(turn, *event).await,
        Fact::EventCancelled(event) => rsvp::cancelled(turn, *event).await,
    }
}

/// Deletes what no slice needs any more: drafts nobody came back to, words nobody said for whom. Now and then.
///
/// # Errors
/// Storage errors.
pub async fn sweep(db: &mut SqliteConnection, now: DateTime<Utc>) -> sqlx::Result<()> {
    talks::sweep(db, now).await?;
    consultations::sweep(db, now).await
}
