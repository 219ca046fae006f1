//! The outbox: everything that must be said, with what became of it. Invariants:
//!
//! 1. A row is written in the transaction that decided it, under a key that can exist once.
//! 2. One chat has at most one row `sending`, so that messages of a lane arrive in their order.
//! 3. A row `sending` when the process dies becomes `queued` again only if a copy does no harm, else `unknown`.
//! 4. A finished row keeps its verdict and loses its content.
//!
//! Limits are not known here; the sender asks `limits` and leases what may leave.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use sqlx::SqliteConnection;

use crate::kernel::effect::{File, Risk, Verdict};
use crate::kernel::ids::{ChatId, MessageId, PersonId};
use crate::kernel::screen::Screen;
use crate::kernel::time::at_millis;

/// How long verdicts are kept after the fact.
const KEPT: TimeDelta = TimeDelta::days(30);

/// What is to be done at the messenger.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Parcel {
    /// A new message, perhaps with a file. A row with an anchor draws its living message instead, if there is one.
    Message {
        /// What to show.
        screen: Screen,
        /// With it.
        file: Option<File>,
        /// Without a sound: it is night where the person lives.
        silent: bool,
    },
    /// A message drawn anew in its place; said below if its place is gone.
    Edit {
        /// Which.
        message: MessageId,
        /// How it looks now.
        screen: Screen,
    },
    /// The answer to a press. Useless after a few seconds, so never repeated later.
    Answer {
        /// Telegram's number of the press.
        query: String,
        /// Up to 200 characters, or nothing.
        text: Option<String>,
        /// In a window instead of a note.
        alert: bool,
    },
    /// Somebody's message passed on without its author.
    Copy {
        /// Where it lies.
        chat: ChatId,
        /// Which.
        message: MessageId,
    },
    /// The commands of a private chat: name and description.
    Commands(Vec<(String, String)>),
}

/// A row on its way in.
#[derive(Clone, Debug)]
pub struct Draft {
    /// Unique for ever.
    pub key: String,
    /// Where to.
    pub chat: ChatId,
    /// To whom, if to a person.
    pub person: Option<PersonId>,
    /// [`crate::kernel::effect::Lane`] as a number.
    pub lane: i64,
    /// Which way it errs.
    pub risk: Risk,
    /// What.
    pub parcel: Parcel,
    /// The living message.
    pub anchor: Option<String>,
    /// Wants a receipt.
    pub group: Option<String>,
    /// Worthless afterwards.
    pub until: Option<DateTime<Utc>>,
}

/// A row to be sent.
#[derive(Clone, Debug)]
pub struct Row {
    /// Its number.
    pub id: i64,
    /// Where to.
    pub chat: ChatId,
    /// Which way it errs.
    pub risk: Risk,
    /// What, JSON of a [`Parcel`].
    pub parcel: String,
    /// The living message.
    pub anchor: Option<String>,
    /// The living message's number, if it exists already.
    pub living: Option<MessageId>,
    /// Worthless afterwards, milliseconds.
    pub until: Option<i64>,
    /// How often it was tried.
    pub attempts: i64,
}

/// Notes a row; one with the same key changes nothing. A waiting row of the same living message takes the new look.
///
/// # Errors
/// Storage errors.
pub async fn put(db: &mut SqliteConnection, draft: &Draft, now: DateTime<Utc>) -> sqlx::Result<()> {
    let parcel = to_json(&draft.parcel)?;
    if let Some(anchor) = &draft.anchor {
        let waiting =
            sqlx::query!("UPDATE outbox SET parcel = ? WHERE anchor = ? AND state = 'queued'", parcel, anchor)
                .execute(&mut *db)
                .await?;
        if waiting.rows_affected() > 0 {
            return Ok(());
        }
    }
    let (now, until) = (now.timestamp_millis(), draft.until.map(|t| t.timestamp_millis()));
    sqlx::query!(
        "INSERT INTO outbox (key, chat, person, lane, risk, parcel, anchor, grp, reported, due_at, until, created_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?, ?) ON CONFLICT (key) DO NOTHING",
        draft.key,
        draft.chat,
        draft.person,
        draft.lane,
        draft.risk,
        parcel,
        draft.anchor,
        draft.group,
        now,
        until,
        now
    )
    .execute(db)
    .await?;
    Ok(())
}

