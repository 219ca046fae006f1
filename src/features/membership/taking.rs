//! What this slice keeps about a person: for her to see and to take along.

use serde_json::{Value, json};

use super::super::turn::{Failure, Turn};
use super::standing::MemberState;
use super::{store, store_consents};
use crate::kernel::ids::{CommunityId, PersonId};
use crate::kernel::time::at_millis;

/// One community in which something is kept about a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Which.
    pub community: CommunityId,
    /// Where she stands there.
    pub state: MemberState,
}

/// The communities in which something is kept about a person.
///
/// # Errors
/// Storage errors.
pub async fn kept(turn: &mut Turn<'_>, person: PersonId) -> Result<Vec<Kept>, Failure> {
    let rows = store::of_person(turn.db, person).await?;
    Ok(rows.into_iter().map(|row| Kept { community: row.community, state: row.state }).collect())
}

/// How many entries [`export`] holds.
///
/// # Errors
/// Storage errors.
pub async fn entries(turn: &mut Turn<'_>, person: PersonId) -> Result<i64, Failure> {
    Ok(store_consents::count(turn.db, person).await?)
}

/// Memberships, consents and one-time links, as they are kept; instants as RFC 3339, UTC.
///
/// # Errors
/// Storage errors.
pub async fn export(turn: &mut Turn<'_>, person: PersonId) -> Result<Value, Failure> {
    let when = |millis: Option<i64>| millis.map(|millis| at_millis(millis).to_rfc3339());
    let rows = store::of_person(turn.db, person).await?;
    let memberships: Vec<Value> = rows
        .iter()
        .map(|row| {
            json!({
                "community": row.community,
                "state": row.state,
                "category": row.category,
                "unit": row.unit,
                "mentor": row.mentor,
                "coordinator": row.coordinator,
                "topics": row.topic_ids(),
                "applied_at": when(row.applied_at),
                "joined_at": when(row.joined_at),
                "left_at": when(row.left_at),
                "changed_at": when(Some(row.changed_at)),
            })
        })
        .collect();
    let given = store_consents::of_person(turn.db, person).await?;
    let consents: Vec<Value> = given
        .iter()
        .map(|consent| {
            json!({
                "community": consent.community,
                "kind": consent.kind,
                "version": consent.version,
                "sha256": consent.hash,
                "text": consent.body,
                "given_at": when(Some(consent.given_at)),
                "revoked_at": when(consent.revoked_at),
            })
        })
        .collect();
    let held = store_consents::invites_of(turn.db, person).await?;
    let links = held.iter().map(|link| {
        json!({
            "community": link.community,
            "role": link.role,
            "holds_until": when(Some(link.expires_at)),
            "used_at": when(link.used_at),
        })
    });
    Ok(json!({ "memberships": memberships, "consents": consents, "links": links.collect::<Vec<_>>() }))
}
