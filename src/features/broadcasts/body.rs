//! What a letter holds: words with their markup, pictures or files, and buttons that open addresses. Pure.
//!
//! Nothing may get in here that Telegram would refuse to show: a letter that is refused is refused for everybody.

use serde::{Deserialize, Serialize};

use super::rules::length;
use crate::kernel::effect::Attachment;
use crate::kernel::html::Html;
use crate::kernel::{address, markup};

/// Units of UTF-16 in a message (Bot API, `sendMessage`).
const MESSAGE: usize = 4096;
/// Units of UTF-16 under a picture, a file or an album (Bot API, `sendPhoto`, `sendDocument`, `sendMediaGroup`).
const CAPTION: usize = 1024;

/// So many pictures or files make an album (Bot API, `sendMediaGroup`).
pub const MOST_FILES: usize = 10;
/// So many buttons of a coordinator fit above ours: six on a screen.
pub const MOST_LINKS: usize = 3;
/// Longer labels are cut off on small phones.
const LABEL: usize = 40;

/// What a letter holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Kept")]
pub struct Body {
    /// The words, as they were typed.
    pub html: Html,
    /// Pictures, or files: never both, at most ten (Bot API, `sendMediaGroup`).
    pub media: Vec<Attachment>,
    /// Addresses that open at a press.
    pub buttons: Vec<Link>,
}

/// A button that opens an address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// What stands on it.
    pub label: String,
    /// `https://…`, as Telegram takes it.
    pub url: String,
}

/// As it was kept: drafts once were nothing but words.
#[derive(Deserialize)]
#[serde(untagged)]
enum Kept {
    Words(String),
    Whole {
        #[serde(default)]
        html: Html,
        #[serde(default)]
        media: Vec<Attachment>,
        #[serde(default)]
        buttons: Vec<Link>,
    },
}

impl From<Kept> for Body {
    fn from(kept: Kept) -> Self {
        match kept {
            Kept::Words(words) => Self::of(Html::escaped(&words)),
            Kept::Whole { html, media, buttons } => Self { html, media, buttons },
        }
    }
}

impl Body {
    /// Words alone.
    pub const fn of(html: Html) -> Self {
        Self { html, media: Vec::new(), buttons: Vec::new() }
    }

    /// The words without their markup.
    pub fn plain(&self) -> String {
        self.html.plain()
    }

    /// Several pictures or files together: no buttons can stand under them (Bot API, `sendMediaGroup`).
    pub fn is_album(&self) -> bool {
        self.media.len() > 1
    }

    /// So many messages one letter is: an album one with each of its items, and one with its buttons.
    pub fn messages(&self) -> i32 {
        let items = if self.is_album() { self.media.len() + 1 } else { 1 };
        i32::try_from(items).unwrap_or(1)
    }

    /// How many units of UTF-16 the reader sees.
    pub fn length(&self) -> usize {
        length(&self.plain())
    }

    /// Neither words nor anything else: as an erased letter is.
    pub fn is_empty(&self) -> bool {
        self.html.is_empty() && self.media.is_empty()
    }

    /// So many units of UTF-16 fit, under a heading of `heading` units.
    pub const fn room(&self, heading: usize) -> usize {
        let all = if self.media.is_empty() { MESSAGE } else { CAPTION };
        all.saturating_sub(heading)
    }
}

/// What is wrong with a line that was to be a button.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// The address is none that Telegram opens.
    Address {
        /// What was to stand on the button.
        label: String,
        /// What was typed for an address.
        typed: String,
    },
    /// What was to stand on the button is too long.
    Label(String),
    /// There are so many.
    Many(usize),
}

/// Takes the buttons off the end of a text: `label | address`, a line each, after an empty line. Without an empty line the
/// last lines are taken whose addresses say of themselves what they are (`https://…`), if they fit. All others are words.
///
/// # Errors
/// The first flaw; then nothing is taken off.
pub fn read(words: &Html) -> Result<(Html, Vec<Link>), Flaw> {
    let plain = words.plain();
    let lines: Vec<&str> = plain.split('\n').collect();
    let end = lines.iter().rposition(|line| !line.trim().is_empty()).map_or(0, |n| n + 1);
    let after_last = |is: fn(&str) -> bool| lines[..end].iter().rposition(|line| is(line)).map_or(0, |n| n + 1);
    let paragraph = after_last(|line| line.trim().is_empty());
    let of = |start: usize| -> Option<Vec<(&str, &str)>> { lines[start..end].iter().map(|line| pair(line)).collect() };
    let (start, pairs) = match of(paragraph).filter(|pairs| pairs.iter().any(|(_, to)| looks_like_address(to))) {
        Some(pairs) if paragraph > 0 => (paragraph, pairs),
        _ => {
            let start = after_last(|line| pair(line).is_none_or(|(_, to)| !to.contains("://")));
            let fit = |pairs: &Vec<(&str, &str)>| {
                pairs.len() <= MOST_LINKS && pairs.iter().all(|(label, to)| link(label, to).is_ok())
            };
            (start, of(start).filter(fit).unwrap_or_default())
        }
    };
    if start == 0 || pairs.is_empty() {
        return Ok((words.clone(), Vec::new()));
    }
    if pairs.len() > MOST_LINKS {
        return Err(Flaw::Many(pairs.len()));
    }
    let links = pairs.into_iter().map(|(label, typed)| link(label, typed)).collect::<Result<_, _>>()?;
    let kept = lines[..start].join("\n").trim_end().chars().count();
    Ok((markup::beginning(words, kept), links))
}

