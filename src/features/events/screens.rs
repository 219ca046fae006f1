//! Screens of the plan and of the coordinator's desk. Pure.

use chrono::{DateTime, Utc};

use super::Press;
use super::card;
use super::rules::{Event, EventState};
use crate::communities::Profile;
use crate::features::{membership, rsvp};
use crate::i18n::{back, home, moment};
use crate::kernel::actor::{Reader, Tongue};
use crate::kernel::screen::{Button, Screen, ring};
use crate::{label, say};

/// Events on a page where there are several pages: «Дальше» and the way home need room too.
const PAGE: usize = 4;

/// What is coming, by month. `all` in the order of time.
pub(super) fn plan(reader: Reader, profile: &Profile, all: &[Event], page: u32, coordinator: bool) -> Screen {
    let t = reader.tongue;
    let heading = say!(t, events_plan, community = profile.short_name(), city = profile.city_label());
    if all.is_empty() {
        return nothing(t, profile, coordinator);
    }
    let size = if all.len() <= PAGE + 1 { PAGE + 1 } else { PAGE };
    let (shown, next) = ring(all.len(), page, size);
    let mut screen = Screen::new(heading);
    let mut month = String::new();
    for event in &all[shown] {
        let this = moment::month(t, event.starts_at, profile.tz());
        if this != month {
            screen.text = screen.text.para(say!(t, events_plan_month, month = &this));
            month = this;
        }
        screen.text = screen.text.line(line(t, profile, event));
        screen = screen.button(card::entry(t, profile, event), Press::Card(event.id).wire());
    }
    let more = next.map(|page| Button::press(label!(t, events_further), Press::PlanPage(page).wire()));
    screen.row(more.into_iter().chain([home(t)]))
}

fn line(t: Tongue, profile: &Profile, event: &Event) -> crate::kernel::html::Html {
    let when = card::when(t, event.starts_at, profile.tz());
    let kind = card::kind(profile, &event.kind);
    match event.state {
        EventState::Draft => say!(t, events_plan_draft, when = when, kind = kind, title = &event.title),
        _ => say!(t, events_plan_line, when = when, kind = kind, title = &event.title),
    }
}

fn nothing(t: Tongue, profile: &Profile, coordinator: bool) -> Screen {
    let screen = Screen::new(say!(t, events_plan_none, community = profile.short_name()));
    let next = if coordinator {
        let what = profile.terms.meeting.one();
        Button::press(label!(t, events_make, what = what), Press::New.wire())
    } else {
        Button::press(label!(t, events_communities), membership::Press::Communities.wire())
    };
    screen.row([next]).row([home(t)])
}

/// The community keeps no plan here.
pub(super) fn off(t: Tongue, profile: &Profile) -> Screen {
    Screen::new(say!(t, events_off, community = profile.short_name())).row([home(t)])
}

/// No community is looked at.
pub(super) fn choose_first(t: Tongue) -> Screen {
    Screen::new(say!(t, events_choose_first))
        .row([Button::press(label!(t, events_communities), membership::Press::Communities.wire()), home(t)])
}

/// What a coordinator can do with an announced event.
pub(super) fn desk(reader: Reader, profile: &Profile, event: &Event, now: DateTime<Utc>) -> Screen {
    let t = reader.tongue;
    let text = card::face(reader, profile, event, true).line(card::state(t, event, now));
    let people = Button::press(label!(t, events_people), rsvp::Press::People(event.id, 0).wire());
    let ways = [back(t, Press::Card(event.id).wire()), home(t)];
    if !event.is_open(now) {
        return Screen::new(text).row([people]).row(ways);
    }
    Screen::new(text)
        .row([
            Button::press(label!(t, events_edit), Press::Change(event.id).wire()),
            Button::press(label!(t, events_move), Press::Move(event.id).wire()),
        ])
        .row([Button::press(label!(t, events_cancel), Press::Cancel(event.id).wire()), people])
        .row(ways)
}

/// What can be changed besides the time.
pub(super) fn change(reader: Reader, profile: &Profile, event: &Event) -> Screen {
    let t = reader.tongue;
    Screen::new(card::face(reader, profile, event, true).para(say!(t, events_ask_which)))
        .row([
            Button::press(label!(t, events_field_title), Press::Rename(event.id).wire()),
            Button::press(label!(t, events_field_where), Press::Relocate(event.id).wire()),
        ])
        .row([
            Button::press(label!(t, events_field_seats), Press::Reseat(event.id).wire()),
            Button::press(label!(t, events_move), Press::Move(event.id).wire()),
        ])
        .row([back(t, Press::Desk(event.id).wire()), home(t)])
}

/// It was announced.
pub(super) fn announced(t: Tongue, event: &Event, reached: usize) -> Screen {
    Screen::new(say!(t, events_announced, title = &event.title, n = reached))
        .row([Button::press(label!(t, events_open_card), Press::Card(event.id).wire()), home(t)])
}

/// It lies in the plan, unannounced.
pub(super) fn kept(t: Tongue) -> Screen {
    Screen::new(say!(t, events_kept)).row([Button::press(label!(t, events_to_plan), Press::Plan.wire()), home(t)])
}

/// The draft is gone.
pub(super) fn discarded(t: Tongue) -> Screen {
    Screen::new(say!(t, events_discarded)).row([Button::press(label!(t, events_to_plan), Press::Plan.wire()), home(t)])
}

/// The caption of the calendar file.
pub(super) fn calendar(reader: Reader, profile: &Profile, event: &Event) -> Screen {
    let t = reader.tongue;
    let at = moment::moment(reader, event.starts_at, profile.tz(), profile.city_label());
    Screen::new(say!(t, events_calendar, title = &event.title).line(at)).row([home(t)])
}

/// There is no such event, or it is not for this person.
pub(super) fn gone(t: Tongue) -> Screen {
    Screen::new(say!(t, events_gone)).row([Button::press(label!(t, events_to_plan), Press::Plan.wire()), home(t)])
}

/// For coordinators.
pub(super) fn not_yours(t: Tongue) -> Screen {
    Screen::new(say!(t, events_not_yours)).row([home(t)])
}
