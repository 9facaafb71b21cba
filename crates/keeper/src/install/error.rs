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
use crate::message::{Explain, Explanation, Message};
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
    pub trouble: Trouble,
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

impl Explain for InstallFailed {
    fn explain(&self) -> Explanation {
        let explanation = self.trouble.explain();
        match explanation.hint {
            Some(_) => explanation,
            None => {
                explanation.hint(Message::new("hint-install-log").with("path", self.log.display()))
            }
        }
    }
}

impl Explain for Trouble {
    fn explain(&self) -> Explanation {
        match self {
            Self::Lock(TakeLock::Held { path, holder }) => Explanation::new(
                Message::new("error-install-locked")
                    .with("path", path.display())
                    .with("pid", holder.as_deref().unwrap_or("?")),
            )
            .hint(Message::new("hint-install-locked")),
            Self::Lock(TakeLock::Io { path, source }) => written(path, source),
            Self::Manifest(ManifestError::Read { path, source }) => {
                Explanation::new(Message::new("error-read-file").with("path", path.display()))
                    .cause(source)
            }
            Self::Manifest(ManifestError::Parse { path, source }) => {
                Explanation::new(Message::new("error-settings").with("path", path.display()))
                    .detail(source.to_string().trim_end())
            }
            Self::Manifest(ManifestError::Write(error)) | Self::Write(error) => {
                written(&error.path, &error.source)
            }
            Self::Disk { path, needed, free } => Explanation::new(
                Message::new("error-install-disk")
                    .with("path", path.display())
                    .with("needed", needed.div_ceil(1 << 20))
                    .with("free", free >> 20),
            ),
            Self::Path { path } => {
                Explanation::new(Message::new("error-install-path").with("path", path.display()))
            }
            Self::InTheWay { path } => {
                Explanation::new(Message::new("error-install-in-way").with("path", path.display()))
                    .hint(Message::new("hint-install-in-way").with("path", path.display()))
            }
            Self::Exec(error) => {
                Explanation::new(Message::new("error-install-command")).cause(error)
            }
            Self::Command {
                command,
                ending,
                tail,
            } => {
                let message = Message::new("error-install-ended")
                    .with("command", command)
                    .with("ending", ending);
                tail.iter()
                    .fold(Explanation::new(message), Explanation::detail)
            }
            Self::Template(error) => error.explain(),
            Self::Test(error) => error.explain(),
            Self::Service(error) => error.explain(),
            Self::Settings(error) => error.explain(),
            Self::Surroundings(error) => error.explain(),
            Self::Rejected { status, lines } => {
                let message = Message::new("error-install-rejected").with("status", status);
                lines
                    .iter()
                    .fold(Explanation::new(message), Explanation::detail)
                    .hint(Message::new("hint-install-rejected"))
            }
            Self::Remove { path, source } => {
                Explanation::new(Message::new("error-remove").with("path", path.display()))
                    .cause(source)
            }
            Self::Missing { .. }
            | Self::Packages(_)
            | Self::NoPackageManager
            | Self::PackageTooOld { .. } => self.explain_packages(),
            _ => self.explain_archive(),
        }
    }
}

impl Trouble {
    /// What concerns the distribution's packages.
    fn explain_packages(&self) -> Explanation {
        match self {
            Self::Missing { things, source } => {
                let message =
                    Message::new("error-install-missing").with("things", things.join(", "));
                let explanation =
                    Explanation::new(message).hint(Message::new("hint-install-by-hand"));
                match source {
                    Some(source) => explanation.detail(source),
                    None => explanation,
                }
            }
            Self::PackageTooOld { found: Some(found) } => {
                Explanation::new(Message::new("error-install-old-package").with("version", found))
                    .hint(Message::new("hint-install-source"))
            }
            Self::PackageTooOld { found: None } => {
                Explanation::new(Message::new("error-install-no-package"))
                    .hint(Message::new("hint-install-source"))
            }
            Self::Packages(error) => {
                Explanation::new(Message::new("error-install-package")).detail(error)
            }
            _ => Explanation::new(Message::new("error-install-no-package-manager"))
                .hint(Message::new("hint-install-source")),
        }
    }

    /// What concerns the archive and the program made from it.
    fn explain_archive(&self) -> Explanation {
        match self {
            Self::NoPin { version } => {
                Explanation::new(Message::new("error-install-no-pin").with("version", version))
                    .hint(Message::new("hint-install-no-pin"))
            }
            Self::UnknownArchive { path } => Explanation::new(
                Message::new("error-install-unknown-archive").with("path", path.display()),
            )
            .hint(Message::new("hint-install-unknown-archive")),
            Self::ReadArchive { path, source } => {
                Explanation::new(Message::new("error-read-file").with("path", path.display()))
                    .cause(source)
            }
            Self::Fetch(error) => explain_fetch(error),
            Self::Mismatch {
                sum,
                expected,
                found,
                rejected,
            } => Explanation::new(
                Message::new("error-install-mismatch")
                    .with("sum", sum)
                    .with("expected", expected)
                    .with("found", found),
            )
            .hint(Message::new("hint-install-mismatch").with("path", rejected.display())),
            Self::Unpack(error) => {
                let explanation = Explanation::new(Message::new("error-install-unpack"));
                match error {
                    UnpackError::Io { .. } => explanation.cause(error),
                    refused => explanation.detail(refused),
                }
            }
            Self::NotARelease { archive } => Explanation::new(
                Message::new("error-install-not-a-release").with("path", archive.display()),
            ),
            Self::WrongProgram { expected, found } => Explanation::new(
                Message::new("error-install-wrong-program")
                    .with("expected", expected)
                    .with("found", found.as_deref().unwrap_or("?")),
            ),
            Self::Smoke { lines } => lines.iter().fold(
                Explanation::new(Message::new("error-install-smoke")),
                Explanation::detail,
            ),
            other => Explanation::new(Message::new("error-internal")).cause(other),
        }
    }
}

fn written(path: &std::path::Path, source: &io::Error) -> Explanation {
    Explanation::new(Message::new("error-write-file").with("path", path.display())).cause(source)
}

fn explain_fetch(error: &FetchError) -> Explanation {
    let about = |id, url: &String| Message::new(id).with("url", url);
    match error {
        FetchError::Scheme { url } => Explanation::new(about("error-fetch-scheme", url)),
        FetchError::Status { url, status } => {
            Explanation::new(about("error-fetch-status", url).with("status", status))
                .hint(Message::new("hint-fetch"))
        }
        FetchError::Transport { url, .. } => Explanation::new(about("error-fetch", url))
            .cause(error)
            .hint(Message::new("hint-fetch")),
        FetchError::TooLarge { url, limit } => {
            Explanation::new(about("error-fetch-too-large", url).with("mebibytes", limit >> 20))
        }
        FetchError::Write { path, source } => written(path, source),
    }
}
