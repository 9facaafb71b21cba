//! What is being done, on disk before it is done.
//!
//! One JSON file that is there exactly while a change is under way.  It holds
//! both texts: to take a change back, nothing else is needed, neither the
//! history nor the file that was applied.

use std::fs;
use std::io;
use std::path::Path;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use host::atomic_file::{self, WriteFile};
use host::boot;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::store::{FileSet, RevisionNumber, SetFile};

/// The format of the file; a later one is not read.
const FORMAT: u32 = 1;

/// Where a change stands.  Each is on disk before what it names is begun.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Phase {
    /// The files are being replaced; any part of them may be new.
    Writing,
    /// The files are new and Keepalived is being told.
    Reloading,
    /// Keepalived was told; what it makes of it is being looked at.
    Verifying,
    /// It is well, and is taken back unless somebody confirms it.
    AwaitingConfirmation,
    /// It is decided that it stays; only the history is to be told.
    Keeping,
    /// It is decided that it does not; any part of the files may be old again.
    TakingBack,
}

impl Phase {
    /// Every phase.
    pub const ALL: [Self; 6] = [
        Self::Writing,
        Self::Reloading,
        Self::Verifying,
        Self::AwaitingConfirmation,
        Self::Keeping,
        Self::TakingBack,
    ];

    /// The word in the file, in JSON and in messages.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Writing => "writing",
            Self::Reloading => "reloading",
            Self::Verifying => "verifying",
            Self::AwaitingConfirmation => "awaiting-confirmation",
            Self::Keeping => "keeping",
            Self::TakingBack => "taking-back",
        }
    }
}

/// Until when somebody must have confirmed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deadline {
    /// For people: the wall clock may be set meanwhile.
    pub at: Timestamp,
    /// The start of the machine in which it counts.
    pub boot: String,
    /// Milliseconds since that start.
    pub boot_ms: u64,
}

impl Deadline {
    /// So long from now.
    pub fn after(limit: Duration, now: Timestamp) -> io::Result<Self> {
        let at = now.checked_add(limit).map_err(io::Error::other)?;
        let millis = (boot::elapsed() + limit).as_millis();
        Ok(Self {
            at,
            boot: boot::id()?,
            boot_ms: u64::try_from(millis).unwrap_or(u64::MAX),
        })
    }

    /// What is left of it; zero in any other start of the machine.
    #[must_use]
    pub fn left(&self, boot: &str, elapsed: Duration) -> Duration {
        match self.boot == boot {
            true => Duration::from_millis(self.boot_ms).saturating_sub(elapsed),
            false => Duration::ZERO,
        }
    }
}

/// A change under way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Intent {
    /// Where it stands.
    pub phase: Phase,
    /// Its revision; `None` when the history cannot be used.
    pub revision: Option<RevisionNumber>,
    /// Who makes it.
    pub author: String,
    /// Since when.
    pub since: Timestamp,
    /// The start of the machine in which it began.
    pub boot: String,
    /// Whether Keepalived ran when it began.
    pub was_running: bool,
    /// Until when it must be confirmed.
    pub deadline: Option<Deadline>,
    /// How long confirming may take, counted from the end of verifying.
    pub confirm_within: Option<Duration>,
    /// Why it is taken back, in English, for the history.
    pub reason: Option<String>,
    /// The files before it.
    pub before: FileSet,
    /// The files after it.
    pub after: FileSet,
}

