//! How long the queues are, how long their oldest rows have waited, and what was given up: figures for whoever watches.
//!
//! Must never ask the writer, change anything, or tell whose a row is.

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::SqliteConnection;

use super::outbox::Turn;
use crate::kernel::time::at_millis;

/// What was given up so lately is counted: as long as an update that was given up keeps its content (`inbox::sweep`).
const LATELY: TimeDelta = TimeDelta::hours(72);

/// One queue.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Depth {
    /// Rows that wait.
    pub waiting: i64,
    /// Since when the one waits that has waited longest.
    pub since: Option<DateTime<Utc>>,
}

impl Depth {
    /// How long the oldest row has waited; nothing if none waits.
    pub fn age(&self, now: DateTime<Utc>) -> TimeDelta {
        self.since.map_or(TimeDelta::zero(), |since| (now - since).max(TimeDelta::zero()))
    }
}

/// What was given up within the last 72 hours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Dead {
    /// Updates.
    pub updates: i64,
    /// Jobs.
    pub jobs: i64,
}

/// All queues.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Depths {
    /// Updates that are not decided.
    pub inbox: Depth,
    /// Messages and answers that have not arrived, by [`Turn`].
    pub outbox: [Depth; Turn::ALL.len()],
    /// Jobs that are due.
    pub jobs: Depth,
    /// Jobs for later.
    pub later: i64,
    /// Given up.
    pub dead: Dead,
    /// When the last update came; nobody knows after three days.
    pub came: Option<DateTime<Utc>>,
    /// When the last message left; nobody knows after thirty days.
    pub left: Option<DateTime<Utc>>,
}

/// Looks at the queues as they are at `now`. Ask a reader (`Db::reader`).
///
/// # Errors
/// Storage errors.
pub async fn depths(db: &mut SqliteConnection, now: DateTime<Utc>) -> sqlx::Result<Depths> {
    let mut seen = given_up(db, now).await?;
    let at = now.timestamp_millis();
    let inbox = sqlx::query!(
        r#"SELECT (SELECT count(*) FROM inbox WHERE state = 'new') AS "waiting!: i64",
                  (SELECT received_at FROM inbox WHERE state = 'new' ORDER BY id LIMIT 1) AS "since: i64",
                  (SELECT received_at FROM inbox ORDER BY id DESC LIMIT 1) AS "came: i64""#
    )
    .fetch_one(&mut *db)
    .await?;
    seen.inbox = Depth { waiting: inbox.waiting, since: inbox.since.map(at_millis) };
    seen.came = inbox.came.map(at_millis);
    let jobs = sqlx::query!(
        r#"SELECT (SELECT count(*) FROM jobs WHERE state = 'waiting' AND due_at <= ?1) AS "due!: i64",
                  (SELECT count(*) FROM jobs WHERE state = 'waiting' AND due_at > ?1) AS "later!: i64",
                  (SELECT min(due_at) FROM jobs WHERE state = 'waiting' AND due_at <= ?1) AS "since: i64""#,
        at
    )
    .fetch_one(&mut *db)
    .await?;
    seen.jobs = Depth { waiting: jobs.due, since: jobs.since.map(at_millis) };
    seen.later = jobs.later;
    outbox(db, &mut seen).await?;
    Ok(seen)
}

async fn given_up(db: &mut SqliteConnection, now: DateTime<Utc>) -> sqlx::Result<Depths> {
    let since = (now - LATELY).timestamp_millis();
    let dead = sqlx::query_as!(
        Dead,
        r#"SELECT (SELECT count(*) FROM inbox WHERE state = 'dead' AND received_at > ?1) AS "updates!: i64",
                  (SELECT count(*) FROM jobs WHERE state = 'dead' AND due_at > ?1) AS "jobs!: i64""#,
        since
    )
    .fetch_one(db)
    .await?;
    Ok(Depths { dead, ..Depths::default() })
}

