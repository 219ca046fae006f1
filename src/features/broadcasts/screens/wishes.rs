//! What stands under a letter for its reader, and what she wants to get. Pure.

use super::super::Press;
use super::super::rules::Kind;
use crate::communities::Profile;
use crate::i18n::{home, home_below};
use crate::kernel::actor::Tongue;
use crate::kernel::ids::{BroadcastId, CommunityId};
use crate::kernel::screen::{Act, Button, Screen};
use crate::kernel::wire::Wire;
use crate::{label, say};

/// The letter that an author sends to herself: it is no broadcast, and nobody's reading is counted.
pub(in super::super) const TRIAL: BroadcastId = BroadcastId(0);

/// A letter as its reader gets it: with «Прочитано» and a way to say what she does not want. The way home leads below
/// it, so that the letter itself stays.
pub(in super::super) fn to_reader(t: Tongue, letter: Screen, id: BroadcastId, community: &CommunityId) -> Screen {
    let read = Button::press(label!(t, broadcasts_read), Press::Read(id).wire());
    with_keys(t, letter, Some(read), community)
}

/// The same once she has pressed «Прочитано».
pub(in super::super) fn after_reading(t: Tongue, letter: Screen, community: &CommunityId) -> Screen {
    with_keys(t, letter, None, community)
}

fn with_keys(t: Tongue, letter: Screen, read: Option<Button>, community: &CommunityId) -> Screen {
    let Screen { text, mut rows } = letter;
    for row in &mut rows {
        row.retain(|button| button.act != Act::Press(Wire::home()));
    }
    rows.retain(|row| !row.is_empty());
    let wishes = Button::press(label!(t, broadcasts_wishes_door), Press::Wishes(community.clone()).wire());
    Screen { text, rows }.row(read.into_iter().chain([wishes])).row([home_below(t)])
}

/// What she gets from a community, and what she does not want. `declined`: of these kinds.
pub(in super::super) fn wishes(t: Tongue, profile: &Profile, declined: &[Kind]) -> Screen {
    let text = say!(t, broadcasts_wishes, community = profile.short_name());
    let mut screen = Screen::new(Kind::ALL.iter().fold(text, |text, kind| {
        let on = if declined.contains(kind) { "no" } else { "yes" };
        text.line(say!(t, broadcasts_wish, kind = kind.word(), on = on))
    }));
    screen.text = screen.text.para(say!(t, broadcasts_wishes_rest));
    for kind in Kind::ALL {
        let id = profile.id().clone();
        screen = if declined.contains(kind) {
            screen.button(label!(t, broadcasts_opt_in, kind = kind.word()), Press::OptIn(id, *kind).wire())
        } else {
            screen.button(label!(t, broadcasts_opt_out, kind = kind.word()), Press::OptOut(id, *kind).wire())
        };
    }
    screen.row([home(t)])
}

/// She is no member: nothing is sent to her anyway.
pub(in super::super) fn no_wishes(t: Tongue) -> Screen {
    Screen::new(say!(t, broadcasts_no_wishes)).row([home(t)])
}
