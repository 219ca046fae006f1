//! Asking, as far as it needs the world: the dialogue's surroundings, the sending, the question nobody announced.

use chrono::Timelike;
use rand::RngCore;

use super::desk::{self, view};
use super::dialogue::{self, Context, Draft, Dropped, State};
use super::offers::{self, Course};
use super::rules::Stage;
use super::screens::{asking as screens, cards, line};
use super::{Press, focus_store, heads, store};
use crate::communities::Feature;
use crate::features::talks;
use crate::features::turn::{Answer, Failure, Turn};
use crate::features::{Talk, membership};
use crate::kernel::actor::Actor;
use crate::kernel::html::Html;
use crate::kernel::ids::CommunityId;
use crate::kernel::input::Input;
use crate::kernel::outcome::{Done, Step};
use crate::kernel::screen::Screen;
use crate::kernel::time::is_quiet;
use crate::{label, say};

/// `/ask`.
pub async fn begin(turn: &mut Turn<'_>, who: &Actor) -> Answer<State> {
    match place(turn, who).await? {
        Ok(community) => {
            let draft = Draft::new(turn.chance.next_u32(), community, false);
            let screen = prompt(turn, who, &draft, None).await?;
            Ok(Done::show(screen).begin(State::Ask(draft)))
        }
        Err(screen) => Ok(Done::show(screen)),
    }
}

/// Where the person may ask; else what to show instead.
async fn place(turn: &mut Turn<'_>, who: &Actor) -> Result<Result<CommunityId, Screen>, Failure> {
    let community = match &who.community {
        Some(community) if membership::standing(turn, who, community).await?.is_member() => community,
        _ => {
            let way_in = membership::front(turn, who).await?;
            return Ok(Err(way_in.headed(say!(who.tongue(), consultations_members_ask))));
        }
    };
    if !turn.profile(community)?.has(Feature::Consultations) {
        return Ok(Err(line(who.tongue(), say!(who.tongue(), consultations_off))));
    }
    Ok(Ok(community.clone()))
}

async fn prompt(turn: &mut Turn<'_>, who: &Actor, draft: &Draft, help: Option<Html>) -> Result<Screen, Failure> {
    let name = desk::spoken(turn, who.person()).await?;
    let profile = turn.profile(&draft.community)?;
    Ok(screens::prompt(who.tongue(), profile, draft, name.as_deref(), help))
}

/// Shows the present question again.
pub async fn resume(turn: &mut Turn<'_>, who: &Actor, state: State) -> Answer<State> {
    match state {
        State::Ask(draft) if turn.profiles.get(&draft.community).is_some() => {
            Ok(Done::show(prompt(turn, who, &draft, None).await?))
        }
        State::Ask(_) => begin_anew(turn, who).await,
        State::Answer(id) => heads::resume(turn, who, id).await,
    }
}

/// The draft belongs to a community that is not served any more.
async fn begin_anew(turn: &mut Turn<'_>, who: &Actor) -> Answer<State> {
    Ok(Done::show(membership::front(turn, who).await?).end())
}

/// Takes what the person said or pressed.
pub async fn talk(turn: &mut Turn<'_>, who: &Actor, state: State, input: Input) -> Answer<State> {
    let draft = match state {
        State::Answer(id) => return heads::written(turn, who, id, input).await,
        State::Ask(draft) if turn.profiles.get(&draft.community).is_none() => return begin_anew(turn, who).await,
        State::Ask(draft) => draft,
    };
    let has_name = desk::spoken(turn, who.person()).await?.is_some();
    let profile = turn.profile(&draft.community)?;
    let topics: Vec<_> = profile.topics.iter().map(|topic| (topic.id.as_str(), topic.title.as_str())).collect();
    let with = Context { tongue: who.tongue(), topics: &topics, has_name };
    match dialogue::step(draft, input, &with) {
        Step::Ask(draft) => Ok(Done::show(prompt(turn, who, &draft, None).await?).on(State::Ask(draft))),
        Step::Again(draft, help) => Ok(Done::show(prompt(turn, who, &draft, Some(help)).await?).on(State::Ask(draft))),
        Step::Complete(Dropped) => Ok(Done::show(line(who.tongue(), say!(who.tongue(), consultations_just_so))).end()),
    }
}

