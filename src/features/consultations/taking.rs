//! What this slice keeps about a person: for her to see how much it is, and to take along.

use serde_json::{Value, json};

use super::focus::Parcel;
use super::{store, store_taking};
use crate::features::turn::{Failure, Turn};
use crate::kernel::ids::PersonId;
use crate::kernel::time::at_millis;

/// How many entries [`export`] holds.
///
/// # Errors
/// Storage errors.
pub async fn entries(turn: &mut Turn<'_>, person: PersonId) -> Result<i64, Failure> {
    Ok(store_taking::count(turn.db, person).await?)
}

/// Everything kept about a person here. Others' words and ratings are theirs and not in it.
///
/// # Errors
/// Storage errors.
pub async fn export(turn: &mut Turn<'_>, person: PersonId) -> Result<Value, Failure> {
    let (mut asked, mut answered) = (Vec::new(), Vec::new());
    for id in store::asked_by(turn.db, person).await? {
        if let Some(q) = store::find(turn.db, id).await? {
            asked.push(json!({
                "number": q.id, "community": q.community, "topic": q.topic, "urgency": q.urgency, "text": q.text,
                "name_shown": q.named, "state": q.stage, "rating": q.rating, "messages_written": q.asker_words,
                "asked_at": q.sent_at, "ended_at": q.ended_at,
            }));
        }
    }
    for id in store_taking::answered_by(turn.db, person).await? {
        if let Some(q) = store::find(turn.db, id).await? {
            answered.push(json!({
                "number": q.id, "community": q.community, "topic": q.topic, "state": q.stage,
                "messages_written": q.mentor_words, "taken_at": q.accepted_at, "ended_at": q.ended_at,
            }));
        }
    }
    let offered = store_taking::offers_to(turn.db, person).await?;
    let offered = offered.into_iter();
    let offered = offered.map(|(id, state, at)| json!({ "number": id, "answer": state, "offered_at": at_millis(at) }));
    let moves = store_taking::moves_by(turn.db, person).await?;
    let moves = moves.into_iter().map(|m| json!({ "number": m.consultation, "at": m.at, "from": m.from, "to": m.to }));
    let words = store_taking::words_of(turn.db, person).await?.into_iter().map(|words| {
        json!({ "to_number": words.consultation, "since": words.at,
                "waiting": words.waiting.iter().map(waiting).collect::<Vec<_>>() })
    });
    Ok(json!({
        "asked": asked,
        "answered": answered,
        "offered": offered.collect::<Vec<_>>(),
        "shown_to_you_as_coordinator": store_taking::shown_to(turn.db, person).await?,
        "your_words_go": words.collect::<Vec<_>>(),
        "moved_by_you": moves.collect::<Vec<_>>(),
    }))
}

/// What she wrote and has not said to whom.
fn waiting(parcel: &Parcel) -> Value {
    match parcel {
        Parcel::Words(text) => json!({ "text": text }),
        Parcel::Media { kind, message, .. } => json!({ "kind": kind, "message": message }),
    }
}
