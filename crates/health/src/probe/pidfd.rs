//! A hold on one process: its end is seen at once, and its number cannot pass
//! to another unnoticed.
//!
//! Source: pidfd_open(2), Linux 5.3. It becomes readable when the process ends,
//! reaped or not.

use std::io;
use std::os::fd::OwnedFd;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::process::{Pid, PidfdFlags, pidfd_open};
use tokio::io::unix::AsyncFd;

/// A process that was alive when it was opened.
#[derive(Debug)]
pub(super) struct Pidfd(AsyncFd<OwnedFd>);

impl Pidfd {
    pub(super) fn open(pid: Pid) -> io::Result<Self> {
        let fd = pidfd_open(pid, PidfdFlags::NONBLOCK)?;
        #[expect(
            deprecated,
            reason = "unsound only for a type that can change its descriptor, and an OwnedFd \
                      cannot; what replaces it is unsafe, which this crate forbids"
        )]
        AsyncFd::new(fd).map(Pidfd)
    }

    pub(super) fn is_alive(&self) -> bool {
        let mut watched = [PollFd::new(self.0.get_ref(), PollFlags::IN)];
        poll(&mut watched, Some(&Timespec::default())) == Ok(0)
    }

    /// Resolves when the process has ended. Cancel safe.
    pub(super) async fn ended(&self) -> io::Result<()> {
        // Never to be cleared: it will not live again.
        self.0.readable().await.map(drop)
    }
}
