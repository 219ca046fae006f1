//! What a letter holds: words with their markup, pictures or files, and buttons that open addresses. Pure.
//!
//! Nothing may get in here that Telegram would refuse to show: a letter that is refused is refused for everybody.

use serde::{Deserialize, Serialize};

use super::rules::length;
use crate::kernel::effect::Attachment;
use crate::kernel::html::Html;

/// Units of UTF-16 in a message (Bot API, `sendMessage`).
const MESSAGE: usize = 4096;
/// Units of UTF-16 under a picture, a file or an album (Bot API, `sendPhoto`, `sendDocument`, `sendMediaGroup`).
const CAPTION: usize = 1024;

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

    /// How many units are too many under a heading of `heading` units.
    pub fn over(&self, heading: usize) -> usize {
        self.length().saturating_sub(self.room(heading))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
