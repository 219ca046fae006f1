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

/// The latest instant at which something came in or went out, by the clock of then.
///
/// # Errors
/// Storage errors.
pub async fn latest(db: impl SqliteExecutor<'_>) -> sqlx::Result<Option<DateTime<Utc>>> {
    let latest = sqlx::query_scalar!(
        r#"SELECT max(at) AS "at: i64" FROM (SELECT max(received_at) AS at FROM inbox
                                            UNION ALL SELECT max(finished_at) FROM outbox)"#
    );
    Ok(latest.fetch_one(db).await?.map(at_millis))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::Db;

    const NOW: i64 = 1_700_000_000_000;

    const INBOX: &str = "INSERT INTO inbox (update_id, lane, body, state, due_at, received_at) VALUES ";
    const JOBS: &str = "INSERT INTO jobs (key, slice, body, state, due_at) VALUES ";
    const OUTBOX: &str = "INSERT INTO outbox
        (key, chat, lane, risk, parcel, state, reported, due_at, created_at, finished_at) VALUES ";

    /// What is seen at [`NOW`] when these rows are there: how many wait, how many are held, how soon there is more.
    async fn check(rows: &[(&str, &str)], expect: (i64, i64, Option<i64>)) {
        let dir = tempfile::TempDir::new().unwrap();
        let db = Db::open(&format!("sqlite://{}", dir.path().join("krug.db").display())).await.unwrap();
        let mut tx = db.begin().await.unwrap();
        for (into, values) in rows {
            // `now` stands for the instant in the rows.
            let values = values.replace("now", &NOW.to_string());
            sqlx::query(sqlx::AssertSqlSafe(format!("{into}{values}"))).execute(&mut *tx).await.unwrap();
        }
        tx.commit().await.unwrap();
        let seen = outlook(db.reader(), at_millis(NOW)).await.unwrap();
        let next = seen.next.map(|at| at.timestamp_millis() - NOW);
        assert_eq!((seen.waiting, seen.held, next), expect, "{rows:?}");
    }

    #[tokio::test]
    async fn the_latest_is_what_came_in_or_went_out_last() {
        let dir = tempfile::TempDir::new().unwrap();
        let db = Db::open(&format!("sqlite://{}", dir.path().join("krug.db").display())).await.unwrap();
        assert_eq!(latest(db.reader()).await.unwrap(), None);
        for (row, expect) in [
            (format!("{INBOX}(1, 5, '', 'done', 0, 7000)"), 7000),
            (format!("{OUTBOX}('a', 5, 0, 'repeatable', '', 'sent', 1, 0, 0, 9000)"), 9000),
            (format!("{OUTBOX}('b', 5, 0, 'repeatable', '', 'queued', 1, 11000, 8000, NULL)"), 9000),
        ] {
            let mut tx = db.begin().await.unwrap();
            sqlx::query(sqlx::AssertSqlSafe(row.clone())).execute(&mut *tx).await.unwrap();
            tx.commit().await.unwrap();
            assert_eq!(latest(db.reader()).await.unwrap(), Some(at_millis(expect)), "{row}");
        }
    }

    #[tokio::test]
    async fn nothing_is_to_be_done_in_an_empty_house() {
        check(&[], (0, 0, None)).await;
    }

    #[tokio::test]
    async fn an_update_waits_until_it_is_handled() {
        check(&[(INBOX, "(1, 5, '{}', 'new', 0, now), (2, 5, '', 'done', 0, now)")], (1, 0, None)).await;
    }

    #[tokio::test]
    async fn what_stands_behind_a_row_that_is_not_due_waits_with_it() {
        let lane = "(1, 5, '{}', 'new', now + 9000, now), (2, 5, '{}', 'new', 0, now), (3, 6, '{}', 'new', 0, now)";
        check(&[(INBOX, lane)], (1, 0, Some(9000))).await;
    }

    #[tokio::test]
    async fn a_job_is_due_at_its_instant_and_a_dead_one_never() {
        let jobs =
            "('a', 's', '{}', 'waiting', now), ('b', 's', '{}', 'waiting', now + 1), ('c', 's', '{}', 'dead', 0)";
        check(&[(JOBS, jobs)], (1, 0, Some(1))).await;
    }

    #[tokio::test]
    async fn a_message_waits_until_it_has_arrived() {
        let rows = "('a', 5, 0, 'repeatable', '', 'queued', 1, now, now, NULL),
                    ('b', 6, 0, 'repeatable', '', 'sending', 1, now, now, NULL),
                    ('c', 7, 0, 'repeatable', '', 'sent', 1, now, now, now)";
        check(&[(OUTBOX, rows)], (2, 0, None)).await;
    }

    #[tokio::test]
    async fn a_chat_that_was_just_written_to_may_be_held() {
        let rows = "('a', 5, 0, 'repeatable', '', 'sent', 1, now, now, now - 999),
                    ('b', 5, 0, 'repeatable', '', 'queued', 1, now, now, NULL),
                    ('c', 6, 0, 'repeatable', '', 'sent', 1, now, now, now - 1000),
                    ('d', 6, 0, 'repeatable', '', 'queued', 1, now, now, NULL)";
        check(&[(OUTBOX, rows)], (2, 1, None)).await;
    }

    #[tokio::test]
    async fn an_end_that_is_not_told_yet_is_to_be_told() {
        let rows = "('a', 5, 0, 'repeatable', '', 'sent', 0, now, now, now),
                    ('b', 6, 0, 'repeatable', '', 'sent', 0, now + 60000, now, now)";
        check(&[(OUTBOX, rows)], (1, 0, Some(60_000))).await;
    }
}
