//! Sends what waits in the outbox: the only place that calls the messenger on somebody's behalf.
//!
//! Three steps, none of which waits for another row's call: [`Sender::lease`] looks what may leave, or [`Sender::take_fresh`]
//! is told, and changes nothing on disk; [`Sender::back`] hears at once how a call ended, so that whoever was told to wait
//! waits; [`Sender::keep`] writes down everything that is to be written, in one transaction: how calls ended, and which rows
//! are about to leave of which a copy would do harm. Between two of these only this process knows; `outbox::boot` settles
//! what it takes with it.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, TimeDelta, Utc};
use teloxide::Bot;

use super::deliver::{Delivered, Leased};
use super::settle::fate;
use super::verdict::Ending;
use crate::db::{self, Db};
use crate::kernel::effect::Verdict;
use crate::kernel::ids::ChatId;
use crate::observe::Observer;
use crate::queue::limits::{self, Flooded, Limits, Pace, Ticket, Weight};
use crate::queue::outbox::{self, Fate, Row};

/// The one who sends.
pub struct Sender {
    bot: Bot,
    pub(super) db: Db,
    pub(super) pace: Pace,
    pub(super) limits: Limits,
    /// Rows that are on their way, or back and not written down yet.
    pub(super) flying: HashMap<i64, Flight>,
    /// Chats to which something is on its way that has its place among messages.
    pub(super) busy: HashSet<ChatId>,
    /// Chats that wait, seen on the last looks: not to be looked at again before.
    pub(super) closed: HashMap<ChatId, DateTime<Utc>>,
    /// Up to the row of this number nothing waits but what is on its way or about to leave; `None` if one must look.
    pub(super) known_to: Option<i64>,
    /// About to leave, once that is on disk.
    pub(super) marks: Vec<Leased>,
    /// To be written down.
    pub(super) over: Vec<(Row, Fate)>,
    /// Telegram does not know us any more.
    pub(super) token_lost: bool,
    /// So long before its instant a row may be taken: see [`Sender::lead_by`].
    pub(super) lead: TimeDelta,
    pub(super) calls: usize,
    pub(super) bulk_calls: usize,
    pub(super) observer: Observer,
}

/// What is known of a row on its way.
pub(super) struct Flight {
    pub(super) chat: ChatId,
    pub(super) weight: Weight,
    pub(super) ticket: Ticket,
    /// Those behind it wait.
    pub(super) in_order: bool,
    pub(super) on_its_way: bool,
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

impl Sender {
    /// A sender whose limits begin with what left in the last minute, and with the waits the last process was told.
    ///
    /// # Errors
    /// Storage errors.
    pub async fn new(bot: Bot, db: Db, pace: Pace, now: DateTime<Utc>) -> db::Result<Self> {
        let mut limits = Limits::new(pace);
        let mut tx = db.begin().await?;
        for (chat, at) in outbox::lately(&mut tx, now).await? {
            let ticket = limits.note(chat, Weight::Message, at);
            limits.back(ticket, at);
        }
        for (chat, until) in outbox::holds(&mut tx, now).await? {
            match chat {
                Some(chat) => limits.hold(chat, until),
                None => limits.hold_all(until, now),
            }
        }
        drop(tx);
        Ok(Self {
            bot,
            db,
            pace,
            limits,
            flying: HashMap::new(),
            busy: HashSet::new(),
            closed: HashMap::new(),
            known_to: None,
            marks: Vec::new(),
            over: Vec::new(),
            token_lost: false,
            lead: TimeDelta::zero(),
            calls: 0,
            bulk_calls: 0,
            observer: Observer::default(),
        })
    }

    /// Lets `observer` count what leaves from now on.
    pub fn watched_by(&mut self, observer: Observer) {
        self.observer = observer;
    }

    /// From now on so many messages a second.
    pub fn keep_pace(&mut self, pace: Pace) {
        self.pace = pace;
        self.limits.keep_pace(pace);
    }

    /// From now on whatever waits for the pace is taken, and marked, so long before its instant ([`Leased::at`]) that the mark is
    /// on disk by then: whoever calls then asks [`Sender::still`]. At most [`limits::AHEAD`].
    pub fn lead_by(&mut self, lead: TimeDelta) {
        self.lead = lead.min(limits::AHEAD);
    }

    /// Whom to call; cheap to clone.
    pub fn bot(&self) -> Bot {
        self.bot.clone()
    }

