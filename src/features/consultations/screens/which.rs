//! «К какому это?»: each open question a button, and no two buttons that look alike.

use super::careful;
use crate::features::consultations::Press;
use crate::features::consultations::focus::Focus;
use crate::i18n::home;
use crate::kernel::actor::Tongue;
use crate::kernel::html::Html;
use crate::kernel::ids::ConsultationId;
use crate::kernel::screen::{Button, Screen};
use crate::{label, say};

/// Questions among which one is chosen by a button each: with «Никому не передавать» and the way home it is six.
const MOST: usize = 4;

/// A small phone shows so much of a button that stands alone in its row.
const WIDTH: usize = 45;

/// An open question as one of its two sides knows it.
#[derive(Clone, Debug)]
pub struct Open {
    /// Its number.
    pub id: ConsultationId,
    /// The name of the other side, if that is shown.
    pub name: Option<String>,
    /// The title of its topic.
    pub topic: String,
    /// What was asked.
    pub words: String,
}

/// «К какому это?» of what waits, after a sentence of the caller's.
pub fn which(t: Tongue, open: &[Open], waits: &Focus, lead: Html) -> Screen {
    let mark = waits.mark();
    let text = lead.line(say!(t, consultations_which, n = open.len()));
    let all = match waits.pending.len() {
        0 | 1 => Html::default(),
        n => say!(t, consultations_which_all, n = n),
    };
    let mut screen = Screen::new(careful(t, text.line(all)));
    let shown = if open.len() > MOST { MOST - 1 } else { MOST };
    for one in open.iter().take(shown) {
        let what = told_apart(one, open);
        let label = label!(t, consultations_button_with, id = one.id.0, name = what);
        screen = screen.row([Button::press(cut(&label), Press::Pass(one.id, mark).wire())]);
    }
    if open.len() > shown {
        screen = screen.button(label!(t, consultations_other_question), Press::Mine.wire());
    }
    let nobody = Button::press(label!(t, consultations_to_nobody), Press::ToNobody.wire());
    screen.row([nobody, home(t)])
}

/// The name of the other side, or the topic; where that is another question's too, as much more as tells the two apart.
fn told_apart(one: &Open, all: &[Open]) -> String {
    let name = |q: &Open| q.name.clone().unwrap_or_else(|| q.topic.clone());
    let alike: Vec<&Open> = all.iter().filter(|q| q.id != one.id && name(q) == name(one)).collect();
    let mut told = vec![name(one)];
    if !alike.is_empty() {
        if one.name.is_some() {
            told.push(one.topic.clone());
        }
        if alike.iter().any(|q| q.topic == one.topic) {
            // Where the words must tell the two apart there is no room for the topic, which does not.
            told.truncate(1);
            told.push(one.words.split_whitespace().collect::<Vec<_>>().join(" "));
        }
    }
    told.retain(|part| !part.is_empty());
    told.join(" · ")
}

/// The label, or as many of its words as there is room for, with «…».
fn cut(label: &str) -> String {
    if label.chars().count() <= WIDTH {
        return label.to_owned();
    }
    let kept: String = label.chars().take(WIDTH - 1).collect();
    let whole = kept.rsplit_once(' ').map(|(words, _)| words).filter(|words| words.chars().count() > WIDTH / 2);
    format!("{}…", whole.unwrap_or(&kept).trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(id: i64, name: Option<&str>, topic: &str, words: &str) -> Open {
        let id = ConsultationId(id);
        Open { id, name: name.map(str::to_owned), topic: topic.to_owned(), words: words.to_owned() }
    }

    fn check(all: &[Open], expect: &[&str]) {
        let told: Vec<String> = all.iter().map(|one| told_apart(one, all)).collect();
        assert_eq!(told, expect);
    }

    #[test]
    fn different_people_are_told_apart_by_their_names() {
        check(&[open(1, Some("Анна"), "Методика", "а"), open(2, None, "Методика", "б")], &["Анна", "Методика"]);
    }

    #[test]
    fn two_questions_of_one_person_are_told_apart_by_the_topic() {
        let all = [open(1, Some("Анна"), "Методика", "а"), open(2, Some("Анна"), "Документы", "б")];
        check(&all, &["Анна · Методика", "Анна · Документы"]);
    }

    #[test]
    fn on_one_topic_they_are_told_apart_by_their_words() {
        let all =
            [open(1, Some("Анна"), "Методика", "Как\nначать?"), open(2, Some("Анна"), "Методика", "А чем кончить?")];
        check(&all, &["Анна · Как начать?", "Анна · А чем кончить?"]);
        let all = [open(1, None, "Методика", "Как начать?"), open(2, None, "Методика", "")];
        check(&all, &["Методика · Как начать?", "Методика"]);
    }

    #[test]
    fn a_long_label_is_cut() {
        assert_eq!(cut(&"я".repeat(60)).chars().count(), WIDTH);
        assert_eq!(cut("№1 · Анна"), "№1 · Анна");
    }
}
