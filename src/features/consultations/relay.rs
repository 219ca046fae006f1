//! What one side writes reaches the other through us: said anew, or passed on without its author.
//!
//! Never an account, a phone, a forward. Contact cards are refused. Every message is confirmed in one short line, and
//! nothing that was passed on is kept.

use super::desk::{self, is_reachable, keep, tell, view};
use super::dialogue::LONGEST;
use super::focus::{self, Focus, Parcel, Reply, Whom};
use super::rules::{Consultation, Side};
use super::screens::which::{self as screens, Open};
use super::screens::{line, talking, topic};
use super::{Press, State, asking, ending, focus_store, offers, store};
use crate::features::turn::{Answer, Failure, Turn};
use crate::i18n::home_below;
use crate::kernel::actor::Actor;
use crate::kernel::effect::Effect;
use crate::kernel::html::Html;
use crate::kernel::ids::{ConsultationId, PersonId};
use crate::kernel::input::{Input, Media};
use crate::kernel::outcome::Done;
use crate::{label, say};

/// Something written outside any dialogue; `None` if it belongs to no question and is none.
pub async fn loose(
    turn: &mut Turn<'_>,
    who: &Actor,
    input: &Input,
    replies: Option<&[String]>,
) -> Result<Option<Done<State>>, Failure> {
    let focus = focus_store::of(turn.db, who.person(), turn.now).await?;
    if let Some(done) = ending::thanks(turn, who, &focus, input).await? {
        return Ok(Some(done));
    }
    let open = open_dialogues(turn, who.person()).await?;
    let whom = focus::whom(&focus, &open, reply_to(replies), turn.now);
    if whom == Whom::Nobody {
        return match asking::loose(turn, who, input).await? {
            Some(done) => Ok(Some(done)),
            None => ending::unfinished(turn, who, input).await,
        };
    }
    let parcel = match parcel(who, input) {
        Ok(Some(parcel)) => parcel,
        Ok(None) => return Ok(None),
        Err(kind) => return Ok(Some(Done::show(talking::refused(who.tongue(), kind)))),
    };
    match whom {
        // With a reply it is clear where these words go. Whatever waits goes on waiting.
        Whom::One(id) => match desk::find(turn, id).await? {
            Some(q) => pass(turn, who, q, vec![parcel]).await.map(Some),
            None => Ok(None),
        },
        Whom::Ask | Whom::Nobody => {
            let mut focus = Focus { at: turn.now, ..focus };
            focus.pending.push(parcel);
            focus_store::wait(turn.db, who.person(), &focus.pending, turn.now).await?;
            which(turn, who, &focus, Html::default()).await.map(Some)
        }
    }
}

/// Which question a message was about, by its buttons: whatever the other side wrote has «Ответить» under it, a card what
/// can be done. A list has a button for each of several, and is about none of them; «к какому это?» is about none even
/// if only one is open.
fn reply_to(replies: Option<&[String]>) -> Reply {
    let Some(buttons) = replies else { return Reply::No };
    let mut about: Vec<_> = buttons
        .iter()
        .filter_map(|data| match Press::read(data)? {
            Press::Pass(..) => None,
            other => other.question(),
        })
        .collect();
    about.sort_unstable();
    about.dedup();
    match about.as_slice() {
        [one] => Reply::About(*one),
        _ => Reply::Unclear,
    }
}

async fn open_dialogues(turn: &mut Turn<'_>, person: PersonId) -> Result<Vec<ConsultationId>, Failure> {
    let ids = store::dialogues(turn.db, person).await?;
    Ok(desk::all(turn, ids).await?.into_iter().map(|q| q.id).collect())
}

/// What can be passed on; `Err` is what cannot.
fn parcel(who: &Actor, input: &Input) -> Result<Option<Parcel>, Media> {
    match input {
        Input::Text(text) if text.trim().is_empty() => Ok(None),
        Input::Text(text) => Ok(Some(Parcel::Words(text.trim().to_owned()))),
        Input::Media { kind: kind @ (Media::Voice | Media::Photo | Media::Document), message, .. } => {
            Ok(Some(Parcel::Media { kind: *kind, chat: who.chat, message: *message }))
        }
        Input::Media { kind, .. } => Err(*kind),
        Input::Choice { .. } => Ok(None),
    }
}

