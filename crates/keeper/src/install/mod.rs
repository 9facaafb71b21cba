//! Bringing Keepalived onto this machine, and taking it away again.
//!
//! Owns the plan: named steps in a fixed order, each of which can be killed at
//! any instant and run again.  What is done is read from the disk and never
//! from a record of its own.  The machine itself is touched in `host`.

mod error;
mod event;
mod explain;
mod lock;
mod log;
mod manifest;
mod needs;
mod plan;
mod release;
mod removal;
mod request;
mod requirement;
mod service;
mod site;
mod source;
mod steps;
#[cfg(test)]
mod tests;
mod way;

pub use error::{InstallFailed, Trouble};
pub use event::{Event, State, Step};
pub use plan::{Installed, run};
pub use release::{Release, all as releases, newest_pinned};
pub use removal::{Removed, remove};
pub use request::{Method, Request};
pub use requirement::{IPROUTE, InstallError, KEEPALIVED, MARIADB, Requirement, ensure};
