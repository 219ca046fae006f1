//! How rows that were on their way came back, and those that ended without leaving: one transaction, few statements for
//! many rows.
//!
//! Must never forget a row because another one fared badly.

use chrono::{DateTime, Utc};
use sqlx::SqliteConnection;

use super::upkeep::hold;
use super::{Parcel, Row, to_json};
use crate::kernel::effect::Verdict;
use crate::kernel::ids::MessageId;
use crate::kernel::screen::Screen;

/// What became of a row.
#[derive(Clone, Debug, PartialEq)]
pub enum Fate {
    /// It is over.
    Ended {
        /// How.
        verdict: Verdict,
        /// The message that it made.
        message: Option<MessageId>,
        /// Why it did not arrive.
        error: Option<String>,
    },
    /// It did not leave, for certain or harmlessly.
    Again {
        /// Why.
        error: String,
        /// Not before.
        due: DateTime<Utc>,
    },
    /// It did not leave after all: nothing was tried.
    Stays {
        /// Not before.
        due: DateTime<Utc>,
    },
    /// The messenger did not take it and told us to wait.
    Held {
        /// With everybody, not with this chat alone.
        everybody: bool,
        /// How long.
        until: DateTime<Utc>,
    },
    /// The message to be changed is gone: this is said anew.
    Anew(Screen),
}

impl Fate {
    /// The end of a row that nothing else is known of.
    pub const fn ended(verdict: Verdict) -> Self {
        Self::Ended { verdict, message: None, error: None }
    }

    /// The same, and why.
    pub fn because(verdict: Verdict, why: &str) -> Self {
        Self::Ended { verdict, message: None, error: Some(why.to_owned()) }
    }

    /// Arrived, and no living message is to be remembered.
    fn is_plain(&self, row: &Row) -> bool {
        matches!(self, Self::Ended { verdict: Verdict::Sent, message, .. } if message.is_none() || row.anchor.is_none())
    }
}

/// Writes down what became of rows.
///
/// # Errors
/// Storage errors.
pub async fn settle(db: &mut SqliteConnection, fates: &[(Row, Fate)], now: DateTime<Utc>) -> sqlx::Result<()> {
    let plain: Vec<i64> = fates.iter().filter(|(row, fate)| fate.is_plain(row)).map(|(row, _)| row.id).collect();
    if !plain.is_empty() {
        sent(db, &crate::queue::numbers(plain), now).await?;
    }
    for (row, fate) in fates.iter().filter(|(row, fate)| !fate.is_plain(row)) {
        match fate {
            Fate::Ended { verdict, message, error } => {
                finish(db, row, *verdict, *message, error.as_deref(), now).await?;
            }
            Fate::Again { error, due } => again(db, row, row.attempts + 1, Some(error), *due).await?,
            Fate::Stays { due } => again(db, row, row.attempts, None, *due).await?,
            Fate::Held { everybody, until } => {
                hold(db, Some(row.chat).filter(|_| !everybody), *until).await?;
                again(db, row, row.attempts, Some("flood"), *until).await?;
            }
            Fate::Anew(screen) => anew(db, row, screen.clone(), now).await?,
        }
    }
    Ok(())
}

/// These rows (a JSON array of numbers) have arrived.
async fn sent(db: &mut SqliteConnection, ids: &str, now: DateTime<Utc>) -> sqlx::Result<()> {
    let now = now.timestamp_millis();
    sqlx::query!(
        "UPDATE outbox SET state = 'sent', error = NULL, finished_at = ?1, due_at = ?1, parcel = '', reported = (grp IS NULL)
         WHERE id IN (SELECT value FROM json_each(?2))",
        now,
        ids
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The row ended with `verdict`; it is reported if somebody wants to know. Remembers where a living message is.
async fn finish(
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
    if let Some(message) = message.filter(|_| row.anchor.is_some()) {
        // By what is stored: whoever was erased meanwhile has no living messages any more.
        sqlx::query!(
            "INSERT INTO anchors (anchor, person, chat, message_id, drawn_at)
             SELECT anchor, person, ?1, ?2, ?3 FROM outbox WHERE id = ?4 AND anchor IS NOT NULL
             ON CONFLICT (anchor) DO UPDATE
             SET chat = excluded.chat, message_id = excluded.message_id, drawn_at = excluded.drawn_at",
            row.chat,
            message,
            now,
            row.id
        )
        .execute(db)
        .await?;
    }
    Ok(())
}

/// The row did not leave, for certain or harmlessly: again not before `due`, after so many `attempts` that failed; to wait when
/// told to is none. One that was taken back meanwhile stays so.
async fn again(
    db: &mut SqliteConnection,
    row: &Row,
    attempts: i64,
    error: Option<&str>,
    due: DateTime<Utc>,
) -> sqlx::Result<()> {
    let due = due.timestamp_millis();
    sqlx::query!(
        "UPDATE outbox SET state = 'queued', error = ?, due_at = ?, attempts = ?
         WHERE id = ? AND state IN ('queued', 'sending')",
        error,
        due,
        attempts,
        row.id
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The message to be changed is gone: it is said anew, below, and waits for its turn as a new message does.
async fn anew(db: &mut SqliteConnection, row: &Row, screen: Screen, now: DateTime<Utc>) -> sqlx::Result<()> {
    let parcel = to_json(&Parcel::Message { screen, file: None, media: Vec::new(), silent: true })?;
    let now = now.timestamp_millis();
    sqlx::query!(
        "UPDATE outbox SET state = 'queued', parcel = ?, due_at = ? WHERE id = ? AND state IN ('queued', 'sending')",
        parcel,
        now,
        row.id
    )
    .execute(&mut *db)
    .await?;
    sqlx::query!("DELETE FROM anchors WHERE anchor = ?", row.anchor).execute(db).await?;
    Ok(())
}
