//! A configuration as a set of files.

use std::ffi::OsString;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::{Component, Path, PathBuf};

use sha2::{Digest, Sha256};

/// keepalived.conf and the files that it includes, by their paths below its
/// directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileSet {
    files: Vec<SetFile>,
}

/// One file of a set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetFile {
    /// Relative to the directory of the main file.
    pub path: PathBuf,
    /// Its bytes.
    pub text: Vec<u8>,
}

impl SetFile {
    pub(crate) fn from_bytes(path: Vec<u8>, text: Vec<u8>) -> Self {
        Self {
            path: OsString::from_vec(path).into(),
            text,
        }
    }

    pub(crate) fn path_bytes(&self) -> &[u8] {
        self.path.as_os_str().as_bytes()
    }

    /// Whether the path stays below the directory it is put into: a set may
    /// come from a file that somebody else has written.
    #[must_use]
    pub fn stays_inside(&self) -> bool {
        let mut parts = self.path.components();
        self.path.file_name().is_some() && parts.all(|part| matches!(part, Component::Normal(_)))
    }
}

impl FileSet {
    /// The main file comes first; a file that is named twice counts once.
    #[must_use]
    pub fn new(files: Vec<SetFile>) -> Self {
        let mut set = Self { files: Vec::new() };
        for file in files {
            if set.text(&file.path).is_none() {
                set.files.push(file);
            }
        }
        set
    }

    /// The files, the main one first.
    #[must_use]
    pub fn files(&self) -> &[SetFile] {
        &self.files
    }

    /// The text of one file.
    #[must_use]
    pub fn text(&self, path: &Path) -> Option<&[u8]> {
        let found = self.files.iter().find(|file| file.path == path)?;
        Some(&found.text)
    }

    /// The sum over every path and text, in hexadecimal digits.  Lengths are
    /// part of it, so that no two sets run together.
    #[must_use]
    pub fn sha256(&self) -> String {
        let mut sum = Sha256::new();
        let mut part = |bytes: &[u8]| {
            sum.update((bytes.len() as u64).to_be_bytes());
            sum.update(bytes);
        };
        for file in &self.files {
            part(file.path_bytes());
            part(&file.text);
        }
        let digest = sum.finalize();
        digest.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(files: &[(&str, &str)]) -> FileSet {
        let file = |(path, text): &(&str, &str)| SetFile {
            path: path.into(),
            text: text.as_bytes().to_vec(),
        };
        FileSet::new(files.iter().map(file).collect())
    }

    #[test]
    fn sets_that_would_run_together_have_different_sums() {
        let sets = [
            set(&[("a", "bc")]),
            set(&[("ab", "c")]),
            set(&[("a", ""), ("b", "c")]),
            set(&[("a", "b"), ("c", "")]),
        ];
        let sums: std::collections::BTreeSet<_> = sets.iter().map(FileSet::sha256).collect();
        assert_eq!(sums.len(), sets.len());
        assert!(sums.iter().all(|sum| sum.len() == 64));
    }

    #[test]
    fn a_file_that_is_included_twice_is_there_once() {
        assert_eq!(set(&[("a", "1"), ("b", "2"), ("a", "1")]).files().len(), 2);
    }

    #[test]
    fn a_path_that_leads_out_is_seen() {
        for (path, stays) in [
            ("keepalived.conf", true),
            ("conf.d/a.conf", true),
            ("../secret", false),
            ("conf.d/../../secret", false),
            ("/etc/passwd", false),
            ("", false),
        ] {
            let file = SetFile::from_bytes(path.into(), Vec::new());
            assert_eq!(file.stays_inside(), stays, "{path}");
        }
    }
}
