//! What outlives a process, and a reboot: that this node is drained.
//!
//! It is on disk before anything is done.  One that is not settled belongs to
//! a process that still moves the node, or that was killed while it did.

use std::fs;
use std::io;
use std::path::Path;

use host::atomic_file;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::layout::Layout;

/// Why the node is taken out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Purpose {
    /// It stays out until somebody brings it back.
    Maintenance,
    /// It is brought back by the same command.
    Drill,
}

/// The mark of a drained node.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Marker {
    /// Why.
    pub purpose: Purpose,
    /// Whether the node is out, and to stay so.
    pub is_settled: bool,
    /// Since when.
    pub since: Timestamp,
    /// Who did it.
    pub author: String,
}

impl Marker {
    /// The node's mark, if it has one.
    ///
    /// A file that is no mark is an error of the kind `InvalidData`: somebody
    /// wanted this node out, and nobody may take it for one that serves.
    pub(super) fn read(layout: &Layout) -> io::Result<Option<Self>> {
        match fs::read(layout.drain_marker()) {
            Ok(text) => {
                let read = serde_json::from_slice(&text).map(Some);
                read.map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    pub(super) fn write(&self, layout: &Layout) -> io::Result<()> {
        let path = layout.drain_marker();
        fs::create_dir_all(path.parent().unwrap_or(Path::new("/")))?;
        let text = serde_json::to_vec_pretty(self)?;
        atomic_file::write(&path, &text, 0o644).map_err(|error| error.source)
    }

    pub(super) fn remove(layout: &Layout) -> io::Result<()> {
        atomic_file::remove(&layout.drain_marker()).map_err(|error| error.source)
    }
}
