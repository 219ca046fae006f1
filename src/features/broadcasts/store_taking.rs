//! SQL of what is kept about one person here: for her to take along, and to be counted.

use chrono::{DateTime, Utc};
use sqlx::SqliteConnection;

use super::rules::Fate;
use crate::kernel::ids::{CommunityId, PersonId};
use crate::kernel::time::at_millis;

/// How many entries there are: letters written, letters received or on the way, digests, letters not wanted.
pub(super) async fn count(db: &mut SqliteConnection, person: PersonId) -> sqlx::Result<i64> {
    // A pack that does not hold her number as letters is not taken apart.
    sqlx::query_scalar!(
        r#"SELECT (SELECT count(*) FROM broadcasts WHERE author = ?1)
                + (SELECT count(*) FROM broadcasts AS b
                   CROSS JOIN broadcast_recipients AS r ON r.broadcast = b.id AND r.person = ?1)
                + (SELECT count(*) FROM broadcast_packs AS p WHERE instr(p.people, ?1)
                     AND EXISTS (SELECT 1 FROM json_each(p.people) WHERE value = ?1))
                + (SELECT count(*) FROM digests WHERE author = ?1)
                + (SELECT count(*) FROM broadcast_optouts WHERE person = ?1) AS "n!: i64""#,
        person
    )
    .fetch_one(db)
    .await
}

/// What a person was sent.
pub(super) struct Received {
    /// In which community.
    pub(super) community: CommunityId,
    /// When it was to begin.
    pub(super) at: DateTime<Utc>,
    /// How it ended for her.
    pub(super) fate: Fate,
    /// When she said that she has read it.
    pub(super) read_at: Option<DateTime<Utc>>,
}

/// What a person was sent, and what waits for her: in a row of her own, or in a pack.
pub(super) async fn received_by(db: &mut SqliteConnection, person: PersonId) -> sqlx::Result<Vec<Received>> {
    let rows = sqlx::query!(
        r#"SELECT b.community AS "community: CommunityId", b.start_at, r.state AS "fate: Fate", r.read_at
           FROM broadcasts AS b CROSS JOIN broadcast_recipients AS r ON r.broadcast = b.id AND r.person = ?
           ORDER BY b.id"#,
        person
    )
    .fetch_all(&mut *db)
    .await?;
    let packed = sqlx::query!(
        r#"SELECT b.community AS "community!: CommunityId", b.start_at AS "start_at!"
           FROM broadcast_packs AS p CROSS JOIN broadcasts AS b ON b.id = p.broadcast
           WHERE instr(p.people, ?1) AND EXISTS (SELECT 1 FROM json_each(p.people) WHERE value = ?1)"#,
        person
    )
    .fetch_all(db)
    .await?;
    let one = |community, at, fate, read_at: Option<i64>| Received {
        community,
        at: at_millis(at),
        fate,
        read_at: read_at.map(at_millis),
    };
    let packed = packed.into_iter().map(|r| one(r.community, r.start_at, Fate::Waiting, None));
    Ok(rows.into_iter().map(|r| one(r.community, r.start_at, r.fate, r.read_at)).chain(packed).collect())
}
