//! Telling the history, as far as there is one.
//!
//! A history that cannot be used does not stand in the way of a change, or of
//! taking one back: the file and the intent hold all that is needed for that.

use std::path::Path;

use jiff::Timestamp;

use crate::store::{
    FileSet, NewRevision, Origin, Outcome, Revision, RevisionNumber, Store, StoreError,
};

/// The history, or why there is none.
#[derive(Debug)]
pub(super) struct History {
    store: Result<Store, StoreError>,
}

/// Who a revision is by, and what its author says of it.
#[derive(Debug, Clone)]
pub(super) struct Note<'n> {
    pub(super) author: &'n str,
    pub(super) message: Option<&'n str>,
    pub(super) at: Timestamp,
}

impl History {
    pub(super) fn open(path: &Path) -> Self {
        Self {
            store: Store::open(path),
        }
    }

    /// Why there is none.
    pub(super) fn trouble(&self) -> Option<&StoreError> {
        self.store.as_ref().err()
    }

    /// The history itself, for what cannot be done without.
    pub(super) fn require(self) -> Result<Store, StoreError> {
        self.store
    }

    /// What was last known to be in place, with its files.
    pub(super) fn live(&self) -> Option<(Revision, FileSet)> {
        let store = self.store.as_ref().ok()?;
        let revision = told(store.live())??;
        let files = told(store.files(revision.number))?;
        Some((revision, files))
    }

    /// Keeps what is in place when another hand than ours has put it there,
    /// or when there is no history yet.
    pub(super) fn notice(&mut self, in_place: &FileSet, note: &Note<'_>) {
        let known = self.live().map(|(revision, _)| revision);
        let origin = match &known {
            Some(known) if known.sha256 == in_place.sha256() => return,
            Some(_) => Origin::Outside,
            None => Origin::Adopted,
        };
        self.add(in_place.clone(), origin, Outcome::Applied, note);
    }

    /// Keeps a new revision.
    pub(super) fn add(
        &mut self,
        files: FileSet,
        origin: Origin,
        result: Outcome,
        note: &Note<'_>,
    ) -> Option<RevisionNumber> {
        let parent = self.live().map(|(revision, _)| revision.number);
        let store = self.store.as_mut().ok()?;
        told(store.add(&NewRevision {
            files,
            author: note.author.to_owned(),
            message: note.message.map(str::to_owned),
            at: note.at,
            parent,
            origin,
            result,
            reason: None,
        }))
    }

    /// Says what became of a revision.
    pub(super) fn conclude(
        &self,
        number: Option<RevisionNumber>,
        result: Outcome,
        reason: Option<&str>,
    ) {
        if let (Some(number), Ok(store)) = (number, &self.store) {
            told(store.conclude(number, result, reason));
        }
    }
}

/// A history that fails half way is told in our log and does not stop us.
fn told<T>(result: Result<T, StoreError>) -> Option<T> {
    result
        .inspect_err(|error| tracing::warn!(%error, "the history was not told"))
        .ok()
}
