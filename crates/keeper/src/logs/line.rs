//! One line of the log.

use jiff::Timestamp;
use serde::Serialize;

use super::event::LogEvent;
use super::phrases;

/// How much a line matters, least first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Nothing to do.
    Info,
    /// The state of this node changed, as it should.
    Notice,
    /// Somebody should look at it.
    Warning,
    /// Something does not work.
    Error,
}

impl Level {
    /// The level of a priority of syslog, 0–7 (RFC 5424 §6.2.1).
    pub(super) fn of_syslog(priority: u8) -> Self {
        match priority {
            0..=3 => Self::Error,
            4 => Self::Warning,
            5 => Self::Notice,
            _ => Self::Info,
        }
    }
}

/// A line of the log, and what it means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogLine {
    /// When it was written, to the second or better; `None` where the line does not tell.
    pub at: Option<Timestamp>,
    /// The worse of what the log says and what the meaning says: Keepalived itself writes almost
    /// everything with one level.
    pub level: Level,
    /// The process that wrote it, such as `Keepalived_vrrp`; `None` where the log does not tell.
    pub process: Option<String>,
    /// What was written, without time, host and process.
    pub text: String,
    /// What it means, when it is one of the phrases that we know.
    pub event: Option<LogEvent>,
}

impl LogLine {
    /// The line with this text, understood.
    pub(super) fn new(
        at: Option<Timestamp>,
        priority: Option<u8>,
        process: Option<String>,
        text: String,
    ) -> Self {
        let event = phrases::parse(&text);
        let said = priority.map_or(Level::Info, Level::of_syslog);
        let meant = event.as_ref().map_or(Level::Info, LogEvent::level);
        Self {
            at,
            level: said.max(meant),
            process,
            text,
            event,
        }
    }
}
