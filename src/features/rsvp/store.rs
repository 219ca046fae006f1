//! SQL of `asked` and `answers`.

use chrono::{DateTime, Utc};
use sqlx::SqliteConnection;

use super::rules::{Answer, Change, Guest};
use crate::kernel::ids::{EventId, PersonId};
use crate::kernel::time::at_millis;

pub(super) async fn answers(db: &mut SqliteConnection, event: EventId) -> sqlx::Result<Vec<(PersonId, Answer)>> {
    let rows = sqlx::query!(
        r#"SELECT person AS "person: PersonId", state AS "state: Answer" FROM answers WHERE event = ?
           ORDER BY answered_at, person"#,
        event
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|r| (r.person, r.state)).collect())
}

/// Everybody who answered, in the order of the line and then of the answers. Everybody counts as reachable here.
pub(super) async fn guests(db: &mut SqliteConnection, event: EventId) -> sqlx::Result<Vec<Guest>> {
    let rows = sqlx::query!(
        r#"SELECT person AS "person: PersonId", state AS "state: Answer", ticket, until, lapses
           FROM answers WHERE event = ? ORDER BY ticket, answered_at, person"#,
        event
    )
    .fetch_all(db)
    .await?;
    let guest = |person, answer, ticket, until: Option<i64>, lapses| {
        let until = until.map(at_millis);
        Guest { person, answer, ticket, until, lapses, reachable: true }
    };
    Ok(rows.into_iter().map(|r| guest(r.person, r.state, r.ticket, r.until, r.lapses)).collect())
}

/// Writes what changed.
pub(super) async fn save(
    db: &mut SqliteConnection,
    event: EventId,
    changes: &[Change],
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let now = now.timestamp_millis();
    for change in changes {
        let Some(guest) = &change.to else {
            sqlx::query!("DELETE FROM answers WHERE event = ? AND person = ?", event, change.person)
                .execute(&mut *db)
                .await?;
            continue;
        };
        let until = guest.until.map(|until| until.timestamp_millis());
        sqlx::query!(
            "INSERT INTO answers (event, person, state, ticket, until, lapses, answered_at) VALUES (?, ?, ?, ?, ?, ?, ?)
             ON CONFLICT (event, person) DO UPDATE SET state = excluded.state, ticket = excluded.ticket,
                until = excluded.until, lapses = excluded.lapses, answered_at = excluded.answered_at",
            event,
            guest.person,
            guest.answer,
            guest.ticket,
            until,
            guest.lapses,
            now
        )
        .execute(&mut *db)
        .await?;
    }
    Ok(())
}

/// Events that a person answered, with what she said and when.
pub(super) async fn of_person(
    db: &mut SqliteConnection,
    person: PersonId,
) -> sqlx::Result<Vec<(EventId, Answer, DateTime<Utc>)>> {
    let rows = sqlx::query!(
        r#"SELECT event AS "event!: EventId", state AS "state: Answer", answered_at FROM answers
           WHERE person = ? ORDER BY event"#,
        person
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|r| (r.event, r.state, at_millis(r.answered_at))).collect())
}

/// The time people were last asked about; `None` before the announcement.
pub(super) async fn asked(db: &mut SqliteConnection, event: EventId) -> sqlx::Result<Option<DateTime<Utc>>> {
    let asked = sqlx::query_scalar!("SELECT starts_at FROM asked WHERE event = ?", event).fetch_optional(db).await?;
    Ok(asked.map(at_millis))
}

pub(super) async fn ask(db: &mut SqliteConnection, event: EventId, starts_at: DateTime<Utc>) -> sqlx::Result<()> {
    let starts_at = starts_at.timestamp_millis();
    sqlx::query!(
        "INSERT INTO asked (event, starts_at) VALUES (?, ?) ON CONFLICT (event) DO UPDATE SET starts_at = excluded.starts_at",
        event,
        starts_at
    )
    .execute(db)
    .await?;
    Ok(())
}

pub(super) async fn erase(db: &mut SqliteConnection, person: PersonId) -> sqlx::Result<()> {
    sqlx::query!("DELETE FROM answers WHERE person = ?", person).execute(db).await?;
    Ok(())
}

/// Deletes what a person answered to one event.
pub(super) async fn forget(db: &mut SqliteConnection, event: EventId, person: PersonId) -> sqlx::Result<()> {
    sqlx::query!("DELETE FROM answers WHERE event = ? AND person = ?", event, person).execute(db).await?;
    Ok(())
}
