//! The hands on the clock: does what the page asks of time, and tells the page how things stand.
//! Must never move the clock in two ways at once.

use std::time::Duration;

use chrono::TimeDelta;
use tokio::sync::{mpsc, watch};
use tokio_util::sync::CancellationToken;

use super::time::Time;
use crate::db::Db;
use crate::kernel::time::Clock;
use crate::queue;
use crate::sandbox::Sandbox;
use crate::sandbox::page::{Leap, Running, Standing};

/// The bot is waited for so long to say something by itself.
const MOST: TimeDelta = TimeDelta::days(31);
/// The queues are looked at no oftener, machine time.
const GLANCE: Duration = Duration::from_millis(200);

/// Carries out leaps, one after the other, while the page asks for them.
pub(super) async fn turn(
    time: Time,
    clock: Clock,
    mut leaps: mpsc::Receiver<Leap>,
    standing: watch::Sender<Standing>,
) -> anyhow::Result<()> {
    while let Some(leap) = leaps.recv().await {
        let until = match leap {
            Leap::By(by) => Some(clock.now() + by),
            Leap::ToWord => None,
            Leap::Stop => continue,
        };
        let running = Running { from: clock.now(), until };
        standing.send_modify(|standing| standing.running = Some(running));
        let enough = CancellationToken::new();
        tokio::select! {
            () = leap_to(&time, running, &standing, &enough) => {}
            () = until_told(&mut leaps, &enough) => {}
        }
        standing.send_modify(|standing| standing.running = None);
    }
    Ok(())
}

async fn leap_to(time: &Time, running: Running, standing: &watch::Sender<Standing>, enough: &CancellationToken) {
    let tell = |_| standing.send_modify(|_| {});
    let done = match running.until {
        Some(until) => time.run_on(until - running.from, tell, enough).await,
        None => time.run_to_word(MOST, tell, enough).await,
    };
    if let Err(error) = done {
        tracing::warn!(reason = format!("{error:#}"), "time stands");
    }
}

/// Never ends. Time that is told to stop does so at the next clean instant; another leap (a key pressed twice before the
/// page knew that time runs) is not asked for while one is under way.
async fn until_told(leaps: &mut mpsc::Receiver<Leap>, enough: &CancellationToken) {
    while let Some(leap) = leaps.recv().await {
        if leap == Leap::Stop {
            enough.cancel();
        }
    }
    std::future::pending().await
}

/// Keeps the page told of how much the bot has still to do, for ever.
///
/// # Errors
/// Storage errors.
pub(super) async fn watch(
    db: Db,
    clock: Clock,
    sandbox: Sandbox,
    standing: watch::Sender<Standing>,
) -> anyhow::Result<()> {
    let mut changes = sandbox.changes();
    loop {
        let waiting = queue::outlook(db.reader(), clock.now()).await?.waiting;
        standing.send_if_modified(|standing| std::mem::replace(&mut standing.waiting, waiting) != waiting);
        tokio::time::sleep(GLANCE).await;
        // While something waits it leaves by and by, whether or not the sandbox hears of it.
        if waiting == 0 {
            changes.changed().await?;
        }
    }
}

#[cfg(test)]
mod tests {
    use futures::FutureExt;

    use super::*;

    #[tokio::test]
    async fn only_who_says_stop_stops_time() {
        let (wishes, mut leaps) = mpsc::channel(1);
        let enough = CancellationToken::new();
        let mut told = Box::pin(until_told(&mut leaps, &enough));
        for (wish, stops) in [(Leap::By(TimeDelta::days(1)), false), (Leap::ToWord, false), (Leap::Stop, true)] {
            wishes.send(wish).await.unwrap();
            assert!(told.as_mut().now_or_never().is_none(), "it never ends");
            assert_eq!(enough.is_cancelled(), stops, "{wish:?}");
        }
    }
}
