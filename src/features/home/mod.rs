//! The entrance: `/start`, the main menu, help, what is mine, what a coordinator has to do, and every way back.
//!
//! Names every slice's face and no slice's tables. Nothing a person does may end in silence, and this is the last net.

mod screens;

use super::membership::{self, Standing};
use super::registry::Talk;
use super::turn::{Answer, Turn};
use super::{commands, consultations, events, people, rsvp, talks};
use crate::kernel::actor::{Actor, Tongue};
use crate::kernel::effect::Effect;
use crate::kernel::input::{Account, Event, Input};
use crate::kernel::outcome::Done;
use crate::kernel::screen::Screen;
use crate::kernel::wire::{Field, LIMIT};
use crate::label;

crate::wire! {
    /// What can be pressed.
    pub enum Press in "ho" {
        /// The main menu.
        Home = "h",
        /// The main menu, below a message that must stay as it is.
        Below = "b",
        /// What the bot can do.
        Help = "?",
        /// My answers and questions.
        My = "y",
        /// What a coordinator does.
        Manage = "m",
        /// Stop what was begun; the draft stays.
        Cancel = "x",
        /// Go on with the draft of a slice (its wire name).
        Resume(slice: String) = "r",
        /// Delete the draft of a slice.
        Discard(slice: String) = "d",
        /// Delete the draft that stands in the way of this, and do it.
        Anew(asked: Asked) = "a",
    }
}

/// The data of another button, inside that of ours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked(String);

/// Stands for `:` there.
const COLON: &str = "/";

impl Asked {
    /// Of a button that was pressed, or could have been; `None` if it cannot stand inside another.
    pub fn of(data: &str) -> Option<Self> {
        (!data.contains(COLON)).then(|| Self(data.to_owned()))
    }

    /// As it travels alone.
    pub fn data(&self) -> &str {
        &self.0
    }
}

impl Field for Asked {
    fn put(&self) -> String {
        self.0.replace(':', COLON)
    }
    fn take(text: &str) -> Option<Self> {
        Some(Self(text.replace(COLON, ":")))
    }
}

/// Handles a press. `Resume`, `Discard` and `Anew` are done by the caller, who owns the drafts.
///
/// # Errors
/// Storage errors.
pub async fn press(turn: &mut Turn<'_>, who: &Actor, press: Press) -> Answer {
    match press {
        Press::Home | Press::Resume(_) | Press::Discard(_) | Press::Anew(_) => Ok(Done::show(menu(turn, who).await?)),
        Press::Below => Ok(Done::say(menu(turn, who).await?)),
        Press::Help => {
            let here = here(turn, who).await?;
            Ok(Done::show(screens::help(who.tongue(), here.as_ref().is_some_and(|h| h.coordinator))))
        }
        Press::My => {
            let answers = rsvp::brief(turn, who).await?;
            let questions = consultations::brief(turn, who).await?;
            let offered = consultations::offered(turn, who).await?;
            Ok(Done::show(screens::mine(who.tongue(), answers, questions, offered)))
        }
        Press::Manage => manage(turn, who).await,
        Press::Cancel => {
            let waiting = talks::waiting(turn.db, who.person()).await?;
            Ok(Done::show(screens::cancelled(who.tongue(), !waiting.is_empty())))
        }
    }
}

/// `/start`, with the code of a link or without.
///
/// # Errors
/// Storage errors.
pub async fn start(turn: &mut Turn<'_>, who: &Actor, code: &str) -> Answer<Talk> {
    let greeted = |done: Done<Talk>| done.and(Effect::Commands(who.person()));
    if code.is_empty() {
        return Ok(greeted(Done::show(menu(turn, who).await?).silent()));
    }
    if let Some(done) = membership::open(turn, who, code).await? {
        return Ok(greeted(done.map_talk(membership::Press::SLICE, Into::into)));
    }
    if let Some(done) = events::open(turn, who, code).await? {
        return Ok(greeted(done.map_talk(events::Press::SLICE, Into::into)));
    }
    // The same words for a wrong, a used and an old link: nothing can be learnt by trying.
    let menu = menu(turn, who).await?;
    Ok(greeted(Done::show(screens::dead_link(who.tongue(), menu)).silent()))
}

/// The main menu; for somebody who belongs nowhere yet, the way in.
async fn menu(turn: &mut Turn<'_>, who: &Actor) -> Result<Screen, super::Failure> {
    let Some(standing) = here(turn, who).await?.filter(|s| s.is_member() || s.coordinator) else {
        return membership::front(turn, who).await;
    };
    let profile = turn.profile(&standing.community)?;
    let name = people::name(turn, who.person()).await?.map(|n| n.spoken());
    let drafts = talks::waiting(turn.db, who.person()).await?;
    let offered = if standing.mentor { consultations::offered(turn, who).await? } else { 0 };
    Ok(screens::menu(who.tongue(), profile, &standing, name.as_deref(), &drafts, offered))
}

