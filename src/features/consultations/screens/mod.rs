//! Screens of questions. Pure: how a question looks to one reader.
//!
//! Whatever carries somebody's words has no button that redraws it: words passed on are kept nowhere else.

pub mod asking;
pub mod cards;
pub mod heads;
pub mod talking;
pub mod which;

use super::Press;
use super::rules::{Consultation, Stage};
use crate::communities::Profile;
use crate::i18n::{home, moment};
use crate::kernel::actor::{Reader, Tongue};
use crate::kernel::html::Html;
use crate::kernel::screen::{Button, Screen};
use crate::{label, say};

/// One question and its reader.
pub struct View<'a> {
    /// Who reads.
    pub reader: Reader,
    /// Where it was asked.
    pub profile: &'a Profile,
    /// The question.
    pub q: &'a Consultation,
    /// The asker's name, only if she shows it.
    pub asker: Option<String>,
    /// The name of whoever has it.
    pub mentor: Option<String>,
}

impl View<'_> {
    /// The reader's language.
    pub fn t(&self) -> Tongue {
        self.reader.tongue
    }

    /// The mentor's name, or the word for one who gave none.
    pub fn mentor_name(&self) -> String {
        self.mentor.clone().unwrap_or_else(|| label!(self.t(), consultations_some_mentor))
    }

    /// «Вопрос №41 · Дисциплина в классе».
    pub fn title(&self) -> Html {
        say!(self.t(), consultations_title, id = self.q.id.0, topic = topic(self.t(), self.profile, &self.q.topic))
    }

    fn when(&self) -> Html {
        say!(self.t(), consultations_when, word = self.q.urgency.word())
    }

    fn by(&self) -> Html {
        match &self.asker {
            Some(name) => say!(self.t(), consultations_by_name, name = name),
            None => say!(self.t(), consultations_by_nobody),
        }
    }

    fn words(&self) -> Html {
        match &self.q.text {
            Some(text) => Html::escaped(text).quoted(),
            None => say!(self.t(), consultations_forgotten),
        }
    }

    fn asked_at(&self) -> Html {
        let at = moment::moment(self.reader, self.q.sent_at, self.profile.tz(), self.profile.city_label());
        say!(self.t(), consultations_sent_at, when = at)
    }

    /// How it stands, who answers, how it was rated.
    fn standing(&self) -> Html {
        let t = self.t();
        let text = say!(t, consultations_status_line, status = status(t, self.q.stage));
        let answered = !self.q.stage.is_free() && self.q.mentor.is_some();
        let text = if answered { text.line(say!(t, consultations_answers, name = self.mentor_name())) } else { text };
        match self.q.rating {
            Some(rating) => text.line(say!(t, consultations_rating, word = rating.word())),
            None if self.q.stage == Stage::Closed && !answered => text.line(say!(t, consultations_unanswered)),
            None => text,
        }
    }

    /// The community's word for whoever coordinates it.
    pub fn coordinator(&self) -> String {
        coordinator(self.t(), self.profile)
    }
}

/// «пока никто не взял».
pub fn status(t: Tongue, stage: Stage) -> String {
    label!(t, consultations_status, stage = stage.word())
}

/// A topic's title; its id if the profile has dropped it since.
pub fn topic(t: Tongue, profile: &Profile, id: &str) -> String {
    profile.topic(id).map_or_else(|| id.to_owned(), |topic| topic.title_in(t.word()).to_owned())
}

/// The community's own word, which it gives in Russian only.
pub fn coordinator(t: Tongue, profile: &Profile) -> String {
    match t {
        Tongue::Ru => profile.terms.coordinator.one().to_owned(),
        Tongue::En => label!(t, consultations_coordinator),
    }
}

/// A line and the way home.
pub fn line(t: Tongue, text: Html) -> Screen {
    Screen::new(text).row([home(t)])
}

/// A line before words to the other side begin: what must not be in them.
pub fn careful(t: Tongue, text: Html) -> Html {
    text.line(say!(t, consultations_no_surnames))
}

/// The question's heading over a line, and the way to it.
pub fn about(view: &View<'_>, text: Html) -> Screen {
    let t = view.t();
    Screen::new(view.title().para(text))
        .row([Button::press(label!(t, consultations_show), Press::Card(view.q.id).wire()), home(t)])
}

/// One page of `all` and whether there is a next one. A page that does not exist shows the first.
pub fn page<T>(all: &[T], page: u16, size: usize) -> (&[T], bool, u16) {
    let from = usize::from(page) * size;
    let (from, page) = if from < all.len() { (from, page) } else { (0, 0) };
    let to = all.len().min(from + size);
    (all.get(from..to).unwrap_or_default(), to < all.len(), page)
}
