//! A revision: a text that keepalived.conf had, or was to have.

use std::str::FromStr;

use jiff::Timestamp;

use super::file_set::FileSet;

/// Counts from 1 and is never used twice.
pub type RevisionNumber = i64;

/// A revision without its files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revision {
    /// Its number.
    pub number: RevisionNumber,
    /// The sum of its files ([`FileSet::sha256`]).
    pub sha256: String,
    /// Who made it.
    pub author: String,
    /// What its author said of it.
    pub message: Option<String>,
    /// When it was made.
    pub at: Timestamp,
    /// What was live then.
    pub parent: Option<RevisionNumber>,
    /// How it came to be.
    pub origin: Origin,
    /// What became of it.
    pub result: Outcome,
    /// Why it was rejected or taken back.
    pub reason: Option<String>,
}

/// A revision that is to be kept.
#[derive(Debug, Clone)]
pub struct NewRevision {
    /// Its files.
    pub files: FileSet,
    /// Who makes it.
    pub author: String,
    /// What the author says of it.
    pub message: Option<String>,
    /// When.
    pub at: Timestamp,
    /// What is live.
    pub parent: Option<RevisionNumber>,
    /// How it comes to be.
    pub origin: Origin,
    /// What is known of it by now.
    pub result: Outcome,
    /// Why, when it is not in place.
    pub reason: Option<String>,
}

/// How a revision came to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// By `vipkeeper apply`.
    Apply,
    /// It was there before vipkeeper.
    Adopted,
    /// By another hand than ours.
    Outside,
    /// By `vipkeeper rollback`: an older one was made live again.
    Rollback,
    /// From another node's history.
    Import,
}

/// What became of a revision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing yet: it is being applied.
    Candidate,
    /// It is in place, and nobody looked at what Keepalived makes of it.
    Applied,
    /// It is in place and does what it says.
    Verified,
    /// It was refused before anything changed.
    Rejected,
    /// It was in place and did not stay.
    RolledBack,
}

impl Origin {
    const ALL: [Self; 5] = [
        Self::Apply,
        Self::Adopted,
        Self::Outside,
        Self::Rollback,
        Self::Import,
    ];

    /// The word in the history and in JSON.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Apply => "apply",
            Self::Adopted => "adopted",
            Self::Outside => "outside",
            Self::Rollback => "rollback",
            Self::Import => "import",
        }
    }
}

impl Outcome {
    const ALL: [Self; 5] = [
        Self::Candidate,
        Self::Applied,
        Self::Verified,
        Self::Rejected,
        Self::RolledBack,
    ];

    /// The word in the history and in JSON.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Candidate => "candidate",
            Self::Applied => "applied",
            Self::Verified => "verified",
            Self::Rejected => "rejected",
            Self::RolledBack => "rolled-back",
        }
    }
}

/// The word is none of those that are known.
#[derive(Debug, thiserror::Error)]
#[error("unknown word {word}")]
pub struct UnknownWord {
    word: String,
}

impl FromStr for Origin {
    type Err = UnknownWord;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        let found = Self::ALL.into_iter().find(|origin| origin.word() == word);
        found.ok_or_else(|| UnknownWord {
            word: word.to_owned(),
        })
    }
}

impl FromStr for Outcome {
    type Err = UnknownWord;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        let found = Self::ALL.into_iter().find(|result| result.word() == word);
        found.ok_or_else(|| UnknownWord {
            word: word.to_owned(),
        })
    }
}
