//! HTTP of the page: files, the live stream, acts, calls.
//! Must never change anything by a GET.

use std::convert::Infallible;
use std::io;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use axum::body::Bytes;
use axum::extract::rejection::{BytesRejection, JsonRejection};
use axum::extract::{DefaultBodyLimit, Path, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router, middleware};
use futures::{Stream, stream};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use super::super::media::Kind;
use super::super::reading::Noted;
use super::acts::{Act, Refusal};
use super::assets::{self, Asset};
use super::bubble::PICTURES;
use super::view::Seen;
use super::{Shared, guard};

/// The largest file a bot can take from a person (Bot API, `getFile`), so nothing larger is of use here.
const UPLOAD_BYTES: usize = 20 * 1024 * 1024;
/// An act is words, and no more of them than anybody types or pastes.
const ACT_BYTES: usize = 256 * 1024;
/// Patches come no faster: what happens in between comes together.
const PACE: Duration = Duration::from_millis(40);
/// A tab that has lost us asks again so soon.
const RETRY: Duration = Duration::from_secs(1);
/// So many calls are shown at once.
const CALLS: usize = 200;

#[derive(Clone)]
struct Served {
    page: Arc<Shared>,
    stop: CancellationToken,
}

/// Serves until `stop`.
pub(super) async fn serve(listener: TcpListener, page: Arc<Shared>, stop: CancellationToken) -> io::Result<()> {
    let served = Served { page: Arc::clone(&page), stop: stop.clone() };
    let router = Router::new()
        .route("/", get(|| async { file_of_page("index.html") }))
        .route("/{asset}", get(|Path(path): Path<String>| async move { file_of_page(&path) }))
        .route("/live", get(live))
        .route("/act", post(act).layer(DefaultBodyLimit::max(ACT_BYTES)))
        .route("/upload", post(upload))
        .route("/calls", get(calls))
        .route("/file/{id}", get(file))
        .layer(DefaultBodyLimit::max(UPLOAD_BYTES))
        .layer(middleware::from_fn_with_state(page, guard::watch))
        .with_state(served);
    axum::serve(listener, router).with_graceful_shutdown(stop.cancelled_owned()).await
}

fn file_of_page(path: &str) -> Response {
    match assets::ALL.iter().find(|asset| asset.path == path) {
        Some(Asset { mime, body, .. }) => ([(header::CONTENT_TYPE, *mime)], *body).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

async fn live(State(served): State<Served>) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let seen = Seen::nothing(&served.page);
    let patches = stream::unfold((served, seen), |(served, mut seen)| async move {
        let patch = next_patch(&served, &mut seen).await?;
        Some((Ok(Event::default().retry(RETRY).data(patch.to_string())), (served, seen)))
    });
    Sse::new(patches).keep_alive(KeepAlive::default())
}

/// The next thing to tell; `None` when the page closes.
async fn next_patch(served: &Served, seen: &mut Seen) -> Option<Value> {
    let page = &served.page;
    let mut standing = page.setting.standing.clone();
    let (mut world, mut phones) = (page.sandbox.changes(), page.version.subscribe());
    loop {
        // What changes from here on wakes us below, so nothing falls between the look and the wait.
        world.mark_unchanged();
        phones.mark_unchanged();
        standing.mark_unchanged();
        if let Some(patch) = seen.patch(page) {
            tokio::select! {
                () = served.stop.cancelled() => return None,
                () = tokio::time::sleep(PACE) => return Some(patch),
            }
        }
        tokio::select! {
            () = served.stop.cancelled() => return None,
            changed = world.changed() => changed.ok()?,
            changed = phones.changed() => changed.ok()?,
            changed = standing.changed() => changed.ok()?,
        }
    }
}

async fn act(State(served): State<Served>, act: Result<Json<Act>, JsonRejection>) -> Response {
    match act {
        Ok(Json(act)) => answer(served.page.perform(act)),
        Err(JsonRejection::BytesRejection(_)) => answer(Err(Refusal::TooMuch)),
        Err(nonsense) => nonsense.into_response(),
    }
}

#[derive(Deserialize)]
struct Upload {
    user: i64,
    chat: i64,
    name: String,
}

async fn upload(
    State(served): State<Served>,
    Query(Upload { user, chat, name }): Query<Upload>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    let Ok(body) = body else { return answer(Err(Refusal::TooMuch)) };
    if body.is_empty() {
        return answer(Err(Refusal::Empty));
    }
    let mime = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).filter(|mime| !mime.is_empty());
    let mime = mime.unwrap_or("application/octet-stream").to_owned();
    served.page.note_act();
    answer(served.page.send(user, chat, Kind::File { name, mime, bytes: body.to_vec() }))
}

fn answer(done: Result<(), Refusal>) -> Response {
    match done {
        Ok(()) => StatusCode::NO_CONTENT.into_response(),
        Err(refusal) => (StatusCode::CONFLICT, Json(json!({ "error": refusal.to_string() }))).into_response(),
    }
}

#[derive(Deserialize)]
struct After {
    #[serde(default)]
    after: u64,
}

async fn calls(State(served): State<Served>, Query(After { after }): Query<After>) -> Json<Value> {
    let page = &served.page;
    let mut world = page.sandbox.0.world();
    let calls: Vec<Value> =
        world.calls.iter().rev().take_while(|call| call.number > after).take(CALLS).map(call_json).collect();
    let world = &mut *world;
    let mut limits = world.flood.shown(&world.limits, page.clock.now());
    limits["waiting"] = json!(page.setting.standing.borrow().waiting);
    let calls: Vec<Value> = calls.into_iter().rev().collect();
    Json(json!({ "calls": calls, "action": page.last_act.load(Ordering::SeqCst), "limits": limits }))
}

fn call_json(call: &Noted) -> Value {
    let answer = call.body();
    let brought_nothing = answer["result"].as_array().is_some_and(Vec::is_empty);
    json!({
        "number": call.number,
        "method": as_documented(&call.method),
        "request": call.params,
        "answer": answer,
        "status": call.status,
        "at": call.at.timestamp_millis(),
        "took_us": u64::try_from(call.took.as_micros()).unwrap_or(u64::MAX),
        "poll": call.method.eq_ignore_ascii_case("getUpdates") && brought_nothing,
    })
}

/// `SendMessage`, as some clients write it, under the name the Bot API description gives it.
fn as_documented(method: &str) -> String {
    let mut letters = method.chars();
    letters.next().map_or_else(String::new, |first| first.to_ascii_lowercase().to_string() + letters.as_str())
}

/// A picture is shown, anything else is saved: what people send must not act as a page of ours.
async fn file(State(served): State<Served>, Path(id): Path<String>) -> Response {
    let Some(file) = served.page.sandbox.0.world().files.get(&id).cloned() else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let picture = PICTURES.iter().find(|mime| **mime == file.mime);
    let place = if picture.is_some() { "inline" } else { "attachment" };
    let headers = [
        (header::CONTENT_TYPE, (*picture.unwrap_or(&"application/octet-stream")).to_owned()),
        (header::CONTENT_DISPOSITION, format!("{place}; filename*=UTF-8''{}", in_header(&file.name))),
        (header::CONTENT_SECURITY_POLICY, "sandbox; default-src 'none'".to_owned()),
    ];
    (headers, Bytes::copy_from_slice(&file.bytes)).into_response()
}

/// RFC 5987, `value-chars`.
fn in_header(name: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_');
    name.bytes().map(|b| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}
