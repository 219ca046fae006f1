//! Screens of the regulation. Its words are shown as they stand; only the headings are ours.

use super::Press;
use super::screens::{MOST, clipped, more, plain, window};
use crate::communities::{Page, Profile};
use crate::i18n::home;
use crate::kernel::actor::Tongue;
use crate::kernel::html::Html;
use crate::kernel::screen::{Button, Screen};
use crate::{label, say};

/// The title of the regulation with the act behind it.
fn regulation_title(t: Tongue, profile: &Profile) -> Html {
    let source = &profile.regulation.source;
    let text = say!(t, membership_regulation_title, title = source.title.as_str());
    let text = match &source.act {
        Some(act) => text.line(say!(t, membership_regulation_act, act = act)),
        None => text,
    };
    match (&source.date, &source.number) {
        (Some(date), Some(number)) => {
            let date = date.format("%d.%m.%Y").to_string();
            text.line(say!(t, membership_regulation_number, date = date, number = number))
        }
        (Some(date), None) => {
            text.line(say!(t, membership_regulation_date, date = date.format("%d.%m.%Y").to_string()))
        }
        _ => text,
    }
}

pub(super) fn contents(t: Tongue, profile: &Profile, page: u16) -> Screen {
    let id = profile.id();
    let sections = profile.regulation.sections();
    let title = regulation_title(t, profile);
    if sections.is_empty() {
        return plain(t, title.para(say!(t, membership_regulation_empty)));
    }
    let (shown, next) = window(sections.len(), page, MOST);
    let mut screen = Screen::new(title.para(say!(t, membership_regulation_choose)));
    for at in shown {
        let number = u16::try_from(at).unwrap_or(0);
        screen = screen.button(clipped(&sections[at].title), Press::Section(id.clone(), number, 0).wire());
    }
    match next {
        Some((next, number, of)) => {
            screen.row([more(t, (number, of), Press::Contents(id.clone(), next).wire()), home(t)])
        }
        None => screen.row([home(t)]),
    }
}

pub(super) fn section(t: Tongue, profile: &Profile, page: &Page, next: Option<(u16, u16)>) -> Screen {
    let id = profile.id();
    // The first page begins with the section's own heading.
    let head = if page.number == 1 {
        say!(t, membership_section_first, community = profile.short_name())
    } else {
        say!(t, membership_section_head, community = profile.short_name(), section = page.title.as_str())
    };
    let head =
        if page.of > 1 { head.line(say!(t, membership_section_page, page = page.number, of = page.of)) } else { head };
    let mut screen = Screen::new(head.para(Html::escaped(page.text.trim())));
    if let Some((section, page)) = next {
        screen = screen.button(label!(t, membership_read_on), Press::Section(id.clone(), section, page).wire());
    }
    let contents = Button::press(label!(t, membership_sections), Press::Contents(id.clone(), 0).wire());
    screen.row([contents, home(t)])
}
