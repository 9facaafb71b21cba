//! What `heal` keeps on disk: its memory, its lock, its log.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use host::atomic_file;
use jiff::Timestamp;
use rustix::fs::{FlockOperation, flock};

use super::HealError;
use super::decide::State;
use crate::layout::Layout;

/// One `heal` at a time; ends with its process.
pub(super) struct Lock {
    _file: File,
}

impl Lock {
    /// `None` when another one runs.
    pub(super) fn take(layout: &Layout) -> Result<Option<Self>, HealError> {
        let path = layout.run_dir().join("heal.lock");
        let open = || {
            fs::create_dir_all(layout.run_dir())?;
            File::create(&path)
        };
        let file = open().map_err(failed(&path))?;
        match flock(&file, FlockOperation::NonBlockingLockExclusive) {
            Ok(()) => Ok(Some(Self { _file: file })),
            Err(rustix::io::Errno::WOULDBLOCK) => Ok(None),
            Err(error) => Err(failed(&path)(error.into())),
        }
    }
}

/// What was remembered.  A memory that cannot be read is an empty one: it
/// only delays, and must not keep Keepalived from being started.
pub(super) fn recall(layout: &Layout) -> State {
    let text = fs::read(layout.heal_state()).unwrap_or_default();
    serde_json::from_slice(&text).unwrap_or_default()
}

pub(super) fn remember(layout: &Layout, state: &State) -> Result<(), HealError> {
    let path = layout.heal_state();
    make_parent(&path)?;
    let text = serde_json::to_vec_pretty(state).map_err(|error| failed(&path)(error.into()))?;
    atomic_file::write(&path, &text, 0o644).map_err(|error| failed(&path)(error.source))
}

/// Adds a line to the log.
pub(super) fn log(layout: &Layout, now: Timestamp, line: &str) -> Result<(), HealError> {
    let path = layout.heal_log();
    make_parent(&path)?;
    let write = || {
        let mut file = File::options().append(true).create(true).open(&path)?;
        // In one call, so that lines of two never mix.
        file.write_all(format!("{now} {line}\n").as_bytes())
    };
    write().map_err(failed(&path))
}

fn make_parent(path: &Path) -> Result<(), HealError> {
    match path.parent() {
        Some(parent) => fs::create_dir_all(parent).map_err(failed(parent)),
        None => Ok(()),
    }
}

fn failed(path: &Path) -> impl Fn(io::Error) -> HealError + use<> {
    let path: PathBuf = path.to_owned();
    move |source| HealError::Write {
        path: path.clone(),
        source,
    }
}
