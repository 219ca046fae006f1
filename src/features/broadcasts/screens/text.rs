//! The question of the text, and what is shown of a text. Pure.

use super::super::Press;
use super::super::body::{Body, MOST_LINKS};
use super::super::dialogue::{Draft, step};
use super::super::rules::Broadcast;
use super::preview::{Audience, numbers};
use super::{choice, heading};
use crate::communities::Profile;
use crate::i18n::{back, home};
use crate::kernel::actor::Tongue;
use crate::kernel::effect::AttachmentKind;
use crate::kernel::html::Html;
use crate::kernel::screen::{Button, Screen};
use crate::kernel::text::beginning;
use crate::{label, say};

/// `to`: for whom it is, if that was known before the text.
pub(in super::super) fn ask_text(t: Tongue, profile: &Profile, draft: &Draft, to: Option<&Audience>) -> Screen {
    let body = draft.was.clone().unwrap_or_default();
    let limit = body.room(heading(profile));
    // The words of the button say what comes next.
    let further = match &draft.whom {
        Some(_) if body.media.is_empty() => label!(t, broadcasts_text_keep),
        Some(_) => label!(t, broadcasts_to_preview),
        None => label!(t, broadcasts_to_whom),
    };
    let key = |label: String, value: &str| Button::press(label, choice(step::TEXT, value));
    let text = match body.media.first() {
        None => say!(t, broadcasts_ask_text, limit = limit, links = MOST_LINKS),
        Some(_) => say!(t, broadcasts_ask_caption, limit = limit, further = &further),
    };
    let clear = body.media.first().map(|first| match first.kind {
        AttachmentKind::Photo => label!(t, broadcasts_photos_clear),
        AttachmentKind::Document => label!(t, broadcasts_files_clear),
    });
    let further = (!body.is_empty()).then(|| key(further, "keep"));
    let from = match (&draft.before, draft.after()) {
        (Some(_), _) => choice(step::TEXT, "back"),
        (None, Some(earlier)) => Press::Card(earlier).wire(),
        (None, None) => Press::List.wire(),
    };
    let to = to.map(|to| say!(t, broadcasts_so_far, whom = &to.whom).line(numbers(t, to)));
    Screen::new(text.para(to.unwrap_or_default()).para(so_far(t, &body)))
        .row(further.into_iter().chain(clear.map(|label| key(label, "clear"))))
        .row([back(t, from), home(t)])
}

/// «Файлов: 2»; nothing if there are none.
pub(super) fn files(t: Tongue, body: &Body) -> Html {
    let n = body.media.len();
    match body.media.first().map(|first| first.kind) {
        None => Html::default(),
        Some(AttachmentKind::Photo) => say!(t, broadcasts_photos, n = n),
        Some(AttachmentKind::Document) => say!(t, broadcasts_documents, n = n),
    }
}

/// What is there already; nothing if nothing is.
pub(in super::super) fn so_far(t: Tongue, body: &Body) -> Html {
    let words = body.plain();
    let mut text = if words.trim().is_empty() {
        Html::default()
    } else {
        say!(t, broadcasts_text_was, text = beginning(&words, 200))
    };
    text = text.line(files(t, body));
    if body.buttons.is_empty() {
        return text;
    }
    let labels: Vec<&str> = body.buttons.iter().map(|link| link.label.as_str()).collect();
    text.line(say!(t, broadcasts_links, labels = labels.join(", ")))
}

/// The letter with what it holds stands below this.
pub(in super::super) fn look_below(t: Tongue) -> Screen {
    Screen::new(say!(t, broadcasts_look_below)).row([home(t)])
}

/// The words above the buttons of an album.
pub(in super::super) fn album_keys(t: Tongue, profile: &Profile) -> Screen {
    Screen::new(say!(t, broadcasts_album_keys, community = profile.short_name()))
}

/// What can be done with a text that stands above.
pub(in super::super) fn under_text(t: Tongue, b: &Broadcast) -> Screen {
    let words = !b.body.plain().trim().is_empty();
    Screen::new(say!(t, broadcasts_under_text))
        .row(words.then(|| Button::press(label!(t, broadcasts_copy), Press::Copy(b.id).wire())))
        .row([Button::press(label!(t, broadcasts_to_card), Press::Card(b.id).wire()), home(t)])
}

/// A part of the text for a network that knows no markup: a tap copies it.
pub(in super::super) fn copied(t: Tongue, part: &str) -> Screen {
    Screen::new(crate::kernel::markup::block(part)).row([home(t)])
}

/// The words under the file for Word.
pub(in super::super) fn copied_file(t: Tongue, b: &Broadcast) -> Screen {
    let apart = match b.body.media.first().map(|first| first.kind) {
        None => Html::default(),
        Some(AttachmentKind::Photo) => say!(t, broadcasts_copied_no_photos),
        Some(AttachmentKind::Document) => say!(t, broadcasts_copied_no_files),
    };
    Screen::new(say!(t, broadcasts_copied).line(apart))
        .row([Button::press(label!(t, broadcasts_to_card), Press::Card(b.id).wire()), home(t)])
}