fn pair(line: &str) -> Option<(&str, &str)> {
    let (label, to) = line.rsplit_once('|')?;
    let (label, to) = (label.trim(), to.trim());
    (!label.is_empty() && !to.is_empty()).then_some((label, to))
}

fn looks_like_address(typed: &str) -> bool {
    typed.contains("://") || typed.starts_with("tg:") || (typed.contains('.') && !typed.contains(char::is_whitespace))
}

fn link(label: &str, typed: &str) -> Result<Link, Flaw> {
    if label.chars().count() > LABEL {
        return Err(Flaw::Label(label.to_owned()));
    }
    match address::read(typed) {
        Some(url) => Ok(Link { label: label.to_owned(), url }),
        None => Err(Flaw::Address { label: label.to_owned(), typed: typed.to_owned() }),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(typed: &str, text: &str, links: &[(&str, &str)]) {
        let (words, found) = read(&Html::escaped(typed)).unwrap();
        let found: Vec<(&str, &str)> = found.iter().map(|l| (l.label.as_str(), l.url.as_str())).collect();
        assert_eq!((words.plain().as_str(), found.as_slice()), (text, links));
    }

    fn check_flaw(typed: &str, expect: &Flaw) {
        assert_eq!(read(&Html::escaped(typed)).as_ref(), Err(expect));
    }

    #[test]
    fn the_last_lines_become_buttons() {
        let typed = "Ждём вас\n\nРегистрация | https://example.org/a?b&c\nКарта|example.org\n";
        check(typed, "Ждём вас", &[("Регистрация", "https://example.org/a?b&c"), ("Карта", "https://example.org/")]);
    }

    #[test]
    fn an_address_that_is_plain_to_see_needs_no_empty_line() {
        check("Ждём вас\nСюда | https://example.org", "Ждём вас", &[("Сюда", "https://example.org/")]);
        let typed = "В зале:\nИванов | 5А\nСюда | https://x.ru\nИ сюда | http://y.ru\n\n";
        check(typed, "В зале:\nИванов | 5А", &[("Сюда", "https://x.ru/"), ("И сюда", "http://y.ru/")]);
        let many = ["Ждём", "А | https://x.ru", "Б | https://x.ru", "В | https://x.ru", "Г | https://x.ru"].join("\n");
        let after = "Ждём\nСюда | https://x.ru\nи все";
        for words in ["Ждём\nКарта | x.ru", after, "А | https://x.ru\nБ | https://y.ru", "А\nБ | в://г", &many]
        {
            check(words, words, &[]);
        }
    }

    #[test]
    fn lines_that_are_words_stay_words() {
        for words in ["Ждём\n\nИванов | 5А", "Сайт | https://example.org", "а\n\nб | в.г\nпросто строка", "", "\n\n"]
        {
            check(words, words, &[]);
        }
    }

    #[test]
    fn a_flaw_is_named() {
        let bad = Flaw::Address { label: "Сюда".to_owned(), typed: "htp://example.org".to_owned() };
        check_flaw("а\n\nСюда | htp://example.org", &bad);
        check_flaw("а\n\nб | x.ru\nб | x.ru\nб | x.ru\nб | x.ru", &Flaw::Many(4));
        check_flaw(&format!("а\n\n{} | x.ru", "ж".repeat(41)), &Flaw::Label("ж".repeat(41)));
    }

    #[test]
    fn markup_above_the_buttons_stays() {
        let mark = |offset, length| markup::Mark { style: markup::Style::Bold, offset, length };
        let (words, _) = read(&markup::marked("Ждём\n\nА | x.ru", &[mark(0, 12)])).unwrap();
        assert_eq!(words.as_str(), "<b>Ждём</b>");
    }

    proptest! {
        #[test]
        fn any_text_is_read_and_only_its_end_is_taken(typed in "[а-в|.:/x \n]{0,40}") {
            if let Ok((words, _)) = read(&Html::escaped(&typed)) {
                prop_assert!(typed.starts_with(&words.plain()));
            }
        }
    }

    #[test]
    fn a_draft_of_nothing_but_words_is_read() {
        let read: Body = serde_json::from_str(r#""a < b""#).unwrap();
        assert_eq!(read, Body::of(Html::escaped("a < b")));
        assert_eq!(serde_json::from_str::<Body>(&serde_json::to_string(&read).unwrap()).unwrap(), read);
    }

    #[test]
    fn an_erased_letter_is_empty() {
        assert!(serde_json::from_str::<Body>("{}").unwrap().is_empty());
    }
}