/// «Отправить». The draft's number finds what was sent from it: a second press changes nothing.
pub async fn send(turn: &mut Turn<'_>, who: &Actor, nonce: u32) -> Answer<State> {
    if let Some(id) = store::by_nonce(turn.db, who.person(), nonce).await? {
        return match desk::find(turn, id).await? {
            Some(q) => {
                let card = desk::card(turn, who, &q).await?;
                Ok(Done::show(card).toast(label!(who.tongue(), consultations_already_sent)))
            }
            None => Ok(Done::show(membership::front(turn, who).await?)),
        };
    }
    let draft = match talks::of(turn.db, who.person(), Press::SLICE).await? {
        Some(Talk::Consultations(State::Ask(draft))) if turn.profiles.get(&draft.community).is_some() => draft,
        // The draft is gone: it was deleted, or died of age.
        _ => return begin(turn, who).await,
    };
    if draft.nonce != nonce || draft.complete().is_none() {
        return Ok(Done::show(prompt(turn, who, &draft, None).await?).on(State::Ask(draft)));
    }
    let allowed = membership::standing(turn, who, &draft.community).await?.is_member();
    if !allowed || !turn.profile(&draft.community)?.has(Feature::Consultations) {
        return Ok(Done::show(membership::front(turn, who).await?));
    }
    sent(turn, who, &draft).await
}

async fn sent(turn: &mut Turn<'_>, who: &Actor, draft: &Draft) -> Answer<State> {
    let Some((topic, urgency, text, named)) = draft.complete() else {
        return Err(Failure::Broken("an incomplete question was to be sent".to_owned()));
    };
    let asker = who.person();
    let new = store::New { community: &draft.community, asker, nonce: draft.nonce, topic, urgency, text, named };
    let id = store::create(turn.db, &new, turn.now).await?;
    let Some(mut q) = desk::find(turn, id).await? else {
        return Err(Failure::Broken(format!("question {id} is not there right after it was asked")));
    };
    if !store::dialogues(turn.db, asker).await?.is_empty() {
        // What she adds now may belong to this one, which nobody has yet: it goes to no other unasked.
        focus_store::choose(turn.db, asker, id, turn.now).await?;
    }
    let mut out = Vec::new();
    let course = offers::look(turn, &mut q, Some(asker), &mut out).await?;
    let zone = turn.profile(&q.community)?.tz();
    let quiet = is_quiet(turn.now, zone) && q.stage == Stage::Offered;
    let view = view(turn, asker, &q).await?;
    let t = view.t();
    let lead = match course {
        Course::Asked(n) => say!(t, consultations_sent, n = n),
        other => offers::outcome(&view, other),
    };
    let lead = match turn.now.with_timezone(&zone).hour() {
        ..12 if quiet => lead.line(say!(t, consultations_night)),
        12.. if quiet => lead.line(say!(t, consultations_evening)),
        _ => lead,
    };
    Ok(Done::show(cards::asker(&view, Some(lead))).and_all(out).end())
}

/// Something written outside any dialogue that looks like a question: begins one, with the words in it.
pub async fn loose(turn: &mut Turn<'_>, who: &Actor, input: &Input) -> Result<Option<Done<State>>, Failure> {
    let Input::Text(text) = input else { return Ok(None) };
    let text = text.trim();
    if !dialogue::looks_like_question(text) {
        return Ok(None);
    }
    let Ok(community) = place(turn, who).await? else { return Ok(None) };
    match talks::of(turn.db, who.person(), Press::SLICE).await? {
        Some(Talk::Consultations(State::Ask(draft))) if turn.profiles.get(&draft.community).is_some() => {
            return added(turn, who, draft, text).await.map(Some);
        }
        // More likely it is what she was about to answer.
        Some(Talk::Consultations(State::Answer(_))) => return Ok(None),
        _ => {}
    }
    let mut draft = Draft::new(turn.chance.next_u32(), community, true);
    draft.beside = !talks::aside(turn.db, who.person()).await?.is_empty();
    let help = draft.add(text).err().map(|length| dialogue::too_long(who.tongue(), length));
    let screen = prompt(turn, who, &draft, help).await?;
    Ok(Some(Done::show(screen).begin(State::Ask(draft))))
}

/// What she wrote outside any dialogue is no question, as she says by going on with something else.
pub async fn no_question(turn: &mut Turn<'_>, who: &Actor) -> Result<(), Failure> {
    match talks::of(turn.db, who.person(), Press::SLICE).await? {
        Some(Talk::Consultations(state)) if state.is_unclaimed() => {
            Ok(talks::delete(turn.db, who.person(), Press::SLICE).await?)
        }
        _ => Ok(()),
    }
}

/// A draft waits already: the words are added to it, so that neither is lost.
async fn added(turn: &mut Turn<'_>, who: &Actor, mut draft: Draft, text: &str) -> Answer<State> {
    let help = match draft.add(text) {
        Ok(()) => say!(who.tongue(), consultations_text_added),
        Err(length) => dialogue::too_long(who.tongue(), length),
    };
    let screen = prompt(turn, who, &draft, Some(help)).await?;
    Ok(Done::show(screen).on(State::Ask(draft)))
}
