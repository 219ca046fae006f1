//! Which rows may leave now: by what the outbox holds, or, while nothing waits there, by what was put in.
//!
//! A look at the outbox costs as much as half a dozen calls. So once a look has shown that nothing waits, whatever the engine
//! has just put in is taken from its hand; and looked for as soon as one of those has to wait. Must never let a row overtake
//! an earlier one of its chat's lane.

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::{DateTime, TimeDelta, Utc};

use super::deliver::Leased;
use super::sender::{Flight, Sender};
use crate::db;
use crate::kernel::effect::{Risk, Verdict};
use crate::kernel::ids::{ChatId, MessageId};
use crate::kernel::time::at_millis;
use crate::queue::limits::{Leave, Ticket, Weight};
use crate::queue::numbers;
use crate::queue::outbox::{self, Fate, Fresh, Parcel, Room, Row, Turn};

/// Calls on their way at the same time, at least. At 30 a second and 100 ms a call four suffice; the rest is for presses.
const AT_ONCE: usize = 128;
/// Looked at beyond what the pace lets through: among them may be what the pace does not hold.
const SPARE: usize = 8;
/// Looks for rows behind those of chats that must wait; then it is somebody else's turn.
const LOOKS: usize = 8;
/// So many that were told are kept in mind; when there are more they are looked for.
const MANY: usize = 2048;
/// While calls are on their way, the next look is not later.
const GLANCE: TimeDelta = TimeDelta::seconds(1);

/// What may leave now, and when to look again.
pub struct Lease {
    /// To be delivered, at the same time.
    pub rows: Vec<Leased>,
    /// When the next row may leave, if any waits; `None` until something is put in or comes back.
    pub next: Option<DateTime<Utc>>,
    /// So many calls are on their way that the next one that is back makes room for others.
    pub full: bool,
}

/// What is known of the outbox without looking.
#[derive(Default)]
pub(super) struct Known {
    /// Up to the row of this number nothing waits but what is on its way, or told.
    up_to: Option<i64>,
    /// All that was put in after it, and is not on its way yet: by turn, the oldest first.
    told: BTreeMap<(i64, i64), Fresh>,
    /// The chats of those of them that are in order.
    chats: HashSet<ChatId>,
}

impl Known {
    fn tell(&mut self, fresh: Option<Vec<Fresh>>) {
        if !fresh.is_some_and(|fresh| fresh.into_iter().all(|one| self.add(one))) {
            self.forget();
        }
    }

    /// Whether that is all that was put in since the last one, and it waits for none of the others.
    fn add(&mut self, fresh: Fresh) -> bool {
        let Some(last) = self.up_to else { return false };
        let (id, turn, chat) = (fresh.row.id, fresh.row.turn, fresh.row.chat);
        if id <= last {
            // What a look has seen may be told after it.
            return true;
        }
        if id > last + 1 || self.told.len() == MANY || (in_order(&fresh.row) && !self.chats.insert(chat)) {
            return false;
        }
        self.up_to = Some(id);
        self.told.insert((turn, id), fresh);
        true
    }

    /// Whose turn it is, if anybody was told.
    fn first(&self) -> Option<&Fresh> {
        self.told.first_key_value().map(|(_, fresh)| fresh)
    }

    fn take_first(&mut self) -> Option<Fresh> {
        let (_, first) = self.told.pop_first()?;
        if in_order(&first.row) {
            self.chats.remove(&first.row.chat);
        }
        Some(first)
    }

    /// Something may wait that nobody has told.
    pub(super) fn forget(&mut self) {
        *self = Self::default();
    }
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
    /// Hears what the engine has put into the outbox; `None` if it may be anything.
    pub fn tell(&mut self, fresh: Option<Vec<Fresh>>) {
        self.known.tell(fresh);
    }

    /// Whether anything may wait that was neither seen nor told. When all is quiet one looks in any case: it costs nobody
    /// anything.
    pub fn must_look(&self) -> bool {
        self.known.up_to.is_none() || self.flying.is_empty()
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
        if self.take_told(&mut lease, now) {
            lease.next = Some(now + GLANCE);
        } else {
            self.look(&mut lease, now).await?;
        }
        self.observer.under_way(self.calls, self.limits.speed());
        Ok(lease)
    }

