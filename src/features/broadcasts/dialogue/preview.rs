//! The last look. Nothing leaves but by the button under this very letter.

use super::super::timing::Manner;
use super::{Context, Draft, End, Letter, State, stale};
use crate::kernel::outcome::Step;

pub(super) fn chosen(letter: Letter, value: &str, context: &Context<'_>) -> Step<State, End> {
    match value {
        // Only the button under this very letter sends it: an old preview of another one does not.
        now if now == letter.send_now() => Step::Complete(End::Now(letter, None)),
        "later" => Step::Ask(State::When { letter, day: None, offers: Vec::new(), manner: Manner::default() }),
        "text" => {
            let Letter { community, body, whom } = letter;
            Step::Ask(State::Text(Draft::of(community, Some(whom), Some(body))))
        }
        "whom" => Step::Ask(State::Meant { letter, list: None }),
        "try" => Step::Complete(End::Try(letter)),
        _ => stale(State::Preview(letter), context),
    }
}
