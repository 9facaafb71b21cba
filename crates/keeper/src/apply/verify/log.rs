//! What Keepalived has written to its log since a moment.

use std::fs::{self, File};
use std::io::{Read, Seek, SeekFrom};
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use host::exec;

const JOURNAL_LIMIT: Duration = Duration::from_secs(5);
/// More than any reload writes.
const READ_LIMIT: u64 = 1 << 20;

/// A place in Keepalived's log.
#[derive(Debug, Clone)]
pub(in crate::apply) enum LogMark {
    /// A byte of a file.
    File(PathBuf, u64),
    /// A cursor of the journal of a unit.
    Journal(&'static str, String),
    /// There is no log that we know how to read.
    Nowhere,
}

impl LogMark {
    /// The end of a file.
    pub(in crate::apply) fn file(path: PathBuf) -> Self {
        let length = fs::metadata(&path).map(|meta| meta.len());
        Self::File(path, length.unwrap_or_default())
    }

    /// The end of a unit's journal.
    pub(in crate::apply) fn journal(unit: &'static str) -> Self {
        let said = journalctl(unit, &["-n", "1", "--show-cursor"]).unwrap_or_default();
        let cursor = said
            .lines()
            .find_map(|line| line.strip_prefix("-- cursor: "));
        cursor.map_or(Self::Nowhere, |cursor| {
            Self::Journal(unit, cursor.to_owned())
        })
    }

    /// The lines since; `None` when they cannot be read.  A file that has
    /// become shorter was rotated and is read from its beginning.
    pub(in crate::apply) fn lines(&self) -> Option<Vec<String>> {
        let text = match self {
            Self::File(path, mark) => {
                let mut file = File::open(path).ok()?;
                let start = match file.metadata().ok()?.len() {
                    length if length < *mark => 0,
                    _ => *mark,
                };
                file.seek(SeekFrom::Start(start)).ok()?;
                let mut bytes = Vec::new();
                file.take(READ_LIMIT).read_to_end(&mut bytes).ok()?;
                String::from_utf8_lossy(&bytes).into_owned()
            }
            Self::Journal(unit, cursor) => {
                journalctl(unit, &[&format!("--after-cursor={cursor}")])?
            }
            Self::Nowhere => return None,
        };
        Some(text.lines().map(without_time).collect())
    }
}

fn journalctl(unit: &str, more: &[&str]) -> Option<String> {
    let mut command = Command::new("journalctl");
    command.args(["--unit", unit, "--output", "cat", "--no-pager", "--quiet"]);
    let finished = exec::run(command.args(more), JOURNAL_LIMIT).ok()?;
    finished
        .succeeded()
        .then(|| finished.stdout_text().into_owned())
}

/// `Sun Nov 22 23:15:57 2026: Startup complete` → `Startup complete`: what
/// `--log-console` puts before each line is of no use to a reader of ours.
fn without_time(line: &str) -> String {
    let year = |before: &str| {
        let last = before.rsplit(' ').next()?;
        (last.len() == 4 && last.parse::<u16>().is_ok()).then_some(())
    };
    match line.split_once(": ") {
        Some((before, rest)) if year(before).is_some() => rest.to_owned(),
        _ => line.to_owned(),
    }
}

/// Whether the line says that a reload has finished: `complete` up to 2.2,
/// `finished` since.
pub(super) fn is_reload_end(line: &str) -> bool {
    ["Reload complete", "Reload finished"]
        .iter()
        .any(|end| line.ends_with(end))
}

/// Whether the line says that Keepalived does not do what its file says.
///
/// Only its own phrases for that, and no search for "error": a log that is
/// read too eagerly takes back good changes.
pub(super) fn is_complaint(line: &str) -> bool {
    const PHRASES: [&str; 8] = [
        "exited with permanent error",
        "exited due to signal",
        "exited due to segmentation fault",
        "Non-existent interface specified in configuration",
        "at a reload - please restart",
        "Unknown keyword",
        "not reloading",
        "died: Respawning",
    ];
    PHRASES.iter().any(|phrase| line.contains(phrase))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    #[test]
    fn only_what_came_after_the_mark_is_read() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("log");
        assert_eq!(LogMark::file(path.clone()).lines(), None);
        fs::write(&path, "Sun Nov 22 23:15:57 2026: old\n").unwrap();
        let mark = LogMark::file(path.clone());
        assert_eq!(mark.lines().unwrap(), Vec::<String>::new());
        let mut file = File::options().append(true).open(&path).unwrap();
        writeln!(
            file,
            "Sun Nov 22 23:16:03 2026: (/k.conf: Line 3) new: x\nplain"
        )
        .unwrap();
        assert_eq!(mark.lines().unwrap(), ["(/k.conf: Line 3) new: x", "plain"]);
        fs::write(&path, "rotated\n").unwrap();
        assert_eq!(mark.lines().unwrap(), ["rotated"]);
    }

    #[test]
    fn keepalived_s_own_complaints_and_nothing_else() {
        for line in [
            "pid 4074 exited with permanent error CONFIG. Terminating",
            "Non-existent interface specified in configuration",
            "Cannot change network namespace at a reload - please restart keepalived",
            "(/k.conf: Line 21) Unknown keyword 'prioritee'",
        ] {
            assert!(is_complaint(line), "{line}");
        }
        for line in [
            "(VI_1) Entering MASTER STATE",
            "Script `error_check` now returning 1",
            "NOTICE: setting config option max_auto_priority should result in better keepalived performance",
        ] {
            assert!(!is_complaint(line), "{line}");
        }
        assert!(is_reload_end("Reload complete") && !is_reload_end("Reloading"));
    }
}
