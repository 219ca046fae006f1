//! SQL of `broadcasts`.

use chrono::{DateTime, Utc};
use sqlx::SqliteConnection;
use sqlx::types::Json;

use super::body::Body;
use super::dialogue::Letter;
use super::rules::{Broadcast, Course, Kind, Segment};
use super::timing::{Manner, Night, Whose};
use crate::kernel::ids::{BroadcastId, CommunityId, PersonId};
use crate::kernel::time::at_millis;

/// A row as it is stored.
struct Row {
    id: BroadcastId,
    community: CommunityId,
    author: Option<PersonId>,
    kind: Kind,
    body: Json<Body>,
    segment: Json<Segment>,
    state: Course,
    round: u32,
    clock: Whose,
    night: Night,
    start_at: i64,
    begin_at: i64,
    started_at: Option<i64>,
    finished_at: Option<i64>,
    drawn_at: Option<i64>,
    paced_at: Option<i64>,
    paced_from: i64,
}

impl From<Row> for Broadcast {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            community: row.community,
            author: row.author,
            kind: row.kind,
            body: row.body.0,
            segment: row.segment.0,
            course: row.state,
            round: row.round,
            manner: Manner { whose: row.clock, night: row.night },
            start_at: at_millis(row.start_at),
            begin_at: at_millis(row.begin_at),
            started_at: row.started_at.map(at_millis),
            finished_at: row.finished_at.map(at_millis),
            drawn_at: row.drawn_at.map(at_millis),
            paced: row.paced_at.map(|at| (at_millis(at), usize::try_from(row.paced_from).unwrap_or_default())),
        }
    }
}

/// When and how a new broadcast is to go.
#[derive(Clone, Copy, Debug)]
pub(super) struct Plan {
    /// Of which kind.
    pub kind: Kind,
    /// By whose clock, and at night?
    pub manner: Manner,
    /// When it is to begin, by the community's clock.
    pub start_at: DateTime<Utc>,
    /// When its first letter may leave.
    pub begin_at: DateTime<Utc>,
}

impl Plan {
    /// A letter for `at`, everywhere at once.
    pub(super) const fn news(at: DateTime<Utc>, manner: Manner) -> Self {
        Self { kind: Kind::News, manner, start_at: at, begin_at: at }
    }
}

/// Keeps a broadcast that waits for its time: the one that was taken back to be changed, or a new one. `None`: somebody
/// else has taken that one up meanwhile, and a new one beside it would be the same letter twice.
pub(super) async fn keep(
    db: &mut SqliteConnection,
    letter: &Letter,
    author: PersonId,
    plan: Plan,
    now: DateTime<Utc>,
) -> sqlx::Result<Option<Broadcast>> {
    if let Some(id) = letter.of {
        let changed = change(db, id, letter, author, plan, now).await?;
        if let Some(broadcast) = find(db, id).await? {
            return Ok(changed.then_some(broadcast));
        }
    }
    insert(db, letter, author, plan, now).await.map(Some)
}

/// Puts one back that nobody got, as it is now; whether it was there to be put back. It counts as made now: her latest.
async fn change(
    db: &mut SqliteConnection,
    id: BroadcastId,
    letter: &Letter,
    author: PersonId,
    plan: Plan,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let (body, segment, course) = (Json(&letter.body), Json(&letter.whom), Course::Scheduled);
    let (at, begin) = (plan.start_at.timestamp_millis(), plan.begin_at.timestamp_millis());
    let made = now.timestamp_millis();
    let changed = sqlx::query!(
        "UPDATE broadcasts SET author = ?, body = ?, segment = ?, state = ?, clock = ?, night = ?, start_at = ?, begin_at = ?,
                created_at = ?
         WHERE id = ? AND community = ? AND kind = ? AND state IN ('withdrawn', 'barred')",
        author,
        body,
        segment,
        course,
        plan.manner.whose,
        plan.manner.night,
        at,
        begin,
        made,
        id,
        letter.community,
        plan.kind
    )
    .execute(db)
    .await?;
    Ok(changed.rows_affected() > 0)
}

/// A new one.
pub(super) async fn insert(
    db: &mut SqliteConnection,
    letter: &Letter,
    author: PersonId,
    plan: Plan,
    now: DateTime<Utc>,
) -> sqlx::Result<Broadcast> {
    let (body, segment, course) = (Json(&letter.body), Json(&letter.whom), Course::Scheduled);
    let (at, begin) = (plan.start_at.timestamp_millis(), plan.begin_at.timestamp_millis());
    let made = now.timestamp_millis();
    let done = sqlx::query!(
        "INSERT INTO broadcasts (community, author, kind, body, segment, state, clock, night, start_at, begin_at, created_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        letter.community,
        author,
        plan.kind,
        body,
        segment,
        course,
        plan.manner.whose,
        plan.manner.night,
        at,
        begin,
        made
    )
    .execute(db)
    .await?;
    Ok(Broadcast {
        id: BroadcastId(done.last_insert_rowid()),
        community: letter.community.clone(),
        author: Some(author),
        kind: plan.kind,
        body: letter.body.clone(),
        segment: letter.whom.clone(),
        course,
        round: 1,
        manner: plan.manner,
        start_at: plan.start_at,
        begin_at: plan.begin_at,
        started_at: None,
        finished_at: None,
        drawn_at: None,
        paced: None,
    })
}

