//! What is written from now on.

use std::io;
use std::time::Duration;

use host::journal::{Entries, Journal};
use host::log_file::{Follower, Start};
use jiff::Zoned;

use super::error::LogError;
use super::history::Query;
use super::line::LogLine;
use super::{Source, format};

/// Follows a log. Open it before the history is read, so that nothing falls between the two; a line
/// written in that moment is then in both.
#[derive(Debug)]
pub struct Follow {
    source: Source,
    query: Query,
    reader: Reader,
}

#[derive(Debug)]
enum Reader {
    Journal(Journal),
    File(Follower),
}

impl Follow {
    /// Begins now; of `query`, only the text counts.
    pub fn open(source: &Source, query: &Query) -> Result<Self, LogError> {
        let reader = match source {
            Source::Journal { unit } => {
                let entries = Entries {
                    newest: Some(0),
                    since: None,
                    follow: true,
                };
                Reader::Journal(Journal::open(unit, &entries).map_err(LogError::Journal)?)
            }
            Source::Console(path) | Source::Syslog(path) => {
                let follower =
                    Follower::open(path, Start::End).map_err(|source| LogError::Read {
                        path: path.clone(),
                        source,
                    })?;
                Reader::File(follower)
            }
        };
        Ok(Self {
            source: source.clone(),
            query: query.clone(),
            reader,
        })
    }

    /// Waits at most `limit` and gives the wanted lines that have come; often none. `now` is as in
    /// [`history`](super::history).
    pub fn next(&mut self, limit: Duration, now: &Zoned) -> Result<Vec<LogLine>, LogError> {
        let lines = self
            .reader
            .next(limit)
            .map_err(|error| self.failed(error))?;
        let texts = lines.iter().map(|line| String::from_utf8_lossy(line));
        let parsed = texts.filter_map(|text| match self.source {
            Source::Journal { .. } => format::journal(&text),
            Source::Console(_) => Some(format::console(&text, now.time_zone())),
            Source::Syslog(_) => format::syslog(&text, now),
        });
        Ok(parsed.filter(|line| self.query.wants_text(line)).collect())
    }

    fn failed(&self, source: io::Error) -> LogError {
        match &self.source {
            Source::Journal { .. } => LogError::Journal(source),
            Source::Console(path) | Source::Syslog(path) => LogError::Read {
                path: path.clone(),
                source,
            },
        }
    }
}

impl Reader {
    /// What is there is given before anything is waited for.
    fn next(&mut self, limit: Duration) -> io::Result<Vec<Vec<u8>>> {
        match self {
            Self::File(follower) => {
                let lines = follower.lines()?;
                if !lines.is_empty() {
                    return Ok(lines);
                }
                follower.wait(limit)?;
                follower.lines()
            }
            Self::Journal(journal) => {
                let lines = journal.lines()?;
                if !lines.is_empty() {
                    return Ok(lines);
                }
                if journal.is_over() {
                    return Err(io::Error::other("journalctl has ended"));
                }
                journal.wait(limit)?;
                journal.lines()
            }
        }
    }
}
