//! Sends what waits in the outbox: the only place that calls the messenger on somebody's behalf.
//!
//! Three steps, none of which waits for another row's call: [`Sender::lease`] looks what may leave and changes nothing on
//! disk; [`Sender::back`] hears at once how a call ended, so that whoever was told to wait waits; [`Sender::keep`] writes
//! down everything that is to be written, in one transaction: how calls ended, and which rows are about to leave of which a
//! copy would do harm. Between two of these only this process knows; `outbox::boot` settles what it takes with it.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, TimeDelta, Utc};
use futures::future::join_all;
use teloxide::Bot;

use super::deliver::{Delivered, Leased, deliver};
use super::settle::fate;
use super::verdict::Ending;
use crate::db::{self, Db};
use crate::kernel::effect::{Risk, Verdict};
use crate::kernel::ids::{ChatId, MessageId};
use crate::kernel::outcome::Worked;
use crate::kernel::time::at_millis;
use crate::observe::Observer;
use crate::queue::limits::{Flooded, Leave, Limits, Pace, Ticket, Weight};
use crate::queue::numbers;
use crate::queue::outbox::{self, Fate, Parcel, Room, Row, Turn};

/// Calls on their way at the same time, at least. At 30 a second and 100 ms a call four suffice; the rest is for presses.
const AT_ONCE: usize = 128;
/// Looked at beyond what the pace lets through: among them may be what the pace does not hold.
const SPARE: usize = 8;
/// Looks for rows behind those of chats that must wait; then it is somebody else's turn.
const LOOKS: usize = 8;
/// While calls are on their way, the next look is not later.
const GLANCE: TimeDelta = TimeDelta::seconds(1);

/// The one who sends.
pub struct Sender {
    bot: Bot,
    pub(super) db: Db,
    pace: Pace,
    pub(super) limits: Limits,
    /// Rows that are on their way, or back and not written down yet.
    pub(super) flying: HashMap<i64, Flight>,
    /// Chats to which something is on its way that has its place among messages.
    pub(super) busy: HashSet<ChatId>,
    /// Chats that wait, seen on the last looks: not to be looked at again before.
    closed: HashMap<ChatId, DateTime<Utc>>,
    /// About to leave, once that is on disk.
    pub(super) marks: Vec<Leased>,
    /// To be written down.
    pub(super) over: Vec<(Row, Fate)>,
    /// Telegram does not know us any more.
    pub(super) token_lost: bool,
    calls: usize,
    bulk_calls: usize,
    observer: Observer,
}

/// What is known of a row on its way.
pub(super) struct Flight {
    chat: ChatId,
    weight: Weight,
    ticket: Ticket,
    on_its_way: bool,
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
    /// When the next row may leave, if any waits; `None` until something is put in or comes back.
    pub next: Option<DateTime<Utc>>,
    /// So many calls are on their way that the next one that is back makes room for others.
    pub full: bool,
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
            marks: Vec::new(),
            over: Vec::new(),
            token_lost: false,
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

    /// Whom to call; cheap to clone.
    pub fn bot(&self) -> Bot {
        self.bot.clone()
    }

    /// One turn by hand: leases, delivers, keeps.
    ///
    /// # Errors
    /// See [`Halt`].
    pub async fn turn(&mut self, now: DateTime<Utc>) -> Result<Worked, Halt> {
        let Lease { mut rows, next, full: _ } = self.lease(now).await?;
        let ended = !self.over.is_empty();
        rows.extend(self.keep(now).await?.rows);
        if rows.is_empty() {
            let early = next.is_some_and(|at| at <= now);
            return Ok(if ended || early { Worked::Yes } else { Worked::Idle(next) });
        }
        let bot = self.bot();
        let delivered = join_all(rows.into_iter().map(|leased| deliver(&bot, leased))).await;
        for one in delivered {
            self.back(one, now);
        }
        self.keep(now).await?;
        Ok(Worked::Yes)
    }

    /// Takes the rows that may leave now. Those of which a copy would do harm are not among them: [`Sender::keep`] returns
    /// them when they are marked.
    ///
    /// # Errors
    /// Storage errors.
    pub async fn lease(&mut self, now: DateTime<Utc>) -> db::Result<Lease> {
        let mut lease = Lease { rows: Vec::new(), next: None, full: false };
        self.limits.look(now);
        self.closed.retain(|_, until| *until > now);
        let before = self.flying.len();
        for looks in 1..=LOOKS {
            let room = self.room(now);
            if room.quick == 0 {
                lease.full = true;
                break;
            }
            let closed = numbers(self.closed.keys().chain(&self.busy).map(|chat| chat.0));
            let flying = numbers(self.flying.keys().copied());
            let rows = outbox::look(self.db.reader(), room, &flying, &closed, now).await?;
            if !self.choose(rows, &mut lease, now).await? {
                break;
            }
            if looks == LOOKS {
                lease.next = lease.next.min(Some(now + GLANCE)).or(Some(now + GLANCE));
            }
        }
        let due = match self.flying.len() - before {
            0 => outbox::next_due(self.db.reader(), now).await?,
            _ => Some(now + GLANCE),
        };
        self.observer.under_way(self.calls, self.limits.speed());
        let opens = self.closed.values().min().copied();
        lease.next = [lease.next, due, opens].into_iter().flatten().min();
        Ok(lease)
    }

