//! What went wrong with an installation, and what to do next.

use std::io;
use std::path::Path;

use host::fetch::FetchError;
use host::unpack::UnpackError;

use super::error::{InstallFailed, Trouble};
use super::lock::TakeLock;
use super::manifest::ManifestError;
use crate::message::{Explain, Explanation, Message};

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

fn written(path: &Path, source: &io::Error) -> Explanation {
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
