//! The loop of the sender: looks or is told what may leave, sets calls going, hears how they ended, writes that down.
//!
//! A look and a call never wait for the disk, but for marks without which a row may not leave; bulk is marked a little before
//! its instant. What ended is written down together with what ends right after it. Must never let a call go on unheard.

use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use chrono::{DateTime, TimeDelta, Utc};
use tokio::runtime::Handle;
use tokio::sync::Notify;
use tokio::sync::mpsc::UnboundedReceiver;
use tokio::task::JoinSet;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::{News, broken};
use crate::kernel::time::Clock;
use crate::queue::limits::AHEAD;
use crate::telegram::deliver::{Delivered, Leased, deliver};
use crate::telegram::sender::{Halt, Sender};

/// A stop waits so long for calls on their way; what is not back by then is settled at the next start.
const FAREWELL: Duration = Duration::from_millis(1200);
/// What has ended waits so long for others to be written down with it.
const LINGER: Duration = Duration::from_millis(5);
/// With so many nobody waits for more.
const ENOUGH: usize = 64;

/// A call that is back: how it ended, and when.
type Back = (Delivered, DateTime<Utc>);

/// Calls on their way.
struct Calls {
    set: JoinSet<Back>,
    sender: Sender,
    /// Marked, and waiting for their instants, which are near.
    ahead: Vec<Leased>,
    clock: Clock,
    on: Handle,
}

pub(super) async fn send(
    sender: Sender,
    on: Handle,
    bell: Arc<Notify>,
    mut news: UnboundedReceiver<News>,
    clock: Clock,
    stop: CancellationToken,
) -> anyhow::Result<()> {
    let mut calls = Calls { set: JoinSet::new(), sender, ahead: Vec::new(), clock, on };
    calls.sender.lead_by(AHEAD);
    // Since when something that ended has waited to be written down.
    let mut waits: Option<Instant> = None;
    // Whether there may be something new to be seen, and when there will be in any case.
    let (mut look, mut next, mut full) = (true, None, false);
    while !stop.is_cancelled() {
        calls.hear_all()?;
        calls.release();
        if calls.sender.unwritten() > 0 {
            waits = waits.or_else(|| Some(Instant::now()));
        }
        if look {
            let lease = calls.sender.lease(calls.clock.now()).await.context("the outbox cannot be read")?;
            (look, next, full) = (false, lease.next, lease.full);
            calls.begin(lease.rows);
        }
        let unwritten = calls.sender.unwritten();
        let overdue = waits.is_some_and(|since| since.elapsed() >= LINGER);
        let alone = unwritten > 0 && calls.sender.calls() == 0;
        if calls.sender.is_pressing() || overdue || alone || unwritten >= ENOUGH {
            waits = None;
            calls.keep(&bell).await?;
            if unwritten > 0 {
                // What was written down may have let others go.
                look |= calls.sender.must_look();
                continue;
            }
        }
        let until = next.unwrap_or_else(|| calls.clock.now() + TimeDelta::hours(1));
        let linger = waits.map(|since| since + LINGER);
        let ahead = calls.ahead.iter().map(|leased| leased.at).min();
        tokio::select! {
            () = stop.cancelled() => {}
            Some(done) = calls.set.join_next() => {
                calls.hear(done.map_err(|broke| broken(&broke))?);
                look |= full;
            }
            Some(one) = news.recv() => {
                look |= calls.learn(one);
                while let Ok(one) = news.try_recv() {
                    look |= calls.learn(one);
                }
            }
            () = calls.clock.sleep_until(until) => look = true,
            () = calls.clock.sleep_until(ahead.unwrap_or(until)), if ahead.is_some() => {}
            () = tokio::time::sleep_until(linger.unwrap_or_else(Instant::now)), if linger.is_some() => {}
        }
    }
    tokio::time::timeout(FAREWELL, calls.farewell(&bell)).await.unwrap_or(Ok(()))
}

impl Calls {
    fn begin(&mut self, rows: Vec<Leased>) {
        let now = self.clock.now();
        for leased in rows {
            if !leased.is_due(now) {
                self.ahead.push(leased);
                continue;
            }
            let (bot, clock) = (self.sender.bot(), self.clock.clone());
            let call = async move {
                let delivered = deliver(&bot, leased).await;
                (delivered, clock.now())
            };
            self.set.spawn_on(call, &self.on);
        }
    }

    /// Sets going what was marked ahead of its instant, when that has come.
    fn release(&mut self) {
        let now = self.clock.now();
        let due: Vec<Leased> = self.ahead.extract_if(.., |leased| leased.is_due(now)).collect();
        let due = due.into_iter().filter_map(|leased| self.sender.still(leased, now)).collect();
        self.begin(due);
    }

    /// What was marked ahead of its instant does not leave any more.
    fn put_back(&mut self) {
        for leased in std::mem::take(&mut self.ahead) {
            let at = leased.at;
            self.sender.put_back(leased, at);
        }
    }

    /// Sets going what is fresh. Whether one must look for the rest.
    fn learn(&mut self, news: News) -> bool {
        let Some(fresh) = news else { return true };
        let rows = self.sender.take_fresh(fresh, self.clock.now());
        self.begin(rows);
        self.sender.must_look()
    }

    fn hear(&mut self, (delivered, at): Back) {
        self.sender.back(delivered, at);
    }

    /// Hears of all that are back.
    fn hear_all(&mut self) -> anyhow::Result<()> {
        while let Some(done) = self.set.try_join_next() {
            self.hear(done.map_err(|broke| broken(&broke))?);
        }
        Ok(())
    }

    async fn keep(&mut self, bell: &Notify) -> anyhow::Result<()> {
        let mut kept = self.sender.keep(self.clock.now()).await;
        if let Err(Halt::Token) = kept {
            self.put_back();
            kept = self.sender.keep(self.clock.now()).await.and(kept);
        }
        let kept = kept.map_err(|halt| match halt {
            Halt::Token => anyhow::Error::new(halt),
            Halt::Storage(_) => anyhow::Error::new(halt).context("a verdict cannot be kept"),
        })?;
        self.begin(kept.rows);
        if kept.ends {
            bell.notify_one();
        }
        Ok(())
    }

    /// Waits for those on their way, and sends nobody after them.
    async fn farewell(&mut self, bell: &Notify) -> anyhow::Result<()> {
        self.put_back();
        self.keep(bell).await?;
        while let Some(done) = self.set.join_next().await {
            self.hear(done.map_err(|broke| broken(&broke))?);
            self.hear_all()?;
            self.keep(bell).await?;
        }
        Ok(())
    }
}
