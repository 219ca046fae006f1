//! HTTP: paths, the forms arguments come in, status codes, and connections that break on order.
//! Must never listen elsewhere than where it was told, nor answer a wrong token with anything but 401.

use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};
use std::time::Instant;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::connect_info::Connected;
use axum::extract::{ConnectInfo, DefaultBodyLimit, Form, FromRequest, Multipart, Path, Query, Request, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get};
use axum::serve::{IncomingStream, Listener};
use serde_json::Value;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};

use super::args::{Args, Upload};
use super::errors::Refusal;
use super::faults::Fault;
use super::heard::Heard;
use super::reading::Noted;
use super::shapes;
use super::{Inner, TOKEN, methods, polling};

/// The most a bot may upload (`sendDocument`: 50 MB), and room for the rest of the call.
const BODY_BYTES: usize = 51 * 1024 * 1024;

const BAD_GATEWAY: &str = "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad \
     Gateway</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n";

/// Serves until the sandbox stops.
pub(super) async fn serve(listener: TcpListener, inner: Arc<Inner>) {
    let mut stopping = inner.stopping.subscribe();
    let router = Router::new()
        .route("/{bot}/{method}", any(call))
        .route("/file/{bot}/{*path}", get(download))
        .fallback(|| async { refused(404, "Not Found") })
        .layer(DefaultBodyLimit::max(BODY_BYTES))
        .with_state(inner);
    let service = router.into_make_service_with_connect_info::<Line>();
    let stop = async move {
        let _closed = stopping.wait_for(|stopping| *stopping).await;
    };
    // `axum::serve` ends only by the signal: it accepts again after every error.
    let _ended = axum::serve(Lines(listener), service).with_graceful_shutdown(stop).await;
}

fn is_ours(bot: &str) -> bool {
    bot.strip_prefix("bot") == Some(TOKEN)
}

async fn call(
    State(inner): State<Arc<Inner>>,
    ConnectInfo(line): ConnectInfo<Line>,
    Path((bot, method)): Path<(String, String)>,
    request: Request,
) -> Response {
    if !bot.starts_with("bot") {
        return refused(404, "Not Found");
    }
    if !is_ours(&bot) {
        return refused(401, "Unauthorized");
    }
    let (at, started) = (inner.clock.now(), Instant::now());
    let (args, outcome) = match read_args(request).await {
        Ok(args) => {
            let outcome = perform(&inner, &method.to_ascii_lowercase(), &args).await;
            (args, outcome)
        }
        Err(refusal) => (Args::default(), Outcome::Answer(Err(refusal))),
    };
    let (status, answer) = match &outcome {
        Outcome::Answer(answer) => (code(answer), body(answer)),
        Outcome::Dropped(done) => (0, done.as_ref().map_or_else(Bytes::new, body)),
        Outcome::Html => (502, Bytes::from_static(BAD_GATEWAY.as_bytes())),
    };
    inner.listeners.tell(|| Heard::of(started, &method, &args, status));
    let (params, took) = (args.into_shown(), started.elapsed());
    let call = Noted { number: 0, method, params, answer: answer.clone(), status, at, took };
    inner.change(|world| world.record(call));
    match outcome {
        Outcome::Answer(Err(refusal)) => written(status, answer, refusal.retry_after),
        Outcome::Answer(Ok(_)) => written(status, answer, None),
        Outcome::Html => (StatusCode::BAD_GATEWAY, [(header::CONTENT_TYPE, "text/html")], answer).into_response(),
        Outcome::Dropped(_) => {
            line.cut();
            StatusCode::NO_CONTENT.into_response()
        }
    }
}

/// What a call came to: the JSON of its `result`, or a refusal.
type Said = Result<String, Refusal>;

enum Outcome {
    Answer(Said),
    /// The line is cut; what was done, if it was.
    Dropped(Option<Said>),
    Html,
}

async fn perform(inner: &Arc<Inner>, method: &str, args: &Args) -> Outcome {
    let polls = method == "getupdates";
    let Some(handler) = methods::find(method).map(Some).or(polls.then_some(None)) else {
        return Outcome::Answer(Err(Refusal::new(404, "Not Found: method not found")));
    };
    let fault = inner.world().faults.next(method);
    match fault {
        Some(Fault::Html502) => return Outcome::Html,
        Some(Fault::DropConnectionBeforeEffect) => return Outcome::Dropped(None),
        Some(Fault::Status { code, description, retry_after }) => {
            return Outcome::Answer(Err(Refusal { code, description, retry_after }));
        }
        Some(Fault::DropConnectionBeforeAnswer) | None => {}
    }
    let answer = match handler {
        Some(handler) => {
            let now = inner.clock.now();
            inner.change(|world| handler(&mut methods::Ask { world, args, now })).map(|result| shapes::written(&result))
        }
        None => polling::get_updates(inner, args).await,
    };
    if fault.is_some() { Outcome::Dropped(Some(answer)) } else { Outcome::Answer(answer) }
}

fn code(said: &Said) -> u16 {
    said.as_ref().err().map_or(200, |refusal| refusal.code)
}

