//! One release on its way from an archive to a program.
//!
//! Owns the names of what lies in the source cache and how far it is: that is
//! read from marks inside the tree they speak of, and goes away with it.

use std::fs;
use std::path::{Path, PathBuf};

use host::atomic_file::{self, WriteFile};

use super::release::Release;
use crate::layout::Layout;

/// The release to build, and where.
#[derive(Debug, Clone)]
pub(super) struct Source {
    pub(super) release: Release,
    cache: PathBuf,
    target: PathBuf,
}

/// What has been done to a tree; each mark says with what it was done.
#[derive(Debug, Clone, Copy)]
pub(super) enum Mark {
    /// It was unpacked from the archive with this SHA-256.
    Unpacked,
    /// It was configured with these options.
    Configured,
    /// A build of this configuration has begun.
    Building,
    /// It was built after this configuration.
    Built,
}

impl Source {
    pub(super) fn new(release: Release, layout: &Layout) -> Self {
        let target = layout.version_dir(&release.version.to_string());
        Self {
            release,
            cache: layout.source_dir(),
            target,
        }
    }

    fn name(&self) -> String {
        format!("keepalived-{}", self.release.version)
    }

    /// The archive; whatever has this name has been verified.
    pub(super) fn archive(&self) -> PathBuf {
        self.cache.join(format!("{}.tar.gz", self.name()))
    }

    /// The archive before it is verified.
    pub(super) fn part(&self) -> PathBuf {
        self.cache.join(format!("{}.tar.gz.part", self.name()))
    }

    /// An archive that was not what it should be.
    pub(super) fn rejected(&self) -> PathBuf {
        self.cache.join(format!("{}.tar.gz.rejected", self.name()))
    }

    /// Every name that the archive may have on its way.
    pub(super) fn archive_files(&self) -> [PathBuf; 4] {
        let part = self.part();
        let origin = host::fetch::origin_path(&part);
        [self.archive(), part, origin, self.rejected()]
    }

    /// The unpacked tree.
    pub(super) fn tree(&self) -> PathBuf {
        self.cache.join(self.name())
    }

    /// The built release; it is there when it is whole.
    pub(super) fn target(&self) -> &Path {
        &self.target
    }

    /// The program that is made.
    pub(super) fn program(&self) -> PathBuf {
        self.target.join("sbin/keepalived")
    }

    /// Whether the release has been built already.
    pub(super) fn is_built(&self) -> bool {
        self.program().is_file()
    }

    /// What a mark in the tree says.
    pub(super) fn mark(&self, mark: Mark) -> Option<String> {
        fs::read_to_string(mark.path(&self.tree())).ok()
    }

    /// Leaves a mark in the tree.
    pub(super) fn set_mark(&self, mark: Mark, text: &str) -> Result<(), WriteFile> {
        mark.write(&self.tree(), text)
    }
}

impl Mark {
    fn path(self, tree: &Path) -> PathBuf {
        tree.join(match self {
            Self::Unpacked => ".vipkeeper-unpacked",
            Self::Configured => ".vipkeeper-configured",
            Self::Building => ".vipkeeper-building",
            Self::Built => ".vipkeeper-built",
        })
    }

    /// Leaves the mark in a tree that is not in its place yet.
    pub(super) fn write(self, tree: &Path, text: &str) -> Result<(), WriteFile> {
        atomic_file::write(&self.path(tree), text.as_bytes(), 0o644)
    }
}