fn to_json(parcel: &Parcel) -> sqlx::Result<String> {
    serde_json::to_string(parcel).map_err(|e| sqlx::Error::Encode(Box::new(e)))
}

/// How many answers wait for a chat.
///
/// # Errors
/// Storage errors.
pub async fn answers_waiting(db: &mut SqliteConnection, chat: ChatId) -> sqlx::Result<i64> {
    sqlx::query_scalar!("SELECT count(*) FROM outbox WHERE state = 'queued' AND lane = 0 AND chat = ?", chat)
        .fetch_one(db)
        .await
}

/// What could leave now: of each chat that is not being sent to, its first row; urgent lanes first.
///
/// # Errors
/// Storage errors.
pub async fn ready(db: &mut SqliteConnection, now: DateTime<Utc>) -> sqlx::Result<Vec<Row>> {
    let now = now.timestamp_millis();
    sqlx::query_as!(
        Row,
        r#"SELECT o.id, o.chat AS "chat: ChatId", o.risk AS "risk: Risk", o.parcel, o.anchor,
                  a.message_id AS "living?: MessageId", o.until, o.attempts
           FROM (SELECT id, min(lane * 1000000000000 + id) AS turn FROM outbox AS q
                 WHERE state = 'queued' AND due_at <= ?
                   AND NOT EXISTS (SELECT 1 FROM outbox AS s WHERE s.state = 'sending' AND s.chat = q.chat)
                 GROUP BY chat) AS first
           JOIN outbox AS o ON o.id = first.id
           LEFT JOIN anchors AS a ON a.anchor = o.anchor
           ORDER BY first.turn LIMIT 256"#,
        now
    )
    .fetch_all(db)
    .await
}

