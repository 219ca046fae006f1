//! Runs the dialogue of composing: gives each step what it must know, draws the next question, keeps what was written.
//!
//! A broadcast becomes a row here and nowhere else, upon an explicit press.

use super::body::Body;
use super::desk::show;
use super::dialogue::{Context, Draft, End, Letter, State, coming, step};
use super::rules::{Broadcast, Course, Kind, Order, Segment};
use super::screens::Audience;
use super::segment::Part;
use super::{Press, audience, course, digests, offers, post, scheduling, screens, store_audience, whom};
use crate::features::membership;
use crate::features::talks;
use crate::features::turn::{Answer, Failure, Turn};
use crate::kernel::actor::{Actor, Tongue};
use crate::kernel::effect::Effect;
use crate::kernel::html::Html;
use crate::kernel::ids::CommunityId;
use crate::kernel::input::Input;
use crate::kernel::outcome::{Done, Next, Step};
use crate::label;

/// A new text.
pub(super) async fn begin(
    turn: &mut Turn<'_>,
    who: &Actor,
    community: CommunityId,
    whom: Option<Segment>,
) -> Answer<State> {
    let (done, state) = draw(turn, who, State::Text(Draft::new(community, whom)), None).await?;
    Ok(done.begin(state))
}

/// A new text to some of those whom an earlier one reached. If nobody of them is left, there is nothing to write.
pub(super) async fn begin_after(turn: &mut Turn<'_>, who: &Actor, earlier: Broadcast, some: Part) -> Answer<State> {
    let whom = Segment::from(some);
    if audience::people_of(turn, &earlier.community, &whom).await?.is_empty() {
        return show(turn, who, &earlier, label!(who.tongue(), broadcasts_meant_nobody)).await;
    }
    begin(turn, who, earlier.community, Some(whom)).await
}

/// For whom a new text is, if that was known before it.
async fn whom_for(turn: &mut Turn<'_>, t: Tongue, draft: &Draft) -> Result<Option<Audience>, Failure> {
    match (&draft.whom, &draft.before) {
        (Some(whom), None) => {
            let letter = Letter::new(draft.community.clone(), Body::default(), whom.clone());
            audience::look(turn, t, &letter).await.map(Some)
        }
        _ => Ok(None),
    }
}

/// A broadcast that has not begun becomes a draft again; one that waits for its time is taken off the schedule, so
/// that what is being corrected cannot leave uncorrected.
pub(super) async fn edit(turn: &mut Turn<'_>, who: &Actor, broadcast: Broadcast) -> Answer<State> {
    let open = matches!(broadcast.course, Course::Scheduled | Course::Late | Course::Withdrawn | Course::Barred);
    if !open || broadcast.body.is_empty() || broadcast.kind == Kind::Digest {
        return show(turn, who, &broadcast, label!(who.tongue(), broadcasts_as_it_is)).await;
    }
    take_off(turn, who, broadcast, State::Preview).await
}

/// The letter of a broadcast becomes a draft that goes on at the question `ask`.
pub(super) async fn take_off(
    turn: &mut Turn<'_>,
    who: &Actor,
    mut broadcast: Broadcast,
    ask: impl FnOnce(Letter) -> State,
) -> Answer<State> {
    let letter = Letter::from(&broadcast);
    if talks::holds(turn.db, who.person(), Press::SLICE).await? {
        // The draft that is there already is offered in place of this.
        return Ok(Done::nothing().begin(ask(letter)));
    }
    let off = course::command(turn, &mut broadcast, Order::Withdraw).await?;
    let (done, state) = draw(turn, who, ask(letter), None).await?;
    Ok(match off {
        Some(off) => {
            let told = Effect::Alert(label!(who.tongue(), broadcasts_taken_off));
            done.with(off).and(told).begin(state)
        }
        None => done.begin(state),
    })
}

