//! The question of whom. Nobody who was not offered can be chosen here.

use super::super::body::Body;
use super::super::rules::Segment;
use super::{Context, End, Letter, State, stale};
use crate::kernel::ids::{CommunityId, EventId, Slug};
use crate::kernel::outcome::Step;

pub(super) fn whom(community: CommunityId, body: Body, value: &str, context: &Context<'_>) -> Step<State, End> {
    let to = |community, body, whom| State::Preview(Letter { community, body, whom });
    Step::Ask(match value {
        "all" => to(community, body, Segment::All),
        "mentors" => to(community, body, Segment::Mentors),
        "category" => State::Category { community, body, page: 0 },
        "coming" => State::Event { community, body, silent: false, page: 0 },
        "silent" => State::Event { community, body, silent: true, page: 0 },
        "text" => State::Text { community, whom: None, was: Some(body) },
        _ => return stale(State::Whom { community, body }, context),
    })
}

/// Where a list is turned to: `p0`, `p1`, …
fn page(value: &str) -> Option<u32> {
    value.strip_prefix('p')?.parse().ok()
}

pub(super) fn category(community: CommunityId, body: Body, value: &str, context: &Context<'_>) -> Step<State, End> {
    if value == "back" {
        return Step::Ask(State::Whom { community, body });
    }
    // A category may be called like a page; the profile's names go first.
    match (context.profile.category(value).and_then(|c| Slug::parse(c.id.as_str())), page(value)) {
        (Some(id), _) => Step::Ask(State::Preview(Letter { community, body, whom: Segment::Category(id) })),
        (None, Some(page)) => Step::Ask(State::Category { community, body, page }),
        (None, None) => stale(State::Category { community, body, page: 0 }, context),
    }
}

pub(super) fn event(
    community: CommunityId,
    body: Body,
    silent: bool,
    value: &str,
    context: &Context<'_>,
) -> Step<State, End> {
    if value == "back" {
        return Step::Ask(State::Whom { community, body });
    }
    if let Some(page) = page(value) {
        return Step::Ask(State::Event { community, body, silent, page });
    }
    match value.parse().ok().map(EventId).filter(|id| context.events.contains(id)) {
        Some(id) => {
            let whom = if silent { Segment::Silent(id) } else { Segment::Coming(id) };
            Step::Ask(State::Preview(Letter { community, body, whom }))
        }
        None => stale(State::Event { community, body, silent, page: 0 }, context),
    }
}
