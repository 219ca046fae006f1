//! Looking for somebody who answers: mentors three at a time, then the coordinators, at last the owners.
//!
//! The asker hears honestly at every turn. Coordinators see the words only from here on, and only while it is escalated.

use super::desk::{self, head_anchor, keep, offer_anchor, tell, view};
use super::rules::{Consultation, Looked, Refusal};
use super::screens::{View, cards, careful, heads};
use super::{State, focus_store, store};
use crate::features::turn::{Answer, Failure, Turn};
use crate::features::{membership, people};
use crate::kernel::actor::Actor;
use crate::kernel::effect::{Effect, Notice};
use crate::kernel::html::Html;
use crate::kernel::ids::PersonId;
use crate::kernel::outcome::Done;
use crate::{label, say};

/// What came of looking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Course {
    /// So many mentors are asked now.
    Asked(usize),
    /// Some of those asked before may still answer.
    Waiting,
    /// The coordinators see it.
    Heads,
    /// There is nobody at all.
    Nobody,
}

/// Asks the next mentors, or hands it on; keeps the question.
pub async fn look(
    turn: &mut Turn<'_>,
    q: &mut Consultation,
    actor: Option<PersonId>,
    out: &mut Vec<Effect>,
) -> Result<Course, Failure> {
    let mentors = membership::mentors_of(turn, &q.community, &q.topic).await?;
    let reachable = people::reachable(turn, &mentors).await?;
    let candidates = store::candidates(turn.db, &reachable).await?;
    let course = match q.look(&candidates, turn.now) {
        Ok(Looked::Asked(people)) => {
            for person in &people {
                offer(turn, q, *person, out).await?;
            }
            Course::Asked(people.len())
        }
        Ok(Looked::Nobody) => alert_heads(turn, q, out).await?,
        Ok(Looked::Waiting) | Err(_) => Course::Waiting,
    };
    keep(turn, q, actor, out).await?;
    Ok(course)
}

/// Sends the offer to one mentor.
pub async fn offer(
    turn: &mut Turn<'_>,
    q: &Consultation,
    person: PersonId,
    out: &mut Vec<Effect>,
) -> Result<(), Failure> {
    let screen = cards::offer(&view(turn, person, q).await?, false);
    out.push(Effect::Tell(Notice::new(person, screen).anchored(offer_anchor(q, q.round, person))));
    Ok(())
}

/// Who decides about a question that no mentor took: coordinators, else owners; never the asker herself.
pub async fn heads(turn: &mut Turn<'_>, q: &Consultation) -> Result<Vec<PersonId>, Failure> {
    let coordinators = membership::coordinators(turn, &q.community).await?;
    let mut found = reachable(turn, coordinators, q.asker).await?;
    if found.is_empty() {
        let owners = people::owners(turn).await?;
        found = reachable(turn, owners, q.asker).await?;
    }
    Ok(found)
}

async fn reachable(turn: &mut Turn<'_>, mut all: Vec<PersonId>, but: PersonId) -> Result<Vec<PersonId>, Failure> {
    all.retain(|person| *person != but);
    people::reachable(turn, &all).await
}

/// Shows an escalated question to the coordinators.
pub async fn alert_heads(turn: &mut Turn<'_>, q: &Consultation, out: &mut Vec<Effect>) -> Result<Course, Failure> {
    let all = heads(turn, q).await?;
    for person in &all {
        store::alerted(turn.db, q, *person).await?;
        let screen = heads::alert(&view(turn, *person, q).await?);
        out.push(Effect::Tell(Notice::new(*person, screen).anchored(head_anchor(q, q.round, *person))));
    }
    Ok(if all.is_empty() { Course::Nobody } else { Course::Heads })
}

/// Takes the words out of the coordinators' messages, but for `but`, whose message is being redrawn anyway.
pub async fn settle_heads(
    turn: &mut Turn<'_>,
    q: &Consultation,
    but: Option<PersonId>,
    out: &mut Vec<Effect>,
) -> Result<(), Failure> {
    for (round, person) in store::take_alerts(turn.db, q.id).await? {
        if but != Some(person) {
            let screen = heads::settled(&view(turn, person, q).await?);
            out.push(Effect::Redraw { to: person, anchor: head_anchor(q, round, person), screen });
        }
    }
    Ok(())
}

