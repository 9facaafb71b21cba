//! Checks: what is asked of the service, and how Keepalived learns of it.
//!
//! Two ways lead to Keepalived, on purpose.  The fast one is the agent: it
//! asks all the time and writes a track file, which moves the VIP at once.
//! The sure one is the [`backstop`], a script that Keepalived runs itself and
//! that asks when the agent no longer does.  So the daemon gives speed, never
//! correctness.

mod agent;
pub mod backstop;
mod beat;
mod failure;
mod fleet;
mod plan;
mod post;
mod question;
mod sources;
pub mod takeover;
mod track_file;
pub mod wiring;

pub use failure::reason;
pub use fleet::{Fleet, Refused};
pub use plan::{Plan, PlanError};
pub use post::Board;
pub use question::{KINDS, Question, QuestionError};
pub(crate) use question::{login, target, tls};
pub use sources::Sources;
pub use track_file::TrackFile;
