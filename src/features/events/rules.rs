//! Rules of the plan: what an event is, what may be done with it, and how a place is read. Pure.
//!
//! An event is never announced without a time ahead and a place or a link (domain.md §3.4).

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::kernel::ids::{CommunityId, EventId, PersonId};

/// How long an event lasts when nobody says: our default, no regulation names one.
pub const LASTS: TimeDelta = TimeDelta::minutes(90);
/// The longest title, in characters: it must fit a heading and a calendar.
pub const LONGEST_TITLE: usize = 120;
/// The longest place, in characters.
pub const LONGEST_PLACE: usize = 200;
/// The longest link, in characters.
pub const LONGEST_LINK: usize = 400;
/// The longest reason, in characters.
pub const LONGEST_REASON: usize = 300;

crate::words! {
    /// Where an event stands (domain.md §3.4, as far as it is built).
    pub enum EventState {
        /// In the coordinators' plan; nobody else knows.
        Draft = "draft",
        /// People were asked.
        Announced = "announced",
        /// Will not take place.
        Cancelled = "cancelled",
        /// Over.
        Held = "held",
    }
}

/// A meeting in the plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Its number.
    pub id: EventId,
    /// Whose it is.
    pub community: CommunityId,
    /// Id of the profile's event kind.
    pub kind: String,
    /// As its author called it.
    pub title: String,
    /// When it begins, UTC.
    pub starts_at: DateTime<Utc>,
    /// Where, for everybody to see.
    pub place: Option<String>,
    /// Where on the network: only for those who come (Пер 2.2.2).
    pub link: Option<String>,
    /// How many may come; `None`: as many as wish.
    pub seats: Option<u32>,
    /// The coordinator who made it.
    pub author: PersonId,
    /// Where it stands.
    pub state: EventState,
    /// Raised by every change after the announcement.
    pub version: i64,
    /// The version since which time, place and link are these: an answer to an older card is not taken (domain.md §3.0).
    pub answers_since: i64,
    /// Why it was moved or cancelled.
    pub reason: Option<String>,
}

impl Event {
    /// People may still answer.
    pub fn is_open(&self, now: DateTime<Utc>) -> bool {
        self.state == EventState::Announced && now < self.starts_at
    }

    /// It has begun; the end is not known, so [`LASTS`] is taken for it.
    pub fn is_running(&self, now: DateTime<Utc>) -> bool {
        self.state == EventState::Announced && (self.starts_at..self.ends_at()).contains(&now)
    }

    /// When it is taken to be over.
    pub fn ends_at(&self) -> DateTime<Utc> {
        self.starts_at + LASTS
    }

    /// The name of the author's living card.
    pub fn head(&self) -> String {
        format!("ev:{}:head:{}", self.id, self.author)
    }
}

/// An event on its way into the plan.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// The row, when it lies in the plan already.
    pub event: Option<EventId>,
    /// Id of the profile's event kind.
    pub kind: Option<String>,
    /// What it is called.
    pub title: Option<String>,
    /// When it begins, UTC.
    pub starts_at: Option<DateTime<Utc>>,
    /// Where, for everybody to see.
    pub place: Option<String>,
    /// Where on the network.
    pub link: Option<String>,
    /// How many may come.
    pub seats: Option<u32>,
}

/// Why an event cannot be announced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unready {
    /// Something was never asked; only a draft of an older version can lack it.
    Unfinished,
    /// Its time is over.
    Past,
    /// Neither a place nor a link.
    Nowhere,
}

impl Draft {
    /// Whether people may be asked now.
    ///
    /// # Errors
    /// What is in the way.
    pub fn ready(&self, now: DateTime<Utc>) -> Result<(), Unready> {
        let (Some(_), Some(_), Some(starts_at)) = (&self.kind, &self.title, self.starts_at) else {
            return Err(Unready::Unfinished);
        };
        if starts_at <= now {
            return Err(Unready::Past);
        }
        if self.place.is_none() && self.link.is_none() {
            return Err(Unready::Nowhere);
        }
        Ok(())
    }
}

/// Where an event takes place.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Whereabouts {
    /// For everybody to see.
    pub place: Option<String>,
    /// For those who come.
    pub link: Option<String>,
}

