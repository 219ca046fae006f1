//! SQL of `consents`, `consent_texts` and `invites`, and the count of all that is kept about a person here.

use chrono::{DateTime, Utc};
use sqlx::SqliteConnection;

use crate::kernel::ids::{CommunityId, PersonId};

crate::words! {
    /// To what somebody agreed. Two records, never one tick for both (156-ФЗ of 24.06.2025).
    pub enum ConsentKind {
        /// To the processing of personal data (152-ФЗ).
        PersonalData = "personal_data",
        /// To become a member (Яро 4.2).
        Joining = "joining",
    }
}

/// The exact words of a consent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Words {
    /// SHA-256 of `body`, hex.
    pub(super) hash: String,
    pub(super) version: &'static str,
    pub(super) body: String,
}

impl Words {
    /// What the button of agreement carries: `yes` and the beginning of the hash, so that nobody agrees to other words
    /// than those she was shown under it.
    pub(super) fn agreed(&self) -> String {
        format!("yes{}", self.hash.chars().take(12).collect::<String>())
    }
}

/// A consent that was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Given {
    pub(super) community: CommunityId,
    pub(super) kind: ConsentKind,
    pub(super) hash: String,
    pub(super) version: String,
    pub(super) body: String,
    pub(super) given_at: i64,
    pub(super) revoked_at: Option<i64>,
}

/// Records a consent; one of the same kind that was in force is superseded.
pub(super) async fn keep(
    db: &mut SqliteConnection,
    person: PersonId,
    community: &CommunityId,
    kind: ConsentKind,
    words: &Words,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let at = now.timestamp_millis();
    sqlx::query!(
        "INSERT INTO consent_texts (hash, version, body) VALUES (?, ?, ?) ON CONFLICT (hash) DO NOTHING",
        words.hash,
        words.version,
        words.body
    )
    .execute(&mut *db)
    .await?;
    revoke(&mut *db, person, community, kind, now).await?;
    sqlx::query!(
        "INSERT INTO consents (person, community, kind, hash, given_at) VALUES (?, ?, ?, ?, ?)",
        person,
        community,
        kind,
        words.hash,
        at
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The hash of the words that are in force.
pub(super) async fn in_force(
    db: &mut SqliteConnection,
    person: PersonId,
    community: &CommunityId,
    kind: ConsentKind,
) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar!(
        "SELECT hash FROM consents WHERE person = ? AND community = ? AND kind = ? AND revoked_at IS NULL",
        person,
        community,
        kind
    )
    .fetch_optional(db)
    .await
}

/// A consent is no longer in force; its record stays as evidence.
pub(super) async fn revoke(
    db: &mut SqliteConnection,
    person: PersonId,
    community: &CommunityId,
    kind: ConsentKind,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let now = now.timestamp_millis();
    sqlx::query!(
        "UPDATE consents SET revoked_at = ? WHERE person = ? AND community = ? AND kind = ? AND revoked_at IS NULL",
        now,
        person,
        community,
        kind
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Every consent a person gave, the oldest first.
pub(super) async fn of_person(db: &mut SqliteConnection, person: PersonId) -> sqlx::Result<Vec<Given>> {
    sqlx::query_as!(
        Given,
        r#"SELECT c.community AS "community!: CommunityId", c.kind AS "kind!: ConsentKind", c.hash, t.version, t.body,
                  c.given_at, c.revoked_at
           FROM consents AS c JOIN consent_texts AS t ON t.hash = c.hash WHERE c.person = ? ORDER BY c.id"#,
        person
    )
    .fetch_all(db)
    .await
}

/// A link that a person opened.
pub(super) struct Held {
    pub(super) community: CommunityId,
    pub(super) role: String,
    pub(super) expires_at: i64,
    pub(super) used_at: Option<i64>,
}

/// Every link a person holds or used, the oldest first.
pub(super) async fn invites_of(db: &mut SqliteConnection, person: PersonId) -> sqlx::Result<Vec<Held>> {
    sqlx::query_as!(
        Held,
        r#"SELECT community AS "community!: CommunityId", role, expires_at, used_at FROM invites
           WHERE holder = ? ORDER BY created_at"#,
        person
    )
    .fetch_all(db)
    .await
}

/// How many memberships, consents and links are kept of a person.
pub(super) async fn count(db: &mut SqliteConnection, person: PersonId) -> sqlx::Result<i64> {
    sqlx::query_scalar!(
        r#"SELECT (SELECT count(*) FROM memberships WHERE person = ?1)
                + (SELECT count(*) FROM consents WHERE person = ?1)
                + (SELECT count(*) FROM invites WHERE holder = ?1) AS "n!: i64""#,
        person
    )
    .fetch_one(db)
    .await
}

/// Keeps the hash of a new link.
pub(super) async fn put_invite(
    db: &mut SqliteConnection,
    hash: &str,
    community: &CommunityId,
    now: DateTime<Utc>,
    until: DateTime<Utc>,
) -> sqlx::Result<()> {
    let (now, until) = (now.timestamp_millis(), until.timestamp_millis());
    sqlx::query!(
        "INSERT INTO invites (hash, community, role, created_at, expires_at) VALUES (?, ?, 'coordinator', ?, ?)",
        hash,
        community,
        now,
        until
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Hands a link to whoever opens it first; `None` if it is unknown, used, over, or somebody else's.
pub(super) async fn claim_invite(
    db: &mut SqliteConnection,
    hash: &str,
    person: PersonId,
    now: DateTime<Utc>,
) -> sqlx::Result<Option<CommunityId>> {
    let now = now.timestamp_millis();
    let community = sqlx::query_scalar!(
        r#"UPDATE invites SET holder = ?1
           WHERE hash = ?2 AND used_at IS NULL AND expires_at > ?3 AND (holder IS NULL OR holder = ?1)
           RETURNING community AS "community!: CommunityId""#,
        person,
        hash,
        now
    )
    .fetch_optional(db)
    .await?;
    Ok(community)
}

/// Uses up a link; whether it was still its holder's to use, and not over.
pub(super) async fn use_invite(
    db: &mut SqliteConnection,
    hash: &str,
    person: PersonId,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let now = now.timestamp_millis();
    let done = sqlx::query!(
        "UPDATE invites SET used_at = ?1 WHERE hash = ?2 AND holder = ?3 AND used_at IS NULL AND expires_at > ?1",
        now,
        hash,
        person
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Nobody can tell any more who held a link, and it cannot be used.
pub(super) async fn detach_invites(
    db: &mut SqliteConnection,
    person: PersonId,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let now = now.timestamp_millis();
    sqlx::query!("UPDATE invites SET holder = NULL, used_at = coalesce(used_at, ?) WHERE holder = ?", now, person)
        .execute(db)
        .await?;
    Ok(())
}
