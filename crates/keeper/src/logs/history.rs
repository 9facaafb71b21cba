//! What was written so far.

use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, BufRead, BufReader, ErrorKind};
use std::path::Path;
use std::time::Duration;

use host::journal::{Entries, Journal};
use host::log_file::older;
use jiff::{Timestamp, Zoned};

use super::error::LogError;
use super::line::LogLine;
use super::{Source, format};

/// Which lines are wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// At most so many, the newest; all when `None`.
    pub newest: Option<usize>,
    /// Only lines that hold this text, in upper or lower case.
    pub grep: Option<String>,
    /// Not before. A line without a time counts with the one before it.
    pub since: Option<Timestamp>,
}

impl Query {
    /// Whether the text of a line is wanted.
    pub(super) fn wants_text(&self, line: &LogLine) -> bool {
        self.grep
            .as_ref()
            .is_none_or(|wanted| line.text.to_lowercase().contains(&wanted.to_lowercase()))
    }
}

/// The lines that `query` asks for, oldest first. `now` gives the time zone, and the year where a
/// format has none.
pub fn history(source: &Source, query: &Query, now: &Zoned) -> Result<Vec<LogLine>, LogError> {
    let mut window = Window::new(query);
    match source {
        Source::Journal { unit } => {
            read_journal(unit, query, &mut window).map_err(LogError::Journal)?;
        }
        Source::Console(path) => {
            let parse = |line: &str| Some(format::console(line, now.time_zone()));
            read_files(path, parse, &mut window)?;
        }
        Source::Syslog(path) => {
            read_files(path, |line: &str| format::syslog(line, now), &mut window)?;
        }
    }
    Ok(window.lines.into())
}

/// The newest wanted lines of those that passed.
struct Window<'query> {
    query: &'query Query,
    is_recent: bool,
    lines: VecDeque<LogLine>,
}

impl<'query> Window<'query> {
    fn new(query: &'query Query) -> Self {
        Self {
            query,
            is_recent: query.since.is_none(),
            lines: VecDeque::new(),
        }
    }

    fn offer(&mut self, line: LogLine) {
        if let (Some(since), Some(at)) = (self.query.since, line.at) {
            self.is_recent = at >= since;
        }
        if !self.is_recent || !self.query.wants_text(&line) {
            return;
        }
        self.lines.push_back(line);
        if self
            .query
            .newest
            .is_some_and(|newest| self.lines.len() > newest)
        {
            self.lines.pop_front();
        }
    }
}

/// The older part first; a part that is not there is no error, but the log itself must be.
fn read_files(
    path: &Path,
    parse: impl Fn(&str) -> Option<LogLine>,
    window: &mut Window<'_>,
) -> Result<(), LogError> {
    let mut pending = Vec::new();
    for (path, must_exist) in [(older(path, 1), false), (path.to_owned(), true)] {
        let read = |path: &Path| -> io::Result<Vec<u8>> {
            read_lines(BufReader::new(File::open(path)?), pending.clone(), |line| {
                if let Some(line) = parse(line) {
                    window.offer(line);
                }
            })
        };
        let mut read = read;
        match read(&path) {
            Ok(rest) => pending = rest,
            Err(error) if error.kind() == ErrorKind::NotFound && !must_exist => {}
            Err(source) => return Err(LogError::Read { path, source }),
        }
    }
    // A line that is being written is shown once it is complete.
    Ok(())
}

/// Gives the beginning of a line that the file does not complete: a rotation may have cut it there.
fn read_lines(
    mut reader: impl BufRead,
    mut line: Vec<u8>,
    mut each: impl FnMut(&str),
) -> io::Result<Vec<u8>> {
    loop {
        reader.read_until(b'\n', &mut line)?;
        if line.pop_if(|last| *last == b'\n').is_none() {
            return Ok(line);
        }
        each(&String::from_utf8_lossy(&line));
        line.clear();
    }
}

/// The journal selects by itself what it can; a text must be looked for here.
fn read_journal(unit: &str, query: &Query, window: &mut Window<'_>) -> io::Result<()> {
    let entries = Entries {
        newest: query.newest.filter(|_| query.grep.is_none()),
        since: query.since,
        follow: false,
    };
    let mut journal = Journal::open(unit, &entries)?;
    loop {
        for line in journal.lines()? {
            if let Some(line) = format::journal(&String::from_utf8_lossy(&line)) {
                window.offer(line);
            }
        }
        if journal.is_over() {
            return Ok(());
        }
        journal.wait(Duration::from_secs(60))?;
    }
}
