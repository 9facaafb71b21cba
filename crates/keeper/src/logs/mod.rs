//! Keepalived's log: one stream, wherever this machine keeps it, and what its lines mean.
//!
//! Owns where the log is ([`source`]), its formats ([`format`]), the meaning of Keepalived's phrases
//! ([`phrases`], [`event`], [`meaning`]) and the reading ([`history`], [`follow`]). It never changes a log; keeping
//! the file of a supervised Keepalived small is `host::log_file`'s.

mod error;
mod event;
mod follow;
mod format;
mod history;
mod line;
mod meaning;
mod phrases;
mod since;
mod source;

pub use error::LogError;
pub use event::{FaultCause, LogEvent, ScriptResult};
pub use follow::Follow;
pub use history::{Query, history};
pub use line::{Level, LogLine};
pub use phrases::parse;
pub use since::since;
pub use source::Source;
