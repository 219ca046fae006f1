//! Sends what waits in the outbox: the only place that calls the messenger on somebody's behalf.
//!
//! A row is marked `sending` in a transaction before its call begins and gets its verdict in another after it ended;
//! between the two only this process knows, and `outbox::boot` settles what it took with it.

use chrono::{DateTime, Utc};
use futures::future::join_all;
use teloxide::Bot;

use super::deliver::{Delivered, Leased, deliver};
use super::verdict::Ending;
use crate::db::{self, Db};
use crate::kernel::effect::{Risk, Verdict};
use crate::kernel::ids::MessageId;
use crate::kernel::outcome::Worked;
use crate::kernel::time::at_millis;
use crate::queue::backoff;
use crate::queue::limits::{Limits, Weight};
use crate::queue::outbox::{self, Parcel};

/// Calls on their way at the same time. At 30 a second and 100 ms a call four suffice; the rest is for slow lines.
pub const AT_ONCE: usize = 8;
/// A row that failed harmlessly so often is given up.
const ATTEMPTS: i64 = 12;

/// The one who sends.
pub struct Sender {
    bot: Bot,
    db: Db,
    limits: Limits,
}

/// Why sending stops altogether.
#[derive(Debug, thiserror::Error)]
pub enum Halt {
    /// Our own storage failed.
    #[error("the outbox cannot be written: {0}")]
    Storage(#[from] db::Error),
    /// Telegram does not know the token; everything waits in the outbox for another.
    #[error("Telegram does not know this token: check TELOXIDE_TOKEN")]
    Token,
}

/// What may leave now, and when to look again.
pub struct Lease {
    /// To be delivered, at the same time.
    pub rows: Vec<Leased>,
    /// When the next row may leave, if any waits; `None` until something is put in.
    pub next: Option<DateTime<Utc>>,
}

impl Sender {
    /// A sender whose limits begin with what left in the last minute.
    ///
    /// # Errors
    /// Storage errors.
    pub async fn new(bot: Bot, db: Db, now: DateTime<Utc>) -> db::Result<Self> {
        let mut limits = Limits::default();
        let mut tx = db.begin().await?;
        for (chat, at) in outbox::lately(&mut tx, now).await? {
            limits.note(chat, Weight::Message, at);
        }
        for (chat, until) in outbox::flooded(&mut tx, now).await? {
            limits.hold(chat, until);
        }
        drop(tx);
        Ok(Self { bot, db, limits })
    }

    /// Whom to call; cheap to clone.
    pub fn bot(&self) -> Bot {
        self.bot.clone()
    }

    /// One turn by hand: leases, delivers, settles.
    ///
    /// # Errors
    /// See [`Halt`].
    pub async fn turn(&mut self, now: DateTime<Utc>) -> Result<Worked, Halt> {
        let lease = self.lease(AT_ONCE, now).await?;
        if lease.rows.is_empty() {
            return Ok(lease
                .next
                .map_or(Worked::Idle(None), |at| if at <= now { Worked::Yes } else { Worked::Idle(Some(at)) }));
        }
        let bot = self.bot();
        let delivered = join_all(lease.rows.into_iter().map(|leased| deliver(&bot, leased))).await;
        for one in delivered {
            self.settle(one, now).await?;
        }
        Ok(Worked::Yes)
    }

    /// Marks at most `room` rows as being sent, those that the limits let go.
    ///
    /// # Errors
    /// Storage errors.
    pub async fn lease(&mut self, room: usize, now: DateTime<Utc>) -> db::Result<Lease> {
        let mut tx = self.db.begin().await?;
        let mut lease = Lease { rows: Vec::new(), next: None };
        for row in outbox::ready(&mut tx, now).await? {
            if lease.rows.len() >= room {
                break;
            }
            if row.until.is_some_and(|until| at_millis(until) < now) {
                outbox::finish(&mut tx, &row, Verdict::Expired, None, None, now).await?;
                lease.next = Some(now);
                continue;
            }
            let Ok(parcel) = serde_json::from_str::<Parcel>(&row.parcel) else {
                outbox::finish(&mut tx, &row, Verdict::Refused, None, Some("unreadable parcel"), now).await?;
                continue;
            };
            let weight = weight(&parcel, row.living);
            let from = self.limits.allowed_from(row.chat, weight, now);
            if from > now {
                lease.next = Some(lease.next.map_or(from, |next| next.min(from)));
                continue;
            }
            self.limits.note(row.chat, weight, now);
            outbox::leave(&mut tx, row.id).await?;
            lease.rows.push(Leased { row, parcel });
        }
        let due = outbox::next_due(&mut tx, now).await?;
        lease.next = [lease.next, due].into_iter().flatten().min();
        tx.commit().await?;
        Ok(lease)
    }

    /// Records how a call ended.
    ///
    /// # Errors
    /// See [`Halt`].
    pub async fn settle(&mut self, delivered: Delivered, now: DateTime<Utc>) -> Result<(), Halt> {
        let Delivered { row, ending } = delivered;
        let mut tx = self.db.begin().await?;
        let attempts = row.attempts + 1;
        let again = now + backoff::after(u32::try_from(attempts).unwrap_or(u32::MAX));
        let harmless = row.risk == Risk::Repeatable && attempts < ATTEMPTS;
        match ending {
            Ending::Sent(message) => outbox::finish(&mut tx, &row, Verdict::Sent, message, None, now).await?,
            Ending::Blocked => outbox::finish(&mut tx, &row, Verdict::Blocked, None, None, now).await?,
            Ending::Refused(why) => {
                tracing::warn!(row = row.id, reason = why, "refused");
                outbox::finish(&mut tx, &row, Verdict::Refused, None, Some(&why), now).await?;
            }
            Ending::Anew(screen) => outbox::anew(&mut tx, &row, screen, now).await?,
            Ending::NoToken => {
                outbox::again(&mut tx, row.id, "token", now).await?;
                tx.commit().await?;
                return Err(Halt::Token);
            }
            Ending::Flood(wait) => {
                tracing::warn!(chat_is_group = row.chat.0 < 0, seconds = wait.num_seconds(), "asked to wait");
                self.limits.flooded(row.chat, wait, now);
                outbox::again(&mut tx, row.id, "flood", now + wait).await?;
            }
            Ending::NotSent(why) => outbox::again(&mut tx, row.id, &why, again).await?,
            Ending::Ambiguous(why) if harmless => outbox::again(&mut tx, row.id, &why, again).await?,
            Ending::Ambiguous(why) => {
                outbox::finish(&mut tx, &row, Verdict::Unknown, None, Some(&why), now).await?;
            }
        }
        Ok(tx.commit().await?)
    }
}

fn weight(parcel: &Parcel, living: Option<MessageId>) -> Weight {
    match parcel {
        Parcel::Message { .. } if living.is_some() => Weight::Edit,
        Parcel::Message { .. } | Parcel::Copy { .. } => Weight::Message,
        Parcel::Edit { .. } | Parcel::Keys { .. } => Weight::Edit,
        Parcel::Answer { .. } | Parcel::Commands(_) => Weight::Light,
    }
}
