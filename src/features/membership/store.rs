//! SQL of `memberships`, `units`, `consents`, `consent_texts` and `invites`.

use sqlx::SqliteConnection;

use super::standing::{MemberState, Standing};
use crate::kernel::ids::{CommunityId, PersonId, UnitId};

pub(super) async fn standing(
    db: &mut SqliteConnection,
    person: PersonId,
    community: &CommunityId,
) -> sqlx::Result<Option<Standing>> {
    let row = sqlx::query!(
        r#"SELECT state AS "state: MemberState", category, unit AS "unit: UnitId",
                  mentor AS "mentor: bool", coordinator AS "coordinator: bool"
           FROM memberships WHERE person = ? AND community = ?"#,
        person,
        community
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|r| Standing {
        community: community.clone(),
        state: Some(r.state),
        category: r.category,
        unit: r.unit,
        mentor: r.mentor,
        coordinator: r.coordinator,
    }))
}

pub(super) async fn members(
    db: &mut SqliteConnection,
    community: &CommunityId,
    category: Option<&str>,
    unit: Option<UnitId>,
    mentors: bool,
) -> sqlx::Result<Vec<PersonId>> {
    sqlx::query_scalar!(
        r#"SELECT person AS "person!: PersonId" FROM memberships
           WHERE community = ?1 AND state = 'active' AND (?2 IS NULL OR category = ?2)
             AND (?3 IS NULL OR unit = ?3) AND (NOT ?4 OR mentor = 1)
           ORDER BY joined_at, person"#,
        community,
        category,
        unit,
        mentors
    )
    .fetch_all(db)
    .await
}

pub(super) async fn mentors_of(
    db: &mut SqliteConnection,
    community: &CommunityId,
    topic: &str,
) -> sqlx::Result<Vec<PersonId>> {
    sqlx::query_scalar!(
        r#"SELECT person AS "person!: PersonId" FROM memberships AS m
           WHERE community = ? AND state = 'active' AND mentor = 1
             AND (topics = '[]' OR EXISTS (SELECT 1 FROM json_each(m.topics) WHERE value = ?))
           ORDER BY joined_at, person"#,
        community,
        topic
    )
    .fetch_all(db)
    .await
}

pub(super) async fn coordinators(db: &mut SqliteConnection, community: &CommunityId) -> sqlx::Result<Vec<PersonId>> {
    sqlx::query_scalar!(
        r#"SELECT person AS "person!: PersonId" FROM memberships
           WHERE community = ? AND state = 'active' AND coordinator = 1 ORDER BY joined_at, person"#,
        community
    )
    .fetch_all(db)
    .await
}

/// Whether a person coordinates any community.
///
/// # Errors
/// Storage errors.
pub async fn coordinates(db: &mut SqliteConnection, person: PersonId) -> sqlx::Result<bool> {
    let n = sqlx::query_scalar!(
        "SELECT count(*) FROM memberships WHERE person = ? AND state = 'active' AND coordinator = 1",
        person
    )
    .fetch_one(db)
    .await?;
    Ok(n > 0)
}
