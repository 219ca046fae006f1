//! One question from asking to its end: who has it, who may move it where, who is asked next.
//!
//! Pure. Invariants, each a property in `rules_tests.rs`: at most one mentor has it and the first wins; nobody is
//! offered it twice in one round; the asker never; every stage without an end has a next thing that will happen
//! ([`timing`](super::timing)); the same move twice changes nothing the second time. Source: domain.md §3.6.

use chrono::{DateTime, Utc};

use crate::kernel::ids::{CommunityId, ConsultationId, PersonId};

pub use super::stages::{AT_ONCE, Candidate, Looked, Offer, OfferState, Rating, Refusal, Side, Stage, Urgency};

/// One question. Instants are UTC.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consultation {
    /// The number people read.
    pub id: ConsultationId,
    /// Where it was asked.
    pub community: CommunityId,
    /// By whom.
    pub asker: PersonId,
    /// Id of the profile's topic.
    pub topic: String,
    /// When the answer is needed.
    pub urgency: Urgency,
    /// The words; `None` once they were deleted.
    pub text: Option<String>,
    /// Whether the other side sees the asker's name.
    pub named: bool,
    /// Where it stands.
    pub stage: Stage,
    /// One more with every change.
    pub version: i64,
    /// How often the search began.
    pub round: i64,
    /// Offered to one mentor whom a coordinator chose.
    pub direct: bool,
    /// Who has it, or had it last.
    pub mentor: Option<PersonId>,
    /// When this stage began; in a dialogue, since when it has been the other's turn.
    pub since: DateTime<Utc>,
    /// The last offer within the stage, or the last message of the dialogue.
    pub stepped_at: DateTime<Utc>,
    /// How many of the stage's timers have rung.
    pub step: i64,
    /// Who spoke last; the question itself is the asker's word.
    pub last_word: Side,
    /// Whether this mentor has written at all.
    pub spoken: bool,
    /// Whether it helped.
    pub rating: Option<Rating>,
    /// Messages passed on.
    pub asker_words: i64,
    /// Messages passed on.
    pub mentor_words: i64,
    /// When it was asked.
    pub sent_at: DateTime<Utc>,
    /// When it was last taken.
    pub accepted_at: Option<DateTime<Utc>>,
    /// When it ended.
    pub ended_at: Option<DateTime<Utc>>,
    /// All offers of all rounds.
    pub offers: Vec<Offer>,
    /// Moves made since it was loaded, for the log.
    pub moves: Vec<(Stage, Stage)>,
}

impl Consultation {
    pub(super) fn go(&mut self, to: Stage, now: DateTime<Utc>) {
        self.moves.push((self.stage, to));
        self.stage = to;
        (self.since, self.stepped_at, self.step) = (now, now, 0);
        self.ended_at = to.is_over().then_some(now);
        self.version += 1;
    }

    /// The side a person is on while she has or had it; `None` for anybody else.
    pub fn side(&self, person: PersonId) -> Option<Side> {
        if person == self.asker {
            Some(Side::Asker)
        } else if self.mentor == Some(person) {
            Some(Side::Mentor)
        } else {
            None
        }
    }

    /// The last offer to a person.
    pub fn offer_to(&self, person: PersonId) -> Option<&Offer> {
        self.offers.iter().filter(|offer| offer.person == person).max_by_key(|offer| offer.round)
    }

    pub(super) fn mark(&mut self, from: &[OfferState], to: OfferState) {
        for offer in self.offers.iter_mut().filter(|offer| from.contains(&offer.state)) {
            offer.state = to;
        }
    }

    /// «Возьму»: the first has it. Somebody who was asked too long ago, or had said no, may still take it while it is
    /// free. Returns the others whose offers are over.
    ///
    /// # Errors
    /// When somebody has it, or it is over, or it was never offered to her.
    pub fn take(&mut self, person: PersonId, now: DateTime<Utc>) -> Result<Vec<(i64, PersonId)>, Refusal> {
        if self.stage.is_dialogue() {
            return Err(if self.mentor == Some(person) { Refusal::Yours } else { Refusal::Late });
        }
        let open = [OfferState::Waiting, OfferState::Expired, OfferState::Declined, OfferState::Passed];
        let asked = self.offer_to(person).is_some_and(|offer| open.contains(&offer.state));
        if !self.stage.is_free() || !asked {
            return Err(Refusal::NotNow);
        }
        Ok(self.give(person, now))
    }

