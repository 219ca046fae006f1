//! Looking for a mentor: whom a question is offered to next, and what becomes of an offer nobody took. Pure.
//!
//! Nobody is asked twice in one round, nobody who said no is asked again, the asker is never asked.

use chrono::{DateTime, Utc};

use super::rules::{AT_ONCE, Candidate, Consultation, Looked, Offer, OfferState, Refusal, Stage};
use crate::kernel::ids::PersonId;

impl Consultation {
    fn waits(&self) -> bool {
        self.offers.iter().any(|offer| offer.state == OfferState::Waiting)
    }

    /// Whom to ask next: those with the least in hand, then those asked longest ago, then in the order of `candidates`.
    fn pick(&self, candidates: &[Candidate]) -> Vec<PersonId> {
        let asked = |person: PersonId| {
            self.offers.iter().any(|offer| {
                let gone = matches!(offer.state, OfferState::Declined | OfferState::Returned);
                offer.person == person && (offer.round == self.round || gone)
            })
        };
        let mut free: Vec<&Candidate> =
            candidates.iter().filter(|c| c.person != self.asker && !asked(c.person)).collect();
        free.sort_by_key(|c| (c.load, c.asked_at));
        let mut picked: Vec<PersonId> = Vec::new();
        for candidate in free {
            if picked.len() < AT_ONCE && !picked.contains(&candidate.person) {
                picked.push(candidate.person);
            }
        }
        picked
    }

    /// Asks the next mentors, or hands it to the coordinators when nobody is left.
    ///
    /// # Errors
    /// When it is not looking for a mentor.
    pub fn look(&mut self, candidates: &[Candidate], now: DateTime<Utc>) -> Result<Looked, Refusal> {
        if !matches!(self.stage, Stage::Requested | Stage::Offered) {
            return Err(Refusal::NotNow);
        }
        let picked = if self.direct { Vec::new() } else { self.pick(candidates) };
        if picked.is_empty() && self.waits() {
            return Ok(Looked::Waiting);
        }
        if picked.is_empty() {
            self.go(Stage::Escalated, now);
            return Ok(Looked::Nobody);
        }
        self.offer(&picked, now);
        Ok(Looked::Asked(picked))
    }

    pub(super) fn offer(&mut self, to: &[PersonId], now: DateTime<Utc>) {
        let offers =
            to.iter().map(|person| Offer { round: self.round, person: *person, state: OfferState::Waiting, at: now });
        self.offers.extend(offers);
        if self.stage == Stage::Offered {
            self.stepped_at = now;
            self.version += 1;
        } else {
            self.go(Stage::Offered, now);
        }
    }

    /// The time of those who were asked is over.
    pub fn expire(&mut self) {
        self.mark(&[OfferState::Waiting], OfferState::Expired);
        self.version += 1;
    }

    /// Nobody took it in time.
    ///
    /// # Errors
    /// When it is not looking for a mentor.
    pub fn escalate(&mut self, now: DateTime<Utc>) -> Result<(), Refusal> {
        if !matches!(self.stage, Stage::Requested | Stage::Offered) {
            return Err(Refusal::NotNow);
        }
        self.expire();
        self.go(Stage::Escalated, now);
        Ok(())
    }

    /// «Не смогу». Returns whether nobody is left to wait for, so that the next ones must be asked.
    ///
    /// # Errors
    /// When nothing is offered to her now.
    pub fn decline(&mut self, person: PersonId) -> Result<bool, Refusal> {
        let (round, free) = (self.round, self.stage.is_free());
        let open = [OfferState::Waiting, OfferState::Expired];
        let offer = self.offers.iter_mut().find(|o| o.person == person && o.round == round && open.contains(&o.state));
        let Some(offer) = offer.filter(|_| free) else { return Err(Refusal::NotNow) };
        offer.state = OfferState::Declined;
        self.version += 1;
        Ok(self.stage == Stage::Offered && !self.waits())
    }

    /// Somebody cannot be asked any more: for now (`Expired`), or because it is no business of hers any more (`Passed`).
    /// Returns whether nobody is left to wait for, so that the next ones must be asked.
    pub fn pass_over(&mut self, person: PersonId, to: OfferState) -> bool {
        let waited = self.waits();
        let open = [OfferState::Waiting, OfferState::Expired];
        for offer in self.offers.iter_mut().filter(|o| o.person == person && open.contains(&o.state)) {
            offer.state = to;
        }
        let next = self.stage == Stage::Offered && waited && !self.waits();
        self.version += 1;
        next
    }
}
