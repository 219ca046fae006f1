//! The questions of the dialogue as screens. Pure.

use chrono::{DateTime, Utc};

use super::card;
use super::dialogue::{Ask, Doing, State, values};
use super::moments::{When, day_label, day_value};
use super::rules::{Draft, Event, EventState, Unready};
use crate::communities::Profile;
use crate::features::events::Press;
use crate::i18n::{home, moment, when as when_words};
use crate::kernel::actor::Reader;
use crate::kernel::html::Html;
use crate::kernel::ids::EventId;
use crate::kernel::screen::{Button, Screen};
use crate::kernel::text::beginning;
use crate::kernel::when::remarks_on;
use crate::kernel::wire::Wire;
use crate::{label, say};

/// Kinds on one page, where there is more than one page.
const KINDS: usize = 4;

/// Everything a question is drawn from.
pub(super) struct Scene<'a> {
    pub(super) reader: Reader,
    pub(super) profile: &'a Profile,
    pub(super) now: DateTime<Utc>,
    /// The announced event that is being changed.
    pub(super) event: Option<&'a Event>,
    /// How many can be reached, and how many cannot: of the members before an announcement, of those who answered
    /// before a change.
    pub(super) reach: (usize, usize),
}

/// The question where `state` stands, after one line of help.
pub(super) fn draw(scene: &Scene<'_>, state: &State, help: Html) -> Screen {
    let screen = match &state.ask {
        Ask::Kind { page } => kinds(scene, state, *page),
        Ask::Title => title(scene, state),
        Ask::When(when) => time(scene, state, when),
        Ask::Where => place(scene, state),
        Ask::Seats => seats(scene, state),
        Ask::Preview => preview(scene, state),
        Ask::Which => which(scene, state),
        Ask::Sure => sure(scene, state, None),
        Ask::Because(why) => sure(scene, state, Some(why)),
        Ask::Moving(at) => moving(scene, state, *at),
        Ask::Reason { at } => reason(scene, state, *at),
    };
    Screen { text: help.para(screen.text), rows: screen.rows }
}

fn choice(state: &State, label: String, value: impl std::fmt::Display) -> Button {
    Button::press(label, Wire::choice(Press::SLICE, &state.step(), value))
}

/// «Назад» and the way home.
fn ways(scene: &Scene<'_>, state: &State) -> [Button; 2] {
    let t = scene.reader.tongue;
    [choice(state, label!(t, common_back), values::BACK), home(t)]
}

fn kinds(scene: &Scene<'_>, state: &State, page: usize) -> Screen {
    let t = scene.reader.tongue;
    let all = &scene.profile.event_kinds;
    let size = if all.len() <= KINDS + 1 { KINDS + 1 } else { KINDS };
    let pages = all.len().div_ceil(size).max(1);
    let page = page % pages;
    let mut screen = Screen::new(say!(
        t,
        events_ask_kind,
        community = scene.profile.short_name(),
        what = scene.profile.terms.meeting.one()
    ));
    for kind in all.iter().skip(page * size).take(size) {
        screen = screen.row([choice(state, beginning(&kind.title, 40), &kind.id)]);
    }
    let more = (pages > 1).then(|| choice(state, label!(t, events_more), format!("+{}", (page + 1) % pages)));
    screen.row(more.into_iter().chain([home(t)]))
}

fn title(scene: &Scene<'_>, state: &State) -> Screen {
    let t = scene.reader.tongue;
    let text = match (&state.doing, scene.event) {
        (Doing::Make { draft, .. }, _) => {
            let kind = draft.kind.as_deref().unwrap_or_default();
            say!(t, events_ask_title, kind = card::kind(scene.profile, kind))
        }
        (_, Some(event)) => say!(t, events_ask_new_title, title = &event.title),
        _ => Html::default(),
    };
    let screen = Screen::new(text);
    match state.doing {
        Doing::Make { editing: true, .. } => {
            screen.row([choice(state, label!(t, events_other_kind), values::EDIT)]).row(ways(scene, state))
        }
        Doing::Make { .. } => screen.row([choice(state, label!(t, events_other_kind), values::EDIT), home(t)]),
        _ => screen.row(ways(scene, state)),
    }
}

