//! The question of whom, condition by condition. Pure.

use super::super::dialogue::{Choosing, Letter, Offer, Shelf, step};
use super::super::segment::LONGEST_NAME;
use super::choice;
use super::text::{files, so_far};
use crate::i18n::{back, home};
use crate::kernel::actor::Tongue;
use crate::kernel::html::Html;
use crate::kernel::ids::SegmentId;
use crate::kernel::screen::{Button, Screen};
use crate::kernel::text::beginning;
use crate::{label, say};

/// `lists`: whether any segment is saved.
pub(in super::super) fn ask_whom(t: Tongue, letter: &Letter, lists: bool) -> Screen {
    let (body, from_preview) = (&letter.body, letter.was_for.is_some());
    let key = |label: String, value: &str| Button::press(label, choice(step::WHOM, value));
    let words = body.plain();
    let taken = if words.trim().is_empty() {
        so_far(t, body).line(say!(t, broadcasts_no_words))
    } else {
        say!(t, broadcasts_text_taken, n = body.length(), text = beginning(&words, 80)).line(files(t, body))
    };
    let screen = Screen::new(taken.para(say!(t, broadcasts_ask_whom)));
    let lists_key = lists.then(|| key(label!(t, broadcasts_to_lists), "lists"));
    // Six buttons: where there is no room, mentors are among «Выбрать иначе…».
    let mentors = (!lists).then(|| key(label!(t, broadcasts_to_mentors), "mentors"));
    let screen = screen
        .row(lists_key)
        .row([key(label!(t, broadcasts_to_all), "all")].into_iter().chain(mentors))
        .row([key(label!(t, broadcasts_to_event), "event"), key(label!(t, broadcasts_to_other), "other")]);
    let last = match from_preview {
        true => back(t, choice(step::WHOM, "back")),
        false => key(label!(t, broadcasts_edit_text), "text"),
    };
    screen.row([last, home(t)])
}

/// One more condition. `whom`: to whom so far, in words; nothing if nothing narrows it yet.
pub(in super::super) fn ask_part(t: Tongue, choosing: &Choosing, whom: Option<&str>, offers: &[Offer]) -> Screen {
    let so_far = whom.map(|whom| say!(t, broadcasts_so_far, whom = whom)).unwrap_or_default();
    let question = match (offers.is_empty(), choosing.shelf) {
        (true, _) => say!(t, broadcasts_shelf_empty),
        (_, Shelf::Kinds) if choosing.except => say!(t, broadcasts_ask_except),
        (_, Shelf::Kinds) if whom.is_some() => say!(t, broadcasts_ask_and),
        (_, Shelf::Kinds) => say!(t, broadcasts_ask_whom),
        (_, Shelf::Lists) => say!(t, broadcasts_ask_list),
        (_, Shelf::Categories) => say!(t, broadcasts_ask_category),
        (_, Shelf::Units) => say!(t, broadcasts_ask_unit),
        (_, Shelf::Events) => say!(t, broadcasts_ask_event),
        (_, Shelf::Answers(_)) => say!(t, broadcasts_ask_answer),
        (_, Shelf::Subjects) => say!(t, broadcasts_ask_subject),
        (_, Shelf::Workplaces) => say!(t, broadcasts_ask_workplace),
        (_, Shelf::Reached) => say!(t, broadcasts_ask_reached),
        (_, Shelf::Unread) => say!(t, broadcasts_ask_unread),
    };
    chooser(t, so_far.para(question), offers, choosing.page)
}

/// A list to choose from: four on a lone page, else three a page.
fn chooser(t: Tongue, text: Html, offers: &[Offer], page: u32) -> Screen {
    let size = if offers.len() <= 4 { 4 } else { 3 };
    let pages = offers.len().div_ceil(size).max(1);
    let page = usize::try_from(page).unwrap_or(0).min(pages - 1);
    let mut screen = Screen::new(text);
    for offer in offers.iter().skip(page * size).take(size) {
        screen = screen.button(&offer.label, choice(step::PART, &offer.value));
    }
    let previous = if page == 0 { "back".to_owned() } else { format!("p{}", page - 1) };
    let further = (page + 1 < pages)
        .then(|| Button::press(label!(t, broadcasts_further), choice(step::PART, format!("p{}", page + 1))));
    screen.row([back(t, choice(step::PART, previous))].into_iter().chain(further)).row([home(t)])
}

/// To whom so far.
pub(in super::super) struct Meant<'a> {
    /// In words.
    pub whom: &'a str,
    /// The letter itself.
    pub letter: &'a Letter,
    /// How many they are.
    pub n: usize,
    /// The name under which it is saved.
    pub name: Option<&'a str>,
}

pub(in super::super) fn meant(t: Tongue, meant: &Meant<'_>) -> Screen {
    let key = |label: String, value: &str| Button::press(label, choice(step::MEANT, value));
    let named = meant.name.map(|name| say!(t, broadcasts_list_named, name = name)).unwrap_or_default();
    let text = named.line(say!(t, broadcasts_so_far, whom = meant.whom));
    let text = match meant.n {
        0 => text.line(say!(t, broadcasts_meant_nobody)),
        n => text.line(say!(t, broadcasts_meant, n = n)),
    };
    let narrow = [key(label!(t, broadcasts_and), "and"), key(label!(t, broadcasts_except), "not")];
    let keep = match meant.name {
        Some(_) => Some(key(label!(t, broadcasts_list_drop), "drop")),
        None if meant.letter.whom.is_everybody() => None,
        None => Some(key(label!(t, broadcasts_list_keep), "keep")),
    };
    let go = match meant.n {
        // Nothing is changed yet: what leads on is the way back.
        _ if meant.letter.as_it_was() => Some(key(label!(t, broadcasts_whom_anew), "anew")),
        0 => None,
        _ => Some(key(label!(t, broadcasts_to_preview), "go")),
    };
    let screen = Screen::new(text);
    let screen = if meant.n > 0 && meant.letter.whom.has_room() { screen.row(narrow) } else { screen };
    screen.row(keep.into_iter().chain(go)).row([back(t, choice(step::MEANT, "back")), home(t)])
}

/// A list that took time to put together does not go by one press.
pub(in super::super) fn ask_drop(t: Tongue, list: SegmentId, name: &str) -> Screen {
    Screen::new(say!(t, broadcasts_ask_drop, name = name))
        .row([Button::press(label!(t, broadcasts_drop_yes), choice(step::DROP, list))])
        .row([back(t, choice(step::DROP, "back")), home(t)])
}

pub(in super::super) fn ask_name(t: Tongue, whom: &str) -> Screen {
    let text = say!(t, broadcasts_so_far, whom = whom).para(say!(t, broadcasts_ask_name, limit = LONGEST_NAME));
    Screen::new(text).row([back(t, choice(step::NAME, "back")), home(t)])
}
