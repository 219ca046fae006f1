//! The tray: what decisions have caused and is not in the queues yet. It is emptied into them in a few statements before
//! the transaction of those decisions ends; whoever must see the queues as they will be empties it first.
//!
//! It must never outlive its transaction: what is rolled back is rolled back with its tray.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sqlx::SqliteConnection;

use crate::kernel::effect::Task;
use crate::queue::jobs;
use crate::queue::outbox::{self, Draft, Fresh};

use super::answered::Answered;

/// What waits to be written.
#[derive(Default)]
pub(super) struct Tray {
    drafts: Vec<Draft>,
    /// Those of `drafts` that answer what somebody did, by their place: left out where too many wait already.
    answers: Vec<usize>,
    answered: Answered,
    tasks: Vec<Task>,
    dropped: Vec<String>,
    /// What was put into the outbox so far.
    fresh: Vec<Fresh>,
    /// There is more to know of the outbox than what is in `fresh`.
    more: bool,
}

impl Tray {
    /// A tray that goes on counting answers.
    pub(super) fn counting(answered: Answered) -> Self {
        Self { answered, ..Self::default() }
    }

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

    /// What has been put into the outbox, if that is all that has happened to it; and the answers counted so far.
    pub(super) fn emptied(self) -> (Option<Vec<Fresh>>, Answered) {
        ((!self.more).then_some(self.fresh), self.answered)
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

    /// Leaves out answers to whoever has too many of them waiting.
    async fn stem(&mut self, db: &mut SqliteConnection) -> sqlx::Result<()> {
        let answers = std::mem::take(&mut self.answers);
        if answers.is_empty() {
            return Ok(());
        }
        let mut more = HashMap::new();
        for draft in answers.iter().filter_map(|at| self.drafts.get(*at)) {
            *more.entry(draft.chat).or_default() += 1;
        }
        self.answered.look(db, &more).await?;
        let (mut at, mut answers) = (0, answers.into_iter().peekable());
        self.drafts.retain(|draft| {
            let is_answer = answers.next_if_eq(&at).is_some();
            at += 1;
            let left_out = is_answer && !self.answered.may_have(draft.chat);
            if left_out {
                tracing::warn!(outcome = "dropped", reason = "flood", "an answer");
            }
            !left_out
        });
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::Db;
    use crate::kernel::effect::Risk;
    use crate::kernel::ids::ChatId;
    use crate::kernel::time::at_millis;
    use crate::queue::outbox::Parcel;

    fn answer(key: String) -> Draft {
        Draft {
            key,
            chat: ChatId(5),
            person: None,
            lane: 0,
            risk: Risk::Repeatable,
            parcel: Parcel::Commands(Vec::new()),
            anchor: None,
            group: None,
            until: None,
        }
    }

    #[tokio::test]
    async fn whoever_floods_in_many_small_portions_has_twenty_answers_waiting_all_the_same() {
        let dir = tempfile::tempdir().unwrap();
        let db = Db::open(&format!("sqlite:{}", dir.path().join("k.db").display())).await.unwrap();
        let mut answered = Answered::default();
        for portion in 0..5 {
            let mut tx = db.begin().await.unwrap();
            let mut tray = Tray::counting(answered);
            for n in 0..9 {
                tray.answer(answer(format!("{portion}:{n}")));
            }
            tray.empty(&mut tx, at_millis(0)).await.unwrap();
            answered = tray.emptied().1;
            tx.commit().await.unwrap();
        }
        let waiting = outbox::answers_waiting(&mut db.begin().await.unwrap(), &[ChatId(5)]).await.unwrap();
        assert_eq!(waiting, [(ChatId(5), 20)]);
    }
}
