//! A connected socket of either family.
//!
//! An enum and not a boxed trait object: the set is closed (TLS will be a third
//! variant), and watching an idle connection needs the readiness of the real
//! socket.

use std::io;
use std::net::IpAddr;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpStream, UnixStream};

/// A connected socket.
#[derive(Debug)]
pub(super) enum Stream {
    Tcp(TcpStream),
    Unix(UnixStream),
}

impl Stream {
    /// Whether what is sent stays on this machine, so that a password may be
    /// sent in clear.
    pub(super) fn is_private(&self) -> bool {
        matches!(self, Stream::Unix(_))
    }

    /// Our own address, as the server sees it; none over a Unix socket.
    pub(super) fn source(&self) -> Option<IpAddr> {
        match self {
            Stream::Tcp(stream) => stream.local_addr().ok().map(|address| address.ip()),
            Stream::Unix(_) => None,
        }
    }

    /// Appends what has come to `inbox`; the end of the stream is an error.
    /// Cancel safe: what was read is in `inbox`, the rest in the kernel.
    pub(super) async fn read_into(&mut self, inbox: &mut Vec<u8>) -> io::Result<()> {
        let read = match self {
            Stream::Tcp(stream) => stream.read_buf(inbox).await?,
            Stream::Unix(stream) => stream.read_buf(inbox).await?,
        };
        if read == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        Ok(())
    }

    /// Sends everything. Not cancel safe: after a timeout the connection is of
    /// no further use.
    pub(super) async fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        match self {
            Stream::Tcp(stream) => stream.write_all(bytes).await,
            Stream::Unix(stream) => stream.write_all(bytes).await,
        }
    }

    /// Sends what the socket's buffer takes at once, for farewells.
    pub(super) fn try_write(&self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Stream::Tcp(stream) => stream.try_write(bytes),
            Stream::Unix(stream) => stream.try_write(bytes),
        }
    }
}
