//! SQL of `events`.

use chrono::{DateTime, Utc};
use sqlx::SqliteConnection;

use super::rules::{Event, EventState, Whereabouts};
use crate::kernel::ids::{CommunityId, EventId, PersonId};
use crate::kernel::time::at_millis;

struct Row {
    id: EventId,
    community: CommunityId,
    kind: String,
    title: String,
    starts_at: i64,
    place: Option<String>,
    link: Option<String>,
    seats: Option<u32>,
    author: PersonId,
    state: EventState,
    version: i64,
    answers_since: i64,
    reason: Option<String>,
}

impl From<Row> for Event {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            community: row.community,
            kind: row.kind,
            title: row.title,
            starts_at: at_millis(row.starts_at),
            place: row.place,
            link: row.link,
            seats: row.seats,
            author: row.author,
            state: row.state,
            version: row.version,
            answers_since: row.answers_since,
            reason: row.reason,
        }
    }
}

pub(super) async fn find(db: &mut SqliteConnection, id: EventId) -> sqlx::Result<Option<Event>> {
    let row = sqlx::query_as!(
        Row,
        r#"SELECT id AS "id!: EventId", community AS "community: CommunityId", kind, title, starts_at, place, link,
                  seats AS "seats: u32", author AS "author: PersonId", state AS "state: EventState", version,
                  answers_since, reason
           FROM events WHERE id = ?"#,
        id
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(Event::from))
}

/// Events of a community in one of two states that begin within `[from, to)`, in the order of their beginning.
pub(super) async fn between(
    db: &mut SqliteConnection,
    community: &CommunityId,
    states: [EventState; 2],
    from: DateTime<Utc>,
    to: DateTime<Utc>,
) -> sqlx::Result<Vec<Event>> {
    let (from, to, one, other) = (from.timestamp_millis(), to.timestamp_millis(), states[0], states[1]);
    let rows = sqlx::query_as!(
        Row,
        r#"SELECT id AS "id!: EventId", community AS "community: CommunityId", kind, title, starts_at, place, link,
                  seats AS "seats: u32", author AS "author: PersonId", state AS "state: EventState", version,
                  answers_since, reason
           FROM events WHERE community = ? AND state IN (?, ?) AND starts_at >= ? AND starts_at < ?
           ORDER BY starts_at, id"#,
        community,
        one,
        other,
        from,
        to
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(Event::from).collect())
}

/// Events of which a person is the author, drafts too.
pub(super) async fn written_by(db: &mut SqliteConnection, person: PersonId) -> sqlx::Result<Vec<Event>> {
    let rows = sqlx::query_as!(
        Row,
        r#"SELECT id AS "id!: EventId", community AS "community: CommunityId", kind, title, starts_at, place, link,
                  seats AS "seats: u32", author AS "author: PersonId", state AS "state: EventState", version,
                  answers_since, reason
           FROM events WHERE author = ? ORDER BY id"#,
        person
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(Event::from).collect())
}

/// How many those are.
pub(super) async fn count_written_by(db: &mut SqliteConnection, person: PersonId) -> sqlx::Result<i64> {
    sqlx::query_scalar!("SELECT count(*) FROM events WHERE author = ?", person).fetch_one(db).await
}

/// What a coordinator decided about an event that lies in the plan as a draft.
pub(super) struct Plan<'a> {
    pub(super) kind: &'a str,
    pub(super) title: &'a str,
    pub(super) starts_at: DateTime<Utc>,
    pub(super) place: Option<&'a str>,
    pub(super) link: Option<&'a str>,
    pub(super) seats: Option<u32>,
}

