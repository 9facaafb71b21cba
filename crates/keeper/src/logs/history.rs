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
    let mut unfinished = Vec::new();
    for (path, must_exist) in [(older(path, 1), false), (path.to_owned(), true)] {
        let file = match File::open(&path) {
            Ok(file) => file,
            Err(error) if error.kind() == ErrorKind::NotFound && !must_exist => continue,
            Err(source) => return Err(LogError::Read { path, source }),
        };
        let offer = |line: &str| {
            if let Some(line) = parse(line) {
                window.offer(line);
            }
        };
        unfinished = read_lines(BufReader::new(file), unfinished, offer)
            .map_err(|source| LogError::Read { path, source })?;
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

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(query: &Query) -> Vec<String> {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("keepalived.log");
        let first = "Sun Nov 22 23:00:00 2026: one\na script's output\nSun Nov 22 23:10:00 2026: t";
        std::fs::write(older(&path, 1), first).unwrap();
        std::fs::write(&path, "wo\nSun Nov 22 23:20:00 2026: Three\nSun Nov").unwrap();
        let now = "2026-11-23T00:00:00+00:00[UTC]".parse().unwrap();
        let lines = history(&Source::Console(path), query, &now).unwrap();
        lines.into_iter().map(|line| line.text).collect()
    }

    #[test]
    fn a_line_that_a_rotation_cut_is_whole_and_an_unfinished_one_is_left() {
        assert_eq!(
            texts(&Query::default()),
            ["one", "a script's output", "two", "Three"]
        );
    }

    #[test]
    fn the_newest_of_the_wanted_lines_are_given() {
        let query = Query {
            newest: Some(2),
            grep: Some("t".to_owned()),
            since: None,
        };
        assert_eq!(texts(&query), ["two", "Three"]);
    }

    #[test]
    fn a_line_without_a_time_counts_with_the_one_before_it() {
        let since = |time: &str| Query {
            since: Some(time.parse().unwrap()),
            ..Query::default()
        };
        let all = texts(&since("2026-11-22T23:00:00Z"));
        assert_eq!(all.len(), 4);
        assert_eq!(texts(&since("2026-11-22T23:05:00Z")), ["two", "Three"]);
    }
}
