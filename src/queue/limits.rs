//! Telegram's limits, in one place. Bots FAQ, "My bot is hitting limits": about 30 messages a second overall, one a second
//! to a private chat, 20 a minute to a group; and `retry_after`, obeyed.
//!
//! Answers to presses have no limit, and edits have those of their chat only: they share a group's twenty, and in a private
//! chat we let them pass until Telegram objects (its developer in tdlib/telegram-bot-api#648 and tdlib/td#3034). If it does
//! object to edits while it objects to everybody, they keep the pace as messages do until it has recovered.
//!
//! Bulk is spaced out evenly, fast bulk in bunches, so that whoever speaks meanwhile waits a tenth of a second at most, and
//! amid albums of ten four tenths; all others go as soon as the last second has room. Pure: the present instant is an argument.
//! Nothing else in Krug may hold a sending back for the messenger's sake.

mod pace;
mod window;

use std::collections::{HashMap, VecDeque};

use chrono::{DateTime, TimeDelta, Utc};

use crate::kernel::ids::ChatId;
use crate::kernel::time::at_millis;
use pace::Speed;
use window::{Trips, Window};

pub use pace::Pace;

/// Messages a minute in a group.
const GROUP: usize = 20;
/// A group's minute, and a second for the way of a call.
const MINUTE: TimeDelta = TimeDelta::seconds(61);
const SECOND: TimeDelta = TimeDelta::seconds(1);
/// Chats are gone through for what no limit looks at any more when there are twice as many as the last time, and so many.
const MANY: usize = 4096;

/// Faster than this bulk leaves in bunches, each of which costs whoever sends a look and a write; and whatever is behind
/// catches up at twice the pace, not at once: calls of a crowd take longer, and a place is free only when a call is over.
const FAST: usize = 100;
/// Between two bunches, and between two instants of our clock; microseconds.
const BUNCH: i64 = 10_000;
const TICK: i64 = 1000;

/// A call may be noted so long before it begins, and no longer.
pub const AHEAD: TimeDelta = TimeDelta::milliseconds(12);

/// What a call weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// A message to one of many: takes only what is left.
    Bulk,
    /// A new message: counts everywhere.
    Message,
    /// A change of a message: counts in a group.
    Edit,
    /// An answer to a press: no message, in no chat. Only a wait for everybody holds it.
    Light,
    /// A list of commands: no message, and nobody waits for it. Telegram allows few of them, and may ask to wait for minutes.
    Menu,
}

/// A call to a chat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Call {
    /// What it weighs.
    pub weight: Weight,
    /// So many messages it makes: an album one with each of its items. Telegram counts them one by one ("failed to send message
    /// #3 … Too Many Requests") over all chats and in a group's minute. In a private chat an album is one of the short bursts
    /// that the FAQ allows.
    pub messages: usize,
}

impl From<Weight> for Call {
    fn from(weight: Weight) -> Self {
        Self { weight, messages: 1 }
    }
}

/// Whether a call may leave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leave {
    /// At once.
    Now,
    /// From then on, if nobody else takes the place: the pace is full.
    PaceFrom(DateTime<Utc>),
    /// From then on: nothing to this chat before, whatever else leaves.
    ChatFrom(DateTime<Utc>),
    /// Not at all: it is not worth the wait that we were told.
    Never,
}

/// Whom a 429 was about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flooded {
    /// The chat of the call.
    Chat,
    /// Lists of commands, and nothing else.
    Menus,
    /// Us.
    Everybody,
}

/// What a call that has left is counted by, until it is back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ticket {
    began: i64,
    messages: usize,
    paced: bool,
    free: bool,
}

/// What has been sent lately, and who asked us to wait.
#[derive(Debug)]
pub struct Limits {
    speed: Speed,
    /// All messages.
    paced: Window,
    /// Above the free pace only bulk is paid for: these are the others.
    free: Window,
    trips: Trips,
    /// When the next bulk message would leave if all kept their distance; microseconds.
    bulk_due: i64,
    /// When the next one may leave however far behind it is; microseconds.
    bulk_soon: i64,
    /// When somebody looked last, milliseconds.
    looked: i64,
    chats: HashMap<ChatId, VecDeque<DateTime<Utc>>>,
    tidy_at: usize,
    held: HashMap<ChatId, DateTime<Utc>>,
    held_all: Option<DateTime<Utc>>,
    held_menus: Option<DateTime<Utc>>,
    last_flood: Option<(ChatId, DateTime<Utc>)>,
}

impl Limits {
    /// Limits of a bot that has not said anything yet.
    pub fn new(pace: Pace) -> Self {
        Self {
            speed: Speed::new(pace),
            paced: Window::default(),
            free: Window::default(),
            trips: Trips::default(),
            bulk_due: i64::MIN / 2,
            bulk_soon: i64::MIN / 2,
            looked: i64::MIN,
            chats: HashMap::new(),
            tidy_at: MANY,
            held: HashMap::new(),
            held_all: None,
            held_menus: None,
            last_flood: None,
        }
    }