/// Takes the words and buttons out of the messages of mentors who need not answer any more.
pub async fn redraw(
    turn: &mut Turn<'_>,
    q: &Consultation,
    left: &[(i64, PersonId)],
    why: fn(&View<'_>) -> Html,
    out: &mut Vec<Effect>,
) -> Result<(), Failure> {
    for (round, person) in left {
        let view = view(turn, *person, q).await?;
        let screen = cards::gone(&view, why(&view));
        out.push(Effect::Redraw { to: *person, anchor: offer_anchor(q, *round, *person), screen });
    }
    Ok(())
}

/// «Спасибо, коллега уже ответил.»
pub fn colleague(view: &View<'_>) -> Html {
    say!(view.t(), consultations_gone)
}

/// «Отвечать больше не нужно.»
pub fn not_needed(view: &View<'_>) -> Html {
    say!(view.t(), consultations_not_needed)
}

/// What the asker hears about the course.
pub fn outcome(view: &View<'_>, course: Course) -> Html {
    let t = view.t();
    match course {
        Course::Asked(n) => say!(t, consultations_asked_more, n = n),
        Course::Waiting => say!(t, consultations_waiting_more),
        Course::Heads => say!(t, consultations_with_heads, coordinator = view.coordinator()),
        Course::Nobody => say!(t, consultations_with_nobody),
    }
}

/// Tells the asker what happened and what comes next.
pub async fn news(
    turn: &mut Turn<'_>,
    q: &Consultation,
    out: &mut Vec<Effect>,
    lead: impl FnOnce(&View<'_>) -> Html,
) -> Result<(), Failure> {
    let view = view(turn, q.asker, q).await?;
    let screen = cards::asker(&view, Some(lead(&view)));
    tell(out, q.asker, screen);
    Ok(())
}

/// «Возьму»: the first has it.
pub async fn take(turn: &mut Turn<'_>, who: &Actor, mut q: Consultation) -> Answer<State> {
    if !desk::is_mentor(turn, who, &q).await? {
        let card = desk::card(turn, who, &q).await?;
        return Ok(Done::show(card).toast(label!(who.tongue(), consultations_not_mentor)));
    }
    match q.take(who.person(), turn.now) {
        Ok(left) => taken(turn, who, q, &left).await,
        Err(Refusal::Yours) => Ok(Done::show(desk::card(turn, who, &q).await?)),
        Err(Refusal::Late) => {
            Ok(Done::show(desk::card(turn, who, &q).await?).toast(label!(who.tongue(), consultations_late)))
        }
        Err(Refusal::NotNow) => desk::changed(turn, who, &q).await,
    }
}

/// Somebody has it from now on: everybody concerned hears, and both may write at once.
pub async fn taken(turn: &mut Turn<'_>, who: &Actor, mut q: Consultation, left: &[(i64, PersonId)]) -> Answer<State> {
    let mut out = Vec::new();
    keep(turn, &mut q, Some(who.person()), &mut out).await?;
    redraw(turn, &q, left, colleague, &mut out).await?;
    settle_heads(turn, &q, Some(who.person()), &mut out).await?;
    for person in [who.person(), q.asker] {
        open_for(turn, &q, person).await?;
    }
    news(turn, &q, &mut out, |view| {
        careful(view.t(), say!(view.t(), consultations_news_taken, name = view.mentor_name()))
    })
    .await?;
    let view = view(turn, who.person(), &q).await?;
    let screen = cards::mentor(&view, Some(careful(view.t(), say!(view.t(), consultations_yours))));
    Ok(Done::show(screen).and_all(out))
}

/// A dialogue has opened for `person`: her words go there only if no other is open.
pub async fn open_for(turn: &mut Turn<'_>, q: &Consultation, person: PersonId) -> Result<(), Failure> {
    if store::dialogues(turn.db, person).await? == [q.id] {
        focus_store::choose(turn.db, person, q.id, turn.now).await?;
    } else if focus_store::of(turn.db, person, turn.now).await?.consultation == Some(q.id) {
        focus_store::let_go(turn.db, person).await?;
    } else {
        focus_store::doubt(turn.db, person, q.id).await?;
    }
    Ok(())
}

/// «Не смогу»: without any blame; the next ones are asked once nobody is left to wait for.
pub async fn decline(turn: &mut Turn<'_>, who: &Actor, mut q: Consultation, round: i64) -> Answer<State> {
    if round != q.round {
        return desk::changed(turn, who, &q).await;
    }
    let Ok(next) = q.decline(who.person()) else { return desk::changed(turn, who, &q).await };
    let mut out = Vec::new();
    if next {
        next_ones(turn, &mut q, Some(who.person()), &mut out).await?;
    } else {
        keep(turn, &mut q, Some(who.person()), &mut out).await?;
    }
    let view = view(turn, who.person(), &q).await?;
    Ok(Done::show(cards::offer(&view, true)).and_all(out))
}

/// Nobody is left to wait for: looks further and tells the asker.
pub async fn next_ones(
    turn: &mut Turn<'_>,
    q: &mut Consultation,
    actor: Option<PersonId>,
    out: &mut Vec<Effect>,
) -> Result<(), Failure> {
    let course = look(turn, q, actor, out).await?;
    if course != Course::Waiting {
        news(turn, q, out, |view| say!(view.t(), consultations_news_none_yet).line(outcome(view, course))).await?;
    }
    Ok(())
}

/// Whoever has it cannot go on: it is offered to others, and the asker hears why in the words of `lead`.
pub async fn lost(
    turn: &mut Turn<'_>,
    q: &mut Consultation,
    actor: Option<PersonId>,
    out: &mut Vec<Effect>,
    lead: fn(&View<'_>) -> Html,
) -> Result<(), Failure> {
    let said = lead(&view(turn, q.asker, q).await?);
    if q.give_back(turn.now).is_ok() {
        let course = look(turn, q, actor, out).await?;
        news(turn, q, out, |view| said.line(outcome(view, course))).await?;
    }
    Ok(())
}

/// «Нина Павловна не может продолжить, так бывает.»
pub fn cannot_go_on(view: &View<'_>) -> Html {
    say!(view.t(), consultations_news_returned, name = view.mentor_name())
}
