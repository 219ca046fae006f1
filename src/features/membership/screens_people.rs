//! Screens of those who coordinate: applications, members, roles, teams; and what the people concerned hear.

use super::own::Portrait;
use super::screens::{MOST, belonging, choices, clipped, described, more, plain, window};
use super::{Detail, Press, Role, Unit};
use crate::communities::{JoinMode, Profile};
use crate::i18n::{home, moment};
use crate::kernel::actor::{Name, Tongue};
use crate::kernel::html::Html;
use crate::kernel::ids::PersonId;
use crate::kernel::screen::{Button, Screen};
use crate::kernel::time::at_millis;
use crate::kernel::wire::Wire;
use crate::{label, say};

/// The question to which the buttons of topics belong; another one for each mentor.
pub(super) fn topic_step(person: PersonId) -> String {
    format!("topic{person}")
}

/// How many there are.
pub(super) struct Counts {
    /// By id of the category.
    pub(super) categories: Vec<(Option<String>, i64)>,
    pub(super) waiting: i64,
    pub(super) mentors: usize,
    pub(super) coordinators: usize,
}

pub(super) fn overview(t: Tongue, profile: &Profile, counts: &Counts) -> Screen {
    let all: i64 = counts.categories.iter().map(|(_, n)| n).sum();
    let mut text = say!(t, membership_people, community = profile.short_name(), n = all);
    for category in &profile.categories {
        let of = |(id, n): &(Option<String>, i64)| (id.as_deref() == Some(category.id.as_str())).then_some(*n);
        if let Some(n) = counts.categories.iter().find_map(of) {
            text = text.line(say!(t, membership_people_category, category = category.title.as_str(), n = n));
        }
    }
    text = text.para(say!(t, membership_people_mentors, n = counts.mentors)).line(say!(
        t,
        membership_people_coordinators,
        n = counts.coordinators
    ));
    if counts.waiting > 0 {
        text = text.line(say!(t, membership_people_waiting, n = counts.waiting));
    }
    let id = profile.id();
    let mut screen = Screen::new(text);
    if counts.waiting > 0 {
        let label = label!(t, membership_applications, n = counts.waiting);
        screen = screen.button(label, Press::Waiting(id.clone(), 0).wire());
    }
    let mut row = vec![Button::press(label!(t, membership_members), Press::Members(id.clone(), 0).wire())];
    if profile.joining.choose_unit {
        row.push(Button::press(label!(t, membership_units), Press::Units(id.clone(), 0).wire()));
    }
    screen.row(row).row([home(t)])
}

/// How a person is called in a list, and where she is asked about.
pub(super) fn called(t: Tongue, person: PersonId, name: Option<&Name>) -> String {
    match name {
        Some(name) => clipped(&name.full()),
        None => label!(t, membership_nameless, number = person.0),
    }
}

pub(super) fn waiting(t: Tongue, profile: &Profile, names: &[(PersonId, Option<Name>)], page: u16) -> Screen {
    if names.is_empty() {
        return plain(t, say!(t, membership_none_waiting));
    }
    let id = profile.id();
    let (shown, next) = window(names.len(), page, MOST);
    let mut screen = Screen::new(say!(t, membership_waiting_list, community = profile.short_name()));
    for (person, name) in &names[shown] {
        screen = screen.button(called(t, *person, name.as_ref()), Press::Applicant(id.clone(), *person).wire());
    }
    let next = next.map(|(next, number, of)| more(t, (number, of), Press::Waiting(id.clone(), next).wire()));
    screen.row(next.into_iter().chain([home(t)]))
}

pub(super) fn members(t: Tongue, profile: &Profile, names: &[(PersonId, Option<Name>)], page: u16) -> Screen {
    if names.is_empty() {
        return plain(t, say!(t, membership_no_members));
    }
    let id = profile.id();
    let (shown, next) = window(names.len(), page, MOST);
    let mut screen = Screen::new(say!(t, membership_members_list, community = profile.short_name(), n = names.len()));
    for (person, name) in &names[shown] {
        screen = screen.button(called(t, *person, name.as_ref()), Press::Member(id.clone(), *person).wire());
    }
    let next = next.map(|(next, number, of)| more(t, (number, of), Press::Members(id.clone(), next).wire()));
    screen.row(next.into_iter().chain([home(t)]))
}

