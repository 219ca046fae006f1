//! The joining dialogue, step by step, without a database and without a clock. The order is the law's: first the consent
//! to data processing, then anything personal, then the application, then the consent to join where one is wanted.
//!
//! A button of an earlier question, or under other words of a consent, changes nothing: the present question is shown.

use serde::{Deserialize, Serialize};

use super::State;
use super::names::{self, Reading, Unread};
use super::rules::{Unfit, short_text, workplace};
use crate::kernel::actor::{Name, Tongue};
use crate::kernel::html::Html;
use crate::kernel::ids::{CommunityId, UnitId};
use crate::kernel::input::{Input, Media};
use crate::kernel::outcome::Step;
use crate::say;

/// The value of the button that leads to the question before.
pub(super) const BACK: &str = "<";
/// The value of the button that keeps what was told before.
pub(super) const KEEP: &str = "keep";

/// The longest workplace and subject, in characters.
pub(super) const LONGEST_WORKPLACE: usize = 120;
pub(super) const LONGEST_SUBJECT: usize = 80;

crate::words! {
    /// The questions; the words stand in buttons, so that an old one is recognised.
    pub enum Ask {
        /// The consent to data processing.
        Consent = "consent",
        /// How she is called.
        Name = "name",
        /// Whether the name was read rightly.
        Check = "check",
        /// Where she works or studies.
        Workplace = "work",
        /// Her category of the profile.
        Category = "cat",
        /// Her team, where one is chosen.
        Unit = "unit",
        /// What she teaches; may be skipped.
        Subject = "subject",
        /// «Вступить».
        Confirm = "go",
        /// The consent to join (Яро 4.2).
        Join = "join",
    }
}

/// What has been told so far.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Form {
    /// Which community is joined.
    pub community: CommunityId,
    /// The question that waits.
    pub ask: Ask,
    /// The name, once confirmed.
    pub name: Option<Name>,
    /// The name as it was read, not confirmed yet.
    pub reading: Option<Reading>,
    /// The workplace.
    pub workplace: Option<String>,
    /// Id of the profile's category.
    pub category: Option<String>,
    /// The team.
    pub unit: Option<UnitId>,
    /// The team was chosen, or put off.
    pub unit_seen: bool,
    /// Which page of teams is shown.
    pub page: u16,
    /// The subject.
    pub subject: Option<String>,
    /// The subject was told, or skipped.
    pub subject_seen: bool,
    /// Hash of the one-time link that led here.
    pub invite: Option<String>,
}

impl Form {
    /// An empty form at its first question.
    pub(super) fn new(community: CommunityId) -> Self {
        Self {
            community,
            ask: Ask::Consent,
            name: None,
            reading: None,
            workplace: None,
            category: None,
            unit: None,
            unit_seen: false,
            page: 0,
            subject: None,
            subject_seen: false,
            invite: None,
        }
    }

    /// The same form, everything told forgotten.
    fn emptied(self) -> Self {
        Self { ask: Ask::Name, invite: self.invite, ..Self::new(self.community) }
    }

    /// At the first question without an answer.
    pub(super) fn at_next(mut self, scene: &Scene) -> Self {
        if let [only] = scene.categories.as_slice() {
            self.category = Some(only.0.clone());
        }
        self.page = 0;
        self.ask = if self.name.is_none() {
            Ask::Name
        } else if self.workplace.is_none() {
            Ask::Workplace
        } else if !scene.categories.iter().any(|(id, _)| Some(id) == self.category.as_ref()) {
            Ask::Category
        } else if !self.unit_seen && !scene.units.is_empty() {
            Ask::Unit
        } else if !self.subject_seen {
            Ask::Subject
        } else {
            Ask::Confirm
        };
        self
    }
}