/// Takes what the person said.
pub(super) async fn talk(turn: &mut Turn<'_>, who: &Actor, state: State, input: Input) -> Answer<State> {
    let community = state.community().clone();
    if !is_allowed(turn, who, &community).await? {
        return Ok(Done::show(screens::not_yours(who.tongue())).end());
    }
    let t = who.tongue();
    let offers = match &state {
        State::Part(choosing) => offers::on(turn, t, &community, choosing.shelf).await?,
        _ => Vec::new(),
    };
    let context = Context { reader: who.reader, now: turn.now, profile: turn.profile(&community)?, offers: &offers };
    let album = match &input {
        Input::Media { album, .. } => album.clone(),
        _ => None,
    };
    let typed = matches!(input, Input::Text(_));
    let pressed = matches!(input, Input::Choice { .. });
    let done = match step(state, input, &context) {
        Step::Ask(next) => ask(turn, who, next, None).await,
        Step::Again(State::Preview(letter), help) if pressed && !help.is_empty() => {
            look_again(turn, who, letter, help).await
        }
        Step::Again(same, help) => ask(turn, who, same, Some(help)).await,
        Step::Complete(end) => finish(turn, who, end).await,
    }?;
    let cut = match &done.talk {
        Next::On(state) if typed => coming(state, turn.now),
        _ => None,
    };
    Ok(match (album, cut) {
        (Some(album), _) => said_once(done, who, &format!("album:{album}")),
        (None, Some(first)) => said_once(done, who, &format!("cut:{first}")),
        (None, None) => done,
    })
}

/// The parts of an album come one by one, and so do those of a text that Telegram cut: they get one answer, which is
/// drawn anew at each. With a preview that is what stands below the letter.
fn said_once(mut done: Done<State>, who: &Actor, what: &str) -> Done<State> {
    let to = who.person();
    let last = done.effects.iter_mut().rfind(|effect| matches!(effect, Effect::Show(_) | Effect::Say(_)));
    if let Some(effect) = last
        && let Effect::Show(screen) | Effect::Say(screen) = &*effect
    {
        let anchor = format!("{}:{to}:{what}", Press::SLICE);
        *effect = Effect::Redraw { to, anchor, screen: screen.clone() };
    }
    done
}

async fn finish(turn: &mut Turn<'_>, who: &Actor, end: End) -> Answer<State> {
    let t = who.tongue();
    match end {
        End::Now(letter, night) => scheduling::send(turn, who, letter, night).await,
        End::At(letter, at) => scheduling::schedule(turn, who, letter, at).await,
        End::Digest(community, at) => digests::at(turn, who, community, at).await,
        End::Try(letter) => try_on(turn, who, letter).await,
        End::Keep(letter, name) => {
            let (next, help) = whom::keep(turn, t, letter, &name).await?;
            ask(turn, who, next, help).await
        }
        End::Forget(letter, list) => {
            store_audience::drop_segment(turn.db, &letter.community, list).await?;
            let done = ask(turn, who, State::Meant { letter, list: None }, None).await?;
            Ok(done.toast(label!(t, broadcasts_list_dropped)))
        }
    }
}

/// The letter as its readers will get it, and what she can do with it below: the card above goes.
async fn try_on(turn: &mut Turn<'_>, who: &Actor, letter: Letter) -> Answer<State> {
    let t = who.tongue();
    let trial = post::trial(who, turn.profile(&letter.community)?, &letter.body);
    let (asked, state) = draw(turn, who, State::Preview(letter), Some(Html::default())).await?;
    let below = asked.effects.into_iter().map(|effect| match effect {
        Effect::Show(screen) => Effect::Say(screen),
        other => other,
    });
    let done = Done::show(screens::look_below(t)).with(trial).and_all(below);
    Ok(done.toast(label!(t, broadcasts_tried)).on(state))
}

