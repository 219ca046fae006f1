//! What coordinators see: topic, times, state, rating. The words only while the question is escalated.

use super::{View, line, status, topic};
use crate::communities::Profile;
use crate::features::consultations::Press;
use crate::features::consultations::rules::Consultation;
use crate::features::consultations::timing::STUCK;
use crate::i18n::{back, home, moment};
use crate::kernel::actor::Reader;
use crate::kernel::html::Html;
use crate::kernel::ids::PersonId;
use crate::kernel::screen::{Button, Screen};
use crate::{label, say};

use super::cards::{PAGE, leaf};

/// A question that no mentor took, with its words.
pub fn alert(view: &View<'_>) -> Screen {
    let (t, q) = (view.t(), view.q);
    let text = view.title().para(say!(t, consultations_alert)).para(view.when().line(view.by()).line(view.asked_at()));
    Screen::new(text.para(view.words()))
        .button(label!(t, consultations_self), Press::TakeOver(q.id).wire())
        .button(label!(t, consultations_assign), Press::Assign(q.id, 0).wire())
        .row([Button::press(label!(t, consultations_answer), Press::Answer(q.id).wire()), home(t)])
}

/// Any other question: never its words.
pub fn card(view: &View<'_>) -> Screen {
    let (t, q) = (view.t(), view.q);
    let text = view.title().para(view.when().line(view.standing()).line(view.asked_at()));
    let screen = Screen::new(text.para(say!(t, consultations_private)));
    if is_stuck(q) { reoffer(view, screen) } else { screen }.row([back(t, Press::Open.wire()), home(t)])
}

fn is_stuck(q: &Consultation) -> bool {
    q.stage.is_dialogue() && q.step >= STUCK
}

fn reoffer(view: &View<'_>, screen: Screen) -> Screen {
    screen.button(label!(view.t(), consultations_reoffer), Press::Again(view.q.id, view.q.round).wire())
}

/// The mentor is silent.
pub fn stuck(view: &View<'_>) -> Screen {
    let t = view.t();
    let text = view.title().para(say!(t, consultations_stuck));
    reoffer(view, Screen::new(text.line(say!(t, consultations_answers, name = view.mentor_name())))).row([home(t)])
}

/// What a coordinator's message says once the question does not wait for her any more.
pub fn settled(view: &View<'_>) -> Screen {
    let t = view.t();
    line(
        t,
        view.title().para(match view.q.stage {
            stage if stage.is_dialogue() => say!(t, consultations_settled_by, name = view.mentor_name()),
            _ => say!(t, consultations_settled),
        }),
    )
}

/// Mentors to choose among.
pub fn assign(view: &View<'_>, mentors: &[(PersonId, String)], page: u16) -> Screen {
    let (t, q) = (view.t(), view.q);
    if mentors.is_empty() {
        let text = view.title().para(say!(t, consultations_assign_none));
        return Screen::new(text).row([back(t, Press::Card(q.id).wire()), home(t)]);
    }
    let (shown, more, page) = super::page(mentors, page, PAGE);
    let mut screen = Screen::new(view.title().para(say!(t, consultations_assign_ask)));
    for (person, name) in shown {
        screen = screen.button(name.clone(), Press::AssignTo(q.id, *person).wire());
    }
    let first = match (more, page) {
        (true, page) => Button::press(label!(t, consultations_next), Press::Assign(q.id, page + 1).wire()),
        (false, 0) => back(t, Press::Card(q.id).wire()),
        (false, page) => back(t, Press::Assign(q.id, page - 1).wire()),
    };
    screen.row([first, home(t)])
}

/// Everything that has no answer yet, what waits for a coordinator first.
pub fn open(reader: Reader, profile: &Profile, all: &[Consultation], page: u16) -> Screen {
    let t = reader.tongue;
    let title = say!(t, consultations_open, community = profile.short_name());
    if all.is_empty() {
        return line(t, title.para(say!(t, consultations_open_none)));
    }
    let (shown, more, page) = super::page(all, page, PAGE);
    let lines = shown.iter().fold(Html::default(), |text, q| {
        let topic = topic(t, profile, &q.topic);
        let when = moment::day(t, q.sent_at, profile.tz());
        text.line(if is_stuck(q) {
            say!(t, consultations_open_stuck, id = q.id.0, topic = topic, when = when)
        } else {
            say!(t, consultations_open_line, id = q.id.0, topic = topic, status = status(t, q.stage), when = when)
        })
    });
    let buttons: Vec<Button> = shown
        .iter()
        .map(|q| {
            let label = label!(t, consultations_button, id = q.id.0, topic = topic(t, profile, &q.topic));
            Button::press(label, Press::Card(q.id).wire())
        })
        .collect();
    let mut screen = Screen::new(title.para(lines).para(say!(t, consultations_open_hint)));
    for pair in buttons.chunks(2) {
        screen = screen.row(pair.to_vec());
    }
    screen.row(leaf(t, more, page, |page| Press::OpenPage(page).wire()))
}
