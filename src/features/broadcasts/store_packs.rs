//! SQL of `broadcast_packs`: those a broadcast goes to, fixed when it begins, who have no rows of their own yet.
//!
//! A pack becomes rows all at once, and goes: nobody may ever be in both, or in neither.

use chrono::{DateTime, Utc};
use sqlx::SqliteConnection;
use sqlx::types::Json;

use super::rules::Fate;
use crate::kernel::ids::{BroadcastId, PersonId};

/// So many people are a pack.
const PACK: usize = 300;

/// Fixes recipients, in this order, with the instant before which they are not written to.
pub(super) async fn pack(
    db: &mut SqliteConnection,
    id: BroadcastId,
    people: &[PersonId],
    at: DateTime<Utc>,
) -> sqlx::Result<()> {
    let (packs, at) = (Json(people.chunks(PACK).collect::<Vec<_>>()), at.timestamp_millis());
    sqlx::query!(
        "INSERT INTO broadcast_packs (broadcast, due_at, people, n)
         SELECT ?, ?, value, json_array_length(value) FROM json_each(?) WHERE true ORDER BY key",
        id,
        at,
        packs
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The next of those whose time has come get rows. Whether there were any.
pub(super) async fn unpack_next(db: &mut SqliteConnection, id: BroadcastId, now: DateTime<Utc>) -> sqlx::Result<bool> {
    let now = now.timestamp_millis();
    let next = sqlx::query_scalar!(
        "SELECT id FROM broadcast_packs WHERE broadcast = ? AND due_at <= ? ORDER BY due_at, id LIMIT 1",
        id,
        now
    );
    let next = next.fetch_optional(&mut *db).await?;
    unpack(db, next.as_slice(), Fate::Waiting).await?;
    Ok(next.is_some())
}

/// All recipients of a broadcast get rows, and stand there.
pub(super) async fn unpack_all(db: &mut SqliteConnection, id: BroadcastId, fate: Fate) -> sqlx::Result<()> {
    let packs = sqlx::query_scalar!("SELECT id FROM broadcast_packs WHERE broadcast = ? ORDER BY due_at, id", id);
    let packs = packs.fetch_all(&mut *db).await?;
    unpack(db, &packs, fate).await
}

/// A person gets a row wherever she waits in a pack: who has one can be found, and erased.
pub(super) async fn unpack_with(db: &mut SqliteConnection, person: PersonId) -> sqlx::Result<()> {
    let packs = sqlx::query_scalar!(
        "SELECT id FROM broadcast_packs AS p WHERE EXISTS (SELECT 1 FROM json_each(p.people) WHERE value = ?)",
        person
    );
    let packs = packs.fetch_all(&mut *db).await?;
    unpack(db, &packs, Fate::Waiting).await
}

async fn unpack(db: &mut SqliteConnection, packs: &[i64], fate: Fate) -> sqlx::Result<()> {
    if packs.is_empty() {
        return Ok(());
    }
    let packs = Json(packs);
    sqlx::query!(
        "INSERT INTO broadcast_recipients (broadcast, person, state, due_at)
         SELECT p.broadcast, one.value, ?, p.due_at
         FROM broadcast_packs AS p CROSS JOIN json_each(p.people) AS one
         WHERE p.id IN (SELECT value FROM json_each(?)) ORDER BY p.due_at, p.id, one.key",
        fate,
        packs
    )
    .execute(&mut *db)
    .await?;
    sqlx::query!("DELETE FROM broadcast_packs WHERE id IN (SELECT value FROM json_each(?))", packs).execute(db).await?;
    Ok(())
}
