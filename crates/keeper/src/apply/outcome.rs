//! What is told while a change is made, and how it ended.

use std::fmt;
use std::time::Duration;

use jiff::Timestamp;

use super::intent::{Intent, Phase};
use super::verify::Fault;
use crate::message::{Explain, Lang, Message, Messages};
use crate::store::RevisionNumber;

/// Something that happened on the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Progress {
    /// This phase is on disk and begins.
    Phase(Phase),
    /// A change that was broken off earlier has been dealt with.
    Recovered(Outcome),
}

/// How a change ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// Its revision, when there is a history.
    pub revision: Option<RevisionNumber>,
    /// How.
    pub ended: Ended,
}

/// How a change ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ended {
    /// There was nothing to change.
    Unchanged,
    /// It is in place; Keepalived does not run, so nobody has looked at it.
    NotRunning,
    /// It is in place and does what it says.
    Verified {
        /// From telling Keepalived until it was known to be well.
        took: Duration,
    },
    /// It is well and waits to be confirmed.
    Awaiting {
        /// Until when.
        until: Timestamp,
    },
    /// It is in place for good.
    Confirmed,
    /// It was taken back.
    TakenBack {
        /// Why.
        reason: Reason,
        /// How long that took.
        took: Duration,
        /// What is not as it should be with the old files.
        left: Vec<Fault>,
    },
}

/// Why a change was taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// Keepalived refused it, or could not be told.
    NotReloaded(String),
    /// It was not well.
    Faults(Vec<Fault>),
    /// Nobody would have taken it back when it is not confirmed.
    NotWatched(String),
    /// Nobody confirmed it in time.
    NotConfirmed,
    /// Somebody asked for it.
    Declined,
    /// The process that made it was gone in this phase.
    BrokenOff(Phase),
}

impl Reason {
    /// Why an intent without a process is taken back.
    pub(super) fn of_broken_off(intent: &Intent) -> Self {
        match intent.phase {
            Phase::AwaitingConfirmation => Self::NotConfirmed,
            phase => Self::BrokenOff(phase),
        }
    }

    /// What an error says, with its details.
    pub(super) fn of_reload(error: &impl Explain) -> Self {
        let explanation = error.explain();
        let said = Messages::new(Lang::En).text(&explanation.message);
        let details = explanation.details.into_iter();
        let all: Vec<_> = std::iter::once(said).chain(details).collect();
        Self::NotReloaded(all.join("; "))
    }

    /// In words, one line for each thing.
    #[must_use]
    pub fn messages(&self) -> Vec<Message> {
        match self {
            Self::NotReloaded(said) => {
                vec![Message::new("reason-not-reloaded").with("said", said)]
            }
            Self::Faults(faults) => faults.iter().map(Fault::message).collect(),
            Self::NotWatched(said) => {
                vec![Message::new("reason-not-watched").with("said", said)]
            }
            Self::NotConfirmed => vec![Message::new("reason-not-confirmed")],
            Self::Declined => vec![Message::new("reason-declined")],
            Self::BrokenOff(phase) => {
                vec![Message::new("reason-broken-off").with("phase", phase.word())]
            }
        }
    }
}

/// In English: what the history keeps.
impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words = Messages::new(Lang::En);
        let lines: Vec<_> = self
            .messages()
            .iter()
            .map(|message| words.text(message))
            .collect();
        f.write_str(&lines.join("; "))
    }
}
