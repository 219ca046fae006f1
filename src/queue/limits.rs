//! Telegram's limits, in one place: 30 calls a second overall, one message a second to a private chat, 20 a minute to a
//! group (Bots FAQ, "My bot is hitting limits"), and `retry_after`, obeyed.
//!
//! Pure: the present instant is an argument. Nothing else in Krug may hold a sending back for the messenger's sake.

use std::collections::{HashMap, VecDeque};

use chrono::{DateTime, TimeDelta, Utc};

use crate::kernel::ids::ChatId;

const OVERALL: usize = 30;
const GROUP: usize = 20;

/// What a call weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// A new message: counts everywhere.
    Message,
    /// A change of a message: counts overall and in a group.
    Edit,
    /// An answer to a press, a list of commands: counts overall only.
    Light,
}

/// What has been sent lately, and who asked us to wait.
#[derive(Debug, Default)]
pub struct Limits {
    overall: VecDeque<DateTime<Utc>>,
    chats: HashMap<ChatId, VecDeque<DateTime<Utc>>>,
    held: HashMap<ChatId, DateTime<Utc>>,
    held_all: Option<DateTime<Utc>>,
    last_flood: Option<(ChatId, DateTime<Utc>)>,
}

impl Limits {
    /// The instant from which such a call to `chat` is allowed; not later than `now` means at once.
    pub fn allowed_from(&self, chat: ChatId, weight: Weight, now: DateTime<Utc>) -> DateTime<Utc> {
        let overall = nth_free(&self.overall, OVERALL, TimeDelta::seconds(1), now);
        let mut from = [overall, self.held_all].into_iter().flatten().fold(now, DateTime::max);
        if weight == Weight::Light {
            return from;
        }
        if let Some(held) = self.held.get(&chat) {
            from = from.max(*held);
        }
        if let Some(sent) = self.chats.get(&chat) {
            if weight == Weight::Message {
                from = nth_free(sent, 1, TimeDelta::seconds(1), now).map_or(from, |t| from.max(t));
            }
            if is_group(chat) {
                from = nth_free(sent, GROUP, TimeDelta::minutes(1), now).map_or(from, |t| from.max(t));
            }
        }
        from
    }

    /// Notes a call that leaves now.
    pub fn note(&mut self, chat: ChatId, weight: Weight, now: DateTime<Utc>) {
        push(&mut self.overall, now, OVERALL);
        if weight == Weight::Message || (weight == Weight::Edit && is_group(chat)) {
            push(self.chats.entry(chat).or_default(), now, GROUP);
        }
        if self.chats.len() > 10_000 {
            self.forget(now);
        }
    }

    /// Telegram said 429. Two chats within a second mean that it is about us, not about a chat; returns whether they do.
    pub fn flooded(&mut self, chat: ChatId, retry_after: TimeDelta, now: DateTime<Utc>) -> bool {
        let until = now + retry_after;
        self.held.insert(chat, until);
        let other = self.last_flood.replace((chat, now));
        let global = other.is_some_and(|(who, at)| who != chat && now - at <= TimeDelta::seconds(1));
        if global {
            self.held_all = self.held_all.max(Some(until));
        }
        global
    }

    /// Telegram said 429 to the last process, and the wait is not over.
    pub fn hold(&mut self, chat: ChatId, until: DateTime<Utc>) {
        self.held.insert(chat, until);
    }

    /// Drops what no limit looks at any more.
    fn forget(&mut self, now: DateTime<Utc>) {
        self.chats.retain(|_, sent| sent.back().is_some_and(|last| now - *last < TimeDelta::minutes(1)));
        self.held.retain(|_, until| *until > now);
    }
}

/// Groups and channels have negative numbers (Bot API, `Chat.id`).
const fn is_group(chat: ChatId) -> bool {
    chat.0 < 0
}