    /// A call is back, at `now`.
    pub fn back(&mut self, delivered: Delivered, now: DateTime<Utc>) {
        let Delivered { row, ending, took } = delivered;
        self.observer.called(row.turn, ending.word(), took);
        let Some(flight) = self.flying.get_mut(&row.id) else { return };
        let (weight, ticket) = (flight.weight, flight.ticket);
        flight.on_its_way = false;
        self.calls -= 1;
        self.bulk_calls -= usize::from(weight == Weight::Bulk);
        self.limits.back(ticket, now);
        self.observer.under_way(self.calls, self.limits.speed());
        self.token_lost |= ending == Ending::NoToken;
        let fate = match ending {
            Ending::Flood(wait) => {
                let whom = self.limits.flooded(row.chat, weight, wait, now);
                self.observer.flooded(whom);
                let everybody = whom == Flooded::Everybody;
                let seconds = wait.num_seconds();
                tracing::warn!(everybody, chat_is_group = row.chat.0 < 0, seconds, "asked to wait");
                match whom {
                    // What waited behind it would wait with it; her next /start brings the list.
                    Flooded::Menus => Fate::because(Verdict::Refused, "flood"),
                    Flooded::Chat | Flooded::Everybody => Fate::Held { everybody, until: now + wait },
                }
            }
            other => fate(&row, other, now),
        };
        self.over.push((row, fate));
    }

    /// Whether a row that was taken ahead may leave now that its instant has come. If Telegram has asked to wait meanwhile, it
    /// waits in the outbox again.
    pub fn still(&mut self, leased: Leased, now: DateTime<Utc>) -> Option<Leased> {
        let Some(until) = self.limits.told_to_wait(leased.row.chat, now) else { return Some(leased) };
        self.put_back(leased, until);
        None
    }

    /// A row that was taken ahead does not leave before `until`.
    pub fn put_back(&mut self, leased: Leased, until: DateTime<Utc>) {
        let Some(flight) = self.flying.get_mut(&leased.row.id) else { return };
        flight.on_its_way = false;
        self.calls -= 1;
        self.bulk_calls -= usize::from(flight.weight == Weight::Bulk);
        self.limits.forgo(flight.ticket);
        self.over.push((leased.row, Fate::Stays { due: until }));
    }

    /// The row is written down, or did not leave after all: its chat is free.
    pub(super) fn land(&mut self, id: i64) {
        let Some(flight) = self.flying.remove(&id) else { return };
        if flight.on_its_way {
            self.calls -= 1;
            self.bulk_calls -= usize::from(flight.weight == Weight::Bulk);
            self.limits.forgo(flight.ticket);
        }
        if flight.in_order {
            self.busy.remove(&flight.chat);
        }
    }

