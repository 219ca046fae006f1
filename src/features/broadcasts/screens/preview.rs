//! The last look before a letter leaves. Pure.

use super::super::Press;
use super::super::body::Body;
use super::super::dialogue::step;
use super::super::rules::Broadcast;
use super::super::timing::Night;
use super::choice;
use super::text::{files, so_far};
use super::when::night;
use crate::i18n::home;
use crate::kernel::actor::Tongue;
use crate::kernel::html::Html;
use crate::kernel::screen::{Button, Screen};
use crate::{label, say};

/// What a coordinator must know before she sends.
pub(in super::super) struct Audience {
    /// In her words: «всем», «кто придёт: …».
    pub whom: String,
    /// How many will get it.
    pub reachable: usize,
    /// How many cannot be written to.
    pub unreachable: usize,
    /// How many of those meant do not want such letters.
    pub declined: usize,
    /// What else the community gets on the day of this one, in words.
    pub others: Html,
    /// How many of those sleep now.
    pub asleep: usize,
}

impl Audience {
    /// There is nobody to write to.
    pub const fn is_nobody(&self) -> bool {
        self.reachable + self.unreachable == 0
    }
}

/// To how many it goes.
pub(super) fn numbers(t: Tongue, audience: &Audience) -> Html {
    let mut text = say!(t, broadcasts_will_get, n = audience.reachable);
    if audience.unreachable > 0 {
        text = text.line(say!(t, broadcasts_cannot_get, n = audience.unreachable));
    }
    if audience.declined > 0 {
        text = text.line(say!(t, broadcasts_do_not_want, n = audience.declined));
    }
    text
}

/// What is said of a letter that stands right above.
pub(in super::super) fn above(t: Tongue, body: &Body) -> Html {
    say!(t, broadcasts_preview).line(files(t, body))
}

/// The same where another one may stand above: an older button was pressed.
pub(in super::super) fn not_above(t: Tongue, body: &Body) -> Html {
    say!(t, broadcasts_preview_stale).para(so_far(t, body))
}

/// `about`: of the letter itself. `taken`: the broadcast that it was, which somebody else has taken up meanwhile. So it does
/// not leave in its place.
pub(in super::super) fn preview(
    t: Tongue,
    about: Html,
    audience: &Audience,
    send_now: &str,
    taken: Option<&Broadcast>,
) -> Screen {
    let text = about.line(say!(t, broadcasts_so_far, whom = &audience.whom)).para(numbers(t, audience));
    let text = text.line(night(t, Night::Morning, audience.asleep)).para(audience.others.clone());
    let key = |label: String, value: &str| Button::press(label, choice(step::PREVIEW, value));
    let screen = match taken {
        Some(b) => Screen::new(say!(t, broadcasts_taken, state = b.course.word()).para(text))
            // In a message of its own: what is pressed is her draft.
            .row([Button::press(label!(t, broadcasts_to_card), Press::CardBelow(b.id).wire())])
            .row([key(label!(t, broadcasts_apart), "apart")]),
        None => Screen::new(text)
            .row([key(label!(t, broadcasts_send_now), send_now), key(label!(t, broadcasts_send_later), "later")]),
    };
    screen
        .row([key(label!(t, broadcasts_edit_text), "text"), key(label!(t, broadcasts_edit_whom), "whom")])
        .row([key(label!(t, broadcasts_try), "try"), home(t)])
}
