//! Packets over a socket: three bytes of length, one of sequence, a payload.
//!
//! ```text
//!  0       1       2       3       4
//! +-------+-------+-------+-------+-----------
//! |  length, little endian| seq   | payload …
//! +-------+-------+-------+-------+-----------
//! ```
//!
//! Owns the framing and what the kernel delivered but nobody asked for yet.
//! Knows no packet's meaning. Source: "MySQL Packets", MySQL Source Code
//! Documentation, Client/Server Protocol.

use std::net::IpAddr;

use crate::probe::budget::Budget;
use crate::probe::stream::Stream;
use crate::probe::tls::Tls;
use crate::probe::words;
use crate::{Reason, Stage};

const HEADER: usize = 4;

/// No packet of the connection phase comes near it, and every text protocol's
/// banner read as a length goes far beyond.
const LONGEST: usize = 64 * 1024;

/// A connection that speaks in packets.
#[derive(Debug)]
pub(super) struct Wire {
    stream: Stream,
    inbox: Vec<u8>,
    next_sequence: u8,
}

impl Wire {
    pub(super) fn new(stream: Stream) -> Self {
        Wire {
            stream,
            inbox: Vec::new(),
            next_sequence: 0,
        }
    }

    /// Whether a password may be sent in clear.
    pub(super) fn is_private(&self) -> bool {
        self.stream.is_private()
    }

    /// Whether we are inside TLS.
    pub(super) fn is_encrypted(&self) -> bool {
        matches!(self.stream, Stream::Tls(_))
    }

    /// Goes on inside TLS. What came before its handshake without being asked
    /// for was put there by somebody in between.
    pub(super) async fn encrypt(self, tls: &Tls, budget: &Budget) -> Result<Wire, Reason> {
        if self.has_unread() {
            return Err(Reason::Malformed {
                what: "something came between the greeting and the TLS handshake",
            });
        }
        let (stream, _) = tls.wrap(self.stream, budget).await?;
        Ok(Wire { stream, ..self })
    }

    /// Our own address, as the server sees it; none over a Unix socket.
    pub(super) fn source(&self) -> Option<IpAddr> {
        self.stream.source()
    }

    /// Whether something came that was not yet read as a packet.
    pub(super) fn has_unread(&self) -> bool {
        !self.inbox.is_empty()
    }

    /// The next packet's payload. After a timeout it can be asked for again:
    /// nothing that came is lost.
    pub(super) async fn receive(
        &mut self,
        stage: Stage,
        budget: &Budget,
    ) -> Result<Vec<u8>, Reason> {
        loop {
            if let Some(length) = self.next_length(stage)? {
                self.next_sequence = self.inbox[3].wrapping_add(1);
                let payload = self.inbox[HEADER..HEADER + length].to_vec();
                self.inbox.drain(..HEADER + length);
                return Ok(payload);
            }
            budget
                .spend(stage, self.stream.read_into(&mut self.inbox))
                .await?;
        }
    }

    /// The payload's length once all of it is there.
    fn next_length(&self, stage: Stage) -> Result<Option<usize>, Reason> {
        let [a, b, c, sequence, ..] = self.inbox[..] else {
            return Ok(None);
        };
        let length = u32::from_le_bytes([a, b, c, 0]) as usize;
        if stage == Stage::Greeting && (length == 0 || length > LONGEST || sequence != 0) {
            return Err(not_mysql(&self.inbox));
        }
        if length == 0 || length > LONGEST {
            return Err(Reason::Malformed {
                what: "its length is not between 1 byte and 64 KiB",
            });
        }
        Ok((self.inbox.len() >= HEADER + length).then_some(length))
    }

    /// Sends the next packet of a conversation.
    pub(super) async fn reply(
        &mut self,
        payload: &[u8],
        stage: Stage,
        budget: &Budget,
    ) -> Result<(), Reason> {
        let bytes = frame(self.next_sequence, payload);
        self.next_sequence = self.next_sequence.wrapping_add(1);
        budget.spend(stage, self.stream.send(&bytes)).await
    }

    /// Sends the first packet of a conversation.
    pub(super) async fn command(
        &mut self,
        payload: &[u8],
        stage: Stage,
        budget: &Budget,
    ) -> Result<(), Reason> {
        self.next_sequence = 0;
        self.reply(payload, stage, budget).await
    }

    /// Sends a packet whose answer nobody waits for, if the socket takes it at
    /// once.
    pub(super) fn farewell(&mut self, sequence: u8, payload: &[u8]) {
        // A connection that cannot take a few bytes is past the courtesy.
        let _ = self.stream.try_write(&frame(sequence, payload));
    }

    /// Waits until something comes, which stays unread (true), or until the
    /// connection ends (false).
    pub(super) async fn news(&mut self) -> bool {
        self.stream.read_into(&mut self.inbox).await.is_ok()
    }
}

fn frame(sequence: u8, payload: &[u8]) -> Vec<u8> {
    // A login or a ping is far below the 16 MiB that one packet can carry.
    let [a, b, c, ..] = payload.len().to_le_bytes();
    let mut bytes = vec![a, b, c, sequence];
    bytes.extend_from_slice(payload);
    bytes
}

/// Shows how a stranger introduced itself.
pub(super) fn not_mysql(bytes: &[u8]) -> Reason {
    Reason::NotMysql {
        start: words::introduction(bytes),
    }
}