pub(super) async fn find(db: &mut SqliteConnection, id: BroadcastId) -> sqlx::Result<Option<Broadcast>> {
    let row = sqlx::query_as!(
        Row,
        r#"SELECT id AS "id!: BroadcastId", community AS "community: CommunityId", author AS "author: PersonId",
                  kind AS "kind: Kind", body AS "body: Json<Body>", segment AS "segment: Json<Segment>",
                  state AS "state: Course", round AS "round: u32", clock AS "clock: Whose", night AS "night: Night", start_at, begin_at,
                  started_at, finished_at, drawn_at, paced_at, paced_from
           FROM broadcasts WHERE id = ?"#,
        id
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(Broadcast::from))
}

/// Broadcasts of a community that are not over, in no order.
pub(super) async fn open(db: &mut SqliteConnection, community: &CommunityId) -> sqlx::Result<Vec<Broadcast>> {
    let rows = sqlx::query_as!(
        Row,
        r#"SELECT id AS "id!: BroadcastId", community AS "community: CommunityId", author AS "author: PersonId",
                  kind AS "kind: Kind", body AS "body: Json<Body>", segment AS "segment: Json<Segment>",
                  state AS "state: Course", round AS "round: u32", clock AS "clock: Whose", night AS "night: Night", start_at, begin_at,
                  started_at, finished_at, drawn_at, paced_at, paced_from
           FROM broadcasts WHERE community = ? AND state IN ('late', 'sending', 'paused', 'scheduled')"#,
        community
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(Broadcast::from).collect())
}

/// The others, the latest first.
pub(super) async fn past(
    db: &mut SqliteConnection,
    community: &CommunityId,
    offset: u32,
    limit: u32,
) -> sqlx::Result<Vec<Broadcast>> {
    let rows = sqlx::query_as!(
        Row,
        r#"SELECT id AS "id!: BroadcastId", community AS "community: CommunityId", author AS "author: PersonId",
                  kind AS "kind: Kind", body AS "body: Json<Body>", segment AS "segment: Json<Segment>",
                  state AS "state: Course", round AS "round: u32", clock AS "clock: Whose", night AS "night: Night", start_at, begin_at,
                  started_at, finished_at, drawn_at, paced_at, paced_from
           FROM broadcasts WHERE community = ? AND state NOT IN ('late', 'sending', 'paused', 'scheduled')
           ORDER BY start_at DESC, id DESC LIMIT ? + 0 OFFSET ? + 0"#,
        community,
        limit,
        offset
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(Broadcast::from).collect())
}

/// Broadcasts a person wrote or changed, the latest first, so many at most.
pub(super) async fn written_by(db: &mut SqliteConnection, person: PersonId, most: i64) -> sqlx::Result<Vec<Broadcast>> {
    let rows = sqlx::query_as!(
        Row,
        r#"SELECT id AS "id!: BroadcastId", community AS "community: CommunityId", author AS "author: PersonId",
                  kind AS "kind: Kind", body AS "body: Json<Body>", segment AS "segment: Json<Segment>",
                  state AS "state: Course", round AS "round: u32", clock AS "clock: Whose", night AS "night: Night", start_at, begin_at,
                  started_at, finished_at, drawn_at, paced_at, paced_from
           FROM broadcasts WHERE author = ? ORDER BY created_at DESC, id DESC LIMIT ? + 0"#,
        person,
        most
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(Broadcast::from).collect())
}

/// Saves where a broadcast stands and when it goes; its text and its readers do not change by that.
pub(super) async fn save(db: &mut SqliteConnection, broadcast: &Broadcast) -> sqlx::Result<()> {
    let millis = |at: Option<DateTime<Utc>>| at.map(|at| at.timestamp_millis());
    let (started, finished) = (millis(broadcast.started_at), millis(broadcast.finished_at));
    let (start, begin) = (broadcast.start_at.timestamp_millis(), broadcast.begin_at.timestamp_millis());
    let (drawn, paced) = (millis(broadcast.drawn_at), millis(broadcast.paced.map(|(at, _)| at)));
    let from = i64::try_from(broadcast.paced.map_or(0, |(_, from)| from)).unwrap_or(i64::MAX);
    sqlx::query!(
        "UPDATE broadcasts SET author = ?, state = ?, round = ?, clock = ?, start_at = ?, begin_at = ?, started_at = ?,
                finished_at = ?, drawn_at = ?, paced_at = ?, paced_from = ? WHERE id = ?",
        broadcast.author,
        broadcast.course,
        broadcast.round,
        broadcast.manner.whose,
        start,
        begin,
        started,
        finished,
        drawn,
        paced,
        from,
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

/// What she wrote goes: the texts of her broadcasts.
pub(super) async fn erase(db: &mut SqliteConnection, person: PersonId) -> sqlx::Result<()> {
    sqlx::query!("UPDATE broadcasts SET author = NULL, body = '{}' WHERE author = ?", person).execute(db).await?;
    Ok(())
}
