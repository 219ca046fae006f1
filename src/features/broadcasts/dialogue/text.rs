//! The question of the text. What was typed is taken whole or not at all.

use super::super::rules::{LONGEST, Segment, length};
use super::{Context, End, Letter, State, stale};
use crate::kernel::ids::CommunityId;
use crate::kernel::outcome::Step;
use crate::say;

pub(super) fn typed(
    community: CommunityId,
    whom: Option<Segment>,
    was: Option<String>,
    text: String,
    context: &Context<'_>,
) -> Step<State, End> {
    let t = context.reader.tongue;
    let n = length(&text);
    if n > LONGEST {
        let help = say!(t, broadcasts_too_long, n = n, limit = LONGEST, over = n - LONGEST);
        return Step::Again(State::Text { community, whom, was }, help);
    }
    if text.trim().is_empty() {
        return Step::Again(State::Text { community, whom, was }, say!(t, broadcasts_empty));
    }
    Step::Ask(match whom {
        Some(whom) => State::Preview(Letter { community, text, whom }),
        None => State::Whom { community, text },
    })
}

pub(super) fn chosen(
    community: CommunityId,
    whom: Option<Segment>,
    was: Option<String>,
    value: &str,
    context: &Context<'_>,
) -> Step<State, End> {
    match (whom, was) {
        (Some(whom), Some(text)) if value == "keep" => Step::Ask(State::Preview(Letter { community, text, whom })),
        (whom, was) => stale(State::Text { community, whom, was }, context),
    }
}
