//! What a coordinator does with a question that no mentor took.
//!
//! Her rights are asked anew every time; what is written between two people stays closed to her.

use super::desk::{self, changed, keep, view};
use super::dialogue::{LONGEST, too_long};
use super::rules::{Consultation, Refusal, Stage};
use super::screens::{asking, cards, heads as screens, line, talking};
use super::{State, offers};
use crate::features::turn::{Answer, Failure, Turn};
use crate::features::{membership, people};
use crate::kernel::actor::Actor;
use crate::kernel::html::Html;
use crate::kernel::ids::{ConsultationId, PersonId};
use crate::kernel::input::Input;
use crate::kernel::outcome::Done;
use crate::{label, say};

/// Whether the acting person decides about this question now.
async fn decides(turn: &mut Turn<'_>, who: &Actor, q: &Consultation) -> Result<bool, Failure> {
    Ok(q.stage == Stage::Escalated && desk::is_head(turn, who, q).await?)
}

/// «Беру на себя».
pub async fn take_over(turn: &mut Turn<'_>, who: &Actor, mut q: Consultation) -> Answer<State> {
    if !desk::is_head(turn, who, &q).await? {
        return changed(turn, who, &q).await;
    }
    match q.take_over(who.person(), turn.now) {
        Ok(left) => offers::taken(turn, who, q, &left).await,
        Err(Refusal::Late) => {
            let card = desk::card(turn, who, &q).await?;
            Ok(Done::show(card).toast(label!(who.tongue(), consultations_late)))
        }
        Err(_) => changed(turn, who, &q).await,
    }
}

/// «Поручить наставнику»: those of the topic first, then all the others.
pub async fn assign(turn: &mut Turn<'_>, who: &Actor, q: Consultation, page: u16) -> Answer<State> {
    if !decides(turn, who, &q).await? {
        return changed(turn, who, &q).await;
    }
    let mut all = membership::mentors_of(turn, &q.community, &q.topic).await?;
    for person in membership::members(turn, &q.community, membership::Circle::Mentors).await? {
        if !all.contains(&person) {
            all.push(person);
        }
    }
    all.retain(|person| *person != q.asker && *person != who.person());
    let mut named: Vec<(PersonId, String)> = Vec::new();
    for person in people::reachable(turn, &all).await? {
        named.push((person, name(turn, who, person).await?));
    }
    let view = view(turn, who.person(), &q).await?;
    Ok(Done::show(screens::assign(&view, &named, page)))
}

async fn name(turn: &mut Turn<'_>, who: &Actor, person: PersonId) -> Result<String, Failure> {
    let name = people::name(turn, person).await?.map(|name| name.full());
    Ok(name.unwrap_or_else(|| label!(who.tongue(), consultations_some_mentor)))
}

/// One mentor is asked by name; she may still say no.
pub async fn assign_to(turn: &mut Turn<'_>, who: &Actor, mut q: Consultation, person: PersonId) -> Answer<State> {
    let standing = membership::standing_of(turn, person, &q.community).await?;
    let able = standing.is_member() && standing.mentor && desk::is_reachable(turn, person).await?;
    if !able || !decides(turn, who, &q).await? || q.assign(person, turn.now).is_err() {
        return changed(turn, who, &q).await;
    }
    let mut out = Vec::new();
    offers::offer(turn, &q, person, &mut out).await?;
    keep(turn, &mut q, Some(who.person()), &mut out).await?;
    offers::settle_heads(turn, &q, Some(who.person()), &mut out).await?;
    offers::news(turn, &q, &mut out, |view| offers::outcome(view, offers::Course::Asked(1))).await?;
    let name = name(turn, who, person).await?;
    let view = view(turn, who.person(), &q).await?;
    let text = view.title().para(say!(view.t(), consultations_assigned, name = name));
    Ok(Done::show(line(view.t(), text)).and_all(out))
}

/// «Закрыть с ответом»: one message, and the asker is asked whether it helped.
pub async fn answer(turn: &mut Turn<'_>, who: &Actor, q: Consultation) -> Answer<State> {
    if !decides(turn, who, &q).await? {
        return changed(turn, who, &q).await;
    }
    let screen = asking::answer(&view(turn, who.person(), &q).await?, None);
    Ok(Done::show(screen).begin(State::Answer(q.id)))
}

/// The question that is being answered; `None` if it does not wait for this person's answer any more.
async fn waiting(turn: &mut Turn<'_>, who: &Actor, id: ConsultationId) -> Result<Option<Consultation>, Failure> {
    match desk::find(turn, id).await? {
        Some(q) if decides(turn, who, &q).await? => Ok(Some(q)),
        _ => Ok(None),
    }
}

/// Shows what is being answered again.
pub async fn resume(turn: &mut Turn<'_>, who: &Actor, id: ConsultationId) -> Answer<State> {
    match waiting(turn, who, id).await? {
        Some(q) => Ok(Done::show(asking::answer(&view(turn, who.person(), &q).await?, None))),
        None => Ok(too_late(who)),
    }
}

fn too_late(who: &Actor) -> Done<State> {
    Done::show(line(who.tongue(), say!(who.tongue(), consultations_answer_kept))).end()
}

/// Takes the answer.
pub async fn written(turn: &mut Turn<'_>, who: &Actor, id: ConsultationId, input: Input) -> Answer<State> {
    let Some(q) = waiting(turn, who, id).await? else { return Ok(too_late(who)) };
    let t = who.tongue();
    let help: Option<Html> = match &input {
        Input::Text(words) if words.trim().is_empty() => Some(say!(t, consultations_text_empty)),
        Input::Text(words) => {
            let length = words.trim().encode_utf16().count();
            (length > LONGEST).then(|| too_long(t, length))
        }
        Input::Media { kind, .. } => Some(crate::i18n::words_wanted(t, *kind)),
        Input::Choice { .. } => Some(Html::default()),
    };
    match (help, input) {
        (None, Input::Text(words)) => answered(turn, who, q, words.trim()).await,
        (help, _) => {
            let screen = asking::answer(&view(turn, who.person(), &q).await?, help);
            Ok(Done::show(screen).on(State::Answer(id)))
        }
    }
}

async fn answered(turn: &mut Turn<'_>, who: &Actor, mut q: Consultation, words: &str) -> Answer<State> {
    let Ok(left) = q.answer(who.person(), turn.now) else { return Ok(too_late(who)) };
    let mut out = Vec::new();
    keep(turn, &mut q, Some(who.person()), &mut out).await?;
    offers::redraw(turn, &q, &left, offers::colleague, &mut out).await?;
    offers::settle_heads(turn, &q, None, &mut out).await?;
    let theirs = view(turn, q.asker, &q).await?;
    desk::tell(&mut out, q.asker, talking::answer(&theirs, words));
    desk::tell(&mut out, q.asker, cards::rate(&theirs, say!(theirs.t(), consultations_held_answer)));
    Ok(Done::show(line(who.tongue(), say!(who.tongue(), consultations_answered))).and_all(out).end())
}
