//! SQL of `broadcast_recipients` and of the counts that the database keeps of them.
//!
//! No statement here may grow with the recipients but those that turn them, or take a batch of them. Whoever waits may have
//! no row yet: the counts know of her (`store_packs`). There is no index by person: whatever is asked about one is asked of
//! each broadcast (migration 0018).

use chrono::{DateTime, Utc};
use sqlx::SqliteConnection;
use sqlx::types::Json;

use super::rules::{Course, Fate, Kind, Left, Recipient, Tally};
use crate::kernel::ids::{BroadcastId, CommunityId, PersonId};
use crate::kernel::time::at_millis;

/// How many stand where.
pub(super) async fn tally(db: &mut SqliteConnection, id: BroadcastId) -> sqlx::Result<Tally> {
    let rows =
        sqlx::query!(r#"SELECT state AS "fate: Fate", n AS "n: i64" FROM broadcast_counts WHERE broadcast = ?"#, id)
            .fetch_all(db)
            .await?;
    let mut tally = Tally::default();
    for row in rows {
        tally.count(row.fate, usize::try_from(row.n).unwrap_or_default());
    }
    Ok(tally)
}

/// How many stand where, and who of them has no end yet.
pub(super) async fn left(db: &mut SqliteConnection, id: BroadcastId) -> sqlx::Result<(Tally, Left)> {
    let tally = tally(&mut *db, id).await?;
    let due = if tally.waiting > 0 { dues(db, id).await?.map(|(first, _)| first) } else { None };
    Ok((tally, Left { waiting: tally.waiting, queued: tally.queued, due }))
}

/// When the first and the last of those who wait may be written to.
pub(super) async fn dues(
    db: &mut SqliteConnection,
    id: BroadcastId,
) -> sqlx::Result<Option<(DateTime<Utc>, DateTime<Utc>)>> {
    let row = sqlx::query!(
        r#"SELECT min(due_at) AS "first: i64", max(due_at) AS "last: i64" FROM (
             SELECT (SELECT min(due_at) FROM broadcast_recipients WHERE broadcast = ?1 AND state = 'waiting') AS due_at
             UNION ALL SELECT (SELECT max(due_at) FROM broadcast_recipients WHERE broadcast = ?1 AND state = 'waiting')
             UNION ALL SELECT (SELECT min(due_at) FROM broadcast_packs WHERE broadcast = ?1)
             UNION ALL SELECT (SELECT max(due_at) FROM broadcast_packs WHERE broadcast = ?1))"#,
        id
    )
    .fetch_one(db)
    .await?;
    Ok(row.first.zip(row.last).map(|(first, last)| (at_millis(first), at_millis(last))))
}

/// What a receipt needs to know, in one statement.
pub(super) struct Stand {
    /// The recipient.
    pub recipient: Recipient,
    /// She has said that she has read it.
    pub read: bool,
    /// Where the broadcast stands.
    pub course: Course,
    /// Who has no end yet.
    pub left: Left,
    /// Everybody.
    pub all: usize,
    /// Several pictures or files at once, whose buttons follow in a message of their own.
    pub album: bool,
    /// When the progress was drawn last.
    pub drawn_at: Option<DateTime<Utc>>,
    /// Since when the pace is measured.
    pub paced: Option<(DateTime<Utc>, usize)>,
}

pub(super) async fn stand(db: &mut SqliteConnection, id: BroadcastId, person: PersonId) -> sqlx::Result<Option<Stand>> {
    let row = sqlx::query!(
        r#"SELECT r.state AS "fate: Fate", r.round AS "round: u32", b.state AS "course: Course", r.read_at, b.drawn_at, b.paced_at,
                  b.paced_from, c.n AS "all!: i64", c.waiting AS "waiting!: i64", c.queued AS "queued!: i64",
                  (SELECT min(due_at) FROM (
                     SELECT (SELECT min(due_at) FROM broadcast_recipients
                             WHERE broadcast = ?1 AND state = 'waiting') AS due_at
                     UNION ALL SELECT (SELECT min(due_at) FROM broadcast_packs WHERE broadcast = ?1))) AS "due: i64",
                  coalesce(json_array_length(b.body, '$.media') > 1, 0) AS "album!: bool"
           FROM broadcast_recipients AS r JOIN broadcasts AS b ON b.id = r.broadcast
           JOIN (SELECT coalesce(sum(n), 0) AS n, coalesce(sum(n) FILTER (WHERE state = 'waiting'), 0) AS waiting,
                        coalesce(sum(n) FILTER (WHERE state = 'queued'), 0) AS queued
                 FROM broadcast_counts WHERE broadcast = ?1) AS c
           WHERE r.broadcast = ?1 AND r.person = ?2"#,
        id,
        person
    )
    .fetch_optional(db)
    .await?;
    let count = |n: i64| usize::try_from(n).unwrap_or_default();
    Ok(row.map(|r| Stand {
        recipient: Recipient { fate: r.fate, round: r.round },
        read: r.read_at.is_some(),
        course: r.course,
        left: Left { waiting: count(r.waiting), queued: count(r.queued), due: r.due.map(at_millis) },
        all: count(r.all),
        album: r.album,
        drawn_at: r.drawn_at.map(at_millis),
        paced: r.paced_at.map(|at| (at_millis(at), count(r.paced_from))),
    }))
}

