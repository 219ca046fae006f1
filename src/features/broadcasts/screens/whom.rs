//! The question of whom. Pure.

use super::super::body::Body;
use super::super::dialogue::step;
use super::{beginning, choice};
use crate::communities::Profile;
use crate::i18n::{back, home};
use crate::kernel::actor::Tongue;
use crate::kernel::html::Html;
use crate::kernel::ids::EventId;
use crate::kernel::screen::{Button, Screen};
use crate::{label, say};

pub(in super::super) fn ask_whom(t: Tongue, body: &Body, categories: bool) -> Screen {
    let key = |label: String, value: &str| Button::press(label, choice(step::WHOM, value));
    let taken = say!(t, broadcasts_text_taken, n = body.length(), text = beginning(&body.plain(), 80));
    let screen = Screen::new(taken.para(say!(t, broadcasts_ask_whom)))
        .row([key(label!(t, broadcasts_to_all), "all"), key(label!(t, broadcasts_to_mentors), "mentors")])
        .row([key(label!(t, broadcasts_to_coming), "coming"), key(label!(t, broadcasts_to_silent), "silent")]);
    if categories {
        screen.row([key(label!(t, broadcasts_to_category), "category"), home(t)])
    } else {
        screen.row([key(label!(t, broadcasts_edit_text), "text"), home(t)])
    }
}

pub(in super::super) fn ask_category(t: Tongue, profile: &Profile, page: u32) -> Screen {
    let items = profile.categories.iter().map(|c| (beginning(&c.title, 40), c.id.to_string())).collect();
    chooser(t, say!(t, broadcasts_ask_category), step::CATEGORY, items, page)
}

/// `events`: number, and its day with its title.
pub(in super::super) fn ask_event(t: Tongue, silent: bool, events: Vec<(EventId, String)>, page: u32) -> Screen {
    let text = match (events.is_empty(), silent) {
        (true, _) => say!(t, broadcasts_no_events),
        (false, true) => say!(t, broadcasts_ask_event_silent),
        (false, false) => say!(t, broadcasts_ask_event_coming),
    };
    let items = events.into_iter().map(|(id, title)| (beginning(&title, 40), id.to_string())).collect();
    chooser(t, text, step::EVENT, items, page)
}

/// A list to choose from: four on a lone page, else three a page.
fn chooser(t: Tongue, text: Html, step: &str, items: Vec<(String, String)>, page: u32) -> Screen {
    let size = if items.len() <= 4 { 4 } else { 3 };
    let pages = items.len().div_ceil(size).max(1);
    let page = usize::try_from(page).unwrap_or(0).min(pages - 1);
    let mut screen = Screen::new(text);
    for (label, value) in items.into_iter().skip(page * size).take(size) {
        screen = screen.button(label, choice(step, value));
    }
    let previous = if page == 0 { choice(step, "back") } else { choice(step, format!("p{}", page - 1)) };
    let further = (page + 1 < pages)
        .then(|| Button::press(label!(t, broadcasts_further), choice(step, format!("p{}", page + 1))));
    screen.row([back(t, previous)].into_iter().chain(further)).row([home(t)])
}
