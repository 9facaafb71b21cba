//! The log of installations: every step and every line that a command said.

use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

use jiff::Zoned;

/// The log; lines are added at its end.
#[derive(Debug)]
pub(super) struct Log {
    file: File,
}

impl Log {
    /// Opens the log, whose directory must exist.
    pub(super) fn open(path: &Path) -> io::Result<Self> {
        let file = OpenOptions::new().create(true).append(true).open(path)?;
        Ok(Self { file })
    }

    /// A line of our own, with the time.
    pub(super) fn mark(&mut self, text: &str) {
        let now = Zoned::now().strftime("%Y-%m-%d %H:%M:%S").to_string();
        self.line(&format!("== {now} {text}"));
    }

    /// A line as a command said it.  A full disk ends the step that fills it;
    /// its log must not hide that by failing first.
    pub(super) fn line(&mut self, text: &str) {
        let _ = writeln!(self.file, "{text}");
    }
}
