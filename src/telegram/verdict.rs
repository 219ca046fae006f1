//! What an answer of the Bot API means for the row that was sent: certain, impossible, or unknown.

use chrono::TimeDelta;
use serde_json::Value;
use teloxide::{ApiError, RequestError};

use crate::kernel::ids::MessageId;
use crate::kernel::screen::Screen;

/// How a call ended.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Ending {
    /// Done; with the number of the message, if there is one.
    Sent(Option<MessageId>),
    /// The person cannot be written to.
    Blocked,
    /// Will never work.
    Refused(String),
    /// The message to be edited is gone, or too old: this is to be said anew.
    Anew(Screen),
    /// Telegram does not know the token any more: nothing can be sent until the operator has set another.
    NoToken,
    /// Not done, and Telegram says how long to wait.
    Flood(TimeDelta),
    /// Not done for certain: nothing has reached the server.
    NotSent(String),
    /// Nobody knows.
    Ambiguous(String),
}

impl Ending {
    /// In a word, for figures.
    pub(super) const fn word(&self) -> &'static str {
        match self {
            Self::Sent(_) => "sent",
            Self::Blocked => "blocked",
            Self::Refused(_) => "refused",
            Self::Anew(_) => "gone",
            Self::NoToken => "no_token",
            Self::Flood(_) => "flood",
            Self::NotSent(_) => "not_sent",
            Self::Ambiguous(_) => "unknown",
        }
    }
}

/// What a failed call means. `screen` is what was to be drawn in the place of a message, if that was the call.
pub(super) fn of(error: &RequestError, screen: Option<&Screen>) -> Ending {
    match error {
        RequestError::RetryAfter(wait) => Ending::Flood(TimeDelta::seconds(i64::from(wait.seconds()))),
        RequestError::MigrateToChatId(_) => Ending::Refused("the group has become a supergroup".to_owned()),
        RequestError::Api(error) => api(error, screen),
        RequestError::Network(e) if e.is_connect() => Ending::NotSent("no connection".to_owned()),
        RequestError::Network(e) if e.is_timeout() => Ending::Ambiguous("no answer in time".to_owned()),
        RequestError::Network(_) => Ending::Ambiguous("the connection broke".to_owned()),
        RequestError::InvalidJson { raw, .. } => unread(raw),
        RequestError::Io(_) => Ending::Refused("a file cannot be read".to_owned()),
    }
}

/// An answer that teloxide cannot read may still say that all went well. It may hold what people wrote, so it stays out
/// of the log.
fn unread(raw: &str) -> Ending {
    let answer: Value = serde_json::from_str(raw).unwrap_or_default();
    if answer.get("ok").and_then(Value::as_bool) == Some(true) {
        return Ending::Sent(answer.pointer("/result/message_id").and_then(Value::as_i64).map(MessageId));
    }
    Ending::Ambiguous("the answer is no Bot API answer".to_owned())
}

fn api(error: &ApiError, screen: Option<&Screen>) -> Ending {
    let anew = || screen.map_or(Ending::Refused("the message is gone".to_owned()), |s| Ending::Anew(s.clone()));
    match error {
        ApiError::InvalidToken => Ending::NoToken,
        ApiError::MessageNotModified => Ending::Sent(None),
        ApiError::MessageToEditNotFound | ApiError::MessageCantBeEdited | ApiError::MessageIdInvalid => anew(),
        ApiError::BotBlocked
        | ApiError::UserDeactivated
        | ApiError::CantInitiateConversation
        | ApiError::CantTalkWithBots
        | ApiError::ChatNotFound => Ending::Blocked,
        // A message with a file has a caption and no text: it stays, and the answer stands below it.
        ApiError::Unknown(text) if text.contains("no text in the message to edit") => anew(),
        ApiError::Unknown(text) => unknown(text),
        other => Ending::Refused(fact(&other.to_string())),
    }
}

/// Wordings that teloxide has no variant for.
fn unknown(text: &str) -> Ending {
    let lower = text.to_lowercase();
    if lower.starts_with("bad request: message is not modified") {
        Ending::Sent(None)
    } else if lower.starts_with("forbidden:") || lower.ends_with("input_user_deactivated") {
        Ending::Blocked
    } else if lower.starts_with("bad request: failed to send message #") && lower.contains("too many requests") {
        // A 429 in the middle of an album: its other parts may have arrived.
        Ending::Ambiguous(fact(text))
    } else if lower.starts_with("bad request:") || lower.starts_with("not found") {
        Ending::Refused(fact(text))
    } else {
        Ending::Ambiguous(fact(text))
    }
}

/// A description without what it quotes: that may be somebody's words.
fn fact(description: &str) -> String {
    let told = description.split('"').next().unwrap_or_default();
    told.split(" '").next().unwrap_or_default().trim_end().chars().take(120).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &Ending) {
        assert_eq!(&unknown(text), expect, "{text}");
    }

    #[test]
    fn an_answer_nobody_can_read_may_still_say_that_all_went_well() {
        let raw = r#"{"ok":true,"result":{"message_id":9007199254740991,"chat":{"type":"news"}}}"#;
        assert_eq!(unread(raw), Ending::Sent(Some(MessageId(9_007_199_254_740_991))));
        assert!(matches!(unread("<html>Bad Gateway</html>"), Ending::Ambiguous(_)));
    }

    #[test]
    fn nobodys_words_get_into_a_reason() {
        let said = r#"Bad Request: can't parse entities: Unsupported start tag "Анна Смирнова" at byte offset 3"#;
        assert_eq!(
            unknown(said),
            Ending::Refused("Bad Request: can't parse entities: Unsupported start tag".to_owned())
        );
    }

    #[test]
    fn wordings_of_the_server_are_understood() {
        check("Forbidden: bot can't initiate conversation with a user", &Ending::Blocked);
        check("Forbidden: bot was kicked from the group chat", &Ending::Blocked);
        check("Bad Request: message is not modified: specified new message content", &Ending::Sent(None));
        check("Internal Server Error", &Ending::Ambiguous("Internal Server Error".to_owned()));
        let half =
            r#"Bad Request: failed to send message #2 with the error message "Too Many Requests: retry after 8""#;
        let told = "Bad Request: failed to send message #2 with the error message";
        check(half, &Ending::Ambiguous(told.to_owned()));
        let never = r#"Bad Request: failed to send message #1 with the error message "PHOTO_INVALID_DIMENSIONS""#;
        check(never, &Ending::Refused("Bad Request: failed to send message #1 with the error message".to_owned()));
        check("Not Found: method not found", &Ending::Refused("Not Found: method not found".to_owned()));
        check("Bad Request: PEER_ID_INVALID", &Ending::Refused("Bad Request: PEER_ID_INVALID".to_owned()));
    }
}