    /// From now on this is the full pace.
    pub fn keep_pace(&mut self, pace: Pace) {
        self.speed.keep(pace);
    }

    /// Drops what no limit looks at any more, before [`Limits::leave`] is asked.
    pub fn look(&mut self, now: DateTime<Utc>) {
        let millis = now.timestamp_millis();
        self.paced.look(millis);
        self.free.look(millis);
        self.speed.look(now);
        // A clock that was put back makes nobody wait for it.
        if millis < std::mem::replace(&mut self.looked, millis) {
            self.bulk_due = self.bulk_due.min((millis + 1000) * 1000);
            self.bulk_soon = self.bulk_soon.min((millis + 1000) * 1000);
        }
        self.held_all = self.held_all.filter(|until| *until > now);
        self.held_menus = self.held_menus.filter(|until| *until > now);
        if self.chats.len() + self.held.len() > self.tidy_at {
            self.forget(now);
        }
    }

    /// Whether such a call to `chat` may leave.
    pub fn leave(&self, chat: ChatId, call: impl Into<Call>, now: DateTime<Utc>) -> Leave {
        let call = call.into();
        if let Some(until) = self.held_all.filter(|until| *until > now) {
            return Leave::PaceFrom(until);
        }
        match call.weight {
            Weight::Light => return Leave::Now,
            Weight::Menu if self.held_menus.is_some_and(|until| until > now) => return Leave::Never,
            Weight::Menu => return Leave::Now,
            Weight::Bulk | Weight::Message | Weight::Edit => {}
        }
        let chat = self.chat_from(chat, call, now);
        if chat > now {
            return Leave::ChatFrom(chat);
        }
        let from = self.pace_from(call, now);
        if from > now { Leave::PaceFrom(from) } else { Leave::Now }
    }

    /// How many messages could begin now, bulk or not: nobody needs to look at more of those that wait.
    pub fn room(&self, weight: Weight, now: DateTime<Utc>) -> usize {
        let (size, millis) = (self.speed.now(), now.timestamp_millis());
        if self.pace_from(weight.into(), now) > now {
            return 0;
        }
        if weight != Weight::Bulk {
            return size;
        }
        let (now, space, bunch) = (millis * 1000, self.space(), self.bunch());
        let begun = now.div_euclid(bunch) * bunch;
        let due = (begun - self.bulk_due.max(now)) / space + self.burst();
        let soon = (begun + bunch - self.bulk_soon.max(begun)).checked_div(self.haste()).unwrap_or(due);
        usize::try_from(due.min(soon + 1)).unwrap_or(0).clamp(1, size)
    }

    /// Until when nothing leaves to `chat`, because we were told so, if that is not over.
    pub fn told_to_wait(&self, chat: ChatId, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        self.held_all.max(self.held.get(&chat).copied()).filter(|until| *until > now)
    }

    /// Notes a call that leaves at `now`, or will within [`AHEAD`].
    pub fn note(&mut self, chat: ChatId, call: impl Into<Call>, now: DateTime<Utc>) -> Ticket {
        let Call { weight, messages } = call.into();
        let began = now.timestamp_millis();
        let message = matches!(weight, Weight::Bulk | Weight::Message);
        let paced = message || (weight == Weight::Edit && self.speed.counts_edits());
        let free = weight == Weight::Message && self.speed.is_paid();
        if message || (weight == Weight::Edit && is_group(chat)) {
            let sent = self.chats.entry(chat).or_default();
            sent.extend(std::iter::repeat_n(now, messages));
            while sent.len() > if is_group(chat) { GROUP } else { 1 } {
                sent.pop_front();
            }
        }
        for _ in 0..messages {
            if paced {
                self.paced.begin(began);
            }
            if free {
                self.free.begin(began);
            }
        }
        if weight == Weight::Bulk {
            let many = i64::try_from(messages).unwrap_or(1);
            self.bulk_due = self.bulk_due.max(began * 1000) + self.space() * many;
            // Counted from the beginning of the bunch: whoever looks late in it may still let all of it go.
            let bunch = self.bunch();
            self.bulk_soon = self.bulk_soon.max((began * 1000).div_euclid(bunch) * bunch) + self.haste() * many;
        }
        Ticket { began, messages, paced, free }
    }

    /// A call is back.
    pub fn back(&mut self, ticket: Ticket, now: DateTime<Utc>) {
        let ended = now.timestamp_millis();
        if !ticket.paced {
            return;
        }
        self.trips.note(ended - ticket.began);
        let arrived = ended - self.trips.quickest();
        self.land(ticket, arrived);
    }

    /// A call did not leave after all. Its place is not given to another: that would be one more thing to be right about.
    pub fn forgo(&mut self, ticket: Ticket) {
        self.land(ticket, ticket.began);
    }

    /// Its messages have arrived by then.
    fn land(&mut self, ticket: Ticket, arrived: i64) {
        for _ in 0..ticket.messages {
            if ticket.paced {
                self.paced.end(ticket.began, arrived);
            }
            if ticket.free {
                self.free.end(ticket.began, arrived);
            }
        }
    }

