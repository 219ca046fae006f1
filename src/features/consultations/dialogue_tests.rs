//! What the dialogue of asking takes and how it goes on.

use proptest::prelude::*;

use super::dialogue::*;
use super::rules::Urgency;
use crate::kernel::actor::Tongue;
use crate::kernel::ids::{CommunityId, MessageId};
use crate::kernel::input::{Input, Media};
use crate::kernel::outcome::Step;

const TOPICS: [(&str, &str); 2] = [("discipline", "Дисциплина в классе"), ("other", "Другое")];

fn with() -> Context<'static> {
    Context { tongue: Tongue::Ru, topics: &TOPICS, has_name: true }
}

#[test]
fn a_button_may_be_typed() {
    let mut draft = fresh();
    for words in ["дисциплина", "Завтра!"] {
        draft = match step(draft, Input::Text(words.into()), &with()) {
            Step::Ask(draft) => draft,
            other => panic!("{other:?}"),
        };
    }
    assert_eq!(
        (draft.topic.as_deref(), draft.urgency, draft.at),
        (Some("discipline"), Some(Urgency::Tomorrow), Point::Text)
    );
    assert_eq!(draft.text, None);
}

fn fresh() -> Draft {
    Draft::new(7, CommunityId::parse("skillsclub").unwrap(), false)
}

fn words(text: &str) -> Input {
    Input::Text(text.into())
}

fn button(step: &str, value: &str) -> Input {
    Input::Choice { step: step.to_owned(), value: value.to_owned() }
}

/// Goes through `inputs` and returns where the draft stands.
fn after(inputs: Vec<Input>) -> Draft {
    inputs.into_iter().fold(fresh(), |draft, input| match step(draft, input, &with()) {
        Step::Ask(draft) | Step::Again(draft, _) => draft,
        Step::Complete(_) => panic!("it ended"),
    })
}

fn whole() -> Vec<Input> {
    vec![button("topic", "discipline"), button("urgency", "tomorrow"), words("Не слушают"), button("name", "no")]
}

#[test]
fn four_answers_make_a_question() {
    let draft = after(whole());
    assert_eq!(draft.at, Point::Preview);
    assert_eq!(draft.complete(), Some(("discipline", Urgency::Tomorrow, "Не слушают", false)));
}

#[test]
fn words_that_come_too_early_are_kept() {
    let draft = after(vec![words("Не слушают"), button("topic", "other"), button("urgency", "week")]);
    assert_eq!((draft.at, draft.text.as_deref()), (Point::Name, Some("Не слушают")));
}

#[test]
fn words_that_come_later_are_added() {
    let mut inputs = whole();
    inputs.push(words("что делать?"));
    assert_eq!(after(inputs).text.as_deref(), Some("Не слушают\nчто делать?"));
}

#[test]
fn words_can_be_replaced() {
    let mut inputs = whole();
    inputs.extend([button("preview", "change"), button("change", "text"), words("Всё иначе")]);
    let draft = after(inputs);
    assert_eq!((draft.at, draft.text.as_deref()), (Point::Preview, Some("Всё иначе")));
}

#[test]
fn a_text_too_long_is_not_taken_and_nothing_is_lost() {
    let mut inputs = whole();
    inputs.extend([button("preview", "change"), button("change", "text"), words(&"я".repeat(LONGEST + 1))]);
    let draft = after(inputs);
    assert_eq!((draft.at, draft.text.as_deref()), (Point::Text, Some("Не слушают")));
}

#[test]
fn a_voice_message_changes_nothing() {
    let voice = Input::media(Media::Voice, MessageId(5));
    let mut inputs = whole();
    inputs.push(voice);
    assert_eq!(after(inputs), after(whole()));
}

#[test]
fn an_old_button_changes_nothing() {
    let mut inputs = whole();
    inputs.push(button("topic", "other"));
    assert_eq!(after(inputs), after(whole()));
}

#[test]
fn somebody_without_a_name_is_not_asked_about_it() {
    let with = Context { has_name: false, ..with() };
    let mut draft = fresh();
    for input in whole().into_iter().take(3) {
        let Step::Ask(next) = step(draft, input, &with) else { panic!("no question") };
        draft = next;
    }
    assert_eq!((draft.at, draft.named), (Point::Preview, Some(false)));
}

fn check(text: &str, question: bool) {
    assert_eq!(looks_like_question(text), question, "{text}");
}

#[test]
fn questions_are_recognised() {
    check("восьмой класс не слушает вообще завтра опять урок что делать", true);
    check("Здравствуйте! Как вести журнал?", true);
    check("Как быть с родителями?", true);
}

#[test]
fn greetings_and_scraps_are_not_questions() {
    check("Здравствуйте, добрый день!", false);
    check("спасибо большое", false);
    check("ок", false);
    check("", false);
    check("Hello, good morning!", false);
}

proptest! {
    #[test]
    fn whatever_is_pressed_or_written_no_word_is_lost(
        inputs in prop::collection::vec(prop_oneof![
            ("topic|urgency|text|name|preview|change", "[a-z+]{0,10}|discipline|tomorrow|yes|no|text|topic")
                .prop_map(|(step, value)| Input::Choice { step, value }),
            Just(Input::media(Media::Photo, MessageId(1))),
        ], 0..30)
    ) {
        let mut all = vec![Input::Text("Не слушают".into())];
        all.extend(inputs);
        let draft = after(all);
        prop_assert_eq!(draft.text.as_deref(), Some("Не слушают"));
    }
}