/// Those whose turn has come, in their order, with the rounds in which they were written to last.
pub(super) async fn waiting(
    db: &mut SqliteConnection,
    id: BroadcastId,
    now: DateTime<Utc>,
    limit: u32,
) -> sqlx::Result<Vec<(PersonId, u32)>> {
    let now = now.timestamp_millis();
    let rows = sqlx::query!(
        r#"SELECT person AS "person!: PersonId", round AS "round: u32" FROM broadcast_recipients
           WHERE broadcast = ? AND state = 'waiting' AND due_at <= ? AND person IS NOT NULL
           ORDER BY due_at, id LIMIT ? + 0"#,
        id,
        now,
        limit
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|r| (r.person, r.round)).collect())
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

pub(super) async fn put_recipient(
    db: &mut SqliteConnection,
    id: BroadcastId,
    person: PersonId,
    recipient: Recipient,
) -> sqlx::Result<()> {
    put_recipients(db, id, &[person], recipient).await
}

/// These people stand there now.
pub(super) async fn put_recipients(
    db: &mut SqliteConnection,
    id: BroadcastId,
    people: &[PersonId],
    recipient: Recipient,
) -> sqlx::Result<()> {
    if people.is_empty() {
        return Ok(());
    }
    let people = Json(people);
    sqlx::query!(
        "UPDATE broadcast_recipients SET state = ?, round = ?
         WHERE broadcast = ? AND person IN (SELECT value FROM json_each(?))",
        recipient.fate,
        recipient.round,
        id,
        people
    )
    .execute(db)
    .await?;
    Ok(())
}

/// These people are written to not before `due`.
pub(super) async fn put_off(
    db: &mut SqliteConnection,
    id: BroadcastId,
    people: &[PersonId],
    due: DateTime<Utc>,
) -> sqlx::Result<()> {
    let (people, due) = (Json(people), due.timestamp_millis());
    sqlx::query!(
        "UPDATE broadcast_recipients SET due_at = ?
         WHERE broadcast = ? AND person IN (SELECT value FROM json_each(?))",
        due,
        id,
        people
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

/// Broadcasts of a community that are still to come to a person, and where she stands in each.
pub(super) async fn coming_to(
    db: &mut SqliteConnection,
    community: &CommunityId,
    person: PersonId,
    kind: Option<Kind>,
) -> sqlx::Result<Vec<(BroadcastId, Recipient)>> {
    let rows = sqlx::query!(
        r#"SELECT b.id AS "id!: BroadcastId", r.state AS "fate!: Fate", r.round AS "round!: u32"
           FROM broadcasts AS b CROSS JOIN broadcast_recipients AS r ON r.broadcast = b.id AND r.person = ?1
           WHERE r.state IN ('waiting', 'queued') AND b.community = ?2 AND b.state IN ('sending', 'paused')
             AND (?3 IS NULL OR b.kind = ?3)"#,
        person,
        community,
        kind
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|r| (r.id, Recipient { fate: r.fate, round: r.round })).collect())
}

/// Broadcasts in which a person has no end yet: those of one community, or all.
pub(super) async fn unfinished_with(
    db: &mut SqliteConnection,
    community: Option<&CommunityId>,
    person: PersonId,
) -> sqlx::Result<Vec<BroadcastId>> {
    sqlx::query_scalar!(
        r#"SELECT b.id AS "id!: BroadcastId"
           FROM broadcasts AS b CROSS JOIN broadcast_recipients AS r ON r.broadcast = b.id AND r.person = ?1
           WHERE r.state IN ('waiting', 'queued') AND (?2 IS NULL OR b.community = ?2)"#,
        person,
        community
    )
    .fetch_all(db)
    .await
}

/// Cuts every tie to a recipient, in one community or everywhere. Her rows stay as numbers, so that a report that was read
/// does not change.
pub(super) async fn forget(
    db: &mut SqliteConnection,
    community: Option<&CommunityId>,
    person: PersonId,
) -> sqlx::Result<()> {
    sqlx::query!(
        "UPDATE broadcast_recipients SET person = NULL,
                state = CASE WHEN state IN ('waiting', 'queued') THEN 'skipped' ELSE state END
         WHERE broadcast IN (SELECT id FROM broadcasts WHERE ?2 IS NULL OR community = ?2) AND person = ?1",
        person,
        community
    )
    .execute(db)
    .await?;
    Ok(())
}