/// What the questions depend on.
#[derive(Clone, Debug)]
pub(super) struct Scene {
    pub(super) tongue: Tongue,
    /// Ids and titles of the profile's categories.
    pub(super) categories: Vec<(String, String)>,
    /// Teams that take people in; empty where none is chosen.
    pub(super) units: Vec<(UnitId, String)>,
    /// A consent to join is wanted.
    pub(super) written: bool,
    /// What the buttons under the two consents carry, as their words are now.
    pub(super) data_yes: String,
    pub(super) join_yes: String,
}

/// How the dialogue goes out of the hands of this module.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum End {
    /// The consent to data processing is given: to be recorded, then go on.
    Consented(Form),
    /// «Не сейчас».
    Refused(Form),
    /// Everything is told and agreed to.
    Apply(Form),
}

/// One answer.
pub(super) fn step(form: Form, input: Input, scene: &Scene) -> Step<Form, End> {
    match input {
        Input::Media { kind, .. } => Step::Again(form, media(scene.tongue, kind)),
        Input::Choice { step, value } if step == form.ask.word() => chosen(form, &value, scene),
        Input::Choice { .. } => Step::Ask(form),
        Input::Text(text) => told(form, &text, scene),
    }
}

fn media(t: Tongue, kind: Media) -> Html {
    crate::i18n::words_wanted(t, kind)
}

fn chosen(mut form: Form, value: &str, scene: &Scene) -> Step<Form, End> {
    match (form.ask, value) {
        (Ask::Consent, yes) if yes == scene.data_yes => Step::Complete(End::Consented(form)),
        (_, BACK) => Step::Ask(back(form, scene)),
        (Ask::Consent | Ask::Join, "no") => Step::Complete(End::Refused(form)),
        (Ask::Name | Ask::Workplace, KEEP) => Step::Ask(form.at_next(scene)),
        (Ask::Subject, KEEP) if form.subject.is_some() => Step::Ask(Form { subject_seen: true, ..form }.at_next(scene)),
        (Ask::Check, "no") => Step::Ask(Form { ask: Ask::Name, reading: None, ..form }),
        (Ask::Check, which) => {
            let name = form.reading.as_ref().and_then(|reading| match which {
                "yes" => Some(reading.name.clone()),
                "swap" => reading.swapped.clone(),
                "full" => reading.fuller.clone(),
                _ => None,
            });
            if let Some(name) = name {
                form.name = Some(name);
                form.reading = None;
                return Step::Ask(form.at_next(scene));
            }
            Step::Ask(form)
        }
        (Ask::Category | Ask::Unit, value) if page(value).is_some() => {
            form.page = page(value).unwrap_or(0);
            Step::Ask(form)
        }
        (Ask::Category, id) if scene.categories.iter().any(|(known, _)| known == id) => {
            form.category = Some(id.to_owned());
            Step::Ask(form.at_next(scene))
        }
        (Ask::Unit, value) => Step::Ask(unit(form, value, scene)),
        (Ask::Subject, "skip") => Step::Ask(Form { subject: None, subject_seen: true, ..form }.at_next(scene)),
        (Ask::Confirm, "yes") if scene.written => Step::Ask(Form { ask: Ask::Join, ..form }),
        (Ask::Confirm, "yes") => Step::Complete(End::Apply(form)),
        (Ask::Join, yes) if yes == scene.join_yes => Step::Complete(End::Apply(form)),
        (Ask::Confirm, "again") => Step::Ask(form.emptied()),
        _ => Step::Ask(form),
    }
}

/// The question before: what was told there stays until it is told anew, and can be kept by a button. The consent is behind all of them and is not
/// asked for again.
fn back(form: Form, scene: &Scene) -> Form {
    let lists = if scene.categories.len() > 1 { Ask::Category } else { Ask::Workplace };
    let ask = match form.ask {
        Ask::Consent | Ask::Name | Ask::Check => form.ask,
        Ask::Workplace => Ask::Name,
        Ask::Category => Ask::Workplace,
        Ask::Unit => lists,
        Ask::Subject if scene.units.is_empty() => lists,
        Ask::Subject => Ask::Unit,
        Ask::Confirm => Ask::Subject,
        Ask::Join => Ask::Confirm,
    };
    Form { ask, page: 0, ..form }
}

