//! How a question ends: solved, given back, rated, asked again, withdrawn.
//!
//! «Закрыть вопрос» stands under words of the other side, so it answers below them and never in their place.

use chrono::TimeDelta;

use super::desk::{self, changed, changed_below, is_reachable, keep, tell, view};
use super::focus::Focus;
use super::rules::{Consultation, Rating, Side, Stage};
use super::screens::{about, cards, careful, line, talking};
use super::{State, focus_store, offers, relay, store};
use crate::features::membership;
use crate::features::turn::{Answer, Failure, Turn};
use crate::kernel::actor::Actor;
use crate::kernel::input::Input;
use crate::kernel::outcome::Done;
use crate::{label, say};

/// Words written so soon after a good rating are the thanks that were asked for.
const THANKS: TimeDelta = TimeDelta::hours(1);

/// Whether the acting person is on that side of the dialogue of this round now.
fn talks(who: &Actor, q: &Consultation, round: i64, side: Side) -> bool {
    q.side(who.person()) == Some(side) && q.round == round && q.stage.is_dialogue()
}

/// «Закрыть вопрос»: the asker closes it, the mentor is asked how.
pub async fn close(turn: &mut Turn<'_>, who: &Actor, mut q: Consultation, round: i64) -> Answer<State> {
    if talks(who, &q, round, Side::Mentor) {
        let view = view(turn, who.person(), &q).await?;
        return Ok(Done::say(cards::close_how(&view)));
    }
    let (true, Some(mentor)) = (talks(who, &q, round, Side::Asker), q.mentor) else {
        return changed_below(turn, who, &q).await;
    };
    if q.hold(turn.now).is_err() {
        return changed_below(turn, who, &q).await;
    }
    let mut out = Vec::new();
    keep(turn, &mut q, Some(who.person()), &mut out).await?;
    let theirs = view(turn, mentor, &q).await?;
    tell(&mut out, mentor, about(&theirs, say!(theirs.t(), consultations_told_solved)));
    let view = view(turn, who.person(), &q).await?;
    Ok(Done::say(cards::rate(&view, say!(view.t(), consultations_held_asker))).and_all(out))
}

/// The mentor thinks it is solved: the asker is asked whether it helped.
pub async fn solved(turn: &mut Turn<'_>, who: &Actor, mut q: Consultation, round: i64) -> Answer<State> {
    if !talks(who, &q, round, Side::Mentor) || q.hold(turn.now).is_err() {
        return changed(turn, who, &q).await;
    }
    let mut out = Vec::new();
    keep(turn, &mut q, Some(who.person()), &mut out).await?;
    let theirs = view(turn, q.asker, &q).await?;
    let lead = say!(theirs.t(), consultations_held_mentor, name = theirs.mentor_name());
    tell(&mut out, q.asker, cards::rate(&theirs, lead));
    let view = view(turn, who.person(), &q).await?;
    Ok(Done::show(cards::gone(&view, say!(view.t(), consultations_told_held))).and_all(out))
}

/// The mentor cannot go on: it is offered to others, without blame.
pub async fn give_up(turn: &mut Turn<'_>, who: &Actor, mut q: Consultation, round: i64) -> Answer<State> {
    if !talks(who, &q, round, Side::Mentor) {
        return changed(turn, who, &q).await;
    }
    let mut out = Vec::new();
    offers::lost(turn, &mut q, Some(who.person()), &mut out, offers::cannot_go_on).await?;
    let view = view(turn, who.person(), &q).await?;
    Ok(Done::show(cards::gone(&view, say!(view.t(), consultations_gave_up))).and_all(out))
}

/// Whether it helped. The mentor hears of a good rating at once.
pub async fn rate(turn: &mut Turn<'_>, who: &Actor, mut q: Consultation, round: i64, rating: Rating) -> Answer<State> {
    let hers = who.person() == q.asker && q.round == round;
    if !hers || q.rate(rating, turn.now).is_err() {
        return changed(turn, who, &q).await;
    }
    let mut out = Vec::new();
    keep(turn, &mut q, Some(who.person()), &mut out).await?;
    if rating == Rating::No {
        let view = view(turn, who.person(), &q).await?;
        return Ok(Done::show(cards::sorry(&view)).and_all(out));
    }
    if let Some(mentor) = q.mentor {
        let theirs = view(turn, mentor, &q).await?;
        tell(&mut out, mentor, about(&theirs, say!(theirs.t(), consultations_told_rating, word = rating.word())));
    }
    let view = view(turn, who.person(), &q).await?;
    // Whoever talks with others too is not invited: her next words may be meant for them.
    if !store::dialogues(turn.db, who.person()).await?.is_empty() {
        return Ok(Done::show(about(&view, say!(view.t(), consultations_rated_done))).and_all(out));
    }
    focus_store::choose(turn.db, who.person(), q.id, turn.now).await?;
    Ok(Done::show(cards::rated(&view)).and_all(out))
}

