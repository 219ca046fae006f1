//! An ear at the door: every call as it came, with the machine's instant, for whoever waits for an answer or measures how
//! long it took. Must never cost a call more than a note in a channel, and nothing at all when nobody listens.

use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

use super::args::Args;
use super::{ChatId, MessageId, PressId, Sandbox};

/// One call of the bot, in short.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heard {
    /// When its head had arrived, by the machine's clock.
    pub at: Instant,
    /// The method as the bot wrote it.
    pub method: String,
    /// The chat it is about; zero for none.
    pub chat: ChatId,
    /// The message it is about; zero for none.
    pub message: MessageId,
    /// The press it answers; zero for none.
    pub press: PressId,
    /// The HTTP status it was answered with; 0 for a broken connection.
    pub status: u16,
}

impl Heard {
    pub(super) fn of(at: Instant, method: &str, args: &Args, status: u16) -> Self {
        Self {
            at,
            method: method.to_owned(),
            chat: ChatId(args.int("chat_id")),
            message: MessageId(args.int("message_id")),
            press: PressId(args.int("callback_query_id")),
            status,
        }
    }

    /// Whether it is this method (any case), and done.
    pub fn did(&self, method: &str) -> bool {
        self.status == 200 && self.method.eq_ignore_ascii_case(method)
    }
}

/// Who listens.
#[derive(Debug, Default)]
pub(super) struct Listeners(Mutex<Vec<UnboundedSender<Heard>>>);

impl Listeners {
    /// Tells everybody who listens; who went away is forgotten.
    pub fn tell(&self, heard: impl FnOnce() -> Heard) {
        let mut listeners = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if !listeners.is_empty() {
            let heard = heard();
            listeners.retain(|listener| listener.send(heard.clone()).is_ok());
        }
    }
}

#[cfg(test)]
impl Listeners {
    pub fn len(&self) -> usize {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).len()
    }
}

impl Sandbox {
    /// Every call from now on, in the order of their ends, until the receiver is dropped. A long poll is told when it
    /// ends.
    pub fn listen(&self) -> UnboundedReceiver<Heard> {
        let (told, hears) = unbounded_channel();
        self.0.listeners.0.lock().unwrap_or_else(PoisonError::into_inner).push(told);
        hears
    }
}
