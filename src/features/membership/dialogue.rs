//! The joining dialogue, step by step, without a database and without a clock. The order is the law's: first the consent
//! to data processing, then anything personal, then the application, then the consent to join where one is wanted.
//!
//! A button of an earlier question, or under other words of a consent, changes nothing: the present question is shown.

use serde::{Deserialize, Serialize};

use super::names::{self, Reading, Unread};
use super::rules::{Unfit, short_text};
use crate::kernel::actor::{Name, Tongue};
use crate::kernel::html::Html;
use crate::kernel::ids::{CommunityId, UnitId};
use crate::kernel::input::{Input, Media};
use crate::kernel::outcome::Step;
use crate::say;

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
        (Ask::Consent | Ask::Join, "no") => Step::Complete(End::Refused(form)),
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
        (Ask::Subject, "skip") => Step::Ask(Form { subject_seen: true, ..form }.at_next(scene)),
        (Ask::Confirm, "yes") if scene.written => Step::Ask(Form { ask: Ask::Join, ..form }),
        (Ask::Confirm, "yes") => Step::Complete(End::Apply(form)),
        (Ask::Join, yes) if yes == scene.join_yes => Step::Complete(End::Apply(form)),
        (Ask::Confirm, "again") => Step::Ask(form.emptied()),
        _ => Step::Ask(form),
    }
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
        Ask::Workplace => match short_text(text, LONGEST_WORKPLACE) {
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
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::kernel::ids::MessageId;

    const DATA: &str = "yes0123456789ab";
    const JOIN: &str = "yesba9876543210";

    fn scene(units: bool, written: bool) -> Scene {
        let categories = [("student", "Студент"), ("young_specialist", "Молодой специалист")];
        Scene {
            tongue: Tongue::Ru,
            categories: categories.map(|(id, title)| (id.to_owned(), title.to_owned())).to_vec(),
            units: if units { vec![(UnitId(1), "ПОС математиков".to_owned())] } else { Vec::new() },
            written,
            data_yes: DATA.to_owned(),
            join_yes: JOIN.to_owned(),
        }
    }

    fn form() -> Form {
        Form::new(CommunityId::parse("skillsclub").unwrap())
    }

    fn press(step: Ask, value: &str) -> Input {
        Input::Choice { step: step.word().to_owned(), value: value.to_owned() }
    }

    fn text(text: &str) -> Input {
        Input::Text(text.into())
    }

    /// Walks as the joining does: a consent is recorded outside and the next question asked.
    fn walk(mut form: Form, inputs: Vec<Input>, scene: &Scene) -> Result<Form, Box<End>> {
        for input in inputs {
            form = match step(form, input, scene) {
                Step::Ask(form) | Step::Again(form, _) => form,
                Step::Complete(End::Consented(form)) => form.at_next(scene),
                Step::Complete(end) => return Err(Box::new(end)),
            };
        }
        Ok(form)
    }

    fn check(inputs: Vec<Input>, expect: Ask) {
        let form = walk(form(), inputs, &scene(false, false)).expect("the dialogue goes on");
        assert_eq!(form.ask, expect);
    }

    #[test]
    fn nothing_personal_is_asked_before_the_consent() {
        check(vec![text("Смирнова Анна")], Ask::Consent);
        check(vec![press(Ask::Consent, DATA)], Ask::Name);
    }

    #[test]
    fn an_old_button_asks_the_present_question_again() {
        check(vec![press(Ask::Consent, DATA), press(Ask::Subject, "skip")], Ask::Name);
    }

    #[test]
    fn nobody_agrees_to_words_she_was_not_shown() {
        check(vec![press(Ask::Consent, "yesffffffffffff")], Ask::Consent);
        check(vec![press(Ask::Consent, JOIN)], Ask::Consent);
        let joining = Form { ask: Ask::Join, ..form() };
        let old = step(joining.clone(), press(Ask::Join, "yesffffffffffff"), &scene(true, true));
        assert_eq!(old, Step::Ask(joining));
    }

    #[test]
    fn a_name_is_shown_before_it_is_taken() {
        check(vec![press(Ask::Consent, DATA), text("смирнова анна")], Ask::Check);
        check(vec![press(Ask::Consent, DATA), text("смирнова анна"), press(Ask::Check, "no")], Ask::Name);
    }

    fn told_all() -> Vec<Input> {
        vec![
            press(Ask::Consent, DATA),
            text("Смирнова Анна"),
            press(Ask::Check, "yes"),
            text("школа 12"),
            text("молодой"),
            press(Ask::Unit, "1"),
            press(Ask::Subject, "skip"),
        ]
    }

    #[test]
    fn five_questions_are_enough() {
        let form = walk(form(), told_all(), &scene(true, false)).unwrap();
        assert_eq!(
            (form.ask, form.unit, form.category.as_deref()),
            (Ask::Confirm, Some(UnitId(1)), Some("young_specialist"))
        );
    }

    #[test]
    fn a_written_consent_is_a_tap_of_its_own() {
        let mut inputs = told_all();
        inputs.push(press(Ask::Confirm, "yes"));
        let form = walk(form(), inputs, &scene(true, true)).unwrap();
        assert_eq!(form.ask, Ask::Join);
        assert!(matches!(step(form, press(Ask::Join, JOIN), &scene(true, true)), Step::Complete(End::Apply(_))));
    }

    #[test]
    fn a_voice_message_loses_nothing() {
        let voice = Input::media(Media::Voice, MessageId(1));
        check(vec![press(Ask::Consent, DATA), text("Смирнова Анна"), voice], Ask::Check);
    }

    fn input() -> impl Strategy<Value = Input> {
        const VALUES: [&str; 13] =
            ["yes", DATA, JOIN, "no", "swap", "full", "again", "later", "skip", "1", "p7", "student", "zz"];
        prop_oneof![
            (prop::sample::select(Ask::ALL), prop::sample::select(&VALUES[..])).prop_map(|(ask, v)| press(ask, v)),
            prop::sample::select(vec!["Смирнова Анна", "Анна", "школа 12", "", "студент"]).prop_map(text),
        ]
    }

    proptest! {
        #[test]
        fn whoever_applies_has_told_everything(inputs in prop::collection::vec(input(), 0..60), written in any::<bool>()) {
            if let Some(End::Apply(form)) = walk(form(), inputs, &scene(true, written)).err().map(|end| *end) {
                prop_assert!(form.name.is_some() && form.workplace.is_some() && form.category.is_some());
                prop_assert_eq!(form.ask, if written { Ask::Join } else { Ask::Confirm });
            }
        }
    }
}
