//! The ground a lab stands on: its record and all namespaces that carry its id. Removal works from
//! what the machine shows, not from what was meant to be built, so that a half-built lab goes too.

use std::fmt;
use std::fs;
use std::io::ErrorKind;
use std::time::Duration;

use host::netns::{self, NetNs, NetNsError};

use crate::error::LabError;
use crate::ip;
use crate::record::Record;

/// SIGKILL takes effect in microseconds unless a process hangs in the kernel.
const KILL_LIMIT: Duration = Duration::from_secs(10);

/// An `ip` batch of an owner that was killed may still be adding namespaces.
const PASSES: usize = 5;

/// What could not be removed of a lab. Its record stays, so that it can be tried again.
#[derive(Debug)]
pub struct RemoveError {
    id: String,
    left: Vec<String>,
}

impl fmt::Display for RemoveError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "lab {} could not be removed: {}",
            self.id,
            self.left.join("; ")
        )
    }
}

impl std::error::Error for RemoveError {}

/// Holds the record, and removes everything when dropped.
#[derive(Debug)]
pub(crate) struct Site {
    record: Option<Record>,
}

impl Site {
    pub(crate) fn new(record: Record) -> Self {
        Self {
            record: Some(record),
        }
    }

    /// Kills what lives in the lab, deletes its namespaces and then its record. A second call does
    /// nothing, unless the first one failed.
    pub(crate) fn remove(&mut self) -> Result<(), RemoveError> {
        let Some(record) = &self.record else {
            return Ok(());
        };
        let mut left = remove_namespaces(record.id());
        if left.is_empty() {
            match record.erase() {
                Ok(()) => {
                    self.record = None;
                    return Ok(());
                }
                Err(error) => left.push(format!("{}: {error}", record.dir().display())),
            }
        }
        Err(RemoveError {
            id: record.id().to_owned(),
            left,
        })
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        // Nobody is there to hear of a failure; the record stays and `Lab::leftovers` finds it.
        let _ = self.remove();
    }
}

/// The namespace of the host called `host` in the lab `id`.
pub(crate) fn namespace(id: &str, host: &str) -> String {
    format!("vk-{id}-{host}")
}

/// Gives the reasons why something is still there; empty when all is gone. A namespace keeps its
/// name as long as a process in it cannot be ended: without the name nobody would find it again.
fn remove_namespaces(id: &str) -> Vec<String> {
    let mut problems = Vec::new();
    for _ in 0..PASSES {
        let names = match namespaces_of(id) {
            Ok(names) if names.is_empty() => return Vec::new(),
            Ok(names) => names,
            Err(error) => return vec![format!("{}: {error}", netns::NAMES)],
        };
        problems.clear();
        let mut lines = String::new();
        for name in names {
            match end_processes(&name) {
                Ok(()) => lines += &format!("netns del {name}\n"),
                Err(problem) => problems.push(problem),
            }
        }
        if let Err(error) = ip::batch_all("delete the lab's namespaces", &lines) {
            problems.push(error.to_string());
        }
    }
    if problems.is_empty() {
        problems.push(format!("namespaces of lab {id} keep coming back"));
    }
    problems
}

fn end_processes(name: &str) -> Result<(), String> {
    match NetNs::open(name) {
        Ok(ns) => netns::kill_processes_in(&ns, KILL_LIMIT)
            .map(drop)
            .map_err(|error| error.to_string()),
        // The mark of an `ip netns add` that was cut short: nothing can live in it.
        Err(NetNsError::NotANamespace { .. }) => Ok(()),
        Err(error) => Err(error.to_string()),
    }
}

fn namespaces_of(id: &str) -> std::io::Result<Vec<String>> {
    let prefix = namespace(id, "");
    let entries = match fs::read_dir(netns::NAMES) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let mut names = Vec::new();
    for entry in entries {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if name.starts_with(&prefix) {
            names.push(name);
        }
    }
    Ok(names)
}

/// Refuses names that are taken: whoever made them has no record, so they are not ours to remove.
pub(crate) fn refuse_foreign_namespaces(id: &str) -> Result<(), LabError> {
    let taken = namespaces_of(id).map_err(|source| LabError::Record {
        path: netns::NAMES.into(),
        source,
    })?;
    taken
        .into_iter()
        .next()
        .map_or(Ok(()), |name| Err(LabError::NameTaken { name }))
}
