//! One change at a time, and who makes it.
//!
//! The lock is the kernel's and ends with its process; the words in the file
//! are for whoever finds it taken.

use std::fs::{self, File};
use std::io::{self, Read, Seek, Write};
use std::os::unix::fs::DirBuilderExt;
use std::path::Path;

use jiff::Timestamp;
use rustix::fs::{FlockOperation, flock};
use serde::{Deserialize, Serialize};

/// Who makes a change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holder {
    /// The user.
    pub author: String,
    /// The command line.
    pub command: String,
    /// The process.
    pub pid: u32,
    /// Since when.
    pub since: Timestamp,
}

/// The lock, held until it is dropped.
#[derive(Debug)]
pub(super) struct Lock {
    _file: File,
}

/// What became of the wish to have the lock.
#[derive(Debug)]
pub(super) enum Attempt {
    /// We have it.
    Taken(Lock),
    /// Somebody else has; `None` when the file does not say who.
    Held(Option<Holder>),
}

/// Takes the lock if it is free.
pub(super) fn attempt(path: &Path, holder: &Holder) -> io::Result<Attempt> {
    if let Some(directory) = path.parent() {
        fs::DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(directory)?;
    }
    let mut file = File::options()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(path)?;
    match flock(&file, FlockOperation::NonBlockingLockExclusive) {
        Ok(()) => {}
        Err(rustix::io::Errno::WOULDBLOCK) => {
            let mut text = String::new();
            file.read_to_string(&mut text)?;
            return Ok(Attempt::Held(serde_json::from_str(&text).ok()));
        }
        Err(error) => return Err(error.into()),
    }
    file.set_len(0)?;
    file.rewind()?;
    file.write_all(serde_json::to_string(holder)?.as_bytes())?;
    Ok(Attempt::Taken(Lock { _file: file }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_is_told_who_is_the_first() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("state/lock");
        let holder = Holder {
            author: "root".to_owned(),
            command: "vipkeeper apply a".to_owned(),
            pid: 1,
            since: Timestamp::UNIX_EPOCH,
        };
        let Attempt::Taken(lock) = attempt(&path, &holder).unwrap() else {
            panic!("it is free");
        };
        match attempt(&path, &holder).unwrap() {
            Attempt::Held(Some(found)) => assert_eq!(found, holder),
            other => panic!("{other:?}"),
        }
        drop(lock);
        assert!(matches!(
            attempt(&path, &holder).unwrap(),
            Attempt::Taken(_)
        ));
    }
}
