//! What a slice answers: effects, facts, and where its dialogue stands; and what a turn answers its loop.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::effect::{Effect, Notice};
use super::html::Html;
use super::ids::{CommunityId, EventId, PersonId};
use super::screen::Screen;

/// Everything that follows from one request.
#[derive(Debug)]
pub struct Done<S = Never> {
    /// What is to be caused.
    pub effects: Vec<Effect>,
    /// What happened, for the slices further down.
    pub facts: Vec<Fact>,
    /// What becomes of the dialogue.
    pub talk: Next<S>,
}

/// The state of a slice that holds no dialogue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Never {}

/// What becomes of a slice's dialogue.
#[derive(Debug, PartialEq, Eq)]
pub enum Next<S> {
    /// Nothing changes.
    Keep,
    /// A dialogue begins; an unfinished draft of the same slice is offered first and not overwritten.
    Begin(S),
    /// It goes on.
    On(S),
    /// It is over; its draft is deleted.
    End,
    /// The same, once the registry has named the slice whose dialogue it is.
    EndOf(&'static str),
}

/// What happened in a slice and may concern another. Small and closed: `features/mod.rs` says who listens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fact {
    /// Somebody became an active member.
    Joined(CommunityId, PersonId),
    /// Somebody is no longer a member.
    Left(CommunityId, PersonId),
    /// A person's rights in a community changed.
    RoleChanged(CommunityId, PersonId),
    /// What a person told in one community is forgotten, while she belongs to another.
    Forgotten(CommunityId, PersonId),
    /// Everything personal of this person is to be erased now, by every slice that keeps some.
    Erased(PersonId),
    /// The person blocked the bot.
    Unreachable(PersonId),
    /// The person came back.
    Reachable(PersonId),
    /// An event can be answered.
    EventAnnounced(EventId),
    /// Time, place or link of an announced event changed.
    EventMoved(EventId),
    /// The number of seats changed.
    SeatsChanged(EventId),
    /// The event will not take place.
    EventCancelled(EventId),
}

impl<S> Default for Done<S> {
    fn default() -> Self {
        Self { effects: Vec::new(), facts: Vec::new(), talk: Next::Keep }
    }
}

impl<S> Done<S> {
    /// Nothing follows.
    pub fn nothing() -> Self {
        Self::default()
    }

    /// The answer: see [`Effect::Show`].
    pub fn show(screen: Screen) -> Self {
        Self::nothing().and(Effect::Show(screen))
    }

    /// A new message below: see [`Effect::Say`].
    pub fn say(screen: Screen) -> Self {
        Self::nothing().and(Effect::Say(screen))
    }

    /// Adds an effect.
    #[must_use]
    pub fn and(mut self, effect: Effect) -> Self {
        self.effects.push(effect);
        self
    }

    /// Adds effects.
    #[must_use]
    pub fn and_all(mut self, effects: impl IntoIterator<Item = Effect>) -> Self {
        self.effects.extend(effects);
        self
    }

    /// Adds a message to somebody.
    #[must_use]
    pub fn tell(self, notice: Notice) -> Self {
        self.and(Effect::Tell(notice))
    }

    /// Adds a small note at the press.
    #[must_use]
    pub fn toast(self, text: impl Into<String>) -> Self {
        self.and(Effect::Toast(text.into()))
    }

    /// Adds a fact.
    #[must_use]
    pub fn fact(mut self, fact: Fact) -> Self {
        self.facts.push(fact);
        self
    }

    /// A dialogue begins.
    #[must_use]
    pub fn begin(mut self, state: S) -> Self {
        self.talk = Next::Begin(state);
        self
    }

    /// The dialogue goes on.
    #[must_use]
    pub fn on(mut self, state: S) -> Self {
        self.talk = Next::On(state);
        self
    }

    /// The dialogue is over.
    #[must_use]
    pub fn end(mut self) -> Self {
        self.talk = Next::End;
        self
    }

    /// The same for a dialogue of another type, as the registry needs it; `slice` is the wire name of the one that spoke.
    pub fn map_talk<T>(self, slice: &'static str, wrap: impl FnOnce(S) -> T) -> Done<T> {
        let talk = match self.talk {
            Next::Keep => Next::Keep,
            Next::Begin(state) => Next::Begin(wrap(state)),
            Next::On(state) => Next::On(wrap(state)),
            Next::End => Next::EndOf(slice),
            Next::EndOf(slice) => Next::EndOf(slice),
        };
        Done { effects: self.effects, facts: self.facts, talk }
    }

    /// Whether the acting person sees a screen of it, in place of what she pressed or below.
    pub fn shows(&self) -> bool {
        self.effects.iter().any(|effect| matches!(effect, Effect::Show(_) | Effect::Say(_)))
    }

    /// Puts another outcome's effects and facts behind ours; our dialogue stands.
    #[must_use]
    pub fn with<T>(mut self, other: Done<T>) -> Self {
        self.effects.extend(other.effects);
        self.facts.extend(other.facts);
        self
    }
}

impl Done {
    /// The same where a dialogue could be, but is not.
    pub fn silent<T>(self) -> Done<T> {
        Done { effects: self.effects, facts: self.facts, talk: Next::Keep }
    }
}

/// One step of a dialogue, decided without a database and without a clock.
#[derive(Debug, PartialEq, Eq)]
pub enum Step<S, E> {
    /// The next question.
    Ask(S),
    /// The same question again, with one line of help. Nothing is lost.
    Again(S, Html),
    /// Everything is known.
    Complete(E),
}

/// What one turn of a wheel (engine, sender) found to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Worked {
    /// Something was done; there may be more.
    Yes,
    /// Nothing to do before this instant, as far as is known; `None`: until something happens.
    Idle(Option<DateTime<Utc>>),
}
