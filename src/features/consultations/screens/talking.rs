//! What the two sides see of each other's words. No account, no phone, no forward ever: the words are said anew by us.

use super::{View, careful, line};
use crate::features::consultations::Press;
use crate::features::consultations::rules::{Consultation, Side};
use crate::i18n::{home, home_below};
use crate::kernel::actor::Tongue;
use crate::kernel::html::Html;
use crate::kernel::input::Media;
use crate::kernel::screen::{Button, Screen};
use crate::{label, say};

/// «Вопрос №41 · отвечает Нина Павловна».
fn heading(view: &View<'_>, from: Side) -> Html {
    let (t, id) = (view.t(), view.q.id.0);
    match (from, &view.asker) {
        (Side::Mentor, _) => say!(t, consultations_from_mentor, id = id, name = view.mentor_name()),
        (Side::Asker, Some(name)) => say!(t, consultations_from_asker, id = id, name = name),
        (Side::Asker, None) => say!(t, consultations_from_nobody, id = id),
    }
}

fn with_buttons(view: &View<'_>, screen: Screen) -> Screen {
    let (t, q) = (view.t(), view.q);
    screen
        .row([
            Button::press(label!(t, consultations_reply), Press::Reply(q.id).wire()),
            Button::press(label!(t, consultations_close), Press::Close(q.id, q.round).wire()),
        ])
        .row([home_below(t)])
}

/// Words of the other side. All buttons answer below: this message must keep what it says.
pub fn words(view: &View<'_>, from: Side, words: &str, last: bool) -> Screen {
    let screen = Screen::new(heading(view, from).para(Html::escaped(words).quoted()));
    if last { with_buttons(view, screen) } else { screen.row([home_below(view.t())]) }
}

/// The heading of something that follows as it is.
pub fn media(view: &View<'_>, from: Side, kind: Media) -> Screen {
    let kind = match kind {
        Media::Voice => "voice",
        Media::Photo => "photo",
        Media::Document | Media::Contact | Media::Other => "document",
    };
    with_buttons(view, Screen::new(heading(view, from).line(say!(view.t(), consultations_media, kind = kind))))
}

/// The coordinator's one answer; what may be done comes with the next message.
pub fn answer(view: &View<'_>, words: &str) -> Screen {
    Screen::new(heading(view, Side::Mentor).para(Html::escaped(words).quoted())).row([home_below(view.t())])
}

/// A few words of thanks, for the mentor to keep.
pub fn thanks(view: &View<'_>, words: &str) -> Screen {
    let text = say!(view.t(), consultations_thanks, id = view.q.id.0).para(Html::escaped(words).quoted());
    Screen::new(text).row([home_below(view.t())])
}

/// It was passed on; to whom. `several`: she has other open questions.
pub fn passed(view: &View<'_>, by: Side, photo: bool, several: bool) -> Screen {
    let (t, q) = (view.t(), view.q);
    let to = match by {
        Side::Asker => Some(view.mentor_name()),
        Side::Mentor => view.asker.clone(),
    };
    let text = match to {
        Some(name) => say!(t, consultations_passed_to, id = q.id.0, name = name),
        None => say!(t, consultations_passed, id = q.id.0),
    };
    let text = if photo { text.line(say!(t, consultations_photo_hint)) } else { text };
    let close = Button::press(label!(t, consultations_close), Press::Close(q.id, q.round).wire());
    let other = Button::press(label!(t, consultations_other_question), Press::Mine.wire());
    match several {
        true => Screen::new(text).row([close, other]).row([home(t)]),
        false => Screen::new(text).row([close, home(t)]),
    }
}

/// What she wrote is not there any more: a way to send it again.
pub fn send_again(t: Tongue, text: Html, q: &Consultation) -> Screen {
    let again = Button::press(label!(t, consultations_reply), Press::Reply(q.id).wire());
    Screen::new(text).row([again, home_below(t)])
}

/// Her words go there from now on.
pub fn focus(view: &View<'_>) -> Screen {
    let (t, id) = (view.t(), view.q.id);
    let show = Button::press(label!(t, consultations_show), Press::Card(id).wire());
    Screen::new(careful(t, say!(t, consultations_focus, id = id.0))).row([show, home(t)])
}

/// Phone numbers and what nobody can look at are not passed on.
pub fn refused(t: Tongue, kind: Media) -> Screen {
    match kind {
        Media::Contact => line(t, say!(t, consultations_no_contact)),
        _ => line(t, say!(t, consultations_no_other)),
    }
}
