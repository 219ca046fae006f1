//! Asking: topic, urgency, words, name, a look at the whole. Pure.
//!
//! What a person has typed is never lost: words that come too early are kept, words that come later are added. Sending
//! is not a step here but a press with the draft's number, so that a second press finds the question already sent.

use serde::{Deserialize, Serialize};

use super::rules::Urgency;
use super::typed;
use crate::kernel::actor::Tongue;
use crate::kernel::html::Html;
use crate::kernel::ids::{CommunityId, ConsultationId};
use crate::kernel::input::Input;
use crate::kernel::outcome::Step;
use crate::{label, say};

/// The longest question, in UTF-16 units: with its heading it fits one message of Telegram (4096).
pub const LONGEST: usize = 3500;

/// Where a dialogue of this slice stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum State {
    /// A member asks.
    Ask(Draft),
    /// A coordinator writes the answer with which a question is closed.
    Answer(ConsultationId),
}

/// A question not sent yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// Tells this draft from all others of the person.
    pub nonce: u32,
    /// Where it is asked.
    pub community: CommunityId,
    /// What is asked now.
    pub at: Point,
    /// Which page of topics is looked at.
    pub page: u16,
    /// It began with something written outside any dialogue.
    pub loose: bool,
    /// Id of the profile's topic.
    pub topic: Option<String>,
    /// When the answer is needed.
    pub urgency: Option<Urgency>,
    /// The words.
    pub text: Option<String>,
    /// Whether the name is shown.
    pub named: Option<bool>,
}

/// What is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Point {
    /// What it is about.
    Topic,
    /// When the answer is needed.
    Urgency,
    /// The words.
    Text,
    /// Whether the name is shown.
    Name,
    /// The whole, before it is sent.
    Preview,
    /// What is to be changed.
    Change,
}

impl Point {
    /// The word in the data of this question's buttons.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Topic => "topic",
            Self::Urgency => "urgency",
            Self::Text => "text",
            Self::Name => "name",
            Self::Preview => "preview",
            Self::Change => "change",
        }
    }

    fn read(word: &str) -> Option<Self> {
        let all = [Self::Topic, Self::Urgency, Self::Text, Self::Name, Self::Preview, Self::Change];
        all.into_iter().find(|point| point.word() == word)
    }
}

/// Choosing this topic means that it was no question at all.
pub const NO_QUESTION: &str = "-";

/// What the dialogue must know of the world.
pub struct Context<'a> {
    /// The person's language.
    pub tongue: Tongue,
    /// Ids and titles of the topics.
    pub topics: &'a [(&'a str, &'a str)],
    /// Whether there is a name that could be shown.
    pub has_name: bool,
}

/// The dialogue ends without a question.
#[derive(Debug, PartialEq, Eq)]
pub struct Dropped;

impl Draft {
    /// A new one; `loose`: its words were written before anything was asked.
    pub fn new(nonce: u32, community: CommunityId, loose: bool) -> Self {
        let at = Point::Topic;
        Self { nonce, community, at, page: 0, loose, topic: None, urgency: None, text: None, named: None }
    }

    /// Everything that is needed, if it is there.
    pub fn complete(&self) -> Option<(&str, Urgency, &str, bool)> {
        Some((self.topic.as_deref()?, self.urgency?, self.text.as_deref()?, self.named?))
    }

    /// The first thing that is missing; the look at the whole when nothing is.
    fn onward(mut self, has_name: bool) -> Self {
        if !has_name {
            self.named = Some(false);
        }
        self.at = match &self {
            Self { topic: None, .. } => Point::Topic,
            Self { urgency: None, .. } => Point::Urgency,
            Self { text: None, .. } => Point::Text,
            Self { named: None, .. } => Point::Name,
            _ => Point::Preview,
        };
        self
    }

