//! Composing: the text, to whom, a look at it, and when. Pure: what it needs to know is in [`Context`].
//!
//! Nothing typed may be lost here, and nothing is sent but by an explicit press on a preview.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::rules::{LONGEST, Segment, length};
use crate::communities::Profile;
use crate::i18n::{moment, when as when_words};
use crate::kernel::actor::Reader;
use crate::kernel::html::Html;
use crate::kernel::ids::{CommunityId, EventId, Slug};
use crate::kernel::input::Input;
use crate::kernel::outcome::Step;
use crate::kernel::time::at_millis;
use crate::kernel::when::{self, Choice, Reading, Unread};
use crate::say;

/// Names of the questions on the wire, by which an old button is recognised.
pub(super) mod step {
    pub(in super::super) const TEXT: &str = "x";
    pub(in super::super) const WHOM: &str = "w";
    pub(in super::super) const CATEGORY: &str = "c";
    pub(in super::super) const EVENT: &str = "e";
    pub(in super::super) const PREVIEW: &str = "p";
    pub(in super::super) const WHEN: &str = "t";
}

/// A text and to whom it goes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    /// In which community.
    pub community: CommunityId,
    /// As it was typed.
    pub text: String,
    /// To whom.
    pub whom: Segment,
}

impl Letter {
    /// What the button «Отправить сейчас» under this letter carries: a mark of its words and of whom it is for.
    pub(super) fn send_now(&self) -> String {
        let mut mark = Sha256::new();
        for part in [self.community.as_str(), &self.text, &format!("{:?}", self.whom)] {
            mark.update(part.as_bytes());
            mark.update([0]);
        }
        let mark: String = mark.finalize().iter().take(6).map(|byte| format!("{byte:02x}")).collect();
        format!("now.{mark}")
    }
}

/// Where the dialogue of composing stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum State {
    /// The text is awaited.
    Text {
        /// In which community.
        community: CommunityId,
        /// To whom, if that is known already.
        whom: Option<Segment>,
        /// The text that is to be replaced.
        was: Option<String>,
    },
    /// To whom?
    Whom {
        /// In which community.
        community: CommunityId,
        /// The text.
        text: String,
    },
    /// To which category?
    Category {
        /// In which community.
        community: CommunityId,
        /// The text.
        text: String,
        /// Which page of the list.
        page: u32,
    },
    /// To whom of which event?
    Event {
        /// In which community.
        community: CommunityId,
        /// The text.
        text: String,
        /// Those who did not answer; else those who come.
        silent: bool,
        /// Which page of the list.
        page: u32,
    },
    /// Everything is there; shown as its readers will see it.
    Preview(Letter),
    /// When?
    When {
        /// What.
        letter: Letter,
        /// The day, if only the time is missing.
        day: Option<NaiveDate>,
        /// Instants to choose from, milliseconds.
        offers: Vec<i64>,
    },
}

/// Everything is known.
#[derive(Debug, PartialEq, Eq)]
pub enum End {
    /// Send now.
    Now(Letter),
    /// Send then.
    At(Letter, DateTime<Utc>),
}

/// What a step needs to know.
pub struct Context<'a> {
    /// Who writes.
    pub reader: Reader,
    /// The present instant.
    pub now: DateTime<Utc>,
    /// The community.
    pub profile: &'a Profile,
    /// Events that can be chosen.
    pub events: &'a [EventId],
}

impl State {
    /// In which community.
    pub fn community(&self) -> &CommunityId {
        match self {
            Self::Text { community, .. }
            | Self::Whom { community, .. }
            | Self::Category { community, .. }
            | Self::Event { community, .. } => community,
            Self::Preview(letter) | Self::When { letter, .. } => &letter.community,
        }
    }

    fn whom(letter: Letter) -> Self {
        Self::Whom { community: letter.community, text: letter.text }
    }
}

/// One step.
pub fn step(state: State, input: Input, context: &Context<'_>) -> Step<State, End> {
    match input {
        Input::Media { kind, .. } => Step::Again(state, crate::i18n::words_wanted(context.reader.tongue, kind)),
        Input::Text(text) => typed(state, text, context),
        Input::Choice { step, value } => chosen(state, &step, &value, context),
    }
}

