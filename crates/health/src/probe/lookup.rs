//! From a name to addresses, by the system's resolver, which blocks a thread: a
//! name service that does not answer holds it for ten seconds and more.

use std::io;
use std::net::{SocketAddr, ToSocketAddrs};

use tokio::sync::Semaphore;

use super::blocking::{AT_ONCE, Blocking};
use super::budget::Budget;
use crate::{Reason, Stage};

static PLACES: Semaphore = Semaphore::const_new(AT_ONCE);

/// Asks for the addresses of a name.
#[derive(Debug)]
pub(super) struct Lookup(Blocking<io::Result<Vec<SocketAddr>>>);

impl Lookup {
    pub(super) fn new() -> Self {
        Lookup(Blocking::new(&PLACES))
    }

    /// The addresses of this host, each with the port.
    pub(super) async fn resolve(
        &mut self,
        host: &str,
        port: u16,
        budget: &Budget,
    ) -> Result<Vec<SocketAddr>, Reason> {
        let name = host.to_owned();
        let ask = move || Ok((name.as_str(), port).to_socket_addrs()?.collect());
        let not_resolved = |message: String| Reason::NotResolved {
            host: host.to_owned(),
            message,
        };
        match self.0.result(Stage::Resolve, budget, ask).await? {
            Ok(addresses) if addresses.is_empty() => Err(not_resolved("it has no address".into())),
            Ok(addresses) => Ok(addresses),
            Err(error) => Err(not_resolved(error.to_string())),
        }
    }
}
