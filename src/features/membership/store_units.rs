//! SQL of `units`.

use sqlx::SqliteConnection;

use crate::kernel::ids::{CommunityId, UnitId};

/// A team inside a community: one ПОС, one council (domain.md §1.2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Its number.
    pub id: UnitId,
    /// Of which community.
    pub community: CommunityId,
    /// What it is called.
    pub title: String,
    /// Takes nobody in any more.
    pub closed: bool,
}

/// All teams, by title.
pub(super) async fn all(db: &mut SqliteConnection, community: &CommunityId) -> sqlx::Result<Vec<Unit>> {
    sqlx::query_as!(
        Unit,
        r#"SELECT id AS "id!: UnitId", community AS "community!: CommunityId", title, closed AS "closed!: bool"
           FROM units WHERE community = ? ORDER BY title"#,
        community
    )
    .fetch_all(db)
    .await
}

/// One team.
pub(super) async fn find(db: &mut SqliteConnection, unit: UnitId) -> sqlx::Result<Option<Unit>> {
    sqlx::query_as!(
        Unit,
        r#"SELECT id AS "id!: UnitId", community AS "community!: CommunityId", title, closed AS "closed!: bool"
           FROM units WHERE id = ?"#,
        unit
    )
    .fetch_optional(db)
    .await
}

/// Adds a team; `false` if there is one of that title.
pub(super) async fn add(db: &mut SqliteConnection, community: &CommunityId, title: &str) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        "INSERT INTO units (community, title) VALUES (?, ?) ON CONFLICT (community, title) DO NOTHING",
        community,
        title
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Gives a team another title; `false` if another one bears it.
pub(super) async fn rename(db: &mut SqliteConnection, unit: UnitId, title: &str) -> sqlx::Result<bool> {
    let done = sqlx::query!("UPDATE OR IGNORE units SET title = ? WHERE id = ?", title, unit).execute(db).await?;
    Ok(done.rows_affected() == 1)
}

/// Closes a team or opens it again.
pub(super) async fn set_closed(db: &mut SqliteConnection, unit: UnitId, closed: bool) -> sqlx::Result<()> {
    sqlx::query!("UPDATE units SET closed = ? WHERE id = ?", closed, unit).execute(db).await?;
    Ok(())
}