fn body(said: &Said) -> Bytes {
    match said {
        Ok(result) => format!(r#"{{"ok":true,"result":{result}}}"#),
        Err(refusal) => refusal.body().to_string(),
    }
    .into()
}

fn written(code: u16, body: Bytes, retry_after: Option<u64>) -> Response {
    let status = StatusCode::from_u16(code).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = (status, [(header::CONTENT_TYPE, "application/json")], body).into_response();
    if let Some(seconds) = retry_after {
        response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
    }
    response
}

fn refused(code: u16, words: &str) -> Response {
    written(code, body(&Err(Refusal::new(code, words))), None)
}

async fn download(State(inner): State<Arc<Inner>>, Path((bot, path)): Path<(String, String)>) -> Response {
    if !is_ours(&bot) {
        return refused(401, "Unauthorized");
    }
    let file = inner.world().files.values().find(|file| file.path == path).cloned();
    match file {
        Some(file) => {
            let kind = [(header::CONTENT_TYPE, "application/octet-stream")];
            (kind, Body::from(Bytes::copy_from_slice(&file.bytes))).into_response()
        }
        None => refused(404, "Not Found"),
    }
}

async fn read_args(request: Request) -> Result<Args, Refusal> {
    let mut args = Args::default();
    if let Ok(Query(pairs)) = Query::<Vec<(String, String)>>::try_from_uri(request.uri()) {
        args.values.extend(pairs.into_iter().map(|(name, value)| (name, Value::String(value))));
    }
    if request.method() == Method::GET {
        return Ok(args);
    }
    let too_large = || Refusal::new(413, "Request Entity Too Large");
    match content_type(request.headers()).as_str() {
        "multipart/form-data" => read_multipart(request, &mut args).await?,
        "application/x-www-form-urlencoded" => {
            let Form(pairs) =
                Form::<Vec<(String, String)>>::from_request(request, &()).await.map_err(|_| too_large())?;
            args.values.extend(pairs.into_iter().map(|(name, value)| (name, Value::String(value))));
        }
        "application/json" => {
            let body = Bytes::from_request(request, &()).await.map_err(|_| too_large())?;
            if !body.is_empty() {
                let Ok(Value::Object(fields)) = serde_json::from_slice(&body) else {
                    return Err(Refusal::bad("can't parse request JSON object"));
                };
                args.values.extend(fields);
            }
        }
        _ => {}
    }
    Ok(args)
}

fn content_type(headers: &HeaderMap) -> String {
    let whole = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    whole.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

async fn read_multipart(request: Request, args: &mut Args) -> Result<(), Refusal> {
    let broken = || Refusal::bad("can't parse multipart request");
    let mut parts = Multipart::from_request(request, &()).await.map_err(|_| broken())?;
    while let Some(part) = parts.next_field().await.map_err(|_| broken())? {
        let name = part.name().unwrap_or_default().to_owned();
        let (file, mime) = (part.file_name().map(str::to_owned), part.content_type().map(str::to_owned));
        let bytes = part.bytes().await.map_err(|_| Refusal::new(413, "Request Entity Too Large"))?;
        match file {
            Some(file) => {
                args.files.insert(name, Upload { name: file, mime, bytes: Arc::from(bytes.as_ref()) });
            }
            None => {
                let text =
                    String::from_utf8(bytes.to_vec()).map_err(|_| Refusal::bad("strings must be encoded in UTF-8"))?;
                args.values.insert(name, Value::String(text));
            }
        }
    }
    Ok(())
}

/// One connection's end, to cut it by.
#[derive(Clone, Debug)]
struct Line(Arc<AtomicBool>);

impl Line {
    fn cut(&self) {
        self.0.store(true, Ordering::SeqCst);
    }
}

impl Connected<IncomingStream<'_, Lines>> for Line {
    fn connect_info(stream: IncomingStream<'_, Lines>) -> Self {
        Self(Arc::clone(&stream.io().cut))
    }
}

struct Lines(TcpListener);

impl Listener for Lines {
    type Io = Wire;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Wire, SocketAddr) {
        let (stream, address) = Listener::accept(&mut self.0).await;
        // Without it small answers may wait for the peer; with an error they are only slower.
        let _slower = stream.set_nodelay(true);
        (Wire { stream, cut: Arc::new(AtomicBool::new(false)) }, address)
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.0.local_addr()
    }
}

/// A connection that stops writing once it is cut: the peer sees it close without an answer.
struct Wire {
    stream: TcpStream,
    cut: Arc<AtomicBool>,
}

impl Wire {
    fn whole(&self) -> io::Result<()> {
        if self.cut.load(Ordering::SeqCst) { Err(io::ErrorKind::ConnectionReset.into()) } else { Ok(()) }
    }
}

impl AsyncRead for Wire {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, into: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, into)
    }
}

impl AsyncWrite for Wire {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        match self.whole() {
            Ok(()) => Pin::new(&mut self.stream).poll_write(cx, bytes),
            Err(error) => Poll::Ready(Err(error)),
        }
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