    /// Takes what was told, as far as there is room. Whether there was anything, and nothing need be looked for.
    fn take_told(&mut self, lease: &mut Lease, now: DateTime<Utc>) -> bool {
        let any = !self.known.told.is_empty();
        while let Some(first) = self.known.first() {
            lease.full = self.is_full(weight(&first.parcel, &first.row));
            let next = if lease.full { None } else { self.known.take_first() };
            let Some(Fresh { row, parcel }) = next else { break };
            if self.consider(row, parcel, lease, now) != Lot::Gone {
                self.known.forget();
                return false;
            }
        }
        any
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
            let rows = outbox::look(self.db.reader(), room, &self.flying(), &closed, now).await?;
            if !self.choose(rows, lease, now).await? {
                break;
            }
            if looks == LOOKS {
                lease.next = lease.next.min(Some(now + GLANCE)).or(Some(now + GLANCE));
            }
        }
        self.known.forget();
        if !lease.full && lease.next.is_none() && self.closed.is_empty() {
            self.known.up_to = outbox::caught_up(self.db.reader(), &self.flying()).await?;
        }
        let due = match self.flying.len() - before {
            0 if self.known.up_to.is_some() => None,
            0 => outbox::next_due(self.db.reader(), now).await?,
            _ => Some(now + GLANCE),
        };
        let opens = self.closed.values().min().copied();
        lease.next = [lease.next, due, opens].into_iter().flatten().min();
        Ok(())
    }

    fn flying(&self) -> String {
        numbers(self.flying.keys().copied())
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
        if row.until.is_some_and(|until| at_millis(until) < now) {
            self.drop_row(row, Fate::ended(Verdict::Expired));
            return Lot::Gone;
        }
        let weight = weight(&parcel, &row);
        if in_order(&row) && self.busy.contains(&row.chat) {
            return Lot::Waits;
        }
        if self.is_full(weight) {
            lease.full = true;
            return Lot::Waits;
        }
        match self.limits.leave(row.chat, weight, now) {
            Leave::Now => {
                self.take(row, parcel, weight, lease, now);
                Lot::Gone
            }
            Leave::PaceFrom(from) => {
                lease.next = Some(lease.next.map_or(from, |next| next.min(from)));
                Lot::Waits
            }
            Leave::ChatFrom(from) if self.closed.insert(row.chat, from).is_none() => Lot::Clogs,
            Leave::ChatFrom(_) => Lot::Waits,
        }
    }

    fn take(&mut self, row: Row, parcel: Parcel, weight: Weight, lease: &mut Lease, now: DateTime<Utc>) {
        let ticket = self.limits.note(row.chat, weight, now);
        let in_order = in_order(&row);
        self.flying.insert(row.id, Flight { chat: row.chat, weight, ticket, in_order, on_its_way: true });
        if in_order {
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
        let bulk = (self.at_once() / 2).saturating_sub(self.bulk_calls).min(let_through(Weight::Bulk));
        let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        Room { quick: count(quick), messages: count(let_through(Weight::Message)), bulk: count(bulk) }
    }
}

/// Whether the row waits for those before it: only the answer to a press does not.
const fn in_order(row: &Row) -> bool {
    row.turn != Turn::Press as i64
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

#[cfg(test)]
mod tests {
    use super::*;

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

    /// What is known up to row 7, and told afterwards; then, by number, what is taken in which order.
    #[track_caller]
    fn check(told: &[Option<&[Told]>], expect: Option<&[i64]>) {
        let mut known = Known { up_to: Some(7), ..Known::default() };
        for news in told {
            known.tell(news.map(|rows| rows.iter().copied().map(fresh).collect()));
        }
        let sure = known.up_to.is_some();
        let ids: Vec<i64> = std::iter::from_fn(|| known.take_first()).map(|fresh| fresh.row.id).collect();
        assert_eq!(sure.then_some(ids.as_slice()), expect);
    }

    #[test]
    fn answers_to_presses_come_first() {
        check(&[Some(&[(8, Turn::Redraw, 1), (9, Turn::Press, 1)])], Some(&[9, 8]));
    }

    #[test]
    fn what_a_look_has_seen_is_not_taken_again_when_it_is_told() {
        check(&[Some(&[(6, Turn::Press, 1), (7, Turn::Redraw, 1)]), Some(&[(8, Turn::Redraw, 1)])], Some(&[8]));
    }

    #[test]
    fn whoever_was_not_told_everything_looks() {
        check(&[Some(&[(8, Turn::Press, 1)]), None, Some(&[(9, Turn::Press, 1)])], None);
        check(&[Some(&[(9, Turn::Press, 1)])], None);
    }

    #[test]
    fn whatever_has_its_place_behind_another_is_looked_for() {
        check(&[Some(&[(8, Turn::Reply, 1), (9, Turn::Redraw, 1)])], None);
        check(&[Some(&[(8, Turn::Notice, 1)]), Some(&[(9, Turn::Notice, 1)])], None);
        check(&[Some(&[(8, Turn::Reply, 1), (9, Turn::Redraw, 2)])], Some(&[9, 8]));
    }
}
