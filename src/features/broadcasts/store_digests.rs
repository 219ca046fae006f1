//! SQL of `digests`.

use sqlx::SqliteConnection;

use super::digest::{Digest, Rhythm};
use crate::kernel::ids::{CommunityId, PersonId};
use crate::kernel::time::at_millis;

pub(super) async fn find(db: &mut SqliteConnection, community: &CommunityId) -> sqlx::Result<Option<Digest>> {
    let row = sqlx::query!(
        r#"SELECT author AS "author: PersonId", state, weekday AS "weekday: u32", minute AS "minute: u32", next_at
           FROM digests WHERE community = ?"#,
        community
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|r| Digest {
        community: community.clone(),
        author: r.author,
        rhythm: Rhythm { weekday: r.weekday, minute: r.minute },
        next_at: r.next_at.filter(|_| r.state == "on").map(at_millis),
    }))
}

pub(super) async fn put(db: &mut SqliteConnection, digest: &Digest) -> sqlx::Result<()> {
    let state = if digest.next_at.is_some() { "on" } else { "off" };
    let next = digest.next_at.map(|at| at.timestamp_millis());
    sqlx::query!(
        "INSERT INTO digests (community, author, state, weekday, minute, next_at) VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT (community) DO UPDATE
         SET author = excluded.author, state = excluded.state, weekday = excluded.weekday, minute = excluded.minute,
             next_at = excluded.next_at",
        digest.community,
        digest.author,
        state,
        digest.rhythm.weekday,
        digest.rhythm.minute,
        next
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The communities whose digest a person turned on.
pub(super) async fn of(db: &mut SqliteConnection, person: PersonId) -> sqlx::Result<Vec<CommunityId>> {
    sqlx::query_scalar!(r#"SELECT community AS "community!: CommunityId" FROM digests WHERE author = ?"#, person)
        .fetch_all(db)
        .await
}
