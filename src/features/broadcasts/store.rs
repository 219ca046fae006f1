//! SQL of `broadcasts` and `broadcast_recipients`.

use chrono::{DateTime, Utc};
use sqlx::SqliteConnection;
use sqlx::types::Json;

use super::body::Body;
use super::dialogue::Letter;
use super::rules::{Broadcast, Course, Fate, Left, Recipient, Segment, Tally};
use crate::kernel::ids::{BroadcastId, CommunityId, PersonId};
use crate::kernel::time::at_millis;

/// A row as it is stored.
struct Row {
    id: BroadcastId,
    community: CommunityId,
    author: Option<PersonId>,
    body: Json<Body>,
    segment: Json<Segment>,
    state: Course,
    round: u32,
    start_at: i64,
    started_at: Option<i64>,
    finished_at: Option<i64>,
    drawn_at: Option<i64>,
}

impl From<Row> for Broadcast {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            community: row.community,
            author: row.author,
            body: row.body.0,
            segment: row.segment.0,
            course: row.state,
            round: row.round,
            start_at: at_millis(row.start_at),
            started_at: row.started_at.map(at_millis),
            finished_at: row.finished_at.map(at_millis),
            drawn_at: row.drawn_at.map(at_millis),
        }
    }
}

/// Keeps a new broadcast that waits for `start_at`.
pub(super) async fn insert(
    db: &mut SqliteConnection,
    letter: &Letter,
    author: PersonId,
    start_at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> sqlx::Result<Broadcast> {
    let (body, segment, course) = (Json(&letter.body), Json(&letter.whom), Course::Scheduled);
    let (at, made) = (start_at.timestamp_millis(), now.timestamp_millis());
    let done = sqlx::query!(
        "INSERT INTO broadcasts (community, author, body, segment, state, start_at, created_at)
         VALUES (?, ?, ?, ?, ?, ?, ?)",
        letter.community,
        author,
        body,
        segment,
        course,
        at,
        made
    )
    .execute(db)
    .await?;
    Ok(Broadcast {
        id: BroadcastId(done.last_insert_rowid()),
        community: letter.community.clone(),
        author: Some(author),
        body: letter.body.clone(),
        segment: letter.whom.clone(),
        course,
        round: 1,
        start_at,
        started_at: None,
        finished_at: None,
        drawn_at: None,
    })
}

pub(super) async fn find(db: &mut SqliteConnection, id: BroadcastId) -> sqlx::Result<Option<Broadcast>> {
    let row = sqlx::query_as!(
        Row,
        r#"SELECT id AS "id!: BroadcastId", community AS "community: CommunityId", author AS "author: PersonId",
                  body AS "body: Json<Body>", segment AS "segment: Json<Segment>", state AS "state: Course", round AS "round: u32",
                  start_at, started_at, finished_at, drawn_at
           FROM broadcasts WHERE id = ?"#,
        id
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(Broadcast::from))
}

/// Broadcasts of a community, the latest first.
pub(super) async fn page(
    db: &mut SqliteConnection,
    community: &CommunityId,
    offset: u32,
    limit: u32,
) -> sqlx::Result<Vec<Broadcast>> {
    let rows = sqlx::query_as!(
        Row,
        r#"SELECT id AS "id!: BroadcastId", community AS "community: CommunityId", author AS "author: PersonId",
                  body AS "body: Json<Body>", segment AS "segment: Json<Segment>", state AS "state: Course", round AS "round: u32",
                  start_at, started_at, finished_at, drawn_at
           FROM broadcasts WHERE community = ? ORDER BY start_at DESC, id DESC LIMIT ? OFFSET ?"#,
        community,
        limit,
        offset
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(Broadcast::from).collect())
}

/// Broadcasts a person wrote, the latest first.
pub(super) async fn written_by(db: &mut SqliteConnection, person: PersonId) -> sqlx::Result<Vec<Broadcast>> {
    let rows = sqlx::query_as!(
        Row,
        r#"SELECT id AS "id!: BroadcastId", community AS "community: CommunityId", author AS "author: PersonId",
                  body AS "body: Json<Body>", segment AS "segment: Json<Segment>", state AS "state: Course", round AS "round: u32",
                  start_at, started_at, finished_at, drawn_at
           FROM broadcasts WHERE author = ? ORDER BY start_at DESC, id DESC"#,
        person
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(Broadcast::from).collect())
}

/// Saves where a broadcast stands; its text and its readers never change.
pub(super) async fn save(db: &mut SqliteConnection, broadcast: &Broadcast) -> sqlx::Result<()> {
    let millis = |at: Option<DateTime<Utc>>| at.map(|at| at.timestamp_millis());
    let (started, finished) = (millis(broadcast.started_at), millis(broadcast.finished_at));
    let drawn = millis(broadcast.drawn_at);
    sqlx::query!(
        "UPDATE broadcasts SET state = ?, round = ?, started_at = ?, finished_at = ?, drawn_at = ? WHERE id = ?",
        broadcast.course,
        broadcast.round,
        started,
        finished,
        drawn,
        broadcast.id
    )
    .execute(db)
    .await?;
    Ok(())
}

/// How many broadcasts of a community began or will begin between two instants.
pub(super) async fn between(
    db: &mut SqliteConnection,
    community: &CommunityId,
    (from, to): (DateTime<Utc>, DateTime<Utc>),
) -> sqlx::Result<i64> {
    let (from, to) = (from.timestamp_millis(), to.timestamp_millis());
    sqlx::query_scalar!(
        "SELECT count(*) FROM broadcasts
         WHERE community = ? AND start_at >= ? AND start_at < ? AND state NOT IN ('withdrawn', 'barred')",
        community,
        from,
        to
    )
    .fetch_one(db)
    .await
}

/// Fixes the recipients, in this order. Whoever is among them already stays as she is.
pub(super) async fn fix(db: &mut SqliteConnection, id: BroadcastId, people: &[PersonId]) -> sqlx::Result<()> {
    let people = Json(people);
    sqlx::query!(
        "INSERT INTO broadcast_recipients (broadcast, person)
         SELECT ?, value FROM json_each(?) WHERE true ORDER BY key ON CONFLICT (broadcast, person) DO NOTHING",
        id,
        people
    )
    .execute(db)
    .await?;
    Ok(())
}

pub(super) async fn tally(db: &mut SqliteConnection, id: BroadcastId) -> sqlx::Result<Tally> {
    let rows = sqlx::query!(
        r#"SELECT state AS "fate: Fate", count(*) AS "n: i64" FROM broadcast_recipients
           WHERE broadcast = ? GROUP BY state"#,
        id
    )
    .fetch_all(db)
    .await?;
    let mut tally = Tally::default();
    for row in rows {
        tally.count(row.fate, usize::try_from(row.n).unwrap_or_default());
    }
    Ok(tally)
}

/// How many have no end yet. Reads only those on the way, so that a receipt costs the same with ten or with many.
pub(super) async fn left(db: &mut SqliteConnection, id: BroadcastId) -> sqlx::Result<Left> {
    let row = sqlx::query!(
        r#"SELECT EXISTS (SELECT 1 FROM broadcast_recipients
                          WHERE broadcast = ?1 AND state = 'waiting' AND person IS NOT NULL)
                    AS "waiting!: bool",
                  (SELECT count(*) FROM broadcast_recipients WHERE broadcast = ?1 AND state = 'queued')
                    AS "queued!: i64""#,
        id
    )
    .fetch_one(db)
    .await?;
    Ok(Left { waiting: row.waiting, queued: usize::try_from(row.queued).unwrap_or_default() })
}

