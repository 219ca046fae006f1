//! Which rows may leave now: by what the outbox holds, or, while nothing waits there, by what was put in.
//!
//! A look at the outbox costs as much as half a dozen calls. So once a look has shown that nothing waits, whatever the engine
//! has just put in is taken from its hand; and looked for as soon as one of those has to wait. Must never let a row overtake
//! an earlier one of its chat's lane.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, TimeDelta, Utc};

use super::deliver::Leased;
use super::sender::{Flight, Sender};
use super::settle::needless;
use crate::db;
use crate::kernel::effect::{Risk, Verdict};
use crate::kernel::ids::{ChatId, MessageId};
use crate::queue::limits::{Call, Leave, Ticket, Weight};
use crate::queue::numbers;
use crate::queue::outbox::{self, Fate, Fresh, Parcel, Room, Row, Turn};

/// Calls on their way at the same time, at least. At 30 a second and 100 ms a call four suffice; the rest is for presses.
const AT_ONCE: usize = 128;
/// Looked at beyond what the pace lets through: among them may be what the pace does not hold.
const SPARE: usize = 8;
/// Looks for rows behind those of chats that must wait; then it is somebody else's turn.
const LOOKS: usize = 8;
/// So many are taken from the engine's hand; where there are more, a look costs each of them little.
const FEW: usize = 64;
/// While calls are on their way, the next look is not later.
const GLANCE: TimeDelta = TimeDelta::seconds(1);

/// What may leave now, and when to look again.
#[derive(Default)]
pub struct Lease {
    /// To be delivered, at the same time.
    pub rows: Vec<Leased>,
    /// When the next row may leave, if any waits; `None` until something is put in or comes back.
    pub next: Option<DateTime<Utc>>,
    /// So many calls are on their way that the next one that is back makes room for others.
    pub full: bool,
}

/// What became of a row that was considered.
#[derive(PartialEq)]
enum Lot {
    /// It leaves, or it is over.
    Gone,
    /// It waits.
    Waits,
    /// It waits for its chat, of which nobody knew: there may be others behind it.
    Clogs,
}

impl Sender {
    /// Takes what has just been written into the outbox, as far as nobody need look for it: see [`Sender::must_look`].
    pub fn take_fresh(&mut self, mut fresh: Vec<Fresh>, now: DateTime<Utc>) -> Vec<Leased> {
        let mut lease = Lease::default();
        self.known_to = self.known_to.and_then(|last| follows(last, &fresh));
        if self.known_to.is_none() {
            return lease.rows;
        }
        self.limits.look(now);
        self.closed.retain(|_, until| *until > now);
        fresh.sort_by_key(|fresh| (fresh.row.turn, fresh.row.id));
        for Fresh { row, parcel } in fresh {
            if self.consider(row, parcel, &mut lease, now) != Lot::Gone {
                self.known_to = None;
            }
        }
        self.observer.under_way(self.calls, self.limits.speed());
        lease.rows
    }

    /// Anything may have been written into the outbox.
    pub(super) const fn forget(&mut self) {
        self.known_to = None;
    }

    /// Whether anything may wait that was neither seen nor taken.
    pub const fn must_look(&self) -> bool {
        self.known_to.is_none()
    }

    /// Looks for the rows that may leave now. Those of which a copy would do harm are not among them: [`Sender::keep`] returns
    /// them when they are marked.
    ///
    /// # Errors
    /// Storage errors.
    pub async fn lease(&mut self, now: DateTime<Utc>) -> db::Result<Lease> {
        let mut lease = Lease::default();
        self.limits.look(now);
        self.closed.retain(|_, until| *until > now);
        self.look(&mut lease, now).await?;
        self.observer.under_way(self.calls, self.limits.speed());
        Ok(lease)
    }

