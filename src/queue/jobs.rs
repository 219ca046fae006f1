//! Work for later. A job is carried out in one transaction with everything that follows from it, then its row is gone.

use chrono::{DateTime, Utc};
use sqlx::SqliteConnection;
use sqlx::types::Json;

use super::backoff;
use crate::kernel::effect::Task;

/// After so many failures a job is given up and the owner is told.
const ATTEMPTS: i64 = 5;

/// Found due at so many starts, a job is suspected of killing the process: that it begins is noted first.
pub const SUSPECT_BOOTS: i64 = 3;

/// One job that is due.
#[derive(Clone, Debug)]
pub struct Row {
    /// Its number.
    pub id: i64,
    /// Its key.
    pub key: String,
    /// Wire name of the slice that does it.
    pub slice: String,
    /// The slice's own job, JSON.
    pub body: String,
    /// How often it has failed, or was begun as a suspect.
    pub attempts: i64,
    /// How many starts of the process found it due.
    pub boots: i64,
}

/// Notes a job; a waiting one with the same key is replaced.
///
/// # Errors
/// Storage errors.
pub async fn put(db: &mut SqliteConnection, task: &Task) -> sqlx::Result<()> {
    let body = task.job.to_string();
    let due = task.at.timestamp_millis();
    sqlx::query!(
        "INSERT INTO jobs (key, slice, body, due_at) VALUES (?, ?, ?, ?)
         ON CONFLICT (key) DO UPDATE
         SET slice = excluded.slice, body = excluded.body, due_at = excluded.due_at, state = 'waiting', attempts = 0, boots = 0
         WHERE (jobs.slice, jobs.body, jobs.due_at, jobs.state, jobs.attempts, jobs.boots)
               IS NOT (excluded.slice, excluded.body, excluded.due_at, 'waiting', 0, 0)",
        task.key,
        task.slice,
        body,
        due
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Takes waiting jobs back.
///
/// # Errors
/// Storage errors.
pub async fn drop_keys(db: &mut SqliteConnection, keys: &[String]) -> sqlx::Result<()> {
    let keys = Json(keys);
    sqlx::query!("DELETE FROM jobs WHERE key IN (SELECT value FROM json_each(?))", keys).execute(db).await?;
    Ok(())
}

/// The next job that is due.
///
/// # Errors
/// Storage errors.
pub async fn next(db: &mut SqliteConnection, now: DateTime<Utc>) -> sqlx::Result<Option<Row>> {
    let now = now.timestamp_millis();
    sqlx::query_as!(
        Row,
        "SELECT id, key, slice, body, attempts, boots FROM jobs WHERE state = 'waiting' AND due_at <= ? ORDER BY due_at, id LIMIT 1",
        now
    )
    .fetch_optional(db)
    .await
}

/// At the start of the process: counts the start against every job that was due. Returns the keys of those that
/// are given up now, because they end the process whenever they are begun.
///
/// # Errors
/// Storage errors.
pub async fn boot(db: &mut SqliteConnection, now: DateTime<Utc>) -> sqlx::Result<Vec<String>> {
    let now = now.timestamp_millis();
    sqlx::query!("UPDATE jobs SET boots = boots + 1 WHERE state = 'waiting' AND due_at <= ?", now)
        .execute(&mut *db)
        .await?;
    sqlx::query_scalar!(
        "UPDATE jobs SET state = 'dead', error = 'ends the process' WHERE state = 'waiting' AND attempts > ? RETURNING key",
        ATTEMPTS
    )
    .fetch_all(db)
    .await
}

/// Notes that a suspect begins (`by` is 1), or that it was the storage that failed and not the job (`by` is -1).
///
/// # Errors
/// Storage errors.
pub async fn begun(db: &mut SqliteConnection, id: i64, by: i64) -> sqlx::Result<()> {
    sqlx::query!("UPDATE jobs SET attempts = attempts + ? WHERE id = ?", by, id).execute(db).await?;
    Ok(())
}

/// The job is carried out. Called before its effects are recorded, so that it may note itself again under its key.
///
/// # Errors
/// Storage errors.
pub async fn done(db: &mut SqliteConnection, id: i64) -> sqlx::Result<()> {
    sqlx::query!("DELETE FROM jobs WHERE id = ?", id).execute(db).await?;
    Ok(())
}

/// It failed: tries later, or gives it up. Returns whether it was given up.
///
/// # Errors
/// Storage errors.
pub async fn failed(db: &mut SqliteConnection, row: &Row, error: &str, now: DateTime<Utc>) -> sqlx::Result<bool> {
    let attempts = row.attempts + 1;
    let dead = attempts >= ATTEMPTS;
    let state = if dead { "dead" } else { "waiting" };
    let due = (now + backoff::after(u32::try_from(attempts).unwrap_or(u32::MAX))).timestamp_millis();
    sqlx::query!(
        "UPDATE jobs SET attempts = ?, state = ?, error = ?, due_at = ? WHERE id = ?",
        attempts,
        state,
        error,
        due,
        row.id
    )
    .execute(db)
    .await?;
    Ok(dead)
}
