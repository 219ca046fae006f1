//! The same message to many: one statement, however many they are. Keeps the promises of `put`: a key exists once.

use chrono::{DateTime, Utc};
use serde::{Serialize, Serializer};
use sqlx::SqliteConnection;
use sqlx::types::Json;

use super::{Draft, Parcel, to_json};
use crate::kernel::ids::{ChatId, PersonId};

/// What differs from person to person.
#[derive(Clone, Debug)]
pub struct Copy {
    /// Unique for ever.
    pub key: String,
    /// Where to.
    pub chat: ChatId,
    /// To whom.
    pub person: PersonId,
    /// Without a sound.
    pub silent: bool,
}

impl Serialize for Copy {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        (&self.key, self.chat, self.person, u8::from(self.silent)).serialize(to)
    }
}

/// Notes a row a copy, in this order; `draft` says what they share. One with the same key changes nothing.
///
/// # Errors
/// Storage errors.
pub async fn put_many(
    db: &mut SqliteConnection,
    draft: &Draft,
    copies: &[Copy],
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let (aloud, hushed) = (to_json(&draft.parcel)?, to_json(&hushed(&draft.parcel))?);
    let (now, until) = (now.timestamp_millis(), draft.until.map(|t| t.timestamp_millis()));
    let copies = Json(copies);
    sqlx::query!(
        "INSERT INTO outbox (key, chat, person, lane, risk, parcel, grp, reported, due_at, until, created_at)
         SELECT value ->> 0, value ->> 1, value ->> 2, ?1, ?2, CASE value ->> 3 WHEN 0 THEN ?3 ELSE ?4 END, ?5, 1, ?6, ?7, ?6
         FROM json_each(?8) WHERE true ORDER BY json_each.key ON CONFLICT (key) DO NOTHING",
        draft.lane,
        draft.risk,
        aloud,
        hushed,
        draft.group,
        now,
        until,
        copies
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The same without a sound.
fn hushed(parcel: &Parcel) -> Parcel {
    let mut parcel = parcel.clone();
    if let Parcel::Message { silent, .. } = &mut parcel {
        *silent = true;
    }
    parcel
}
