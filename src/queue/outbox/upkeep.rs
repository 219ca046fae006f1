//! The outbox between processes and over the weeks: what a crash left half done, what is taken back, what is kept.

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::SqliteConnection;

use crate::kernel::ids::{ChatId, PersonId};
use crate::kernel::time::at_millis;

/// Stands for everybody among the chats to wait with; no chat has this number.
const EVERYBODY: ChatId = ChatId(0);
/// How long verdicts are kept after the fact.
const KEPT: TimeDelta = TimeDelta::days(30);
/// The limits of a new process begin with what left so lately; after that nobody needs to know where a row went.
const LATELY: TimeDelta = TimeDelta::minutes(1);
/// A living message that was not drawn for so long is not drawn again in its place.
const DRAWN: TimeDelta = TimeDelta::days(90);

/// At the start of the process: settles what was on its way when the last one ended.
///
/// # Errors
/// Storage errors.
pub async fn boot(db: &mut SqliteConnection, now: DateTime<Utc>) -> sqlx::Result<()> {
    let now = now.timestamp_millis();
    sqlx::query!("UPDATE outbox SET state = 'queued' WHERE state = 'sending' AND risk = 'repeatable'")
        .execute(&mut *db)
        .await?;
    sqlx::query!(
        "UPDATE outbox SET state = 'unknown', finished_at = ?1, due_at = ?1, parcel = '', reported = (grp IS NULL)
         WHERE state = 'sending'",
        now
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Takes back what has not left yet of a group.
///
/// # Errors
/// Storage errors.
pub async fn recall(db: &mut SqliteConnection, group: &str, now: DateTime<Utc>) -> sqlx::Result<()> {
    let now = now.timestamp_millis();
    sqlx::query!(
        "UPDATE outbox SET state = 'recalled', finished_at = ?1, due_at = ?1, parcel = '', reported = 0
         WHERE grp = ?2 AND state = 'queued'",
        now,
        group
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Everything that waits for a person who cannot be reached is refused at once, as the messenger would.
///
/// # Errors
/// Storage errors.
pub async fn unreachable(db: &mut SqliteConnection, chat: ChatId, now: DateTime<Utc>) -> sqlx::Result<()> {
    let now = now.timestamp_millis();
    sqlx::query!(
        "UPDATE outbox SET state = 'blocked', finished_at = ?1, due_at = ?1, parcel = '', reported = (grp IS NULL)
         WHERE chat = ?2 AND state = 'queued'",
        now,
        chat
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Erases a person's traces: what waits for her is taken back, her address and the places of her messages go. What the
/// decision `origin` itself says to her, the last word, stays.
///
/// # Errors
/// Storage errors.
pub async fn forget(db: &mut SqliteConnection, person: PersonId, origin: &str, now: DateTime<Utc>) -> sqlx::Result<()> {
    let (now, own) = (now.timestamp_millis(), format!("{origin}:"));
    sqlx::query!(
        "UPDATE outbox SET state = 'recalled', finished_at = ?1, due_at = ?1, parcel = '', reported = (grp IS NULL)
         WHERE person = ?2 AND state = 'queued' AND substr(key, 1, length(?3)) <> ?3",
        now,
        person,
        own
    )
    .execute(&mut *db)
    .await?;
    sqlx::query!("UPDATE outbox SET chat = 0 WHERE person = ? AND finished_at IS NOT NULL", person)
        .execute(&mut *db)
        .await?;
    sqlx::query!("DELETE FROM anchors WHERE person = ?", person).execute(db).await?;
    Ok(())
}

/// The messenger told us to wait: with a chat, or with everybody (`None`).
///
/// # Errors
/// Storage errors.
pub async fn hold(db: &mut SqliteConnection, chat: Option<ChatId>, until: DateTime<Utc>) -> sqlx::Result<()> {
    let (chat, until) = (chat.unwrap_or(EVERYBODY), until.timestamp_millis());
    sqlx::query!(
        "INSERT INTO holds (chat, until) VALUES (?, ?) ON CONFLICT (chat) DO UPDATE SET until = max(until, excluded.until)",
        chat,
        until
    )
    .execute(db)
    .await?;
    Ok(())
}

/// What the messenger told the last process, as far as it is not over: with whom to wait, and until when.
///
/// # Errors
/// Storage errors.
pub async fn holds(
    db: &mut SqliteConnection,
    now: DateTime<Utc>,
) -> sqlx::Result<Vec<(Option<ChatId>, DateTime<Utc>)>> {
    let now = now.timestamp_millis();
    let rows =
        sqlx::query!(r#"SELECT chat AS "chat: ChatId", until FROM holds WHERE until > ?"#, now).fetch_all(db).await?;
    Ok(rows.into_iter().map(|r| (Some(r.chat).filter(|chat| *chat != EVERYBODY), at_millis(r.until))).collect())
}

/// What left of late: the limits of a new process begin with it. Of private chats only the last second counts.
///
/// # Errors
/// Storage errors.
pub async fn lately(db: &mut SqliteConnection, now: DateTime<Utc>) -> sqlx::Result<Vec<(ChatId, DateTime<Utc>)>> {
    let (since, now) = ((now - LATELY).timestamp_millis(), now.timestamp_millis());
    let rows = sqlx::query!(
        r#"SELECT chat AS "chat: ChatId", finished_at AS "at!" FROM outbox
           WHERE finished_at BETWEEN ?1 AND ?2 AND (chat < 0 OR finished_at > ?2 - 1000) AND state IN ('sent', 'unknown')
           ORDER BY finished_at"#,
        since,
        now
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|r| (r.chat, at_millis(r.at))).collect())
}

/// Deletes verdicts that nobody asks for any more; of the others, whose chat it was; and the places of messages that
/// nobody will draw again.
///
/// # Errors
/// Storage errors.
pub async fn sweep(db: &mut SqliteConnection, now: DateTime<Utc>) -> sqlx::Result<()> {
    let (kept, lately) = ((now - KEPT).timestamp_millis(), (now - LATELY).timestamp_millis());
    let drawn = (now - DRAWN).timestamp_millis();
    sqlx::query!("DELETE FROM outbox WHERE finished_at < ? AND reported = 1", kept).execute(&mut *db).await?;
    sqlx::query!("UPDATE outbox SET chat = 0 WHERE finished_at < ? AND chat <> 0", lately).execute(&mut *db).await?;
    sqlx::query!("DELETE FROM anchors WHERE drawn_at < ?", drawn).execute(&mut *db).await?;
    sqlx::query!("DELETE FROM holds WHERE until < ?", lately).execute(db).await?;
    Ok(())
}
