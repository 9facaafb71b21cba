//! The file through which Keepalived learns of a verdict.
//!
//! Keepalived (2.1.0 and later, `weight 0 reverse`) reads it whenever it is
//! closed after writing: 1 is healthy, 0 or no file at all is FAULT.  With a
//! weight it adds the number times the weight to the priority, so there 1 is a
//! failure and 0, or no file, none.  Its time of modification tells whether
//! somebody still looks after it.

use std::fs::File;
use std::io;
use std::os::unix::fs::{FileExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use crate::settings::FailurePolicy;
use rustix::fs::{AtFlags, CWD, Timespec, Timestamps, UTIME_NOW, UTIME_OMIT, utimensat};

/// How often the agent says that it still looks after the file.
pub(super) const HEARTBEAT: Duration = Duration::from_millis(500);

/// A file that was not looked after for three heartbeats belongs to nobody.
const STALE_AFTER: Duration = HEARTBEAT.saturating_mul(3);

/// One check's track file.
#[derive(Debug, Clone)]
pub struct TrackFile {
    path: PathBuf,
    policy: FailurePolicy,
}

impl TrackFile {
    /// The track file of the check with this name and policy.
    #[must_use]
    pub fn new(directory: &Path, check: &str, policy: FailurePolicy) -> Self {
        Self {
            path: directory.join(check),
            policy,
        }
    }

    /// The same file under another policy.
    #[must_use]
    pub(super) fn with(&self, policy: FailurePolicy) -> Self {
        Self {
            path: self.path.clone(),
            policy,
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
        file.write_all_at(self.text(is_healthy), 0)
    }

    fn text(&self, is_healthy: bool) -> &'static [u8; 2] {
        let is_one = match self.policy {
            FailurePolicy::Fault | FailurePolicy::StopKeepalived => is_healthy,
            FailurePolicy::Weight(_) => !is_healthy,
            // Whoever has left the tracker in keepalived.conf wants it mute.
            FailurePolicy::AlertOnly => true,
        };
        if is_one { b"1\n" } else { b"0\n" }
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
        let (verdict, age) = self.last_verdict(now)?;
        (age <= STALE_AFTER).then_some(verdict)
    }

    /// The last verdict, and how long ago somebody stood for it.
    pub(super) fn last_verdict(&self, now: SystemTime) -> Option<(bool, Duration)> {
        let modified = std::fs::metadata(&self.path).ok()?.modified().ok()?;
        // A clock that was set back makes the file look as if it came from the
        // future: nobody can be known to stand for it.
        let age = now.duration_since(modified).ok()?;
        let text = std::fs::read_to_string(&self.path).ok()?;
        let is_one = text.trim().parse().is_ok_and(|value: i64| value != 0);
        let verdict = is_one != matches!(self.policy, FailurePolicy::Weight(_));
        Some((verdict, age))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::WeightLoss;

    #[test]
    fn a_verdict_is_trusted_while_it_is_fresh_and_renewed_by_a_touch() {
        let directory = tempfile::tempdir().unwrap();
        let file = TrackFile::new(
            &directory.path().join("track"),
            "mysql",
            FailurePolicy::Fault,
        );
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
    fn what_is_written_is_what_the_policy_makes_of_it_and_reads_back() {
        let directory = tempfile::tempdir().unwrap();
        let weight = FailurePolicy::Weight(WeightLoss::new(20).unwrap());
        for (policy, texts, verdicts) in [
            (FailurePolicy::Fault, ["1\n", "0\n"], [true, false]),
            (FailurePolicy::StopKeepalived, ["1\n", "0\n"], [true, false]),
            (weight, ["0\n", "1\n"], [true, false]),
            (FailurePolicy::AlertOnly, ["1\n", "1\n"], [true, true]),
        ] {
            let file = TrackFile::new(directory.path(), "mysql", policy);
            for (is_healthy, (text, verdict)) in [true, false]
                .into_iter()
                .zip(texts.into_iter().zip(verdicts))
            {
                file.write(is_healthy).unwrap();
                assert_eq!(std::fs::read_to_string(file.path()).unwrap(), text);
                let now = std::fs::metadata(file.path()).unwrap().modified().unwrap();
                assert_eq!(file.fresh_verdict(now), Some(verdict), "{policy}");
            }
        }
    }

    #[test]
    fn a_file_from_the_future_is_nobodys() {
        let directory = tempfile::tempdir().unwrap();
        let file = TrackFile::new(directory.path(), "mysql", FailurePolicy::Fault);
        file.write(true).unwrap();
        let long_ago = SystemTime::UNIX_EPOCH;
        assert_eq!(file.fresh_verdict(long_ago), None);
    }
}
