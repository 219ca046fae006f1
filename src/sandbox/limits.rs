//! Flood control by the clock: how much the bot may say in a second, in one chat, in a group's minute.
//! Must never look at the wall clock or forget a breach: the tests prove a polite bot by the count of zero.

use std::collections::{BTreeMap, VecDeque};
use std::iter::repeat_n;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

/// The numbers Telegram's "Bots FAQ" gives ("My bot is hitting limits"), and those it keeps to itself, as we set them. An
/// edit counts in its chat and not over all of them ("subject to per chat limits", tdlib/telegram-bot-api#648, and "no
/// global limit", tdlib/td#3034).
#[derive(Clone, Debug)]
pub struct Limits {
    /// Messages a second over all chats; `None`: no flood control at all.
    pub overall_per_second: Option<usize>,
    /// Messages in a row that one private chat takes before it is held to one a second.
    pub private_burst: i64,
    /// Messages a minute in one group.
    pub group_per_minute: usize,
    /// How long after the press its callback query may be answered.
    pub answer_window: TimeDelta,
    /// The longest a `getUpdates` really waits (machine time), whatever `timeout` it asks for.
    pub longest_poll: Duration,
}

impl Limits {
    /// As Telegram has them.
    pub fn telegram() -> Self {
        Self {
            overall_per_second: Some(30),
            private_burst: 3,
            group_per_minute: 20,
            answer_window: TimeDelta::seconds(150),
            longest_poll: Duration::from_secs(50),
        }
    }

    /// Telegram's, without flood control.
    pub fn without_flood_control() -> Self {
        Self { overall_per_second: None, ..Self::telegram() }
    }
}

/// What a call puts into a chat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Said {
    /// Another look of a message.
    Edit,
    /// So many messages: several are an album, whose items are counted one by one ("failed to send message #1 … Too Many
    /// Requests"); only a private chat takes it for one, or no album would ever fit its short bursts.
    New(usize),
}

/// What was sent of late.
#[derive(Debug, Default)]
pub(super) struct Flood {
    overall: VecDeque<DateTime<Utc>>,
    groups: BTreeMap<i64, VecDeque<DateTime<Utc>>>,
    /// For each private chat, the instant its next message would be due if all had kept one second apart.
    due: BTreeMap<i64, DateTime<Utc>>,
    /// Chats that take nothing until then, by order and not by the count; zero: none does.
    closed: BTreeMap<i64, DateTime<Utc>>,
    /// How often the bot was told to wait.
    pub breaches: u64,
}

impl Flood {
    /// Counts a call to `chat` in.
    ///
    /// # Errors
    /// The whole seconds to wait, at least one; the call then does not count.
    pub fn admit(&mut self, limits: &Limits, chat: i64, said: Said, now: DateTime<Utc>) -> Result<(), u64> {
        self.open_to(chat, now)?;
        let Some(overall) = limits.overall_per_second else { return Ok(()) };
        let second = TimeDelta::seconds(1);
        let (edit, many) = if let Said::New(many) = said { (false, many) } else { (true, 1) };
        let mut wait = if edit { TimeDelta::zero() } else { wait_in(&mut self.overall, second, overall, many, now) };
        if chat < 0 {
            let sent = self.groups.entry(chat).or_default();
            wait = wait.max(wait_in(sent, TimeDelta::seconds(60), limits.group_per_minute, many, now));
        } else if !edit {
            let due = self.due.get(&chat).copied().unwrap_or(now).max(now);
            wait = wait.max(due - now - second * i32::try_from(limits.private_burst - 1).unwrap_or(0));
        }
        if wait > TimeDelta::zero() {
            self.breaches += 1;
            return Err(seconds(wait));
        }
        if !edit {
            self.overall.extend(repeat_n(now, many));
        }
        if chat < 0 {
            self.groups.entry(chat).or_default().extend(repeat_n(now, many));
        } else if !edit {
            let due = self.due.get(&chat).copied().unwrap_or(now).max(now);
            self.due.insert(chat, due + second);
        }
        Ok(())
    }
}

impl Flood {
    /// From now on this chat (zero: every chat) takes nothing for so long, however little is sent.
    pub fn close(&mut self, chat: i64, until: DateTime<Utc>) {
        self.closed.insert(chat, until);
    }

    /// Whether the chat takes anything at all now.
    ///
    /// # Errors
    /// The whole seconds to wait, at least one.
    pub fn open_to(&mut self, chat: i64, now: DateTime<Utc>) -> Result<(), u64> {
        self.closed.retain(|_, until| *until > now);
        match [0, chat].iter().filter_map(|chat| self.closed.get(chat)).max() {
            Some(until) => Err(seconds(*until - now)),
            None => Ok(()),
        }
    }

    /// What the limits let pass now, for somebody who looks on: who would have to wait, and how long.
    pub fn shown(&mut self, limits: &Limits, now: DateTime<Utc>) -> Value {
        let burst = TimeDelta::seconds(limits.private_burst - 1);
        self.due.retain(|_, due| *due > now);
        let within = |sent: &VecDeque<DateTime<Utc>>, span| sent.iter().filter(|at| **at + span > now).count();
        let waits = self.due.iter().map(|(chat, due)| (chat, *due - now - burst));
        let waits = waits.filter(|(_, wait)| *wait > TimeDelta::zero());
        let waits = waits.map(|(chat, wait)| json!({ "chat": chat, "wait_ms": wait.num_milliseconds() }));
        let groups = self.groups.iter().map(|(chat, sent)| (chat, within(sent, TimeDelta::seconds(60))));
        json!({
            "overall": { "used": within(&self.overall, TimeDelta::seconds(1)), "of": limits.overall_per_second },
            "chats": waits.collect::<Value>(),
            "groups": groups
                .filter(|(_, used)| *used > 0)
                .map(|(chat, used)| json!({ "chat": chat, "used": used, "of": limits.group_per_minute }))
                .collect::<Value>(),
            "breaches": self.breaches,
        })
    }
}

