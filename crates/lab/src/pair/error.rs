//! What can go wrong with a pair.

use std::io;
use std::path::PathBuf;
use std::time::Duration;

use thiserror::Error;

use crate::error::LabError;
use crate::prober::ProberError;
use crate::site::RemoveError;

/// Why a pair could not be built, struck or healed.
#[derive(Debug, Error)]
pub enum PairError {
    /// The hosts themselves.
    #[error(transparent)]
    Lab(#[from] LabError),
    /// The measurement: among others, the client was not served again in time.
    #[error(transparent)]
    Prober(#[from] ProberError),
    /// Something could not be removed.
    #[error(transparent)]
    Remove(#[from] RemoveError),
    /// A file of the pair could not be written.
    #[error("cannot write {}", path.display())]
    WriteFile {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// vipkeeper could not be run.
    #[error("cannot run {command}")]
    Run {
        /// The command line.
        command: String,
        /// What the system said.
        source: host::exec::ExecError,
    },
    /// One of vipkeeper's commands failed.
    #[error("{command} failed: {said}")]
    Command {
        /// The command line.
        command: String,
        /// What it said.
        said: String,
    },
    /// No Keepalived runs where there should be one.
    #[error("{} names no Keepalived that runs", path.display())]
    NoEngine {
        /// Its file.
        path: PathBuf,
    },
    /// Nobody, or more than one node, holds the VIP.
    #[error("the VIP is held by {}, not by one node", list(holders))]
    NotOneMaster {
        /// The holders' names.
        holders: Vec<String>,
    },
    /// The VIP did not come to the node that the configuration prefers.
    #[error("the VIP is held by {} after {} s, not by the preferred node",
        list(holders), limit.as_secs())]
    NotHome {
        /// The holders' names.
        holders: Vec<String>,
        /// How long it was waited for.
        limit: Duration,
    },
    /// A condition did not come true.
    #[error("it did not happen within {} s", limit.as_secs())]
    Timeout {
        /// How long it was waited for.
        limit: Duration,
    },
    /// The caller asked to stop.
    #[error("interrupted")]
    Interrupted,
}

fn list(holders: &[String]) -> String {
    match holders {
        [] => "nobody".to_owned(),
        some => some.join(" and "),
    }
}
