//! Composing: the text, to whom, a look at it, and when. Pure: what it needs to know is in [`Context`].
//!
//! Nothing typed may be lost here, and nothing is sent but by an explicit press on a preview.

mod preview;
mod text;
mod when;
mod whom;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::body::Body;
use super::rules::Segment;
use super::timing::{Manner, Night};
use crate::communities::Profile;
use crate::kernel::actor::Reader;
use crate::kernel::ids::{CommunityId, SegmentId};
use crate::kernel::input::Input;
use crate::kernel::outcome::Step;
use crate::say;

pub use whom::{Choosing, Leads, Offer, Shelf};

/// Names of the questions on the wire, by which an old button is recognised.
pub(super) mod step {
    pub(in super::super) const TEXT: &str = "x";
    pub(in super::super) const WHOM: &str = "w";
    pub(in super::super) const PART: &str = "q";
    pub(in super::super) const MEANT: &str = "m";
    pub(in super::super) const NAME: &str = "n";
    pub(in super::super) const PREVIEW: &str = "p";
    pub(in super::super) const WHEN: &str = "t";
    pub(in super::super) const NIGHT: &str = "z";
}

/// A text and to whom it goes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    /// In which community.
    pub community: CommunityId,
    /// What it says.
    #[serde(alias = "text")]
    pub body: Body,
    /// To whom.
    pub whom: Segment,
}

impl Letter {
    /// What the button «Отправить сейчас» under this letter carries: a mark of what it says and of whom it is for.
    pub(super) fn send_now(&self) -> String {
        self.mark("now")
    }

    /// The same for another word that sends it.
    pub(super) fn mark(&self, word: &str) -> String {
        let mut mark = Sha256::new();
        for part in [self.community.as_str(), &format!("{:?}", self.body), &format!("{:?}", self.whom)] {
            mark.update(part.as_bytes());
            mark.update([0]);
        }
        let mark: String = mark.finalize().iter().take(6).map(|byte| format!("{byte:02x}")).collect();
        format!("{word}.{mark}")
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
        /// What is there already.
        was: Option<Body>,
    },
    /// To whom?
    Whom {
        /// In which community.
        community: CommunityId,
        /// What is to be sent.
        #[serde(alias = "text")]
        body: Body,
    },
    /// One more condition: which?
    Part(Choosing),
    /// To whom so far, and how many they are.
    Meant {
        /// What, and to whom so far.
        letter: Letter,
        /// The saved segment that it is, unchanged.
        list: Option<SegmentId>,
    },
    /// Under which name is the segment to be saved?
    Name(Letter),
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
        /// By whose clock, and at night?
        #[serde(default)]
        manner: Manner,
    },
    /// Some of those it is for are asleep: what about them?
    Night(Letter),
}

/// Everything is known.
#[derive(Debug, PartialEq, Eq)]
pub enum End {
    /// Send now; what becomes of those who sleep, if that was asked.
    Now(Letter, Option<Night>),
    /// Send then, in this manner.
    At(Letter, DateTime<Utc>, Manner),
    /// Send to the author alone, as everybody would get it; then go on.
    Try(Letter),
    /// Save the segment under this name; then go on.
    Keep(Letter, String),
    /// Forget the saved segment; then go on.
    Forget(Letter, SegmentId),
}

/// What a step needs to know.
pub struct Context<'a> {
    /// Who writes.
    pub reader: Reader,
    /// The present instant.
    pub now: DateTime<Utc>,
    /// The community.
    pub profile: &'a Profile,
    /// Conditions that can be chosen.
    pub offers: &'a [Offer],
}

impl State {
    /// In which community.
    pub fn community(&self) -> &CommunityId {
        match self {
            Self::Text { community, .. } | Self::Whom { community, .. } => community,
            Self::Part(choosing) => &choosing.letter.community,
            Self::Preview(letter) | Self::Name(letter) | Self::Night(letter) => &letter.community,
            Self::Meant { letter, .. } | Self::When { letter, .. } => &letter.community,
        }
    }

    /// «Кому?», of what is to be sent.
    pub(super) fn whom(letter: Letter) -> Self {
        Self::Whom { community: letter.community, body: letter.body }
    }
}

/// One step.
pub fn step(state: State, input: Input, context: &Context<'_>) -> Step<State, End> {
    match input {
        Input::Media { kind, .. } => Step::Again(state, crate::i18n::words_wanted(context.reader.tongue, kind)),
        Input::Text(text) => typed(state, text.plain, context),
        Input::Choice { step, value } => chosen(state, &step, &value, context),
    }
}

fn typed(state: State, typed: String, context: &Context<'_>) -> Step<State, End> {
    match state {
        State::Text { community, whom, was } => text::typed(community, whom, was, typed, context),
        State::Name(letter) => whom::named(letter, &typed, context),
        State::When { letter, day, offers, manner } => {
            when::typed(when::So { letter, day, offers, manner }, &typed, context)
        }
        other => Step::Again(other, say!(context.reader.tongue, broadcasts_press_please)),
    }
}

/// A button of another question changes nothing: the present question is shown again.
fn chosen(state: State, step: &str, value: &str, context: &Context<'_>) -> Step<State, End> {
    match (state, step) {
        (State::Text { community, whom, was }, step::TEXT) => text::chosen(community, whom, was, value, context),
        (State::Whom { community, body }, step::WHOM) => {
            whom::whom(Letter { community, body, whom: Segment::everybody() }, value, context)
        }
        (State::Part(choosing), step::PART) => whom::part(choosing, value, context),
        (State::Meant { letter, list }, step::MEANT) => whom::meant(letter, list, value, context),
        (State::Name(letter), step::NAME) => whom::unnamed(letter, value, context),
        (State::Preview(letter), step::PREVIEW) => preview::chosen(letter, value, context),
        (State::When { letter, day, offers, manner }, step::WHEN) => {
            when::chosen(when::So { letter, day, offers, manner }, value, context)
        }
        (State::Night(letter), step::NIGHT) => when::night(letter, value, context),
        (state, _) => stale(state, context),
    }
}

fn stale(state: State, context: &Context<'_>) -> Step<State, End> {
    Step::Again(state, say!(context.reader.tongue, broadcasts_stale))
}
