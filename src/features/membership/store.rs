//! SQL of `memberships`.

use chrono::{DateTime, Utc};
use sqlx::SqliteConnection;
use sqlx::types::Json;

use super::standing::{MemberState, Standing};
use crate::kernel::ids::{CommunityId, PersonId, UnitId};
use crate::kernel::time::at_millis;

pub(super) async fn standing(
    db: &mut SqliteConnection,
    person: PersonId,
    community: &CommunityId,
) -> sqlx::Result<Option<Standing>> {
    let row = sqlx::query!(
        r#"SELECT state AS "state: MemberState", category, unit AS "unit: UnitId",
                  mentor AS "mentor: bool", coordinator AS "coordinator: bool", joined_at
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
        joined_at: r.joined_at.map(at_millis),
    }))
}

/// All active members, by their numbers: from an index alone.
pub(super) async fn everybody(db: &mut SqliteConnection, community: &CommunityId) -> sqlx::Result<Vec<PersonId>> {
    // In one row: each row is a word with the database's own thread, and the members may be many.
    let people = sqlx::query_scalar!(
        r#"SELECT json_group_array(person) AS "people!: Json<Vec<PersonId>>" FROM
             (SELECT person FROM memberships WHERE community = ? AND state = 'active' ORDER BY person)"#,
        community
    )
    .fetch_one(db)
    .await?;
    Ok(people.0)
}

/// Some of the active members, by their numbers.
pub(super) async fn members(
    db: &mut SqliteConnection,
    community: &CommunityId,
    category: Option<&str>,
    unit: Option<UnitId>,
    mentors: bool,
) -> sqlx::Result<Vec<PersonId>> {
    let people = sqlx::query_scalar!(
        r#"SELECT json_group_array(person) AS "people!: Json<Vec<PersonId>>" FROM
             (SELECT person FROM memberships
              WHERE community = ?1 AND state = 'active' AND (?2 IS NULL OR category = ?2)
                AND (?3 IS NULL OR unit = ?3) AND (NOT ?4 OR mentor = 1) ORDER BY person)"#,
        community,
        category,
        unit,
        mentors
    )
    .fetch_one(db)
    .await?;
    Ok(people.0)
}

/// Those of these people who are active members, in no order.
pub(super) async fn members_among(
    db: &mut SqliteConnection,
    community: &CommunityId,
    people: &[PersonId],
) -> sqlx::Result<Vec<PersonId>> {
    let people = Json(people);
    let members = sqlx::query_scalar!(
        r#"SELECT json_group_array(person) AS "people!: Json<Vec<PersonId>>" FROM memberships
           WHERE community = ? AND state = 'active' AND person IN (SELECT value FROM json_each(?))"#,
        community,
        people
    )
    .fetch_one(db)
    .await?;
    Ok(members.0)
}

/// The active members who joined then or later, by their numbers.
pub(super) async fn joined_since(
    db: &mut SqliteConnection,
    community: &CommunityId,
    since: DateTime<Utc>,
) -> sqlx::Result<Vec<PersonId>> {
    let since = since.timestamp_millis();
    sqlx::query_scalar!(
        r#"SELECT person AS "person!: PersonId" FROM memberships
           WHERE community = ? AND state = 'active' AND joined_at >= ? ORDER BY person"#,
        community,
        since
    )
    .fetch_all(db)
    .await
}

/// Counted by the database's triggers as they come and go.
pub(super) async fn count(db: &mut SqliteConnection, community: &CommunityId) -> sqlx::Result<i64> {
    let active = sqlx::query_scalar!("SELECT active FROM member_counts WHERE community = ?", community);
    Ok(active.fetch_optional(db).await?.unwrap_or_default())
}

