//! `vipkeeper lab-tcp-service` (hidden): what the demo protects where there is
//! no database.

use std::net::SocketAddr;

use crate::context::internal;
use crate::failure::Failure;

/// Serves until it is killed.
pub(crate) fn run(listen: SocketAddr, name: &str) -> Result<(), Failure> {
    match lab::serve(listen, name) {
        Ok(never) => match never {},
        Err(error) => Err(internal(&error)),
    }
}
