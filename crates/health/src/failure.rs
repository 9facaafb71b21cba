//! What one probe found: a [`ProbeResult`], and when it failed the exact
//! reason.
//!
//! Owns the words and the stable codes of every failure, and which of them are
//! decisive. Does not decide what a failure means for the health: that is
//! [`crate::verdict`]. Reads no packet and touches no socket: that is
//! [`crate::probe`].

use std::fmt;
use std::time::Duration;

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

/// How far a probe had come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Stage {
    /// Resolving the name of the host.
    Resolve,
    /// Waiting for the connection.
    Connect,
    /// Connected, waiting for the server's greeting.
    Greeting,
    /// Greeted, waiting for the answer to the login.
    Login,
    /// Logged in, waiting for the answer to a ping.
    Ping,
}

impl Stage {
    /// What did not come in time, with its article as a sentence needs it.
    fn missing(self) -> &'static str {
        match self {
            Stage::Resolve => "no answer from the name service",
            Stage::Connect => "no connection",
            Stage::Greeting => "no greeting",
            Stage::Login => "no answer to the login",
            Stage::Ping => "no answer to a ping",
        }
    }

    /// When the connection ended.
    fn moment(self) -> &'static str {
        match self {
            Stage::Resolve | Stage::Connect => "at once",
            Stage::Greeting => "before its greeting",
            Stage::Login => "during the login",
            Stage::Ping => "instead of answering a ping",
        }
    }
}

/// Why a probe failed. Numbers in parentheses are the server's error codes.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Reason {
    /// The host has no address.
    #[error("the name `{host}` does not resolve: {message}")]
    NotResolved {
        /// The name that was looked up.
        host: String,
        /// What the resolver said.
        message: String,
    },
    /// Nothing listens there.
    #[error("connection refused")]
    Refused,
    /// Nothing has ever listened there, or it took its socket file away.
    #[error("the socket file does not exist")]
    SocketMissing,
    /// No route, or the router said so.
    #[error("unreachable: {message}")]
    Unreachable {
        /// What the kernel said.
        message: String,
    },
    /// A Unix socket whose owner does not accept: frozen, or overloaded.
    #[error("the server accepts no connections: its queue is full")]
    QueueFull,
    /// Something that should have come did not.
    #[error("{} within {} ms", stage.missing(), after.as_millis())]
    TimedOut {
        /// What was being waited for.
        stage: Stage,
        /// The limit of the whole probe.
        after: Duration,
    },
    /// The server ended the connection, and a second one as well.
    #[error("the server closed the connection {}", stage.moment())]
    Closed {
        /// How far the conversation had come.
        stage: Stage,
    },
    /// Something else listens there.
    #[error("not a MySQL server (greeting starts with `{start}`)")]
    NotMysql {
        /// The printable start of what it sent, or its bytes in hexadecimal.
        start: String,
    },
    /// A greeting of another protocol version than 10.
    #[error("the server speaks protocol {version}, not 10")]
    Protocol {
        /// The version it greeted with.
        version: u8,
    },
    /// A packet that cannot be what it should be.
    #[error("malformed packet: {what}")]
    Malformed {
        /// Which packet, and what is wrong with it.
        what: &'static str,
    },
    /// Wrong user or password (1045), or no right to log in this way (1698).
    #[error("access denied for user `{user}` ({code})")]
    AccessDenied {
        /// The user that was refused.
        user: String,
        /// 1045 or 1698.
        code: u16,
    },
    /// The account exists but may not be used: locked or expired password.
    #[error("the account `{user}` cannot be used ({code}): {message}")]
    AccountUnusable {
        /// The user that was refused.
        user: String,
        /// The server's error code.
        code: u16,
        /// The server's words.
        message: String,
    },
    /// `max_connections` (1040) or a user's own limit (1203, 1226) is reached.
    #[error("too many connections ({code})")]
    TooManyConnections {
        /// The server's error code.
        code: u16,
    },
    /// Too many interrupted handshakes (`max_connect_errors`).
    #[error("host is blocked (1129): FLUSH HOSTS on the server unblocks it")]
    HostBlocked,
    /// No account allows this host.
    #[error("this host is not allowed to connect (1130)")]
    HostNotAllowed,
    /// The server said that it is going down.
    #[error("the server is shutting down (1053)")]
    ShuttingDown,
    /// `require_secure_transport` is on. Only MySQL says so; MariaDB, and both
    /// for an account with `REQUIRE SSL`, deny access (1045) without a reason.
    #[error("the server requires TLS ({code}), which this probe does not speak")]
    TlsRequired {
        /// The server's error code.
        code: u16,
    },
    /// The account's way of logging in is not spoken here.
    #[error("the account logs in with `{plugin}`, which this probe does not speak")]
    UnsupportedPlugin {
        /// The server's name for it.
        plugin: String,
    },
    /// Any other error of the server's.
    #[error("the server answered error {code}: {message}")]
    ServerError {
        /// The server's error code.
        code: u16,
        /// The server's words.
        message: String,
    },
    /// Any other error of the kernel's.
    #[error("{message}")]
    Io {
        /// What the kernel said.
        message: String,
    },
}

