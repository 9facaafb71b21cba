//! What an installation has made on this machine.
//!
//! Owns `manifest.toml`.  A thing is written down before it is made, so that
//! whatever a killed installation left can be taken away.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use host::atomic_file::{self, WriteFile};
use serde::{Deserialize, Serialize};

/// What kind of thing was made, and with it how it is taken away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Kind {
    /// A file or link of the program: always taken away.
    File,
    /// A directory with all that is in it: always taken away.
    Tree,
    /// A file that its user may have changed: taken away only by a purge.
    Kept,
    /// A directory: taken away once it is empty.
    Directory,
}

/// One thing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Made {
    pub(super) path: PathBuf,
    pub(super) kind: Kind,
}

/// The file's contents.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Contents {
    /// The package of Keepalived, when it was us who installed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    package: Option<String>,
    /// Packages that a build needed and that were not there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    build_packages: Vec<String>,
    #[serde(default)]
    made: Vec<Made>,
}

/// Why the manifest could not be used.
#[derive(Debug, thiserror::Error)]
pub enum ManifestError {
    /// It is there and cannot be read.
    #[error("cannot read {}", path.display())]
    Read {
        /// The manifest.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// It is not what it should be.
    #[error("{} is not valid", path.display())]
    Parse {
        /// The manifest.
        path: PathBuf,
        /// What is wrong, with its line.
        #[source]
        source: toml::de::Error,
    },
    /// It, or a directory that it names, could not be made.
    #[error(transparent)]
    Write(#[from] WriteFile),
}

/// The manifest of this node.
#[derive(Debug)]
pub(super) struct Manifest {
    path: PathBuf,
    contents: Contents,
}

impl Manifest {
    /// Reads the manifest; one that does not exist has nothing in it.
    pub(super) fn read(path: &Path) -> Result<Self, ManifestError> {
        let contents = match fs::read_to_string(path) {
            Ok(text) => toml::from_str(&text).map_err(|source| ManifestError::Parse {
                path: path.to_owned(),
                source,
            })?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => Contents::default(),
            Err(source) => {
                return Err(ManifestError::Read {
                    path: path.to_owned(),
                    source,
                });
            }
        };
        Ok(Self {
            path: path.to_owned(),
            contents,
        })
    }

    /// Everything that was made, in the order of making.
    pub(super) fn made(&self) -> &[Made] {
        &self.contents.made
    }

    /// Whether we have made this.
    pub(super) fn has_made(&self, path: &Path) -> bool {
        self.contents.made.iter().any(|made| made.path == path)
    }

    /// Writes down that this is about to be made, together with the
    /// directories above it, and makes those.
    ///
    /// What is there already and is not in the manifest is somebody else's, and
    /// stays so.
    pub(super) fn will_make(&mut self, path: &Path, kind: Kind) -> Result<(), ManifestError> {
        let missing = path
            .ancestors()
            .skip(1)
            .take_while(|directory| !directory.as_os_str().is_empty() && !directory.exists())
            .map(|directory| (directory.to_owned(), Kind::Directory))
            .collect::<Vec<_>>();
        let is_there = fs::symlink_metadata(path).is_ok();
        let own = (!is_there).then(|| (path.to_owned(), kind));
        let before = self.contents.made.len();
        for (path, kind) in missing.into_iter().rev().chain(own) {
            if !self.has_made(&path) {
                self.contents.made.push(Made { path, kind });
            }
        }
        if self.contents.made.len() > before {
            self.write()?;
        }
        match path.parent() {
            Some(parent) => make_directories(parent),
            None => Ok(()),
        }
    }

    /// Makes a directory, and the missing ones above it; what is made here is
    /// written down first.
    pub(super) fn directory(&mut self, path: &Path) -> Result<(), ManifestError> {
        self.will_make(path, Kind::Directory)?;
        make_directories(path)
    }

    /// Writes down what has just been made, where that could not be done before:
    /// the directory that the manifest itself lies in.
    pub(super) fn have_made(&mut self, paths: &[PathBuf], kind: Kind) -> Result<(), ManifestError> {
        if paths.is_empty() {
            return Ok(());
        }
        let made = paths.iter().cloned().map(|path| Made { path, kind });
        self.contents.made.extend(made);
        self.write()
    }

    /// The package that we have installed as Keepalived.
    pub(super) fn package(&self) -> Option<&str> {
        self.contents.package.as_deref()
    }

    /// Writes down that this package is about to be installed by us, or that
    /// it is gone.
    pub(super) fn set_package(&mut self, package: Option<&str>) -> Result<(), ManifestError> {
        self.contents.package = package.map(str::to_owned);
        self.write()
    }

    /// The packages that a build needed and that were not there.
    pub(super) fn build_packages(&self) -> &[String] {
        &self.contents.build_packages
    }

    /// Writes down packages that are about to be installed for a build.
    pub(super) fn add_build_packages(&mut self, packages: &[&str]) -> Result<(), ManifestError> {
        for package in packages {
            if !self
                .contents
                .build_packages
                .iter()
                .any(|known| known == package)
            {
                self.contents.build_packages.push((*package).to_owned());
            }
        }
        self.write()
    }

    /// Forgets what has been taken away.
    pub(super) fn forget(&mut self, is_gone: impl Fn(&Made) -> bool) -> Result<(), ManifestError> {
        self.contents.made.retain(|made| !is_gone(made));
        self.write()
    }

    fn write(&self) -> Result<(), ManifestError> {
        if let Some(parent) = self.path.parent() {
            make_directories(parent)?;
        }
        let text = toml::to_string(&self.contents)
            .expect("invariant: paths that are not text are refused before anything is made");
        Ok(atomic_file::write(&self.path, text.as_bytes(), 0o644)?)
    }
}

fn make_directories(path: &Path) -> Result<(), ManifestError> {
    fs::create_dir_all(path).map_err(|source| {
        ManifestError::Write(WriteFile {
            path: path.to_owned(),
            source,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_to_be_made_is_on_disk_with_its_directories_before_it_is_made() {
        let directory = tempfile::tempdir().unwrap();
        let root = directory.path();
        let path = root.join("state/manifest.toml");
        let file = root.join("k/sbin/keepalived");
        let mut manifest = Manifest::read(&path).unwrap();
        manifest.will_make(&file, Kind::File).unwrap();
        let again = Manifest::read(&path).unwrap();
        let made: Vec<_> = again
            .made()
            .iter()
            .map(|m| (m.path.as_path(), m.kind))
            .collect();
        assert_eq!(
            made,
            [
                (root.join("k").as_path(), Kind::Directory),
                (root.join("k/sbin").as_path(), Kind::Directory),
                (file.as_path(), Kind::File),
            ]
        );
        assert!(root.join("k/sbin").is_dir() && !file.exists());
    }

    #[test]
    fn what_was_there_before_is_not_ours() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("manifest.toml");
        let theirs = directory.path().join("keepalived.conf");
        fs::write(&theirs, "").unwrap();
        let mut manifest = Manifest::read(&path).unwrap();
        manifest.will_make(&theirs, Kind::Kept).unwrap();
        assert!(manifest.made().is_empty());
    }
}
