//! One at a time moves this node.  The lock is the kernel's and ends with its
//! process, so a killed one is known by its lock being free.

use std::fs::{self, File};
use std::io;
use std::thread;
use std::time::{Duration, Instant};

use rustix::fs::{FlockOperation, flock};

use crate::layout::Layout;

/// The daemon holds it for a moment to set the file right.
const PATIENCE: Duration = Duration::from_secs(1);
const POLL: Duration = Duration::from_millis(5);

/// The lock, until it is dropped.
#[derive(Debug)]
pub(super) struct Lock {
    _file: File,
}

impl Lock {
    /// `None` when somebody else is at it.
    pub(super) fn attempt(layout: &Layout) -> io::Result<Option<Self>> {
        let path = layout.drain_lock();
        if let Some(directory) = path.parent() {
            fs::create_dir_all(directory)?;
        }
        let mut options = File::options();
        let file = options
            .write(true)
            .create(true)
            .truncate(false)
            .open(path)?;
        match flock(&file, FlockOperation::NonBlockingLockExclusive) {
            Ok(()) => Ok(Some(Self { _file: file })),
            Err(rustix::io::Errno::WOULDBLOCK) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// The same, giving one that is about to be done the time for it.
    pub(super) fn take(layout: &Layout) -> io::Result<Option<Self>> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            match Self::attempt(layout)? {
                None if Instant::now() < deadline => thread::sleep(POLL),
                attempt => return Ok(attempt),
            }
        }
    }
}
