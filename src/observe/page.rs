//! The page with the figures, on this machine only.
//!
//! Must never ask the writer, and must never keep the bot from stopping: whoever reads is cut off.

use std::net::SocketAddr;

use anyhow::Context;
use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use chrono::{DateTime, Utc};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use super::Observer;
use crate::db::Db;
use crate::kernel::time::Clock;
use crate::queue;

/// The text that Prometheus reads (OpenMetrics 1.0, "Content type").
const TEXT: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

#[derive(Clone)]
struct Page {
    observer: Observer,
    db: Db,
    clock: Clock,
    started: DateTime<Utc>,
}

/// Shows the figures of `observer` and of the queues in `db` at `/metrics` until `stop`. Returns where.
///
/// # Errors
/// When the address cannot be had; the sentence says what to do.
pub async fn serve(
    at: SocketAddr,
    observer: Observer,
    db: Db,
    clock: Clock,
    stop: CancellationToken,
) -> anyhow::Result<SocketAddr> {
    let taken = || format!("KRUG_METRICS: {at} cannot be used: is it taken? Name another port");
    let listener = TcpListener::bind(at).await.with_context(taken)?;
    let at = listener.local_addr()?;
    let page = Page { observer, db, started: clock.now(), clock };
    let elsewhere = || async { (StatusCode::NOT_FOUND, "The figures are at /metrics\n") };
    let rooms = Router::new().route("/metrics", get(figures)).fallback(elsewhere).with_state(page);
    tokio::spawn(async move {
        tokio::select! {
            () = stop.cancelled() => {}
            ended = axum::serve(listener, rooms) => tracing::warn!(ended = ended.is_err(), "no more figures"),
        }
    });
    Ok(at)
}

async fn figures(State(page): State<Page>) -> Response {
    match page.read().await {
        Ok(text) => ([(header::CONTENT_TYPE, TEXT)], text).into_response(),
        Err(why) => {
            tracing::warn!(reason = %why, "no figures");
            (StatusCode::SERVICE_UNAVAILABLE, "The database cannot be read\n").into_response()
        }
    }
}

impl Page {
    async fn read(&self) -> anyhow::Result<String> {
        let now = self.clock.now();
        let mut reader = self.db.reader().acquire().await?;
        let depths = queue::depths(&mut reader, now).await?;
        Ok(self.observer.exposition(&depths, self.started, now)?)
    }
}
