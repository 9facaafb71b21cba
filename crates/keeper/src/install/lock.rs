//! One installation or removal at a time.
//!
//! The lock is the kernel's (flock(2)), so that no crash leaves it behind; the
//! number in the file only tells people whom they wait for.  Commands of a step
//! hold it too: after a kill, the next run waits until the last compiler of the
//! killed one has ended.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::os::fd::{AsFd, BorrowedFd};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use host::process::Process;
use rustix::fs::{FlockOperation, flock};

/// What the commands of a killed run may need to end.
const ORPHANS_LIMIT: Duration = Duration::from_secs(20);

/// Why the lock was not taken.
#[derive(Debug, thiserror::Error)]
pub enum TakeLock {
    /// Somebody has it.
    #[error("{} is held by process {}", path.display(), holder.as_deref().unwrap_or("?"))]
    Held {
        /// The lock's file.
        path: PathBuf,
        /// The process, as it wrote itself down.
        holder: Option<String>,
    },
    /// The file could not be made.
    #[error("cannot lock {}", path.display())]
    Io {
        /// The lock's file.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
}

/// The lock, until it is dropped.
#[derive(Debug)]
pub(super) struct Lock {
    file: File,
    path: PathBuf,
}

impl Lock {
    /// Takes the lock at `path`, whose directory must exist.
    pub(super) fn take(path: &Path) -> Result<Self, TakeLock> {
        let failed = |source| TakeLock::Io {
            path: path.to_owned(),
            source,
        };
        let deadline = Instant::now() + ORPHANS_LIMIT;
        loop {
            let mut file = open(path).map_err(failed)?;
            match flock(&file, FlockOperation::NonBlockingLockExclusive) {
                // A removal takes the file away while others wait for it.
                Ok(()) if is_at(&file, path) => {
                    write_holder(&mut file).map_err(failed)?;
                    return Ok(Self {
                        file,
                        path: path.to_owned(),
                    });
                }
                Ok(()) => continue,
                Err(rustix::io::Errno::WOULDBLOCK) => {}
                Err(errno) => return Err(failed(errno.into())),
            }
            let holder = holder(&mut file);
            if Instant::now() >= deadline || holder.as_deref().is_some_and(is_alive) {
                return Err(TakeLock::Held {
                    path: path.to_owned(),
                    holder,
                });
            }
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// Takes the file away as well; nothing may need the lock afterwards.
    pub(super) fn remove(self) -> io::Result<()> {
        fs::remove_file(&self.path)
    }
}

impl AsFd for Lock {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.file.as_fd()
    }
}

fn open(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    options.open(path)
}

fn is_at(file: &File, path: &Path) -> bool {
    match (file.metadata(), fs::metadata(path)) {
        (Ok(held), Ok(there)) => (held.dev(), held.ino()) == (there.dev(), there.ino()),
        _ => false,
    }
}

fn write_holder(file: &mut File) -> io::Result<()> {
    file.set_len(0)?;
    writeln!(file, "{}", std::process::id())
}

fn holder(file: &mut File) -> Option<String> {
    let mut text = String::new();
    file.read_to_string(&mut text).ok()?;
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// A number that was reused only makes us give up at once instead of waiting.
fn is_alive(pid: &str) -> bool {
    let process = pid.parse().ok().and_then(|pid| Process::open(pid).ok());
    process.is_some_and(|process| process.is_alive())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_is_told_who_has_it_and_gets_it_afterwards() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("install.lock");
        let first = Lock::take(&path).unwrap();
        match Lock::take(&path) {
            Err(TakeLock::Held { holder, .. }) => {
                assert_eq!(holder, Some(std::process::id().to_string()));
            }
            other => panic!("{other:?}"),
        }
        drop(first);
        Lock::take(&path).unwrap().remove().unwrap();
        assert!(!path.exists());
    }
}