/// Those who wait, in their order.
pub(super) async fn waiting(db: &mut SqliteConnection, id: BroadcastId, limit: u32) -> sqlx::Result<Vec<PersonId>> {
    sqlx::query_scalar!(
        r#"SELECT person AS "person!: PersonId" FROM broadcast_recipients
           WHERE broadcast = ? AND state = 'waiting' AND person IS NOT NULL ORDER BY id LIMIT ?"#,
        id,
        limit
    )
    .fetch_all(db)
    .await
}

/// Those who got it.
pub(super) async fn reached(db: &mut SqliteConnection, id: BroadcastId) -> sqlx::Result<Vec<PersonId>> {
    sqlx::query_scalar!(
        r#"SELECT person AS "person!: PersonId" FROM broadcast_recipients
           WHERE broadcast = ? AND state = 'sent' AND person IS NOT NULL ORDER BY id"#,
        id
    )
    .fetch_all(db)
    .await
}

pub(super) async fn recipient(
    db: &mut SqliteConnection,
    id: BroadcastId,
    person: PersonId,
) -> sqlx::Result<Option<Recipient>> {
    let row = sqlx::query!(
        r#"SELECT state AS "fate: Fate", round AS "round: u32" FROM broadcast_recipients
           WHERE broadcast = ? AND person = ?"#,
        id,
        person
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|r| Recipient { fate: r.fate, round: r.round }))
}

