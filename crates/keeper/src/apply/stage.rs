//! A candidate put on disk beside nothing, for Keepalived's own test.
//!
//! Relative includes then mean the candidate's files and not the live ones.
//! An absolute include of a live file is turned to the candidate's as well;
//! the text that goes live keeps it as it is.

use std::fs;
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

use super::candidate;
use crate::store::FileSet;

/// A staged set; removed when it is dropped.
#[derive(Debug)]
pub(super) struct Stage {
    directory: PathBuf,
    main: PathBuf,
}

impl Stage {
    /// Puts the set into `directory`, which is emptied first.
    pub(super) fn new(directory: &Path, set: &FileSet, live: &Path) -> io::Result<Self> {
        match fs::remove_dir_all(directory) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        fs::DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(directory)?;
        let stage = Self {
            directory: directory.to_owned(),
            main: directory.join(candidate::main_name(live)),
        };
        let live = candidate::directory(live);
        for file in set.files() {
            let path = directory.join(&file.path);
            if let Some(parent) = path.parent() {
                fs::create_dir_all(parent)?;
            }
            fs::write(path, moved(&file.text, &live, directory))?;
        }
        Ok(stage)
    }

    /// The main file.
    pub(super) fn main(&self) -> &Path {
        &self.main
    }

    /// A line of Keepalived's with the path that its reader knows.
    pub(super) fn told(&self, line: &str, live: &Path) -> String {
        let live = candidate::directory(live).display().to_string();
        line.replace(&self.directory.display().to_string(), &live)
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        // The next one empties it anyway.
        let _ = fs::remove_dir_all(&self.directory);
    }
}

/// The text with its include lines turned from one directory to another.
fn moved(text: &[u8], from: &Path, to: &Path) -> Vec<u8> {
    let (from, to) = (from.as_os_str().as_bytes(), to.as_os_str().as_bytes());
    let mut moved = Vec::with_capacity(text.len());
    for line in text.split_inclusive(|byte| *byte == b'\n') {
        let is_include = line.trim_ascii_start().starts_with(b"include");
        let at = line
            .windows(from.len().max(1))
            .position(|part| part == from);
        match at.filter(|_| is_include) {
            Some(at) => {
                moved.extend_from_slice(&line[..at]);
                moved.extend_from_slice(to);
                moved.extend_from_slice(&line[at + from.len()..]);
            }
            None => moved.extend_from_slice(line),
        }
    }
    moved
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::SetFile;

    #[test]
    fn includes_of_live_files_mean_the_candidate_s() {
        let text = b"include /etc/keepalived/d/*.conf\n# /etc/keepalived/x\n\xff".to_vec();
        let set = FileSet::new(vec![SetFile {
            path: "k.conf".into(),
            text,
        }]);
        let place = tempfile::tempdir().unwrap();
        let directory = place.path().join("stage");
        let live = Path::new("/etc/keepalived/k.conf");
        let stage = Stage::new(&directory, &set, live).unwrap();
        let staged = fs::read(stage.main()).unwrap();
        let include = format!("include {}/d/*.conf\n", directory.display());
        assert!(staged.starts_with(include.as_bytes()));
        assert!(staged.ends_with(b"# /etc/keepalived/x\n\xff"));
        let line = format!("({}/k.conf: Line 1) no", directory.display());
        assert_eq!(
            stage.told(&line, live),
            "(/etc/keepalived/k.conf: Line 1) no"
        );
        drop(stage);
        assert!(!directory.exists());
    }
}
