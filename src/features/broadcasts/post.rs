//! A letter on its way to one reader: with pictures or files it is one message more or less than a screen. Pure.
//!
//! Under an album no buttons can stand (Bot API, `sendMediaGroup`): they follow in a short message of their own, once
//! the album has arrived, so that nobody ever gets the buttons of a letter she has not.

use super::body::Body;
use super::rules::Broadcast;
use super::screens::{self, TRIAL};
use crate::communities::Profile;
use crate::kernel::actor::{Actor, Tongue};
use crate::kernel::effect::{Effect, Lane, Notice};
use crate::kernel::ids::PersonId;
use crate::kernel::outcome::Done;
use crate::kernel::screen::Screen;

/// Words and buttons of a broadcast, for one reader.
pub(super) fn whole(t: Tongue, profile: &Profile, broadcast: &Broadcast) -> Screen {
    screens::to_reader(t, screens::letter(t, profile, &broadcast.body), broadcast.id, profile.id())
}

/// The letter itself. `whole`: its words and its buttons.
pub(super) fn letter(to: PersonId, whole: Screen, body: &Body) -> Notice {
    let screen = if body.is_album() { Screen::new(whole.text) } else { whole };
    Notice::new(to, screen).with_media(body.media.clone())
}

/// The buttons of an album, once it has arrived.
pub(super) fn buttons(to: PersonId, t: Tongue, profile: &Profile, whole: Screen, body: &Body) -> Option<Notice> {
    body.is_album().then(|| Notice::new(to, Screen { rows: whole.rows, ..screens::album_keys(t, profile) }))
}

/// The letter below what its author has just done, as its readers see it.
pub(super) fn below(who: &Actor, profile: &Profile, body: &Body) -> Done {
    let whole = screens::letter(who.tongue(), profile, body);
    at_once(who, profile, whole, body, !body.buttons.is_empty())
}

/// The same with everything that stands under it for its readers.
pub(super) fn trial(who: &Actor, profile: &Profile, body: &Body) -> Done {
    let t = who.tongue();
    let whole = screens::to_reader(t, screens::letter(t, profile, body), TRIAL, profile.id());
    at_once(who, profile, whole, body, true)
}

/// `keys`: whether the buttons of an album follow it.
fn at_once(who: &Actor, profile: &Profile, whole: Screen, body: &Body, keys: bool) -> Done {
    if body.media.is_empty() {
        return Done::say(whole);
    }
    let now = |notice| Effect::Tell(Notice { lane: Lane::Answer, ..notice });
    let buttons = buttons(who.person(), who.tongue(), profile, whole.clone(), body).filter(|_| keys);
    Done::nothing().and(now(letter(who.person(), whole, body))).and_all(buttons.map(now))
}
