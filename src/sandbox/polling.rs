//! `getUpdates`: gives what waits, or waits for something to give.
//! Must never let two pollers wait at once: the older is sent away with 409.

use std::sync::Arc;
use std::time::Duration;

use super::Inner;
use super::args::Args;
use super::errors::{Refusal, TERMINATED};

/// `LONG_POLL_MAX_TIMEOUT` in Telegram's server, seconds.
const LONGEST: i64 = 50;

/// Forgets the waiting poll when its call ends, also when the bot hung up.
struct Seat<'a> {
    inner: &'a Inner,
    number: u64,
}

impl Drop for Seat<'_> {
    fn drop(&mut self) {
        self.inner.change(|world| {
            if world.queue.polling == Some(self.number) {
                world.queue.polling = None;
            }
        });
    }
}

/// The updates as the JSON of a list.
///
/// # Errors
/// 409 when another poll has begun.
pub(super) async fn get_updates(inner: &Arc<Inner>, args: &Args) -> Result<String, Refusal> {
    let offset = args.int("offset");
    let limit = match args.text("limit").as_str() {
        "" => 100,
        _ => usize::try_from(args.int("limit").clamp(1, 100)).unwrap_or(1),
    };
    let seconds = u64::try_from(args.int("timeout").clamp(0, LONGEST)).unwrap_or(0);
    let mut stirs = inner.stirred.subscribe();
    let mut stopping = inner.stopping.subscribe();
    let take = || inner.world().queue.take(offset, limit, inner.clock.now());

    // Telegram ignores an `allowed_updates` that is no list.
    let allowed = args.json("allowed_updates", "").unwrap_or_default();
    inner.world().queue.remember_allowed(allowed.as_deref());
    let nothing = || "[]".to_owned();
    let found = take();
    if found.is_some() || seconds == 0 {
        return Ok(found.unwrap_or_else(nothing));
    }
    let (seat, longest) =
        inner.change(|world| (Seat { inner, number: world.queue.sit_down() }, world.limits.longest_poll));
    let deadline = tokio::time::Instant::now() + Duration::from_secs(seconds).min(longest);
    loop {
        let over = tokio::select! {
            biased;
            _ = stopping.wait_for(|stopping| *stopping) => true,
            _ = stirs.changed() => false,
            () = tokio::time::sleep_until(deadline) => true,
        };
        if inner.world().queue.poll != seat.number {
            return Err(Refusal::new(409, TERMINATED));
        }
        let found = take();
        if found.is_some() || over {
            return Ok(found.unwrap_or_else(nothing));
        }
    }
}
