//! How the sandbox says no: an error code, Telegram's exact words, and for floods the seconds to wait.
//! Must never word a refusal its own way where Telegram has words for it: the bot reads these texts.

use serde_json::{Value, json};

/// What a method answers: the `result` of a success, or a refusal.
pub(super) type Answer = Result<Value, Refusal>;

pub(super) const CHAT_NOT_FOUND: &str = "chat not found";
pub(super) const NOT_MODIFIED: &str = "message is not modified: specified new message content and reply markup are \
     exactly the same as a current content and reply markup of the message";
pub(super) const QUERY_TOO_OLD: &str = "query is too old and response timeout expired or query ID is invalid";
pub(super) const TERMINATED: &str =
    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running";

/// An answer with `ok: false`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Refusal {
    pub code: u16,
    pub description: String,
    /// Seconds; goes to `parameters.retry_after` and to the `Retry-After` header.
    pub retry_after: Option<u64>,
}

impl Refusal {
    /// A refusal with this code and these words as they are.
    pub fn new(code: u16, description: impl Into<String>) -> Self {
        Self { code, description: description.into(), retry_after: None }
    }

    /// `400 Bad Request: …`. The first letter becomes small unless the text is a constant like `BUTTON_DATA_INVALID`,
    /// as `fail_query_with_error` of Telegram's server does it.
    pub fn bad(text: impl AsRef<str>) -> Self {
        Self::new(400, format!("Bad Request: {}", small_first(text.as_ref())))
    }

    /// `403 Forbidden: …`, first letter as in [`Refusal::bad`].
    pub fn forbidden(text: impl AsRef<str>) -> Self {
        Self::new(403, format!("Forbidden: {}", small_first(text.as_ref())))
    }

    /// `429 Too Many Requests: retry after N`.
    pub fn flood(seconds: u64) -> Self {
        Self { code: 429, description: format!("Too Many Requests: retry after {seconds}"), retry_after: Some(seconds) }
    }

    /// The body Telegram sends with this refusal.
    pub fn body(&self) -> Value {
        let mut body = json!({ "ok": false, "error_code": self.code, "description": self.description });
        if let (Some(seconds), Some(fields)) = (self.retry_after, body.as_object_mut()) {
            fields.insert("parameters".to_owned(), json!({ "retry_after": seconds }));
        }
        body
    }
}

fn small_first(text: &str) -> String {
    let mut chars = text.chars();
    let (Some(first), second) = (chars.next(), chars.next()) else { return String::new() };
    if second.is_some_and(|c| c == '_' || c.is_ascii_uppercase()) {
        return text.to_owned();
    }
    let rest = text.strip_prefix(first).unwrap_or_default();
    format!("{}{rest}", first.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_begin_small_and_constants_stay_as_they_are() {
        assert_eq!(Refusal::bad("Message text is empty").description, "Bad Request: message text is empty");
        assert_eq!(Refusal::bad("BUTTON_DATA_INVALID").description, "Bad Request: BUTTON_DATA_INVALID");
    }

    #[test]
    fn a_flood_says_how_long_to_wait_twice() {
        let body = Refusal::flood(7).body();
        assert_eq!(body["description"], "Too Many Requests: retry after 7");
        assert_eq!(body["parameters"]["retry_after"], 7);
    }
}
