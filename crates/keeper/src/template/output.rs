//! Rendered texts as files.

use std::io;
use std::path::{Path, PathBuf};

use host::atomic_file::{self, WriteFile};

use crate::message::{Explain, Explanation, Message};

/// The text may hold a password or a key.
const MODE: u32 = 0o600;

/// Why a text was not written.
#[derive(Debug, thiserror::Error)]
pub enum WriteRendered {
    /// There is a file, and it may be somebody's only copy.
    #[error("{} exists already", path.display())]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// It could not be written.
    #[error(transparent)]
    Write(#[from] WriteFile),
}

/// Writes texts to new files; nothing is written when one of them exists.
pub fn write_new(files: &[(&Path, &str)]) -> Result<(), WriteRendered> {
    if let Some((path, _)) = files
        .iter()
        .find(|(path, _)| path.symlink_metadata().is_ok())
    {
        return Err(exists(path));
    }
    for (path, text) in files {
        match atomic_file::create(path, text.as_bytes(), MODE) {
            Err(error) if error.source.kind() == io::ErrorKind::AlreadyExists => {
                return Err(exists(path));
            }
            written => written?,
        }
    }
    Ok(())
}

fn exists(path: &Path) -> WriteRendered {
    WriteRendered::Exists {
        path: path.to_owned(),
    }
}

impl Explain for WriteRendered {
    fn explain(&self) -> Explanation {
        match self {
            Self::Exists { path } => {
                Explanation::new(Message::new("error-output-exists").with("path", path.display()))
                    .hint(Message::new("hint-output-exists"))
            }
            Self::Write(error) => {
                let message = Message::new("error-write-file");
                Explanation::new(message.with("path", error.path.display())).cause(&error.source)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn nothing_is_written_when_one_of_the_files_exists() {
        let directory = tempfile::tempdir().unwrap();
        let [a, b] = ["a.conf", "b.conf"].map(|name| directory.path().join(name));
        fs::write(&b, "old").unwrap();
        let error = write_new(&[(&a, "new"), (&b, "new")]).unwrap_err();
        assert!(
            matches!(&error, WriteRendered::Exists { path } if *path == b),
            "{error}"
        );
        assert!(!a.exists());
        assert_eq!(fs::read_to_string(&b).unwrap(), "old");
    }
}
