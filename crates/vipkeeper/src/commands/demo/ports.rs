//! Sockets for the nodes' panels, on this machine's loopback.

use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};

/// The first port that is tried.
const FIRST: u16 = 7800;

/// `count` listening sockets on the first free ports from 7800 on.
pub(crate) fn listen(count: usize) -> io::Result<Vec<TcpListener>> {
    let mut listeners = Vec::with_capacity(count);
    let mut last = io::Error::from(io::ErrorKind::AddrInUse);
    for port in FIRST..FIRST + 1000 {
        if listeners.len() == count {
            return Ok(listeners);
        }
        match TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port))) {
            Ok(listener) => listeners.push(listener),
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => last = error,
            Err(error) => return Err(error),
        }
    }
    Err(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_port_is_passed_over() {
        let first = listen(2).unwrap();
        let second = listen(2).unwrap();
        let ports = |listeners: &[TcpListener]| -> Vec<u16> {
            listeners
                .iter()
                .map(|one| one.local_addr().unwrap().port())
                .collect()
        };
        let (first, second) = (ports(&first), ports(&second));
        assert!(
            first.iter().all(|port| !second.contains(port)),
            "{first:?} {second:?}"
        );
    }
}
