//! Dialogues in the database: one active dialogue a person, and one draft a slice that waits for its person.
//!
//! Kept here and not in teloxide's storage, so that a dialogue is saved in the transaction of the decision it belongs to.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};
use sqlx::SqliteConnection;
use sqlx::types::Json;

use super::registry::{self, Talk};
use super::turn::Failure;
use crate::kernel::ids::{CommunityId, PersonId};
use crate::kernel::time::at_millis;

/// Drafts die after so long (domain.md §3.0).
const KEPT: TimeDelta = TimeDelta::days(30);

/// The dialogue that what the person writes belongs to.
pub(super) async fn active(db: &mut SqliteConnection, person: PersonId) -> sqlx::Result<Option<Talk>> {
    let row = sqlx::query!("SELECT slice, state FROM talks WHERE person = ? AND active = 1", person)
        .fetch_optional(db)
        .await?;
    Ok(row.and_then(|r| Talk::read(&r.slice, &r.state)))
}

/// The draft of one slice, active or not.
pub(super) async fn of(db: &mut SqliteConnection, person: PersonId, slice: &str) -> sqlx::Result<Option<Talk>> {
    let row = sqlx::query!("SELECT slice, state FROM talks WHERE person = ? AND slice = ?", person, slice)
        .fetch_optional(db)
        .await?;
    Ok(row.and_then(|r| Talk::read(&r.slice, &r.state)))
}

/// The dialogues that were put aside, the latest first.
pub(super) async fn aside(db: &mut SqliteConnection, person: PersonId) -> sqlx::Result<Vec<Talk>> {
    let rows =
        sqlx::query!("SELECT slice, state FROM talks WHERE person = ? AND active = 0 ORDER BY updated_at DESC", person)
            .fetch_all(db)
            .await?;
    Ok(rows.iter().filter_map(|row| Talk::read(&row.slice, &row.state)).collect())
}

/// Wire names of the slices whose drafts wait and hold something, the latest first.
pub(super) async fn waiting(db: &mut SqliteConnection, person: PersonId) -> sqlx::Result<Vec<&'static str>> {
    let aside = aside(db, person).await?;
    Ok(aside.iter().filter(|talk| !talk.is_blank()).map(Talk::slice).collect())
}

/// Whether a new dialogue of this slice would overwrite something.
pub(super) async fn holds(db: &mut SqliteConnection, person: PersonId, slice: &str) -> sqlx::Result<bool> {
    Ok(of(db, person, slice).await?.is_some_and(|talk| !talk.is_blank()))
}

/// Deletes what was put aside with nothing in it; whether there was any.
pub(super) async fn drop_blank(db: &mut SqliteConnection, person: PersonId) -> sqlx::Result<bool> {
    let mut any = false;
    for talk in aside(db, person).await?.iter().filter(|talk| talk.is_blank()) {
        delete(db, person, talk.slice()).await?;
        any = true;
    }
    Ok(any)
}

/// Saves a dialogue and makes it the active one.
pub(super) async fn put(
    db: &mut SqliteConnection,
    person: PersonId,
    talk: &Talk,
    now: DateTime<Utc>,
) -> Result<(), Failure> {
    shelve(db, person).await?;
    let (slice, state, now) = (talk.slice(), talk.to_json()?, now.timestamp_millis());
    sqlx::query!(
        "INSERT INTO talks (person, slice, state, active, updated_at) VALUES (?, ?, ?, 1, ?)
         ON CONFLICT (person, slice) DO UPDATE SET state = excluded.state, active = 1, updated_at = excluded.updated_at",
        person,
        slice,
        state,
        now
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Puts the active dialogue aside, if there is one; its draft stays. Returns it. A look is cheaper than a change of nothing.
pub(super) async fn shelve(db: &mut SqliteConnection, person: PersonId) -> sqlx::Result<Option<Talk>> {
    let Some(row) = sqlx::query!("SELECT slice, state FROM talks WHERE person = ? AND active = 1", person)
        .fetch_optional(&mut *db)
        .await?
    else {
        return Ok(None);
    };
    sqlx::query!("UPDATE talks SET active = 0 WHERE person = ? AND active = 1", person).execute(db).await?;
    Ok(Talk::read(&row.slice, &row.state))
}

/// Goes on with the dialogue that has just been put aside.
pub(super) async fn take_up(db: &mut SqliteConnection, person: PersonId, slice: &str) -> sqlx::Result<()> {
    sqlx::query!("UPDATE talks SET active = 1 WHERE person = ? AND slice = ?", person, slice).execute(db).await?;
    Ok(())
}

/// Deletes the draft of one slice.
pub(super) async fn delete(db: &mut SqliteConnection, person: PersonId, slice: &str) -> sqlx::Result<()> {
    sqlx::query!("DELETE FROM talks WHERE person = ? AND slice = ?", person, slice).execute(db).await?;
    Ok(())
}

/// Deletes a person's drafts about one community, and those of which nobody can say any more what they are about.
pub(super) async fn forget(db: &mut SqliteConnection, person: PersonId, community: &CommunityId) -> sqlx::Result<()> {
    let rows = sqlx::query!("SELECT slice, state FROM talks WHERE person = ?", person).fetch_all(&mut *db).await?;
    for row in rows {
        if Talk::read(&row.slice, &row.state).is_none_or(|talk| talk.community() == Some(community)) {
            delete(db, person, &row.slice).await?;
        }
    }
    Ok(())
}

/// Deletes every draft of a person: part of erasing her data.
pub(super) async fn erase(db: &mut SqliteConnection, person: PersonId) -> sqlx::Result<()> {
    sqlx::query!("DELETE FROM talks WHERE person = ?", person).execute(db).await?;
    Ok(())
}

/// How many dialogues of a person are kept.
pub(super) async fn count(db: &mut SqliteConnection, person: PersonId) -> sqlx::Result<i64> {
    sqlx::query_scalar!("SELECT count(*) FROM talks WHERE person = ?", person).fetch_one(db).await
}

/// What a person began and has not finished, for her to take along: as it is kept, whether anybody can go on with it or not.
pub(super) async fn export(db: &mut SqliteConnection, person: PersonId) -> sqlx::Result<Value> {
    let rows = sqlx::query!(
        r#"SELECT slice, state AS "state: Json<Value>", active AS "active: bool", updated_at FROM talks
           WHERE person = ? ORDER BY slice"#,
        person
    );
    let rows = rows.fetch_all(db).await?;
    let drafts = rows.into_iter().map(|r| {
        let (about, touched) = (registry::subject(&r.slice), at_millis(r.updated_at));
        json!({ "about": about, "draft": r.state.0, "put_aside": !r.active, "touched_at": touched })
    });
    Ok(drafts.collect())
}

/// Deletes drafts nobody came back to.
///
/// # Errors
/// Storage errors.
pub async fn sweep(db: &mut SqliteConnection, now: DateTime<Utc>) -> sqlx::Result<()> {
    let before = (now - KEPT).timestamp_millis();
    sqlx::query!("DELETE FROM talks WHERE updated_at < ?", before).execute(db).await?;
    Ok(())
}
