//! Where a service manager's files and programs are.
//!
//! Everything is below one root, so that a test can show a machine of a kind
//! that it does not run on.

use std::path::{Path, PathBuf};

/// Where programs of the system are.  Not `PATH`: cron gives a short one, and
/// what root runs must not depend on who called.
const DIRECTORIES: [&str; 6] = [
    "/usr/local/sbin",
    "/usr/local/bin",
    "/usr/sbin",
    "/usr/bin",
    "/sbin",
    "/bin",
];

/// A machine's file system.
#[derive(Debug, Clone)]
pub struct Machine {
    root: PathBuf,
}

impl Machine {
    /// This one.
    #[must_use]
    pub fn this() -> Self {
        Self::at("/")
    }

    /// The one whose file system is below `root`.
    #[must_use]
    pub fn at(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    /// Where the machine's absolute path is for us.
    #[must_use]
    pub fn file(&self, path: impl AsRef<Path>) -> PathBuf {
        let path = path.as_ref();
        self.root.join(path.strip_prefix("/").unwrap_or(path))
    }

    /// A program of the system, by its file name.
    #[must_use]
    pub fn program(&self, name: &str) -> Option<PathBuf> {
        let places = DIRECTORIES.iter().map(|dir| self.file(dir).join(name));
        places.into_iter().find(|path| path.is_file())
    }
}