/// Words written right after a good rating are passed to the mentor as thanks; `None` if they are something else.
pub async fn thanks(
    turn: &mut Turn<'_>,
    who: &Actor,
    focus: &Focus,
    input: &Input,
) -> Result<Option<Done<State>>, Failure> {
    let (Some(id), Input::Text(words)) = (focus.consultation, input) else { return Ok(None) };
    let talks_with_others = !store::dialogues(turn.db, who.person()).await?.is_empty();
    if talks_with_others || turn.now - focus.at > THANKS || words.trim().is_empty() {
        return Ok(None);
    }
    let Some(q) = desk::find(turn, id).await? else { return Ok(None) };
    let good = matches!(q.rating, Some(Rating::Helped | Rating::Partly));
    let (true, true, Some(mentor)) = (q.stage == Stage::Rated && good, q.asker == who.person(), q.mentor) else {
        return Ok(None);
    };
    focus_store::clear(turn.db, who.person()).await?;
    let t = who.tongue();
    if !is_reachable(turn, mentor).await? {
        return Ok(Some(Done::show(line(t, say!(t, consultations_mentor_away)))));
    }
    let theirs = view(turn, mentor, &q).await?;
    let mut out = Vec::new();
    for part in relay::parts(words.trim()) {
        tell(&mut out, mentor, talking::thanks(&theirs, part));
    }
    Ok(Some(Done::show(line(t, say!(t, consultations_thanked))).and_all(out)))
}

/// Words of the asker to a question that waits for her rating: nothing is passed on, and she hears what to press.
pub async fn unfinished(turn: &mut Turn<'_>, who: &Actor, input: &Input) -> Result<Option<Done<State>>, Failure> {
    let empty = matches!(input, Input::Text(words) if words.trim().is_empty());
    if empty || matches!(input, Input::Choice { .. }) {
        return Ok(None);
    }
    let ids = store::concerning(turn.db, who.person()).await?;
    let held =
        desk::all(turn, ids).await?.into_iter().rev().find(|q| q.stage == Stage::Held && q.asker == who.person());
    let Some(q) = held else { return Ok(None) };
    let view = view(turn, who.person(), &q).await?;
    Ok(Some(Done::show(cards::rate(&view, say!(view.t(), consultations_held_written)))))
}

/// «Без слов».
pub async fn no_words(turn: &mut Turn<'_>, who: &Actor, q: Consultation) -> Answer<State> {
    if who.person() != q.asker || q.stage != Stage::Rated {
        return changed(turn, who, &q).await;
    }
    if focus_store::of(turn.db, who.person(), turn.now).await?.consultation == Some(q.id) {
        focus_store::clear(turn.db, who.person()).await?;
    }
    Ok(Done::show(line(who.tongue(), say!(who.tongue(), consultations_rated_done))))
}

/// It was not solved after all. A mentor who cannot answer any more gives it back in the same moment.
pub async fn go_on(turn: &mut Turn<'_>, who: &Actor, mut q: Consultation, round: i64) -> Answer<State> {
    let hers = who.person() == q.asker && q.round == round;
    let (true, Some(mentor)) = (hers, q.mentor) else { return changed(turn, who, &q).await };
    if q.go_on(turn.now).is_err() {
        return changed(turn, who, &q).await;
    }
    let mut out = Vec::new();
    let standing = membership::standing_of(turn, mentor, &q.community).await?;
    let answers = standing.is_member() && (standing.mentor || standing.coordinator);
    let owner = offers::heads(turn, &q).await?.contains(&mentor);
    if !is_reachable(turn, mentor).await? || !(answers || owner) {
        offers::lost(turn, &mut q, Some(who.person()), &mut out, offers::cannot_go_on).await?;
        return Ok(Done::show(desk::card(turn, who, &q).await?).and_all(out));
    }
    keep(turn, &mut q, Some(who.person()), &mut out).await?;
    focus_store::choose(turn.db, who.person(), q.id, turn.now).await?;
    offers::open_for(turn, &q, mentor).await?;
    let theirs = view(turn, mentor, &q).await?;
    tell(
        &mut out,
        mentor,
        cards::mentor(&theirs, Some(careful(theirs.t(), say!(theirs.t(), consultations_told_go_on)))),
    );
    let view = view(turn, who.person(), &q).await?;
    let lead = careful(view.t(), say!(view.t(), consultations_go_on_done));
    Ok(Done::show(cards::asker(&view, Some(lead))).and_all(out))
}