/// Why the file could not be read.  It is never removed unread.
#[derive(Debug, thiserror::Error)]
pub enum ReadIntent {
    /// It is there and cannot be read.
    #[error("cannot read it")]
    Read(#[source] io::Error),
    /// It is not what it should be.
    #[error("it is not valid")]
    Parse(#[source] serde_json::Error),
    /// A later vipkeeper has written it.
    #[error("it has format {0}, this vipkeeper knows {FORMAT}")]
    TooNew(u32),
    /// A text in it is not what it should be.
    #[error("{0}")]
    Text(String),
}

#[derive(Serialize, Deserialize)]
struct Document {
    format: u32,
    phase: Phase,
    revision: Option<RevisionNumber>,
    author: String,
    since: Timestamp,
    boot: String,
    was_running: bool,
    deadline: Option<Deadline>,
    confirm_within_ms: Option<u64>,
    reason: Option<String>,
    before: Vec<Text>,
    after: Vec<Text>,
}

#[derive(Serialize, Deserialize)]
struct Text {
    path_base64: String,
    text_base64: String,
}

impl Intent {
    /// Reads it; `None` when nothing is under way.
    pub fn read(path: &Path) -> Result<Option<Self>, ReadIntent> {
        let text = match fs::read(path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(ReadIntent::Read(error)),
        };
        #[derive(Deserialize)]
        struct Head {
            format: u32,
        }
        let head: Head = serde_json::from_slice(&text).map_err(ReadIntent::Parse)?;
        if head.format != FORMAT {
            return Err(ReadIntent::TooNew(head.format));
        }
        let document: Document = serde_json::from_slice(&text).map_err(ReadIntent::Parse)?;
        Ok(Some(Self {
            phase: document.phase,
            revision: document.revision,
            author: document.author,
            since: document.since,
            boot: document.boot,
            was_running: document.was_running,
            deadline: document.deadline,
            confirm_within: document.confirm_within_ms.map(Duration::from_millis),
            reason: document.reason,
            before: set(&document.before)?,
            after: set(&document.after)?,
        }))
    }

    /// Puts it on disk, to survive a power cut from now on.
    pub fn write(&self, path: &Path) -> Result<(), WriteFile> {
        let millis = |time: Duration| u64::try_from(time.as_millis()).unwrap_or(u64::MAX);
        let document = Document {
            format: FORMAT,
            phase: self.phase,
            revision: self.revision,
            author: self.author.clone(),
            since: self.since,
            boot: self.boot.clone(),
            was_running: self.was_running,
            deadline: self.deadline.clone(),
            confirm_within_ms: self.confirm_within.map(millis),
            reason: self.reason.clone(),
            before: texts(&self.before),
            after: texts(&self.after),
        };
        let text = serde_json::to_vec(&document).map_err(|source| WriteFile {
            path: path.to_owned(),
            source: source.into(),
        })?;
        atomic_file::write(path, &text, 0o600)
    }
}

fn texts(set: &FileSet) -> Vec<Text> {
    let text = |file: &SetFile| Text {
        path_base64: STANDARD.encode(file.path_bytes()),
        text_base64: STANDARD.encode(&file.text),
    };
    set.files().iter().map(text).collect()
}

fn set(texts: &[Text]) -> Result<FileSet, ReadIntent> {
    let decode = |text: &str| {
        let decoded = STANDARD.decode(text);
        decoded.map_err(|error| ReadIntent::Text(error.to_string()))
    };
    let file = |text: &Text| {
        let file = SetFile::from_bytes(decode(&text.path_base64)?, decode(&text.text_base64)?);
        match file.stays_inside() {
            true => Ok(file),
            false => Err(ReadIntent::Text(format!(
                "{} leads out",
                file.path.display()
            ))),
        }
    };
    Ok(FileSet::new(
        texts.iter().map(file).collect::<Result<_, _>>()?,
    ))
}

#[cfg(test)]
pub(super) fn sample(phase: Phase) -> Intent {
    let one = |text: &[u8]| {
        FileSet::new(vec![SetFile {
            path: "keepalived.conf".into(),
            text: text.to_vec(),
        }])
    };
    Intent {
        phase,
        revision: Some(7),
        author: "root".to_owned(),
        since: Timestamp::UNIX_EPOCH,
        boot: "this".to_owned(),
        was_running: true,
        deadline: None,
        confirm_within: None,
        reason: None,
        before: one(b"before \xff"),
        after: one(b"after"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_comes_back_as_it_was_written_and_none_is_none() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("intent.json");
        assert_eq!(Intent::read(&path).unwrap(), None);
        for phase in Phase::ALL {
            let mut intent = sample(phase);
            intent.confirm_within = Some(Duration::from_secs(60));
            intent.deadline = Some(Deadline::after(Duration::from_secs(60), intent.since).unwrap());
            intent.write(&path).unwrap();
            assert_eq!(Intent::read(&path).unwrap(), Some(intent));
        }
    }

    #[test]
    fn what_is_no_intent_or_a_later_one_is_an_error() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("intent.json");
        fs::write(&path, "{\"format\":2,\"anything\":1}").unwrap();
        assert!(matches!(Intent::read(&path), Err(ReadIntent::TooNew(2))));
        fs::write(&path, "{\"format\":1}").unwrap();
        assert!(matches!(Intent::read(&path), Err(ReadIntent::Parse(_))));
    }

    #[test]
    fn a_deadline_counts_within_its_own_boot_only() {
        let deadline = Deadline {
            at: Timestamp::UNIX_EPOCH,
            boot: "this".to_owned(),
            boot_ms: 5000,
        };
        let at = Duration::from_secs;
        assert_eq!(deadline.left("this", at(2)), at(3));
        assert_eq!(deadline.left("this", at(6)), Duration::ZERO);
        assert_eq!(deadline.left("other", at(2)), Duration::ZERO);
    }
}
