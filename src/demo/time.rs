//! Time that runs on: from instant to instant at which the bot has something to do, so that nothing comes late.
//!
//! The truth is the database: a row that is due counts as waiting until it is done, whether or not a loop has heard of the
//! new time yet; and no hand is moved while somebody acts by an older reading of the clock. Must never wait without an
//! end: whoever waits here gives up when nothing moves.

use std::time::Duration;

use anyhow::bail;
use chrono::{DateTime, TimeDelta, Utc};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use crate::db::Db;
use crate::kernel::time::Clock;
use crate::queue::{self, Outlook};
use crate::sandbox::Sandbox;

/// Looks again after so long (machine time) though nobody said that anything changed.
const GLANCE: Duration = Duration::from_millis(1);
/// The engine and the sender, and nobody else, sleep by the clock when they have nothing to do (`App::run`). Before that,
/// one of them may have begun a turn by an older reading: what it decided after a leap would come out of the past. A third
/// sleeper must be counted in: with one too many nothing ever settles, which no test would overlook.
const LOOPS: usize = 2;
/// Nothing has moved for so long and all that waits may be held by the limit of a chat: it is.
const HELD: Duration = Duration::from_millis(20);
/// Nothing has moved for so long, whatever it waits for: a limit that is not seen from here, or a slow machine.
const QUIET: Duration = Duration::from_millis(200);
/// Nothing has moved for so long: it never will. More than the sixty seconds of a group's limit, nudged one by one.
const STUCK: Duration = Duration::from_secs(20);
/// Telegram's limit of a private chat: one message a second (Bots FAQ).
const NUDGE: TimeDelta = TimeDelta::seconds(1);
/// More instants than any month of a community has: jobs that beget each other without an end are not waited for.
const MOST_STOPS: u32 = 20_000;

/// The hands of the clock and what tells whether they may be moved. Clones move the same hands.
#[derive(Clone, Debug)]
pub struct Time {
    clock: Clock,
    sandbox: Sandbox,
    db: Db,
}

/// How far time was run on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Leap {
    /// The instant reached.
    pub reached: DateTime<Utc>,
    /// At how many instants something was to be done, or could have been.
    pub stops: u32,
    /// It was told to stop before its end.
    pub cut_short: bool,
    /// The bot has sent a new message meanwhile.
    pub spoke: bool,
}

impl Time {
    /// Time by `clock` for the bot over `db` that talks to `sandbox`.
    pub const fn new(clock: Clock, sandbox: Sandbox, db: Db) -> Self {
        Self { clock, sandbox, db }
    }

    /// Waits until the bot has nothing to do at this instant; when it will have, if ever. The clock is run on a second
    /// whenever only Telegram's limits are waited for.
    ///
    /// # Errors
    /// When nothing moves any more though something waits, and when the bot or its database has ended.
    pub async fn settle(&self) -> anyhow::Result<Option<DateTime<Utc>>> {
        let mut changes = self.sandbox.changes();
        let mut still = Still::new();
        loop {
            let version = *changes.borrow_and_update();
            // Updates first: what is no longer pending is in the database already.
            let pending = self.sandbox.pending_updates();
            let Outlook { waiting, held, next } = queue::outlook(self.db.reader(), self.clock.now()).await?;
            let asleep = self.clock.sleepers() == LOOPS;
            // Nor has anybody written or pressed while we looked: a press would wither in the leap before it is read.
            let quiet = *changes.borrow() == version;
            if pending == 0 && waiting == 0 && asleep && quiet {
                return Ok(next);
            }
            still.look((version, pending, waiting));
            if still.since.elapsed() > STUCK {
                bail!(
                    "nothing moves any more: {pending} updates and {waiting} rows of the queues wait; asleep: {asleep}"
                );
            }
            let patience = if held == waiting { HELD } else { QUIET };
            if pending == 0 && waiting > 0 && still.nudged.elapsed() > patience {
                self.clock.run_on(NUDGE);
                still.nudged = Instant::now();
            }
            tokio::select! {
                // The sandbox outlives whoever holds it: the error of a closed channel is only another reason to look.
                _ = changes.changed() => {}
                () = tokio::time::sleep(GLANCE) => {}
            }
        }
    }

    /// Lets time pass, stopping at every instant at which something is due. `progress` hears of each. Told to stop, it does
    /// so once nothing is left to do at the instant reached.
    ///
    /// # Errors
    /// As [`Time::settle`], and when there is no end of instants.
    pub async fn run_on(
        &self,
        by: TimeDelta,
        progress: impl FnMut(DateTime<Utc>),
        stop: &CancellationToken,
    ) -> anyhow::Result<Leap> {
        self.leap(by, progress, stop, false).await
    }

    /// Runs on until the bot says something by itself, at most `most`.
    ///
    /// # Errors
    /// As [`Time::run_on`].
    pub async fn run_to_word(
        &self,
        most: TimeDelta,
        progress: impl FnMut(DateTime<Utc>),
        stop: &CancellationToken,
    ) -> anyhow::Result<Leap> {
        self.leap(most, progress, stop, true).await
    }

    async fn leap(
        &self,
        by: TimeDelta,
        mut progress: impl FnMut(DateTime<Utc>),
        stop: &CancellationToken,
        to_word: bool,
    ) -> anyhow::Result<Leap> {
        let until = self.clock.now() + by;
        let mut due = self.settle().await?;
        let before = self.sandbox.spoken();
        for stops in 1..=MOST_STOPS {
            let now = self.clock.now();
            let spoke = self.sandbox.spoken() > before;
            if now >= until || stop.is_cancelled() || (to_word && spoke) {
                return Ok(Leap { reached: now, stops, cut_short: now < until && !(to_word && spoke), spoke });
            }
            let next = due.filter(|at| *at < until).unwrap_or(until);
            // What has come due while we looked is done where we stand.
            self.clock.run_on((next - now).max(TimeDelta::zero()));
            progress(self.clock.now());
            due = self.settle().await?;
        }
        bail!("there is no end of instants at which something is to be done");
    }
}

/// Since when nothing has moved.
struct Still {
    seen: Option<(u64, usize, i64)>,
    since: Instant,
    nudged: Instant,
}

impl Still {
    fn new() -> Self {
        Self { seen: None, since: Instant::now(), nudged: Instant::now() }
    }

    fn look(&mut self, seen: (u64, usize, i64)) {
        if self.seen != Some(seen) {
            *self = Self { seen: Some(seen), ..Self::new() };
        }
    }
}
