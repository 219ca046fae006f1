//! The durable machinery: what came in, what goes out, what is to be done later. Knows no capability and no messenger.
//!
//! ```text
//! inbox   new ──▶ done                 (handled in one transaction with everything that follows)
//!          └──▶ dead                   (failed again and again; told to the person and the owner)
//!         done                         (handled in the transaction that stored it)
//! outbox  queued ─▶ sending ─▶ sent | blocked | refused
//!            │         ├─▶ queued      (not sent for certain, or a copy does no harm)
//!            │         └─▶ unknown     (nobody knows, and a copy would do harm)
//!            ├─▶ sent | blocked | …    (a copy does no harm: it need not be marked `sending` while it is)
//!            ├─▶ recalled              (or something newer says it)
//!            └─▶ expired
//! jobs    waiting ──▶ (deleted)  |  dead
//! ```
//!
//! Nothing is ever lost between two states: every arrow is one transaction.

mod agenda;
pub mod backoff;
mod depths;
pub mod inbox;
pub mod jobs;
pub mod limits;
pub mod outbox;
mod outlook;

pub use agenda::{Agenda, agenda};
pub use depths::{Dead, Depth, Depths, depths};
pub use outlook::{Outlook, latest, outlook};

/// So many rows are deleted in one go: others wait for the one writer meanwhile.
const SWEPT_AT_ONCE: i64 = 1000;

/// A JSON array of numbers, for queries over many rows.
pub fn numbers(all: impl IntoIterator<Item = i64>) -> String {
    let mut text = String::from("[");
    for n in all {
        if text.len() > 1 {
            text.push(',');
        }
        text.push_str(&n.to_string());
    }
    text.push(']');
    text
}
