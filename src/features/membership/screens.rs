//! Screens of the way in, the own profile and leaving, and what the slice's screens share. Pure: data in, screen out.

use std::ops::Range;

use super::own::Portrait;
use super::rules::{is_begun, is_waiting, short_text};
use super::standing::{MemberState, Standing};
use super::{Detail, Press, Unit, dialogue};
use crate::communities::{Basis, Profile};
use crate::i18n::{home, moment};
use crate::kernel::actor::Tongue;
use crate::kernel::html::Html;
use crate::kernel::ids::{CommunityId, PersonId};
use crate::kernel::input::Input;
use crate::kernel::screen::{Button, Screen, ring};
use crate::kernel::text::beginning;
use crate::kernel::time::at_millis;
use crate::kernel::wire::Wire;
use crate::{label, say};

/// So many entries fit beside the way home.
pub(super) const MOST: usize = 5;
/// The longest label, in characters: a row of a small phone.
const LABEL: usize = 48;

/// Which of `len` entries are shown on `page` where `most` fit, and which page is next: `(next, its number, of)`.
/// «Дальше» takes the room of an entry; the last page leads to the first.
pub(super) fn window(len: usize, page: u16, most: usize) -> (Range<usize>, Option<(u16, usize, usize)>) {
    let size = if len <= most { most } else { most.saturating_sub(1) }.max(1);
    let (shown, next) = ring(len, page.into(), size);
    let number = shown.start / size + 1;
    (shown, next.map(|next| (u16::try_from(next).unwrap_or(0), number, len.div_ceil(size))))
}

/// «Дальше (2 из 7)».
pub(super) fn more(t: Tongue, (number, of): (usize, usize), wire: Wire) -> Button {
    Button::press(label!(t, membership_more, page = number, of = of), wire)
}

/// A label that fits.
pub(super) fn clipped(text: &str) -> String {
    beginning(text, LABEL)
}

/// Words and the way home.
pub(super) fn plain(t: Tongue, text: Html) -> Screen {
    Screen::new(text).row([home(t)])
}

/// A question to be answered in words, with a line of help where the last answer did not do.
pub(super) fn words_wanted(t: Tongue, question: Html, help: Option<Html>) -> Screen {
    plain(t, help.unwrap_or_default().para(question))
}

/// The words of an answer of at most `most` characters, or the line of help.
pub(super) fn words(t: Tongue, input: Input, most: usize) -> Result<String, Html> {
    match input {
        Input::Text(text) => short_text(&text, most).map_err(|unfit| dialogue::no_text(t, unfit, most)),
        Input::Media { kind, .. } => Err(crate::i18n::words_wanted(t, kind)),
        Input::Choice { .. } => Err(Html::default()),
    }
}

pub(super) fn communities(
    t: Tongue,
    profiles: &[(&Profile, bool)],
    current: Option<&CommunityId>,
    page: u16,
    first_time: bool,
) -> Screen {
    let text = if first_time { say!(t, membership_front) } else { say!(t, membership_communities) };
    let (shown, next) = window(profiles.len(), page, MOST);
    let mut screen = Screen::new(text);
    for (profile, member) in &profiles[shown] {
        let name = profile.short_name();
        let label = match (current == Some(profile.id()), member) {
            (true, true) => label!(t, membership_list_here_member, name = name),
            (true, false) => label!(t, membership_list_here, name = name),
            (false, true) => label!(t, membership_list_member, name = name),
            (false, false) => name.to_owned(),
        };
        screen = screen.button(label, Press::Look(profile.id().clone()).wire());
    }
    match next {
        Some((next, number, of)) => screen.row([more(t, (number, of), Press::More(next).wire()), home(t)]),
        None => screen.row([home(t)]),
    }
}

pub(super) fn card(t: Tongue, profile: &Profile, standing: &Standing, others: bool) -> Screen {
    let body = profile.coordinating_body().name.as_str();
    let text =
        say!(t, membership_card, name = profile.community.name.as_str(), about = profile.community.about.as_str())
            .para(say!(t, membership_card_body, body = body));
    let text = match standing.state {
        Some(MemberState::Active) => text.para(say!(t, membership_card_member)),
        state if is_waiting(state) => text.para(say!(t, membership_card_waiting)),
        Some(MemberState::Rejected) => text.para(say!(t, membership_card_rejected)),
        Some(MemberState::Left) => text.para(say!(t, membership_card_left)),
        _ => text,
    };
    let id = profile.id();
    let mut screen = Screen::new(text).button(label!(t, membership_see_plan), Wire::plan());
    if is_begun(standing.state) {
        screen = screen.button(label!(t, membership_join_on), Press::Join(id.clone()).wire());
    } else if !standing.is_member() && !is_waiting(standing.state) {
        screen = screen.button(label!(t, membership_join), Press::Join(id.clone()).wire());
    }
    let mut row = vec![Button::press(label!(t, membership_regulation), Press::Contents(id.clone(), 0).wire())];
    if others {
        row.push(Button::press(label!(t, membership_others), Press::Communities.wire()));
    }
    screen.row(row).row([home(t)])
}

