//! Does it answer over HTTP, as it should? One request over a connection that
//! stays open, in clear or inside TLS.
//!
//! HTTP/1.1 is hyper's: framing has more corners than a check should have, and
//! hyper leaves the connection itself with us, so that its end is seen while
//! nothing is asked.
//!
//! A server that closes after each answer (`Connection: close`, HTTP/1.0) is
//! asked over a new connection each time, and has no witness.

mod dialogue;
mod exchange;
mod spec;
mod status;
mod url;

pub(super) use dialogue::HttpDialogue;
pub use spec::HttpSpec;
pub use status::{StatusError, Statuses};
pub use url::{Url, UrlError};
