//! The one place that names Telegram: updates become requests here, parcels become calls.
//!
//! Knows the queues and the kernel's words; knows no table, no rule and no text for people.

mod brief;
pub mod deliver;
mod drawing;
pub mod intake;
mod leasing;
pub mod meet;
pub mod menu;
mod raw;
mod render;
mod route;
pub mod sender;
pub mod settle;
mod verdict;

pub use route::read;

use std::time::Duration;

use anyhow::Context;
use secrecy::{ExposeSecret, SecretString};
use teloxide::Bot;

/// A call may take so long; above it nobody knows whether it arrived.
const CALL: Duration = Duration::from_secs(30);

/// Connections kept open for the next calls: as many as calls leave at once, and nobody shakes hands twice.
const IDLE: usize = 256;

/// A client of the Bot API server at `server` (Telegram's own if `None`), through `proxy` if given.
///
/// # Errors
/// When the proxy's address cannot be used.
pub fn client(token: &SecretString, server: Option<&reqwest::Url>, proxy: Option<&str>) -> anyhow::Result<Bot> {
    // The Bot API never redirects; who does must not be sent the token, neither in an address nor as a referrer.
    let mut client = reqwest::Client::builder()
        .http1_only()
        .pool_max_idle_per_host(IDLE)
        .connect_timeout(Duration::from_secs(10))
        .timeout(CALL)
        .tcp_nodelay(true)
        .no_proxy()
        .redirect(reqwest::redirect::Policy::none())
        .referer(false);
    if let Some(proxy) = proxy {
        client = client.proxy(reqwest::Proxy::all(proxy).context("TELOXIDE_PROXY cannot be used")?);
    }
    let client = client.build().context("the HTTP client cannot be made")?;
    let bot = Bot::with_client(token.expose_secret(), client);
    Ok(match server {
        Some(url) => bot.set_api_url(url.clone()),
        None => bot,
    })
}
