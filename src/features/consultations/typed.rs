//! Words instead of a button: whoever types «завтра» where «К завтрашнему уроку» stands means that button.
//!
//! Pure. Where two buttons could be meant nothing is guessed.

use super::dialogue::{Context, Point};
use super::rules::Urgency;
use crate::kernel::actor::Tongue;
use crate::label;

/// What a button would have said, typed: «методика», «завтра», «без имени». Only where one button can be meant.
pub(super) fn button(at: Point, words: &str, with: &Context<'_>) -> Option<String> {
    let said = words.trim().trim_end_matches(['.', '!']).to_lowercase();
    let buttons: Vec<(String, String)> = match at {
        Point::Topic => with.topics.iter().map(|(id, title)| ((*id).to_owned(), (*title).to_owned())).collect(),
        Point::Urgency => {
            let label = |urgency: &Urgency| label!(with.tongue, consultations_urgency, word = urgency.word());
            Urgency::ALL.iter().map(|urgency| (urgency.word().to_owned(), label(urgency))).collect()
        }
        Point::Name if is_refusal(&said) => return Some("no".to_owned()),
        Point::Name => vec![
            ("yes".to_owned(), label!(with.tongue, consultations_name_yes)),
            ("no".to_owned(), label!(with.tongue, consultations_name_no)),
        ],
        Point::Text | Point::Preview | Point::Change => return None,
    };
    let alike = |label: &str| said.chars().count() > 1 && label.to_lowercase().contains(&said);
    let mut fits = buttons.into_iter().filter(|(_, label)| alike(label));
    match (fits.next(), fits.next()) {
        (Some((value, _)), None) => Some(value),
        _ => None,
    }
}

/// «Нет», «не надо», «без имени», in whichever tongue: a name is never shown by misunderstanding.
fn is_refusal(said: &str) -> bool {
    let beginnings = |tongue: &Tongue| label!(*tongue, consultations_name_refusals);
    Tongue::ALL.iter().map(beginnings).any(|words| words.split(' ').any(|word| said.starts_with(word)))
}
