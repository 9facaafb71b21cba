//! Does it accept connections?
//!
//! Each probe makes a fresh connection, because an open one proves only that
//! its own process lives, not that the service still listens. The newest
//! connection is held as the witness and replaces the one before, so a server
//! which drops idle connections never gets one old enough to drop, and if it
//! does, the fresh connection that follows shows it to be Up.
//!
//! What it cannot see: a frozen server, for whom the kernel goes on accepting
//! until the queue is full, and a dead one whose port another process keeps
//! (systemd's socket units, container proxies). Ask such a service in its own
//! protocol, and MySQL above all: for its server each of these connections is a
//! broken handshake, and after `max_connect_errors` of them it refuses the
//! whole address they came from, unless that is 127.0.0.1 or ::1.

use std::future::pending;

use super::budget::Budget;
use super::connector::Connector;
use super::stream::Stream;
use super::target::Target;
use crate::Reason;

/// Connects, and holds the newest connection.
#[derive(Debug)]
pub(super) struct TcpProbe {
    connector: Connector,
    witness: Option<Stream>,
}

impl TcpProbe {
    pub(super) fn new(target: Target) -> Self {
        TcpProbe {
            connector: Connector::new(target),
            witness: None,
        }
    }

    pub(super) async fn ask(&mut self, budget: &Budget) -> Result<(), Reason> {
        let outcome = self.connector.connect(budget).await;
        let (witness, answer) = match outcome {
            Ok(stream) => (Some(stream), Ok(())),
            Err(reason) => (None, Err(reason)),
        };
        self.witness = witness;
        answer
    }

    /// Resolves when the witness is closed. What the server says meanwhile (a
    /// banner) is read and forgotten, so that the end behind it is seen.
    pub(super) async fn news(&mut self) {
        let Some(witness) = &mut self.witness else {
            return pending().await;
        };
        let mut banner = Vec::new();
        while witness.read_into(&mut banner).await.is_ok() {
            banner.clear();
        }
        self.witness = None;
    }
}
