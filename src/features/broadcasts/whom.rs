//! The questions of whom: what each of them shows, and what is kept on the way.

use super::dialogue::{Choosing, Letter, State};
use super::screens::{self, Audience, Meant};
use super::store_audience::Saved;
use super::{audience, offers, store_audience};
use crate::features::turn::{Failure, Turn};
use crate::kernel::actor::Tongue;
use crate::kernel::html::Html;
use crate::kernel::ids::SegmentId;
use crate::kernel::screen::Screen;
use crate::say;

/// «Кому?»
pub(super) async fn first(turn: &mut Turn<'_>, t: Tongue, letter: &Letter) -> Result<Screen, Failure> {
    let lists = !store_audience::segments(turn.db, &letter.community).await?.is_empty();
    Ok(screens::ask_whom(t, letter, lists))
}

/// One more condition: which?
pub(super) async fn part(turn: &mut Turn<'_>, t: Tongue, choosing: &Choosing) -> Result<Screen, Failure> {
    let Letter { community, whom, .. } = &choosing.letter;
    let offers = offers::on(turn, t, community, choosing.shelf).await?;
    let so_far = if whom.is_everybody() && !choosing.except {
        None
    } else {
        Some(audience::in_words(turn, t, community, whom).await?)
    };
    Ok(screens::ask_part(t, choosing, so_far.as_deref(), &offers))
}

/// To whom so far, and how many they are. A lone condition that means nobody leads back to «Кому?».
pub(super) async fn meant(
    turn: &mut Turn<'_>,
    t: Tongue,
    letter: Letter,
    list: Option<SegmentId>,
) -> Result<(Screen, State), Failure> {
    let n = audience::people_of(turn, &letter.community, &letter.whom).await?.len();
    let whom = audience::in_words(turn, t, &letter.community, &letter.whom).await?;
    if n == 0 && list.is_none() && letter.whom.conditions().len() < 2 {
        return back_to_first(turn, t, letter, say!(t, broadcasts_nobody_there, whom = &whom)).await;
    }
    let saved = store_audience::segments(turn.db, &letter.community).await?;
    let named = saved.iter().find(|saved| Some(saved.id) == list);
    let name = named.map(|saved| saved.name.as_str());
    let screen = screens::meant(t, &Meant { whom: &whom, letter: &letter, n, name });
    let list = named.map(|saved| saved.id);
    Ok((screen, State::Meant { letter, list }))
}

/// There is nobody to send the letter to: others are to be chosen.
pub(super) async fn nobody(
    turn: &mut Turn<'_>,
    t: Tongue,
    letter: Letter,
    seen: &Audience,
) -> Result<(Screen, State), Failure> {
    let why = match seen.declined {
        0 => say!(t, broadcasts_nobody_there, whom = &seen.whom),
        n => say!(t, broadcasts_nobody_wants, n = n),
    };
    if letter.whom.conditions().len() < 2 {
        return back_to_first(turn, t, letter, why).await;
    }
    let (screen, state) = meant(turn, t, letter, None).await?;
    Ok((screen.headed(why), state))
}

async fn back_to_first(turn: &mut Turn<'_>, t: Tongue, letter: Letter, why: Html) -> Result<(Screen, State), Failure> {
    let screen = first(turn, t, &letter).await?.headed(why);
    Ok((screen, State::Whom(letter)))
}

/// Is this saved segment to be forgotten? One that somebody else has forgotten meanwhile is not asked about.
pub(super) async fn drop(
    turn: &mut Turn<'_>,
    t: Tongue,
    letter: Letter,
    list: SegmentId,
) -> Result<(Screen, State), Failure> {
    let saved = store_audience::segments(turn.db, &letter.community).await?;
    match saved.iter().find(|saved| saved.id == list) {
        Some(Saved { name, .. }) => Ok((screens::ask_drop(t, list, name), State::Drop { letter, list })),
        None => meant(turn, t, letter, None).await,
    }
}

/// Under which name?
pub(super) async fn name(turn: &mut Turn<'_>, t: Tongue, letter: &Letter) -> Result<Screen, Failure> {
    Ok(screens::ask_name(t, &audience::in_words(turn, t, &letter.community, &letter.whom).await?))
}

/// Saves the segment under a name; the question that follows, and help if the name is another one's already.
pub(super) async fn keep(
    turn: &mut Turn<'_>,
    t: Tongue,
    letter: Letter,
    name: &str,
) -> Result<(State, Option<Html>), Failure> {
    let saved = store_audience::save_segment(turn.db, &letter.community, name, &letter.whom, turn.now).await?;
    Ok(match saved {
        Some(list) => (State::Meant { letter, list: Some(list) }, Some(say!(t, broadcasts_list_kept))),
        None => (State::Name(letter), Some(say!(t, broadcasts_name_taken, name = name))),
    })
}