/// Others are asked: by the asker, or by a coordinator where the mentor is silent.
pub async fn again(turn: &mut Turn<'_>, who: &Actor, mut q: Consultation, round: i64) -> Answer<State> {
    let me = who.person();
    let hers = me == q.asker;
    let may = hers || (q.stage.is_dialogue() && desk::is_head(turn, who, &q).await?);
    let (before, stage) = (q.mentor, q.stage);
    if !may || q.round != round || q.ask_again(turn.now).is_err() {
        return changed(turn, who, &q).await;
    }
    let mut out = Vec::new();
    if let Some(mentor) = before.filter(|mentor| stage.is_dialogue() && *mentor != me) {
        let theirs = view(turn, mentor, &q).await?;
        tell(&mut out, mentor, cards::gone(&theirs, say!(theirs.t(), consultations_taken_back)));
    }
    offers::settle_heads(turn, &q, None, &mut out).await?;
    let course = offers::look(turn, &mut q, Some(me), &mut out).await?;
    if hers {
        let view = view(turn, me, &q).await?;
        return Ok(Done::show(cards::asker(&view, Some(offers::outcome(&view, course)))).and_all(out));
    }
    offers::news(turn, &q, &mut out, |view| {
        say!(view.t(), consultations_news_reoffered).line(offers::outcome(view, course))
    })
    .await?;
    let view = view(turn, me, &q).await?;
    Ok(Done::show(about(&view, say!(view.t(), consultations_reoffered))).and_all(out))
}

/// «Уже не нужно»: asks once more, since a thumb slips.
pub async fn withdraw(turn: &mut Turn<'_>, who: &Actor, q: Consultation) -> Answer<State> {
    if who.person() != q.asker || q.stage.is_over() || q.stage == Stage::Held {
        return changed(turn, who, &q).await;
    }
    let view = view(turn, who.person(), &q).await?;
    Ok(Done::show(cards::withdraw_sure(&view)))
}

/// «Да, отозвать».
pub async fn withdraw_yes(turn: &mut Turn<'_>, who: &Actor, mut q: Consultation, round: i64) -> Answer<State> {
    let hers = who.person() == q.asker && q.round == round;
    if !hers || q.stage.is_over() || q.stage == Stage::Held {
        return changed(turn, who, &q).await;
    }
    let out = withdrawn(turn, &mut q, Some(who.person())).await?;
    let view = view(turn, who.person(), &q).await?;
    Ok(Done::show(cards::asker(&view, Some(say!(view.t(), consultations_withdrawn)))).and_all(out))
}

/// Withdraws it and thanks whoever was ready to help.
pub async fn withdrawn(
    turn: &mut Turn<'_>,
    q: &mut Consultation,
    actor: Option<crate::kernel::ids::PersonId>,
) -> Result<Vec<crate::kernel::effect::Effect>, Failure> {
    let mut out = Vec::new();
    let mentor = q.mentor.filter(|_| q.stage.is_dialogue());
    let Ok(left) = q.withdraw(turn.now) else { return Ok(out) };
    keep(turn, q, actor, &mut out).await?;
    offers::redraw(turn, q, &left, offers::not_needed, &mut out).await?;
    offers::settle_heads(turn, q, None, &mut out).await?;
    if let Some(mentor) = mentor {
        let theirs = view(turn, mentor, q).await?;
        tell(&mut out, mentor, cards::gone(&theirs, offers::not_needed(&theirs)));
    }
    Ok(out)
}

/// «Показать моё имя»: whoever sees the question sees the name from now on.
pub async fn show_name(turn: &mut Turn<'_>, who: &Actor, mut q: Consultation) -> Answer<State> {
    let has_name = desk::spoken(turn, who.person()).await?;
    let (true, Some(name)) = (who.person() == q.asker, has_name) else { return changed(turn, who, &q).await };
    if !q.show_name() {
        return Ok(Done::show(desk::card(turn, who, &q).await?));
    }
    let mut out = Vec::new();
    keep(turn, &mut q, Some(who.person()), &mut out).await?;
    if q.stage.is_free() {
        for (round, person) in q.still_asked() {
            let standing = membership::standing_of(turn, person, &q.community).await?;
            if !(standing.is_member() && standing.mentor) {
                continue;
            }
            let screen = cards::offer(&view(turn, person, &q).await?, false);
            let anchor = desk::offer_anchor(&q, round, person);
            out.push(crate::kernel::effect::Effect::Redraw { to: person, anchor, screen });
        }
    } else if let Some(mentor) = q.mentor {
        let theirs = view(turn, mentor, &q).await?;
        tell(&mut out, mentor, about(&theirs, say!(theirs.t(), consultations_name_told, name = name)));
    }
    let card = desk::card(turn, who, &q).await?;
    Ok(Done::show(card).toast(label!(who.tongue(), consultations_name_shown)).and_all(out))
}