    /// Telegram said 429. Two chats within a second mean that it is about us, not about a chat; so does one about a call
    /// that is in no chat, but for lists of commands, which have a limit of their own. Whoever is told to wait waits; if it is
    /// everybody, the pace halves and recovers.
    pub fn flooded(&mut self, chat: ChatId, weight: Weight, retry_after: TimeDelta, now: DateTime<Utc>) -> Flooded {
        let until = now + retry_after;
        if weight == Weight::Menu {
            self.held_menus = self.held_menus.max(Some(until));
            return Flooded::Menus;
        }
        let mut everybody = weight == Weight::Light;
        if !everybody {
            let held = self.held.entry(chat).or_insert(until);
            *held = until.max(*held);
            let other = self.last_flood.replace((chat, now));
            everybody = other.is_some_and(|(who, at)| who != chat && now - at <= SECOND);
        }
        if !everybody {
            return Flooded::Chat;
        }
        self.held_all = self.held_all.max(Some(until));
        self.speed.slow_down(until, weight == Weight::Edit, now);
        Flooded::Everybody
    }

    /// Telegram said 429 to the last process, and the wait is not over.
    pub fn hold(&mut self, chat: ChatId, until: DateTime<Utc>) {
        self.held.insert(chat, until);
    }

    /// The same, and it was about everybody.
    pub fn hold_all(&mut self, until: DateTime<Utc>, now: DateTime<Utc>) {
        self.held_all = self.held_all.max(Some(until));
        self.speed.slow_down(until, false, now);
    }

    /// Messages a second at present.
    pub const fn speed(&self) -> usize {
        self.speed.now()
    }

    fn chat_from(&self, chat: ChatId, Call { weight, messages }: Call, now: DateTime<Utc>) -> DateTime<Utc> {
        let mut from = self.held.get(&chat).copied().unwrap_or(now);
        let Some(sent) = self.chats.get(&chat) else { return from };
        if weight != Weight::Edit {
            from = nth_free(sent, 1, SECOND, now).map_or(from, |t| from.max(t));
        }
        if is_group(chat) {
            from =
                nth_free(sent, (GROUP + 1).saturating_sub(messages).max(1), MINUTE, now).map_or(from, |t| from.max(t));
        }
        from
    }

    fn pace_from(&self, Call { weight, messages }: Call, now: DateTime<Utc>) -> DateTime<Utc> {
        if weight == Weight::Edit && !self.speed.counts_edits() {
            return now;
        }
        let millis = now.timestamp_millis();
        // An album wider than the pace leaves when nothing else counts, and is paid off afterwards.
        let free_from = |window: &Window, size: usize| window.free_from(size, messages.min(size), millis);
        let mut from = free_from(&self.paced, self.speed.now());
        if weight == Weight::Message && self.speed.is_paid() {
            from = from.max(free_from(&self.free, self.speed.now().min(Pace::FREE)));
        }
        if weight == Weight::Bulk {
            let (due, bunch) = (self.bulk_due - self.space() * (self.burst() - 1), self.bunch());
            let due = due.div_euclid(bunch) + i64::from(due.rem_euclid(bunch) > 0);
            from = from.max(due.max(self.bulk_soon.div_euclid(bunch)) * bunch / 1000);
        }
        at_millis(from.max(millis))
    }

    /// Between two bulk messages, microseconds.
    fn space(&self) -> i64 {
        1_000_000 / i64::try_from(self.speed.now()).unwrap_or(1).max(1)
    }

    /// Between two bulk messages that are behind, microseconds.
    fn haste(&self) -> i64 {
        if self.speed.now() > FAST { self.space() / 2 } else { 0 }
    }

    /// So many bulk messages may be ahead of their distance after a silence: what leaves in a tenth of a second.
    fn burst(&self) -> i64 {
        i64::try_from(self.speed.now() / 10).unwrap_or(1).max(1)
    }

    /// All bulk of so many microseconds leaves together.
    const fn bunch(&self) -> i64 {
        if self.speed.now() > FAST { BUNCH } else { TICK }
    }

    fn forget(&mut self, now: DateTime<Utc>) {
        self.chats.retain(|chat, sent| {
            let counts = if is_group(*chat) { MINUTE } else { SECOND };
            sent.back().is_some_and(|last| now - *last < counts)
        });
        self.held.retain(|_, until| *until > now);
        self.tidy_at = MANY.max(2 * (self.chats.len() + self.held.len()));
    }
}

/// Groups and channels have negative numbers (Bot API, `Chat.id`).
const fn is_group(chat: ChatId) -> bool {
    chat.0 < 0
}

/// When the window of `size` calls in `span` has room again; `None` if it has room now. A clock that was put back makes
/// nobody wait longer than the span, and as long as calls are noted ahead.
fn nth_free(sent: &VecDeque<DateTime<Utc>>, size: usize, span: TimeDelta, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let oldest = sent.len().checked_sub(size).and_then(|i| sent.get(i))?;
    Some(*oldest + span).filter(|free| *free > now && *oldest <= now + AHEAD)
}

#[cfg(test)]
mod laws;
#[cfg(test)]
mod tests;
