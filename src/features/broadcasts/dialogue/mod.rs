//! Composing: the text, to whom, a look at it, and when. Pure: what it needs to know is in [`Context`].
//!
//! Nothing typed may be lost here, and nothing is sent but by an explicit press on a preview.

mod digest;
mod preview;
mod text;
mod when;
mod whom;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::body::Body;
use super::rules::{Broadcast, Segment};
use super::timing::{Manner, Night};
use crate::communities::Profile;
use crate::kernel::actor::Reader;
use crate::kernel::ids::{BroadcastId, CommunityId, SegmentId};
use crate::kernel::input::{Input, Media, Words};
use crate::kernel::outcome::Step;
use crate::kernel::time::at_millis;
use crate::say;

pub use text::{Draft, Sent};
pub use whom::{Choosing, Leads, Offer, Shelf};

/// Names of the questions on the wire, by which an old button is recognised.
pub(super) mod step {
    pub(in super::super) const TEXT: &str = "x";
    pub(in super::super) const WHOM: &str = "w";
    pub(in super::super) const PART: &str = "q";
    pub(in super::super) const MEANT: &str = "m";
    pub(in super::super) const NAME: &str = "n";
    pub(in super::super) const DROP: &str = "d";
    pub(in super::super) const PREVIEW: &str = "p";
    pub(in super::super) const WHEN: &str = "t";
    pub(in super::super) const NIGHT: &str = "z";
    pub(in super::super) const DIGEST: &str = "g";
}

/// When something is to leave, as far as that was said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Planned {
    /// By whose clock, and at night?
    pub manner: Manner,
    /// The time it had before it was taken off the schedule; milliseconds.
    pub at: Option<i64>,
}

impl Planned {
    /// That time, if it is still to come.
    pub fn ahead(self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        self.at.map(at_millis).filter(|at| *at > now)
    }
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
    #[serde(default = "Segment::everybody")]
    pub whom: Segment,
    /// When.
    #[serde(default)]
    pub planned: Planned,
    /// When its text came; milliseconds.
    #[serde(default)]
    pub came: Option<i64>,
    /// To whom it was on the preview from which she came to change that.
    #[serde(default)]
    pub was_for: Option<Segment>,
    /// The broadcast that it was before it was taken back to be changed.
    #[serde(default)]
    pub of: Option<BroadcastId>,
}

impl Letter {
    /// Of words that have just come, or of old ones: without a time.
    pub fn new(community: CommunityId, body: Body, whom: Segment) -> Self {
        Self { community, body, whom, planned: Planned::default(), came: None, was_for: None, of: None }
    }

    /// Nothing has been changed yet of whom it was for on the preview.
    pub(super) fn as_it_was(&self) -> bool {
        self.was_for.as_ref() == Some(&self.whom)
    }

    /// What the button «Отправить сейчас» under this letter carries: a mark of what it says and of whom it is for.
    pub(super) fn send_now(&self) -> String {
        self.mark("now")
    }

    /// The same for another word that sends it.
    pub(super) fn mark(&self, word: &str) -> String {
        // As it is kept, whatever its parts are called in the program. Whatever is shown can be kept.
        let kept = serde_json::to_vec(&(&self.community, &self.body, &self.whom)).unwrap_or_default();
        let mark: String = Sha256::digest(kept).iter().take(6).map(|byte| format!("{byte:02x}")).collect();
        format!("{word}.{mark}")
    }
}

impl From<&Broadcast> for Letter {
    fn from(b: &Broadcast) -> Self {
        let planned = Planned { manner: b.manner, at: Some(b.start_at.timestamp_millis()) };
        Self { planned, of: Some(b.id), ..Self::new(b.community.clone(), b.body.clone(), b.segment.clone()) }
    }
}

/// Whether a button of this step can send a letter, or plan it.
pub(super) fn makes(step: &str) -> bool {
    matches!(step, step::PREVIEW | step::NIGHT | step::WHEN)
}

/// Whether a button has sent this broadcast, or planned it.
pub(super) fn made(broadcast: &Broadcast, step: &str, value: &str) -> bool {
    let letter = || Letter::from(broadcast);
    match step {
        step::PREVIEW => value == letter().send_now(),
        step::NIGHT => Night::ALL.iter().any(|night| value == letter().mark(night.word())),
        step::WHEN => value == broadcast.start_at.timestamp_millis().to_string(),
        _ => false,
    }
}

/// Where the dialogue of composing stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum State {
    /// The text is awaited.
    Text(Draft),
    /// To whom?
    Whom(Letter),
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
    /// Is the saved segment to be forgotten?
    Drop {
        /// What, and to whom so far.
        letter: Letter,
        /// The saved segment that it is.
        list: SegmentId,
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
    /// Some of those it is for are asleep: what about them?
    Night(Letter),
    /// When is the weekly digest to leave?
    Digest {
        /// Of which community.
        community: CommunityId,
        /// The day, if only the time is missing.
        #[serde(default)]
        day: Option<NaiveDate>,
        /// Instants to choose from, milliseconds: each stands for its weekday and its time.
        offers: Vec<i64>,
    },
}

