//! teloxide's methods, and of their answers only the number of the message: all that is ever asked of them.
//!
//! A crowd's answers are read several thousand times a second; and what is not read cannot be of a kind that teloxide does
//! not know yet. Must never be used for a call of whose answer more is wanted.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use teloxide::requests::{JsonRequest, Payload};
use teloxide::{Bot, RequestError};

use crate::kernel::ids::MessageId;

/// What became of a call (Bot API: a `Message`, a `MessageId`, or `True`).
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum Sent {
    /// It made or changed this one.
    Message {
        /// Its number.
        message_id: i64,
    },
    /// It is about none, and done.
    Done(#[expect(dead_code, reason = "tells the two apart")] bool),
}

impl Sent {
    /// The message that it was about, if it was about one.
    pub(super) fn message(self) -> Option<MessageId> {
        if let Self::Message { message_id } = self { Some(MessageId(message_id)) } else { None }
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
