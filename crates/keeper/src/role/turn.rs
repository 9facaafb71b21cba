//! One at a time changes a server's role.
//!
//! The lock is the kernel's (flock(2)) and ends with its process, so that a
//! kill leaves nothing behind.

use std::fs::{self, File};
use std::io;
use std::path::Path;
use std::time::{Duration, Instant};

use rustix::fs::{FlockOperation, flock};

/// Between two looks at a lock that somebody holds.
const LOOK: Duration = Duration::from_millis(20);

/// The right to change a server's role, until it is dropped.
#[derive(Debug)]
pub(super) struct Turn {
    _file: File,
}

impl Turn {
    /// Waits for the turn at most so long; `None` when another one kept it.
    pub(super) async fn take(path: &Path, limit: Duration) -> io::Result<Option<Self>> {
        if let Some(directory) = path.parent() {
            fs::create_dir_all(directory)?;
        }
        let file = File::create(path)?;
        let deadline = Instant::now() + limit;
        loop {
            match flock(&file, FlockOperation::NonBlockingLockExclusive) {
                Ok(()) => return Ok(Some(Self { _file: file })),
                Err(rustix::io::Errno::WOULDBLOCK) if Instant::now() >= deadline => {
                    return Ok(None);
                }
                Err(rustix::io::Errno::WOULDBLOCK) => tokio::time::sleep(LOOK).await,
                Err(errno) => return Err(errno.into()),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_second_one_waits_for_the_first_and_not_for_ever() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("run/role-mysql.lock");
        let soon = Duration::from_millis(50);
        let first = Turn::take(&path, soon).await.unwrap().unwrap();
        assert!(Turn::take(&path, soon).await.unwrap().is_none());
        let later = tokio::spawn(async move { Turn::take(&path, Duration::from_secs(60)).await });
        drop(first);
        assert!(later.await.unwrap().unwrap().is_some());
    }
}