/// When the window of `size` calls in `span` has room again; `None` if it has room now. A clock that was put back makes
/// nobody wait longer than the span.
fn nth_free(sent: &VecDeque<DateTime<Utc>>, size: usize, span: TimeDelta, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    sent.len().checked_sub(size).and_then(|i| sent.get(i)).map(|oldest| (*oldest).min(now) + span)
}

fn push(window: &mut VecDeque<DateTime<Utc>>, now: DateTime<Utc>, size: usize) {
    window.push_back(now);
    while window.len() > size {
        window.pop_front();
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::kernel::time::at_millis;

    /// Sends as fast as allowed and returns the instants.
    fn run(chats: &[(i64, Weight)]) -> Vec<(i64, i64)> {
        let mut limits = Limits::default();
        let mut now = at_millis(0);
        let mut sent = Vec::new();
        for (chat, weight) in chats {
            now = limits.allowed_from(ChatId(*chat), *weight, now);
            limits.note(ChatId(*chat), *weight, now);
            sent.push((*chat, now.timestamp_millis()));
        }
        sent
    }

    #[test]
    fn a_private_chat_gets_one_message_a_second() {
        let at: Vec<i64> = run(&[(5, Weight::Message); 3]).iter().map(|s| s.1).collect();
        assert_eq!(at, [0, 1000, 2000]);
    }

    #[test]
    fn an_edit_in_a_private_chat_does_not_wait_for_messages() {
        assert_eq!(run(&[(5, Weight::Message), (5, Weight::Edit)])[1].1, 0);
    }

    #[test]
    fn the_thirty_first_call_waits_for_the_next_second() {
        let many: Vec<(i64, Weight)> = (1..=31).map(|chat| (chat, Weight::Message)).collect();
        assert_eq!(run(&many)[29].1, 0);
        assert_eq!(run(&many)[30].1, 1000);
    }

    #[test]
    fn a_group_gets_twenty_a_minute() {
        let at = run(&[(-5, Weight::Message); 21]);
        assert_eq!(at[20].1, 60_000);
    }

    #[test]
    fn one_flooded_chat_does_not_hold_back_another() {
        let mut limits = Limits::default();
        limits.flooded(ChatId(1), TimeDelta::seconds(8), at_millis(0));
        let from = |chat| limits.allowed_from(ChatId(chat), Weight::Message, at_millis(0)).timestamp_millis();
        assert_eq!((from(1), from(2)), (8000, 0));
    }

    #[test]
    fn two_flooded_chats_in_a_second_hold_back_everybody() {
        let mut limits = Limits::default();
        limits.flooded(ChatId(1), TimeDelta::seconds(3), at_millis(0));
        limits.flooded(ChatId(2), TimeDelta::seconds(8), at_millis(500));
        let from = limits.allowed_from(ChatId(3), Weight::Light, at_millis(600));
        assert_eq!(from.timestamp_millis(), 8500);
    }

    #[test]
    fn a_clock_that_was_put_back_makes_nobody_wait_for_it() {
        let mut limits = Limits::default();
        limits.note(ChatId(1), Weight::Message, at_millis(3_600_000));
        let from = limits.allowed_from(ChatId(1), Weight::Message, at_millis(0));
        assert_eq!(from.timestamp_millis(), 1000);
    }

    proptest! {
        #[test]
        fn no_limit_is_ever_broken(chats in prop::collection::vec(-3_i64..6, 1..200)) {
            let sent = run(&chats.iter().filter(|c| **c != 0).map(|c| (*c, Weight::Message)).collect::<Vec<_>>());
            for (i, (chat, at)) in sent.iter().enumerate() {
                let before = &sent[..i];
                prop_assert!(before.iter().filter(|(_, t)| at - t < 1000).count() < 30);
                prop_assert!(!before.iter().any(|(c, t)| c == chat && at - t < 1000));
                let in_minute = before.iter().filter(|(c, t)| c == chat && at - t < 60_000).count();
                prop_assert!(*chat > 0 || in_minute < 20);
            }
        }
    }
}
