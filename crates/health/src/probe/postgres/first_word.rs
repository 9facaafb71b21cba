//! A connection whose first byte must be one that PostgreSQL begins with.
//!
//! The library takes the four bytes after it for a length and waits for so many
//! more, which another kind of server never sends: it would look frozen.
//! Source: "Message Formats", PostgreSQL 15 documentation.

use std::fmt;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

use crate::probe::stream::Stream;
use crate::probe::words;

/// What may answer a login: Authentication, ErrorResponse, NoticeResponse and
/// NegotiateProtocolVersion.
const FIRST: &[u8] = b"RENv";

/// The connection.
pub(super) struct FirstWord {
    stream: Stream,
    is_heard: bool,
}

/// The start of what somebody else said, inside an [`io::Error`].
#[derive(Debug)]
pub(super) struct Foreign(pub(super) String);

impl FirstWord {
    pub(super) fn of(stream: Stream) -> Self {
        FirstWord {
            stream,
            is_heard: false,
        }
    }
}

impl AsyncRead for FirstWord {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        let before = buffer.filled().len();
        ready!(Pin::new(&mut this.stream).poll_read(context, buffer))?;
        let heard = &buffer.filled()[before..];
        match heard.first() {
            Some(first) if !this.is_heard && !FIRST.contains(first) => {
                return Poll::Ready(Err(io::Error::other(Foreign(words::introduction(heard)))));
            }
            Some(_) => this.is_heard = true,
            None => {}
        }
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for FirstWord {
    fn poll_write(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.get_mut().stream).poll_write(context, bytes)
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_flush(context)
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_shutdown(context)
    }
}

impl fmt::Display for Foreign {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not PostgreSQL: {}", self.0)
    }
}

impl std::error::Error for Foreign {}