impl Reason {
    /// A stable name in kebab-case, by which other layers translate and count.
    pub fn code(&self) -> &'static str {
        match self {
            Reason::NotResolved { .. } => "name-not-resolved",
            Reason::Refused => "connection-refused",
            Reason::SocketMissing => "socket-missing",
            Reason::Unreachable { .. } => "unreachable",
            Reason::QueueFull => "queue-full",
            Reason::TimedOut { stage, .. } => match stage {
                Stage::Resolve => "resolve-timeout",
                Stage::Connect => "connect-timeout",
                Stage::Greeting => "no-greeting",
                Stage::Login => "login-timeout",
                Stage::Ping => "ping-timeout",
            },
            Reason::Closed { .. } => "connection-closed",
            Reason::NotMysql { .. } => "not-mysql",
            Reason::Protocol { .. } => "protocol-version",
            Reason::Malformed { .. } => "malformed-packet",
            Reason::AccessDenied { .. } => "access-denied",
            Reason::AccountUnusable { .. } => "account-unusable",
            Reason::TooManyConnections { .. } => "too-many-connections",
            Reason::HostBlocked => "host-blocked",
            Reason::HostNotAllowed => "host-not-allowed",
            Reason::ShuttingDown => "shutting-down",
            Reason::TlsRequired { .. } => "tls-required",
            Reason::UnsupportedPlugin { .. } => "unsupported-auth-plugin",
            Reason::ServerError { .. } => "server-error",
            Reason::Io { .. } => "io",
        }
    }

    /// Whether one such failure proves death: the kernel says that nobody
    /// listens, or the server says that it is going. Everything else a live
    /// but slow, full or misconfigured server can cause too.
    pub fn is_decisive(&self) -> bool {
        matches!(
            self,
            Reason::Refused | Reason::SocketMissing | Reason::ShuttingDown
        )
    }

    /// Whether the connection ended, which another connection may not.
    pub(crate) fn is_close(&self) -> bool {
        matches!(self, Reason::Closed { .. })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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

    #[test]
    fn only_proofs_of_death_are_decisive() {
        assert!(Reason::Refused.is_decisive());
        assert!(Reason::SocketMissing.is_decisive());
        assert!(Reason::ShuttingDown.is_decisive());
        for undecided in [
            Reason::QueueFull,
            Reason::HostBlocked,
            Reason::TooManyConnections { code: 1040 },
            Reason::Closed {
                stage: Stage::Greeting,
            },
            Reason::AccessDenied {
                user: "vk".into(),
                code: 1045,
            },
            Reason::TimedOut {
                stage: Stage::Connect,
                after: Duration::ZERO,
            },
        ] {
            assert!(!undecided.is_decisive(), "{undecided:?}");
        }
    }
}
