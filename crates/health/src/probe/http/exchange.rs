//! One request and its response, as far as a check looks at it.

use std::error::Error;
use std::io;

use http_body_util::{BodyExt, Empty};
use hyper::body::{Bytes, Incoming};
use hyper::client::conn::http1::SendRequest;
use hyper::header::{CONNECTION, HOST, USER_AGENT};
use hyper::{Request, Response, Version};

use super::HttpSpec;
use crate::{Reason, Stage};

/// Of a longer body the end is not read.
const LONGEST_BODY: usize = 64 * 1024;

/// What came back.
#[derive(Debug)]
pub(super) struct Page {
    status: u16,
    body: Vec<u8>,
    /// Whether another request may follow over the same connection.
    pub(super) is_kept_alive: bool,
}

/// The request that a spec describes.
pub(super) fn request(spec: &HttpSpec) -> Result<Request<Empty<Bytes>>, Reason> {
    Request::builder()
        .method(&spec.method)
        .uri(&spec.path)
        .header(HOST, &spec.host)
        .header(USER_AGENT, "vipkeeper")
        .body(Empty::new())
        .map_err(|error| Reason::Io {
            message: error.to_string(),
        })
}

/// Sends it and reads the response. Gives the connection back when it can be
/// used again.
pub(super) async fn run(
    mut sender: SendRequest<Empty<Bytes>>,
    request: Request<Empty<Bytes>>,
) -> Result<(Page, SendRequest<Empty<Bytes>>), hyper::Error> {
    sender.ready().await?;
    let response = sender.send_request(request).await?;
    let page = read(response).await?;
    Ok((page, sender))
}

async fn read(mut response: Response<Incoming>) -> Result<Page, hyper::Error> {
    let closes = response.version() == Version::HTTP_10
        || response
            .headers()
            .get(CONNECTION)
            .is_some_and(|value| value.as_bytes().eq_ignore_ascii_case(b"close"));
    let mut body = Vec::new();
    let mut is_whole = true;
    while let Some(frame) = response.frame().await {
        if let Some(data) = frame?.data_ref() {
            body.extend_from_slice(data);
        }
        if body.len() >= LONGEST_BODY {
            body.truncate(LONGEST_BODY);
            is_whole = false;
            break;
        }
    }
    Ok(Page {
        status: response.status().as_u16(),
        body,
        is_kept_alive: is_whole && !closes,
    })
}

impl Page {
    /// Whether it is what the spec expects.
    pub(super) fn check(&self, spec: &HttpSpec) -> Result<(), Reason> {
        if !spec.status.contains(self.status) {
            return Err(Reason::HttpStatus {
                status: self.status,
                expected: spec.status.to_string(),
            });
        }
        match &spec.body {
            Some(text) if !self.has(text.as_bytes()) => {
                Err(Reason::BodyLacks { text: text.clone() })
            }
            _ => Ok(()),
        }
    }

    fn has(&self, part: &[u8]) -> bool {
        part.is_empty() || self.body.windows(part.len()).any(|window| window == part)
    }
}

/// The reason behind an error of hyper's.
pub(super) fn reason(error: &hyper::Error) -> Reason {
    let stage = Stage::Response;
    // A request that was cancelled says what cancelled it.
    let cause = error.source().and_then(|source| source.downcast_ref());
    if let Some(cause) = cause {
        return reason(cause);
    }
    let io = error
        .source()
        .and_then(|source| source.downcast_ref::<io::Error>());
    let is_reset = io.is_some_and(|io| {
        use io::ErrorKind as Kind;
        matches!(
            io.kind(),
            Kind::ConnectionReset | Kind::BrokenPipe | Kind::UnexpectedEof
        )
    });
    if is_reset || error.is_incomplete_message() || error.is_closed() || error.is_canceled() {
        return Reason::Closed { stage };
    }
    match io {
        Some(io) => Reason::Io {
            message: io.to_string(),
        },
        // It does not parse, or came before anything was asked.
        None => Reason::Malformed {
            what: "what it sends is not HTTP/1",
        },
    }
}
