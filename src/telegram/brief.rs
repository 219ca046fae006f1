//! teloxide's methods, and of their answers only the number of the message: all that is ever asked of them.
//!
//! A crowd's answers are read several thousand times a second; and what is not read cannot be of a kind that teloxide does
//! not know yet. Must never be used for a call of whose answer more is wanted.

use std::fmt;
use std::time::Duration;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use teloxide::requests::{JsonRequest, Payload};
use teloxide::{Bot, RequestError};

use crate::kernel::ids::MessageId;

/// What became of a call (Bot API: a `Message`, a `MessageId`, or `True`): the message that it made or changed, if any.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Sent(pub(super) Option<MessageId>);

impl<'de> Deserialize<'de> for Sent {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // Asked for what comes, what is not read is not kept once more: an untagged enum would keep the whole message.
        deserializer.deserialize_any(Short)
    }
}

struct Short;

impl<'de> Visitor<'de> for Short {
    type Value = Sent;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a message, or true")
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<Sent, E> {
        Ok(Sent(None))
    }

    fn visit_map<A: MapAccess<'de>>(self, fields: A) -> Result<Sent, A::Error> {
        #[derive(Deserialize)]
        struct Numbered {
            message_id: i64,
        }
        let Numbered { message_id } = Numbered::deserialize(MapAccessDeserializer::new(fields))?;
        Ok(Sent(Some(MessageId(message_id))))
    }
}

/// A method whose answer is read in short.
#[derive(Serialize)]
#[serde(transparent)]
struct Brief<P>(P);

impl<P: Payload> Payload for Brief<P> {
    type Output = Sent;
    const NAME: &'static str = P::NAME;

    fn timeout_hint(&self) -> Option<Duration> {
        self.0.timeout_hint()
    }
}

/// Makes the call.
///
/// # Errors
/// As teloxide has them.
pub(super) async fn call<P: Payload + Serialize + 'static>(bot: &Bot, method: P) -> Result<Sent, RequestError> {
    JsonRequest::new(bot.clone(), Brief(method)).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(answer: &str, expect: Option<i64>) {
        let sent: Sent = serde_json::from_str(answer).unwrap();
        assert_eq!(sent, Sent(expect.map(MessageId)));
    }

    #[test]
    fn only_the_number_of_the_message_is_read() {
        check(r#"{"message_id":7}"#, Some(7));
        check(r#"{"new_kind":{"x":[1,{}]},"message_id":7,"date":"soon","chat":null}"#, Some(7));
        check("true", None);
    }

    #[test]
    fn anything_else_is_no_answer() {
        for odd in ["{}", r#"{"message_id":"7"}"#, "[]", "null", "7"] {
            assert!(serde_json::from_str::<Sent>(odd).is_err(), "{odd}");
        }
    }
}
