//! Who floods: whoever makes us write more answers than Telegram lets through.
//!
//! Must never leave out anything but an answer, and never cost a question where few answers wait.

use std::collections::HashMap;

use sqlx::SqliteConnection;

use crate::kernel::ids::ChatId;
use crate::queue::outbox;

/// Nobody reads so many answers; what she did is done all the same.
const FLOOD: i64 = 20;
/// So many chats are remembered, in a few megabytes; then all of them are forgotten, and each may have [`FLOOD`] more.
const CHATS: usize = 65_536;

/// How many answers wait for a chat at most: those that were counted there, and those put since. While these are few, nobody
/// need count. A decision that was rolled back only has them counted sooner.
#[derive(Default)]
pub(super) struct Answered(HashMap<ChatId, i64>);

impl Answered {
    /// Has those counted for whom `more` answers could be too many.
    pub(super) async fn look(&mut self, db: &mut SqliteConnection, more: &HashMap<ChatId, i64>) -> sqlx::Result<()> {
        if self.0.len() > CHATS {
            self.0.clear();
        }
        let waiting = |chat| self.0.get(chat).copied().unwrap_or_default();
        let suspects = more.iter().filter(|(chat, n)| waiting(chat) + **n > FLOOD);
        let suspects: Vec<ChatId> = suspects.map(|(chat, _)| *chat).collect();
        if suspects.is_empty() {
            return Ok(());
        }
        for chat in &suspects {
            self.0.remove(chat);
        }
        self.0.extend(outbox::answers_waiting(db, &suspects).await?);
        Ok(())
    }

    /// Whether one more is not too many.
    pub(super) fn may_have(&mut self, chat: ChatId) -> bool {
        let waiting = self.0.entry(chat).or_default();
        let may = *waiting < FLOOD;
        *waiting += i64::from(may);
        may
    }
}
