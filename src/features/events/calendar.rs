//! The event as a calendar file (RFC 5545). Times are UTC, so every calendar shows its owner's own clock.
//!
//! The same event always has the same UID and a growing SEQUENCE: a second file moves the entry, it does not double it.

use chrono::{DateTime, TimeDelta, Utc};
use icalendar::{Alarm, Calendar, Component, EventLike, EventStatus};

use super::rules::{Event, EventState};
use crate::kernel::effect::File;

/// How long before the beginning a calendar reminds.
const REMINDS: TimeDelta = TimeDelta::hours(1);

/// The file. `comes`: the link goes in only for those who said yes (Пер 2.2.2).
pub(super) fn file(event: &Event, comes: bool, now: DateTime<Utc>) -> File {
    // Both fields of the alarm would otherwise be of the wall clock and of chance.
    let mut alarm = Alarm::display(&event.title, -REMINDS);
    alarm.uid(&format!("event-{}-alarm@krug", event.id)).timestamp(now);
    let mut entry = icalendar::Event::new();
    entry
        .uid(&format!("event-{}@krug", event.id))
        .timestamp(now)
        .sequence(u32::try_from(event.version).unwrap_or_default())
        .summary(&event.title)
        .starts(event.starts_at)
        .ends(event.ends_at())
        .status(match event.state {
            EventState::Cancelled => EventStatus::Cancelled,
            EventState::Draft => EventStatus::Tentative,
            EventState::Announced | EventState::Held => EventStatus::Confirmed,
        })
        .alarm(alarm);
    if let Some(place) = &event.place {
        entry.location(place);
    }
    if let Some(link) = event.link.as_ref().filter(|_| comes) {
        entry.url(link);
    }
    let calendar = Calendar::new().push(entry.done()).done();
    File::new(format!("event-{}.ics", event.id), calendar.to_string().into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::ids::{CommunityId, EventId, PersonId};

    fn event() -> Event {
        Event {
            id: EventId(7),
            community: CommunityId::parse("skillsclub").unwrap(),
            kind: "meetup".to_owned(),
            title: "Первая неделя; в классе".to_owned(),
            starts_at: "2026-10-15T11:00:00Z".parse().unwrap(),
            place: Some("ТОГИРРО, ауд. 305".to_owned()),
            link: Some("https://sber.jazz/q".to_owned()),
            seats: None,
            author: PersonId(1),
            state: EventState::Announced,
            version: 3,
            answers_since: 3,
            reason: None,
        }
    }

    /// The file with its folded lines joined (RFC 5545, 3.1).
    fn drawn(event: &Event, comes: bool) -> String {
        let file = file(event, comes, "2026-09-24T05:00:00Z".parse().unwrap());
        String::from_utf8(file.bytes).unwrap().replace("\r\n ", "")
    }

    fn check(event: &Event, comes: bool, line: &str, there: bool) {
        let text = drawn(event, comes);
        assert_eq!(text.lines().any(|l| l == line), there, "{line:?} in\n{text}");
    }

    #[test]
    fn a_calendar_knows_the_event_again() {
        check(&event(), true, "UID:event-7@krug", true);
        check(&event(), true, "SEQUENCE:3", true);
        check(&event(), true, "DTSTART:20261015T110000Z", true);
        check(&event(), true, "DTEND:20261015T123000Z", true);
        check(&event(), true, "STATUS:CONFIRMED", true);
        check(&event(), true, "TRIGGER:-PT3600S", true);
    }

    #[test]
    fn what_people_typed_is_escaped() {
        check(&event(), true, "SUMMARY:Первая неделя\\; в классе", true);
        check(&event(), true, "LOCATION:ТОГИРРО\\, ауд. 305", true);
    }

    #[test]
    fn the_link_is_for_those_who_come() {
        check(&event(), true, "URL:https://sber.jazz/q", true);
        check(&event(), false, "URL:https://sber.jazz/q", false);
        assert!(!drawn(&event(), false).contains("sber.jazz"));
    }

    #[test]
    fn a_cancelled_event_is_cancelled_in_the_calendar_too() {
        check(&Event { state: EventState::Cancelled, ..event() }, true, "STATUS:CANCELLED", true);
    }
}