fn typed(state: State, text: String, context: &Context<'_>) -> Step<State, End> {
    let t = context.reader.tongue;
    match state {
        State::Text { community, whom, was } => {
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
        State::When { letter, day, .. } => {
            let (tz, now) = (context.profile.tz(), context.now);
            let read = match day {
                Some(day) => when::read_on(day, &text, now, tz),
                None => when::read(&text, now, tz),
            };
            match read {
                Ok(reading) => {
                    let offers = reading.choice.options().iter().map(|m| m.at.timestamp_millis()).collect();
                    let help = meant(context.reader, &reading, context.profile);
                    Step::Again(State::When { letter, day, offers }, help)
                }
                Err(unread) => {
                    let help = when_words::unread(t, &unread, tz, context.profile.city_label());
                    let day = if let Unread::NoTime(day) = unread { Some(day) } else { day };
                    Step::Again(State::When { letter, day, offers: Vec::new() }, help)
                }
            }
        }
        other => Step::Again(other, say!(t, broadcasts_press_please)),
    }
}

/// A button of another question changes nothing: the present question is shown again.
fn chosen(state: State, step: &str, value: &str, context: &Context<'_>) -> Step<State, End> {
    match (state, step) {
        (State::Text { community, whom: Some(whom), was: Some(text) }, step::TEXT) if value == "keep" => {
            Step::Ask(State::Preview(Letter { community, text, whom }))
        }
        (State::Whom { community, text }, step::WHOM) => whom(community, text, value, context),
        (State::Category { community, text, .. }, step::CATEGORY) => category(community, text, value, context),
        (State::Event { community, text, silent, .. }, step::EVENT) => event(community, text, silent, value, context),
        (State::Preview(letter), step::PREVIEW) => preview(letter, value, context),
        (State::When { letter, day, offers }, step::WHEN) => at(letter, day, offers, value, context),
        (state, _) => stale(state, context),
    }
}

fn stale(state: State, context: &Context<'_>) -> Step<State, End> {
    Step::Again(state, say!(context.reader.tongue, broadcasts_stale))
}

fn whom(community: CommunityId, text: String, value: &str, context: &Context<'_>) -> Step<State, End> {
    let to = |community, text, whom| State::Preview(Letter { community, text, whom });
    Step::Ask(match value {
        "all" => to(community, text, Segment::All),
        "mentors" => to(community, text, Segment::Mentors),
        "category" => State::Category { community, text, page: 0 },
        "coming" => State::Event { community, text, silent: false, page: 0 },
        "silent" => State::Event { community, text, silent: true, page: 0 },
        "text" => State::Text { community, whom: None, was: Some(text) },
        _ => return stale(State::Whom { community, text }, context),
    })
}

/// Where a list is turned to: `p0`, `p1`, …
fn page(value: &str) -> Option<u32> {
    value.strip_prefix('p')?.parse().ok()
}

fn category(community: CommunityId, text: String, value: &str, context: &Context<'_>) -> Step<State, End> {
    if value == "back" {
        return Step::Ask(State::Whom { community, text });
    }
    // A category may be called like a page; the profile's names go first.
    match (context.profile.category(value).and_then(|c| Slug::parse(c.id.as_str())), page(value)) {
        (Some(id), _) => Step::Ask(State::Preview(Letter { community, text, whom: Segment::Category(id) })),
        (None, Some(page)) => Step::Ask(State::Category { community, text, page }),
        (None, None) => stale(State::Category { community, text, page: 0 }, context),
    }
}

fn event(community: CommunityId, text: String, silent: bool, value: &str, context: &Context<'_>) -> Step<State, End> {
    if value == "back" {
        return Step::Ask(State::Whom { community, text });
    }
    if let Some(page) = page(value) {
        return Step::Ask(State::Event { community, text, silent, page });
    }
    match value.parse().ok().map(EventId).filter(|id| context.events.contains(id)) {
        Some(id) => {
            let whom = if silent { Segment::Silent(id) } else { Segment::Coming(id) };
            Step::Ask(State::Preview(Letter { community, text, whom }))
        }
        None => stale(State::Event { community, text, silent, page: 0 }, context),
    }
}

fn preview(letter: Letter, value: &str, context: &Context<'_>) -> Step<State, End> {
    match value {
        // Only the button under this very letter sends it: an old preview of another one does not.
        now if now == letter.send_now() => Step::Complete(End::Now(letter)),
        "later" => Step::Ask(State::When { letter, day: None, offers: Vec::new() }),
        "text" => {
            let Letter { community, text, whom } = letter;
            Step::Ask(State::Text { community, whom: Some(whom), was: Some(text) })
        }
        "whom" => Step::Ask(State::whom(letter)),
        _ => stale(State::Preview(letter), context),
    }
}

fn at(
    letter: Letter,
    day: Option<NaiveDate>,
    offers: Vec<i64>,
    value: &str,
    context: &Context<'_>,
) -> Step<State, End> {
    if value == "back" {
        // The text itself stands above already.
        return Step::Again(State::Preview(letter), Html::default());
    }
    match value.parse().ok().filter(|at| offers.contains(at)).map(at_millis) {
        Some(at) if at > context.now => Step::Complete(End::At(letter, at)),
        Some(at) => {
            let help = when_words::unread(
                context.reader.tongue,
                &Unread::Past(at),
                context.profile.tz(),
                context.profile.city_label(),
            );
            Step::Again(State::When { letter, day: None, offers: Vec::new() }, help)
        }
        None => stale(State::When { letter, day, offers }, context),
    }
}

/// A time that was read: what it says, what is unclear, what is worth a second thought.
fn meant(reader: Reader, reading: &Reading, profile: &Profile) -> Html {
    let t = reader.tongue;
    let mut text = match &reading.meant {
        Some(meant) => when_words::read_as(t, meant),
        None => Html::default(),
    };
    text = match &reading.choice {
        Choice::Sure(one) => {
            let at = moment::moment(reader, one.at, profile.tz(), profile.city_label());
            text.para(say!(t, broadcasts_when_sure, at = at))
        }
        Choice::Choose { why, .. } => text.para(when_words::doubt(t, *why)),
    };
    let remarks = reading.choice.options().first().map(|m| m.remarks.as_slice()).unwrap_or_default();
    remarks.iter().fold(text, |text, remark| text.line(when_words::remark(t, *remark)))
}
