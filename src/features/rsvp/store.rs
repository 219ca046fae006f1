//! SQL of `asked` and `answers`.

use chrono::{DateTime, Utc};
use sqlx::types::Json;
use sqlx::{QueryBuilder, Sqlite, SqliteConnection};

use super::rules::{Answer, Change, Guest};
use super::tally::{Tally, Unseen};
use crate::kernel::ids::{EventId, PersonId};
use crate::kernel::time::at_millis;

/// So many answers are written by one statement.
const AT_ONCE: usize = 16;

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

/// What one person can touch, without the line: she herself, if she has answered, and everybody in numbers.
/// `ahead` counts everybody before her if she has a ticket, else the whole line.
pub(super) struct Opened {
    pub(super) mine: Option<Guest>,
    pub(super) all: Unseen,
    /// When the author's numbers were drawn last.
    pub(super) drawn_at: Option<DateTime<Utc>>,
}

pub(super) async fn open(db: &mut SqliteConnection, event: EventId, person: PersonId) -> sqlx::Result<Opened> {
    let row = sqlx::query!(
        r#"SELECT t.coming AS "coming?: i64", t.offered AS "offered?: i64", t.waiting AS "waiting?: i64",
                  t.maybe AS "maybe?: i64", t.declined AS "declined?: i64", t.drawn_at AS "drawn_at?: i64",
                  m.state AS "state?: Answer", m.ticket AS "ticket?: i64", m.until AS "until?: i64",
                  m.lapses AS "lapses?: i64",
                  (SELECT max(ticket) FROM answers WHERE event = ?1 AND ticket IS NOT NULL) AS "last: i64",
                  (SELECT min(until) FROM answers
                   WHERE event = ?1 AND until IS NOT NULL AND person <> ?2) AS "next_end: i64",
                  (SELECT count(*) FROM answers AS a
                   WHERE a.event = ?1 AND a.ticket < m.ticket AND a.state = 'waitlisted') AS "before!: i64"
           FROM (SELECT ?1 AS event) AS e
           LEFT JOIN tallies AS t ON t.event = e.event
           LEFT JOIN answers AS m ON m.event = e.event AND m.person = ?2"#,
        event,
        person
    )
    .fetch_one(db)
    .await?;
    let number = |n: Option<i64>| usize::try_from(n.unwrap_or_default()).unwrap_or_default();
    let tally = Tally {
        coming: number(row.coming),
        offered: number(row.offered),
        waiting: number(row.waiting),
        maybe: number(row.maybe),
        declined: number(row.declined),
    };
    let mine = row.state.map(|answer| Guest {
        person,
        answer,
        ticket: row.ticket,
        until: row.until.map(at_millis),
        lapses: row.lapses.unwrap_or_default(),
        reachable: true,
    });
    let ahead = if row.ticket.is_some() { number(Some(row.before)) } else { tally.waiting };
    let all = Unseen { tally, ahead, last_ticket: row.last.unwrap_or_default(), next_end: row.next_end.map(at_millis) };
    Ok(Opened { mine, all, drawn_at: row.drawn_at.map(at_millis) })
}

/// The next ones in the line behind the ticket `after`, at most `limit`. Everybody counts as reachable here.
pub(super) async fn line(
    db: &mut SqliteConnection,
    event: EventId,
    after: i64,
    limit: i64,
) -> sqlx::Result<Vec<Guest>> {
    let rows = sqlx::query!(
        r#"SELECT person AS "person!: PersonId", ticket AS "ticket!", lapses FROM answers
           WHERE event = ? AND ticket > ? AND state = 'waitlisted' ORDER BY ticket LIMIT ? + 0"#,
        event,
        after,
        limit
    )
    .fetch_all(db)
    .await?;
    let guest = |person, ticket, lapses| Guest {
        person,
        answer: Answer::Waitlisted,
        ticket: Some(ticket),
        until: None,
        lapses,
        reachable: true,
    };
    Ok(rows.into_iter().map(|r| guest(r.person, r.ticket, r.lapses)).collect())
}

/// The author's numbers are drawn.
pub(super) async fn drawn(db: &mut SqliteConnection, event: EventId, now: DateTime<Utc>) -> sqlx::Result<()> {
    let now = now.timestamp_millis();
    sqlx::query!("UPDATE tallies SET drawn_at = ? WHERE event = ?", now, event).execute(db).await?;
    Ok(())
}

