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

impl State {
    /// Words written outside any dialogue of which nobody has said that they are a question.
    pub const fn is_unclaimed(&self) -> bool {
        matches!(self, Self::Ask(Draft { loose: true, topic: None, urgency: None, named: None, .. }))
    }

    /// Nothing is said yet that would be missed.
    pub const fn is_blank(&self) -> bool {
        match self {
            Self::Ask(Draft { topic: None, urgency: None, text: None, named: None, .. }) | Self::Answer(_) => true,
            Self::Ask(_) => false,
        }
    }

    /// The community it is about, where it holds words.
    pub const fn community(&self) -> Option<&CommunityId> {
        if let Self::Ask(draft) = self { Some(&draft.community) } else { None }
    }
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
    /// Something else was begun before and waits: its way back takes the place of a topic.
    #[serde(default)]
    pub beside: bool,
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
        Self {
            nonce,
            community,
            at,
            page: 0,
            loose,
            beside: false,
            topic: None,
            urgency: None,
            text: None,
            named: None,
        }
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
