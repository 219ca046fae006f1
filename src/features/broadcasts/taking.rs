//! What this slice keeps about a person: for her to see how much it is, and to take along.

use serde_json::{Value, json};

use super::{reading, store, store_digests, store_taking};
use crate::features::turn::{Failure, Turn};
use crate::kernel::ids::PersonId;

/// How many entries [`export`] holds.
///
/// # Errors
/// Storage errors.
pub async fn entries(turn: &mut Turn<'_>, person: PersonId) -> Result<i64, Failure> {
    Ok(store_taking::count(turn.db, person).await?)
}

/// What is kept about somebody here: what she wrote to all, and what was sent to her and how that ended.
///
/// # Errors
/// Storage errors.
pub async fn export(turn: &mut Turn<'_>, person: PersonId) -> Result<Value, Failure> {
    let written = store::written_by(turn.db, person, i64::MAX).await?;
    let written = written.iter().map(|b| {
        json!({
            "community": b.community, "kind": b.kind, "text": b.body.plain(), "files": b.body.media.len(),
            "buttons": b.body.buttons, "to": b.segment, "state": b.course, "starts_at": b.start_at,
            "began_at": b.started_at, "ended_at": b.finished_at,
        })
    });
    let received = store_taking::received_by(turn.db, person).await?;
    let received =
        received.iter().map(|r| json!({ "community": r.community, "at": r.at, "state": r.fate, "read_at": r.read_at }));
    Ok(json!({
        "written": written.collect::<Vec<_>>(),
        "received": received.collect::<Vec<_>>(),
        "digests": store_digests::of(turn.db, person).await?,
        "not_wanted": reading::export(turn, person).await?,
    }))
}