    /// Takes what may leave of `rows`. Whether there may be more behind those that may not.
    async fn choose(&mut self, mut rows: Vec<Row>, lease: &mut Lease, now: DateTime<Utc>) -> db::Result<bool> {
        rows.sort_by_key(|row| row.turn);
        let mut clogged = false;
        for row in rows {
            if self.flying.contains_key(&row.id) {
                continue;
            }
            let row = if row.behind { self.newest(row).await? } else { row };
            if row.until.is_some_and(|until| at_millis(until) < now) {
                self.drop_row(row, Fate::ended(Verdict::Expired));
                continue;
            }
            let Ok(parcel) = serde_json::from_str::<Parcel>(&row.parcel) else {
                self.drop_row(row, Fate::because(Verdict::Refused, "unreadable parcel"));
                continue;
            };
            let weight = weight(&parcel, &row);
            if weight != Weight::Light && self.busy.contains(&row.chat) {
                continue;
            }
            if self.full(weight) {
                lease.full = true;
                continue;
            }
            match self.limits.leave(row.chat, weight, now) {
                Leave::Now => self.take(row, parcel, weight, lease, now),
                Leave::PaceFrom(from) => lease.next = Some(lease.next.map_or(from, |next| next.min(from))),
                Leave::ChatFrom(from) => clogged |= self.closed.insert(row.chat, from).is_none(),
            }
        }
        Ok(clogged)
    }

    fn take(&mut self, row: Row, parcel: Parcel, weight: Weight, lease: &mut Lease, now: DateTime<Utc>) {
        let ticket = self.limits.note(row.chat, weight, now);
        self.flying.insert(row.id, Flight { chat: row.chat, weight, ticket, on_its_way: true });
        if weight != Weight::Light {
            self.busy.insert(row.chat);
        }
        self.calls += 1;
        self.bulk_calls += usize::from(weight == Weight::Bulk);
        let marked = row.risk == Risk::AtMostOnce || row.anchor.is_some() || row.group.is_some();
        let paid = weight == Weight::Bulk && self.pace.is_paid();
        let leased = Leased { row, parcel, paid };
        if marked { self.marks.push(leased) } else { lease.rows.push(leased) }
    }

    /// Of several redrawings of one message that wait only the newest leaves.
    async fn newest(&mut self, row: Row) -> db::Result<Row> {
        let Some(place) = place(&row) else { return Ok(row) };
        let mut newest = None;
        for newer in outbox::newer_looks(self.db.reader(), &row).await? {
            if place_if_free(&newer, &self.flying) != Some(place) {
                continue;
            }
            match newest {
                None => newest = Some(newer),
                Some(_) => self.drop_row(newer, Fate::because(Verdict::Recalled, "a newer look")),
            }
        }
        let Some(newest) = newest else { return Ok(row) };
        self.drop_row(row, Fate::because(Verdict::Recalled, "a newer look"));
        Ok(newest)
    }

    /// The row ends without a call.
    fn drop_row(&mut self, row: Row, fate: Fate) {
        let (chat, ticket) = (row.chat, Ticket::default());
        self.flying.insert(row.id, Flight { chat, weight: Weight::Light, ticket, on_its_way: false });
        self.over.push((row, fate));
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
                Fate::Held { everybody, until: now + wait }
            }
            other => fate(&row, other, now),
        };
        self.over.push((row, fate));
    }

    /// The row is written down, or did not leave after all: its chat is free.
    pub(super) fn land(&mut self, id: i64) {
        let Some(flight) = self.flying.remove(&id) else { return };
        if flight.on_its_way {
            self.calls -= 1;
            self.bulk_calls -= usize::from(flight.weight == Weight::Bulk);
            self.limits.forgo(flight.ticket);
        }
        if flight.weight != Weight::Light {
            self.busy.remove(&flight.chat);
        }
    }

    /// Calls on their way.
    pub const fn calls(&self) -> usize {
        self.calls
    }

    /// How many calls may be on their way at the same time: at a high pace a quarter of a second's.
    fn at_once(&self) -> usize {
        AT_ONCE.max(self.pace.a_second() / 4)
    }

    /// Bulk leaves the others half of the calls: they go even while Telegram takes its time.
    fn full(&self, weight: Weight) -> bool {
        let most = if weight == Weight::Bulk { self.at_once() / 2 } else { self.at_once() };
        let under_way = if weight == Weight::Bulk { self.bulk_calls } else { self.calls };
        under_way >= most
    }

    fn room(&self, now: DateTime<Utc>) -> Room {
        let quick = self.at_once() - self.calls.min(self.at_once());
        let let_through = |weight| quick.min(self.limits.room(weight, now) + SPARE);
        let bulk = (self.at_once() / 2).saturating_sub(self.bulk_calls).min(let_through(Weight::Bulk));
        let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        Room { quick: count(quick), messages: count(let_through(Weight::Message)), bulk: count(bulk) }
    }
}

fn weight(parcel: &Parcel, row: &Row) -> Weight {
    match parcel {
        Parcel::Answer { .. } | Parcel::Commands(_) => Weight::Light,
        Parcel::Edit { .. } | Parcel::Keys { .. } => Weight::Edit,
        Parcel::Message { .. } if row.living.is_some() => Weight::Edit,
        Parcel::Message { .. } | Parcel::Copy { .. } if row.turn == Turn::Bulk as i64 => Weight::Bulk,
        Parcel::Message { .. } | Parcel::Copy { .. } => Weight::Message,
    }
}

/// The message that the row redraws.
fn place(row: &Row) -> Option<MessageId> {
    match serde_json::from_str(&row.parcel) {
        Ok(Parcel::Edit { message, .. }) => Some(message),
        _ => None,
    }
}

/// The same, if the row is not on its way already.
fn place_if_free(row: &Row, flying: &HashMap<i64, Flight>) -> Option<MessageId> {
    if flying.contains_key(&row.id) { None } else { place(row) }
}
