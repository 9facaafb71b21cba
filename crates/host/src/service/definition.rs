//! What a service manager is told of Keepalived, and the files that say it.
//!
//! Owns the mark by which our own files are known, the filling in of their
//! texts, and that nothing of anybody else's is overwritten or removed.  How a
//! value is quoted belongs to each manager's syntax.

use std::ffi::OsString;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::ServiceError;
use crate::atomic_file;

/// The first words of a file that we made; the configuration of the node that
/// it is for follows.
const MARK: &str = "# made by vipkeeper for ";

/// In a script the first line names the interpreter.
const MARK_WITHIN_LINES: usize = 2;

/// Keepalived as a service of this machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Definition {
    /// Keepalived's program.
    pub engine: PathBuf,
    /// keepalived.conf.
    pub config: PathBuf,
    /// Keepalived's log, for managers that keep none of their own.
    pub log: PathBuf,
    /// Pid files and dumps.
    pub run_dir: PathBuf,
    /// The track files; Keepalived drops a tracker whose directory is missing.
    pub track_dir: PathBuf,
    /// Our own program and the global options that name this node.
    pub vipkeeper: Vec<OsString>,
    /// Whether the whole service is ours; else what the distribution defines
    /// is added to and stays.
    pub is_ours: bool,
}

impl Definition {
    /// The words that every text of ours may use, by their names.
    pub(super) fn words(&self) -> [(&'static str, Vec<OsString>); 6] {
        let one = |path: &Path| vec![path.as_os_str().to_owned()];
        [
            ("ENGINE", one(&self.engine)),
            ("CONFIG", one(&self.config)),
            ("LOG", one(&self.log)),
            ("RUN_DIR", one(&self.run_dir)),
            ("TRACK_DIR", one(&self.track_dir)),
            ("VIPKEEPER", self.vipkeeper.clone()),
        ]
    }

    /// The directories that the service writes to.
    pub(super) fn directories(&self) -> Vec<&Path> {
        let parents = [self.config.parent(), self.log.parent()];
        let own = [Some(self.run_dir.as_path()), Some(self.track_dir.as_path())];
        parents.into_iter().chain(own).flatten().collect()
    }

    /// The line that marks a file of ours.
    fn mark(&self) -> String {
        format!("{MARK}{}", self.config.display())
    }

    /// Makes the directories that must be there before Keepalived starts.
    pub(super) fn make_directories(&self) -> Result<(), ServiceError> {
        [&self.run_dir, &self.track_dir]
            .into_iter()
            .try_for_each(|path| make_directory(path))
    }
}

/// A file of a definition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct File {
    pub(super) path: PathBuf,
    pub(super) text: String,
    /// 0o644, or 0o755 for a script.
    pub(super) mode: u32,
}

/// Whether the file at `path` was made by vipkeeper for the node with this
/// configuration.
#[must_use]
pub fn is_made_for(path: &Path, config: &Path) -> bool {
    let mark = format!("{MARK}{}", config.display());
    let text = fs::read_to_string(path).unwrap_or_default();
    let mut first = text.lines().take(MARK_WITHIN_LINES);
    first.any(|line| line == mark)
}

/// Fills in a text: `@NAME@` becomes the value of that name, quoted by
/// `quote`, several words with a space between them; `@MARK@` the mark.
pub(super) fn fill(
    text: &str,
    definition: &Definition,
    quote: impl Fn(&str) -> String,
) -> Result<String, ServiceError> {
    let mut filled = text.replace("@MARK@", &definition.mark());
    for (name, words) in definition.words() {
        let quoted: Vec<_> = words
            .iter()
            .map(|word| plain(word.as_ref()).map(&quote))
            .collect::<Result<_, _>>()?;
        filled = filled.replace(&format!("@{name}@"), &quoted.join(" "));
    }
    Ok(filled)
}

/// The path as text that fits into one line.
pub(super) fn plain(path: &Path) -> Result<&str, ServiceError> {
    path.to_str()
        .filter(|text| !text.contains(char::is_control))
        .ok_or_else(|| ServiceError::Path {
            path: path.to_owned(),
        })
}