/// When the next row that waits for an instant is due.
///
/// # Errors
/// Storage errors.
pub async fn next_due(db: &mut SqliteConnection) -> sqlx::Result<Option<DateTime<Utc>>> {
    let due = sqlx::query_scalar!(r#"SELECT min(due_at) AS "due: i64" FROM outbox WHERE state = 'queued'"#)
        .fetch_one(db)
        .await?;
    Ok(due.map(at_millis))
}

/// The row is about to leave.
///
/// # Errors
/// Storage errors.
pub async fn leave(db: &mut SqliteConnection, id: i64) -> sqlx::Result<()> {
    sqlx::query!("UPDATE outbox SET state = 'sending', attempts = attempts + 1 WHERE id = ? AND state = 'queued'", id)
        .execute(db)
        .await?;
    Ok(())
}

/// The row ended with `verdict`; it is reported if somebody wants to know. Remembers where a living message is.
///
/// # Errors
/// Storage errors.
pub async fn finish(
    db: &mut SqliteConnection,
    row: &Row,
    verdict: Verdict,
    message: Option<MessageId>,
    error: Option<&str>,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let now = now.timestamp_millis();
    sqlx::query!(
        "UPDATE outbox SET state = ?1, error = ?2, finished_at = ?3, due_at = ?3, parcel = '',
                reported = (grp IS NULL AND ?1 <> 'blocked') WHERE id = ?4",
        verdict,
        error,
        now,
        row.id
    )
    .execute(&mut *db)
    .await?;
    if let (Some(anchor), Some(message)) = (&row.anchor, message) {
        sqlx::query!(
            "INSERT INTO anchors (anchor, chat, message_id) VALUES (?, ?, ?)
             ON CONFLICT (anchor) DO UPDATE SET chat = excluded.chat, message_id = excluded.message_id",
            anchor,
            row.chat,
            message
        )
        .execute(db)
        .await?;
    }
    Ok(())
}

/// The row did not leave, for certain or harmlessly: again not before `due`.
///
/// # Errors
/// Storage errors.
pub async fn again(db: &mut SqliteConnection, id: i64, error: &str, due: DateTime<Utc>) -> sqlx::Result<()> {
    let due = due.timestamp_millis();
    sqlx::query!("UPDATE outbox SET state = 'queued', error = ?, due_at = ? WHERE id = ?", error, due, id)
        .execute(db)
        .await?;
    Ok(())
}

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

/// How a row ended that somebody wants to know about.
#[derive(Clone, Debug)]
pub struct End {
    /// The row.
    pub id: i64,
    /// Where it was to go.
    pub chat: ChatId,
    /// To whom.
    pub person: Option<PersonId>,
    /// Whose group it belongs to.
    pub group: Option<String>,
    /// How.
    pub verdict: Verdict,
}

/// Ends not told yet: of rows in groups, and of rows to people who blocked the bot. The caller's transaction marks
/// them told.
///
/// # Errors
/// Storage errors.
pub async fn ends(db: &mut SqliteConnection, now: DateTime<Utc>, limit: i64) -> sqlx::Result<Vec<End>> {
    let now = now.timestamp_millis();
    sqlx::query_as!(
        End,
        r#"SELECT id, chat AS "chat: ChatId", person AS "person: PersonId", grp AS "group", state AS "verdict: Verdict"
           FROM outbox WHERE reported = 0 AND finished_at IS NOT NULL AND due_at <= ? ORDER BY id LIMIT ?"#,
        now,
        limit
    )
    .fetch_all(db)
    .await
}

/// The end was told.
///
/// # Errors
/// Storage errors.
pub async fn reported(db: &mut SqliteConnection, id: i64) -> sqlx::Result<()> {
    sqlx::query!("UPDATE outbox SET reported = 1 WHERE id = ?", id).execute(db).await?;
    Ok(())
}

/// Telling the end failed: it is told again at `due`, as often as it takes.
///
/// # Errors
/// Storage errors.
pub async fn report_again(db: &mut SqliteConnection, id: i64, due: DateTime<Utc>) -> sqlx::Result<()> {
    let due = due.timestamp_millis();
    sqlx::query!("UPDATE outbox SET due_at = ? WHERE id = ?", due, id).execute(db).await?;
    Ok(())
}

/// When the next end is to be told.
///
/// # Errors
/// Storage errors.
pub async fn next_end(db: &mut SqliteConnection) -> sqlx::Result<Option<DateTime<Utc>>> {
    let due = sqlx::query_scalar!(
        r#"SELECT min(due_at) AS "due: i64" FROM outbox WHERE reported = 0 AND finished_at IS NOT NULL"#
    )
    .fetch_one(db)
    .await?;
    Ok(due.map(at_millis))
}

/// What left in the last minute: the limits of a new process begin with it.
///
/// # Errors
/// Storage errors.
pub async fn lately(db: &mut SqliteConnection, now: DateTime<Utc>) -> sqlx::Result<Vec<(ChatId, DateTime<Utc>)>> {
    let since = (now - TimeDelta::minutes(1)).timestamp_millis();
    let rows = sqlx::query!(
        r#"SELECT chat AS "chat: ChatId", finished_at AS "at!" FROM outbox
           WHERE finished_at >= ? AND state IN ('sent', 'unknown') ORDER BY finished_at"#,
        since
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|r| (r.chat, at_millis(r.at))).collect())
}

/// Deletes verdicts that nobody asks for any more.
///
/// # Errors
/// Storage errors.
pub async fn sweep(db: &mut SqliteConnection, now: DateTime<Utc>) -> sqlx::Result<()> {
    let before = (now - KEPT).timestamp_millis();
    sqlx::query!("DELETE FROM outbox WHERE finished_at < ? AND reported = 1", before).execute(db).await?;
    Ok(())
}