fn time(scene: &Scene<'_>, state: &State, when: &When) -> Screen {
    let (t, zone) = (scene.reader.tongue, scene.profile.tz());
    let other = choice(state, label!(t, events_other_time), values::EDIT);
    match when {
        When::Open => {
            let text = match scene.event {
                Some(event) => say!(t, events_ask_new_time, now = full(scene, event.starts_at)),
                None => say!(t, events_ask_time, city = scene.profile.city_label()),
            };
            Screen::new(text).row(ways(scene, state))
        }
        When::TimeOn(day) => {
            Screen::new(say!(t, events_ask_clock, day = day_label(t, *day))).row([other]).row(ways(scene, state))
        }
        When::Days(days) => {
            let mut screen = Screen::new(say!(t, events_ask_day));
            for day in days.iter().take(4) {
                screen = screen.row([choice(state, day_label(t, *day), day_value(*day))]);
            }
            screen.row([other, home(t)])
        }
        When::Pick { options, why } => {
            let mut screen = Screen::new(when_words::doubt(scene.reader.tongue, *why));
            for at in options {
                screen = screen.row([choice(state, moment::short(t, *at, zone), at.timestamp_millis())]);
            }
            screen.row([other, home(t)])
        }
        When::Sure { at, meant } => {
            let read = meant.as_ref().map(|meant| when_words::read_as(t, meant)).unwrap_or_default();
            let mut text = read.line(full(scene, *at));
            for remark in remarks_on(*at, scene.now, zone) {
                text = text.line(when_words::remark(scene.reader.tongue, remark));
            }
            Screen::new(text.line(say!(t, events_ask_sure)))
                .row([choice(state, label!(t, events_yes), at.timestamp_millis()), other])
                .row([home(t)])
        }
    }
}

/// The moment by the community's clock, with weekday and label.
fn full(scene: &Scene<'_>, at: DateTime<Utc>) -> Html {
    moment::moment(scene.reader, at, scene.profile.tz(), scene.profile.city_label())
}

fn place(scene: &Scene<'_>, state: &State) -> Screen {
    let t = scene.reader.tongue;
    match (&state.doing, scene.event) {
        (Doing::Make { draft, .. }, _) => {
            let known = draft.starts_at.map(|at| full(scene, at)).unwrap_or_default();
            Screen::new(known.para(say!(t, events_ask_where)))
                .row([choice(state, label!(t, events_where_later), values::SKIP)])
                .row(ways(scene, state))
        }
        (_, event) => {
            let now = event.map(|e| card::places(t, e, true)).unwrap_or_default();
            Screen::new(now.para(say!(t, events_ask_where)).line(told(scene))).row(ways(scene, state))
        }
    }
}

fn seats(scene: &Scene<'_>, state: &State) -> Screen {
    let t = scene.reader.tongue;
    let now = scene.event.map(|e| match e.seats {
        Some(n) => say!(t, events_seats_now, n = n),
        None => say!(t, events_seats_open_now),
    });
    Screen::new(now.unwrap_or_default().line(say!(t, events_ask_seats)))
        .row([choice(state, label!(t, events_seats_open), values::SKIP)])
        .row(ways(scene, state))
}

