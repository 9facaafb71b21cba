//! What keepalived.conf and the scripts have been: revisions in SQLite, in one
//! file.
//!
//! History and nothing else.  What is live is the file itself, so everything
//! here may be lost without Keepalived, or a change under way, noticing.

mod error;
mod file_set;
mod revision;
mod schema;
mod script;
mod transfer;

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, params};

pub use error::StoreError;
pub use file_set::{FileSet, SetFile};
pub use revision::{NewRevision, Origin, Outcome, Revision, RevisionNumber};
pub use script::ScriptRevision;

use error::Attempt;

/// Everything of a revision but its files; [`revision_of`] reads a row of it.
const COLUMNS: &str = "number, sha256, author, message, at, parent, origin, result, reason";

/// The history of one node.
#[derive(Debug)]
pub struct Store {
    path: PathBuf,
    connection: Connection,
}

impl Store {
    /// Opens the history, and makes it when there is none.
    ///
    /// Errors: the file is damaged, is something else, or was written by a
    /// later vipkeeper.  It is left as it is in all three cases.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        let connection = schema::open(path)?;
        Ok(Self {
            path: path.to_owned(),
            connection,
        })
    }

    /// Keeps a new revision, all of it or nothing, and gives its number.
    pub fn add(&mut self, new: &NewRevision) -> Result<RevisionNumber, StoreError> {
        let transaction = self.connection.transaction().at(&self.path)?;
        let number = insert(&transaction, new).at(&self.path)?;
        transaction.commit().at(&self.path)?;
        Ok(number)
    }

    /// Keeps several, all or none.
    fn add_all(&mut self, all: &[NewRevision]) -> Result<(), StoreError> {
        let transaction = self.connection.transaction().at(&self.path)?;
        for new in all {
            insert(&transaction, new).at(&self.path)?;
        }
        transaction.commit().at(&self.path)
    }

    /// Says what became of a revision, and why when it did not stay.
    pub fn conclude(
        &self,
        number: RevisionNumber,
        result: Outcome,
        reason: Option<&str>,
    ) -> Result<(), StoreError> {
        let changed = self
            .connection
            .execute(
                "UPDATE revision SET result = ?2, reason = ?3 WHERE number = ?1",
                params![number, result.word(), reason],
            )
            .at(&self.path)?;
        match changed {
            0 => Err(StoreError::NoSuchRevision { number }),
            _ => Ok(()),
        }
    }

    /// All revisions, newest first.
    pub fn revisions(&self) -> Result<Vec<Revision>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM revision ORDER BY number DESC");
        let mut statement = self.connection.prepare(&sql).at(&self.path)?;
        let rows = statement.query_map([], revision_of).at(&self.path)?;
        rows.collect::<Result<_, _>>().at(&self.path)
    }

    /// One revision.
    pub fn revision(&self, number: RevisionNumber) -> Result<Revision, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM revision WHERE number = ?1");
        let found = self.connection.query_row(&sql, [number], revision_of);
        let found = found.optional().at(&self.path)?;
        found.ok_or(StoreError::NoSuchRevision { number })
    }

    /// The revision that was last known to be in place.
    pub fn live(&self) -> Result<Option<Revision>, StoreError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM revision WHERE result IN ('applied', 'verified')
             ORDER BY number DESC LIMIT 1"
        );
        let found = self.connection.query_row(&sql, [], revision_of);
        found.optional().at(&self.path)
    }

    /// The files of a revision, the main one first.
    ///
    /// A text that no longer has the sum it was kept under is an error: it
    /// must not go live as if it were the old one.
    pub fn files(&self, number: RevisionNumber) -> Result<FileSet, StoreError> {
        let revision = self.revision(number)?;
        let sql = "SELECT path, text FROM file WHERE revision = ?1 ORDER BY position";
        let mut statement = self.connection.prepare(sql).at(&self.path)?;
        let rows = statement
            .query_map([number], |row| {
                let path: Vec<u8> = row.get(0)?;
                Ok(SetFile::from_bytes(path, row.get(1)?))
            })
            .at(&self.path)?;
        let files = rows.collect::<Result<Vec<_>, _>>().at(&self.path)?;
        let set = FileSet::new(files);
        match set.sha256() == revision.sha256 {
            true => Ok(set),
            false => Err(StoreError::TextDamaged {
                path: self.path.clone(),
                number,
            }),
        }
    }
}

fn insert(connection: &Connection, new: &NewRevision) -> rusqlite::Result<RevisionNumber> {
    connection.execute(
        "INSERT INTO revision (sha256, author, message, at, parent, origin, result, reason)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        params![
            new.files.sha256(),
            new.author,
            new.message,
            new.at.to_string(),
            new.parent,
            new.origin.word(),
            new.result.word(),
            new.reason,
        ],
    )?;
    let number = connection.last_insert_rowid();
    let mut statement = connection
        .prepare("INSERT INTO file (revision, position, path, text) VALUES (?1, ?2, ?3, ?4)")?;
    for (position, file) in (0_i64..).zip(new.files.files()) {
        statement.execute(params![number, position, file.path_bytes(), file.text])?;
    }
    Ok(number)
}

fn revision_of(row: &Row<'_>) -> rusqlite::Result<Revision> {
    let word = |index: usize| row.get::<_, String>(index);
    Ok(Revision {
        number: row.get(0)?,
        sha256: row.get(1)?,
        author: row.get(2)?,
        message: row.get(3)?,
        at: error::parsed::<Timestamp>(4, &word(4)?)?,
        parent: row.get(5)?,
        origin: error::parsed::<Origin>(6, &word(6)?)?,
        result: error::parsed::<Outcome>(7, &word(7)?)?,
        reason: row.get(8)?,
    })
}

#[cfg(test)]
mod tests;