    /// Looks what waits, and takes what may leave.
    async fn look(&mut self, lease: &mut Lease, now: DateTime<Utc>) -> db::Result<()> {
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
            if !self.choose(rows, lease, now).await? {
                break;
            }
            if looks == LOOKS {
                lease.next = lease.next.min(Some(now + GLANCE)).or(Some(now + GLANCE));
            }
        }
        let quiet = self.flying.is_empty() && lease.next.is_none() && self.closed.is_empty();
        self.known_to = if quiet { outbox::caught_up(self.db.reader()).await? } else { None };
        let due = match self.flying.len() - before {
            0 if self.known_to.is_some() => None,
            0 => outbox::next_due(self.db.reader(), now).await?,
            _ => Some(now + GLANCE),
        };
        let opens = self.closed.values().min().copied();
        lease.next = [lease.next, due, opens].into_iter().flatten().min();
        Ok(())
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
            match serde_json::from_str::<Parcel>(&row.parcel) {
                Ok(parcel) => clogged |= self.consider(row, parcel, lease, now) == Lot::Clogs,
                Err(_) => self.drop_row(row, Fate::because(Verdict::Refused, "unreadable parcel")),
            }
        }
        Ok(clogged)
    }

    /// Takes the row if it may leave.
    fn consider(&mut self, row: Row, parcel: Parcel, lease: &mut Lease, now: DateTime<Utc>) -> Lot {
        let call = Call { weight: weight(&parcel, &row), messages: parcel.messages() };
        if in_order(&row) && self.busy.contains(&row.chat) {
            return Lot::Waits;
        }
        if let Some(fate) = needless(&row, &parcel, now) {
            self.drop_row(row, fate);
            return Lot::Gone;
        }
        if self.is_full(call.weight) {
            lease.full = true;
            return Lot::Waits;
        }
        match self.limits.leave(row.chat, call, now) {
            Leave::Now => {
                self.take(row, parcel, call, lease, now);
                Lot::Gone
            }
            Leave::PaceFrom(from) if self.is_near(from, row.chat, call, now) => {
                self.take(row, parcel, call, lease, from);
                Lot::Gone
            }
            Leave::PaceFrom(from) => {
                let wakes = Some(from - self.lead).filter(|at| *at > now).unwrap_or(from);
                lease.next = Some(lease.next.map_or(wakes, |next| next.min(wakes)));
                Lot::Waits
            }
            Leave::ChatFrom(from) if self.closed.insert(row.chat, from).is_none() => Lot::Clogs,
            Leave::ChatFrom(_) => Lot::Waits,
            Leave::Never => {
                self.drop_row(row, Fate::because(Verdict::Refused, "flood"));
                Lot::Gone
            }
        }
    }

    /// Whether it may leave so soon that it is time to mark it, and to take its place. Whatever keeps the pace does so: if bulk
    /// alone took places before they are free, nobody else would ever find one.
    fn is_near(&self, from: DateTime<Utc>, chat: ChatId, call: Call, now: DateTime<Utc>) -> bool {
        from <= now + self.lead && self.limits.leave(chat, call, from) == Leave::Now
    }

    fn take(&mut self, row: Row, parcel: Parcel, call: Call, lease: &mut Lease, at: DateTime<Utc>) {
        let (ticket, weight) = (self.limits.note(row.chat, call, at), call.weight);
        let in_order = in_order(&row);
        self.flying.insert(row.id, Flight { chat: row.chat, weight, ticket, in_order, on_its_way: true });
        if in_order {
            self.busy.insert(row.chat);
        }
        self.calls += 1;
        self.bulk_calls += usize::from(weight == Weight::Bulk);
        let marked = is_marked(&row);
        let paid = weight == Weight::Bulk && self.pace.is_paid();
        let leased = Leased { at, row, parcel, paid };
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
        self.flying.insert(row.id, Flight { chat, weight: Weight::Light, ticket, in_order: false, on_its_way: false });
        self.over.push((row, fate));
    }

    /// How many calls may be on their way at the same time: at a high pace a quarter of a second's.
    fn at_once(&self) -> usize {
        AT_ONCE.max(self.pace.a_second() / 4)
    }

    /// Bulk leaves the others half of the calls: they go even while Telegram takes its time.
    fn is_full(&self, weight: Weight) -> bool {
        let most = if weight == Weight::Bulk { self.at_once() / 2 } else { self.at_once() };
        let under_way = if weight == Weight::Bulk { self.bulk_calls } else { self.calls };
        under_way >= most
    }

    fn room(&self, now: DateTime<Utc>) -> Room {
        let quick = self.at_once() - self.calls.min(self.at_once());
        let let_through = |weight| quick.min(self.limits.room(weight, now) + SPARE);
        let soon = if self.lead.is_zero() { 0 } else { self.limits.room(Weight::Bulk, now + self.lead) };
        let bulk = (self.at_once() / 2).saturating_sub(self.bulk_calls).min(let_through(Weight::Bulk) + soon);
        let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        Room { quick: count(quick), messages: count(let_through(Weight::Message)), bulk: count(bulk) }
    }
}

/// The number of the last of these rows, if they are all that was put in after row `last`, few, and none of them waits for
/// another or for a mark.
fn follows(last: i64, fresh: &[Fresh]) -> Option<i64> {
    let mut chats = HashSet::new();
    let mut fits = |row: &Row| !is_marked(row) && (!in_order(row) || chats.insert(row.chat));
    let numbered = fresh.iter().map(|one| one.row.id).eq(last + 1..=last + fresh.len() as i64);
    let follow = numbered && fresh.len() <= FEW && fresh.iter().all(|one| fits(&one.row));
    follow.then(|| last + fresh.len() as i64)
}

