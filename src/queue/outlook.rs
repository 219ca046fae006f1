//! How much there is to do at an instant, and when there will be more: one look at all queues at once.
//!
//! Must never change anything, nor wait for the writer: it is asked every few milliseconds while time is run on.

use chrono::{DateTime, Utc};
use sqlx::SqliteExecutor;

use crate::kernel::time::at_millis;

/// What the queues hold, all of it as it stood in one instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outlook {
    /// Rows that are due or being worked on: updates, jobs, messages, receipts. What waits for an earlier row of its lane
    /// that is not due yet is not among them.
    pub waiting: i64,
    /// Of these, messages to chats that got one within the last second: the messenger's limit may hold them.
    pub held: i64,
    /// When the next row is due, after the instant asked about.
    pub next: Option<DateTime<Utc>>,
}

/// Looks at the queues as they are at `now`. Ask a reader (`Db::reader`). One statement is one snapshot: what goes from one
/// queue to another in a transaction is seen in one of them.
///
/// # Errors
/// Storage errors.
pub async fn outlook(db: impl SqliteExecutor<'_>, now: DateTime<Utc>) -> sqlx::Result<Outlook> {
    let now = now.timestamp_millis();
    let seen = sqlx::query!(
        r#"WITH leaving AS MATERIALIZED (
               SELECT q.chat FROM outbox AS q
               WHERE q.state = 'queued' AND q.due_at <= ?1
                 AND NOT EXISTS (SELECT 1 FROM outbox AS e WHERE e.state = 'queued' AND e.chat = q.chat
                                 AND e.lane = q.lane AND e.id < q.id AND e.due_at > ?1))
           SELECT (SELECT count(*) FROM inbox AS i
                   WHERE i.state = 'new' AND i.due_at <= ?1
                     AND NOT EXISTS (SELECT 1 FROM inbox AS e WHERE e.lane = i.lane AND e.state = 'new'
                                     AND e.id < i.id AND e.due_at > ?1))
                + (SELECT count(*) FROM jobs WHERE state = 'waiting' AND due_at <= ?1)
                + (SELECT count(*) FROM outbox WHERE reported = 0 AND finished_at IS NOT NULL AND due_at <= ?1)
                + (SELECT count(*) FROM outbox WHERE state = 'sending')
                + (SELECT count(*) FROM leaving) AS "waiting!: i64",
                  (SELECT count(*) FROM leaving
                   WHERE chat IN (SELECT chat FROM outbox WHERE finished_at > ?1 - 1000)) AS "held!: i64",
                  (SELECT min(due) FROM (
                       SELECT min(due_at) AS due FROM inbox WHERE state = 'new' AND due_at > ?1
                       UNION ALL SELECT min(due_at) FROM jobs WHERE state = 'waiting' AND due_at > ?1
                       UNION ALL SELECT min(due_at) FROM outbox WHERE state = 'queued' AND due_at > ?1
                       UNION ALL SELECT min(due_at) FROM outbox
                                 WHERE reported = 0 AND finished_at IS NOT NULL AND due_at > ?1)) AS "next: i64""#,
        now
    )
    .fetch_one(db)
    .await?;
    Ok(Outlook { waiting: seen.waiting, held: seen.held, next: seen.next.map(at_millis) })
}
