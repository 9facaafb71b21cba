//! The beginning of a file that is being fetched, and where it came from.
//!
//! Beside `NAME.part` lies `NAME.part.from`: the address, and what the server
//! called this version of the file.  Without it a beginning is worth nothing.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::FetchError;

pub(super) struct Part {
    path: PathBuf,
    url: String,
    validator: Option<String>,
    file: Option<File>,
    length: u64,
}

impl Part {
    /// The part at `path`; a beginning that came from elsewhere does not count.
    pub(super) fn open(path: &Path, url: &str) -> Self {
        let origin = fs::read_to_string(origin_path(path)).unwrap_or_default();
        let validator = origin
            .split_once('\n')
            .filter(|(from, _)| *from == url)
            .map(|(_, validator)| validator.trim_end().to_owned())
            .filter(|validator| !validator.is_empty());
        let length = match &validator {
            Some(_) => fs::metadata(path).map_or(0, |meta| meta.len()),
            None => 0,
        };
        Self {
            path: path.to_owned(),
            url: url.to_owned(),
            validator,
            file: None,
            length,
        }
    }

    /// Bytes that are here and count.
    pub(super) fn length(&self) -> u64 {
        self.length
    }

    /// Where to go on, and the version that this is the beginning of.
    pub(super) fn resumable(&self) -> Option<(u64, &str)> {
        let validator = self.validator.as_deref()?;
        (self.length > 0).then_some((self.length, validator))
    }

    /// Starts anew, with this version of the file.
    pub(super) fn restart(&mut self, validator: Option<String>) -> Result<(), FetchError> {
        self.discard()?;
        let origin = format!(
            "{}\n{}\n",
            self.url,
            validator.as_deref().unwrap_or_default()
        );
        let path = origin_path(&self.path);
        fs::write(&path, origin).map_err(|source| FetchError::Write { path, source })?;
        self.validator = validator;
        Ok(())
    }

    /// Forgets what is here.
    pub(super) fn discard(&mut self) -> Result<(), FetchError> {
        self.file = None;
        self.length = 0;
        self.validator = None;
        for path in [origin_path(&self.path), self.path.clone()] {
            match fs::remove_file(&path) {
                Err(source) if source.kind() != io::ErrorKind::NotFound => {
                    return Err(FetchError::Write { path, source });
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Adds bytes at the end.
    pub(super) fn append(&mut self, bytes: &[u8]) -> Result<(), FetchError> {
        let written = self.writer().and_then(|file| file.write_all(bytes));
        written.map_err(|source| self.failed(source))?;
        self.length += bytes.len() as u64;
        Ok(())
    }

    /// The file is whole: on disk, and no beginning any more.
    pub(super) fn finish(&mut self) -> Result<(), FetchError> {
        let synced = self.writer().and_then(|file| file.sync_all());
        synced.map_err(|source| self.failed(source))?;
        // Left behind, it would only make the next run fetch anew.
        let _ = fs::remove_file(origin_path(&self.path));
        Ok(())
    }

    fn writer(&mut self) -> io::Result<&mut File> {
        if self.file.is_none() {
            let mut options = OpenOptions::new();
            self.file = Some(options.create(true).append(true).open(&self.path)?);
        }
        self.file
            .as_mut()
            .ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn failed(&self, source: io::Error) -> FetchError {
        FetchError::Write {
            path: self.path.clone(),
            source,
        }
    }
}

/// Where it is written down what a part is the beginning of.
#[must_use]
pub fn origin_path(part: &Path) -> PathBuf {
    let mut name = part.as_os_str().to_owned();
    name.push(".from");
    PathBuf::from(name)
}
