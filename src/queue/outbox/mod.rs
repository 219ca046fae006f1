//! The outbox: everything that must be said, with what became of it. Invariants:
//!
//! 1. A row is written in the transaction that decided it, under a key that can exist once.
//! 2. One chat has at most one row `sending`, so that messages of a lane arrive in their order.
//! 3. A row `sending` when the process dies becomes `queued` again only if a copy does no harm, else `unknown`.
//! 4. A finished row keeps its verdict and loses its content.
//!
//! Limits are not known here; the sender asks `limits` and leases what may leave.

mod ends;
mod many;
mod upkeep;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sqlx::SqliteConnection;

use crate::kernel::effect::{Attachment, File, Risk, Verdict};
use crate::kernel::ids::{ChatId, MessageId, PersonId};
use crate::kernel::screen::{Button, Screen};
use crate::kernel::time::at_millis;

pub use ends::{End, ends, next_end, report_again, reported};
pub use many::{Copy, put_many};
pub use upkeep::{boot, flooded, forget, lately, recall, sweep, unreachable};

/// What is to be done at the messenger.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Parcel {
    /// A new message, perhaps with a file. A row with an anchor draws its living message instead, if there is one.
    Message {
        /// What to show.
        screen: Screen,
        /// With it.
        file: Option<File>,
        /// What somebody once sent, with it.
        #[serde(default)]
        media: Vec<Attachment>,
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
    /// Other buttons under a message that stays as it is.
    Keys {
        /// Which.
        message: MessageId,
        /// The buttons, row by row.
        rows: Vec<Vec<Button>>,
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
    /// To whom, if to a person.
    pub person: Option<PersonId>,
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

/// What could leave now: of each chat that is not being sent to, its first row; urgent lanes first. A row that waits
/// holds back those behind it in its lane, so that nothing old is ever drawn over something new.
///
/// # Errors
/// Storage errors.
pub async fn ready(db: &mut SqliteConnection, now: DateTime<Utc>) -> sqlx::Result<Vec<Row>> {
    let now = now.timestamp_millis();
    sqlx::query_as!(
        Row,
        r#"SELECT o.id, o.chat AS "chat: ChatId", o.person AS "person: PersonId", o.risk AS "risk: Risk", o.parcel, o.anchor,
                  a.message_id AS "living?: MessageId", o.until, o.attempts
           FROM (SELECT id, min(lane * 1000000000000 + id) AS turn FROM outbox AS q
                 WHERE state = 'queued' AND due_at <= ?1
                   AND NOT EXISTS (SELECT 1 FROM outbox AS s WHERE s.state = 'sending' AND s.chat = q.chat)
                   AND NOT EXISTS (SELECT 1 FROM outbox AS e WHERE e.state = 'queued' AND e.chat = q.chat
                                   AND e.lane = q.lane AND e.id < q.id AND e.due_at > ?1)
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
pub async fn next_due(db: &mut SqliteConnection, now: DateTime<Utc>) -> sqlx::Result<Option<DateTime<Utc>>> {
    let now = now.timestamp_millis();
    let due = sqlx::query_scalar!(
        r#"SELECT min(due_at) AS "due: i64" FROM outbox WHERE state = 'queued' AND due_at > ?"#,
        now
    )
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
            "INSERT INTO anchors (anchor, person, chat, message_id, drawn_at) VALUES (?, ?, ?, ?, ?)
             ON CONFLICT (anchor) DO UPDATE
             SET chat = excluded.chat, message_id = excluded.message_id, drawn_at = excluded.drawn_at",
            anchor,
            row.person,
            row.chat,
            message,
            now
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

/// The message to be changed is gone: it is said anew, below, and waits for its turn as a new message does.
///
/// # Errors
/// Storage errors.
pub async fn anew(db: &mut SqliteConnection, row: &Row, screen: Screen, now: DateTime<Utc>) -> sqlx::Result<()> {
    let parcel = to_json(&Parcel::Message { screen, file: None, media: Vec::new(), silent: true })?;
    let now = now.timestamp_millis();
    sqlx::query!("UPDATE outbox SET state = 'queued', parcel = ?, due_at = ? WHERE id = ?", parcel, now, row.id)
        .execute(&mut *db)
        .await?;
    sqlx::query!("DELETE FROM anchors WHERE anchor = ?", row.anchor).execute(db).await?;
    Ok(())
}
