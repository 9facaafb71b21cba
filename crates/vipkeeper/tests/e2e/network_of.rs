//! Sockets in the network of another process, held by the test.

use std::fs::File;
use std::net::TcpListener;
use std::os::fd::AsFd;

use anyhow::{Context, Result};
use rustix::thread::{LinkNameSpaceType, move_into_link_name_space};

/// A socket stays in the network it was made in, whoever uses it later: only a
/// thread of a moment goes there.
pub(crate) fn listen(pid: u32, address: &str) -> Result<TcpListener> {
    let path = format!("/proc/{pid}/ns/net");
    let namespace = File::open(&path).with_context(|| format!("open {path}"))?;
    std::thread::scope(|scope| {
        let visitor = scope.spawn(|| {
            move_into_link_name_space(namespace.as_fd(), Some(LinkNameSpaceType::Network))
                .with_context(|| format!("enter {path}"))?;
            TcpListener::bind(address).with_context(|| format!("listen at {address}"))
        });
        visitor
            .join()
            .unwrap_or_else(|payload| std::panic::resume_unwind(payload))
    })
}
