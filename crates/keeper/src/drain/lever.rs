//! The track file that moves this node.
//!
//! Its number times the tracker's weight is added to the priority: nothing for
//! 0 or no file, priority 1 for 1 (with -253), FAULT for 2 (keepalived 2.2.7
//! takes -254 and less for FAULT).

use std::fs::{self, File, Permissions};
use std::io;
use std::os::unix::fs::{FileExt, PermissionsExt};
use std::path::{Path, PathBuf};

use keepalived_conf::model::Weight;

use crate::layout::Layout;

/// The sum from which on Keepalived leaves the election.
const FAULT: i32 = -254;

/// What this node is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Level {
    /// Take part as ever.
    Serve,
    /// Go on serving, and let the peer outrank this node.
    Yield,
    /// Leave the election.
    Out,
}

impl Level {
    const fn number(self) -> u8 {
        match self {
            Self::Serve => 0,
            Self::Yield => 1,
            Self::Out => 2,
        }
    }

    /// What a tracker of this weight makes of the level's number.
    fn sum(self, weight: Weight) -> i32 {
        i32::from(self.number()) * weight.value
    }

    /// Whether a tracker of this weight keeps the node out at [`Self::Out`].
    pub(super) fn can_go_out(weight: Weight) -> bool {
        let is_plain = weight.value == 0 || Self::Out.sum(weight) <= FAULT;
        is_plain && !weight.reverse
    }

    /// Whether one of this weight lets the node yield without leaving.
    pub(super) fn can_yield(weight: Weight) -> bool {
        weight.value != 0 && Self::can_go_out(weight) && Self::Yield.sum(weight) > FAULT
    }
}

/// The file.
#[derive(Debug, Clone)]
pub(super) struct Lever {
    path: PathBuf,
}

impl Lever {
    pub(super) fn of(layout: &Layout) -> Self {
        Self {
            path: layout.drain_file(),
        }
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Tells Keepalived, which reads the file when it is closed.  Each text is
    /// two bytes long and written over the other in one call, so that no reader
    /// ever sees an empty file.
    pub(super) fn pull(&self, level: Level) -> io::Result<()> {
        if let Some(directory) = self.path.parent() {
            fs::create_dir_all(directory)?;
        }
        let file = File::options()
            .write(true)
            .create(true)
            .truncate(false)
            .open(&self.path)?;
        file.set_permissions(Permissions::from_mode(0o644))?;
        file.write_all_at(format!("{}\n", level.number()).as_bytes(), 0)
    }

    /// Whether the file says so already; a missing one lets the node serve.
    pub(super) fn is_at(&self, level: Level) -> bool {
        match fs::read_to_string(&self.path) {
            Ok(text) => text.trim().parse() == Ok(level.number()),
            Err(error) => level == Level::Serve && error.kind() == io::ErrorKind::NotFound,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_weight_decides_what_the_node_can_be_told() {
        for (value, reverse, can_yield, can_go_out) in [
            (-253, false, true, true),
            (-127, false, true, true),
            (-126, false, false, false),
            (-254, false, false, true),
            (0, false, false, true),
            (0, true, false, false),
            (-253, true, false, false),
            (20, false, false, false),
        ] {
            let weight = Weight { value, reverse };
            assert_eq!(Level::can_yield(weight), can_yield, "{weight:?}");
            assert_eq!(Level::can_go_out(weight), can_go_out, "{weight:?}");
        }
    }

    #[test]
    fn a_file_that_is_missing_or_says_something_else_is_no_level() {
        let directory = tempfile::tempdir().unwrap();
        let lever = Lever::of(&Layout::prefix(directory.path()));
        assert!(lever.is_at(Level::Serve) && !lever.is_at(Level::Out));
        for level in [Level::Yield, Level::Out, Level::Serve] {
            lever.pull(level).unwrap();
            assert!(lever.is_at(level));
        }
        fs::write(lever.path(), "x").unwrap();
        assert!(!lever.is_at(Level::Serve) && !lever.is_at(Level::Out));
    }
}
