//! What an answer of the Bot API means for the row that was sent: certain, impossible, or unknown.

use chrono::TimeDelta;
use teloxide::{ApiError, RequestError};

use crate::kernel::ids::MessageId;

/// How a call ended.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Ending {
    /// Done; with the number of the message, if there is one.
    Sent(Option<MessageId>),
    /// The person cannot be written to.
    Blocked,
    /// Will never work.
    Refused(String),
    /// The message to be edited is gone, or too old: say it anew.
    Gone,
    /// Not done, and Telegram says how long to wait.
    Flood(TimeDelta),
    /// Not done for certain: nothing has reached the server.
    NotSent(String),
    /// Nobody knows.
    Ambiguous(String),
}

pub(super) fn of(error: &RequestError) -> Ending {
    match error {
        RequestError::RetryAfter(wait) => Ending::Flood(TimeDelta::seconds(i64::from(wait.seconds()))),
        RequestError::MigrateToChatId(_) => Ending::Refused("the group has become a supergroup".to_owned()),
        RequestError::Api(error) => api(error),
        RequestError::Network(e) if e.is_connect() => Ending::NotSent("no connection".to_owned()),
        RequestError::Network(e) if e.is_timeout() => Ending::Ambiguous("no answer in time".to_owned()),
        RequestError::Network(_) => Ending::Ambiguous("the connection broke".to_owned()),
        // The raw answer may hold what people wrote; it stays out of the log.
        RequestError::InvalidJson { .. } => Ending::Ambiguous("the answer is no Bot API answer".to_owned()),
        RequestError::Io(_) => Ending::Refused("a file cannot be read".to_owned()),
    }
}

fn api(error: &ApiError) -> Ending {
    match error {
        ApiError::MessageNotModified => Ending::Sent(None),
        ApiError::MessageToEditNotFound | ApiError::MessageCantBeEdited | ApiError::MessageIdInvalid => Ending::Gone,
        ApiError::BotBlocked
        | ApiError::UserDeactivated
        | ApiError::CantInitiateConversation
        | ApiError::CantTalkWithBots
        | ApiError::ChatNotFound => Ending::Blocked,
        ApiError::Unknown(text) => unknown(text),
        other => Ending::Refused(other.to_string()),
    }
}

/// Wordings that teloxide has no variant for.
fn unknown(text: &str) -> Ending {
    let lower = text.to_lowercase();
    if lower.starts_with("bad request: message is not modified") {
        Ending::Sent(None)
    } else if lower.starts_with("forbidden:") || lower.ends_with("input_user_deactivated") {
        Ending::Blocked
    } else if lower.starts_with("bad request:") {
        Ending::Refused(text.to_owned())
    } else {
        Ending::Ambiguous(text.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &Ending) {
        assert_eq!(&unknown(text), expect, "{text}");
    }

    #[test]
    fn wordings_of_the_server_are_understood() {
        check("Forbidden: bot can't initiate conversation with a user", &Ending::Blocked);
        check("Forbidden: bot was kicked from the group chat", &Ending::Blocked);
        check("Bad Request: message is not modified: specified new message content", &Ending::Sent(None));
        check("Internal Server Error", &Ending::Ambiguous("Internal Server Error".to_owned()));
        check("Bad Request: PEER_ID_INVALID", &Ending::Refused("Bad Request: PEER_ID_INVALID".to_owned()));
    }
}