/// Why a place was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nowhere {
    /// Nothing is written.
    Empty,
    /// Longer than [`LONGEST_PLACE`], or a link longer than [`LONGEST_LINK`].
    TooLong,
    /// Two addresses; the second would be seen by everybody.
    TwoLinks,
    /// An address that no browser opens: as a place, everybody would see it.
    Odd,
}

/// What people put around an address.
const AROUND: &[char] = &['(', ')', '[', ']', ',', ';', '<', '>', '«', '»', '"'];

/// Reads a place, a link, or both from one message: an address is the link, the rest is the place. What has a scheme is
/// never a place, for the place is seen by everybody (Пер 2.2.2).
///
/// # Errors
/// Why it was not taken.
pub fn read_place(text: &str) -> Result<Whereabouts, Nowhere> {
    let text = parted(text);
    let (links, words): (Vec<&str>, Vec<&str>) = text.split_whitespace().partition(|word| address(word).is_some());
    if words.iter().any(|word| word.contains("://")) {
        return Err(Nowhere::Odd);
    }
    let place = words.join(" ");
    let place = place.trim_matches([',', ';', ' ', ':', '–', '-']).trim_end_matches([':', '(', '[', '«', '<']);
    let place = place.trim().to_owned();
    let link = match links.as_slice() {
        [] => None,
        [one] => address(one),
        _ => return Err(Nowhere::TwoLinks),
    };
    if place.chars().count() > LONGEST_PLACE || link.as_ref().is_some_and(|l| l.chars().count() > LONGEST_LINK) {
        return Err(Nowhere::TooLong);
    }
    if place.is_empty() && link.is_none() {
        return Err(Nowhere::Empty);
    }
    Ok(Whereabouts { place: (!place.is_empty()).then_some(place), link })
}

/// The text with a space before every address that sticks to a word: «Ссылка:https://…». Inside another address, as in
/// `…?to=https://…`, it stays.
fn parted(text: &str) -> String {
    let lower = text.to_ascii_lowercase();
    let mut parted = String::with_capacity(text.len() + 1);
    let mut from = 0;
    for (at, _) in lower.match_indices("http") {
        let (before, rest) = (&text[from..at], &lower[at..]);
        let word = before.rsplit(char::is_whitespace).next().unwrap_or_default();
        let sticks = !word.trim_matches(AROUND).is_empty() && !word.ends_with(['=', '/', '%', '&', '?', '#']);
        if sticks && (rest.starts_with("http://") || rest.starts_with("https://")) {
            parted.extend([before, " "]);
            from = at;
        }
    }
    parted + &text[from..]
}

/// The word as an address: whatever has `http(s)://`, or a bare `telemost.yandex.ru/j/12` as people copy it.
fn address(word: &str) -> Option<String> {
    let word = word.trim_matches(AROUND).trim_end_matches('.');
    if word.contains(['"', '<', '>']) {
        return None;
    }
    let lower = word.to_lowercase();
    if let Some(rest) = lower.strip_prefix("https://").or_else(|| lower.strip_prefix("http://")) {
        return (!rest.is_empty() && !rest.starts_with(['/', '?', '#'])).then(|| word.to_owned());
    }
    let host = lower.split_once('/')?.0;
    let top = host.split(':').next()?.rsplit_once('.')?.1;
    let plausible = word.is_ascii()
        && !host.ends_with(':')
        && host.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | ':'))
        && top.chars().count() >= 2
        && top.chars().all(char::is_alphabetic);
    plausible.then(|| format!("https://{word}"))
}

/// One line of words as it is kept: no line breaks, no double spaces; `None` if empty or longer than `most` characters.
pub fn read_line(text: &str, most: usize) -> Option<String> {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!line.is_empty() && line.chars().count() <= most).then_some(line)
}