/// An application, `news` above it where something has happened.
pub(super) fn applicant(t: Tongue, profile: &Profile, portrait: &Portrait, news: Option<Html>) -> Screen {
    let id = profile.id();
    let head = match profile.joining.mode {
        JoinMode::WrittenConsent => say!(t, membership_applicant_consented, community = profile.short_name()),
        JoinMode::Open | JoinMode::Approval => say!(t, membership_applicant, community = profile.short_name()),
    };
    let mut text = news.unwrap_or_default().para(head).line(described(t, portrait));
    if let Some(at) = portrait.row.as_ref().and_then(|row| row.applied_at) {
        text = text.line(say!(
            t,
            membership_applied_on,
            moment = moment::full(t, at_millis(at), profile.tz(), profile.city_label())
        ));
    }
    let mut row = vec![Button::press(label!(t, membership_accept), Press::Accept(id.clone(), portrait.person).wire())];
    if profile.joining.mode == JoinMode::Approval {
        row.push(Button::press(label!(t, membership_decline), Press::Decline(id.clone(), portrait.person).wire()));
    }
    Screen::new(text)
        .row(row)
        .row([
            Button::press(label!(t, membership_clarify), Press::Clarify(id.clone(), portrait.person).wire()),
            Button::press(label!(t, membership_to_applications), Press::Waiting(id.clone(), 0).wire()),
        ])
        .row([home(t)])
}

pub(super) fn decided(t: Tongue, profile: &Profile, portrait: &Portrait, accepted: bool) -> Screen {
    let name = called(t, portrait.person, portrait.name.as_ref());
    let text = if accepted {
        say!(t, membership_accepted, name = name, community = profile.short_name())
    } else {
        say!(t, membership_not_accepted, name = name, community = profile.short_name())
    };
    let id = profile.id();
    let mut row = vec![Button::press(label!(t, membership_to_applications), Press::Waiting(id.clone(), 0).wire())];
    if accepted {
        row.push(Button::press(label!(t, membership_open_member), Press::Member(id.clone(), portrait.person).wire()));
    }
    Screen::new(text).row(row).row([home(t)])
}

pub(super) fn declined(t: Tongue, profile: &Profile, reason: &str) -> Screen {
    let text = say!(t, membership_declined, community = profile.short_name(), reason = reason);
    Screen::new(text)
        .row([Button::press(label!(t, membership_ask_again), Press::Join(profile.id().clone()).wire()), home(t)])
}

pub(super) fn asked(t: Tongue, profile: &Profile, question: &str) -> Screen {
    let text = say!(t, membership_asked, community = profile.short_name(), question = question);
    Screen::new(text)
        .row([Button::press(label!(t, membership_reply), Press::Reply(profile.id().clone()).wire()), home(t)])
}

pub(super) fn gone(t: Tongue, profile: &Profile) -> Screen {
    let members = Press::Members(profile.id().clone(), 0).wire();
    Screen::new(say!(t, membership_gone)).row([Button::press(label!(t, membership_to_members), members), home(t)])
}

pub(super) fn member(t: Tongue, profile: &Profile, portrait: &Portrait) -> Screen {
    let (id, person) = (profile.id(), portrait.person);
    let role = |has: bool, role: Role, give: String, take: String| {
        if has {
            Button::press(take, Press::Take(id.clone(), person, role).wire())
        } else {
            Button::press(give, Press::Give(id.clone(), person, role).wire())
        }
    };
    let mentor = portrait.is(|row| row.mentor);
    let coordinator = portrait.is(|row| row.coordinator);
    let mut screen = Screen::new(described(t, portrait).para(belonging(t, profile, portrait)))
        .row([role(mentor, Role::Mentor, label!(t, membership_make_mentor), label!(t, membership_unmake_mentor))])
        .row([role(
            coordinator,
            Role::Coordinator,
            label!(t, membership_make_coordinator),
            label!(t, membership_unmake_coordinator),
        )]);
    let mut row = Vec::new();
    if mentor {
        row.push(Button::press(label!(t, membership_topics), Press::Topics(id.clone(), person).wire()));
    }
    // One of the two: six buttons are the most, and a team is what changes.
    if profile.joining.choose_unit {
        row.push(Button::press(label!(t, membership_fix_unit), Press::Fix(id.clone(), person, Detail::Unit).wire()));
    } else if profile.categories.len() > 1 {
        let fix = Press::Fix(id.clone(), person, Detail::Category).wire();
        row.push(Button::press(label!(t, membership_fix_category), fix));
    }
    screen = screen.row(row);
    let list = Button::press(label!(t, membership_to_members), Press::Members(id.clone(), 0).wire());
    screen.row([list, home(t)])
}