pub(super) fn not_served(t: Tongue) -> Screen {
    plain(t, say!(t, membership_not_served))
}

/// «п. 4.2», «раздел 6»: only where a clause stands behind it.
pub(super) fn ground(t: Tongue, basis: &Basis) -> Option<String> {
    let clauses: Vec<String> = basis
        .clauses()
        .map(|clause| match (clause.contains('.'), clause.parse::<u32>()) {
            (true, _) => label!(t, membership_clause, number = clause),
            (false, Ok(_)) => label!(t, membership_section_number, number = clause),
            (false, Err(_)) => clause.to_owned(),
        })
        .collect();
    (!clauses.is_empty()).then(|| clauses.join(", "))
}

/// What a person told and where she stands, line by line.
pub(super) fn described(t: Tongue, portrait: &Portrait) -> Html {
    let name = match &portrait.name {
        Some(name) => say!(t, membership_line_name, name = name.full()),
        None => say!(t, membership_line_no_name, number = portrait.person.0),
    };
    let mut text = name;
    if let Some(workplace) = &portrait.workplace {
        text = text.line(say!(t, membership_line_workplace, workplace = workplace));
    }
    if let Some(subject) = &portrait.subject {
        text = text.line(say!(t, membership_line_subject, subject = subject));
    }
    if let Some(category) = &portrait.category {
        text = text.line(say!(t, membership_line_category, category = category));
    }
    if let Some(unit) = &portrait.unit {
        text = text.line(say!(t, membership_line_unit, unit = unit));
    }
    text
}

/// Roles and the date, for whoever is a member.
pub(super) fn belonging(t: Tongue, profile: &Profile, portrait: &Portrait) -> Html {
    let Some(row) = portrait.row.as_ref().filter(|row| row.state.is_member()) else { return Html::default() };
    let mut text = match row.joined_at {
        Some(at) => say!(t, membership_line_since, day = moment::day(t, at_millis(at), profile.tz())),
        None => Html::default(),
    };
    if row.mentor {
        let topics: Vec<&str> =
            row.topic_ids().iter().filter_map(|id| profile.topic(id)).map(|topic| topic.title_in(t.word())).collect();
        text = text.line(match topics.as_slice() {
            [] => say!(t, membership_line_mentor),
            some => say!(t, membership_line_mentor_of, topics = some.join(", ")),
        });
    }
    if row.coordinator {
        text = text.line(say!(t, membership_line_coordinator, word = profile.terms.coordinator.one()));
    }
    text
}

pub(super) fn profile(t: Tongue, profile: &Profile, portrait: &Portrait, belongs: &[&Profile]) -> Screen {
    let mut text = say!(t, membership_profile).para(described(t, portrait));
    let member = portrait.state().is_some_and(MemberState::is_member);
    text = text.para(match belongs {
        [] => say!(t, membership_belongs_nowhere),
        some => {
            let names: Vec<&str> = some.iter().map(|profile| profile.short_name()).collect();
            say!(t, membership_belongs, names = names.join(", "))
        }
    });
    let here = belonging(t, profile, portrait);
    if !here.is_empty() {
        text = text.para(say!(t, membership_here, community = profile.short_name())).line(here);
    }
    let screen = Screen::new(text).row([
        Button::press(label!(t, membership_change), Press::Change.wire()),
        Button::press(label!(t, membership_regulation), Press::Regulation.wire()),
    ]);
    let screen = if member { screen.button(label!(t, membership_leave), Press::Leave.wire()) } else { screen };
    screen.row([home(t)])
}

/// What can be changed; category and team only for a member of the community looked at.
pub(super) fn change(t: Tongue, here: Option<&Profile>) -> Screen {
    let edit = |label: String, detail: Detail| Button::press(label, Press::Edit(detail).wire());
    let mut screen = Screen::new(say!(t, membership_what_change))
        .row([
            edit(label!(t, membership_change_name), Detail::Name),
            edit(label!(t, membership_change_workplace), Detail::Workplace),
        ])
        .row([edit(label!(t, membership_change_subject), Detail::Subject)]);
    if let Some(profile) = here {
        let mut row = Vec::new();
        if profile.categories.len() > 1 {
            row.push(edit(label!(t, membership_change_category), Detail::Category));
        }
        if profile.joining.choose_unit {
            row.push(edit(label!(t, membership_change_unit), Detail::Unit));
        }
        screen = screen.row(row);
    }
    screen.row([home(t)])
}

/// The question to which a button of a change belongs: another one than in the joining, and another for each person, so
/// that an old button never changes somebody else.
pub(super) fn step_of(detail: Detail, person: PersonId) -> String {
    let word = match detail {
        Detail::Name => "ename",
        Detail::Workplace => "ework",
        Detail::Subject => "esubject",
        Detail::Category => "ecat",
        Detail::Unit => "eunit",
    };
    format!("{word}{person}")
}

