//! SQL of `broadcast_segments` and `broadcast_optouts`, and of the marks «Прочитано».

use chrono::{DateTime, Utc};
use sqlx::SqliteConnection;
use sqlx::types::Json;

use super::rules::{Kind, Segment};
use crate::kernel::ids::{BroadcastId, CommunityId, PersonId, SegmentId};
use crate::kernel::time::at_millis;

/// A segment saved under a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Saved {
    pub(super) id: SegmentId,
    pub(super) name: String,
    pub(super) segment: Segment,
}

/// The saved segments of a community, by name.
pub(super) async fn segments(db: &mut SqliteConnection, community: &CommunityId) -> sqlx::Result<Vec<Saved>> {
    let rows = sqlx::query!(
        r#"SELECT id AS "id!: SegmentId", name, segment AS "segment: Json<Segment>"
           FROM broadcast_segments WHERE community = ? ORDER BY name"#,
        community
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|r| Saved { id: r.id, name: r.name, segment: r.segment.0 }).collect())
}

/// Saves a segment; `None` if the community has one of that name.
pub(super) async fn save_segment(
    db: &mut SqliteConnection,
    community: &CommunityId,
    name: &str,
    segment: &Segment,
    now: DateTime<Utc>,
) -> sqlx::Result<Option<SegmentId>> {
    let (segment, now) = (Json(segment), now.timestamp_millis());
    let done = sqlx::query!(
        "INSERT INTO broadcast_segments (community, name, segment, created_at) VALUES (?, ?, ?, ?)
         ON CONFLICT (community, name) DO NOTHING",
        community,
        name,
        segment,
        now
    )
    .execute(db)
    .await?;
    Ok((done.rows_affected() == 1).then(|| SegmentId(done.last_insert_rowid())))
}

/// Forgets a saved segment; letters that were written to it stay as they are.
pub(super) async fn drop_segment(
    db: &mut SqliteConnection,
    community: &CommunityId,
    id: SegmentId,
) -> sqlx::Result<()> {
    sqlx::query!("DELETE FROM broadcast_segments WHERE community = ? AND id = ?", community, id).execute(db).await?;
    Ok(())
}

/// Whoever does not want letters of a kind.
pub(super) async fn optouts(
    db: &mut SqliteConnection,
    community: &CommunityId,
    kind: Kind,
) -> sqlx::Result<Vec<PersonId>> {
    sqlx::query_scalar!(
        r#"SELECT person AS "person: PersonId" FROM broadcast_optouts WHERE community = ? AND kind = ?"#,
        community,
        kind
    )
    .fetch_all(db)
    .await
}

/// Those of these people who do not want letters of a kind.
pub(super) async fn optouts_among(
    db: &mut SqliteConnection,
    community: &CommunityId,
    kind: Kind,
    people: &[PersonId],
) -> sqlx::Result<Vec<PersonId>> {
    let people = Json(people);
    sqlx::query_scalar!(
        r#"SELECT person AS "person: PersonId" FROM broadcast_optouts
           WHERE community = ? AND kind = ? AND person IN (SELECT value FROM json_each(?))"#,
        community,
        kind,
        people
    )
    .fetch_all(db)
    .await
}

/// What a person does not want: of which community, which kind, since when.
pub(super) async fn optouts_of(
    db: &mut SqliteConnection,
    person: PersonId,
) -> sqlx::Result<Vec<(CommunityId, Kind, DateTime<Utc>)>> {
    let rows = sqlx::query!(
        r#"SELECT community AS "community: CommunityId", kind AS "kind: Kind", at FROM broadcast_optouts
           WHERE person = ? ORDER BY community, kind"#,
        person
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|r| (r.community, r.kind, at_millis(r.at))).collect())
}

/// She does not want them.
pub(super) async fn opt_out(
    db: &mut SqliteConnection,
    community: &CommunityId,
    kind: Kind,
    person: PersonId,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let now = now.timestamp_millis();
    sqlx::query!(
        "INSERT INTO broadcast_optouts (community, kind, person, at) VALUES (?, ?, ?, ?)
         ON CONFLICT (community, kind, person) DO NOTHING",
        community,
        kind,
        person,
        now
    )
    .execute(db)
    .await?;
    Ok(())
}

/// She wants them again.
pub(super) async fn opt_in(
    db: &mut SqliteConnection,
    community: &CommunityId,
    kind: Kind,
    person: PersonId,
) -> sqlx::Result<()> {
    sqlx::query!(
        "DELETE FROM broadcast_optouts WHERE community = ? AND kind = ? AND person = ?",
        community,
        kind,
        person
    )
    .execute(db)
    .await?;
    Ok(())
}

/// What a person does not want is forgotten: in one community, or everywhere.
pub(super) async fn forget(
    db: &mut SqliteConnection,
    community: Option<&CommunityId>,
    person: PersonId,
) -> sqlx::Result<()> {
    sqlx::query!(
        "DELETE FROM broadcast_optouts WHERE person = ?1 AND (?2 IS NULL OR community = ?2)",
        person,
        community
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Notes that she has read a letter, which has reached her then, whatever was known of it; the first time counts. `false` if
/// it was not sent to her.
pub(super) async fn mark_read(
    db: &mut SqliteConnection,
    id: BroadcastId,
    person: PersonId,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let now = now.timestamp_millis();
    let done = sqlx::query!(
        "UPDATE broadcast_recipients
         SET read_at = coalesce(read_at, ?), state = CASE state WHEN 'unknown' THEN 'sent' ELSE state END
         WHERE broadcast = ? AND person = ? AND state NOT IN ('waiting', 'skipped')",
        now,
        id,
        person
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// How many pressed «Прочитано».
pub(super) async fn readers(db: &mut SqliteConnection, id: BroadcastId) -> sqlx::Result<usize> {
    let n = sqlx::query_scalar!(
        "SELECT count(*) FROM broadcast_recipients WHERE broadcast = ? AND read_at IS NOT NULL",
        id
    )
    .fetch_one(db)
    .await?;
    Ok(usize::try_from(n).unwrap_or_default())
}

/// Those who got a letter and did not press «Прочитано».
pub(super) async fn unread(db: &mut SqliteConnection, id: BroadcastId) -> sqlx::Result<Vec<PersonId>> {
    sqlx::query_scalar!(
        r#"SELECT person AS "person!: PersonId" FROM broadcast_recipients
           WHERE broadcast = ? AND state = 'sent' AND read_at IS NULL AND person IS NOT NULL ORDER BY id"#,
        id
    )
    .fetch_all(db)
    .await
}