/// Puts a new draft into the plan.
pub(super) async fn add(
    db: &mut SqliteConnection,
    community: &CommunityId,
    author: PersonId,
    plan: &Plan<'_>,
    now: DateTime<Utc>,
) -> sqlx::Result<EventId> {
    let (starts_at, now) = (plan.starts_at.timestamp_millis(), now.timestamp_millis());
    let done = sqlx::query!(
        "INSERT INTO events (community, kind, title, starts_at, place, link, seats, author, state, created_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'draft', ?)",
        community,
        plan.kind,
        plan.title,
        starts_at,
        plan.place,
        plan.link,
        plan.seats,
        author,
        now
    )
    .execute(db)
    .await?;
    Ok(EventId(done.last_insert_rowid()))
}

/// Writes a draft anew; one that was announced meanwhile is not touched.
pub(super) async fn rewrite(db: &mut SqliteConnection, id: EventId, plan: &Plan<'_>) -> sqlx::Result<()> {
    let starts_at = plan.starts_at.timestamp_millis();
    sqlx::query!(
        "UPDATE events SET kind = ?, title = ?, starts_at = ?, place = ?, link = ?, seats = ?
         WHERE id = ? AND state = 'draft'",
        plan.kind,
        plan.title,
        starts_at,
        plan.place,
        plan.link,
        plan.seats,
        id
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Throws a draft away; whatever was announced stays.
pub(super) async fn drop_draft(db: &mut SqliteConnection, id: EventId) -> sqlx::Result<()> {
    sqlx::query!("DELETE FROM events WHERE id = ? AND state = 'draft'", id).execute(db).await?;
    Ok(())
}

/// The draft becomes an announced event of this author.
pub(super) async fn announce(
    db: &mut SqliteConnection,
    id: EventId,
    author: PersonId,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let now = now.timestamp_millis();
    sqlx::query!(
        "UPDATE events SET state = 'announced', author = ?, announced_at = ? WHERE id = ? AND state = 'draft'",
        author,
        now,
        id
    )
    .execute(db)
    .await?;
    Ok(())
}

/// A new time; answers to older cards are not taken any more.
pub(super) async fn shift(
    db: &mut SqliteConnection,
    id: EventId,
    starts_at: DateTime<Utc>,
    reason: Option<&str>,
) -> sqlx::Result<()> {
    let starts_at = starts_at.timestamp_millis();
    sqlx::query!(
        "UPDATE events SET starts_at = ?, reason = ?, version = version + 1, answers_since = version + 1 WHERE id = ?",
        starts_at,
        reason,
        id
    )
    .execute(db)
    .await?;
    Ok(())
}

/// A new place or link; answers to older cards are not taken any more.
pub(super) async fn relocate(db: &mut SqliteConnection, id: EventId, to: &Whereabouts) -> sqlx::Result<()> {
    sqlx::query!(
        "UPDATE events SET place = ?, link = ?, version = version + 1, answers_since = version + 1 WHERE id = ?",
        to.place,
        to.link,
        id
    )
    .execute(db)
    .await?;
    Ok(())
}

pub(super) async fn rename(db: &mut SqliteConnection, id: EventId, title: &str) -> sqlx::Result<()> {
    sqlx::query!("UPDATE events SET title = ?, version = version + 1 WHERE id = ?", title, id).execute(db).await?;
    Ok(())
}

pub(super) async fn reseat(db: &mut SqliteConnection, id: EventId, seats: Option<u32>) -> sqlx::Result<()> {
    sqlx::query!("UPDATE events SET seats = ?, version = version + 1 WHERE id = ?", seats, id).execute(db).await?;
    Ok(())
}

pub(super) async fn cancel(db: &mut SqliteConnection, id: EventId, reason: Option<&str>) -> sqlx::Result<()> {
    sqlx::query!(
        "UPDATE events SET state = 'cancelled', reason = ?, version = version + 1, answers_since = version + 1
         WHERE id = ?",
        reason,
        id
    )
    .execute(db)
    .await?;
    Ok(())
}

pub(super) async fn hold(db: &mut SqliteConnection, id: EventId) -> sqlx::Result<()> {
    sqlx::query!("UPDATE events SET state = 'held' WHERE id = ? AND state = 'announced'", id).execute(db).await?;
    Ok(())
}
