//! From a [`Target`] to a connected socket.
//!
//! Keeps what a name resolved to, so that fifty probes a second are not
//! fifty questions a second to the name service; asks again after a failure.

use std::io;
use std::net::SocketAddr;

use tokio::net::{TcpStream, UnixStream};

use super::budget::Budget;
use super::lookup::Lookup;
use super::stream::Stream;
use super::target::Target;
use crate::{Reason, Stage};

/// Makes connections to one target.
#[derive(Debug)]
pub(super) struct Connector {
    target: Target,
    resolved: Vec<SocketAddr>,
    lookup: Lookup,
}

impl Connector {
    pub(super) fn new(target: Target) -> Self {
        let resolved = match &target {
            Target::Address(address) => vec![*address],
            Target::Name { .. } | Target::UnixSocket(_) => Vec::new(),
        };
        Connector {
            target,
            resolved,
            lookup: Lookup::new(),
        }
    }

    /// A fresh connection.
    pub(super) async fn connect(&mut self, budget: &Budget) -> Result<Stream, Reason> {
        match &self.target {
            Target::UnixSocket(path) => {
                let connecting = UnixStream::connect(path);
                Ok(Stream::Unix(
                    budget.spend(Stage::Connect, connecting).await?,
                ))
            }
            Target::Address(_) => self.connect_any(budget).await,
            Target::Name { host, port } => {
                if self.resolved.is_empty() {
                    self.resolved = self.lookup.resolve(host, *port, budget).await?;
                }
                let outcome = self.connect_any(budget).await;
                if outcome.is_err() {
                    self.resolved.clear();
                }
                outcome
            }
        }
    }

    /// Tries one address after the other. Only when all of them refuse is it a
    /// refusal: any other reason leaves hope and is the one worth telling.
    async fn connect_any(&self, budget: &Budget) -> Result<Stream, Reason> {
        let mut worst = Reason::Refused;
        for address in &self.resolved {
            match budget.spend(Stage::Connect, open(*address)).await {
                Ok(stream) => return Ok(Stream::Tcp(stream)),
                Err(Reason::Refused) => {}
                Err(reason) => worst = reason,
            }
        }
        Err(worst)
    }
}

async fn open(address: SocketAddr) -> io::Result<TcpStream> {
    let stream = TcpStream::connect(address).await?;
    // A connect to a free port of this machine, out of the range that the
    // kernel also draws source ports from, can meet itself (simultaneous open,
    // RFC 9293 §3.5). It would look alive and keep the server off its port.
    if stream.local_addr()? == stream.peer_addr()? {
        return Err(io::ErrorKind::ConnectionRefused.into());
    }
    stream.set_nodelay(true)?;
    Ok(stream)
}