/// «К какому это?» of all that waits, after a sentence of the caller's.
async fn which(turn: &mut Turn<'_>, who: &Actor, focus: &Focus, lead: Html) -> Answer<State> {
    let ids = open_dialogues(turn, who.person()).await?;
    let mut open = Vec::with_capacity(ids.len());
    for q in desk::all(turn, ids).await? {
        let view = view(turn, who.person(), &q).await?;
        let name = match q.side(who.person()) {
            Some(Side::Asker) => Some(view.mentor_name()),
            _ => view.asker.clone(),
        };
        let topic = topic(view.t(), view.profile, &q.topic);
        open.push(Open { id: q.id, name, topic, words: q.text.clone().unwrap_or_default() });
    }
    Ok(Done::show(screens::which(who.tongue(), &open, focus, lead)))
}

/// To this question belongs what she wrote: all that waited when she was asked, and no more. The question that she has
/// answered leaves its buttons.
pub async fn hand_over(turn: &mut Turn<'_>, who: &Actor, q: Consultation, mark: i64) -> Answer<State> {
    let t = who.tongue();
    let focus = focus_store::of(turn.db, who.person(), turn.now).await?;
    let is_open = q.side(who.person()).is_some() && q.stage.is_dialogue();
    if focus.pending.is_empty() {
        let gone = say!(t, consultations_words_gone);
        return Ok(Done::show(if is_open { talking::send_again(t, gone, &q) } else { line(t, gone) }));
    }
    if !is_open {
        if open_dialogues(turn, who.person()).await?.is_empty() {
            focus_store::clear(turn.db, who.person()).await?;
            return Ok(Done::show(line(t, say!(t, consultations_words_nobody, id = q.id.0))));
        }
        return which(turn, who, &focus, say!(t, consultations_which_closed, id = q.id.0)).await;
    }
    if focus.mark() != mark {
        return which(turn, who, &focus, Html::default()).await;
    }
    focus_store::clear(turn.db, who.person()).await?;
    let done = pass(turn, who, q, focus.pending).await?;
    Ok(done.and(Effect::Keys(vec![vec![home_below(t)]])))
}

/// «Ответить»: her words go there from now on; what waited goes at once. Answers below: the pressed message may carry
/// the other side's words.
pub async fn reply(turn: &mut Turn<'_>, who: &Actor, q: Consultation) -> Answer<State> {
    if q.side(who.person()).is_none() || !q.stage.is_dialogue() {
        return desk::changed_below(turn, who, &q).await;
    }
    let waiting = focus_store::of(turn.db, who.person(), turn.now).await?.pending;
    if !waiting.is_empty() {
        focus_store::clear(turn.db, who.person()).await?;
        return pass(turn, who, q, waiting).await;
    }
    focus_store::set(turn.db, who.person(), q.id, turn.now).await?;
    let view = view(turn, who.person(), &q).await?;
    Ok(Done::say(talking::focus(&view)))
}

/// «Никому не передавать».
pub async fn to_nobody(turn: &mut Turn<'_>, who: &Actor) -> Answer<State> {
    let t = who.tongue();
    if focus_store::of(turn.db, who.person(), turn.now).await?.pending.is_empty() {
        // The button of a question that she has answered: to promise it now would not be true.
        return Ok(Done::show(line(t, say!(t, consultations_to_nobody_late))));
    }
    focus_store::drop_pending(turn.db, who.person()).await?;
    Ok(Done::show(line(t, say!(t, consultations_to_nobody_done))))
}

