//! Screens of the entrance.

use crate::communities::{Feature, Profile};
use crate::features::membership::Standing;
use crate::features::{broadcasts, consultations, events, membership, people, privacy, rsvp};
use crate::i18n::{home, words_wanted};
use crate::kernel::actor::Tongue;
use crate::kernel::html::Html;
use crate::kernel::input::Media;
use crate::kernel::screen::{Act, Button, Screen};
use crate::{label, say};

use super::Press;

/// `offered`: how many questions wait for this mentor.
pub(super) fn menu(
    t: Tongue,
    profile: &Profile,
    standing: &Standing,
    name: Option<&str>,
    drafts: &[&str],
    offered: usize,
) -> Screen {
    let hello = match name {
        Some(name) => say!(t, home_hello_name, name = name),
        None => say!(t, home_hello),
    };
    let text = hello.line(say!(t, home_here, community = profile.short_name()));
    let mut screen = Screen::new(text);
    for slice in drafts.iter().take(1) {
        push_draft(t, slice, &mut screen);
    }
    let mut first = vec![Button::press(label!(t, home_plan), events::Press::Plan.wire())];
    if standing.is_member() && profile.has(Feature::Consultations) {
        first.push(Button::press(label!(t, home_ask), consultations::Press::Ask.wire()));
    }
    let mut last = Vec::new();
    if standing.coordinator {
        last.push(Button::press(label!(t, home_manage), Press::Manage.wire()));
    }
    // Six buttons at most: the list of communities can wait until a coordinator's draft is done.
    if drafts.is_empty() || !standing.coordinator {
        last.push(Button::press(label!(t, home_communities), membership::Press::Communities.wire()));
    }
    // Where six buttons are already, «Моё» leads there too.
    let fits = screen.rows.len() + first.len() + 2 + last.len() < 6;
    if let Some(offers) = waiting(t, offered).filter(|_| fits) {
        screen = screen.row([offers]);
    }
    screen
        .row(first)
        .row([
            Button::press(label!(t, home_my), Press::My.wire()),
            Button::press(label!(t, home_profile), membership::Press::Profile.wire()),
        ])
        .row(last)
}

/// «Вопросы ждут: 2».
fn waiting(t: Tongue, n: usize) -> Option<Button> {
    (n > 0).then(|| Button::press(label!(t, home_offers, n = n), consultations::Press::Offers(0).wire()))
}

pub(super) fn help(t: Tongue, coordinator: bool) -> Screen {
    let text = say!(t, home_help);
    let text = if coordinator { text.para(say!(t, home_help_coordinator)) } else { text };
    Screen::new(text)
        .row([
            Button::press(label!(t, home_settings), people::Press::Settings.wire()),
            Button::press(label!(t, home_privacy), privacy::Press::Privacy.wire()),
        ])
        .row([home(t)])
}

pub(super) fn mine(t: Tongue, answers: Html, questions: Html, offered: usize) -> Screen {
    Screen::new(say!(t, home_mine).para(answers).para(questions))
        .row(waiting(t, offered))
        .row([
            Button::press(label!(t, home_my_answers), rsvp::Press::Mine.wire()),
            Button::press(label!(t, home_my_questions), consultations::Press::Mine.wire()),
        ])
        .row([home(t)])
}

pub(super) fn manage(t: Tongue, profile: &Profile, waiting: i64, unanswered: i64) -> Screen {
    let text = say!(t, home_manage_title, community = profile.short_name());
    let text = if waiting > 0 { text.line(say!(t, home_manage_waiting, n = waiting)) } else { text };
    let text = if unanswered > 0 { text.line(say!(t, home_manage_unanswered, n = unanswered)) } else { text };
    Screen::new(text)
        .button(label!(t, home_manage_new, what = profile.terms.meeting.one()), events::Press::New.wire())
        .button(label!(t, home_manage_broadcasts), broadcasts::Press::List.wire())
        .row([
            Button::press(label!(t, home_manage_people), membership::Press::People.wire()),
            Button::press(label!(t, home_manage_questions), consultations::Press::Open.wire()),
        ])
        .row([home(t)])
}

pub(super) fn not_yours(t: Tongue) -> Screen {
    Screen::new(say!(t, home_not_yours)).row([home(t)])
}

pub(super) fn cancelled(t: Tongue, draft: bool) -> Screen {
    let text = if draft { say!(t, home_cancelled) } else { say!(t, home_nothing_to_cancel) };
    Screen::new(text).row([home(t)])
}

/// A link that opens nothing, above what is there anyway.
pub(super) fn dead_link(t: Tongue, menu: Screen) -> Screen {
    menu.headed(say!(t, home_dead_link))
}

pub(super) fn unprompted(t: Tongue, media: Option<Media>, member: bool, draft: Option<&str>) -> Screen {
    let text = match (media, draft) {
        (Some(kind), _) => words_wanted(t, kind),
        (None, Some(_)) => say!(t, home_unprompted_draft),
        (None, None) if member => say!(t, home_unprompted),
        (None, None) => say!(t, home_unprompted_visitor),
    };
    let mut screen = Screen::new(text);
    if let Some(slice) = draft {
        push_draft(t, slice, &mut screen);
    }
    let screen = if member { screen.button(label!(t, home_ask), consultations::Press::Ask.wire()) } else { screen };
    screen.row([Button::press(label!(t, home_help_button), Press::Help.wire()), home(t)])
}

pub(super) fn edited(t: Tongue) -> Screen {
    Screen::new(say!(t, home_edited)).row([home(t)])
}

pub(super) fn unknown_command(t: Tongue) -> Screen {
    Screen::new(say!(t, home_unknown_command))
        .row([Button::press(label!(t, home_help_button), Press::Help.wire()), home(t)])
}

pub(super) fn in_group(t: Tongue, link: &str) -> Screen {
    Screen::new(say!(t, home_in_group)).row([Button::open(label!(t, home_in_group_open), link)])
}

/// `delete`: what deletes the draft.
pub(super) fn draft_first(t: Tongue, slice: &str, delete: &Press) -> Screen {
    Screen::new(say!(t, home_draft_first, draft = draft(t, slice)))
        .button(label!(t, home_draft_go_on), Press::Resume(slice.to_owned()).wire())
        .button(label!(t, home_draft_delete), delete.wire())
        .row([home(t)])
}

/// Whether the screen leads to the draft already: joining is gone on with by a button of its own.
pub(super) fn offers(slice: &str, screen: &Screen) -> bool {
    let resume = Press::Resume(slice.to_owned()).wire();
    screen.rows.iter().flatten().any(|button| match &button.act {
        Act::Press(wire) if slice == membership::Press::SLICE => {
            *wire == resume || matches!(membership::Press::read(wire.as_str()), Some(membership::Press::Join(_)))
        }
        Act::Press(wire) => *wire == resume,
        Act::Open(_) => false,
    })
}

pub(super) fn push_draft(t: Tongue, slice: &str, screen: &mut Screen) {
    let label = label!(t, home_draft_button, draft = draft(t, slice));
    screen.rows.push(vec![Button::press(label, Press::Resume(slice.to_owned()).wire())]);
}

/// What a slice's draft is called.
fn draft(t: Tongue, slice: &str) -> String {
    label!(t, home_draft, slice = slice)
}
