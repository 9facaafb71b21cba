//! What is asked of a web server.

use hyper::Method;

use super::Statuses;
use crate::probe::Target;
use crate::probe::tls::Tls;

/// A request, and the answer it should get.
#[derive(Clone, Debug)]
pub struct HttpSpec {
    /// Where it listens.
    pub target: Target,
    /// Inside TLS, or in clear.
    pub tls: Option<Tls>,
    /// `GET`, `HEAD` …
    pub method: Method,
    /// From its slash on, with the query.
    pub path: String,
    /// The header of this name.
    pub host: String,
    /// Which answers are good.
    pub status: Statuses,
    /// What must stand in the first 64 KiB of the body.
    pub body: Option<String>,
}
