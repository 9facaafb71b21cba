//! Why the history could not be read or kept.

use std::io;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use rusqlite::types::Type;

use super::revision::RevisionNumber;
use crate::message::{Explain, Explanation, Message};

/// Why the history could not be read or kept.  The file is as it was.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The file or its directory could not be made.
    #[error("cannot make {}", path.display())]
    Make {
        /// The file.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// SQLite finds the file damaged.
    #[error("{} is damaged: {what}", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What SQLite says.
        what: String,
    },
    /// It is a database, and not a history of vipkeeper's.
    #[error("{} is not a history of vipkeeper's", path.display())]
    Foreign {
        /// The file.
        path: PathBuf,
    },
    /// A later vipkeeper has written it.
    #[error("{} has version {version}, this vipkeeper knows {known}", path.display())]
    TooNew {
        /// The file.
        path: PathBuf,
        /// Its version.
        version: i64,
        /// The newest version that we know.
        known: i64,
    },
    /// There is no revision of this number.
    #[error("there is no revision {number}")]
    NoSuchRevision {
        /// The number.
        number: RevisionNumber,
    },
    /// The text that is kept is not the one that was given.
    #[error("the text of revision {number} in {} is damaged", path.display())]
    TextDamaged {
        /// The file.
        path: PathBuf,
        /// The revision.
        number: RevisionNumber,
    },
    /// What was to be imported is not an export.
    #[error("line {line} is not a revision")]
    Import {
        /// The line, from 1.
        line: usize,
        /// What is wrong with it.
        what: String,
    },
    /// Anything else that SQLite says.
    #[error("cannot use {}", path.display())]
    Use {
        /// The file.
        path: PathBuf,
        /// What SQLite said.
        #[source]
        source: rusqlite::Error,
    },
}

/// Says which file an error of SQLite's is about.
pub(super) trait Attempt<T> {
    fn at(self, path: &Path) -> Result<T, StoreError>;
}

impl<T> Attempt<T> for rusqlite::Result<T> {
    fn at(self, path: &Path) -> Result<T, StoreError> {
        self.map_err(|source| {
            let path = path.to_owned();
            match source.sqlite_error_code() {
                Some(rusqlite::ErrorCode::DatabaseCorrupt | rusqlite::ErrorCode::NotADatabase) => {
                    StoreError::Damaged {
                        path,
                        what: source.to_string(),
                    }
                }
                _ => StoreError::Use { path, source },
            }
        })
    }
}

/// A word of a column as what it stands for.
pub(super) fn parsed<T>(column: usize, word: &str) -> rusqlite::Result<T>
where
    T: FromStr,
    T::Err: std::error::Error + Send + Sync + 'static,
{
    word.parse().map_err(|error| {
        rusqlite::Error::FromSqlConversionFailure(column, Type::Text, Box::new(error))
    })
}

impl Explain for StoreError {
    fn explain(&self) -> Explanation {
        let about = |id, path: &PathBuf| Message::new(id).with("path", path.display());
        match self {
            Self::Make { path, source } => {
                Explanation::new(about("error-make-path", path)).cause(source)
            }
            Self::Damaged { path, what } => Explanation::new(about("error-history-damaged", path))
                .detail(what)
                .hint(about("hint-history-damaged", path)),
            Self::Foreign { path } => Explanation::new(about("error-history-foreign", path))
                .hint(about("hint-history-damaged", path)),
            Self::TooNew {
                path,
                version,
                known,
            } => Explanation::new(
                about("error-history-too-new", path)
                    .with("version", version)
                    .with("known", known),
            )
            .hint(Message::new("hint-history-too-new")),
            Self::NoSuchRevision { number } => {
                Explanation::new(Message::new("error-history-no-revision").with("number", number))
                    .hint(Message::new("hint-history-no-revision"))
            }
            Self::TextDamaged { path, number } => {
                Explanation::new(about("error-history-text-damaged", path).with("number", number))
            }
            Self::Import { line, what } => {
                Explanation::new(Message::new("error-history-import").with("line", line))
                    .detail(what)
                    .hint(Message::new("hint-history-import"))
            }
            Self::Use { path, source } => {
                Explanation::new(about("error-history-use", path)).cause(source)
            }
        }
    }
}
