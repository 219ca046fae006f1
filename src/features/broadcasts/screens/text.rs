//! The question of the text. Pure.

use super::super::Press;
use super::super::body::Body;
use super::super::dialogue::step;
use super::{beginning, choice, heading};
use crate::communities::Profile;
use crate::i18n::{back, home};
use crate::kernel::actor::Tongue;
use crate::kernel::screen::{Button, Screen};
use crate::{label, say};

pub(in super::super) fn ask_text(t: Tongue, profile: &Profile, was: Option<&Body>, keep: bool) -> Screen {
    let text = say!(t, broadcasts_ask_text, limit = Body::default().room(heading(profile)));
    let screen = match was {
        Some(was) => Screen::new(text.para(say!(t, broadcasts_text_was, text = beginning(&was.plain(), 200)))),
        None => Screen::new(text),
    };
    let first = if keep {
        Button::press(label!(t, broadcasts_text_keep), choice(step::TEXT, "keep"))
    } else {
        back(t, Press::List.wire())
    };
    screen.row([first, home(t)])
}