    /// Adds words that came unasked.
    ///
    /// # Errors
    /// The length in UTF-16 units, if it would be too much; then nothing is changed.
    pub fn add(&mut self, words: &str) -> Result<(), usize> {
        let text = match &self.text {
            Some(text) => format!("{text}\n{words}"),
            None => words.to_owned(),
        };
        let length = text.encode_utf16().count();
        if length > LONGEST {
            return Err(length);
        }
        self.text = Some(text);
        Ok(())
    }
}

/// One step. `Again` shows the present question once more with a line of help.
pub fn step(mut draft: Draft, input: Input, with: &Context<'_>) -> Step<Draft, Dropped> {
    match input {
        Input::Choice { step, value } => chosen(draft, Point::read(&step), &value, with),
        Input::Media { kind, .. } => Step::Again(draft, crate::i18n::words_wanted(with.tongue, kind)),
        Input::Text(words) if words.trim().is_empty() => {
            Step::Again(draft, say!(with.tongue, consultations_text_empty))
        }
        Input::Text(words) => {
            if let Some(value) = typed::button(draft.at, &words, with) {
                let point = Some(draft.at);
                return chosen(draft, point, &value, with);
            }
            let before = draft.text.take_if(|_| draft.at == Point::Text);
            match draft.add(words.trim()) {
                Err(length) => {
                    draft.text = before.or(draft.text.take());
                    Step::Again(draft, too_long(with.tongue, length))
                }
                Ok(()) if matches!(draft.at, Point::Text | Point::Preview | Point::Change) => {
                    Step::Ask(draft.onward(with.has_name))
                }
                // Words instead of a button: they are kept, the question stands.
                Ok(()) => Step::Again(draft, say!(with.tongue, consultations_text_kept)),
            }
        }
    }
}

/// The sentence about a text that is too long; `length` in UTF-16 units.
pub fn too_long(t: Tongue, length: usize) -> Html {
    say!(t, consultations_text_long, length = length, most = LONGEST)
}

fn chosen(mut draft: Draft, point: Option<Point>, value: &str, with: &Context<'_>) -> Step<Draft, Dropped> {
    if point != Some(draft.at) {
        return Step::Ask(draft);
    }
    match draft.at {
        Point::Topic if value == NO_QUESTION && draft.loose => return Step::Complete(Dropped),
        Point::Topic => match value.strip_prefix('+') {
            Some(page) => {
                draft.page = page.parse().unwrap_or(0);
                return Step::Ask(draft);
            }
            None if with.topics.iter().any(|(id, _)| *id == value) => {
                draft.topic = Some(value.to_owned());
                (draft.loose, draft.page) = (false, 0);
            }
            None => return Step::Ask(draft),
        },
        Point::Urgency => match Urgency::read(value) {
            Some(urgency) => draft.urgency = Some(urgency),
            None => return Step::Ask(draft),
        },
        Point::Name => match value {
            "yes" => draft.named = Some(with.has_name),
            "no" => draft.named = Some(false),
            _ => return Step::Ask(draft),
        },
        Point::Preview => {
            draft.at = Point::Change;
            return Step::Ask(draft);
        }
        Point::Change => {
            draft.at = Point::read(value).filter(|p| *p != Point::Change).unwrap_or(Point::Preview);
            return Step::Ask(draft);
        }
        Point::Text => return Step::Ask(draft),
    }
    Step::Ask(draft.onward(with.has_name))
}

/// Shorter than this it is no question, in characters without greetings.
const SHORTEST_QUESTION: usize = 12;

/// Whether something written outside any dialogue looks like a question: long enough once greetings are left out.
pub fn looks_like_question(text: &str) -> bool {
    // In both tongues: a Russian bot is thanked in English too.
    let polite = [label!(Tongue::Ru, consultations_greetings), label!(Tongue::En, consultations_greetings)].join(" ");
    let polite: Vec<&str> = polite.split(' ').collect();
    let rest: usize = text
        .split_whitespace()
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase())
        .filter(|word| !polite.contains(&word.as_str()))
        .map(|word| word.chars().count() + 1)
        .sum();
    rest > SHORTEST_QUESTION
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::kernel::ids::MessageId;
    use crate::kernel::input::Media;

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
}