/// Passes on what was written.
async fn pass(turn: &mut Turn<'_>, who: &Actor, mut q: Consultation, parcels: Vec<Parcel>) -> Answer<State> {
    let me = who.person();
    let (Some(side), Some(mentor)) = (q.side(me), q.mentor) else { return desk::changed_below(turn, who, &q).await };
    let to = match side {
        Side::Asker => mentor,
        Side::Mentor => q.asker,
    };
    let mut out = Vec::new();
    if !is_reachable(turn, to).await? {
        return away(turn, who, q, side).await;
    }
    let photo = parcels.iter().any(|p| matches!(p, Parcel::Media { kind: Media::Photo, .. }));
    for parcel in parcels {
        if q.said(side, turn.now).is_err() {
            return desk::changed_below(turn, who, &q).await;
        }
        let view = view(turn, to, &q).await?;
        match parcel {
            Parcel::Words(words) => {
                let parts = parts(&words);
                let last = parts.len().saturating_sub(1);
                for (n, part) in parts.into_iter().enumerate() {
                    tell(&mut out, to, talking::words(&view, side, part, n == last));
                }
            }
            Parcel::Media { kind, chat, message } => {
                tell(&mut out, to, talking::media(&view, side, kind));
                out.push(Effect::Pass { to, chat, message });
            }
        }
    }
    keep(turn, &mut q, Some(me), &mut out).await?;
    focus_store::choose(turn.db, me, q.id, turn.now).await?;
    focus_store::doubt(turn.db, to, q.id).await?;
    let several = open_dialogues(turn, me).await?.len() > 1;
    let view = view(turn, me, &q).await?;
    Ok(Done::say(talking::passed(&view, side, photo, several)).and_all(out))
}

/// The other side cannot be reached: it is said so, and a question without its mentor goes on to others.
async fn away(turn: &mut Turn<'_>, who: &Actor, mut q: Consultation, side: Side) -> Answer<State> {
    let t = who.tongue();
    focus_store::let_go(turn.db, who.person()).await?;
    match side {
        Side::Mentor => {
            // She has answered; that nobody could be reached is not her silence.
            let mut out = Vec::new();
            if q.said(Side::Mentor, turn.now).is_ok() {
                keep(turn, &mut q, Some(who.person()), &mut out).await?;
            }
            Ok(Done::say(line(t, say!(t, consultations_asker_away))).and_all(out))
        }
        Side::Asker => {
            let mut out = Vec::new();
            let said = Done::say(line(t, say!(t, consultations_mentor_away)));
            offers::lost(turn, &mut q, None, &mut out, offers::cannot_go_on).await?;
            Ok(said.and_all(out).toast(label!(t, consultations_changed)))
        }
    }
}

/// A text in parts that fit one message each, parted where a word ends if there is such a place.
pub fn parts(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = text;
    while rest.encode_utf16().count() > LONGEST {
        let (mut units, mut end, mut gap) = (0, 0, None);
        for (at, c) in rest.char_indices() {
            units += c.len_utf16();
            if units > LONGEST {
                break;
            }
            end = at + c.len_utf8();
            if c.is_whitespace() && at > 0 {
                gap = Some(at);
            }
        }
        let (part, next) = rest.split_at(gap.unwrap_or(end));
        parts.push(part);
        rest = next.trim_start();
    }
    if !rest.is_empty() {
        parts.push(rest);
    }
    parts
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_short_text_stays_whole() {
        assert_eq!(parts("Попробуйте так"), ["Попробуйте так"]);
    }

    #[test]
    fn a_long_text_is_parted_between_words() {
        let text = "слово ".repeat(1000);
        let found = parts(text.trim());
        assert!(found.len() == 2 && found.iter().all(|part| part.starts_with("слово") && part.ends_with("слово")));
    }

    proptest! {
        #[test]
        fn no_letter_is_lost_and_every_part_fits(text in "([а-я😀]{1,900}[ \n]{0,2}){0,12}") {
            let found = parts(text.trim());
            prop_assert!(found.iter().all(|p| !p.is_empty() && p.encode_utf16().count() <= LONGEST));
            let letters = |s: &str| s.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert_eq!(letters(&found.concat()), letters(&text));
        }
    }
}
