//! Which files are below a directory, written so that two trees can be compared.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::{FileTypeExt, MetadataExt};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// Each path below a directory, relative to it, and what is there.
pub(crate) type FileTree = BTreeMap<PathBuf, Entry>;

/// What is at a path.  Times are left out: they differ where nothing else does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Entry {
    Directory {
        mode: u32,
    },
    File {
        mode: u32,
        content: Vec<u8>,
    },
    Link {
        target: PathBuf,
    },
    /// In the layer of an overlay: what is below is hidden.
    Removed,
    Other,
}

/// Everything below `root`.
pub(crate) fn read(root: &Path) -> Result<FileTree> {
    let mut tree = FileTree::new();
    let mut open = vec![root.to_owned()];
    while let Some(directory) = open.pop() {
        let entries = fs::read_dir(&directory);
        for entry in entries.with_context(|| format!("list {}", directory.display()))? {
            let path = entry?.path();
            let found = entry_at(&path).with_context(|| path.display().to_string())?;
            if matches!(found, Entry::Directory { .. }) {
                open.push(path.clone());
            }
            tree.insert(path.strip_prefix(root)?.to_owned(), found);
        }
    }
    Ok(tree)
}

/// The paths that are in one tree only, or not the same in both.
pub(crate) fn differences(one: &FileTree, other: &FileTree) -> Vec<PathBuf> {
    one.keys()
        .chain(other.keys().filter(|path| !one.contains_key(*path)))
        .filter(|path| one.get(*path) != other.get(*path))
        .cloned()
        .collect()
}

/// What is at `path`; a link is not followed.
pub(crate) fn entry_at(path: &Path) -> Result<Entry> {
    let metadata = path.symlink_metadata()?;
    let kind = metadata.file_type();
    let mode = metadata.mode() & 0o7777;
    Ok(if kind.is_dir() {
        Entry::Directory { mode }
    } else if kind.is_symlink() {
        let target = fs::read_link(path)?;
        Entry::Link { target }
    } else if kind.is_file() {
        let content = fs::read(path)?;
        Entry::File { mode, content }
    } else if kind.is_char_device() && metadata.rdev() == 0 {
        Entry::Removed
    } else {
        Entry::Other
    })
}
