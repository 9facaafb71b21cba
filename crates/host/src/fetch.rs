//! Bring a file from a web server, over interruptions.
//!
//! Owns resuming, trying again and the limits.  What is brought lies in a
//! `.part` file that is the caller's to check and to rename: no half file ever
//! has the final name.

mod part;
#[cfg(test)]
mod tests;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use rustls::crypto::ring;
use ureq::Agent;
use ureq::http::{Response, StatusCode, header};
use ureq::tls::{RootCerts, TlsConfig};

pub use part::origin_path;

use part::Part;

/// How much is brought, and how long it is tried.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Bytes of the whole file.
    pub bytes: u64,
    /// Tries in a row that may bring nothing new.
    pub tries: u32,
    /// The pause after the first try; it doubles with each further one.
    pub pause: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 50 << 20,
            tries: 5,
            pause: Duration::from_millis(500),
        }
    }
}

/// How far it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Bytes that are here.
    pub here: u64,
    /// Bytes of the whole file, when the server says so.
    pub total: Option<u64>,
}

/// Why a file was not brought; the `.part` file keeps what came.
#[derive(Debug, thiserror::Error)]
pub enum FetchError {
    /// Neither http nor https.
    #[error("{url} is not an http or https address")]
    Scheme {
        /// As it was given.
        url: String,
    },
    /// The server answered, and not with the file.
    #[error("{url} answers with status {status}")]
    Status {
        /// Where.
        url: String,
        /// The HTTP status.
        status: u16,
    },
    /// The server could not be reached, or the connection broke off.
    #[error("cannot fetch {url}")]
    Transport {
        /// Where.
        url: String,
        /// What went wrong the last time.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// The file is larger than it may be.
    #[error("{url} is larger than {limit} bytes")]
    TooLarge {
        /// Where.
        url: String,
        /// Bytes.
        limit: u64,
    },
    /// What came could not be kept.
    #[error("cannot write {}", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
}

impl FetchError {
    /// Whether another try may end otherwise.
    fn is_passing(&self) -> bool {
        match self {
            Self::Transport { .. } => true,
            Self::Status { status, .. } => *status >= 500 || matches!(status, 408 | 429),
            Self::Scheme { .. } | Self::TooLarge { .. } | Self::Write { .. } => false,
        }
    }
}

/// Brings `url` into the file `part`, which may hold its beginning already.
///
/// A beginning is continued only when the server says that it is the same file
/// (RFC 9110 §13.1.5, If-Range); otherwise the file is fetched anew.
pub fn fetch(
    url: &str,
    part: &Path,
    limits: Limits,
    progress: &mut dyn FnMut(Progress),
) -> Result<(), FetchError> {
    if !["http://", "https://"]
        .iter()
        .any(|scheme| url.starts_with(scheme))
    {
        return Err(FetchError::Scheme {
            url: url.to_owned(),
        });
    }
    let agent = agent(url);
    let mut part = Part::open(part, url);
    let mut pause = limits.pause;
    let mut tries_left = limits.tries;
    loop {
        let before = part.length();
        let error = match attempt(&agent, url, &mut part, limits.bytes, progress) {
            Ok(()) => return Ok(()),
            Err(error) => error,
        };
        tries_left = match part.length() > before {
            true => limits.tries,
            false => tries_left.saturating_sub(1),
        };
        if !error.is_passing() || tries_left == 0 {
            return Err(error);
        }
        std::thread::sleep(pause);
        pause = (pause * 2).min(Duration::from_secs(8));
    }
}

/// The machine's own certificates decide whom to trust, so that a company's
/// own authority counts.  What begins as https stays https.
fn agent(url: &str) -> Agent {
    let tls = TlsConfig::builder()
        .root_certs(RootCerts::PlatformVerifier)
        .unversioned_rustls_crypto_provider(Arc::new(ring::default_provider()))
        .build();
    Agent::config_builder()
        .tls_config(tls)
        .https_only(url.starts_with("https://"))
        .http_status_as_error(false)
        .user_agent(concat!("vipkeeper/", env!("CARGO_PKG_VERSION")))
        .timeout_connect(Some(Duration::from_secs(10)))
        .timeout_recv_response(Some(Duration::from_secs(30)))
        .timeout_recv_body(Some(Duration::from_secs(120)))
        .build()
        .into()
}

fn attempt(
    agent: &Agent,
    url: &str,
    part: &mut Part,
    limit: u64,
    progress: &mut dyn FnMut(Progress),
) -> Result<(), FetchError> {
    let transport = |source: Box<dyn std::error::Error + Send + Sync>| FetchError::Transport {
        url: url.to_owned(),
        source,
    };
    let mut request = agent.get(url).header(header::ACCEPT_ENCODING, "identity");
    if let Some((from, validator)) = part.resumable() {
        request = request
            .header(header::RANGE, format!("bytes={from}-"))
            .header(header::IF_RANGE, validator);
    }
    let mut response = request.call().map_err(|error| transport(error.into()))?;
    let total = match response.status() {
        StatusCode::OK => {
            part.restart(validator(&response))?;
            content_length(&response)
        }
        StatusCode::PARTIAL_CONTENT => match continued(&response) {
            Some((from, total)) if from == part.length() => total,
            _ => {
                part.discard()?;
                return Err(transport("the server continues at another place".into()));
            }
        },
        // There is nothing behind what we have: it is whole, or not the file.
        StatusCode::RANGE_NOT_SATISFIABLE => {
            part.discard()?;
            return Err(transport("the server has no more of this file".into()));
        }
        status => {
            return Err(FetchError::Status {
                url: url.to_owned(),
                status: status.as_u16(),
            });
        }
    };
    let too_large = || FetchError::TooLarge {
        url: url.to_owned(),
        limit,
    };
    if total.is_some_and(|total| total > limit) {
        return Err(too_large());
    }
    let mut body = response.body_mut().as_reader();
    let mut buffer = vec![0; 64 * 1024];
    loop {
        let count =
            io::Read::read(&mut body, &mut buffer).map_err(|error| transport(error.into()))?;
        if count == 0 {
            break;
        }
        if part.length() + count as u64 > limit {
            return Err(too_large());
        }
        part.append(&buffer[..count])?;
        progress(Progress {
            here: part.length(),
            total,
        });
    }
    match total {
        Some(total) if total != part.length() => {
            Err(transport("the connection ended before the file did".into()))
        }
        _ => part.finish(),
    }
}

fn text<B>(response: &Response<B>, name: header::HeaderName) -> Option<&str> {
    response.headers().get(name)?.to_str().ok()
}

fn content_length<B>(response: &Response<B>) -> Option<u64> {
    text(response, header::CONTENT_LENGTH)?.parse().ok()
}

/// `bytes 100-199/200` → the first byte and, unless it is `*`, the whole length.
fn continued<B>(response: &Response<B>) -> Option<(u64, Option<u64>)> {
    let range = text(response, header::CONTENT_RANGE)?.strip_prefix("bytes ")?;
    let (span, total) = range.split_once('/')?;
    let (from, _) = span.split_once('-')?;
    Some((from.parse().ok()?, total.parse().ok()))
}

/// A weak entity tag does not promise the same bytes (RFC 9110 §8.8.1).
fn validator<B>(response: &Response<B>) -> Option<String> {
    text(response, header::ETAG)
        .filter(|tag| tag.starts_with('"'))
        .or_else(|| text(response, header::LAST_MODIFIED))
        .map(str::to_owned)
}
