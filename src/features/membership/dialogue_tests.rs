//! Examples and laws of the joining dialogue.

use proptest::prelude::*;

use super::dialogue::*;
use crate::kernel::actor::Tongue;
use crate::kernel::ids::{CommunityId, MessageId, UnitId};
use crate::kernel::input::{Input, Media};
use crate::kernel::outcome::Step;

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

#[test]
fn a_phone_number_is_no_workplace_and_it_is_asked_for_again() {
    let named = [press(Ask::Consent, DATA), text("Смирнова Анна"), press(Ask::Check, "yes")];
    for other in ["+7 912 345-67-89", "12", "anna@mail.ru", "https://школа.рф"] {
        check([&named[..], &[text(other)]].concat(), Ask::Workplace);
    }
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
fn a_step_back_asks_again_and_forgets_nothing() {
    let all = scene(true, true);
    let mut inputs = told_all();
    inputs.push(press(Ask::Confirm, "yes"));
    let mut form = walk(form(), inputs, &all).unwrap();
    let told = form.clone();
    for asked in [Ask::Confirm, Ask::Subject, Ask::Unit, Ask::Category, Ask::Workplace, Ask::Name, Ask::Name] {
        let at = form.ask;
        form = walk(form, vec![press(at, BACK)], &all).unwrap();
        assert_eq!(form.ask, asked);
    }
    assert_eq!(Form { ask: told.ask, ..form.clone() }, told);
    let name = vec![text("Смирнова Ольга"), press(Ask::Check, "yes")];
    let form = walk(form, name, &all).unwrap();
    assert_eq!((form.ask, form.workplace), (Ask::Confirm, told.workplace));
}

#[test]
fn what_was_told_is_kept_by_a_tap_and_a_subject_is_dropped_by_one() {
    let all = scene(true, false);
    let mut inputs = told_all();
    inputs.extend([press(Ask::Confirm, BACK), text("физика"), press(Ask::Confirm, BACK)]);
    let told = walk(form(), inputs, &all).unwrap();
    assert_eq!((told.ask, told.subject.as_deref()), (Ask::Subject, Some("физика")));
    for ask in [Ask::Name, Ask::Workplace, Ask::Subject] {
        let kept = walk(Form { ask, ..told.clone() }, vec![press(ask, KEEP)], &all).unwrap();
        assert_eq!(kept, Form { ask: Ask::Confirm, ..told.clone() });
    }
    let skipped = walk(told.clone(), vec![press(Ask::Subject, "skip")], &all).unwrap();
    assert_eq!(skipped, Form { ask: Ask::Confirm, subject: None, ..told });
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
    const VALUES: [&str; 15] =
        ["yes", DATA, JOIN, "no", "swap", "full", "again", "later", "skip", "1", "p7", "student", "zz", BACK, KEEP];
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
