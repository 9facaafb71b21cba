//! A lab whose owner died without removing it.

use crate::error::LabError;
use crate::record::Record;
use crate::site::{RemoveError, Site};

/// The remains of a lab. This value holds its lock, so that nobody else removes it at the same time;
/// dropped, it leaves the remains as they are.
#[derive(Debug)]
pub struct Leftover {
    record: Record,
    label: String,
}

impl Leftover {
    /// All labs on this machine whose owner is dead, those included that died half-built.
    pub(crate) fn all() -> Result<Vec<Self>, LabError> {
        let mut found = Vec::new();
        for id in Record::ids()? {
            if let Some(record) = Record::lock(id)? {
                let label = record.label();
                found.push(Self { record, label });
            }
        }
        Ok(found)
    }

    /// The part of its namespaces' names that is its own.
    pub fn id(&self) -> &str {
        self.record.id()
    }

    /// What its maker called it; empty when it died very early.
    pub fn label(&self) -> &str {
        &self.label
    }

    /// Kills what still lives in it and deletes its namespaces and files.
    pub fn remove(self) -> Result<(), RemoveError> {
        Site::new(self.record).remove()
    }
}