/// A topic with what the button makes of it, so that pressing twice is pressing once.
fn topic_value(wanted: bool, id: &str) -> String {
    format!("{}{id}", if wanted { '+' } else { '-' })
}

/// Reads what [`topic_value`] wrote.
pub(super) fn read_topic(value: &str) -> Option<(bool, &str)> {
    value.strip_prefix('+').map(|id| (true, id)).or_else(|| value.strip_prefix('-').map(|id| (false, id)))
}

pub(super) fn topics(t: Tongue, profile: &Profile, portrait: &Portrait, page: u16) -> Screen {
    let chosen = portrait.row.as_ref().map(|row| row.topic_ids()).unwrap_or_default();
    let name = called(t, portrait.person, portrait.name.as_ref());
    let text = say!(t, membership_topics_ask, name = name);
    let text = if chosen.is_empty() { text.line(say!(t, membership_topics_all)) } else { text };
    let titles: Vec<(String, String)> = profile
        .topics
        .iter()
        .map(|topic| {
            let title = topic.title_in(t.word());
            let marked = chosen.iter().any(|id| *id == topic.id.as_str());
            let title = if marked { label!(t, membership_topic_on, title = title) } else { title.to_owned() };
            (topic_value(!marked, topic.id.as_str()), title)
        })
        .collect();
    let entries: Vec<(String, &str)> = titles.iter().map(|(id, title)| (id.clone(), title.as_str())).collect();
    let step = topic_step(portrait.person);
    let done = Button::press(label!(t, membership_done), Wire::choice(Press::SLICE, &step, "done"));
    choices(t, Screen::new(text), &step, &entries, (page, MOST - 1), Some(done))
}

/// What a member hears when a role is given or taken.
pub(super) fn role_changed(t: Tongue, profile: &Profile, role: Role, given: bool, waiting: i64) -> Screen {
    let community = profile.short_name();
    let mut text = match (role, given) {
        (Role::Mentor, true) => say!(t, membership_now_mentor, community = community),
        (Role::Mentor, false) => say!(t, membership_no_more_mentor, community = community),
        (Role::Coordinator, true) => {
            say!(t, membership_now_coordinator, community = community, word = profile.terms.coordinator.one())
        }
        (Role::Coordinator, false) => say!(t, membership_no_more_coordinator, community = community),
    };
    if role == Role::Coordinator && given && waiting > 0 {
        text = text.line(say!(t, membership_welcome_waiting, n = waiting));
    }
    let screen = Screen::new(text);
    let screen = if role == Role::Coordinator && given {
        screen.button(label!(t, membership_to_people), Press::People.wire())
    } else {
        screen
    };
    screen.row([home(t)])
}

pub(super) fn units(t: Tongue, profile: &Profile, units: &[Unit], page: u16) -> Screen {
    let id = profile.id();
    let text = if units.is_empty() { say!(t, membership_no_units_yet) } else { say!(t, membership_units_list) };
    let (shown, next) = window(units.len(), page, MOST - 1);
    let mut screen = Screen::new(text);
    for unit in &units[shown] {
        let label = if unit.closed {
            label!(t, membership_unit_closed, title = unit.title.as_str())
        } else {
            unit.title.clone()
        };
        screen = screen.button(label, Press::Unit(unit.id).wire());
    }
    let add = Button::press(label!(t, membership_add_unit), Press::AddUnit(id.clone()).wire());
    let next = next.map(|(next, number, of)| more(t, (number, of), Press::Units(id.clone(), next).wire()));
    screen.row(next.into_iter().chain([add])).row([home(t)])
}

pub(super) fn unit(t: Tongue, unit: &Unit, members: usize) -> Screen {
    let text = say!(t, membership_unit, title = unit.title.as_str(), n = members);
    let text = if unit.closed { text.line(say!(t, membership_unit_is_closed)) } else { text };
    let door = if unit.closed {
        Button::press(label!(t, membership_open_unit), Press::OpenUnit(unit.id).wire())
    } else {
        Button::press(label!(t, membership_close_unit), Press::CloseUnit(unit.id).wire())
    };
    Screen::new(text)
        .row([Button::press(label!(t, membership_rename_unit), Press::RenameUnit(unit.id).wire()), door])
        .row([Button::press(label!(t, membership_units), Press::Units(unit.community.clone(), 0).wire()), home(t)])
}