/// As `retry_after` counts: whole ones, at least one.
fn seconds(wait: TimeDelta) -> u64 {
    u64::try_from((wait.num_milliseconds() + 999) / 1000).unwrap_or(1).max(1)
}

/// Until `more` fit beside what was sent; more than ever fit do so when nothing else counts.
fn wait_in(
    sent: &mut VecDeque<DateTime<Utc>>,
    span: TimeDelta,
    most: usize,
    more: usize,
    now: DateTime<Utc>,
) -> TimeDelta {
    while sent.front().is_some_and(|first| *first + span <= now) {
        sent.pop_front();
    }
    let too_many = (sent.len() + more).saturating_sub(most).min(sent.len());
    let last = too_many.checked_sub(1).and_then(|n| sent.get(n));
    last.map_or(TimeDelta::zero(), |last| *last + span - now)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(millis: i64) -> DateTime<Utc> {
        crate::kernel::time::at_millis(1_700_000_000_000 + millis)
    }

    #[test]
    fn a_private_chat_takes_three_at_once_then_one_a_second() {
        let (mut flood, limits) = (Flood::default(), Limits::telegram());
        for _ in 0..3 {
            assert_eq!(flood.admit(&limits, 5, Said::New(1), at(0)), Ok(()));
        }
        assert_eq!(flood.admit(&limits, 5, Said::New(1), at(0)), Err(1));
        assert_eq!(flood.admit(&limits, 5, Said::New(1), at(1000)), Ok(()));
        assert_eq!(flood.admit(&limits, 5, Said::New(1), at(1500)), Err(1));
        assert_eq!(flood.breaches, 2);
    }

    #[test]
    fn one_message_a_second_is_never_too_many() {
        let (mut flood, limits) = (Flood::default(), Limits::telegram());
        for second in 0..500 {
            assert_eq!(flood.admit(&limits, 5, Said::New(1), at(second * 1000)), Ok(()));
        }
    }

    #[test]
    fn all_chats_together_take_thirty_a_second() {
        let (mut flood, limits) = (Flood::default(), Limits::telegram());
        for chat in 1..=30 {
            assert_eq!(flood.admit(&limits, chat, Said::New(1), at(0)), Ok(()));
        }
        assert_eq!(flood.admit(&limits, 31, Said::New(1), at(999)), Err(1));
        assert_eq!(flood.admit(&limits, 31, Said::New(1), at(1000)), Ok(()));
    }

    #[test]
    fn a_group_takes_twenty_a_minute_edits_among_them() {
        let (mut flood, limits) = (Flood::default(), Limits::telegram());
        for n in 0..20 {
            assert_eq!(
                flood.admit(&limits, -5, if n % 2 == 0 { Said::Edit } else { Said::New(1) }, at(n * 100)),
                Ok(())
            );
        }
        assert_eq!(flood.admit(&limits, -5, Said::Edit, at(2000)), Err(58));
        assert_eq!(flood.admit(&limits, -5, Said::Edit, at(60_000)), Ok(()));
    }

    #[test]
    fn a_closed_chat_takes_nothing_until_it_opens_and_the_others_do() {
        let (mut flood, limits) = (Flood::default(), Limits::without_flood_control());
        flood.close(5, at(2500));
        assert_eq!(flood.admit(&limits, 5, Said::Edit, at(0)), Err(3));
        assert_eq!(flood.admit(&limits, 6, Said::Edit, at(0)), Ok(()));
        assert_eq!(flood.admit(&limits, 5, Said::Edit, at(2499)), Err(1));
        assert_eq!(flood.admit(&limits, 5, Said::Edit, at(2500)), Ok(()));
        assert_eq!(flood.breaches, 0);
    }

    #[test]
    fn when_all_is_closed_no_chat_takes_anything() {
        let (mut flood, limits) = (Flood::default(), Limits::telegram());
        flood.close(0, at(4000));
        assert_eq!(flood.admit(&limits, 5, Said::New(1), at(0)), Err(4));
        assert_eq!(flood.admit(&limits, -5, Said::New(1), at(3999)), Err(1));
        assert_eq!(flood.admit(&limits, 5, Said::New(1), at(4000)), Ok(()));
    }

    #[test]
    fn switched_off_it_counts_nothing() {
        let (mut flood, limits) = (Flood::default(), Limits::without_flood_control());
        for _ in 0..1000 {
            assert_eq!(flood.admit(&limits, -5, Said::New(1), at(0)), Ok(()));
        }
        assert_eq!(flood.breaches, 0);
    }

    #[test]
    fn an_album_counts_with_each_of_its_items_but_in_a_private_chat() {
        let (mut flood, limits) = (Flood::default(), Limits::telegram());
        for chat in 1..=3 {
            assert_eq!(flood.admit(&limits, chat, Said::New(10), at(0)), Ok(()));
        }
        assert_eq!(flood.admit(&limits, 4, Said::New(1), at(999)), Err(1));
        assert_eq!(flood.admit(&limits, -5, Said::New(10), at(1000)), Ok(()));
        assert_eq!(flood.admit(&limits, -5, Said::New(10), at(2000)), Ok(()));
        assert_eq!(flood.admit(&limits, -5, Said::New(2), at(3000)), Err(58));
        let narrow = Limits { overall_per_second: Some(5), ..limits };
        assert_eq!(Flood::default().admit(&narrow, 1, Said::New(10), at(0)), Ok(()));
    }
}