    /// A coordinator answers it herself.
    ///
    /// # Errors
    /// When it is not escalated.
    pub fn take_over(&mut self, head: PersonId, now: DateTime<Utc>) -> Result<Vec<(i64, PersonId)>, Refusal> {
        match self.stage {
            Stage::Escalated if head != self.asker => Ok(self.give(head, now)),
            stage if stage.is_dialogue() && self.mentor == Some(head) => Err(Refusal::Yours),
            stage if stage.is_dialogue() => Err(Refusal::Late),
            _ => Err(Refusal::NotNow),
        }
    }

    fn give(&mut self, person: PersonId, now: DateTime<Utc>) -> Vec<(i64, PersonId)> {
        let round = self.round;
        match self.offers.iter_mut().filter(|o| o.person == person).max_by_key(|o| o.round) {
            Some(offer) => offer.state = OfferState::Taken,
            None => self.offers.push(Offer { round, person, state: OfferState::Taken, at: now }),
        }
        let left = self.still_asked().into_iter().filter(|(_, other)| *other != person).collect();
        self.mark(&[OfferState::Waiting, OfferState::Expired], OfferState::Passed);
        self.mentor = Some(person);
        (self.last_word, self.spoken, self.accepted_at) = (Side::Asker, false, Some(now));
        self.go(Stage::Accepted, now);
        left
    }

    /// The rounds and people in whose chats the question still stands with its buttons.
    pub fn still_asked(&self) -> Vec<(i64, PersonId)> {
        let open = [OfferState::Waiting, OfferState::Expired];
        self.offers.iter().filter(|o| open.contains(&o.state)).map(|o| (o.round, o.person)).collect()
    }

    /// A coordinator asks one mentor by name.
    ///
    /// # Errors
    /// When it is not escalated, or the asker is chosen.
    pub fn assign(&mut self, person: PersonId, now: DateTime<Utc>) -> Result<(), Refusal> {
        if self.stage != Stage::Escalated || person == self.asker {
            return Err(Refusal::NotNow);
        }
        self.round += 1;
        self.direct = true;
        self.offer(&[person], now);
        Ok(())
    }

    /// The search begins anew; whoever had it is not asked again.
    fn restart(&mut self, now: DateTime<Utc>) {
        self.mark(&[OfferState::Taken], OfferState::Returned);
        self.mark(&[OfferState::Waiting], OfferState::Expired);
        (self.mentor, self.rating, self.direct) = (None, None, false);
        self.round += 1;
        self.go(Stage::Requested, now);
    }

    /// The mentor cannot go on.
    ///
    /// # Errors
    /// When nobody has it.
    pub fn give_back(&mut self, now: DateTime<Utc>) -> Result<(), Refusal> {
        if !self.stage.is_dialogue() {
            return Err(Refusal::NotNow);
        }
        self.restart(now);
        Ok(())
    }

    /// Whether the asker may have others asked: the answer did not help, the mentor is silent, nobody took it.
    pub fn may_ask_again(&self) -> bool {
        let stuck = self.stage.is_dialogue() && self.step >= super::timing::STUCK;
        let unhelpful = self.stage == Stage::Rated && self.rating == Some(Rating::No);
        let unanswered = self.stage == Stage::Closed && self.mentor.is_none();
        self.text.is_some() && (stuck || unhelpful || unanswered || self.stage == Stage::Escalated)
    }

    /// The asker, or a coordinator for a silent mentor, has others asked.
    ///
    /// # Errors
    /// When [`Self::may_ask_again`] does not hold.
    pub fn ask_again(&mut self, now: DateTime<Utc>) -> Result<(), Refusal> {
        if !self.may_ask_again() {
            return Err(Refusal::NotNow);
        }
        self.restart(now);
        Ok(())
    }

