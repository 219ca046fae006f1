//! What could leave now, and what is about to. Looked at many times a second: no query here may cost more when more waits.

use chrono::{DateTime, Utc};
use sqlx::{SqliteConnection, SqliteExecutor};

use super::Parcel;
use crate::kernel::effect::Risk;
use crate::kernel::ids::{ChatId, MessageId, PersonId};
use crate::kernel::time::at_millis;

/// A row to be sent.
#[derive(Clone, Debug)]
pub struct Row {
    /// Its number.
    pub id: i64,
    /// Whose turn it is, [`Turn`] as a number.
    pub turn: i64,
    /// Where to.
    pub chat: ChatId,
    /// To whom, if to a person.
    pub person: Option<PersonId>,
    /// Which way it errs.
    pub risk: Risk,
    /// What, JSON of a [`super::Parcel`].
    pub parcel: String,
    /// The living message.
    pub anchor: Option<String>,
    /// The living message's number, if it exists already.
    pub living: Option<MessageId>,
    /// Wants a receipt.
    pub group: Option<String>,
    /// Worthless afterwards, milliseconds.
    pub until: Option<i64>,
    /// How often it was tried.
    pub attempts: i64,
    /// Another redrawing waits behind this one.
    pub behind: bool,
}

/// Whose turn it is: an earlier one never waits behind a later one. `turn` in the table is made of lane and parcel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Turn {
    /// Answers to presses.
    Press = 0,
    /// What a press redraws.
    Redraw = 1,
    /// Answers said anew, below.
    Reply = 2,
    /// Something happened.
    Notice = 3,
    /// By the clock.
    Reminder = 4,
    /// To many.
    Bulk = 5,
}

impl Turn {
    /// Every turn, the first first: each stands at its own number.
    pub const ALL: [Self; 6] = [Self::Press, Self::Redraw, Self::Reply, Self::Notice, Self::Reminder, Self::Bulk];

    /// The number of a row's turn, as the table makes it.
    pub(super) const fn of(lane: i64, parcel: &Parcel) -> i64 {
        match (parcel, lane) {
            (Parcel::Answer { .. }, _) => Self::Press as i64,
            (Parcel::Edit { .. } | Parcel::Keys { .. }, 0) => Self::Redraw as i64,
            _ => lane + 2,
        }
    }

    /// In a word, for figures; never stored.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Press => "press",
            Self::Redraw => "redraw",
            Self::Reply => "reply",
            Self::Notice => "notice",
            Self::Reminder => "reminder",
            Self::Bulk => "bulk",
        }
    }
}

/// How many rows of each turn there is any use in looking at.
#[derive(Clone, Copy, Debug)]
pub struct Room {
    /// [`Turn::Press`] and [`Turn::Redraw`].
    pub quick: i64,
    /// [`Turn::Reply`], [`Turn::Notice`] and [`Turn::Reminder`].
    pub messages: i64,
    /// [`Turn::Bulk`].
    pub bulk: i64,
}

