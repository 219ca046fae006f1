//! The queue of updates that wait for the bot: numbers, offsets, life times, and the kinds the bot asked for.
//! Must never hand out an update that was confirmed, nor lose one that was not and is still young enough.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::Value;

use super::shapes::written;

/// Telegram keeps no update longer than 24 hours.
const LIFE: TimeDelta = TimeDelta::hours(24);
/// A callback query waits for the bot no longer than this (`add_update(.., 150, ..)` in Telegram's server).
const PRESS_LIFE: TimeDelta = TimeDelta::seconds(150);
/// After a week without updates the next number is chosen at random (`update_id` in the Bot API description).
const FRESH_NUMBERS_AFTER: TimeDelta = TimeDelta::days(7);
/// An offset further ahead than this is not believed (`TQueue::get` in Telegram's library).
const FUTURE: i64 = 10;
/// Kinds a bot gets only when it asks for them.
const ON_REQUEST: [&str; 3] = ["chat_member", "message_reaction", "message_reaction_count"];

#[derive(Debug)]
struct Waiting {
    /// As it travels: written once, however often it is asked for.
    body: String,
    dies: DateTime<Utc>,
}

/// The queue.
#[derive(Debug)]
pub(super) struct Queue {
    next: i64,
    waiting: BTreeMap<i64, Waiting>,
    /// No update dies before this: until then nobody need look for the dead.
    all_live_until: DateTime<Utc>,
    /// `None`: all but [`ON_REQUEST`].
    allowed: Option<Vec<String>>,
    last: DateTime<Utc>,
    /// Number of the newest long poll; an older one that still waits must give way.
    pub poll: u64,
    /// The long poll that waits now.
    pub polling: Option<u64>,
    /// Grows whenever a poll that waits has reason to look again.
    pub stirred: u64,
}

impl Queue {
    pub fn new(now: DateTime<Utc>) -> Self {
        Self {
            next: some_number(now),
            waiting: BTreeMap::new(),
            all_live_until: DateTime::<Utc>::MAX_UTC,
            allowed: None,
            last: now,
            poll: 0,
            polling: None,
            stirred: 0,
        }
    }

    /// `{"<kind>": body}` joins the queue, unless the bot does not want its kind.
    pub fn push(&mut self, kind: &str, body: Value, now: DateTime<Utc>) {
        let wanted = match &self.allowed {
            None => !ON_REQUEST.contains(&kind),
            Some(kinds) => kinds.iter().any(|one| one == kind),
        };
        if wanted {
            let mut update = serde_json::Map::new();
            update.insert(kind.to_owned(), body);
            self.push_raw(Value::Object(update), now);
        }
    }

    /// Anything joins the queue as it is; an object without `update_id` gets the next one. Returns its number.
    pub fn push_raw(&mut self, mut update: Value, now: DateTime<Utc>) -> i64 {
        if self.waiting.is_empty() && now - self.last >= FRESH_NUMBERS_AFTER {
            self.next = some_number(now);
        }
        self.last = now;
        let given = update.get("update_id").and_then(Value::as_i64);
        let id = given.unwrap_or(self.next);
        if given.is_none()
            && let Some(fields) = update.as_object_mut()
        {
            fields.insert("update_id".to_owned(), id.into());
        }
        let life = if update.get("callback_query").is_some() { PRESS_LIFE } else { LIFE };
        self.next = self.next.max(id + 1);
        self.all_live_until = self.all_live_until.min(now + life);
        self.stirred += 1;
        self.waiting.insert(id, Waiting { body: written(&update), dies: now + life });
        id
    }

    /// Remembers which kinds the bot wants. `None` keeps what was; an empty list means the usual ones.
    pub fn remember_allowed(&mut self, kinds: Option<&Value>) {
        let Some(kinds) = kinds.and_then(Value::as_array) else { return };
        let kinds: Vec<String> = kinds.iter().filter_map(Value::as_str).map(str::to_ascii_lowercase).collect();
        self.allowed = (!kinds.is_empty()).then_some(kinds);
    }

    /// The kinds the bot asked for, if it asked.
    pub fn allowed(&self) -> Option<&[String]> {
        self.allowed.as_deref()
    }

    /// Confirms by `offset` (below zero: keeps only that many of the newest) and gives the oldest `limit` that remain, as
    /// the JSON of a list; `None` if none do.
    pub fn take(&mut self, offset: i64, limit: usize, now: DateTime<Utc>) -> Option<String> {
        self.bury(now);
        if offset < 0 {
            let keep = usize::try_from(offset.unsigned_abs()).unwrap_or(usize::MAX);
            while self.waiting.len() > keep {
                self.waiting.pop_first();
            }
        } else if offset <= self.next + FUTURE {
            while self.waiting.first_key_value().is_some_and(|(id, _)| *id < offset) {
                self.waiting.pop_first();
            }
        }
        let bodies: Vec<&str> = self.waiting.values().take(limit).map(|update| update.body.as_str()).collect();
        (!bodies.is_empty()).then(|| format!("[{}]", bodies.join(",")))
    }

