//! The tray: what decisions have caused and is not in the queues yet. It is emptied into them in a few statements before
//! the transaction of those decisions ends; whoever must see the queues as they will be empties it first.
//!
//! It must never outlive its transaction: what is rolled back is rolled back with its tray.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sqlx::SqliteConnection;

use crate::kernel::effect::Task;
use crate::kernel::ids::ChatId;
use crate::queue::jobs;
use crate::queue::outbox::{self, Draft, Fresh};

/// Nobody reads so many answers: whoever makes us write more of them than Telegram lets through is flooding, and what
/// she did is done all the same.
const FLOOD: i64 = 20;

/// What waits to be written.
#[derive(Default)]
pub(super) struct Tray {
    drafts: Vec<Draft>,
    /// Those of `drafts` that answer what somebody did, by their place: left out where too many wait already.
    answers: Vec<usize>,
    tasks: Vec<Task>,
    dropped: Vec<String>,
    /// What was put into the outbox so far.
    fresh: Vec<Fresh>,
    /// There is more to know of the outbox than what is in `fresh`.
    more: bool,
}

impl Tray {
    /// A message.
    pub(super) fn put(&mut self, draft: Draft) {
        self.drafts.push(draft);
    }

    /// A message that answers what somebody did.
    pub(super) fn answer(&mut self, draft: Draft) {
        self.answers.push(self.drafts.len());
        self.drafts.push(draft);
    }

    /// Work for later; takes the place of what waits under its key.
    pub(super) fn later(&mut self, task: Task) {
        self.forget(&task.key);
        self.tasks.push(task);
    }

    /// Takes work back.
    pub(super) fn drop_task(&mut self, key: String) {
        self.forget(&key);
        self.dropped.push(key);
    }

    fn forget(&mut self, key: &str) {
        self.tasks.retain(|task| task.key != key);
        self.dropped.retain(|dropped| dropped != key);
    }

    /// Something has happened to the outbox that is not in the tray: whoever sends must look.
    pub(super) const fn touched(&mut self) {
        self.more = true;
    }

    /// What has been put into the outbox, if that is all that has happened to it.
    pub(super) fn fresh(self) -> Option<Vec<Fresh>> {
        (!self.more).then_some(self.fresh)
    }

    /// Writes everything into the queues.
    ///
    /// # Errors
    /// Storage errors.
    pub(super) async fn empty(&mut self, db: &mut SqliteConnection, now: DateTime<Utc>) -> sqlx::Result<()> {
        self.stem(db).await?;
        match outbox::put_all(db, std::mem::take(&mut self.drafts), now).await? {
            Some(mut fresh) => self.fresh.append(&mut fresh),
            None => self.more = true,
        }
        if !self.dropped.is_empty() {
            jobs::drop_keys(db, &self.dropped).await?;
            self.dropped.clear();
        }
        for task in self.tasks.drain(..) {
            jobs::put(db, &task).await?;
        }
        Ok(())
    }

    /// Leaves out answers to whoever has [`FLOOD`] of them waiting.
    async fn stem(&mut self, db: &mut SqliteConnection) -> sqlx::Result<()> {
        let answers = std::mem::take(&mut self.answers);
        if answers.is_empty() {
            return Ok(());
        }
        let chats: Vec<ChatId> = answers.iter().filter_map(|at| Some(self.drafts.get(*at)?.chat)).collect();
        let mut waiting: HashMap<ChatId, i64> = outbox::answers_waiting(db, &chats).await?.into_iter().collect();
        let (mut at, mut answers) = (0, answers.into_iter().peekable());
        self.drafts.retain(|draft| {
            let is_answer = answers.next_if_eq(&at).is_some();
            at += 1;
            if !is_answer {
                return true;
            }
            let waits = waiting.entry(draft.chat).or_default();
            *waits += 1;
            let left_out = *waits > FLOOD;
            if left_out {
                tracing::warn!(outcome = "dropped", reason = "flood", "an answer");
            }
            !left_out
        });
        Ok(())
    }
}