/// Another page of a list: `p2`.
fn page(value: &str) -> Option<u16> {
    value.strip_prefix('p').and_then(|page| page.parse().ok())
}

/// A team by its number, or «later».
fn unit(mut form: Form, value: &str, scene: &Scene) -> Form {
    let found = value.parse().ok().map(UnitId).filter(|id| scene.units.iter().any(|(known, _)| known == id));
    if found.is_none() && value != "later" {
        return form;
    }
    form.unit = found;
    form.unit_seen = true;
    form.at_next(scene)
}

fn told(mut form: Form, text: &str, scene: &Scene) -> Step<Form, End> {
    let t = scene.tongue;
    match form.ask {
        Ask::Name | Ask::Check => match names::read(text) {
            Ok(reading) => Step::Ask(Form { ask: Ask::Check, reading: Some(reading), ..form }),
            Err(unread) => Step::Again(form, no_name(t, unread)),
        },
        Ask::Workplace => match workplace(text, LONGEST_WORKPLACE) {
            Ok(workplace) => {
                form.workplace = Some(workplace);
                Step::Ask(form.at_next(scene))
            }
            Err(unfit) => Step::Again(form, no_text(t, unfit, LONGEST_WORKPLACE)),
        },
        Ask::Subject => match short_text(text, LONGEST_SUBJECT) {
            Ok(subject) => {
                form.subject = Some(subject);
                form.subject_seen = true;
                Step::Ask(form.at_next(scene))
            }
            Err(unfit) => Step::Again(form, no_text(t, unfit, LONGEST_SUBJECT)),
        },
        Ask::Category => {
            let said = text.trim().to_lowercase();
            let fits = scene.categories.iter().filter(|(_, title)| title.to_lowercase().starts_with(&said));
            match fits.map(|(id, _)| id.clone()).collect::<Vec<_>>().as_slice() {
                [one] if !said.is_empty() => {
                    form.category = Some(one.clone());
                    Step::Ask(form.at_next(scene))
                }
                _ => Step::Again(form, say!(t, membership_press_one)),
            }
        }
        Ask::Consent | Ask::Unit | Ask::Confirm | Ask::Join => Step::Again(form, say!(t, membership_press_one)),
    }
}

/// Why a name was not taken, in words.
pub(super) fn no_name(t: Tongue, unread: Unread) -> Html {
    match unread {
        Unread::NotLetters => say!(t, membership_name_letters),
        Unread::OneWord => say!(t, membership_name_one_word),
        Unread::NoSurname => say!(t, membership_name_no_surname),
        Unread::TooLong => say!(t, membership_name_long),
    }
}

/// Why a short text was not taken, in words.
pub(super) fn no_text(t: Tongue, unfit: Unfit, most: usize) -> Html {
    match unfit {
        Unfit::Short => say!(t, membership_text_short),
        Unfit::Long => say!(t, membership_text_long, most = most),
        Unfit::NoPlace => say!(t, membership_workplace_none),
    }
}

impl State {
    /// Nothing is told yet that would be missed: before the consent nothing can be.
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Joining(form) => form.ask == Ask::Consent && form.invite.is_none(),
            Self::Pass { .. } => false,
            Self::Edit { .. } | Self::Topics { .. } | Self::Reason { .. } => true,
            Self::Question { .. } | Self::Reply { .. } | Self::Unit { .. } => true,
        }
    }

    /// The community it is about.
    pub const fn community(&self) -> &CommunityId {
        match self {
            Self::Joining(form) => &form.community,
            Self::Edit { community, .. }
            | Self::Topics { community, .. }
            | Self::Reason { community, .. }
            | Self::Question { community, .. }
            | Self::Reply { community }
            | Self::Pass { community, .. }
            | Self::Unit { community, .. } => community,
        }
    }
}
