//! «Приду», typed where a button stands. It is never taken for the answer: the card comes with its buttons, and only where
//! there is no doubt which event is meant.

use std::collections::HashMap;

use super::rules::Answer;
use super::{card, store};
use crate::communities::Feature;
use crate::features::events::{self, Event};
use crate::features::membership;
use crate::features::turn::{Failure, Turn};
use crate::kernel::actor::{Actor, Tongue};
use crate::kernel::ids::EventId;
use crate::kernel::input::Input;
use crate::kernel::outcome::Done;
use crate::{label, say};

/// Something written outside any dialogue: if it sounds like an answer and one event alone waits for hers, its card.
///
/// # Errors
/// Storage errors.
pub async fn loose(turn: &mut Turn<'_>, who: &Actor, input: &Input) -> Result<Option<Done>, Failure> {
    let Input::Text(words) = input else { return Ok(None) };
    if !is_answer(words) {
        return Ok(None);
    }
    let waiting = waiting(turn, who).await?;
    let [event] = waiting.as_slice() else { return Ok(None) };
    Ok(Some(Done::show(card(turn, who, event, say!(who.tongue(), rsvp_lead_typed)).await?)))
}

/// The events that wait for the person's answer, in all her communities.
async fn waiting(turn: &mut Turn<'_>, who: &Actor) -> Result<Vec<Event>, Failure> {
    let said = store::of_person(turn.db, who.person()).await?;
    let said: HashMap<EventId, Answer> = said.into_iter().map(|(event, answer, _)| (event, answer)).collect();
    let mut found = Vec::new();
    for kept in membership::kept(turn, who.person()).await? {
        let serves = turn.profiles.get(&kept.community).is_some_and(|profile| profile.has(Feature::Events));
        if serves && kept.state.is_member() {
            found.extend(events::upcoming(turn, &kept.community).await?);
        }
    }
    found.retain(|event| waits(said.get(&event.id).copied()));
    Ok(found)
}

/// Whether an event still waits for the answer of somebody who said this, or nothing.
const fn waits(said: Option<Answer>) -> bool {
    use Answer::{ConfirmAsked, Confirmed, Going, Maybe, NotGoing, Offered, ReconfirmAsked, Waitlisted};
    match said {
        None | Some(Maybe | ConfirmAsked | ReconfirmAsked | Offered) => true,
        Some(Going | Confirmed | NotGoing | Waitlisted) => false,
    }
}

/// Whether these words are an answer to an invitation, and nothing else.
fn is_answer(words: &str) -> bool {
    let all = |label: fn(Tongue) -> String| Tongue::ALL.iter().map(|t| label(*t)).collect::<Vec<_>>().join(" ");
    let (answers, beside) = (all(|t| label!(t, rsvp_typed)), all(|t| label!(t, rsvp_typed_beside)));
    let is_one_of = |all: &str, word: &str| all.split(' ').any(|known| known == word);
    let words = words.to_lowercase().replace('’', "'");
    let said: Vec<&str> =
        words.split_whitespace().map(|word| word.trim_matches([',', '.', '!', ')', '(', '-'])).collect();
    said.iter().any(|word| is_one_of(&answers, word))
        && said.iter().all(|word| word.is_empty() || is_one_of(&answers, word) || is_one_of(&beside, word))
}

#[cfg(test)]
mod tests {
    use super::is_answer;

    fn check(words: &str, expect: bool) {
        assert_eq!(is_answer(words), expect, "{words:?}");
    }

    #[test]
    fn short_answers_are_recognised() {
        for words in
            ["приду", "Не приду", "я буду!", "Спасибо, приду )", "к сожалению, не смогу", "+", "I'll come", "can’t"]
        {
            check(words, true);
        }
    }

    #[test]
    fn whatever_says_more_is_no_answer() {
        for words in
            ["", "да", "не", "приду к вам завтра с вопросом", "как быть?", "во сколько приду", "спасибо", "..."]
        {
            check(words, false);
        }
    }
}
