//! The files that say what is checked, and whether one of them has changed.
//!
//! Looked at, and not listened to: an editor that replaces a file, a link that
//! is switched and a directory that comes later are all seen the same way.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

/// What tells one state of a file from another: its inode, its size, and when
/// it was changed, in nanoseconds.
type Stamp = (u64, u64, i64, i64);

/// Files and what they were when they were last looked at.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sources {
    stamps: BTreeMap<PathBuf, Option<Stamp>>,
}

impl Sources {
    /// Looks at these files; call it before they are read.
    #[must_use]
    pub fn look(paths: impl IntoIterator<Item = PathBuf>) -> Self {
        let stamps = paths.into_iter().map(|path| {
            let stamp = stamp(&path);
            (path, stamp)
        });
        Self {
            stamps: stamps.collect(),
        }
    }

    /// Whether one of them is no longer what it was.
    #[must_use]
    pub fn have_changed(&self) -> bool {
        let mut stamps = self.stamps.iter();
        stamps.any(|(path, known)| stamp(path) != *known)
    }
}

fn stamp(path: &Path) -> Option<Stamp> {
    let found = fs::metadata(path).ok()?;
    Some((found.ino(), found.size(), found.ctime(), found.ctime_nsec()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_written_replaced_made_or_removed_has_changed() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("vipkeeper.toml");
        let look = || Sources::look([path.clone()]);
        let before = look();
        assert!(!before.have_changed());
        fs::write(&path, "a").unwrap();
        assert!(before.have_changed(), "made");
        let before = look();
        assert!(!before.have_changed());
        let other = directory.path().join("other");
        fs::write(&other, "a").unwrap();
        fs::rename(&other, &path).unwrap();
        assert!(before.have_changed(), "replaced");
        let before = look();
        fs::write(&path, "ab").unwrap();
        assert!(before.have_changed(), "written");
        let before = look();
        fs::remove_file(&path).unwrap();
        assert!(before.have_changed(), "removed");
    }
}