    /// Calls on their way.
    pub const fn calls(&self) -> usize {
        self.calls
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::html::Html;
    use crate::kernel::screen::Screen;
    use crate::kernel::time::at_millis;
    use crate::queue::outbox::{Parcel, Turn};

    /// Writes one row to each of these chats into the outbox.
    async fn put_in(db: &Db, lane: i64, chats: &[usize]) {
        let screen = Screen::new(Html::escaped("Привет"));
        let parcel = Parcel::Message { screen, file: None, media: Vec::new(), silent: false };
        let mut tx = db.begin().await.unwrap();
        sqlx::query(
            "INSERT INTO outbox (key, chat, lane, risk, parcel, due_at, created_at)
             SELECT value, 7 + value, ?, 'at_most_once', ?, 0, 0 FROM json_each(?)",
        )
        .bind(lane)
        .bind(serde_json::to_string(&parcel).unwrap())
        .bind(serde_json::to_string(chats).unwrap())
        .execute(&mut *tx)
        .await
        .unwrap();
        tx.commit().await.unwrap();
    }

    /// A database in which letters to so many wait.
    async fn letters(n: usize) -> (tempfile::TempDir, Db) {
        let dir = tempfile::tempdir().unwrap();
        let db = Db::open(&format!("sqlite:{}", dir.path().join("k.db").display())).await.unwrap();
        put_in(&db, 3, &(1..=n).collect::<Vec<_>>()).await;
        (dir, db)
    }

    /// Six letters to many wait at thirty a second: the first three leave at once, the fourth is taken ahead of its instant.
    async fn one_ahead() -> (tempfile::TempDir, Sender, Vec<Leased>, Leased) {
        let (dir, db) = letters(6).await;
        let mut sender = Sender::new(Bot::new("1:a"), db, Pace::default(), at_millis(0)).await.unwrap();
        sender.lead_by(limits::AHEAD);
        let seen = sender.lease(at_millis(0)).await.unwrap();
        assert_eq!(seen.next, Some(at_millis(34) - limits::AHEAD));
        let first = sender.keep(at_millis(0)).await.unwrap().rows;
        assert_eq!(first.iter().map(|leased| leased.at).collect::<Vec<_>>(), [at_millis(0); 3]);
        let early = at_millis(34) - limits::AHEAD;
        sender.lease(early).await.unwrap();
        let mut ahead = sender.keep(early).await.unwrap().rows;
        let fourth = ahead.pop().filter(|leased| leased.at == at_millis(34)).expect("one for its instant");
        assert!(ahead.is_empty());
        (dir, sender, first, fourth)
    }

    /// Where the fourth stands in the outbox, and when it is due.
    async fn stands(sender: &Sender) -> (String, i64) {
        let fourth = sqlx::query_as("SELECT state, due_at FROM outbox WHERE id = 4");
        fourth.fetch_one(sender.db.reader()).await.unwrap()
    }

    #[tokio::test]
    async fn what_was_marked_ahead_leaves_at_its_instant() {
        let (_dir, mut sender, _, fourth) = one_ahead().await;
        assert_eq!(stands(&sender).await.0, "sending");
        assert!(sender.still(fourth, at_millis(34)).is_some());
        assert_eq!(sender.calls(), 4);
    }

    #[tokio::test]
    async fn whoever_is_asked_to_wait_between_mark_and_instant_waits() {
        let (_dir, mut sender, first, fourth) = one_ahead().await;
        for Leased { row, .. } in first {
            let ending = Ending::Flood(TimeDelta::seconds(5));
            sender.back(Delivered { row, ending, took: std::time::Duration::ZERO }, at_millis(30));
        }
        assert!(sender.still(fourth, at_millis(34)).is_none());
        sender.keep(at_millis(34)).await.unwrap();
        assert_eq!((stands(&sender).await, sender.calls()), (("queued".to_owned(), 5030), 0));
    }

    #[tokio::test]
    async fn what_was_marked_ahead_is_not_lost_when_the_bot_stops() {
        let (_dir, mut sender, _, fourth) = one_ahead().await;
        let at = fourth.at;
        sender.put_back(fourth, at);
        sender.keep(at_millis(30)).await.unwrap();
        assert_eq!((stands(&sender).await, sender.calls()), (("queued".to_owned(), 34), 3));
    }

    /// A broadcast is under way, and each call takes `trip` ms. How long a reply waits that somebody else asks for at `asked` ms.
    async fn reply_amid_bulk(pace: usize, trip: i64, asked: i64) -> i64 {
        let (_dir, db) = letters(4 * pace).await;
        let mut sender = Sender::new(Bot::new("1:a"), db, Pace::new(pace).unwrap(), at_millis(0)).await.unwrap();
        sender.lead_by(limits::AHEAD);
        let (mut under_way, mut look): (Vec<(i64, Leased)>, i64) = (Vec::new(), 0);
        for now in 0.. {
            for (_, Leased { row, .. }) in under_way.extract_if(.., |(ends, _)| *ends <= now) {
                let ending = Ending::Sent(None);
                sender.back(Delivered { row, ending, took: std::time::Duration::ZERO }, at_millis(now));
                look = now;
            }
            if now == asked {
                put_in(&sender.db, 0, &[0]).await;
                look = now;
            }
            if look > now {
                continue;
            }
            let lease = sender.lease(at_millis(now)).await.unwrap();
            look = lease.next.map_or(i64::MAX, |next| next.timestamp_millis());
            for leased in lease.rows.into_iter().chain(sender.keep(at_millis(now)).await.unwrap().rows) {
                let at = leased.at.timestamp_millis();
                if leased.row.turn == Turn::Reply as i64 {
                    return at - asked;
                }
                under_way.push((at + trip, leased));
            }
        }
        unreachable!("a reply leaves at last")
    }

    #[tokio::test]
    async fn whoever_asks_amid_a_broadcast_waits_a_tenth_of_a_second_at_most() {
        for (pace, trip) in [(30, 1), (30, 40), (100, 25), (300, 60)] {
            for asked in [1500, 1513, 1529] {
                let waited = reply_amid_bulk(pace, trip, asked).await;
                assert!(waited <= 100, "at {pace} a second, {trip} ms a call: {waited} ms");
            }
        }
    }
}