    /// Somebody wrote to the other side.
    ///
    /// # Errors
    /// When nobody has it.
    pub fn said(&mut self, side: Side, now: DateTime<Utc>) -> Result<(), Refusal> {
        if !self.stage.is_dialogue() {
            return Err(Refusal::NotNow);
        }
        // Who asks twice has been waiting since the first time.
        let waited = (side == Side::Asker && self.last_word == Side::Asker).then_some((self.since, self.step));
        if self.stage == Stage::Accepted {
            self.go(Stage::InDialogue, now);
        }
        match side {
            Side::Asker => self.asker_words += 1,
            Side::Mentor => (self.mentor_words, self.spoken) = (self.mentor_words + 1, true),
        }
        (self.since, self.step) = waited.unwrap_or((now, 0));
        self.stepped_at = now;
        self.last_word = side;
        self.version += 1;
        Ok(())
    }

    /// It is said to be solved, or both fell silent.
    ///
    /// # Errors
    /// When nobody has it.
    pub fn hold(&mut self, now: DateTime<Utc>) -> Result<(), Refusal> {
        if !self.stage.is_dialogue() {
            return Err(Refusal::NotNow);
        }
        self.go(Stage::Held, now);
        Ok(())
    }

    /// A coordinator answered in one message. Returns those in whose chats the offer still stands.
    ///
    /// # Errors
    /// When it is not escalated.
    pub fn answer(&mut self, head: PersonId, now: DateTime<Utc>) -> Result<Vec<(i64, PersonId)>, Refusal> {
        let left = self.take_over(head, now)?;
        self.said(Side::Mentor, now)?;
        self.hold(now)?;
        Ok(left)
    }

    /// It was not solved after all.
    ///
    /// # Errors
    /// When no rating is awaited.
    pub fn go_on(&mut self, now: DateTime<Utc>) -> Result<(), Refusal> {
        if self.stage != Stage::Held {
            return Err(Refusal::NotNow);
        }
        self.last_word = Side::Mentor;
        self.go(Stage::InDialogue, now);
        Ok(())
    }

    /// The asker says whether it helped.
    ///
    /// # Errors
    /// When no rating is awaited.
    pub fn rate(&mut self, rating: Rating, now: DateTime<Utc>) -> Result<(), Refusal> {
        if self.stage != Stage::Held {
            return Err(Refusal::NotNow);
        }
        self.rating = Some(rating);
        self.go(Stage::Rated, now);
        Ok(())
    }

    /// The asker does not need it any more. Returns those in whose chats the offer still stands.
    ///
    /// # Errors
    /// When it is over already.
    pub fn withdraw(&mut self, now: DateTime<Utc>) -> Result<Vec<(i64, PersonId)>, Refusal> {
        if self.stage.is_over() || self.stage == Stage::Held {
            return Err(Refusal::NotNow);
        }
        let left = self.still_asked();
        self.mark(&[OfferState::Waiting, OfferState::Expired], OfferState::Passed);
        self.go(Stage::Withdrawn, now);
        Ok(left)
    }

    /// Nothing more will come. Returns those in whose chats the offer still stands.
    ///
    /// # Errors
    /// When something may still come.
    pub fn close(&mut self, now: DateTime<Utc>) -> Result<Vec<(i64, PersonId)>, Refusal> {
        if !matches!(self.stage, Stage::Held | Stage::Escalated) {
            return Err(Refusal::NotNow);
        }
        let left = self.still_asked();
        self.mark(&[OfferState::Waiting, OfferState::Expired], OfferState::Passed);
        self.go(Stage::Closed, now);
        Ok(left)
    }

    /// The asker shows her name after all. Returns whether that is new.
    pub fn show_name(&mut self) -> bool {
        let new = !self.named && !self.stage.is_over();
        if new {
            self.named = true;
            self.version += 1;
        }
        new
    }

    /// Deletes what the asker wrote; the figures stay.
    pub fn forget(&mut self) {
        self.text = None;
        self.version += 1;
    }
}
