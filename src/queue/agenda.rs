//! What the engine has to do now: one look at its queues, without waiting for the writer.
//!
//! Must never change anything. What is on the agenda may turn out to wait behind something else; then nothing is done.

use chrono::{DateTime, Utc};
use sqlx::SqliteExecutor;

use crate::kernel::time::at_millis;

/// What is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Agenda {
    /// Something came back from the messenger that somebody wants to know.
    pub receipts: bool,
    /// Something came in.
    pub updates: bool,
    /// Some work's time has come.
    pub job: bool,
    /// When there will be more, if nothing happens before.
    pub next: Option<DateTime<Utc>>,
}

/// Looks at the queues as they are at `now`. Ask a reader (`Db::reader`).
///
/// # Errors
/// Storage errors.
pub async fn agenda(db: impl SqliteExecutor<'_>, now: DateTime<Utc>) -> sqlx::Result<Agenda> {
    let now = now.timestamp_millis();
    let seen = sqlx::query!(
        r#"SELECT EXISTS (SELECT 1 FROM outbox
                          WHERE reported = 0 AND finished_at IS NOT NULL AND due_at <= ?1) AS "receipts!: bool",
                  EXISTS (SELECT 1 FROM inbox WHERE state = 'new' AND due_at <= ?1) AS "updates!: bool",
                  EXISTS (SELECT 1 FROM jobs WHERE state = 'waiting' AND due_at <= ?1) AS "job!: bool",
                  (SELECT min(due) FROM (
                       SELECT min(due_at) AS due FROM inbox WHERE state = 'new' AND due_at > ?1
                       UNION ALL SELECT min(due_at) FROM jobs WHERE state = 'waiting' AND due_at > ?1
                       UNION ALL SELECT min(due_at) FROM outbox
                                 WHERE reported = 0 AND finished_at IS NOT NULL AND due_at > ?1)) AS "next: i64""#,
        now
    )
    .fetch_one(db)
    .await?;
    let next = seen.next.map(at_millis);
    Ok(Agenda { receipts: seen.receipts, updates: seen.updates, job: seen.job, next })
}
