//! What one probe found: a [`ProbeResult`], and when it failed the exact
//! reason.
//!
//! The reasons themselves are in [`Reason`]. Does not decide what a
//! failure means for the health: that is [`crate::verdict`]. Reads no packet and
//! touches no socket: that is [`crate::probe`].

use std::fmt;
use std::time::Duration;

use crate::Reason;

/// One try.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProbeResult {
    /// Whether the service answered, or why not.
    pub outcome: Result<(), Failure>,
    /// From the start of the probe to its outcome; never much above the
    /// session's timeout.
    pub latency: Duration,
}

impl ProbeResult {
    /// Whether the service answered.
    pub fn is_success(&self) -> bool {
        self.outcome.is_ok()
    }
}

/// A failed probe: which one, against what, and why, in one line:
/// ``mysql 127.0.0.1:3306: access denied for user `vk` (1045)``.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{kind} {target}: {reason}")]
pub struct Failure {
    /// The kind of probe, as [`crate::Spec::kind`] writes it.
    pub kind: &'static str,
    /// What was asked, as [`crate::Target`] is displayed.
    pub target: String,
    /// Why it failed.
    pub reason: Reason,
}

impl Failure {
    /// Names the probe and its target beside the reason.
    pub fn new(kind: &'static str, target: impl fmt::Display, reason: Reason) -> Self {
        Failure {
            kind,
            target: target.to_string(),
            reason,
        }
    }

    /// See [`Reason::code`].
    pub fn code(&self) -> &'static str {
        self.reason.code()
    }

    /// See [`Reason::is_decisive`].
    pub fn is_decisive(&self) -> bool {
        self.reason.is_decisive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Stage;

    #[test]
    fn a_failure_is_one_line_that_names_the_thing_and_the_number() {
        let lines = [
            (
                Failure::new(
                    "mysql",
                    "127.0.0.1:3306",
                    Reason::AccessDenied {
                        user: "vk".into(),
                        code: 1045,
                    },
                ),
                "mysql 127.0.0.1:3306: access denied for user `vk` (1045)",
            ),
            (
                Failure::new("tcp", "127.0.0.1:3306", Reason::Refused),
                "tcp 127.0.0.1:3306: connection refused",
            ),
            (
                Failure::new(
                    "mysql",
                    "db1:3306",
                    Reason::TimedOut {
                        stage: Stage::Greeting,
                        after: Duration::from_millis(500),
                    },
                ),
                "mysql db1:3306: no greeting within 500 ms",
            ),
            (
                Failure::new(
                    "mysql",
                    "/run/mysqld/mysqld.sock",
                    Reason::Closed {
                        stage: Stage::Greeting,
                    },
                ),
                "mysql /run/mysqld/mysqld.sock: the server closed the connection before its greeting",
            ),
        ];
        for (failure, line) in lines {
            assert_eq!(failure.to_string(), line);
        }
    }
}