async fn outbox(db: &mut SqliteConnection, seen: &mut Depths) -> sqlx::Result<()> {
    // Rows are numbered in the order in which they are put in: the first of a turn has waited longest.
    let turns = sqlx::query!(
        r#"SELECT w.turn AS "turn!: i64", w.waiting AS "waiting!: i64", o.created_at AS "since!: i64"
           FROM (SELECT turn, count(*) AS waiting, min(id) AS first FROM outbox WHERE state = 'queued' GROUP BY turn) AS w
           JOIN outbox AS o ON o.id = w.first"#
    )
    .fetch_all(&mut *db)
    .await?;
    for turn in turns {
        let place = usize::try_from(turn.turn).ok().and_then(|at| seen.outbox.get_mut(at));
        if let Some(place) = place {
            *place = Depth { waiting: turn.waiting, since: Some(at_millis(turn.since)) };
        }
    }
    let left = sqlx::query_scalar!(
        r#"SELECT finished_at AS "left!: i64" FROM outbox WHERE finished_at IS NOT NULL AND state = 'sent'
           ORDER BY finished_at DESC LIMIT 1"#
    );
    seen.left = left.fetch_optional(db).await?.map(at_millis);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::Db;

    const NOW: i64 = 1_700_000_000_000;

    async fn seen(rows: &[&str]) -> Depths {
        let dir = tempfile::TempDir::new().unwrap();
        let db = Db::open(&format!("sqlite://{}", dir.path().join("krug.db").display())).await.unwrap();
        let mut tx = db.begin().await.unwrap();
        for row in rows {
            // `now` stands for the instant in the rows.
            let row = row.replace("now", &NOW.to_string());
            sqlx::query(sqlx::AssertSqlSafe(row)).execute(&mut *tx).await.unwrap();
        }
        tx.commit().await.unwrap();
        depths(&mut db.reader().acquire().await.unwrap(), at_millis(NOW)).await.unwrap()
    }

    fn since(waiting: i64, before: i64) -> Depth {
        Depth { waiting, since: Some(at_millis(NOW - before)) }
    }

    #[tokio::test]
    async fn an_empty_house_has_nothing_to_tell() {
        assert_eq!(seen(&[]).await, Depths::default());
    }

    #[tokio::test]
    async fn updates_wait_from_when_they_came() {
        let rows = "INSERT INTO inbox (update_id, lane, body, state, received_at) VALUES
            (1, 5, '', 'done', now - 9000), (2, 5, '{}', 'new', now - 8000), (3, 6, '{}', 'new', now - 10)";
        let seen = seen(&[rows]).await;
        assert_eq!((seen.inbox, seen.came), (since(2, 8000), Some(at_millis(NOW - 10))));
    }

    #[tokio::test]
    async fn what_was_given_up_lately_is_counted() {
        let rows = "INSERT INTO inbox (update_id, lane, body, state, received_at) VALUES
            (1, 5, '{}', 'dead', now - 1000), (2, 0, '', 'dead', now - 300000000)";
        let jobs = "INSERT INTO jobs (key, slice, body, state, due_at) VALUES ('a', 's', '{}', 'dead', now - 1000)";
        assert_eq!(seen(&[rows, jobs]).await.dead, Dead { updates: 1, jobs: 1 });
    }

    #[tokio::test]
    async fn jobs_wait_from_when_they_were_due() {
        let rows = "INSERT INTO jobs (key, slice, body, state, due_at) VALUES
            ('a', 's', '{}', 'waiting', now - 700), ('b', 's', '{}', 'waiting', now - 70), ('c', 's', '{}', 'waiting', now + 1)";
        let seen = seen(&[rows]).await;
        assert_eq!((seen.jobs, seen.later), (since(2, 700), 1));
    }

    #[tokio::test]
    async fn each_turn_is_counted_by_itself() {
        let rows = r#"INSERT INTO outbox (key, chat, lane, risk, parcel, state, due_at, created_at, finished_at) VALUES
            ('a', 5, 0, 'repeatable', '{"Answer":1}', 'queued', now + 60000, now - 4, NULL),
            ('b', 5, 3, 'repeatable', '', 'queued', now + 60000, now - 3000, NULL),
            ('c', 6, 3, 'repeatable', '', 'queued', now, now - 2000, NULL),
            ('d', 7, 3, 'at_most_once', '', 'sending', now, now, NULL),
            ('e', 8, 1, 'repeatable', '', 'sent', now, now, now - 60),
            ('f', 9, 1, 'repeatable', '', 'recalled', now, now, now - 6)"#;
        let seen = seen(&[rows]).await;
        let none = Depth::default();
        assert_eq!(seen.outbox, [since(1, 4), none, none, none, none, since(2, 3000)]);
        assert_eq!(seen.left, Some(at_millis(NOW - 60)));
    }
}