/// Where the person stands in the community she looks at.
async fn here(turn: &mut Turn<'_>, who: &Actor) -> Result<Option<Standing>, super::Failure> {
    match &who.community {
        Some(community) => Ok(Some(membership::standing(turn, who, community).await?)),
        None => Ok(None),
    }
}

async fn manage(turn: &mut Turn<'_>, who: &Actor) -> Answer {
    match here(turn, who).await? {
        Some(standing) if standing.coordinator => {
            let profile = turn.profile(&standing.community)?;
            let waiting = membership::pending(turn, &standing.community).await?;
            let unanswered = consultations::unanswered(turn, &standing.community).await?;
            Ok(Done::show(screens::manage(who.tongue(), profile, waiting, unanswered)))
        }
        // An owner may do it everywhere: she only has to say where.
        None if who.owner => Ok(Done::show(membership::front(turn, who).await?)),
        _ => Ok(Done::show(screens::not_yours(who.tongue()))),
    }
}

/// A button that no slice knows any more: how things stand now.
///
/// # Errors
/// Storage errors.
pub async fn stale(turn: &mut Turn<'_>, who: &Actor) -> Answer {
    Ok(Done::show(menu(turn, who).await?).toast(label!(who.tongue(), home_stale)))
}

/// A draft was deleted.
///
/// # Errors
/// Storage errors.
pub async fn discarded(turn: &mut Turn<'_>, who: &Actor) -> Answer {
    Ok(Done::show(menu(turn, who).await?).and(draft_deleted(who)))
}

/// The note that says so.
pub fn draft_deleted(who: &Actor) -> Effect {
    Effect::Toast(label!(who.tongue(), home_discarded))
}

/// Something written or sent that belongs to nothing.
///
/// # Errors
/// Storage errors.
pub async fn unprompted(turn: &mut Turn<'_>, who: &Actor, input: &Input) -> Answer {
    let member = here(turn, who).await?.is_some_and(|s| s.is_member());
    let media = match input {
        Input::Media { kind, .. } => Some(*kind),
        Input::Text(_) | Input::Choice { .. } => None,
    };
    let drafts = talks::waiting(turn.db, who.person()).await?;
    Ok(Done::show(screens::unprompted(who.tongue(), media, member, drafts.first().copied())))
}

/// Words were changed after they were sent.
pub fn edited(who: &Actor) -> Done {
    Done::say(screens::edited(who.tongue()))
}

/// A command that does not exist; the running dialogue is not touched.
pub fn unknown_command(who: &Actor) -> Done {
    Done::say(screens::unknown_command(who.tongue()))
}

/// Somebody spoke to the bot in a group: nothing personal is said there, only where to find us. A command of another bot's
/// reaches us too if we were the last to speak there, and is none of our business.
pub fn in_group(turn: &Turn<'_>, account: &Account, event: &Event) -> Done {
    let t = Tongue::from_code(account.language.as_deref());
    match event {
        Event::Command { name, named, .. } if !account.is_bot && (*named || commands::is_ours(name)) => {
            Done::say(screens::in_group(t, &turn.house.link("group")))
        }
        Event::Press { .. } => Done::nothing().toast(label!(t, home_in_group_press)),
        _ => Done::nothing(),
    }
}

/// Offers a draft that was just put aside below whatever is shown; where six buttons are already, the main menu does.
pub fn offer_draft(who: &Actor, slice: &str, effects: &mut [Effect]) {
    let shown = effects.iter_mut().rev().find_map(|effect| match effect {
        Effect::Show(screen) | Effect::Say(screen) => Some(screen),
        _ => None,
    });
    let fits = |screen: &&mut Screen| screen.rows.iter().flatten().count() < 6;
    if let Some(screen) = shown.filter(fits).filter(|screen| !screens::offers(slice, screen)) {
        screens::push_draft(who.tongue(), slice, screen);
    }
}

/// Something new was to begin where a draft waits. `asked`: what a button does that asks for the same again.
pub fn draft_first(who: &Actor, slice: &str, asked: Option<Asked>) -> Done {
    let anew = asked.map(Press::Anew).filter(|press| press.wire().as_str().len() <= LIMIT);
    let delete = anew.unwrap_or_else(|| Press::Discard(slice.to_owned()));
    Done::show(screens::draft_first(who.tongue(), slice, &delete))
}

/// What the bot is, for the empty chat: at most 512 characters.
pub fn description(t: Tongue) -> String {
    label!(t, home_description)
}

/// The same in a line: at most 120 characters.
pub fn short_description(t: Tongue) -> String {
    label!(t, home_short_description)
}
