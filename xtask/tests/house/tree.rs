//! The files of the repository, as a clean checkout would have them.

use std::fs;
use std::path::{Path, PathBuf};

/// Directories that hold what is built or fetched, not what we wrote.
const NOT_OURS: &[&str] = &["target", "node_modules", ".git"];

/// The directory of the workspace's `Cargo.toml`.
pub(crate) fn root() -> &'static Path {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent()
        .expect("invariant: xtask is a directory of the repository")
}

/// Every file below `directory` of the repository, relative to its root.
pub(crate) fn files(directory: &str) -> anyhow::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut open = vec![root().join(directory)];
    while let Some(directory) = open.pop() {
        for entry in fs::read_dir(&directory)? {
            let entry = entry?;
            let name = entry.file_name();
            if NOT_OURS.iter().any(|skipped| name == *skipped) {
                continue;
            }
            if entry.file_type()?.is_dir() {
                open.push(entry.path());
            } else {
                found.push(entry.path().strip_prefix(root())?.to_owned());
            }
        }
    }
    found.sort();
    Ok(found)
}

/// The text of one file, named from the root of the repository.
pub(crate) fn read(path: impl AsRef<Path>) -> anyhow::Result<String> {
    Ok(fs::read_to_string(root().join(path))?)
}
