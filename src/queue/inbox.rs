//! The inbox: every update, stored before Telegram hears that we have it; as it came, if it waits to be handled.
//!
//! A row is handled once: the transaction that handles it marks it done, or stores it so. Rows of one lane (one chat) are
//! handled in order; a row that must wait holds back its own lane and no other. Bodies are emptied as soon as they are not
//! needed.

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::{QueryBuilder, Sqlite, SqliteConnection, SqliteExecutor};

use super::{SWEPT_AT_ONCE, backoff};

/// So many rows are written by one statement: a statement costs as much as a row.
const AT_ONCE: usize = 20;

/// After so many failures a row is given up.
pub const ATTEMPTS: i64 = 3;

/// Begun alone so often without an end, a row is taken for the one that kills the process.
const KILLED: i64 = 6;

/// Found undone at so many starts, a row is suspected of killing the process, and is handled alone.
pub const SUSPECT_BOOTS: i64 = 3;

/// Telegram keeps updates for a day, so that nothing older can be delivered again.
const KEPT: TimeDelta = TimeDelta::hours(72);

/// One stored update.
#[derive(Clone, Debug)]
pub struct Row {
    /// Our own number, in order of arrival.
    pub id: i64,
    /// The chat it must be handled in order with.
    pub lane: i64,
    /// The JSON as it came.
    pub body: String,
    /// How often handling it has failed.
    pub attempts: i64,
    /// How many starts of the process found it undone.
    pub boots: i64,
}

impl Row {
    /// What has just come, under its number.
    fn new(id: i64, arrival: &Arrival) -> Self {
        Self { id, lane: arrival.lane, body: arrival.body.clone(), attempts: 0, boots: 0 }
    }
}

/// An update on its way into the inbox.
#[derive(Clone, Debug)]
pub struct Arrival {
    /// Telegram's number.
    pub update_id: i64,
    /// The chat, or whatever else must be handled in order.
    pub lane: i64,
    /// The JSON as it came.
    pub body: String,
}

/// Stores what came; what is already there stays as it is. Returns how many were new.
///
/// # Errors
/// Storage errors.
pub async fn put(db: &mut SqliteConnection, arrivals: &[Arrival], now: DateTime<Utc>) -> sqlx::Result<u64> {
    let now = now.timestamp_millis();
    let mut new = 0;
    for some in arrivals.chunks(AT_ONCE) {
        let mut query = QueryBuilder::<Sqlite>::new("INSERT INTO inbox (update_id, lane, body, received_at) ");
        query.push_values(some, |mut row, a| {
            row.push_bind(a.update_id).push_bind(a.lane).push_bind(&a.body).push_bind(now);
        });
        new += query.push(" ON CONFLICT DO NOTHING").build().persistent(true).execute(&mut *db).await?.rows_affected();
    }
    Ok(new)
}

/// Notes what came as done: it is decided in the same transaction, and nobody needs what was in it afterwards. `None` if
/// some of it had come before; then the transaction must not be kept.
///
/// # Errors
/// Storage errors.
pub async fn put_done(
    db: &mut SqliteConnection,
    arrivals: &[Arrival],
    now: DateTime<Utc>,
) -> sqlx::Result<Option<Vec<Row>>> {
    let (now, mut rows) = (now.timestamp_millis(), Vec::with_capacity(arrivals.len()));
    for some in arrivals.chunks(AT_ONCE) {
        let mut query = QueryBuilder::<Sqlite>::new("INSERT INTO inbox (update_id, lane, body, state, received_at) ");
        query.push_values(some, |mut row, a| {
            row.push_bind(a.update_id).push("0").push("''").push("'done'").push_bind(now);
        });
        let noted = query.push(" ON CONFLICT DO NOTHING").build().persistent(true).execute(&mut *db).await?;
        if noted.rows_affected() < some.len() as u64 {
            return Ok(None);
        }
        // AUTOINCREMENT counts on by one, and nobody else writes meanwhile.
        let before = noted.last_insert_rowid() - noted.rows_affected() as i64;
        rows.extend((before + 1..).zip(some).map(|(id, a)| Row::new(id, a)));
    }
    Ok(Some(rows))
}

