//! How many messages a second: as set, or as few as Telegram lets through of late. Pure.

use chrono::{DateTime, TimeDelta, Utc};

/// A pace that was halved gets a thirtieth of the full one back after each so long.
const STEP: TimeDelta = TimeDelta::seconds(30);
const STEPS: usize = 30;

/// Messages a second, all chats together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace(usize);

impl Pace {
    /// What Telegram lets everybody send without a fee (Bots FAQ, "Broadcasting to users").
    pub const FREE: usize = 30;
    /// What it lets those send who pay for each message above (Bot API, `allow_paid_broadcast`).
    pub const MOST: usize = 1000;

    /// From one a second to a thousand; `None` for anything else.
    pub fn new(a_second: usize) -> Option<Self> {
        (1..=Self::MOST).contains(&a_second).then_some(Self(a_second))
    }

    /// How many.
    pub const fn a_second(self) -> usize {
        self.0
    }

    /// More than is free: what goes to many is paid for.
    pub const fn is_paid(self) -> bool {
        self.0 > Self::FREE
    }
}

impl Default for Pace {
    fn default() -> Self {
        Self(Self::FREE)
    }
}

/// The pace as it is now.
#[derive(Debug)]
pub(super) struct Speed {
    full: Pace,
    now: usize,
    slowed: Option<Slowed>,
}

#[derive(Clone, Copy, Debug)]
struct Slowed {
    to: usize,
    /// When the wait is over, and recovery begins.
    since: DateTime<Utc>,
    edits: bool,
}

impl Speed {
    pub(super) const fn new(full: Pace) -> Self {
        Self { full, now: full.a_second(), slowed: None }
    }

    pub(super) fn keep(&mut self, full: Pace) {
        self.full = full;
        self.now = self.slowed.map_or(full.a_second(), |slowed| slowed.to.min(full.a_second()));
    }

    pub(super) const fn now(&self) -> usize {
        self.now
    }

    pub(super) const fn is_paid(&self) -> bool {
        self.full.is_paid()
    }

    /// Whether edits keep the pace too.
    pub(super) fn counts_edits(&self) -> bool {
        self.slowed.is_some_and(|slowed| slowed.edits)
    }

    /// Recovers as far as the time allows.
    pub(super) fn look(&mut self, now: DateTime<Utc>) {
        let Some(slowed) = self.slowed else { return };
        let steps = ((now - slowed.since).num_seconds() / STEP.num_seconds()).max(0);
        let gained = usize::try_from(steps).unwrap_or(0).saturating_mul((self.full.a_second() / STEPS).max(1));
        self.now = slowed.to.saturating_add(gained).min(self.full.a_second());
        if self.now == self.full.a_second() {
            self.slowed = None;
        }
    }

    /// Everybody was told to wait `until` then. Answers to calls that were on their way together are one telling-off.
    pub(super) fn slow_down(&mut self, until: DateTime<Utc>, edits: bool, now: DateTime<Utc>) {
        self.look(now);
        let same = self.slowed.filter(|slowed| now < slowed.since);
        let to = same.map_or_else(|| (self.now / 2).max(1), |slowed| slowed.to);
        let since = same.map_or(until, |slowed| slowed.since.max(until));
        let edits = edits || self.counts_edits();
        self.slowed = Some(Slowed { to, since, edits });
        self.now = to;
    }
}
