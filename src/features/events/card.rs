//! How an event looks to people: the lines that every card, list and reminder of it shares. Pure.
//!
//! The link is never in them unless the caller says that this reader comes (Пер 2.2.2).

use chrono::{DateTime, Datelike, Utc};
use chrono_tz::Tz;

use super::rules::{Event, EventState};
use crate::communities::Profile;
use crate::i18n::moment;
use crate::kernel::actor::{Reader, Tongue};
use crate::kernel::html::Html;
use crate::kernel::text::beginning;
use crate::{label, say};

/// The title of a kind as the profile has it; its id if the profile does not know it any more.
pub fn kind<'a>(profile: &'a Profile, id: &'a str) -> &'a str {
    profile.kind(id).map_or(id, |kind| kind.title.as_str())
}

/// What, when and where.
pub fn face(reader: Reader, profile: &Profile, event: &Event, comes: bool) -> Html {
    let t = reader.tongue;
    let at = moment::moment(reader, event.starts_at, profile.tz(), profile.city_label());
    say!(t, events_card_title, kind = kind(profile, &event.kind), title = &event.title)
        .line(at)
        .line(places(t, event, comes))
}

/// Where: the place for everybody, the link for those who come.
pub fn places(t: Tongue, event: &Event, comes: bool) -> Html {
    let place = match &event.place {
        Some(place) => say!(t, events_card_place, place = place),
        None if event.link.is_some() => say!(t, events_card_online),
        None => say!(t, events_card_nowhere),
    };
    match &event.link {
        Some(link) if comes => place.line(say!(t, events_card_link, link = link)),
        Some(_) if matches!(event.state, EventState::Announced | EventState::Draft) => {
            place.line(say!(t, events_card_link_later))
        }
        _ => place,
    }
}

/// How it stands, where that is not plain: a draft, begun, over, called off.
pub fn state(t: Tongue, event: &Event, now: DateTime<Utc>) -> Html {
    match event.state {
        EventState::Draft => say!(t, events_card_draft),
        EventState::Cancelled => match &event.reason {
            Some(reason) => say!(t, events_card_cancelled_why, reason = reason),
            None => say!(t, events_card_cancelled),
        },
        EventState::Held => say!(t, events_card_over),
        EventState::Announced if event.is_running(now) => say!(t, events_card_running),
        EventState::Announced if !event.is_open(now) => say!(t, events_card_over),
        EventState::Announced => Html::default(),
    }
}

/// «24 сен, чт, 16:00»: for buttons and lists.
pub fn when(t: Tongue, at: DateTime<Utc>, zone: Tz) -> String {
    let local = at.with_timezone(&zone);
    label!(
        t,
        events_when,
        day = local.day(),
        month = local.month(),
        weekday = local.weekday().number_from_monday(),
        time = moment::clock(at, zone)
    )
}

/// «24 сен, чт, 16:00 · Первая неделя в классе»: a button of a list, cut to what a small phone shows.
pub fn entry(t: Tongue, profile: &Profile, event: &Event) -> String {
    let line = label!(t, events_entry, when = when(t, event.starts_at, profile.tz()), title = &event.title);
    beginning(&line, 60)
}
