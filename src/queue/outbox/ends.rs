//! How rows ended, told to those who want to know: each end once, and again if it could not be taken.

use chrono::{DateTime, Utc};
use sqlx::SqliteConnection;

use crate::kernel::effect::Verdict;
use crate::kernel::ids::{ChatId, PersonId};

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
           FROM outbox WHERE reported = 0 AND finished_at IS NOT NULL AND due_at <= ? ORDER BY id LIMIT ? + 0"#,
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
