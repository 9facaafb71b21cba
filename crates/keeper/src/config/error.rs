//! What can be wrong with a configuration file as a file, or with a path in
//! it.  What is wrong with its text are findings, not errors.

use std::io;
use std::path::PathBuf;

use host::atomic_file::WriteFile;
use keepalived_conf::edit::{EditError, PathError};

use crate::message::{Explain, Explanation, Message};

/// Why a configuration could not be read, changed or written.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// There is no such file.
    #[error("{} does not exist", path.display())]
    Missing {
        /// The file.
        path: PathBuf,
    },
    /// It is a directory, a FIFO, a device.
    #[error("{} is not a regular file", path.display())]
    NotAFile {
        /// The path.
        path: PathBuf,
    },
    /// It is larger than any configuration.
    #[error("{} has more than {limit} bytes", path.display())]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// The limit in bytes.
        limit: usize,
    },
    /// It is there and cannot be read.
    #[error("cannot read {}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// It cannot be replaced.
    #[error(transparent)]
    Write(#[from] WriteFile),
    /// The path of a value is not one.
    #[error(transparent)]
    Path(#[from] PathError),
    /// The change is not possible.
    #[error(transparent)]
    Edit(#[from] EditError),
}

impl Explain for ConfigError {
    fn explain(&self) -> Explanation {
        let about = |id, path: &PathBuf| Message::new(id).with("path", path.display());
        match self {
            Self::Missing { path } => Explanation::new(about("error-config-missing", path))
                .hint(Message::new("hint-config-missing")),
            Self::NotAFile { path } => Explanation::new(about("error-config-not-a-file", path)),
            Self::TooLarge { path, limit } => Explanation::new(
                about("error-config-too-large", path).with("mebibytes", limit / (1024 * 1024)),
            ),
            Self::Read { path, source } => {
                Explanation::new(about("error-read-file", path)).cause(source)
            }
            Self::Write(error) => {
                Explanation::new(about("error-write-file", &error.path)).cause(error)
            }
            Self::Path(error) => Explanation::new(Message::new("error-config-path"))
                .detail(error)
                .hint(Message::new("hint-config-path")),
            Self::Edit(error) => Explanation::new(Message::new("error-config-edit")).detail(error),
        }
    }
}