/// Whether the row must be marked before it leaves.
const fn is_marked(row: &Row) -> bool {
    matches!(row.risk, Risk::AtMostOnce) || row.anchor.is_some() || row.group.is_some()
}

/// Whether the row waits for those before it: only the answer to a press does not.
const fn in_order(row: &Row) -> bool {
    row.turn != Turn::Press as i64
}

fn weight(parcel: &Parcel, row: &Row) -> Weight {
    match parcel {
        Parcel::Answer { .. } => Weight::Light,
        Parcel::Commands(_) => Weight::Menu,
        Parcel::Edit { .. } | Parcel::Keys { .. } => Weight::Edit,
        // One of many, which nobody waits for.
        Parcel::Look { .. } => Weight::Bulk,
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

#[cfg(test)]
mod tests {
    use teloxide::Bot;

    use super::*;
    use crate::db::Db;
    use crate::kernel::ids::ChatId;
    use crate::kernel::time::at_millis;
    use crate::queue::limits::Pace;

    /// A row: its number, its turn, its chat.
    type Told = (i64, Turn, i64);

    fn fresh((id, turn, chat): Told) -> Fresh {
        let row = Row {
            id,
            turn: turn as i64,
            chat: ChatId(chat),
            person: None,
            risk: Risk::Repeatable,
            parcel: String::new(),
            anchor: None,
            living: None,
            group: None,
            until: None,
            attempts: 0,
            behind: false,
        };
        Fresh { row, parcel: Parcel::Commands(Vec::new()) }
    }

    /// Rows that were put in after row 7; whether they may leave without a look.
    #[track_caller]
    fn check(rows: &[Told], expect: bool) {
        let fresh: Vec<Fresh> = rows.iter().copied().map(fresh).collect();
        assert_eq!(follows(7, &fresh), expect.then_some(7 + rows.len() as i64));
    }

    #[test]
    fn what_follows_the_last_row_leaves_without_a_look() {
        check(&[], true);
        check(&[(8, Turn::Redraw, 1), (9, Turn::Press, 1), (10, Turn::Reply, 2)], true);
    }

    #[test]
    fn whoever_was_not_told_everything_looks() {
        check(&[(9, Turn::Press, 1)], false);
        check(&[(8, Turn::Press, 1), (10, Turn::Press, 2)], false);
        check(&[(7, Turn::Press, 1)], false);
    }

    #[test]
    fn whatever_has_its_place_behind_another_is_looked_for() {
        check(&[(8, Turn::Reply, 1), (9, Turn::Redraw, 1)], false);
        check(&[(8, Turn::Reply, 1), (9, Turn::Redraw, 2)], true);
    }

    #[test]
    fn what_must_be_marked_is_looked_for() {
        let mut one = fresh((8, Turn::Notice, 1));
        assert_eq!(follows(7, std::slice::from_ref(&one)), Some(8));
        one.row.anchor = Some("card".to_owned());
        assert_eq!(follows(7, &[one]), None);
    }

    /// A sender that knows of nothing behind row 7, and its database.
    async fn idle() -> (tempfile::TempDir, Sender) {
        let dir = tempfile::tempdir().unwrap();
        let db = Db::open(&format!("sqlite:{}", dir.path().join("k.db").display())).await.unwrap();
        let mut sender = Sender::new(Bot::new("1:a"), db, Pace::default(), at_millis(0)).await.unwrap();
        sender.known_to = Some(7);
        (dir, sender)
    }

    /// How many leave at once of what is told, and whether one must look for more.
    fn told(sender: &mut Sender, rows: &[Told]) -> (usize, bool) {
        let fresh = rows.iter().copied().map(fresh).collect();
        (sender.take_fresh(fresh, at_millis(0)).len(), sender.must_look())
    }

    #[tokio::test]
    async fn a_row_whose_chat_is_busy_waits_and_is_looked_for() {
        let (_dir, mut sender) = idle().await;
        assert_eq!(told(&mut sender, &[(8, Turn::Redraw, 1), (9, Turn::Press, 1)]), (2, false));
        assert_eq!(told(&mut sender, &[(10, Turn::Redraw, 1), (11, Turn::Redraw, 2)]), (1, true));
    }

    #[tokio::test]
    async fn what_is_told_twice_leaves_once() {
        let (_dir, mut sender) = idle().await;
        assert_eq!(told(&mut sender, &[(8, Turn::Press, 1)]), (1, false));
        assert_eq!(told(&mut sender, &[(8, Turn::Press, 1)]), (0, true));
    }

    #[tokio::test]
    async fn whoever_has_looked_and_found_nothing_need_not_look_again() {
        let (_dir, mut sender) = idle().await;
        sender.forget();
        assert_eq!(told(&mut sender, &[(8, Turn::Press, 1)]), (0, true));
        sender.lease(at_millis(0)).await.unwrap();
        assert!(!sender.must_look());
    }
}
