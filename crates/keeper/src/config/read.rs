//! Reading a configuration file, whatever the path turns out to be.

use std::fs::File;
use std::io::{self, Read};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use keepalived_conf::expand::InputFile;
use keepalived_conf::syntax::MAX_SOURCE_BYTES;
use rustix::fs::OFlags;

use super::error::ConfigError;

/// Where a configuration comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// A file.
    File(PathBuf),
    /// Standard input.
    Stdin,
}

impl Source {
    /// `-` is standard input.
    #[must_use]
    pub fn from_argument(path: PathBuf) -> Self {
        match path.as_os_str() == "-" {
            true => Self::Stdin,
            false => Self::File(path),
        }
    }
}

/// Reads it, bounded in size.
pub fn read(source: &Source) -> Result<InputFile, ConfigError> {
    match source {
        Source::File(path) => read_file(path),
        Source::Stdin => read_stdin(),
    }
}

fn read_stdin() -> Result<InputFile, ConfigError> {
    let path = PathBuf::from("-");
    let text = read_bounded(io::stdin().lock(), &path)?;
    Ok(InputFile {
        name: "-".to_owned(),
        directory: current_directory(),
        text,
    })
}

/// Opened without blocking, because opening a FIFO waits for a writer, and
/// looked at after opening, because the path may change in between.
pub(super) fn read_file(path: &Path) -> Result<InputFile, ConfigError> {
    let fail = |source: io::Error| match source.kind() {
        io::ErrorKind::NotFound => ConfigError::Missing {
            path: path.to_owned(),
        },
        _ => ConfigError::Read {
            path: path.to_owned(),
            source,
        },
    };
    let nonblock = i32::try_from(OFlags::NONBLOCK.bits()).unwrap_or_default();
    let file = File::options()
        .read(true)
        .custom_flags(nonblock)
        .open(path)
        .map_err(fail)?;
    if !file.metadata().map_err(fail)?.is_file() {
        return Err(ConfigError::NotAFile {
            path: path.to_owned(),
        });
    }
    let text = read_bounded(file, path)?;
    let directory = std::path::absolute(path)
        .ok()
        .and_then(|path| Some(path.parent()?.display().to_string()));
    Ok(InputFile {
        name: path.display().to_string(),
        directory: directory.unwrap_or_else(current_directory),
        text,
    })
}

fn current_directory() -> String {
    std::env::current_dir().map_or_else(|_| "/".to_owned(), |path| path.display().to_string())
}

fn read_bounded(reader: impl Read, path: &Path) -> Result<Vec<u8>, ConfigError> {
    let mut text = Vec::new();
    let limit = u64::try_from(MAX_SOURCE_BYTES).unwrap_or(u64::MAX);
    reader
        .take(limit.saturating_add(1))
        .read_to_end(&mut text)
        .map_err(|source| ConfigError::Read {
            path: path.to_owned(),
            source,
        })?;
    if text.len() > MAX_SOURCE_BYTES {
        return Err(ConfigError::TooLarge {
            path: path.to_owned(),
            limit: MAX_SOURCE_BYTES,
        });
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_file_is_named_and_never_waited_for() {
        let directory = tempfile::tempdir().unwrap();
        let fifo = directory.path().join("fifo");
        crate::observe::fifo::make(&fifo).unwrap();
        for path in [directory.path(), fifo.as_path(), Path::new("/dev/zero")] {
            let error = read_file(path).unwrap_err();
            assert!(
                matches!(error, ConfigError::NotAFile { .. }),
                "{path:?}: {error}"
            );
        }
        let missing = read_file(&directory.path().join("none")).unwrap_err();
        assert!(matches!(missing, ConfigError::Missing { .. }), "{missing}");
    }

    #[test]
    fn an_endless_text_is_refused() {
        let error = read_bounded(io::repeat(0), Path::new("zeros")).unwrap_err();
        assert!(matches!(error, ConfigError::TooLarge { .. }), "{error}");
    }
}
