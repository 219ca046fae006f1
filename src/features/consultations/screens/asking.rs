//! Screens of the asking dialogue.

use super::{View, careful, coordinator, topic};
use crate::communities::{Basis, ConsultationKind, Feature, Profile};
use crate::features::consultations::Press;
use crate::features::consultations::dialogue::{Draft, NO_QUESTION, Point};
use crate::features::consultations::rules::Urgency;
use crate::i18n::home;
use crate::kernel::actor::Tongue;
use crate::kernel::html::Html;
use crate::kernel::screen::{Button, Screen};
use crate::kernel::wire::Wire;
use crate::{label, say};

/// Topics on a page: with «Другие темы» and the way home it is six buttons.
const PAGE: usize = 4;
/// The same where «Нет, просто так» is offered too.
const LOOSE_PAGE: usize = 3;

/// The draft's present question, with a line of help above it if something was amiss.
pub fn prompt(t: Tongue, profile: &Profile, draft: &Draft, name: Option<&str>, help: Option<Html>) -> Screen {
    let mut screen = match draft.at {
        Point::Topic => ask_topic(t, profile, draft),
        Point::Urgency => ask_urgency(t),
        Point::Text => ask_text(t, profile, draft),
        Point::Name => ask_name(t, name.unwrap_or_default()),
        Point::Preview => preview(t, profile, draft, name),
        Point::Change => ask_change(t, name.is_some()),
    };
    if let Some(help) = help {
        screen.text = help.para(screen.text);
    }
    screen
}

fn choice(label: String, point: Point, value: &str) -> Button {
    Button::press(label, Wire::choice(Press::SLICE, point.word(), value))
}

fn ask_topic(t: Tongue, profile: &Profile, draft: &Draft) -> Screen {
    let text = if draft.loose {
        say!(t, consultations_ask_loose)
    } else {
        say!(t, consultations_ask).line(ground(t, profile)).para(say!(t, consultations_ask_topic))
    };
    let size = if draft.loose { LOOSE_PAGE - usize::from(draft.beside) } else { PAGE };
    let (topics, more, page) = super::page(&profile.topics, draft.page, size);
    let buttons: Vec<Button> = topics
        .iter()
        .map(|topic| choice(topic.title_in(t.word()).to_owned(), Point::Topic, topic.id.as_str()))
        .collect();
    let mut screen = Screen::new(text);
    for pair in buttons.chunks(2) {
        screen = screen.row(pair.to_vec());
    }
    let mut last = Vec::new();
    if more || page > 0 {
        let next = if more { page + 1 } else { 0 };
        last.push(choice(label!(t, consultations_more_topics), Point::Topic, &format!("+{next}")));
    }
    if draft.loose {
        last.push(choice(label!(t, consultations_no_question), Point::Topic, NO_QUESTION));
        return screen.row(last).row([home(t)]);
    }
    last.push(home(t));
    screen.row(last)
}

/// On what the community rests its advice, in its own words; nothing where the choice is ours.
fn ground(t: Tongue, profile: &Profile) -> Html {
    let switch = profile.feature(Feature::Consultations);
    let text = match (&switch.basis, &switch.note) {
        (Basis::Clause(clause), Some(note)) => say!(t, consultations_ask_note, note = note, clause = clause),
        (Basis::Clause(clause), None) => say!(t, consultations_ask_clause, clause = clause),
        (Basis::Default, _) => Html::default(),
    };
    match profile.consultation_kinds() {
        [ConsultationKind::Online] => text.line(say!(t, consultations_ask_online)),
        _ => text,
    }
}

fn ask_urgency(t: Tongue) -> Screen {
    let mut screen = Screen::new(say!(t, consultations_ask_urgency));
    for urgency in Urgency::ALL {
        let label = label!(t, consultations_urgency, word = urgency.word());
        screen = screen.row([choice(label, Point::Urgency, urgency.word())]);
    }
    screen.row([home(t)])
}

fn ask_text(t: Tongue, profile: &Profile, draft: &Draft) -> Screen {
    let text = match &draft.text {
        Some(text) => careful(t, say!(t, consultations_ask_text_new)).para(Html::escaped(text).quoted()),
        None => careful(t, say!(t, consultations_ask_text)).para(say!(
            t,
            consultations_ask_text_who,
            coordinator = coordinator(t, profile)
        )),
    };
    Screen::new(text).row([home(t)])
}

fn ask_name(t: Tongue, name: &str) -> Screen {
    Screen::new(say!(t, consultations_ask_name, name = name))
        .row([
            choice(label!(t, consultations_name_yes), Point::Name, "yes"),
            choice(label!(t, consultations_name_no), Point::Name, "no"),
        ])
        .row([home(t)])
}

fn preview(t: Tongue, profile: &Profile, draft: &Draft, name: Option<&str>) -> Screen {
    let Some((topic_id, urgency, words, named)) = draft.complete() else {
        return ask_text(t, profile, draft);
    };
    let name = match name.filter(|_| named) {
        Some(name) => say!(t, consultations_preview_name, name = name),
        None => say!(t, consultations_preview_no_name),
    };
    let text = say!(t, consultations_preview)
        .line(say!(t, consultations_preview_topic, topic = topic(t, profile, topic_id)))
        .line(say!(t, consultations_when, word = urgency.word()))
        .line(name)
        .para(Html::escaped(words).quoted())
        .para(careful(t, Html::default()))
        .line(say!(t, consultations_preview_who, coordinator = coordinator(t, profile)));
    Screen::new(text)
        .row([
            Button::press(label!(t, consultations_send), Press::Send(draft.nonce).wire()),
            choice(label!(t, consultations_change), Point::Preview, "change"),
        ])
        .row([home(t)])
}

fn ask_change(t: Tongue, has_name: bool) -> Screen {
    let button =
        |point: Point| choice(label!(t, consultations_change_point, point = point.word()), Point::Change, point.word());
    let second = if has_name { vec![button(Point::Text), button(Point::Name)] } else { vec![button(Point::Text)] };
    Screen::new(say!(t, consultations_ask_change))
        .row([button(Point::Topic), button(Point::Urgency)])
        .row(second)
        .row([choice(label!(t, common_back), Point::Change, Point::Preview.word()), home(t)])
}

/// A coordinator writes the answer.
pub fn answer(view: &View<'_>, help: Option<Html>) -> Screen {
    let t = view.t();
    let text = view.title().para(view.words()).para(careful(t, say!(t, consultations_answer_ask)));
    Screen::new(match help {
        Some(help) => help.para(text),
        None => text,
    })
    .row([Button::press(label!(t, common_back), Press::Card(view.q.id).wire()), home(t)])
}
