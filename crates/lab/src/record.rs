//! The record of a lab on disk, written before anything else of it exists: `RECORDS/<id>/` with a
//! lock file that the owner holds while it lives. Whoever holds the lock may remove the lab.

use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use rustix::fs::{FlockOperation, flock};
use rustix::io::Errno;

use crate::error::LabError;

/// The directory of all records.
pub(crate) const RECORDS: &str = "/var/lib/vipkeeper-lab";

/// Another process may remove an empty record, or their common directory, between two of our steps;
/// the next number is then tried.
const ATTEMPTS: usize = 100;

static COUNTER: AtomicU32 = AtomicU32::new(1);

/// A record whose lock is held by this value.
#[derive(Debug)]
pub(crate) struct Record {
    id: String,
    dir: PathBuf,
    _lock: File,
}

impl Record {
    /// Claims an id that no other lab on this machine has. `label` is for people.
    pub(crate) fn create(label: &str) -> Result<Self, LabError> {
        for _ in 0..ATTEMPTS {
            let number = COUNTER.fetch_add(1, Ordering::Relaxed);
            let id = format!("{:x}-{number:x}", std::process::id());
            if let Some(record) = Self::claim(id)? {
                let path = record.dir.join("label");
                fs::write(&path, label).map_err(|source| LabError::Record { path, source })?;
                return Ok(record);
            }
        }
        Err(LabError::Record {
            path: RECORDS.into(),
            source: io::Error::new(ErrorKind::AlreadyExists, "no free lab id was found"),
        })
    }

    fn claim(id: String) -> Result<Option<Self>, LabError> {
        let dir = Path::new(RECORDS).join(&id);
        fs::create_dir_all(RECORDS).map_err(|source| LabError::Record {
            path: RECORDS.into(),
            source,
        })?;
        match fs::create_dir(&dir) {
            Ok(()) => Self::lock(id),
            Err(error)
                if matches!(error.kind(), ErrorKind::AlreadyExists | ErrorKind::NotFound) =>
            {
                Ok(None)
            }
            Err(source) => Err(LabError::Record { path: dir, source }),
        }
    }

    /// Takes the lock of the record `id`; `None` when another holds it or the record is gone.
    pub(crate) fn lock(id: String) -> Result<Option<Self>, LabError> {
        let dir = Path::new(RECORDS).join(&id);
        let path = dir.join("lock");
        let file = match File::options().create(true).append(true).open(&path) {
            Ok(file) => file,
            Err(error)
                if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) =>
            {
                return Ok(None);
            }
            Err(source) => return Err(LabError::Record { path, source }),
        };
        match flock(&file, FlockOperation::NonBlockingLockExclusive) {
            // A remover unlinks the file before it lets go of the lock: then we hold a lock on a
            // file that nobody else will ever open.
            Ok(()) if !is_the_file_at(&file, &path) => Ok(None),
            Ok(()) => Ok(Some(Self {
                id,
                dir,
                _lock: file,
            })),
            Err(Errno::WOULDBLOCK) => Ok(None),
            Err(errno) => Err(LabError::Record {
                path,
                source: errno.into(),
            }),
        }
    }

    /// The ids of all records, those of living labs included.
    pub(crate) fn ids() -> Result<Vec<String>, LabError> {
        let fail = |source| LabError::Record {
            path: RECORDS.into(),
            source,
        };
        let entries = match fs::read_dir(RECORDS) {
            Ok(entries) => entries,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
            Err(source) => return Err(fail(source)),
        };
        entries
            .map(|entry| {
                Ok(entry
                    .map_err(fail)?
                    .file_name()
                    .to_string_lossy()
                    .into_owned())
            })
            .collect()
    }

    pub(crate) fn id(&self) -> &str {
        &self.id
    }

    pub(crate) fn dir(&self) -> &Path {
        &self.dir
    }

    /// What its maker called the lab; empty when it died before it could write that.
    pub(crate) fn label(&self) -> String {
        fs::read_to_string(self.dir.join("label")).unwrap_or_default()
    }

    /// Deletes the record, the lock last, so that a removal that was cut short is found again.
    pub(crate) fn erase(&self) -> io::Result<()> {
        for entry in fs::read_dir(&self.dir)? {
            let entry = entry?;
            if entry.file_name() == "lock" {
                continue;
            }
            if entry.file_type()?.is_dir() {
                fs::remove_dir_all(entry.path())?;
            } else {
                fs::remove_file(entry.path())?;
            }
        }
        fs::remove_file(self.dir.join("lock"))?;
        fs::remove_dir(&self.dir)?;
        // Fails as long as another lab has its record there, and that is right.
        let _ = fs::remove_dir(RECORDS);
        Ok(())
    }
}

fn is_the_file_at(file: &File, path: &Path) -> bool {
    let identity = |metadata: fs::Metadata| (metadata.dev(), metadata.ino());
    match (file.metadata(), fs::metadata(path)) {
        (Ok(ours), Ok(there)) => identity(ours) == identity(there),
        _ => false,
    }
}
