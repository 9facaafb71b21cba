//! Refuses requests that were meant for another host.
//!
//! A page on the internet can point its own name at 127.0.0.1 after it was
//! loaded, and then read whatever listens there (DNS rebinding).  The browser
//! still sends the page's name as `Host`, and that gives it away.

use std::net::IpAddr;

use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::http::header::HOST;
use axum::http::uri::Authority;
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};

use crate::problem::Problem;

/// Why a request was refused.
#[derive(Debug, PartialEq, Eq)]
enum Refusal {
    /// There is not exactly one readable `Host`.
    Unreadable,
    /// It names a host that the panel does not listen as.
    Foreign(String),
}

/// Lets a request through when its `Host` is this panel.
pub(crate) async fn check_host(
    State(listen): State<IpAddr>,
    request: Request,
    next: Next,
) -> Response {
    match named_host(&request).and_then(|host| judge(&host, listen)) {
        Ok(()) => next.run(request).await,
        Err(refusal) => Problem::from(refusal).into_response(),
    }
}

/// The host that the request names: its target's when that is absolute
/// (RFC 9112 §3.2.2), else the `Host` header's.
fn named_host(request: &Request) -> Result<Authority, Refusal> {
    if let Some(authority) = request.uri().authority() {
        return Ok(authority.clone());
    }
    let mut hosts = request.headers().get_all(HOST).iter();
    match (hosts.next(), hosts.next()) {
        (Some(host), None) => host
            .to_str()
            .ok()
            .and_then(|host| host.parse().ok())
            .ok_or(Refusal::Unreadable),
        _ => Err(Refusal::Unreadable),
    }
}

/// Only names can be rebound.  So an address is fine when the panel can be
/// reached by it, and of the names only the one that never leaves the machine.
fn judge(authority: &Authority, listen: IpAddr) -> Result<(), Refusal> {
    let host = authority.host();
    let address = host.trim_start_matches('[').trim_end_matches(']');
    let is_ours = match address.parse::<IpAddr>() {
        Ok(address) => {
            let address = address.to_canonical();
            address.is_loopback() || listen.is_unspecified() || address == listen.to_canonical()
        }
        Err(_) => host.eq_ignore_ascii_case("localhost"),
    };
    if is_ours {
        Ok(())
    } else {
        Err(Refusal::Foreign(host.to_owned()))
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        let detail = match refusal {
            Refusal::Unreadable => "the request must name exactly one host".to_owned(),
            Refusal::Foreign(host) => format!(
                "this panel does not answer as \"{host}\"; \
                 open it as localhost or by the address that it listens on"
            ),
        };
        Self {
            status: StatusCode::MISDIRECTED_REQUEST,
            code: "host_refused",
            title: "Host refused",
            detail,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Fixture, body_json};

    fn is_answered(host: &str, listen: &str) -> bool {
        let authority: Authority = host.parse().unwrap();
        judge(&authority, listen.parse().unwrap()).is_ok()
    }

    #[test]
    fn answers_as_loopback_and_as_the_listen_address() {
        for host in [
            "localhost",
            "LocalHost:8080",
            "127.0.0.1:1",
            "127.9.9.9",
            "[::1]:80",
        ] {
            assert!(is_answered(host, "127.0.0.1"), "{host}");
        }
        assert!(is_answered("10.0.0.7:8080", "10.0.0.7"));
        assert!(is_answered("[::ffff:10.0.0.7]", "10.0.0.7"));
        assert!(is_answered("10.0.0.7", "0.0.0.0"));
        assert!(is_answered("[fd00::7]", "::"));
    }

    #[test]
    fn refuses_other_names_and_addresses() {
        for host in [
            "evil.example",
            "localhost.evil.example",
            "127.0.0.1.nip.io",
            "10.0.0.8",
        ] {
            assert!(!is_answered(host, "10.0.0.7"), "{host}");
        }
        assert!(!is_answered("evil.example", "0.0.0.0"));
    }

    #[tokio::test]
    async fn a_rebound_name_gets_neither_state_nor_page() {
        let fixture = Fixture::new();
        for path in [
            "/",
            "/api/v1/state",
            "/api/v1/state/stream",
            "/api/v1/health",
        ] {
            let answer = fixture.ask_host(path, "evil.example:8080").await;
            assert_eq!(answer.status(), StatusCode::MISDIRECTED_REQUEST, "{path}");
            assert_eq!(body_json(answer).await["code"], "host_refused", "{path}");
        }
    }

    #[tokio::test]
    async fn the_target_counts_before_the_header() {
        let fixture = Fixture::new();
        let answer = fixture.ask_host("http://evil.example/", "localhost").await;
        assert_eq!(answer.status(), StatusCode::MISDIRECTED_REQUEST);
    }
}
