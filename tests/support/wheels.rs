//! The wheel of sending, turned by hand: what the bot's own loop does beside everything else, step by step.

use chrono::{DateTime, Utc};
use futures::future::join_all;
use krug::kernel::outcome::Worked;
use krug::queue::outbox::Fresh;
use krug::telegram::deliver::deliver;
use krug::telegram::sender::{Halt, Sender};

/// Takes what is fresh, or looks; delivers, writes down.
pub async fn send(sender: &mut Sender, fresh: Option<Vec<Fresh>>, now: DateTime<Utc>) -> Result<Worked, Halt> {
    let looks = fresh.is_none();
    let mut rows = fresh.map(|fresh| sender.take_fresh(fresh, now)).unwrap_or_default();
    let mut next = None;
    if looks || sender.must_look() {
        let seen = sender.lease(now).await?;
        rows.extend(seen.rows);
        next = seen.next;
    }
    let ended = sender.unwritten() > 0;
    rows.extend(sender.keep(now).await?.rows);
    if rows.is_empty() {
        let early = next.is_some_and(|at| at <= now);
        return Ok(if ended || early { Worked::Yes } else { Worked::Idle(next) });
    }
    let bot = sender.bot();
    let delivered = join_all(rows.into_iter().map(|leased| deliver(&bot, leased))).await;
    for one in delivered {
        sender.back(one, now);
    }
    sender.keep(now).await?;
    Ok(Worked::Yes)
}
