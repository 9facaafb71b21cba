//! The time one probe may take, shared by everything it does.

use std::future::Future;
use std::io;
use std::time::Duration;

use tokio::time::{Instant, timeout_at};

use crate::{Reason, Stage};

/// A limit on the monotonic clock, set once at the start of a probe: a second
/// attempt within the same probe gets what the first one left.
#[derive(Clone, Copy, Debug)]
pub(super) struct Budget {
    started_at: Instant,
    limit: Duration,
}

impl Budget {
    /// Starts the clock.
    pub(super) fn start(limit: Duration) -> Self {
        Budget {
            started_at: Instant::now(),
            limit,
        }
    }

    pub(super) fn is_spent(&self) -> bool {
        self.started_at.elapsed() >= self.limit
    }

    /// When half of it is spent.
    pub(super) fn half_time(&self) -> Instant {
        self.started_at + self.limit / 2
    }

    /// Waits for `work` as long as the budget lasts. Errors of the kernel are
    /// told by the stage in which they happened.
    pub(super) async fn spend<T>(
        &self,
        stage: Stage,
        work: impl Future<Output = io::Result<T>>,
    ) -> Result<T, Reason> {
        match timeout_at(self.started_at + self.limit, work).await {
            Ok(outcome) => outcome.map_err(|error| from_io(stage, &error)),
            Err(_) => Err(Reason::TimedOut {
                stage,
                after: self.limit,
            }),
        }
    }
}

/// The reason behind an error of a socket.
fn from_io(stage: Stage, error: &io::Error) -> Reason {
    use io::ErrorKind as Kind;
    match error.kind() {
        Kind::ConnectionRefused => Reason::Refused,
        Kind::NotFound if stage == Stage::Connect => Reason::SocketMissing,
        // Connecting to a Unix socket does not wait for room in the queue, and
        // the kernel says so with EAGAIN (unix(7)).
        Kind::WouldBlock if stage == Stage::Connect => Reason::QueueFull,
        Kind::HostUnreachable | Kind::NetworkUnreachable => Reason::Unreachable {
            message: error.to_string(),
        },
        Kind::ConnectionReset
        | Kind::ConnectionAborted
        | Kind::BrokenPipe
        | Kind::UnexpectedEof
        | Kind::NotConnected => Reason::Closed { stage },
        _ => Reason::Io {
            message: error.to_string(),
        },
    }
}
