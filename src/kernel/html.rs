//! Text that is safe to send in Telegram's HTML mode: everything a person typed has been escaped on its way in.
//!
//! There is no way to turn a `String` into [`Html`] without escaping but `Html::trusted`, which only `i18n` and `markup`
//! call.

use serde::{Deserialize, Serialize};

/// Ready HTML of the kind that Telegram understands (`b`, `i`, `a`, `blockquote`, …).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Html(String);

impl Html {
    /// What a person typed, made harmless.
    pub fn escaped(text: &str) -> Self {
        Self(escape(text))
    }

    /// Markup from our own locale files, whose arguments have been escaped, or made by `markup`.
    pub(crate) const fn trusted(markup: String) -> Self {
        Self(markup)
    }

    /// The markup as it is sent.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What the reader sees: without tags, with entities resolved.
    pub fn plain(&self) -> String {
        plain(&self.0)
    }

    /// Nothing to show.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Bold.
    pub fn bold(self) -> Self {
        Self(format!("<b>{}</b>", self.0))
    }

    /// A quotation that clients fold when it is long.
    pub fn quoted(self) -> Self {
        Self(format!("<blockquote expandable>{}</blockquote>", self.0))
    }

    /// Puts `next` on a line of its own; empty parts add nothing.
    #[must_use]
    pub fn line(self, next: Html) -> Self {
        self.joined("\n", next)
    }

    /// Puts `next` into a paragraph of its own; empty parts add nothing.
    #[must_use]
    pub fn para(self, next: Html) -> Self {
        self.joined("\n\n", next)
    }

    fn joined(mut self, by: &str, next: Html) -> Self {
        if next.0.is_empty() {
            return self;
        }
        if !self.0.is_empty() {
            self.0.push_str(by);
        }
        self.0.push_str(&next.0);
        self
    }
}

/// What the reader sees of `html`.
pub fn plain(html: &str) -> String {
    let mut seen = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find(['<', '&']) {
        seen.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = if rest.starts_with('<') { rest.find('>') } else { rest.find(';') };
        let Some(end) = end else { break };
        match &rest[..=end] {
            "&amp;" => seen.push('&'),
            "&lt;" => seen.push('<'),
            "&gt;" => seen.push('>'),
            "&quot;" => seen.push('"'),
            _ => {}
        }
        rest = &rest[end + 1..];
    }
    seen + rest
}

/// Escapes what Telegram's HTML mode reads as markup; quotes too, since a value may stand inside `href`.
pub fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            _ => safe.push(c),
        }
    }
    safe
}