/// Whether anything waits to be handled, now or later.
///
/// # Errors
/// Storage errors.
pub async fn waits(db: impl SqliteExecutor<'_>) -> sqlx::Result<bool> {
    sqlx::query_scalar!(r#"SELECT EXISTS (SELECT 1 FROM inbox WHERE state = 'new') AS "waits!: bool""#)
        .fetch_one(db)
        .await
}

/// The next rows to handle, at most `limit`, each lane in order. A suspect comes alone.
///
/// # Errors
/// Storage errors.
pub async fn next(db: &mut SqliteConnection, now: DateTime<Utc>, limit: i64) -> sqlx::Result<Vec<Row>> {
    let now = now.timestamp_millis();
    let mut rows = sqlx::query_as!(
        Row,
        r#"SELECT id, lane, body, attempts, boots FROM inbox AS i
           WHERE state = 'new' AND due_at <= ?1
             AND NOT EXISTS (SELECT 1 FROM inbox AS earlier
                             WHERE earlier.lane = i.lane AND earlier.state = 'new'
                               AND earlier.id < i.id AND earlier.due_at > ?1)
           ORDER BY id LIMIT ?2 + 0"#,
        now,
        limit
    )
    .fetch_all(db)
    .await?;
    if let Some(suspect) = rows.iter().position(|r| r.boots >= SUSPECT_BOOTS) {
        // Those before it may be handled together; it comes next, alone.
        rows.truncate(suspect.max(1));
    }
    Ok(rows)
}

/// These rows are handled; neither their bodies nor whose they were is needed any more.
///
/// # Errors
/// Storage errors.
pub async fn done(db: &mut SqliteConnection, rows: &[Row]) -> sqlx::Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    let rows = super::numbers(rows.iter().map(|row| row.id));
    sqlx::query!(
        "UPDATE inbox SET state = 'done', body = '', lane = 0 WHERE id IN (SELECT value FROM json_each(?)) AND state = 'new'",
        rows
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Handling failed: tries later, or gives the row up; then nobody needs its body any more, nor whose it was. Returns whether it
/// was given up.
///
/// # Errors
/// Storage errors.
pub async fn failed(db: &mut SqliteConnection, row: &Row, error: &str, now: DateTime<Utc>) -> sqlx::Result<bool> {
    let attempts = row.attempts + 1;
    let dead = attempts >= ATTEMPTS;
    let state = if dead { "dead" } else { "new" };
    let due = (now + backoff::after(u32::try_from(attempts).unwrap_or(u32::MAX))).timestamp_millis();
    sqlx::query!(
        "UPDATE inbox SET attempts = ?1, state = ?2, error = ?3, due_at = ?4, lane = iif(?6, 0, lane), body = iif(?6, '', body)
         WHERE id = ?5",
        attempts,
        state,
        error,
        due,
        row.id,
        dead
    )
    .execute(db)
    .await?;
    Ok(dead)
}

/// Notes, before a suspect is handled alone, that it was begun (`by` is 1): if it kills the process, that is remembered.
/// Takes the note back (`by` is -1) where it was the storage that failed and not the row.
///
/// # Errors
/// Storage errors.
pub async fn begun(db: &mut SqliteConnection, id: i64, by: i64) -> sqlx::Result<()> {
    sqlx::query!("UPDATE inbox SET attempts = attempts + ? WHERE id = ?", by, id).execute(db).await?;
    Ok(())
}

/// At the start of the process: counts the start against every row that is still undone. Returns those that are given
/// up now, because they end the process whenever they are begun.
///
/// # Errors
/// Storage errors.
pub async fn boot(db: &mut SqliteConnection) -> sqlx::Result<Vec<Row>> {
    sqlx::query!("UPDATE inbox SET boots = boots + 1 WHERE state = 'new'").execute(&mut *db).await?;
    let rows = sqlx::query_as!(
        Row,
        "SELECT id, lane, body, attempts, boots FROM inbox WHERE state = 'new' AND attempts >= ?",
        KILLED
    )
    .fetch_all(&mut *db)
    .await?;
    sqlx::query!(
        "UPDATE inbox SET state = 'dead', error = 'ends the process', lane = 0, body = '' WHERE state = 'new' AND attempts >= ?",
        KILLED
    )
    .execute(db)
    .await?;
    Ok(rows)
}

/// Deletes rows that nothing can refer to any more, a portion of them. Whether there may be more.
///
/// # Errors
/// Storage errors.
pub async fn sweep(db: &mut SqliteConnection, now: DateTime<Utc>) -> sqlx::Result<bool> {
    let before = (now - KEPT).timestamp_millis();
    // Rows stand in the order of their arrival: where the first ones are not old enough, none is.
    let deleted = sqlx::query!(
        "DELETE FROM inbox WHERE id IN (SELECT id FROM (SELECT id, received_at FROM inbox WHERE state = 'done'
                                                        ORDER BY id LIMIT ? + 0) WHERE received_at < ?)",
        SWEPT_AT_ONCE,
        before
    );
    let deleted = deleted.execute(db).await?.rows_affected();
    Ok(deleted >= SWEPT_AT_ONCE.unsigned_abs())
}

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use super::*;
    use crate::db::Db;
    use crate::kernel::time::at_millis;

    fn came(numbers: impl IntoIterator<Item = i64>) -> Vec<Arrival> {
        numbers.into_iter().map(|n| Arrival { update_id: n, lane: n % 3, body: format!("{n}") }).collect()
    }

    #[tokio::test]
    async fn what_is_stored_done_knows_its_numbers_or_is_not_stored() {
        let dir = TempDir::new().unwrap();
        let db = Db::open(&format!("sqlite://{}", dir.path().join("krug.db").display())).await.unwrap();
        let mut tx = db.begin().await.unwrap();
        // More than one statement takes, and not in the order of Telegram's numbers.
        let arrivals = came((100..147).rev());
        let rows = put_done(&mut tx, &arrivals, at_millis(1)).await.unwrap().unwrap();
        assert_eq!(rows.len(), 47);
        for (row, arrival) in rows.iter().zip(&arrivals) {
            let stored = sqlx::query_scalar::<_, i64>("SELECT update_id FROM inbox WHERE id = ?").bind(row.id);
            assert_eq!(stored.fetch_one(&mut *tx).await.unwrap(), arrival.update_id);
            assert_eq!((row.lane, &row.body), (arrival.lane, &arrival.body));
        }
        tx.commit().await.unwrap();
        for again in [came([7, 120]), came([1, 2, 1]), came((200..230).chain([205]))] {
            let mut tx = db.begin().await.unwrap();
            assert!(put_done(&mut tx, &again, at_millis(1)).await.unwrap().is_none());
            tx.rollback().await.unwrap();
        }
    }
}
