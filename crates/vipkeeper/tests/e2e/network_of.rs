//! Sockets in the network of another process, held by the test.

use std::fs::File;
use std::io;
use std::net::{TcpListener, UdpSocket};
use std::os::fd::AsFd;

use anyhow::{Context, Result};
use rustix::thread::{LinkNameSpaceType, move_into_link_name_space};

pub(crate) fn listen(pid: u32, address: &str) -> Result<TcpListener> {
    open(pid, || TcpListener::bind(address)).with_context(|| format!("listen at {address}"))
}

pub(crate) fn receive(pid: u32, address: &str) -> Result<UdpSocket> {
    open(pid, || UdpSocket::bind(address)).with_context(|| format!("receive at {address}"))
}

/// A socket stays in the network it was made in, whoever uses it later: only a
/// thread of a moment goes there.
fn open<T: Send>(pid: u32, bind: impl FnOnce() -> io::Result<T> + Send) -> Result<T> {
    let path = format!("/proc/{pid}/ns/net");
    let namespace = File::open(&path).with_context(|| format!("open {path}"))?;
    std::thread::scope(|scope| {
        let visitor = scope.spawn(|| {
            move_into_link_name_space(namespace.as_fd(), Some(LinkNameSpaceType::Network))
                .with_context(|| format!("enter {path}"))?;
            Ok(bind()?)
        });
        visitor
            .join()
            .unwrap_or_else(|payload| std::panic::resume_unwind(payload))
    })
}