/// What could leave now: of each lane of each chat its first row, the longest due first, as many of each turn as there is
/// room for. Not among them: rows `flying`, and those of chats that are `closed` to messages (JSON arrays of numbers). A row
/// that waits for an instant holds back those behind it in its lane, so that nothing old is ever drawn over something new.
///
/// # Errors
/// Storage errors.
pub async fn look(
    db: impl SqliteExecutor<'_>,
    room: Room,
    flying: &str,
    closed: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<Vec<Row>> {
    let now = now.timestamp_millis();
    sqlx::query_as!(
        Row,
        r#"WITH first AS NOT MATERIALIZED (
               SELECT q.id, q.turn, q.due_at FROM outbox AS q
               WHERE q.state = 'queued' AND q.due_at <= ?1 AND q.id NOT IN (SELECT value FROM json_each(?2))
                 AND (q.turn = 0
                      OR ((q.turn = 1 OR q.chat NOT IN (SELECT value FROM json_each(?3)))
                          AND NOT EXISTS (SELECT 1 FROM outbox AS e WHERE e.state = 'queued' AND e.chat = q.chat
                                          AND e.lane = q.lane AND e.id < q.id AND e.turn <> 0))))
           SELECT o.id AS "id!", o.turn AS "turn!: i64", o.chat AS "chat!: ChatId", o.person AS "person: PersonId",
                  o.risk AS "risk!: Risk", o.parcel AS "parcel!", o.anchor, a.message_id AS "living?: MessageId",
                  o.grp AS "group", o.until, o.attempts AS "attempts!",
                  (o.turn = 1 AND EXISTS (SELECT 1 FROM outbox AS n WHERE n.state = 'queued' AND n.chat = o.chat
                                          AND n.lane = o.lane AND n.id > o.id AND n.turn = 1)) AS "behind!: bool"
           FROM (SELECT id FROM (SELECT id FROM first WHERE turn = 0 ORDER BY due_at, id LIMIT ?4 + 0)
                 UNION ALL SELECT id FROM (SELECT id FROM first WHERE turn = 1 ORDER BY due_at, id LIMIT ?4 + 0)
                 UNION ALL SELECT id FROM (SELECT id FROM first WHERE turn = 2 ORDER BY due_at, id LIMIT ?5 + 0)
                 UNION ALL SELECT id FROM (SELECT id FROM first WHERE turn = 3 ORDER BY due_at, id LIMIT ?5 + 0)
                 UNION ALL SELECT id FROM (SELECT id FROM first WHERE turn = 4 ORDER BY due_at, id LIMIT ?5 + 0)
                 UNION ALL SELECT id FROM (SELECT id FROM first WHERE turn = 5 ORDER BY due_at, id LIMIT ?6 + 0)) AS next
           JOIN outbox AS o ON o.id = next.id
           LEFT JOIN anchors AS a ON a.anchor = o.anchor"#,
        now,
        flying,
        closed,
        room.quick,
        room.messages,
        room.bulk
    )
    .fetch_all(db)
    .await
}

/// Redrawings that wait behind this one in its chat, newest first. They may be of other messages.
///
/// # Errors
/// Storage errors.
pub async fn newer_looks(db: impl SqliteExecutor<'_>, row: &Row) -> sqlx::Result<Vec<Row>> {
    sqlx::query_as!(
        Row,
        r#"SELECT id, turn AS "turn!: i64", chat AS "chat: ChatId", person AS "person: PersonId", risk AS "risk: Risk", parcel,
                  anchor, NULL AS "living?: MessageId", grp AS "group", until, attempts, 0 AS "behind!: bool"
           FROM outbox WHERE state = 'queued' AND chat = ? AND lane = 0 AND id > ? AND turn = 1 AND anchor IS NULL
           ORDER BY id DESC LIMIT 32"#,
        row.chat,
        row.id
    )
    .fetch_all(db)
    .await
}

/// The number of the last row, if nothing waits, now or later: whatever is put in from then on has a higher number.
///
/// # Errors
/// Storage errors.
pub async fn caught_up(db: impl SqliteExecutor<'_>) -> sqlx::Result<Option<i64>> {
    sqlx::query_scalar!(
        r#"SELECT coalesce((SELECT max(id) FROM outbox), 0) AS "last!: i64"
           WHERE NOT EXISTS (SELECT 1 FROM outbox WHERE state = 'queued')"#
    )
    .fetch_optional(db)
    .await
}

/// When the next row that waits for an instant is due.
///
/// # Errors
/// Storage errors.
pub async fn next_due(db: impl SqliteExecutor<'_>, now: DateTime<Utc>) -> sqlx::Result<Option<DateTime<Utc>>> {
    let now = now.timestamp_millis();
    let due = sqlx::query_scalar!(
        r#"SELECT min((SELECT min(due_at) FROM outbox WHERE state = 'queued' AND turn = t.value AND due_at > ?)) AS "due: i64"
           FROM json_each('[0,1,2,3,4,5]') AS t"#,
        now
    )
    .fetch_one(db)
    .await?;
    Ok(due.map(at_millis))
}

/// These rows (a JSON array of numbers) are about to leave. Only those returned do, with what they hold now: others were
/// taken back meanwhile.
///
/// # Errors
/// Storage errors.
pub async fn leave(db: &mut SqliteConnection, ids: &str) -> sqlx::Result<Vec<(i64, String)>> {
    let left = sqlx::query!(
        "UPDATE outbox SET state = 'sending', attempts = attempts + 1
         WHERE id IN (SELECT value FROM json_each(?)) AND state = 'queued' RETURNING id, parcel",
        ids
    )
    .fetch_all(db)
    .await?;
    Ok(left.into_iter().map(|row| (row.id, row.parcel)).collect())
}