/// An older button, while the letter is looked at: what can be done with it comes below, without the letter and its files once
/// more. What was pressed stays as it is: another letter may stand above it.
async fn look_again(turn: &mut Turn<'_>, who: &Actor, letter: Letter, help: Html) -> Answer<State> {
    let t = who.tongue();
    let seen = audience::look(turn, t, &letter).await?;
    if seen.is_nobody() {
        return ask(turn, who, State::Preview(letter), Some(help)).await;
    }
    let taken = scheduling::taken(turn, &letter).await?;
    let about = screens::not_above(t, &letter.body);
    let card = screens::preview(t, about, &seen, &letter.send_now(), taken.as_ref());
    Ok(Done::say(card).on(State::Preview(letter)))
}

/// Shows the present question again.
pub(super) async fn resume(turn: &mut Turn<'_>, who: &Actor, state: State) -> Answer<State> {
    if !is_allowed(turn, who, state.community()).await? {
        return Ok(Done::show(screens::not_yours(who.tongue())).end());
    }
    ask(turn, who, state, None).await
}

/// Whether the person may write to this community, and the bot still serves it.
async fn is_allowed(turn: &mut Turn<'_>, who: &Actor, community: &CommunityId) -> Result<bool, Failure> {
    Ok(turn.profiles.get(community).is_some() && membership::standing(turn, who, community).await?.coordinator)
}

pub(super) async fn ask(turn: &mut Turn<'_>, who: &Actor, state: State, help: Option<Html>) -> Answer<State> {
    let (done, state) = draw(turn, who, state, help).await?;
    Ok(done.on(state))
}

/// The question of a state, under a line of help if there is one. With [`State::Preview`] the text comes first, in a
/// message of its own: what stands above what was pressed, or typed, may be another one. Not with help that says nothing: she
/// comes back to where it stands. Nobody to write to leads back to «to whom?».
async fn draw(
    turn: &mut Turn<'_>,
    who: &Actor,
    state: State,
    help: Option<Html>,
) -> Result<(Done<State>, State), Failure> {
    let (t, profile) = (who.tongue(), turn.profile(state.community())?);
    let (screen, state) = match state {
        State::Text(ref draft) => {
            let to = whom_for(turn, t, draft).await?;
            (screens::ask_text(t, profile, draft, to.as_ref()), state)
        }
        State::Whom(ref letter) => (whom::first(turn, t, letter).await?, state),
        State::Part(ref choosing) => (whom::part(turn, t, choosing).await?, state),
        State::Meant { letter, list } => whom::meant(turn, t, letter, list).await?,
        State::Drop { letter, list } => whom::drop(turn, t, letter, list).await?,
        State::Name(ref letter) => (whom::name(turn, t, letter).await?, state),
        State::When { ref letter, ref offers, .. } => (scheduling::ask_when(turn, who, letter, offers).await?, state),
        State::Digest { ref offers, .. } => (screens::ask_digest(t, profile, offers), state),
        State::Night(ref letter) => (scheduling::ask_night(turn, who, letter).await?, state),
        State::Preview(letter) => {
            let seen = audience::look(turn, t, &letter).await?;
            if seen.is_nobody() {
                let (screen, state) = whom::nobody(turn, t, letter, &seen).await?;
                return Ok((Done::show(screen), state));
            }
            let stays = help.as_ref().is_some_and(|help| help.plain().is_empty());
            let taken = scheduling::taken(turn, &letter).await?;
            let numbers =
                screens::preview(t, screens::above(t, &letter.body), &seen, &letter.send_now(), taken.as_ref());
            let numbers = numbers.headed(help.unwrap_or_default());
            if !stays {
                let read = if letter.body.media.is_empty() {
                    Done::show(screens::letter(t, profile, &letter.body))
                } else {
                    // What is pressed has no place for pictures and files.
                    Done::show(screens::look_below(t)).with(post::below(who, profile, &letter.body))
                };
                return Ok((read.and(Effect::Say(numbers)), State::Preview(letter)));
            }
            return Ok((Done::show(numbers), State::Preview(letter)));
        }
    };
    Ok((Done::show(screen.headed(help.unwrap_or_default())), state))
}