pub(super) fn subject(t: Tongue, person: PersonId, help: Option<Html>) -> Screen {
    let wire = Wire::choice(Press::SLICE, &step_of(Detail::Subject, person), "none");
    Screen::new(help.unwrap_or_default().para(say!(t, membership_ask_subject)))
        .row([Button::press(label!(t, membership_no_subject), wire), home(t)])
}

pub(super) fn categories(t: Tongue, profile: &Profile, person: PersonId, page: u16, help: Option<Html>) -> Screen {
    let step = step_of(Detail::Category, person);
    let entries: Vec<(String, &str)> =
        profile.categories.iter().map(|c| (c.id.to_string(), c.title.as_str())).collect();
    let screen = Screen::new(help.unwrap_or_default().para(say!(t, membership_ask_category)));
    choices(t, screen, &step, &entries, (page, MOST), None)
}

pub(super) fn units(t: Tongue, units: &[Unit], person: PersonId, page: u16, help: Option<Html>) -> Screen {
    let step = step_of(Detail::Unit, person);
    let entries: Vec<(String, &str)> = units.iter().map(|unit| (unit.id.to_string(), unit.title.as_str())).collect();
    let question = if units.is_empty() { say!(t, membership_no_units) } else { say!(t, membership_ask_unit) };
    let later = Button::press(label!(t, membership_no_unit), Wire::choice(Press::SLICE, &step, "later"));
    choices(t, Screen::new(help.unwrap_or_default().para(question)), &step, &entries, (page, MOST - 1), Some(later))
}

/// A list to choose from; what does not fit is on the next page (`p1`).
pub(super) fn choices(
    t: Tongue,
    mut screen: Screen,
    step: &str,
    entries: &[(String, &str)],
    (page, most): (u16, usize),
    last: impl IntoIterator<Item = Button>,
) -> Screen {
    let (shown, next) = window(entries.len(), page, most);
    for (value, title) in &entries[shown] {
        screen = screen.button(clipped(title), Wire::choice(Press::SLICE, step, value));
    }
    let next =
        next.map(|(next, number, of)| more(t, (number, of), Wire::choice(Press::SLICE, step, format!("p{next}"))));
    let all: Vec<Button> = next.into_iter().chain(last).chain([home(t)]).collect();
    all.chunks(2).fold(screen, |screen, row| screen.row(row.to_vec()))
}

pub(super) fn not_inside(t: Tongue, profile: &Profile) -> Screen {
    Screen::new(say!(t, membership_not_inside, community = profile.short_name()))
        .row([Button::press(label!(t, membership_others), Press::Communities.wire()), home(t)])
}

pub(super) fn leave(t: Tongue, profile: &Profile, waiting: bool, last: bool) -> Screen {
    let community = profile.short_name();
    let mut text = if waiting {
        say!(t, membership_withdraw_ask, community = community)
    } else {
        say!(t, membership_leave_ask, community = community)
    };
    if let Some(clause) = profile.joining.leave_ref.as_deref().filter(|clause| !clause.is_empty() && !waiting) {
        text = text.line(say!(t, membership_leave_right, clause = label!(t, membership_clause, number = clause)));
    }
    if last {
        text = text.para(say!(t, membership_leave_last));
    }
    let id = profile.id().clone();
    let yes = match waiting {
        true => Button::press(label!(t, membership_withdraw_yes), Press::Withdraw(id).wire()),
        false => Button::press(label!(t, membership_leave_yes), Press::LeaveNow(id).wire()),
    };
    Screen::new(text).row([yes]).row([home(t)])
}

/// What follows when a member left, or took the application back.
pub(super) fn left(t: Tongue, profile: &Profile, applied: bool) -> Screen {
    let (id, community) = (profile.id(), profile.short_name());
    let text = if applied {
        say!(t, membership_withdrawn, community = community)
    } else {
        say!(t, membership_left, community = community)
    };
    Screen::new(text)
        .button(label!(t, membership_forget), Press::ForgetNow(id.clone()).wire())
        .row([Button::press(label!(t, membership_come_back), Press::Join(id.clone()).wire()), home(t)])
}

pub(super) fn forgotten(t: Tongue) -> Screen {
    plain(t, say!(t, membership_forgotten))
}

pub(super) fn orphaned(t: Tongue, profile: &Profile, owner: bool) -> Screen {
    let text = say!(t, membership_orphaned, community = profile.short_name());
    let text = if owner { text.para(say!(t, membership_orphaned_owner, id = profile.id().as_str())) } else { text };
    plain(t, text)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_entry_is_on_some_page(len in 0usize..100, most in 2usize..6) {
            let mut seen = Vec::new();
            let mut page = 0;
            loop {
                let (shown, next) = window(len, page, most);
                prop_assert!(shown.len() <= most);
                seen.extend(shown);
                match next {
                    Some((0, ..)) | None => break,
                    Some((next, ..)) => page = next,
                }
            }
            prop_assert_eq!(seen, (0..len).collect::<Vec<_>>());
        }

        #[test]
        fn a_page_that_does_not_exist_is_some_page(len in 0usize..100, page in any::<u16>()) {
            let (shown, _) = window(len, page, MOST);
            prop_assert!(shown.end <= len);
        }
    }
}
