//! The last look. Nothing leaves but by the button under this very letter.

use chrono::DateTime;

use super::{Context, End, Letter, State, stale};
use crate::kernel::html::Html;
use crate::kernel::outcome::Step;

pub(super) fn chosen(letter: Letter, value: &str, context: &Context<'_>) -> Step<State, End> {
    match value {
        // Only the button under this very letter sends it: an old preview of another one does not.
        now if now == letter.send_now() => Step::Complete(End::Now(letter, None)),
        "later" => {
            // What had a time already is offered that time first.
            let offers = letter.planned.ahead(context.now).iter().map(DateTime::timestamp_millis).collect();
            Step::Ask(State::When { letter, day: None, offers })
        }
        "text" => Step::Ask(State::Text(letter.into())),
        "whom" => {
            let was_for = Some(letter.whom.clone());
            Step::Ask(State::Meant { letter: Letter { was_for, ..letter }, list: None })
        }
        // What it was is somebody else's now. She says herself that this is another one.
        "apart" => Step::Again(State::Preview(Letter { of: None, ..letter }), Html::default()),
        "try" => Step::Complete(End::Try(letter)),
        _ => stale(State::Preview(letter), context),
    }
}