pub(super) async fn members_after(
    db: &mut SqliteConnection,
    community: &CommunityId,
    after: PersonId,
    limit: i64,
) -> sqlx::Result<Vec<PersonId>> {
    sqlx::query_scalar!(
        r#"SELECT person AS "person!: PersonId" FROM memberships
           WHERE community = ? AND state = 'active' AND person > ? ORDER BY person LIMIT ? + 0"#,
        community,
        after,
        limit
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

/// A membership as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) community: CommunityId,
    pub(super) state: MemberState,
    pub(super) category: Option<String>,
    pub(super) unit: Option<UnitId>,
    pub(super) mentor: bool,
    pub(super) coordinator: bool,
    /// JSON: ids of the profile's topics.
    pub(super) topics: String,
    pub(super) applied_at: Option<i64>,
    pub(super) joined_at: Option<i64>,
    pub(super) left_at: Option<i64>,
    pub(super) changed_at: i64,
}

impl Row {
    /// What a mentor answers; nothing named means everything.
    pub(super) fn topic_ids(&self) -> Vec<String> {
        serde_json::from_str(&self.topics).unwrap_or_default()
    }
}

/// Every membership of a person.
pub(super) async fn of_person(db: &mut SqliteConnection, person: PersonId) -> sqlx::Result<Vec<Row>> {
    sqlx::query_as!(
        Row,
        r#"SELECT community AS "community!: CommunityId", state AS "state!: MemberState", category,
                  unit AS "unit: UnitId", mentor AS "mentor!: bool", coordinator AS "coordinator!: bool", topics,
                  applied_at, joined_at, left_at, changed_at
           FROM memberships WHERE person = ? ORDER BY changed_at, community"#,
        person
    )
    .fetch_all(db)
    .await
}

/// One membership of a person.
pub(super) async fn row(
    db: &mut SqliteConnection,
    person: PersonId,
    community: &CommunityId,
) -> sqlx::Result<Option<Row>> {
    Ok(of_person(db, person).await?.into_iter().find(|row| row.community == *community))
}

/// Puts a membership into `state`; whoever is no member holds no role.
pub(super) async fn set_state(
    db: &mut SqliteConnection,
    person: PersonId,
    community: &CommunityId,
    state: MemberState,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let now = now.timestamp_millis();
    sqlx::query!(
        "INSERT INTO memberships (person, community, state, changed_at) VALUES (?, ?, ?, ?)
         ON CONFLICT (person, community) DO UPDATE SET state = excluded.state, changed_at = excluded.changed_at",
        person,
        community,
        state,
        now
    )
    .execute(&mut *db)
    .await?;
    sqlx::query!(
        "UPDATE memberships SET
             applied_at = CASE WHEN state IN ('consent_given', 'under_review') THEN ?1 ELSE applied_at END,
             joined_at = CASE WHEN state = 'active' THEN ?1 ELSE joined_at END,
             left_at = CASE WHEN state = 'left' THEN ?1 ELSE NULL END,
             topics = CASE WHEN state = 'active' THEN topics ELSE '[]' END
         WHERE person = ?2 AND community = ?3",
        now,
        person,
        community
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Takes every role away: before the membership itself ends.
pub(super) async fn drop_roles(
    db: &mut SqliteConnection,
    person: PersonId,
    community: &CommunityId,
) -> sqlx::Result<()> {
    sqlx::query!(
        "UPDATE memberships SET mentor = 0, coordinator = 0 WHERE person = ? AND community = ?",
        person,
        community
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Gives or takes the mentor's role; a new mentor answers everything.
pub(super) async fn set_mentor(
    db: &mut SqliteConnection,
    person: PersonId,
    community: &CommunityId,
    mentor: bool,
) -> sqlx::Result<()> {
    sqlx::query!(
        "UPDATE memberships SET mentor = ?, topics = '[]' WHERE person = ? AND community = ? AND state = 'active'",
        mentor,
        person,
        community
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Gives or takes the coordinator's role.
pub(super) async fn set_coordinator(
    db: &mut SqliteConnection,
    person: PersonId,
    community: &CommunityId,
    coordinator: bool,
) -> sqlx::Result<()> {
    sqlx::query!(
        "UPDATE memberships SET coordinator = ? WHERE person = ? AND community = ? AND state = 'active'",
        coordinator,
        person,
        community
    )
    .execute(db)
    .await?;
    Ok(())
}

/// What a mentor answers, as JSON.
pub(super) async fn set_topics(
    db: &mut SqliteConnection,
    person: PersonId,
    community: &CommunityId,
    topics: &str,
) -> sqlx::Result<()> {
    sqlx::query!(
        "UPDATE memberships SET topics = ? WHERE person = ? AND community = ? AND mentor = 1",
        topics,
        person,
        community
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Category and team.
pub(super) async fn set_place(
    db: &mut SqliteConnection,
    person: PersonId,
    community: &CommunityId,
    category: Option<&str>,
    unit: Option<UnitId>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "UPDATE memberships SET category = ?, unit = ? WHERE person = ? AND community = ?",
        category,
        unit,
        person,
        community
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Forgets a membership.
pub(super) async fn delete(db: &mut SqliteConnection, person: PersonId, community: &CommunityId) -> sqlx::Result<()> {
    sqlx::query!("DELETE FROM memberships WHERE person = ? AND community = ?", person, community).execute(db).await?;
    Ok(())
}

/// Whoever waits for a coordinator, the longest first.
pub(super) async fn waiting(db: &mut SqliteConnection, community: &CommunityId) -> sqlx::Result<Vec<PersonId>> {
    sqlx::query_scalar!(
        r#"SELECT person AS "person!: PersonId" FROM memberships
           WHERE community = ? AND state IN ('consent_given', 'under_review') ORDER BY applied_at, person"#,
        community
    )
    .fetch_all(db)
    .await
}

/// How many wait for a coordinator.
pub(super) async fn waiting_count(db: &mut SqliteConnection, community: &CommunityId) -> sqlx::Result<i64> {
    sqlx::query_scalar!(
        "SELECT count(*) FROM memberships WHERE community = ? AND state IN ('consent_given', 'under_review')",
        community
    )
    .fetch_one(db)
    .await
}

/// How many members there are of each category.
pub(super) async fn by_category(
    db: &mut SqliteConnection,
    community: &CommunityId,
) -> sqlx::Result<Vec<(Option<String>, i64)>> {
    let rows = sqlx::query!(
        "SELECT category, count(*) AS n FROM memberships WHERE community = ? AND state = 'active' GROUP BY category",
        community
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|r| (r.category, r.n)).collect())
}
