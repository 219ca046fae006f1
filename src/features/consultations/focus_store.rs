//! SQL of `consultation_focus`.

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::SqliteConnection;

use super::focus::{Focus, Parcel};
use crate::features::turn::Failure;
use crate::kernel::ids::{ConsultationId, PersonId};
use crate::kernel::time::at_millis;

/// What was written waits so long for the answer to «к какому это?».
const PENDING: TimeDelta = TimeDelta::hours(1);

pub async fn of(db: &mut SqliteConnection, person: PersonId, now: DateTime<Utc>) -> Result<Focus, Failure> {
    let row = sqlx::query!(
        r#"SELECT consultation AS "consultation: ConsultationId", doubt AS "doubt: bool", pending, at
           FROM consultation_focus WHERE person = ?"#,
        person
    )
    .fetch_optional(&mut *db)
    .await?;
    let Some(row) = row else { return Ok(Focus::default()) };
    let at = at_millis(row.at);
    let fresh = now - at <= PENDING;
    if row.pending.is_some() && !fresh {
        drop_pending(db, person).await?;
    }
    let pending = row.pending.filter(|_| fresh).map(|json| serde_json::from_str(&json));
    let pending = pending.transpose()?.unwrap_or_default();
    Ok(Focus { consultation: row.consultation, doubt: row.doubt, pending, at })
}

/// Her words go to this question from now on; nothing waits any more.
pub async fn set(
    db: &mut SqliteConnection,
    person: PersonId,
    consultation: ConsultationId,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let now = now.timestamp_millis();
    sqlx::query!(
        "INSERT INTO consultation_focus (person, consultation, at) VALUES (?1, ?2, ?3)
         ON CONFLICT (person) DO UPDATE SET consultation = ?2, doubt = 0, pending = NULL, at = ?3",
        person,
        consultation,
        now
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Words go to this question from now on; what waits goes on waiting.
pub async fn choose(
    db: &mut SqliteConnection,
    person: PersonId,
    consultation: ConsultationId,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let now = now.timestamp_millis();
    sqlx::query!(
        "INSERT INTO consultation_focus (person, consultation, at) VALUES (?1, ?2, ?3)
         ON CONFLICT (person) DO UPDATE SET consultation = ?2, doubt = 0, at = ?3",
        person,
        consultation,
        now
    )
    .execute(db)
    .await?;
    Ok(())
}

/// What she wrote waits until she says to whom; and if she says to nobody, that makes no choice of hers fresh again.
pub async fn wait(
    db: &mut SqliteConnection,
    person: PersonId,
    parcels: &[Parcel],
    now: DateTime<Utc>,
) -> Result<(), Failure> {
    let (json, now) = (serde_json::to_string(parcels)?, now.timestamp_millis());
    sqlx::query!(
        "INSERT INTO consultation_focus (person, pending, at) VALUES (?1, ?2, ?3)
         ON CONFLICT (person) DO UPDATE SET pending = ?2, doubt = 1, at = ?3",
        person,
        json,
        now
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Somebody wrote to her about `consultation`: if her words go elsewhere, that is in doubt now.
pub async fn doubt(db: &mut SqliteConnection, person: PersonId, consultation: ConsultationId) -> sqlx::Result<()> {
    sqlx::query!(
        "UPDATE consultation_focus SET doubt = 1 WHERE person = ? AND consultation IS NOT ?",
        person,
        consultation
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Nothing waits any more; where her words go stays as it is.
pub async fn drop_pending(db: &mut SqliteConnection, person: PersonId) -> sqlx::Result<()> {
    sqlx::query!("UPDATE consultation_focus SET pending = NULL WHERE person = ?", person).execute(db).await?;
    Ok(())
}

/// Her words go nowhere from now on; what waits goes on waiting.
pub async fn let_go(db: &mut SqliteConnection, person: PersonId) -> sqlx::Result<()> {
    sqlx::query!("UPDATE consultation_focus SET consultation = NULL, doubt = 0 WHERE person = ?", person)
        .execute(db)
        .await?;
    Ok(())
}

/// Her words go nowhere, and nothing waits.
pub async fn clear(db: &mut SqliteConnection, person: PersonId) -> sqlx::Result<()> {
    sqlx::query!("DELETE FROM consultation_focus WHERE person = ?", person).execute(db).await?;
    Ok(())
}

/// Deletes what has waited too long for anybody.
pub async fn sweep(db: &mut SqliteConnection, now: DateTime<Utc>) -> sqlx::Result<()> {
    let before = (now - PENDING).timestamp_millis();
    sqlx::query!("UPDATE consultation_focus SET pending = NULL WHERE pending IS NOT NULL AND at < ?", before)
        .execute(db)
        .await?;
    Ok(())
}
