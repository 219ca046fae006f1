//! The question of whom. Nobody who was not offered can be chosen here.

use super::super::rules::Segment;
use super::{Context, End, Letter, State, stale};
use crate::kernel::ids::{CommunityId, EventId, Slug};
use crate::kernel::outcome::Step;

pub(super) fn whom(community: CommunityId, text: String, value: &str, context: &Context<'_>) -> Step<State, End> {
    let to = |community, text, whom| State::Preview(Letter { community, text, whom });
    Step::Ask(match value {
        "all" => to(community, text, Segment::All),
        "mentors" => to(community, text, Segment::Mentors),
        "category" => State::Category { community, text, page: 0 },
        "coming" => State::Event { community, text, silent: false, page: 0 },
        "silent" => State::Event { community, text, silent: true, page: 0 },
        "text" => State::Text { community, whom: None, was: Some(text) },
        _ => return stale(State::Whom { community, text }, context),
    })
}

/// Where a list is turned to: `p0`, `p1`, …
fn page(value: &str) -> Option<u32> {
    value.strip_prefix('p')?.parse().ok()
}

pub(super) fn category(community: CommunityId, text: String, value: &str, context: &Context<'_>) -> Step<State, End> {
    if value == "back" {
        return Step::Ask(State::Whom { community, text });
    }
    // A category may be called like a page; the profile's names go first.
    match (context.profile.category(value).and_then(|c| Slug::parse(c.id.as_str())), page(value)) {
        (Some(id), _) => Step::Ask(State::Preview(Letter { community, text, whom: Segment::Category(id) })),
        (None, Some(page)) => Step::Ask(State::Category { community, text, page }),
        (None, None) => stale(State::Category { community, text, page: 0 }, context),
    }
}

pub(super) fn event(
    community: CommunityId,
    text: String,
    silent: bool,
    value: &str,
    context: &Context<'_>,
) -> Step<State, End> {
    if value == "back" {
        return Step::Ask(State::Whom { community, text });
    }
    if let Some(page) = page(value) {
        return Step::Ask(State::Event { community, text, silent, page });
    }
    match value.parse().ok().map(EventId).filter(|id| context.events.contains(id)) {
        Some(id) => {
            let whom = if silent { Segment::Silent(id) } else { Segment::Coming(id) };
            Step::Ask(State::Preview(Letter { community, text, whom }))
        }
        None => stale(State::Event { community, text, silent, page: 0 }, context),
    }
}
