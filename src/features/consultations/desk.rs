//! What every handler here needs: the question, how it looks to somebody, and keeping it with its timer.
//!
//! A screen for another person is always drawn in her own tongue and zone, and shows a name only where it may be seen.

use super::rules::{Consultation, OfferState, Stage};
use super::screens::{View, cards, heads, line};
use super::{Job, Press, State, store};
use crate::features::membership;
use crate::features::people;
use crate::features::turn::{Answer, Failure, Turn};
use crate::kernel::actor::Actor;
use crate::kernel::effect::{Effect, Notice};
use crate::kernel::ids::{ConsultationId, PersonId};
use crate::kernel::outcome::Done;
use crate::kernel::screen::Screen;
use crate::{label, say};

/// A question of a community that is served now.
pub async fn find(turn: &mut Turn<'_>, id: ConsultationId) -> Result<Option<Consultation>, Failure> {
    let found = store::find(turn.db, id).await?;
    Ok(found.filter(|q| turn.profiles.get(&q.community).is_some()))
}

/// The questions behind `ids`, in their order.
pub async fn all(turn: &mut Turn<'_>, ids: Vec<ConsultationId>) -> Result<Vec<Consultation>, Failure> {
    let mut found = Vec::with_capacity(ids.len());
    for id in ids {
        found.extend(find(turn, id).await?);
    }
    Ok(found)
}

/// How a question looks to `person`.
pub async fn view<'a: 'v, 'v>(turn: &mut Turn<'a>, person: PersonId, q: &'v Consultation) -> Result<View<'v>, Failure> {
    let profile = turn.profile(&q.community)?;
    let reader = people::reader(turn, person).await?;
    let asker = if q.named { spoken(turn, q.asker).await? } else { None };
    let mentor = match q.mentor {
        Some(mentor) => spoken(turn, mentor).await?,
        None => None,
    };
    Ok(View { reader, profile, q, asker, mentor })
}

/// How a person is spoken to, if she gave a name.
pub async fn spoken(turn: &mut Turn<'_>, person: PersonId) -> Result<Option<String>, Failure> {
    Ok(people::name(turn, person).await?.map(|name| name.spoken()))
}

/// The name of the one timer of a question.
pub fn timer_key(id: ConsultationId) -> String {
    format!("{}:{id}", Press::SLICE)
}

/// Keeps the question and sets its timer. `actor`: `None` is the clock.
pub async fn keep(
    turn: &mut Turn<'_>,
    q: &mut Consultation,
    actor: Option<PersonId>,
    out: &mut Vec<Effect>,
) -> Result<(), Failure> {
    store::save(turn.db, q, actor, turn.now).await?;
    let key = timer_key(q.id);
    out.push(match q.next_due() {
        Some((at, _)) => Effect::later(Press::SLICE, key, at, &Job::Tick { id: q.id, version: q.version })?,
        None => Effect::Drop { key },
    });
    Ok(())
}

/// Whether somebody can be written to.
pub async fn is_reachable(turn: &mut Turn<'_>, person: PersonId) -> Result<bool, Failure> {
    Ok(people::address_in(turn.db, person).await?.is_some())
}

/// A message to somebody.
pub fn tell(out: &mut Vec<Effect>, to: PersonId, screen: Screen) {
    out.push(Effect::Tell(Notice::new(to, screen)));
}

/// The name of the message with which a question is offered.
pub fn offer_anchor(q: &Consultation, round: i64, person: PersonId) -> String {
    format!("co:{}:{round}:offer:{person}", q.id)
}

/// The name of the message with which a coordinator is shown a question.
pub fn head_anchor(q: &Consultation, round: i64, person: PersonId) -> String {
    format!("co:{}:{round}:head:{person}", q.id)
}

/// Whether the acting person coordinates the question's community.
pub async fn is_head(turn: &mut Turn<'_>, who: &Actor, q: &Consultation) -> Result<bool, Failure> {
    Ok(who.person() != q.asker && membership::standing(turn, who, &q.community).await?.coordinator)
}

/// Whether the acting person may take questions here.
pub async fn is_mentor(turn: &mut Turn<'_>, who: &Actor, q: &Consultation) -> Result<bool, Failure> {
    let standing = membership::standing(turn, who, &q.community).await?;
    Ok(standing.is_member() && standing.mentor)
}

/// The question as it concerns the acting person now.
pub async fn card(turn: &mut Turn<'_>, who: &Actor, q: &Consultation) -> Result<Screen, Failure> {
    let person = who.person();
    let head = is_head(turn, who, q).await?;
    let view = view(turn, person, q).await?;
    let t = who.tongue();
    let offered = q.offer_to(person).map(|offer| offer.state);
    // The words are for those who may answer now, whatever they were offered once.
    let may_answer = q.stage.is_free() && is_mentor(turn, who, q).await?;
    Ok(match offered {
        _ if person == q.asker => cards::asker(&view, None),
        _ if q.mentor == Some(person) && !q.stage.is_free() => cards::mentor(&view, None),
        Some(OfferState::Waiting | OfferState::Expired) if may_answer => cards::offer(&view, false),
        _ if head && q.stage == Stage::Escalated => heads::alert(&view),
        _ if head => heads::card(&view),
        Some(OfferState::Declined) if may_answer => cards::offer(&view, true),
        Some(OfferState::Returned) if !q.stage.is_over() => cards::gone(&view, say!(t, consultations_elsewhere)),
        Some(_) if matches!(q.stage, Stage::Withdrawn | Stage::Closed) => {
            cards::gone(&view, say!(t, consultations_not_needed))
        }
        Some(_) => cards::gone(&view, say!(t, consultations_gone)),
        // Whom it never concerned learns nothing of it, not even the topic.
        None => line(t, say!(t, consultations_elsewhere)),
    })
}

/// An old button: nothing is done, and the question is shown as it stands.
pub async fn changed(turn: &mut Turn<'_>, who: &Actor, q: &Consultation) -> Answer<State> {
    let card = card(turn, who, q).await?;
    Ok(Done::show(card).toast(label!(who.tongue(), consultations_changed)))
}

/// The same below the message, which carries somebody's words and must keep them.
pub async fn changed_below(turn: &mut Turn<'_>, who: &Actor, q: &Consultation) -> Answer<State> {
    let card = card(turn, who, q).await?;
    Ok(Done::say(card).toast(label!(who.tongue(), consultations_changed)))
}
