//! The file through which Keepalived learns of a verdict.
//!
//! Keepalived (2.1.0 and later, `weight 0 reverse`) reads it whenever it is
//! closed after writing: 1 is healthy, 0 or no file at all is FAULT.  Its time
//! of modification tells whether somebody still looks after it.

use std::fs::File;
use std::io;
use std::os::unix::fs::{FileExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use rustix::fs::{AtFlags, CWD, Timespec, Timestamps, UTIME_NOW, UTIME_OMIT, utimensat};

/// How often the agent says that it still looks after the file.
pub(super) const HEARTBEAT: Duration = Duration::from_millis(500);

/// A file that was not looked after for three heartbeats belongs to nobody.
const STALE_AFTER: Duration = HEARTBEAT.saturating_mul(3);

/// One check's track file.
#[derive(Debug, Clone)]
pub struct TrackFile {
    path: PathBuf,
}

impl TrackFile {
    /// The track file of the check with this name.
    #[must_use]
    pub fn new(directory: &Path, check: &str) -> Self {
        Self {
            path: directory.join(check),
        }
    }

    /// Its path.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Writes the verdict.  Both values are two bytes long and written over
    /// each other in one call, so that no reader ever sees an empty file.
    pub(super) fn write(&self, is_healthy: bool) -> io::Result<()> {
        if let Some(directory) = self.path.parent() {
            std::fs::create_dir_all(directory)?;
        }
        let file = File::options()
            .write(true)
            .create(true)
            .truncate(false)
            .open(&self.path)?;
        file.set_permissions(std::fs::Permissions::from_mode(0o644))?;
        file.write_all_at(if is_healthy { b"1\n" } else { b"0\n" }, 0)
    }

    /// Says that the file is still looked after.  Opening it for writing would
    /// make Keepalived read it again; setting its time does not.
    pub(super) fn touch(&self) -> io::Result<()> {
        let time = |nanoseconds| Timespec {
            tv_sec: 0,
            tv_nsec: nanoseconds,
        };
        let now = Timestamps {
            last_access: time(UTIME_OMIT),
            last_modification: time(UTIME_NOW),
        };
        Ok(utimensat(CWD, &self.path, &now, AtFlags::empty())?)
    }

    /// The verdict that somebody stands for at `now`; `None` when nobody does.
    pub(super) fn fresh_verdict(&self, now: SystemTime) -> Option<bool> {
        let modified = std::fs::metadata(&self.path).ok()?.modified().ok()?;
        // A clock that was set back makes the file look as if it came from the
        // future: nobody can be known to stand for it.
        let age = now.duration_since(modified).ok()?;
        if age > STALE_AFTER {
            return None;
        }
        let text = std::fs::read_to_string(&self.path).ok()?;
        Some(text.trim().parse().is_ok_and(|value: i64| value != 0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_verdict_is_trusted_while_it_is_fresh_and_renewed_by_a_touch() {
        let directory = tempfile::tempdir().unwrap();
        let file = TrackFile::new(&directory.path().join("track"), "mysql");
        let now = SystemTime::now();
        assert_eq!(file.fresh_verdict(now), None, "no file");
        file.write(true).unwrap();
        let now = std::fs::metadata(file.path()).unwrap().modified().unwrap();
        assert_eq!(file.fresh_verdict(now), Some(true));
        assert_eq!(file.fresh_verdict(now + STALE_AFTER), Some(true));
        let later = now + STALE_AFTER + Duration::from_millis(1);
        assert_eq!(file.fresh_verdict(later), None, "stale");
        file.write(false).unwrap();
        file.touch().unwrap();
        let now = std::fs::metadata(file.path()).unwrap().modified().unwrap();
        assert_eq!(file.fresh_verdict(now), Some(false));
        assert_eq!(std::fs::read(file.path()).unwrap(), b"0\n");
    }

    #[test]
    fn a_file_from_the_future_is_nobodys() {
        let directory = tempfile::tempdir().unwrap();
        let file = TrackFile::new(directory.path(), "mysql");
        file.write(true).unwrap();
        let long_ago = SystemTime::UNIX_EPOCH;
        assert_eq!(file.fresh_verdict(long_ago), None);
    }
}
