//! Screens of broadcasts. Pure.

mod card;
mod digest;
mod preview;
mod text;
mod when;
mod whom;
mod wishes;

use super::Press;
use super::body::Body;
use super::rules::{Broadcast, length};
use crate::communities::{Feature, Profile};
use crate::i18n::{home, moment};
use crate::kernel::actor::{Reader, Tongue};
use crate::kernel::screen::{Button, Screen};
use crate::kernel::text::beginning;
use crate::kernel::wire::Wire;
use crate::{label, say};

pub(super) use card::{View, ask_again, ask_stop, card, report, still_paused, watch_above};
pub(super) use digest::{ask_digest, digest, digest_left, digest_orphaned};
pub(super) use preview::{Audience, above, not_above, preview};
pub(super) use text::{album_keys, ask_text, copied, copied_file, look_below, under_text};
pub(super) use when::{ask_late, ask_night, ask_when};
pub(super) use whom::{Meant, ask_drop, ask_name, ask_part, ask_whom, meant};
pub(super) use wishes::{TRIAL, after_reading, no_wishes, to_reader, wishes};

/// So many broadcasts stand on a page of the list; on the first one fewer, beside the door to the digest.
const PAGE: u32 = 3;

/// Where a page of the list begins, and how many stand on it.
pub(super) const fn page(page: u32) -> (u32, u32) {
    match page {
        0 => (0, PAGE - 1),
        page => (page.saturating_mul(PAGE) - 1, PAGE),
    }
}

/// So many units of UTF-16 of a copy stand in one message.
pub(super) const PART: usize = 4000;

fn choice(step: &str, value: impl std::fmt::Display) -> Wire {
    Wire::choice(Press::SLICE, step, value)
}

/// «1 240»: a number as people read it. For sentences whose grammar does not hang on it.
pub(super) fn grouped(t: Tongue, n: usize) -> String {
    let between = match t {
        Tongue::Ru => '\u{a0}',
        Tongue::En => ',',
    };
    let digits = n.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(between);
        }
        text.push(digit);
    }
    text
}

/// So many units of UTF-16 stand above a letter, whoever reads it.
pub(super) fn heading(profile: &Profile) -> usize {
    let lines = [Tongue::Ru, Tongue::En].map(|t| say!(t, broadcasts_from, community = profile.short_name()).plain());
    lines.iter().map(|line| length(line) + 2).max().unwrap_or_default()
}

/// What a recipient gets.
pub(super) fn letter(t: Tongue, profile: &Profile, body: &Body) -> Screen {
    let from = say!(t, broadcasts_from, community = profile.short_name());
    let links = body.buttons.iter().map(|link| Button::open(&link.label, &link.url));
    let screen = Screen::new(from.para(body.html.clone()));
    links.fold(screen, |screen, link| screen.row([link])).row([home(t)])
}

/// Not for this person, or not there any more: the same words, so that nothing can be learnt by trying.
pub(super) fn not_yours(t: Tongue) -> Screen {
    Screen::new(say!(t, broadcasts_not_yours)).row([home(t)])
}

/// The broadcasts of a community. `more`: whether older ones follow.
pub(super) fn list(reader: Reader, profile: &Profile, page: u32, items: &[Broadcast], more: bool) -> Screen {
    let t = reader.tongue;
    let mut text = say!(t, broadcasts_title, community = profile.short_name());
    text = if items.is_empty() {
        text.para(say!(t, broadcasts_none))
    } else {
        text.line(say!(t, broadcasts_list_clock, city = profile.city_label()))
    };
    for item in items {
        let when = moment::short(t, item.start_at, profile.tz());
        let state = label!(t, broadcasts_state, state = item.course.word());
        text =
            text.para(say!(t, broadcasts_line, when = when, state = state, text = beginning(&item.body.plain(), 80)));
    }
    let mut screen = Screen::new(text);
    for item in items {
        let day = moment::day(t, item.start_at, profile.tz());
        let words = label!(t, broadcasts_open, day = day, text = beginning(&item.body.plain(), 16));
        screen = screen.button(words, Press::Card(item.id).wire());
    }
    let older = more.then(|| Button::press(label!(t, broadcasts_older), Press::Page(page.saturating_add(1)).wire()));
    let digest = (page == 0 && profile.has(Feature::Events))
        .then(|| Button::press(label!(t, broadcasts_digest_door), Press::Digest(profile.id().clone()).wire()));
    let new = Button::press(label!(t, broadcasts_new), Press::New.wire());
    screen.row([new].into_iter().chain(older)).row(digest.into_iter().chain([home(t)]))
}

/// The answer to «Отправить сейчас»: the progress stands in a message of its own below.
pub(super) fn begun(t: Tongue) -> Screen {
    Screen::new(say!(t, broadcasts_begun)).row([home(t)])
}

/// A scheduled broadcast did not begin, because its author may not write to all any more.
pub(super) fn was_barred(t: Tongue, b: &Broadcast, theirs: bool) -> Screen {
    let text = beginning(&b.body.plain(), 120);
    let screen = if theirs {
        Screen::new(say!(t, broadcasts_barred_author, text = text))
    } else {
        Screen::new(say!(t, broadcasts_barred_others, text = text))
            .button(label!(t, broadcasts_look), Press::Card(b.id).wire())
    };
    screen.row([home(t)])
}

/// A broadcast ended early, because its author's data were erased and the text with them.
pub(super) fn orphaned(t: Tongue, b: &Broadcast) -> Screen {
    Screen::new(say!(t, broadcasts_orphaned))
        .button(label!(t, broadcasts_look), Press::Card(b.id).wire())
        .row([home(t)])
}
