//! The history as text: one revision a line, in JSON, oldest first.
//!
//! For a copy that survives this machine, and for looking at another node's
//! history.  Numbers are given anew on import; what was in place elsewhere is
//! in place here only if somebody applies it.

use std::io::{self, BufRead, Write};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::Store;
use super::error::StoreError;
use super::file_set::{FileSet, SetFile};
use super::revision::{NewRevision, Origin, Outcome, RevisionNumber};

/// A line of an export.
#[derive(Debug, Serialize, Deserialize)]
struct Line {
    number: RevisionNumber,
    sha256: String,
    author: String,
    message: Option<String>,
    at: Timestamp,
    parent: Option<RevisionNumber>,
    origin: String,
    result: String,
    reason: Option<String>,
    files: Vec<LineFile>,
}

/// A file of it.  Path and text are bytes, which JSON has no form for.
#[derive(Debug, Serialize, Deserialize)]
struct LineFile {
    path_base64: String,
    text_base64: String,
}

impl Store {
    /// Writes every revision; gives their number.
    pub fn export(&self, out: &mut impl Write) -> Result<io::Result<usize>, StoreError> {
        let mut revisions = self.revisions()?;
        revisions.reverse();
        let count = revisions.len();
        for revision in revisions {
            let files = self.files(revision.number)?;
            let line = Line {
                number: revision.number,
                sha256: revision.sha256,
                author: revision.author,
                message: revision.message,
                at: revision.at,
                parent: revision.parent,
                origin: revision.origin.word().to_owned(),
                result: revision.result.word().to_owned(),
                reason: revision.reason,
                files: files.files().iter().map(LineFile::of).collect(),
            };
            let written = serde_json::to_writer(&mut *out, &line)
                .map_err(io::Error::from)
                .and_then(|()| out.write_all(b"\n"));
            if let Err(error) = written {
                return Ok(Err(error));
            }
        }
        Ok(Ok(count))
    }

    /// Takes in what an export holds and is not here yet, all of it or
    /// nothing; gives how many revisions came.
    pub fn import(&mut self, from: impl BufRead) -> Result<usize, StoreError> {
        let known: Vec<_> = self.revisions()?;
        let is_known = |new: &NewRevision| {
            let sum = new.files.sha256();
            known
                .iter()
                .any(|old| old.sha256 == sum && old.at == new.at)
        };
        let mut new = Vec::new();
        for (index, line) in from.lines().enumerate() {
            let number = index + 1;
            let fail = |what: String| StoreError::Import { line: number, what };
            let line = line.map_err(|error| fail(error.to_string()))?;
            if line.trim().is_empty() {
                continue;
            }
            let revision = read(&line).map_err(fail)?;
            if !is_known(&revision) {
                new.push(revision);
            }
        }
        self.add_all(&new)?;
        Ok(new.len())
    }
}

impl LineFile {
    fn of(file: &SetFile) -> Self {
        Self {
            path_base64: STANDARD.encode(file.path_bytes()),
            text_base64: STANDARD.encode(&file.text),
        }
    }

    fn read(&self) -> Result<SetFile, String> {
        let decode = |text: &str| STANDARD.decode(text).map_err(|error| error.to_string());
        let file = SetFile::from_bytes(decode(&self.path_base64)?, decode(&self.text_base64)?);
        match file.stays_inside() {
            true => Ok(file),
            false => Err(format!("{} leads out", file.path.display())),
        }
    }
}

/// What was in place on the other node has been in place nowhere here.
fn read(line: &str) -> Result<NewRevision, String> {
    let line: Line = serde_json::from_str(line).map_err(|error| error.to_string())?;
    let _: Origin = line.origin.parse().map_err(|error| format!("{error}"))?;
    let result: Outcome = line.result.parse().map_err(|error| format!("{error}"))?;
    let files: Result<Vec<_>, _> = line.files.iter().map(LineFile::read).collect();
    let files = FileSet::new(files?);
    if files.files().is_empty() || files.sha256() != line.sha256 {
        return Err("the texts do not have the sum that is given".to_owned());
    }
    Ok(NewRevision {
        files,
        author: line.author,
        message: line.message,
        at: line.at,
        parent: None,
        origin: Origin::Import,
        result: match result {
            Outcome::Applied | Outcome::Verified => Outcome::Candidate,
            other => other,
        },
        reason: line.reason,
    })
}
