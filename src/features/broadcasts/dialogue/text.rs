//! The question of the text. What was typed is taken whole or not at all.

use super::super::body::Body;
use super::super::rules::Segment;
use super::super::screens;
use super::{Context, End, Letter, State, stale};
use crate::kernel::html::Html;
use crate::kernel::ids::CommunityId;
use crate::kernel::outcome::Step;
use crate::say;

pub(super) fn typed(
    community: CommunityId,
    whom: Option<Segment>,
    was: Option<Body>,
    text: String,
    context: &Context<'_>,
) -> Step<State, End> {
    let t = context.reader.tongue;
    let body = Body::of(Html::escaped(&text));
    let heading = screens::heading(context.profile);
    let over = body.over(heading);
    if over > 0 {
        let help = say!(t, broadcasts_too_long, n = body.length(), limit = body.room(heading), over = over);
        return Step::Again(State::Text { community, whom, was }, help);
    }
    if text.trim().is_empty() {
        return Step::Again(State::Text { community, whom, was }, say!(t, broadcasts_empty));
    }
    Step::Ask(match whom {
        Some(whom) => State::Preview(Letter { community, body, whom }),
        None => State::Whom { community, body },
    })
}

pub(super) fn chosen(
    community: CommunityId,
    whom: Option<Segment>,
    was: Option<Body>,
    value: &str,
    context: &Context<'_>,
) -> Step<State, End> {
    match (whom, was) {
        (Some(whom), Some(body)) if value == "keep" => Step::Ask(State::Preview(Letter { community, body, whom })),
        (whom, was) => stale(State::Text { community, whom, was }, context),
    }
}
