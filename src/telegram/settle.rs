//! What the end of a call means for its row, and the one transaction that writes down all that is to be written.
//!
//! Must never let a row leave whose mark is not on disk.

use std::collections::HashMap;

use chrono::{DateTime, Utc};

use super::deliver::Leased;
use super::sender::{Halt, Sender};
use super::verdict::Ending;
use crate::kernel::effect::{Risk, Verdict};
use crate::kernel::time::at_millis;
use crate::queue::outbox::{self, Fate, Parcel, Row};
use crate::queue::{backoff, numbers};

/// A row that failed harmlessly so often is given up.
const ATTEMPTS: i64 = 12;

/// What was written down.
#[derive(Default)]
pub struct Kept {
    /// Marked, and to be delivered now.
    pub rows: Vec<Leased>,
    /// Somebody wants to know how a row ended: `outbox::ends`.
    pub ends: bool,
}

impl Sender {
    /// How much waits to be written down.
    pub fn unwritten(&self) -> usize {
        self.over.len()
    }

    /// Whether something must be written down at once: a wait that we were told, or a mark without which a row cannot leave.
    pub fn is_pressing(&self) -> bool {
        let waits = |fate: &Fate| match fate {
            Fate::Held { .. } => true,
            Fate::Ended { verdict, .. } => matches!(verdict, Verdict::Expired | Verdict::Recalled | Verdict::Refused),
            Fate::Again { .. } | Fate::Stays { .. } | Fate::Anew(_) => false,
        };
        self.token_lost || !self.marks.is_empty() || self.over.iter().any(|(_, fate)| waits(fate))
    }

    /// Writes down everything that is to be written.
    ///
    /// # Errors
    /// See [`Halt`].
    pub async fn keep(&mut self, now: DateTime<Utc>) -> Result<Kept, Halt> {
        let mut kept = Kept::default();
        if self.token_lost {
            for leased in std::mem::take(&mut self.marks) {
                self.put_back(leased, now);
            }
        }
        let (over, marks) = (std::mem::take(&mut self.over), std::mem::take(&mut self.marks));
        if over.is_empty() && marks.is_empty() {
            return Ok(kept);
        }
        let mut tx = self.db.begin().await?;
        outbox::settle(&mut tx, &over, now).await?;
        let mut left = HashMap::new();
        if !marks.is_empty() {
            let ids = numbers(marks.iter().map(|leased| leased.row.id));
            left.extend(outbox::leave(&mut tx, &ids).await?);
        }
        tx.commit().await?;
        for (row, fate) in over {
            if !matches!(fate, Fate::Ended { .. }) {
                // It waits again.
                self.forget();
            }
            kept.ends |= row.group.is_some() || fate == Fate::ended(Verdict::Blocked);
            self.land(row.id);
        }
        for leased in marks {
            let id = leased.row.id;
            match left.get(&id).and_then(|parcel| leased.holding(parcel)) {
                Some(leased) => kept.rows.push(leased),
                // Taken back meanwhile.
                None => self.land(id),
            }
        }
        // Told once; whoever goes on nevertheless, has another token.
        if std::mem::take(&mut self.token_lost) { Err(Halt::Token) } else { Ok(kept) }
    }
}

/// What the end of a call, other than being told to wait, means for its row.
pub(super) fn fate(row: &Row, ending: Ending, now: DateTime<Utc>) -> Fate {
    let attempts = row.attempts + 1;
    let due = now + backoff::after(u32::try_from(attempts).unwrap_or(u32::MAX));
    let harmless = row.risk == Risk::Repeatable && attempts < ATTEMPTS;
    match ending {
        Ending::Sent(message) => Fate::Ended { verdict: Verdict::Sent, message, error: None },
        Ending::Blocked => Fate::ended(Verdict::Blocked),
        Ending::Refused(why) => {
            tracing::warn!(row = row.id, reason = why, "refused");
            Fate::because(Verdict::Refused, &why)
        }
        Ending::Anew(screen) => Fate::Anew(screen),
        Ending::NoToken => Fate::Again { error: "token".to_owned(), due: now },
        Ending::Flood(wait) => Fate::Held { everybody: false, until: now + wait },
        Ending::NotSent(error) => Fate::Again { error, due },
        Ending::Ambiguous(error) if harmless => Fate::Again { error, due },
        Ending::Ambiguous(why) => Fate::because(Verdict::Unknown, &why),
    }
}

/// How a row ends that need not leave any more; `None` if it must.
pub(super) fn needless(row: &Row, parcel: &Parcel, now: DateTime<Utc>) -> Option<Fate> {
    if row.until.is_some_and(|until| at_millis(until) < now) {
        return Some(Fate::ended(Verdict::Expired));
    }
    let is_lost = matches!(parcel, Parcel::Look { .. }) && row.living.is_none();
    is_lost.then(|| Fate::because(Verdict::Recalled, "no living message"))
}
