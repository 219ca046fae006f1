//! Screens are values: a text and rows of buttons, made by pure functions, compared in tests, drawn by `telegram`.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::html::Html;
use super::wire::Wire;

/// What a person sees: one message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Screen {
    /// The words.
    pub text: Html,
    /// The buttons, row by row. At most six on a screen, two in a row: small phones, elderly mentors.
    pub rows: Vec<Vec<Button>>,
}

/// One button.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Button {
    /// Plain words, never an emoji alone.
    pub label: String,
    /// What it does.
    pub act: Act,
}

/// What a button does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Act {
    /// Tells the bot.
    Press(Wire),
    /// Opens an address.
    Open(String),
}

impl Screen {
    /// The same screen with a paragraph before its text.
    #[must_use]
    pub fn headed(self, lead: Html) -> Self {
        Self { text: lead.para(self.text), ..self }
    }

    /// A text without buttons.
    pub const fn new(text: Html) -> Self {
        Self { text, rows: Vec::new() }
    }

    /// Adds a row.
    #[must_use]
    pub fn row(mut self, buttons: impl IntoIterator<Item = Button>) -> Self {
        let row: Vec<Button> = buttons.into_iter().collect();
        if !row.is_empty() {
            self.rows.push(row);
        }
        self
    }

    /// Adds a row of one button.
    #[must_use]
    pub fn button(self, label: impl Into<String>, wire: Wire) -> Self {
        self.row([Button::press(label, wire)])
    }
}

impl Button {
    /// A button that tells the bot.
    pub fn press(label: impl Into<String>, wire: Wire) -> Self {
        Self { label: label.into(), act: Act::Press(wire) }
    }

    /// A button that opens an address.
    pub fn open(label: impl Into<String>, address: impl Into<String>) -> Self {
        Self { label: label.into(), act: Act::Open(address.into()) }
    }
}

/// Which of `len` entries, `size` a page, are shown on `page`, and which page «Ещё» leads to: the next one, or from the last
/// back to the first. A page that is no more is the first.
pub fn ring(len: usize, page: u32, size: usize) -> (Range<usize>, Option<u32>) {
    let pages = u32::try_from(len.div_ceil(size)).unwrap_or(u32::MAX).max(1);
    let page = if page < pages { page } else { 0 };
    let from = usize::try_from(page).unwrap_or_default() * size;
    (from..len.min(from + size), (pages > 1).then_some((page + 1) % pages))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(len: usize, page: u32, expect: (Range<usize>, Option<u32>)) {
        assert_eq!(ring(len, page, 4), expect, "{len} entries, page {page}");
    }

    #[test]
    fn one_page_needs_no_more() {
        check(0, 0, (0..0, None));
        check(4, 0, (0..4, None));
    }

    #[test]
    fn the_last_page_leads_to_the_first() {
        check(9, 0, (0..4, Some(1)));
        check(9, 1, (4..8, Some(2)));
        check(9, 2, (8..9, Some(0)));
    }

    #[test]
    fn a_page_that_is_no_more_is_the_first() {
        check(5, 7, (0..4, Some(1)));
    }
}
