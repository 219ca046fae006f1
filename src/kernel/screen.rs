//! Screens are values: a text and rows of buttons, made by pure functions, compared in tests, drawn by `telegram`.

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
