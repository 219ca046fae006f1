//! What the clock does: one timer a question. A timer of an older version does nothing: something has happened since.

use chrono::TimeDelta;

use super::desk::{self, keep, tell, timer_key, view};
use super::offers::{self, Course};
use super::rules::Consultation;
use super::screens::{about, cards, heads, line};
use super::timing::Due;
use super::{Job, Press, store};
use crate::features::turn::{Answer, Failure, Turn};
use crate::kernel::effect::Effect;
use crate::kernel::ids::ConsultationId;
use crate::kernel::outcome::Done;
use crate::say;

/// A question of a community that is not served now is looked at again after so long.
const LATER: TimeDelta = TimeDelta::days(1);

/// Carries out what is due.
pub async fn tick(turn: &mut Turn<'_>, id: ConsultationId, version: i64) -> Answer {
    let Some(found) = store::find(turn.db, id).await? else { return Ok(Done::nothing()) };
    if found.version != version {
        return Ok(Done::nothing());
    }
    let Some(due) = found.due(turn.now) else {
        // It rang too early, since a later release waits longer: it rings again.
        let again = found.next_due().map(|(at, _)| at);
        let later = |at| Effect::later(Press::SLICE, timer_key(id), at, &Job::Tick { id, version });
        return Ok(Done::nothing().and_all(again.map(later).transpose()?));
    };
    if turn.profiles.get(&found.community).is_none() && due != Due::Forget {
        let again = Effect::later(Press::SLICE, timer_key(id), turn.now + LATER, &Job::Tick { id, version })?;
        return Ok(Done::nothing().and(again));
    }
    let mut q = found;
    let out = ring(turn, &mut q, due).await?;
    Ok(Done::nothing().and_all(out))
}

async fn ring(turn: &mut Turn<'_>, q: &mut Consultation, due: Due) -> Result<Vec<Effect>, Failure> {
    let mut out = Vec::new();
    match due {
        Due::LookFurther => {
            q.expire();
            offers::next_ones(turn, q, None, &mut out).await?;
        }
        Due::Escalate => escalate(turn, q, &mut out).await?,
        Due::RemindHeads => remind_heads(turn, q, &mut out).await?,
        Due::CloseUnanswered => close_unanswered(turn, q, &mut out).await?,
        Due::Nudge => {
            q.rung();
            keep(turn, q, None, &mut out).await?;
            if let Some(mentor) = q.mentor {
                let view = view(turn, mentor, q).await?;
                tell(&mut out, mentor, cards::mentor(&view, Some(say!(view.t(), consultations_nudge))));
            }
        }
        Due::TellHeads => tell_heads(turn, q, &mut out).await?,
        Due::GiveBack => give_back(turn, q, &mut out).await?,
        Due::Hold => hold(turn, q, &mut out).await?,
        Due::RemindRating => {
            q.rung();
            keep(turn, q, None, &mut out).await?;
            let view = view(turn, q.asker, q).await?;
            tell(&mut out, q.asker, cards::rate(&view, say!(view.t(), consultations_rate_reminder)));
        }
        // The asker was asked twice; a third time would be a reproach.
        Due::CloseUnrated => {
            if q.close(turn.now).is_ok() {
                keep(turn, q, None, &mut out).await?;
            }
        }
        Due::Forget => {
            q.forget();
            keep(turn, q, None, &mut out).await?;
        }
    }
    Ok(out)
}

async fn escalate(turn: &mut Turn<'_>, q: &mut Consultation, out: &mut Vec<Effect>) -> Result<(), Failure> {
    if q.escalate(turn.now).is_err() {
        return Ok(());
    }
    let course = offers::alert_heads(turn, q, out).await?;
    keep(turn, q, None, out).await?;
    offers::news(turn, q, out, |view| match course {
        Course::Heads => say!(view.t(), consultations_news_escalated, coordinator = view.coordinator()),
        other => say!(view.t(), consultations_news_none_yet).line(offers::outcome(view, other)),
    })
    .await
}

async fn remind_heads(turn: &mut Turn<'_>, q: &mut Consultation, out: &mut Vec<Effect>) -> Result<(), Failure> {
    q.rung();
    keep(turn, q, None, out).await?;
    let all = offers::heads(turn, q).await?;
    for person in &all {
        let view = view(turn, *person, q).await?;
        tell(out, *person, about(&view, say!(view.t(), consultations_alert_again)));
    }
    offers::news(turn, q, out, |view| match all.is_empty() {
        true => say!(view.t(), consultations_news_still_nobody),
        false => say!(view.t(), consultations_news_still, coordinator = view.coordinator()),
    })
    .await
}

async fn close_unanswered(turn: &mut Turn<'_>, q: &mut Consultation, out: &mut Vec<Effect>) -> Result<(), Failure> {
    let Ok(left) = q.close(turn.now) else { return Ok(()) };
    keep(turn, q, None, out).await?;
    offers::redraw(turn, q, &left, offers::not_needed, out).await?;
    offers::settle_heads(turn, q, None, out).await?;
    offers::news(turn, q, out, |view| say!(view.t(), consultations_news_unanswered)).await
}

/// The coordinators learn that the mentor is silent, and nothing of what was written.
async fn tell_heads(turn: &mut Turn<'_>, q: &mut Consultation, out: &mut Vec<Effect>) -> Result<(), Failure> {
    q.rung();
    keep(turn, q, None, out).await?;
    let mut told = false;
    for person in offers::heads(turn, q).await? {
        if q.mentor != Some(person) {
            let screen = heads::stuck(&view(turn, person, q).await?);
            tell(out, person, screen);
            told = true;
        }
    }
    offers::news(turn, q, out, |view| match told {
        true => say!(view.t(), consultations_news_silent),
        false => say!(view.t(), consultations_news_silent_alone),
    })
    .await
}

async fn give_back(turn: &mut Turn<'_>, q: &mut Consultation, out: &mut Vec<Effect>) -> Result<(), Failure> {
    let mentor = q.mentor;
    offers::lost(turn, q, None, out, |view| say!(view.t(), consultations_news_vanished)).await?;
    if let Some(mentor) = mentor {
        let view = view(turn, mentor, q).await?;
        tell(out, mentor, cards::gone(&view, say!(view.t(), consultations_taken_back)));
    }
    Ok(())
}

async fn hold(turn: &mut Turn<'_>, q: &mut Consultation, out: &mut Vec<Effect>) -> Result<(), Failure> {
    if q.hold(turn.now).is_err() {
        return Ok(());
    }
    keep(turn, q, None, out).await?;
    let hers = view(turn, q.asker, q).await?;
    tell(out, q.asker, cards::rate(&hers, say!(hers.t(), consultations_held_silence)));
    if let Some(mentor) = q.mentor {
        let theirs = desk::view(turn, mentor, q).await?;
        let text = theirs.title().para(say!(theirs.t(), consultations_told_silence));
        tell(out, mentor, line(theirs.t(), text));
    }
    Ok(())
}