    /// How many wait, as `pending_update_count` has it.
    pub fn len(&mut self, now: DateTime<Utc>) -> usize {
        self.bury(now);
        self.waiting.len()
    }

    /// Takes away what is too old. A queue may be a hundred thousand long and is asked at every poll.
    fn bury(&mut self, now: DateTime<Utc>) {
        if self.all_live_until <= now {
            self.waiting.retain(|_, update| update.dies > now);
            let deaths = self.waiting.values().map(|update| update.dies);
            self.all_live_until = deaths.min().unwrap_or(DateTime::<Utc>::MAX_UTC);
        }
    }

    /// The newest poll begins to wait; an older one that still does must look and give way. Returns its number.
    pub fn sit_down(&mut self) -> u64 {
        self.poll += 1;
        self.polling = Some(self.poll);
        self.stirred += 1;
        self.poll
    }

    /// `drop_pending_updates`.
    pub fn clear(&mut self) {
        self.waiting.clear();
    }
}

/// A number that looks random and is the same for the same instant, so that a test can be run again.
fn some_number(now: DateTime<Utc>) -> i64 {
    let mixed = now.timestamp_millis().unsigned_abs().wrapping_mul(0x9E37_79B9_7F4A_7C15);
    100_000_000 + i64::try_from((mixed >> 24) % 800_000_000).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn at(seconds: i64) -> DateTime<Utc> {
        crate::kernel::time::at_millis((1_700_000_000 + seconds) * 1000)
    }

    fn queue(updates: usize) -> (Queue, i64) {
        let mut queue = Queue::new(at(0));
        let first = queue.next;
        for n in 0..updates {
            queue.push("message", json!({ "n": n }), at(0));
        }
        (queue, first)
    }

    fn taken(queue: &mut Queue, offset: i64, limit: usize) -> Vec<Value> {
        queue.take(offset, limit, at(1)).map_or_else(Vec::new, |list| serde_json::from_str(&list).unwrap())
    }

    #[track_caller]
    fn check(offset_of_three: impl FnOnce(i64) -> i64, expect: &[u64]) {
        let (mut queue, first) = queue(3);
        let seen: Vec<u64> = taken(&mut queue, offset_of_three(first), 100)
            .iter()
            .filter_map(|update| update["message"]["n"].as_u64())
            .collect();
        assert_eq!(seen, expect);
    }

    #[test]
    fn without_an_offset_everything_comes() {
        check(|_| 0, &[0, 1, 2]);
    }

    #[test]
    fn an_offset_confirms_what_is_below_it() {
        check(|first| first + 2, &[2]);
        check(|first| first + 3, &[]);
    }

    #[test]
    fn a_negative_offset_keeps_only_the_newest() {
        check(|_| -1, &[2]);
        check(|_| -50, &[0, 1, 2]);
    }

    #[test]
    fn an_offset_from_another_life_confirms_nothing() {
        check(|first| first + 1_000_000, &[0, 1, 2]);
    }

    #[test]
    fn what_is_not_confirmed_comes_again() {
        let (mut queue, first) = queue(2);
        assert_eq!(taken(&mut queue, 0, 1).len(), 1);
        assert_eq!(taken(&mut queue, 0, 100).len(), 2);
        assert_eq!(taken(&mut queue, first + 1, 100).len(), 1);
        assert_eq!(taken(&mut queue, 0, 100).len(), 1);
    }

    #[test]
    fn a_message_waits_a_day_and_a_press_two_and_a_half_minutes() {
        let (mut queue, _) = queue(1);
        queue.push("callback_query", json!({}), at(0));
        assert_eq!(queue.len(at(149)), 2);
        assert_eq!(queue.len(at(150)), 1);
        assert_eq!(queue.len(at(24 * 3600 - 1)), 1);
        assert_eq!(queue.len(at(24 * 3600)), 0);
    }

    #[test]
    fn the_bot_gets_only_what_it_asked_for_from_then_on() {
        let (mut queue, _) = queue(0);
        queue.push("chat_member", json!({}), at(0));
        assert_eq!(queue.len(at(0)), 0);
        queue.remember_allowed(Some(&json!(["Chat_Member"])));
        queue.remember_allowed(None);
        queue.push("chat_member", json!({}), at(0));
        queue.push("message", json!({}), at(0));
        assert_eq!(queue.len(at(0)), 1);
        queue.remember_allowed(Some(&json!([])));
        queue.push("message", json!({}), at(0));
        assert_eq!(queue.len(at(0)), 2);
    }

    #[test]
    fn after_a_quiet_week_the_numbers_begin_anew() {
        let (mut queue, first) = queue(1);
        queue.take(first + 1, 100, at(1));
        let week = 7 * 24 * 3600;
        let id = queue.push_raw(json!({ "message": {} }), at(week));
        assert!(id < first || id > first + FUTURE, "{id} follows {first}");
    }
}
