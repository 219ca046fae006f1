//! Who may speak to the page. It has no password, so a site in another tab must not reach it.
//!
//! Two checks, as browsers make them possible: the name by which the page was asked (`Host`) is this machine's, so that a
//! foreign name that was made to point here (DNS rebinding) is of no use; and what changes something comes from the page
//! itself (`Origin`, which browsers send with every POST).

use std::net::IpAddr;
use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::Shared;

/// Nothing from elsewhere, no inline scripts or styles, no frames.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; \
     media-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// Lets pass who may, and marks every answer.
pub(super) async fn watch(State(page): State<Arc<Shared>>, request: Request, next: Next) -> Response {
    let changes = request.method() != Method::GET && request.method() != Method::HEAD;
    let host = header_of(request.headers(), header::HOST);
    if !is_right_host(host, page.setting.open) || (changes && !is_own_origin(request.headers(), host)) {
        let why = "this page answers only to itself, on the address that `krug demo` printed\n";
        return (StatusCode::FORBIDDEN, why).into_response();
    }
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let marks = [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    for (name, value) in marks {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    response
}

fn header_of(headers: &HeaderMap, name: HeaderName) -> &str {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

/// An address of this machine; with the door open any address, but never a name, which anybody can point anywhere.
fn is_right_host(host: &str, open: bool) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|b| b.is_ascii_digit()) => name,
        _ => host,
    };
    let address = name.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    name.eq_ignore_ascii_case("localhost") || address.is_ok_and(|address| open || address.is_loopback())
}

/// Whoever is no browser sends no origin and has no visitor whose hand could be led.
fn is_own_origin(headers: &HeaderMap, host: &str) -> bool {
    let origin = headers.get(header::ORIGIN).and_then(|value| value.to_str().ok());
    origin.is_none_or(|origin| origin.strip_prefix("http://") == Some(host))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_machine_is_known_by_its_addresses() {
        for host in ["127.0.0.1:8088", "localhost:8088", "LOCALHOST", "[::1]:8088", "127.0.0.1"] {
            assert!(is_right_host(host, false), "{host}");
        }
        for host in ["", "krug.example:8088", "127.0.0.1.example:8088", "192.168.1.5:8088", "localhost.example"] {
            assert!(!is_right_host(host, false), "{host}");
        }
    }

    #[test]
    fn with_the_door_open_addresses_are_right_and_names_are_not() {
        assert!(is_right_host("192.168.1.5:8088", true));
        assert!(!is_right_host("rebound.example:8088", true));
    }

    #[test]
    fn another_sites_form_is_refused() {
        let with = |origin: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::ORIGIN, HeaderValue::from_static(origin));
            is_own_origin(&headers, "127.0.0.1:8088")
        };
        assert!(with("http://127.0.0.1:8088"));
        for origin in ["http://127.0.0.1:9999", "https://127.0.0.1:8088", "null", "http://evil.example"] {
            assert!(!with(origin), "{origin}");
        }
        assert!(is_own_origin(&HeaderMap::new(), "127.0.0.1:8088"));
    }
}
