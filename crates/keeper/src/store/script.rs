//! What scripts have been: a text for each change, by the script's path.

use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use jiff::Timestamp;
use rusqlite::{OptionalExtension, params};

use super::error::{self, Attempt};
use super::{RevisionNumber, Store, StoreError};

/// A text that a script had, without the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScriptRevision {
    /// Counts over all scripts, and is never used twice.
    pub number: RevisionNumber,
    /// Who made it.
    pub author: String,
    /// When it was kept.
    pub at: Timestamp,
    /// Its length in bytes.
    pub length: u64,
}

impl Store {
    /// Keeps a script's text, unless it is the one that was kept last.
    pub fn keep_script(
        &self,
        path: &Path,
        text: &[u8],
        author: &str,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let key = path.as_os_str().as_bytes();
        let last = "SELECT text FROM script WHERE path = ?1 ORDER BY number DESC LIMIT 1";
        let last = self.connection.query_row(last, [key], |row| row.get(0));
        let last: Option<Vec<u8>> = last.optional().at(&self.path)?;
        if last.as_deref() == Some(text) {
            return Ok(());
        }
        self.connection
            .execute(
                "INSERT INTO script (path, text, author, at) VALUES (?1, ?2, ?3, ?4)",
                params![key, text, author, at.to_string()],
            )
            .at(&self.path)?;
        Ok(())
    }

    /// What a script has been, newest first.
    pub fn script_revisions(&self, path: &Path) -> Result<Vec<ScriptRevision>, StoreError> {
        let sql = "SELECT number, author, at, length(text) FROM script
                   WHERE path = ?1 ORDER BY number DESC";
        let mut statement = self.connection.prepare(sql).at(&self.path)?;
        let rows = statement
            .query_map([path.as_os_str().as_bytes()], |row| {
                let at: String = row.get(2)?;
                Ok(ScriptRevision {
                    number: row.get(0)?,
                    author: row.get(1)?,
                    at: error::parsed(2, &at)?,
                    length: row.get::<_, i64>(3)?.unsigned_abs(),
                })
            })
            .at(&self.path)?;
        rows.collect::<Result<_, _>>().at(&self.path)
    }

    /// The text that a script had.
    pub fn script_text(&self, path: &Path, number: RevisionNumber) -> Result<Vec<u8>, StoreError> {
        let sql = "SELECT text FROM script WHERE path = ?1 AND number = ?2";
        let key = path.as_os_str().as_bytes();
        let text = self
            .connection
            .query_row(sql, params![key, number], |row| row.get(0));
        let text = text.optional().at(&self.path)?;
        text.ok_or(StoreError::NoSuchRevision { number })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_text_is_kept_once_and_comes_back_for_its_own_script_only() {
        let directory = tempfile::tempdir().unwrap();
        let store = Store::open(&directory.path().join("history.db")).unwrap();
        let (chk, other) = (Path::new("/s/chk.sh"), Path::new("/s/other.sh"));
        let keep = |path, text: &[u8]| {
            let at = Timestamp::UNIX_EPOCH;
            store.keep_script(path, text, "root", at).unwrap();
        };
        keep(chk, b"one");
        keep(chk, b"one");
        keep(other, b"else");
        keep(chk, b"two \xff");
        let numbers: Vec<_> = store.script_revisions(chk).unwrap();
        let numbers: Vec<_> = numbers
            .iter()
            .map(|kept| (kept.number, kept.length))
            .collect();
        assert_eq!(numbers, [(3, 5), (1, 3)]);
        assert_eq!(store.script_text(chk, 1).unwrap(), b"one");
        assert_eq!(store.script_text(chk, 3).unwrap(), b"two \xff");
        let error = store.script_text(other, 1).unwrap_err();
        assert!(matches!(error, StoreError::NoSuchRevision { number: 1 }));
    }
}
