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
}

/// Reads a place, a link, or both from one message: an address is the link, the rest is the place.
///
/// # Errors
/// Why it was not taken.
pub fn read_place(text: &str) -> Result<Whereabouts, Nowhere> {
    let (links, words): (Vec<&str>, Vec<&str>) = text.split_whitespace().partition(|word| address(word).is_some());
    let place = words.join(" ").trim_matches([',', ';', ' ', ':', '–', '-']).to_owned();
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

/// The word as an address: with `http(s)://`, or a bare `telemost.yandex.ru/j/12` as people copy it.
fn address(word: &str) -> Option<String> {
    let word = word.trim_matches(['(', ')', ',', ';', '<', '>', '«', '»', '"']).trim_end_matches('.');
    let lower = word.to_lowercase();
    let rest = lower.strip_prefix("https://").or_else(|| lower.strip_prefix("http://"));
    let (host, bare) = match rest {
        Some(rest) => (rest.split(['/', '?', '#']).next()?, false),
        None => (lower.split_once('/')?.0, true),
    };
    let top = host.split(':').next()?.rsplit_once('.')?.1;
    let plausible = host.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | ':'))
        && top.chars().count() >= 2
        && top.chars().all(char::is_alphabetic);
    if !plausible || word.contains(['"', '<', '>']) || (bare && !word.is_ascii()) {
        return None;
    }
    Some(if bare { format!("https://{word}") } else { word.to_owned() })
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
        check("http://localhost", Some("http://localhost"), None);
    }

    proptest! {
        #[test]
        fn no_text_breaks_a_link_out_of_its_quotes(text in "\\PC{0,60}") {
            if let Ok(Whereabouts { link: Some(link), .. }) = read_place(&text) {
                prop_assert!(link.to_lowercase().starts_with("http") && !link.contains(['"', '<', '>', ' ']));
            }
        }
    }
}
