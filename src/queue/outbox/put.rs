//! Rows on their way into the outbox. Nothing here may say the same thing twice: a key that exists changes nothing.

use chrono::{DateTime, Utc};
use sqlx::types::Json;
use sqlx::{QueryBuilder, Sqlite, SqliteConnection};

use super::{Draft, Parcel, Row, Turn};
use crate::kernel::ids::ChatId;

/// So many rows are written by one statement.
const AT_ONCE: usize = 16;

/// A row that has just been put in, as the one who sends sees it.
#[derive(Debug)]
pub struct Fresh {
    /// The row.
    pub row: Row,
    /// What it holds.
    pub parcel: Parcel,
}

/// Notes rows, in this order. A waiting row of the same living message takes the new look, unless it comes as a
/// [`Parcel::Look`], which gets a row of its own behind it. Returns what was put in, if that is all that there is to know:
/// `None` where a living message is drawn, or something had been said before.
///
/// # Errors
/// Storage errors.
pub async fn put_all(
    db: &mut SqliteConnection,
    drafts: Vec<Draft>,
    now: DateTime<Utc>,
) -> sqlx::Result<Option<Vec<Fresh>>> {
    let mut fresh = Some(Vec::with_capacity(drafts.len()));
    let mut new = Vec::with_capacity(drafts.len().min(AT_ONCE));
    for draft in drafts {
        let parcel = to_json(&draft.parcel)?;
        if let Some(anchor) = &draft.anchor {
            insert(db, &mut new, now).await?;
            fresh = None;
            let is_put = match draft.parcel {
                // It follows the message itself, if that still waits.
                Parcel::Look { .. } => lives(db, anchor).await?,
                _ => !redrawn(db, anchor, &parcel).await?,
            };
            if !is_put {
                continue;
            }
        }
        new.push((draft, parcel));
        if new.len() == AT_ONCE {
            fresh = joined(fresh, insert(db, &mut new, now).await?);
        }
    }
    Ok(joined(fresh, insert(db, &mut new, now).await?))
}

fn joined(some: Option<Vec<Fresh>>, more: Option<Vec<Fresh>>) -> Option<Vec<Fresh>> {
    some.zip(more).map(|(mut all, mut more)| {
        all.append(&mut more);
        all
    })
}

/// Whether the living message waits already, and looks so now.
async fn redrawn(db: &mut SqliteConnection, anchor: &str, parcel: &str) -> sqlx::Result<bool> {
    let waiting = sqlx::query!("UPDATE outbox SET parcel = ? WHERE anchor = ? AND state = 'queued'", parcel, anchor);
    Ok(waiting.execute(db).await?.rows_affected() > 0)
}

/// Whether the living message is there, or on its way.
async fn lives(db: &mut SqliteConnection, anchor: &str) -> sqlx::Result<bool> {
    sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT 1 FROM anchors WHERE anchor = ?1)
               OR EXISTS (SELECT 1 FROM outbox WHERE state = 'queued' AND anchor = ?1)
               OR EXISTS (SELECT 1 FROM outbox WHERE state = 'sending' AND anchor = ?1) AS "lives!: bool""#,
        anchor
    )
    .fetch_one(db)
    .await
}

/// Writes rows and forgets them. Each statement is a conversation with the database's own thread, which costs as much as
/// the writing itself; so one speaks of many rows, and of as many as there are cannot be checked when this compiles.
async fn insert(
    db: &mut SqliteConnection,
    rows: &mut Vec<(Draft, String)>,
    now: DateTime<Utc>,
) -> sqlx::Result<Option<Vec<Fresh>>> {
    if rows.is_empty() {
        return Ok(Some(Vec::new()));
    }
    let now = now.timestamp_millis();
    let mut query = QueryBuilder::<Sqlite>::new(
        "INSERT INTO outbox (key, chat, person, lane, risk, parcel, anchor, grp, reported, due_at, until, created_at) ",
    );
    query.push_values(rows.iter(), |mut row, (draft, parcel)| {
        row.push_bind(&draft.key).push_bind(draft.chat).push_bind(draft.person).push_bind(draft.lane);
        row.push_bind(draft.risk).push_bind(parcel).push_bind(&draft.anchor).push_bind(&draft.group).push("1");
        row.push_bind(now).push_bind(draft.until.map(|until| until.timestamp_millis())).push_bind(now);
    });
    let put = query.push(" ON CONFLICT (key) DO NOTHING").build().persistent(true).execute(db).await?;
    let rows = std::mem::take(rows);
    if put.rows_affected() < rows.len() as u64 {
        return Ok(None);
    }
    // AUTOINCREMENT counts on by one, and nobody else writes meanwhile.
    let before = put.last_insert_rowid() - put.rows_affected() as i64;
    Ok(Some((before + 1..).zip(rows).map(|(id, (draft, parcel))| Fresh::new(id, draft, parcel)).collect()))
}

impl Fresh {
    fn new(id: i64, draft: Draft, parcel: String) -> Self {
        let row = Row {
            id,
            turn: Turn::of(draft.lane, &draft.parcel),
            chat: draft.chat,
            person: draft.person,
            risk: draft.risk,
            parcel,
            anchor: draft.anchor,
            living: None,
            group: draft.group,
            until: draft.until.map(|until| until.timestamp_millis()),
            attempts: 0,
            behind: false,
        };
        Self { row, parcel: draft.parcel }
    }
}

pub(super) fn to_json(parcel: &Parcel) -> sqlx::Result<String> {
    serde_json::to_string(parcel).map_err(|e| sqlx::Error::Encode(Box::new(e)))
}

/// How many answers wait for each of these chats that have any.
///
/// # Errors
/// Storage errors.
pub async fn answers_waiting(db: &mut SqliteConnection, chats: &[ChatId]) -> sqlx::Result<Vec<(ChatId, i64)>> {
    let chats = Json(chats);
    let rows = sqlx::query!(
        r#"SELECT chat AS "chat: ChatId", count(*) AS "n!: i64" FROM outbox
           WHERE state = 'queued' AND lane = 0 AND chat IN (SELECT value FROM json_each(?)) GROUP BY chat"#,
        chats
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|r| (r.chat, r.n)).collect())
}