pub(super) async fn put_recipient(
    db: &mut SqliteConnection,
    id: BroadcastId,
    person: PersonId,
    recipient: Recipient,
) -> sqlx::Result<()> {
    sqlx::query!(
        "UPDATE broadcast_recipients SET state = ?, round = ? WHERE broadcast = ? AND person = ?",
        recipient.fate,
        recipient.round,
        id,
        person
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Everybody of one fate gets another. Whoever was erased keeps hers: she can never be written to again.
pub(super) async fn turn_all(db: &mut SqliteConnection, id: BroadcastId, from: Fate, to: Fate) -> sqlx::Result<()> {
    sqlx::query!(
        "UPDATE broadcast_recipients SET state = ? WHERE broadcast = ? AND state = ? AND person IS NOT NULL",
        to,
        id,
        from
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The rounds of those on the way.
pub(super) async fn rounds_out(db: &mut SqliteConnection, id: BroadcastId) -> sqlx::Result<Vec<u32>> {
    sqlx::query_scalar!(
        r#"SELECT DISTINCT round AS "round: u32" FROM broadcast_recipients WHERE broadcast = ? AND state = 'queued'"#,
        id
    )
    .fetch_all(db)
    .await
}

/// Broadcasts of a community in which a person still waits.
pub(super) async fn awaited_in(
    db: &mut SqliteConnection,
    community: &CommunityId,
    person: PersonId,
) -> sqlx::Result<Vec<BroadcastId>> {
    sqlx::query_scalar!(
        r#"SELECT b.id AS "id!: BroadcastId" FROM broadcast_recipients AS r JOIN broadcasts AS b ON b.id = r.broadcast
           WHERE r.person = ? AND r.state = 'waiting' AND b.community = ?"#,
        person,
        community
    )
    .fetch_all(db)
    .await
}

/// Broadcasts in which a person has no end yet.
pub(super) async fn unfinished_with(db: &mut SqliteConnection, person: PersonId) -> sqlx::Result<Vec<BroadcastId>> {
    sqlx::query_scalar!(
        r#"SELECT broadcast AS "id!: BroadcastId" FROM broadcast_recipients
           WHERE person = ? AND state IN ('waiting', 'queued')"#,
        person
    )
    .fetch_all(db)
    .await
}

/// Cuts every tie to a person. Her rows stay as numbers, so that a report that was read does not change.
pub(super) async fn erase(db: &mut SqliteConnection, person: PersonId) -> sqlx::Result<()> {
    sqlx::query!(
        "UPDATE broadcast_recipients SET person = NULL,
                state = CASE WHEN state IN ('waiting', 'queued') THEN 'skipped' ELSE state END
         WHERE person = ?",
        person
    )
    .execute(&mut *db)
    .await?;
    sqlx::query!("UPDATE broadcasts SET author = NULL, body = '{}' WHERE author = ?", person).execute(db).await?;
    Ok(())
}

/// What a person was sent: the community, when, how it ended, and when she said that she has read it.
pub(super) async fn received_by(
    db: &mut SqliteConnection,
    person: PersonId,
) -> sqlx::Result<Vec<(CommunityId, DateTime<Utc>, Fate, Option<DateTime<Utc>>)>> {
    let rows = sqlx::query!(
        r#"SELECT b.community AS "community: CommunityId", b.start_at, r.state AS "fate: Fate", r.read_at
           FROM broadcast_recipients AS r JOIN broadcasts AS b ON b.id = r.broadcast
           WHERE r.person = ? ORDER BY r.id"#,
        person
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|r| (r.community, at_millis(r.start_at), r.fate, r.read_at.map(at_millis))).collect())
}