/// Writes the files, unless one of them is somebody else's: then none.
pub(super) fn write(files: &[File], definition: &Definition) -> Result<(), ServiceError> {
    files
        .iter()
        .try_for_each(|file| require_ours(file, definition))?;
    for file in files {
        if let Some(directory) = file.path.parent() {
            make_directory(directory)?;
        }
        // What is there already has its mode kept by the replacement, and a
        // script must stay executable whatever happened to it.
        if fs::read(&file.path).is_ok_and(|text| text == file.text.as_bytes()) {
            continue;
        }
        atomic_file::write(&file.path, file.text.as_bytes(), file.mode)?;
    }
    Ok(())
}

fn require_ours(file: &File, definition: &Definition) -> Result<(), ServiceError> {
    let path = file.path.clone();
    match fs::symlink_metadata(&path) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        Err(source) => Err(ServiceError::Change { path, source }),
        Ok(_) if fs::read_link(&path).is_ok_and(|to| to == Path::new("/dev/null")) => {
            Err(ServiceError::Masked { path })
        }
        Ok(_) if is_made_for(&path, &definition.config) => Ok(()),
        Ok(_) => Err(ServiceError::Foreign { path }),
    }
}

/// Removes those of the files that are ours.
pub(super) fn remove<'a>(
    paths: impl IntoIterator<Item = &'a PathBuf>,
    definition: &Definition,
) -> Result<(), ServiceError> {
    for path in paths {
        if !is_made_for(path, &definition.config) {
            continue;
        }
        fs::remove_file(path).map_err(|source| ServiceError::Change {
            path: path.clone(),
            source,
        })?;
    }
    Ok(())
}

fn make_directory(path: &Path) -> Result<(), ServiceError> {
    fs::create_dir_all(path).map_err(|source: io::Error| ServiceError::Change {
        path: path.to_owned(),
        source,
    })
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A node whose paths need every kind of quoting.
    pub(in crate::service) fn awkward() -> Definition {
        let below = |path: &str| PathBuf::from(format!("/srv/50% \"a\" $b 'c'\\d/{path}"));
        Definition {
            engine: below("sbin/keepalived"),
            config: below("etc/keepalived.conf"),
            log: below("keepalived.log"),
            run_dir: below("run"),
            track_dir: below("track"),
            vipkeeper: vec![
                "/usr/local/bin/vipkeeper".into(),
                "--server-path".into(),
                below("").into(),
            ],
            is_ours: true,
        }
    }

    #[test]
    fn a_path_with_a_line_break_is_refused() {
        let mut definition = awkward();
        definition.log = PathBuf::from("/srv/a\nExecStart=/bin/evil");
        let error = fill("@LOG@", &definition, str::to_owned).unwrap_err();
        assert!(matches!(error, ServiceError::Path { .. }), "{error}");
    }

    #[test]
    fn nothing_is_written_when_one_file_is_somebody_elses() {
        let root = tempfile::tempdir().unwrap();
        let definition = awkward();
        let file = |name: &str| File {
            path: root.path().join(name),
            text: format!("#!/bin/sh\n{}\n", definition.mark()),
            mode: 0o755,
        };
        let files = [file("new"), file("foreign")];
        fs::write(&files[1].path, "[Unit]\n").unwrap();
        let error = write(&files, &definition).unwrap_err();
        assert!(matches!(error, ServiceError::Foreign { .. }), "{error}");
        assert!(!files[0].path.exists());
        let paths: Vec<_> = files.iter().map(|file| file.path.clone()).collect();
        remove(&paths, &definition).unwrap();
        assert!(files[1].path.exists(), "removed what is not ours");
    }

    #[test]
    fn a_file_of_another_node_is_not_taken_over() {
        let root = tempfile::tempdir().unwrap();
        let other = Definition {
            config: PathBuf::from("/www/server/keepalived/etc/keepalived/keepalived.conf"),
            ..awkward()
        };
        let path = root.path().join("unit");
        fs::write(&path, format!("{}\n", other.mark())).unwrap();
        assert!(is_made_for(&path, &other.config));
        assert!(!is_made_for(&path, &awkward().config));
    }
}
