//! Why the log cannot be shown.

use std::io;
use std::path::PathBuf;

use crate::message::{Explain, Explanation, Message};

/// Why the log cannot be shown.
#[derive(Debug, thiserror::Error)]
pub enum LogError {
    /// None of the places where this machine could keep the log has one.
    #[error("there is no log of Keepalived on this machine")]
    None {
        /// Where we looked.
        looked: Vec<PathBuf>,
    },
    /// A log file cannot be read.
    #[error("cannot read {}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// The journal cannot be read.
    #[error("cannot read the journal")]
    Journal(#[source] io::Error),
}

impl Explain for LogError {
    fn explain(&self) -> Explanation {
        match self {
            Self::None { looked } => {
                let explanation = Explanation::new(Message::new("error-log-none"))
                    .hint(Message::new("hint-log-none"));
                looked.iter().fold(explanation, |explanation, path| {
                    explanation.detail(path.display())
                })
            }
            Self::Read { path, source } => {
                Explanation::new(Message::new("error-read-file").with("path", path.display()))
                    .cause(source)
            }
            Self::Journal(source) => {
                Explanation::new(Message::new("error-log-journal")).cause(source)
            }
        }
    }
}
