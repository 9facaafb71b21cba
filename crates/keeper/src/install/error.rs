//! Why an installation or a removal ended early.

use std::io;
use std::path::PathBuf;

use host::atomic_file::WriteFile;
use host::exec::{Ending, ExecError};
use host::fetch::FetchError;
use host::package::PackageError;
use host::unpack::UnpackError;
use keepalived_conf::catalog::Version;

use super::event::Step;
use super::lock::TakeLock;
use super::manifest::ManifestError;
use crate::engine::TestConfig;
use crate::service::ControlError;
use crate::settings::ReadSettings;
use crate::template::{TemplateError, Unknowable};

/// A step that failed; what was running before still does.
#[derive(Debug, thiserror::Error)]
#[error("step {} failed", step.name())]
pub struct InstallFailed {
    /// The step.
    pub step: Step,
    /// The log with everything that was said.
    pub log: PathBuf,
    /// Why.
    #[source]
    pub trouble: Box<Trouble>,
}

/// Why a step failed.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// Another installation or removal is at work.
    #[error(transparent)]
    Lock(#[from] TakeLock),
    /// The record of what was made could not be kept.
    #[error(transparent)]
    Manifest(#[from] ManifestError),
    /// A file could not be written.
    #[error(transparent)]
    Write(#[from] WriteFile),
    /// A path with characters that a build cannot bear.
    #[error("{} cannot be built into", path.display())]
    Path {
        /// The server path.
        path: PathBuf,
    },
    /// Something that is not ours is where our link has to be.
    #[error("{} is in the way", path.display())]
    InTheWay {
        /// What.
        path: PathBuf,
    },
    /// Too little room.
    #[error("{} has {free} bytes left and needs {needed}", path.display())]
    Disk {
        /// A path on the file system.
        path: PathBuf,
        /// Bytes.
        needed: u64,
        /// Bytes.
        free: u64,
    },
    /// What a build needs is not there, and could not be brought.
    #[error("missing for the build: {}", things.join(", "))]
    Missing {
        /// What.
        things: Vec<&'static str>,
        /// What the package manager said, when it was asked.
        source: Option<PackageError>,
    },
    /// The package of Keepalived could not be installed or removed.
    #[error(transparent)]
    Packages(#[from] PackageError),
    /// There is no package manager that we know.
    #[error("no package manager was found")]
    NoPackageManager,
    /// The distribution's Keepalived is older than what we can work with.
    #[error("the distribution has Keepalived {}", found.as_deref().unwrap_or("not at all"))]
    PackageTooOld {
        /// The package's version; `None` when there is no such package.
        found: Option<String>,
    },
    /// No SHA-256 is known for this release.
    #[error("no SHA-256 is known for {version}")]
    NoPin {
        /// The release.
        version: Version,
    },
    /// The archive is of no known release, and its version was not told.
    #[error("{} is no release that is known", path.display())]
    UnknownArchive {
        /// The archive.
        path: PathBuf,
    },
    /// The archive could not be read.
    #[error("cannot read {}", path.display())]
    ReadArchive {
        /// The archive.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// The archive could not be fetched.
    #[error(transparent)]
    Fetch(#[from] FetchError),
    /// The archive is not the one that is known.
    #[error("{sum} is {found} and not {expected}")]
    Mismatch {
        /// `SHA-256` or `MD5`.
        sum: &'static str,
        /// What was expected.
        expected: String,
        /// What was found.
        found: String,
        /// Where the archive was put.
        rejected: PathBuf,
    },
    /// The archive could not be unpacked.
    #[error(transparent)]
    Unpack(#[from] UnpackError),
    /// There is no `configure` in it.
    #[error("{} holds no release of Keepalived", archive.display())]
    NotARelease {
        /// The archive.
        archive: PathBuf,
    },
    /// A command could not be run.
    #[error(transparent)]
    Exec(#[from] ExecError),
    /// A command failed.
    #[error("{command} {ending}")]
    Command {
        /// The command line.
        command: String,
        /// How it ended.
        ending: Ending,
        /// The last lines that it said.
        tail: Vec<String>,
    },
    /// The new program is not what it should be.
    #[error("the program says that it is {}", found.as_deref().unwrap_or("nothing"))]
    WrongProgram {
        /// The release that was built.
        expected: Version,
        /// What it says.
        found: Option<String>,
    },
    /// Keepalived could not be asked about a file.
    #[error(transparent)]
    Test(#[from] TestConfig),
    /// The new program does not take the simplest of configurations.
    #[error("the program cannot test a configuration")]
    Smoke {
        /// What it said, or how it ended.
        lines: Vec<String>,
    },
    /// The template or its values are not right.
    #[error(transparent)]
    Template(#[from] TemplateError),
    /// What the machine is to tell a template could not be asked.
    #[error(transparent)]
    Surroundings(#[from] Unknowable),
    /// The rendered configuration is rejected by Keepalived; it was not written.
    #[error("Keepalived rejects the first configuration")]
    Rejected {
        /// Keepalived's exit status.
        status: i32,
        /// What it said.
        lines: Vec<String>,
    },
    /// vipkeeper.toml cannot be read.
    #[error(transparent)]
    Settings(#[from] ReadSettings),
    /// The service was not defined, started or stopped.
    #[error(transparent)]
    Service(#[from] ControlError),
    /// Something could not be taken away.
    #[error("cannot remove {}", path.display())]
    Remove {
        /// What.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
}
