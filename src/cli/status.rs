//! `krug status`: how the bot is, for a person. Reads the database and, if `KRUG_METRICS` says where, what the bot says about
//! itself. Changes nothing and makes nothing, so that it may be asked as often as one likes.

use anyhow::{Context, bail};

use super::say;
use crate::config::Local;
use crate::db::{self, Exclusive};
use crate::kernel::time::Clock;
use crate::observe::{self, report, wants_somebody};
use crate::queue;

/// Prints how things stand.
///
/// # Errors
/// When something wants somebody, or the database cannot be read; the sentence says what.
pub(super) async fn status(local: Local) -> anyhow::Result<()> {
    let running = Exclusive::held(&local.database)?;
    let Some(pool) = db::glance(&local.database).await? else {
        bail!("there is no database yet: the first start of the bot makes it");
    };
    let now = Clock::system().now();
    let mut reader = pool.acquire().await?;
    let depths = queue::depths(&mut reader, now).await.context("the database cannot be read")?;
    drop(reader);
    pool.close().await;
    let live = match local.metrics.filter(|_| running) {
        Some(at) => observe::ask(at).await,
        None => None,
    };
    say(report(running, &depths, live.as_ref(), now))?;
    if let (Some(at), true, None) = (local.metrics, running, &live) {
        say(format!("its own figures cannot be had at http://{at}/metrics"))?;
    }
    let wants = wants_somebody(running, &depths, now);
    if wants.is_empty() {
        return Ok(());
    }
    say("")?;
    bail!("This wants somebody: {}", wants.join("; "))
}