fn preview(scene: &Scene<'_>, state: &State) -> Screen {
    let t = scene.reader.tongue;
    let Doing::Make { draft, .. } = &state.doing else { return Screen::new(Html::default()).row([home(t)]) };
    let (reached, lost) = scene.reach;
    let seen = imagined(state, draft);
    let mut text = say!(t, events_preview).para(card::face(scene.reader, scene.profile, &seen, false));
    text = match draft.seats {
        Some(n) => text.line(say!(t, events_seats_now, n = n)),
        None => text.line(say!(t, events_seats_open_now)),
    };
    let (ready, announce) = match draft.ready(scene.now) {
        Ok(()) => (say!(t, events_preview_reach, n = reached), label!(t, events_announce)),
        Err(Unready::Nowhere) => (say!(t, events_preview_nowhere), label!(t, events_set_where)),
        Err(Unready::Past) => (say!(t, events_preview_past), label!(t, events_set_time)),
        Err(Unready::Unfinished) => (say!(t, events_preview_unfinished), label!(t, events_set_rest)),
    };
    text = text.para(ready);
    if lost > 0 && draft.ready(scene.now).is_ok() {
        text = text.line(say!(t, events_preview_lost, n = lost));
    }
    let last = match draft.event {
        Some(_) => choice(state, label!(t, events_discard), values::DISCARD),
        None => choice(state, label!(t, common_back), values::BACK),
    };
    Screen::new(text)
        .row([choice(state, announce, values::ANNOUNCE), choice(state, label!(t, events_edit), values::EDIT)])
        .row([choice(state, label!(t, events_keep), values::KEEP), last])
        .row([home(t)])
}

/// The event that a draft would become.
fn imagined(state: &State, draft: &Draft) -> Event {
    Event {
        id: draft.event.unwrap_or(EventId(0)),
        community: state.community.clone(),
        kind: draft.kind.clone().unwrap_or_default(),
        title: draft.title.clone().unwrap_or_default(),
        starts_at: draft.starts_at.unwrap_or_default(),
        place: draft.place.clone(),
        link: draft.link.clone(),
        seats: draft.seats,
        author: crate::kernel::ids::PersonId(0),
        state: EventState::Draft,
        version: 1,
        answers_since: 1,
        reason: None,
    }
}

fn which(scene: &Scene<'_>, state: &State) -> Screen {
    let t = scene.reader.tongue;
    let field = |label, ask: Ask| choice(state, label, ask.step());
    Screen::new(say!(t, events_ask_which))
        .row([
            field(label!(t, events_field_title), Ask::Title),
            field(label!(t, events_field_time), Ask::When(When::Open)),
        ])
        .row([field(label!(t, events_field_where), Ask::Where), field(label!(t, events_field_seats), Ask::Seats)])
        .row(ways(scene, state))
}

fn sure(scene: &Scene<'_>, state: &State, why: Option<&String>) -> Screen {
    let t = scene.reader.tongue;
    let what = scene.event.map(|e| card::face(scene.reader, scene.profile, e, true)).unwrap_or_default();
    let why = why.map_or_else(|| say!(t, events_ask_because), |why| say!(t, events_because, reason = why));
    Screen::new(say!(t, events_ask_cancel).para(what).para(why).para(told(scene)))
        .row([choice(state, label!(t, events_cancel_yes), values::YES)])
        .row(ways(scene, state))
}

fn moving(scene: &Scene<'_>, state: &State, at: DateTime<Utc>) -> Screen {
    let t = scene.reader.tongue;
    Screen::new(change(scene, at).line(say!(t, events_ask_move)).para(told(scene)))
        .row([choice(state, label!(t, events_move_yes), values::YES)])
        .row(ways(scene, state))
}

/// The time as it is and as it will be.
fn change(scene: &Scene<'_>, at: DateTime<Utc>) -> Html {
    let t = scene.reader.tongue;
    let was = scene.event.map(|event| full(scene, event.starts_at)).unwrap_or_default();
    say!(t, events_move_to, was = was, now = full(scene, at))
}

fn reason(scene: &Scene<'_>, state: &State, at: Option<DateTime<Utc>>) -> Screen {
    let t = scene.reader.tongue;
    let text = match (at, scene.event) {
        (Some(at), Some(_)) => change(scene, at).line(say!(t, events_ask_move_reason)),
        (None, Some(event)) => say!(t, events_ask_cancel_reason, title = &event.title),
        (_, None) => Html::default(),
    };
    Screen::new(text.para(told(scene)))
        .row([choice(state, label!(t, events_no_reason), values::SKIP)])
        .row(ways(scene, state))
}

/// How many will be written to.
fn told(scene: &Scene<'_>) -> Html {
    say!(scene.reader.tongue, events_told, n = scene.reach.0)
}