/// Everything is known.
#[derive(Debug, PartialEq, Eq)]
pub enum End {
    /// Send now; what becomes of those who sleep, if that was asked.
    Now(Letter, Option<Night>),
    /// Send then, in the manner that is planned.
    At(Letter, DateTime<Utc>),
    /// The digest, if it is on, leaves at this instant's weekday and time.
    Digest(CommunityId, DateTime<Utc>),
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
    /// Nothing is in it yet that would be missed. The hour of a digest is soon told again.
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Text(draft) => draft.is_blank(),
            Self::Digest { .. } => true,
            _ => false,
        }
    }

    /// In which community.
    pub fn community(&self) -> &CommunityId {
        match self {
            Self::Text(draft) => &draft.community,
            Self::Digest { community, .. } => community,
            Self::Part(choosing) => &choosing.letter.community,
            Self::Whom(letter) | Self::Preview(letter) | Self::Name(letter) | Self::Night(letter) => &letter.community,
            Self::Meant { letter, .. } | Self::Drop { letter, .. } | Self::When { letter, .. } => &letter.community,
        }
    }
}

/// When the first part of a text came of which a part has come just now and more may be on its way; milliseconds.
pub(super) fn coming(state: &State, now: DateTime<Utc>) -> Option<i64> {
    text::coming(state, now.timestamp_millis())
}

/// One step.
pub fn step(state: State, input: Input, context: &Context<'_>) -> Step<State, End> {
    match input {
        Input::Media { kind, caption, attachment, album, .. } => {
            let sent = match attachment {
                Some(attachment) => Ok(Sent { attachment, caption: caption.map(|c| c.html), album }),
                None => Err(album),
            };
            handed(state, sent, kind, context)
        }
        Input::Text(words) => typed(state, words, context),
        Input::Choice { step, value } => chosen(state, &step, &value, context),
    }
}

/// A picture or a file belongs to the letter wherever she stands; where something is to be typed it waits.
/// Without one: the album of which it is a part.
fn handed(state: State, sent: Result<Sent, Option<String>>, kind: Media, context: &Context<'_>) -> Step<State, End> {
    let draft = match (state, sent) {
        (State::Text(draft), Err(album)) => return text::refused(draft, album, context),
        (State::Text(draft), Ok(sent)) => return text::sent(draft, sent, context),
        (State::Whom(letter), Ok(sent)) => (Draft::for_whom_it_was(letter), sent),
        (State::Preview(letter) | State::Meant { letter, .. } | State::Drop { letter, .. }, Ok(sent)) => {
            (letter.into(), sent)
        }
        (other, _) => return Step::Again(other, crate::i18n::words_wanted(context.reader.tongue, kind)),
    };
    text::sent(draft.0, draft.1, context)
}

fn typed(state: State, typed: Words, context: &Context<'_>) -> Step<State, End> {
    match state {
        State::Text(draft) => text::typed(draft, typed.html, context),
        State::Whom(letter) if text::takes(&letter, &typed.html, context) || letter.body.plain().trim().is_empty() => {
            text::typed(Draft::for_whom_it_was(letter), typed.html, context)
        }
        // To whom is not said yet.
        State::Part(Choosing { letter, except: false, .. })
            if letter.whom.is_everybody() && text::takes(&letter, &typed.html, context) =>
        {
            text::typed(Draft::for_whom_it_was(letter), typed.html, context)
        }
        State::Part(Choosing { letter, .. })
        | State::Preview(letter)
        | State::Meant { letter, .. }
        | State::Drop { letter, .. }
        | State::Night(letter)
            if text::takes(&letter, &typed.html, context) =>
        {
            text::typed(letter.into(), typed.html, context)
        }
        State::Name(letter) => whom::named(letter, &typed, context),
        State::When { letter, day, offers } => when::typed(when::So { letter, day, offers }, &typed, context),
        State::Digest { community, day, .. } => digest::typed(community, day, &typed, context),
        State::Preview(letter) => {
            Step::Again(State::Preview(letter), say!(context.reader.tongue, broadcasts_not_taken))
        }
        other => Step::Again(other, say!(context.reader.tongue, broadcasts_press_please)),
    }
}

/// A button of another question changes nothing: the present question is shown again.
fn chosen(state: State, step: &str, value: &str, context: &Context<'_>) -> Step<State, End> {
    match (state, step) {
        (State::Text(draft), step::TEXT) => text::chosen(draft, value, context),
        (State::Whom(letter), step::WHOM) => whom::whom(letter, value, context),
        (State::Part(choosing), step::PART) => whom::part(choosing, value, context),
        (State::Meant { letter, list }, step::MEANT) => whom::meant(letter, list, value, context),
        (State::Name(letter), step::NAME) => whom::unnamed(letter, value, context),
        (State::Drop { letter, list }, step::DROP) => whom::drop(letter, list, value, context),
        (State::Preview(letter), step::PREVIEW) => preview::chosen(letter, value, context),
        (State::When { letter, day, offers }, step::WHEN) => {
            when::chosen(when::So { letter, day, offers }, value, context)
        }
        (State::Digest { community, day, offers }, step::DIGEST) => {
            digest::chosen(community, (day, offers), value, context)
        }
        (State::Night(letter), step::NIGHT) => when::night(letter, value, context),
        (state, _) => stale(state, context),
    }
}

fn stale(state: State, context: &Context<'_>) -> Step<State, End> {
    Step::Again(state, say!(context.reader.tongue, broadcasts_stale))
}