/// Writes what changed, [`AT_ONCE`] rows by a statement: one who presses costs nothing more, and thousands little.
pub(super) async fn save(
    db: &mut SqliteConnection,
    event: EventId,
    changes: &[Change],
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let gone: Vec<PersonId> = changes.iter().filter(|c| c.to.is_none()).map(|c| c.person).collect();
    if !gone.is_empty() {
        let gone = Json(gone);
        sqlx::query!("DELETE FROM answers WHERE event = ? AND person IN (SELECT value FROM json_each(?))", event, gone)
            .execute(&mut *db)
            .await?;
    }
    let now = now.timestamp_millis();
    let kept: Vec<&Guest> = changes.iter().filter_map(|c| c.to.as_ref()).collect();
    for some in kept.chunks(AT_ONCE) {
        let mut query = QueryBuilder::<Sqlite>::new(
            "INSERT INTO answers (event, person, state, ticket, until, lapses, answered_at) ",
        );
        query.push_values(some, |mut row, guest| {
            row.push_bind(event).push_bind(guest.person).push_bind(guest.answer).push_bind(guest.ticket);
            row.push_bind(guest.until.map(|until| until.timestamp_millis())).push_bind(guest.lapses).push_bind(now);
        });
        // Whoever has answered has seen the card as it is, and need not hear of a change any more.
        query.push(
            " ON CONFLICT (event, person) DO UPDATE SET state = excluded.state, ticket = excluded.ticket,
                 until = excluded.until, lapses = excluded.lapses, answered_at = excluded.answered_at,
                 known_start = CASE WHEN excluded.state IN ('not_going', 'going', 'confirmed')
                                OR (state = 'maybe' AND excluded.state = 'waitlisted')
                              THEN NULL ELSE known_start END",
        );
        query.build().persistent(true).execute(&mut *db).await?;
    }
    Ok(())
}

/// Everybody but those who cannot come is still to hear of a change. `knew`: the time before it, which those know who have
/// heard of every change so far; for the others it stays the time that they know, unless that is the time again.
pub(super) async fn changed(
    db: &mut SqliteConnection,
    event: EventId,
    knew: DateTime<Utc>,
    starts_at: DateTime<Utc>,
) -> sqlx::Result<()> {
    let (knew, starts_at) = (knew.timestamp_millis(), starts_at.timestamp_millis());
    sqlx::query!(
        "UPDATE answers SET known_start = CASE WHEN known_start IS NULL OR known_start = ?1 THEN ?2 ELSE known_start END
         WHERE event = ?3 AND state <> 'not_going'",
        starts_at,
        knew,
        event
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The next ones who are still to hear of a change, with the time they know of: in the order of their numbers, behind the
/// number `after`, at most `limit`.
pub(super) async fn untold(
    db: &mut SqliteConnection,
    event: EventId,
    after: PersonId,
    limit: usize,
) -> sqlx::Result<Vec<(PersonId, DateTime<Utc>)>> {
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let rows = sqlx::query!(
        r#"SELECT person AS "person: PersonId", known_start AS "known_start!" FROM answers
           WHERE event = ? AND person > ? AND known_start IS NOT NULL ORDER BY person LIMIT ? + 0"#,
        event,
        after,
        limit
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|r| (r.person, at_millis(r.known_start))).collect())
}

/// Events of whose change a person is still to hear, with the time she knows of; but those that ask her anew, which is said
/// in other words.
pub(super) async fn missed(db: &mut SqliteConnection, person: PersonId) -> sqlx::Result<Vec<(EventId, DateTime<Utc>)>> {
    let rows = sqlx::query!(
        r#"SELECT event AS "event!: EventId", known_start AS "known_start!" FROM answers
           WHERE person = ? AND known_start IS NOT NULL AND state <> 'reconfirm_asked'"#,
        person
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|r| (r.event, at_millis(r.known_start))).collect())
}

/// These have heard how things stand.
pub(super) async fn told(db: &mut SqliteConnection, event: EventId, people: &[PersonId]) -> sqlx::Result<()> {
    let people = Json(people);
    sqlx::query!(
        "UPDATE answers SET known_start = NULL WHERE event = ? AND person IN (SELECT value FROM json_each(?))",
        event,
        people
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The next ones who gave one of these answers, and not after `since`: in the order of their numbers, behind the number
/// `after`, at most `limit`.
pub(super) async fn said(
    db: &mut SqliteConnection,
    event: EventId,
    what: &[Answer],
    since: DateTime<Utc>,
    after: PersonId,
    limit: usize,
) -> sqlx::Result<Vec<PersonId>> {
    let (what, since, limit) = (Json(what), since.timestamp_millis(), i64::try_from(limit).unwrap_or(i64::MAX));
    sqlx::query_scalar!(
        r#"SELECT person AS "person: PersonId" FROM answers
           WHERE event = ? AND person > ? AND answered_at <= ? AND state IN (SELECT value FROM json_each(?))
           ORDER BY person LIMIT ? + 0"#,
        event,
        after,
        since,
        what,
        limit
    )
    .fetch_all(db)
    .await
}

/// Events that a person answered, with where she stands and since when: by what she said, or by what came of it.
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

/// How many those are.
pub(super) async fn count(db: &mut SqliteConnection, person: PersonId) -> sqlx::Result<i64> {
    sqlx::query_scalar!("SELECT count(*) FROM answers WHERE person = ?", person).fetch_one(db).await
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