/// A title as it is kept: one line, without the quotation marks around it, which every card sets itself.
pub fn read_title(text: &str) -> Option<String> {
    let line = read_line(text, LONGEST_TITLE)?;
    let inner = [('«', '»'), ('"', '"'), ('“', '”')].into_iter().find_map(|(open, close)| {
        let inner = line.strip_prefix(open)?.strip_suffix(close)?;
        (!inner.contains([open, close])).then(|| inner.trim().to_owned())
    });
    Some(inner.unwrap_or(line)).filter(|title| !title.is_empty())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(text: &str, place: Option<&str>, link: Option<&str>) {
        let expect = Whereabouts { place: place.map(str::to_owned), link: link.map(str::to_owned) };
        assert_eq!(read_place(text), Ok(expect), "{text:?}");
    }

    #[test]
    fn words_are_the_place() {
        check("ТОГИРРО, ауд. 305", Some("ТОГИРРО, ауд. 305"), None);
        check("каб.305/2", Some("каб.305/2"), None);
        check("онлайн", Some("онлайн"), None);
    }

    #[test]
    fn an_address_is_the_link() {
        check("https://telemost.yandex.ru/j/12", None, Some("https://telemost.yandex.ru/j/12"));
        check("HTTPS://T.me/x", None, Some("HTTPS://T.me/x"));
        check("telemost.yandex.ru/j/12", None, Some("https://telemost.yandex.ru/j/12"));
    }

    #[test]
    fn both_in_one_message() {
        check("онлайн https://sber.jazz/q.", Some("онлайн"), Some("https://sber.jazz/q"));
        check("школа 12, https://sber.jazz/q", Some("школа 12"), Some("https://sber.jazz/q"));
    }

    #[test]
    fn what_is_not_taken() {
        assert_eq!(read_place("  "), Err(Nowhere::Empty));
        assert_eq!(read_place(&"я".repeat(201)), Err(Nowhere::TooLong));
        assert_eq!(read_place("https://a.ru https://b.ru"), Err(Nowhere::TwoLinks));
    }

    #[test]
    fn a_title_sheds_its_own_quotation_marks() {
        let title = |text: &str| read_title(text).unwrap_or_default();
        assert_eq!(title(" «Первая\n неделя» "), "Первая неделя");
        assert_eq!(title("«Круг» и «Точка»"), "«Круг» и «Точка»");
        assert_eq!(title("«»"), "");
    }

    #[test]
    fn a_script_is_no_address() {
        check("javascript:alert(1)", Some("javascript:alert(1)"), None);
    }

    #[test]
    fn an_address_that_sticks_to_a_word_is_the_link() {
        let link = Some("https://telemost.yandex.ru/j/12");
        check("Ссылка:https://telemost.yandex.ru/j/12", Some("Ссылка"), link);
        check("онлайнHTTPS://T.me/x", Some("онлайн"), Some("HTTPS://T.me/x"));
        check("[зал](https://telemost.yandex.ru/j/12)", Some("[зал]"), link);
        check("школа 12 (https://telemost.yandex.ru/j/12)", Some("школа 12"), link);
        assert_eq!(read_place("https://a.ru,https://b.ru"), Err(Nowhere::TwoLinks));
    }

    #[test]
    fn an_address_inside_an_address_stays_there() {
        check("https://a.ru/?to=https://b.ru/x", None, Some("https://a.ru/?to=https://b.ru/x"));
        check("https://a.org/web/http://b.ru", None, Some("https://a.org/web/http://b.ru"));
    }

    #[test]
    fn every_web_address_is_a_link() {
        for link in ["https://xn--80a.xn--p1ai/j", "http://10.0.0.5/x", "https://user@host/x", "http://localhost"] {
            check(link, None, Some(link));
        }
    }

    #[test]
    fn another_scheme_is_not_shown_to_everybody() {
        for text in ["zoommtg://zoom.us/join?confno=1", "зал zoom.mtg://x/y", "ссылка=https://a.ru", "https://"]
        {
            assert_eq!(read_place(text), Err(Nowhere::Odd), "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn no_scheme_is_ever_shown_as_a_place(before in "\\PC{0,8}", scheme in "[a-z]{1,8}", after in "\\PC{0,20}") {
            if let Ok(Whereabouts { place: Some(place), .. }) = read_place(&format!("{before}{scheme}://{after}")) {
                prop_assert!(!place.contains("://"), "{place:?}");
            }
        }

        #[test]
        fn no_text_breaks_a_link_out_of_its_quotes(text in "\\PC{0,60}") {
            if let Ok(Whereabouts { link: Some(link), .. }) = read_place(&text) {
                prop_assert!(link.to_lowercase().starts_with("http") && !link.contains(['"', '<', '>', ' ']));
            }
        }
    }
}
