//! Opening the database: whose it is, which version, and bringing it up to
//! ours.

use std::fs;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, TransactionBehavior};

use super::error::{Attempt, StoreError};

/// Step N brings a database from version N − 1 to N.
const MIGRATIONS: [&str; 2] = [
    include_str!("migrations/1.sql"),
    include_str!("migrations/2.sql"),
];

/// `vipk`, so that file(1) and we know the file as ours.
const APPLICATION_ID: i64 = 0x7669_706b;

/// Another vipkeeper writes for milliseconds; longer means something is wrong.
const BUSY_LIMIT: Duration = Duration::from_secs(5);

/// Opens the database at `path`, making it and its directory when missing.
///
/// A rollback journal and not a write-ahead log: writes are few, and one file
/// is easier to keep and to carry.  `synchronous = EXTRA` also syncs the
/// directory after the journal is gone, so a commit that was reported
/// survives a power cut.
pub(super) fn open(path: &Path) -> Result<Connection, StoreError> {
    make(path).map_err(|source| StoreError::Make {
        path: path.to_owned(),
        source,
    })?;
    let mut connection = Connection::open(path).at(path)?;
    connection.busy_timeout(BUSY_LIMIT).at(path)?;
    connection
        .execute_batch(
            "PRAGMA journal_mode = DELETE; PRAGMA synchronous = EXTRA; PRAGMA foreign_keys = ON;",
        )
        .at(path)?;
    check(&connection, path)?;
    migrate(&mut connection, path)?;
    Ok(connection)
}

/// The texts hold passwords: nobody else may read them.
fn make(path: &Path) -> std::io::Result<()> {
    if let Some(directory) = path.parent() {
        fs::DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(directory)?;
    }
    let file = fs::File::options()
        .append(true)
        .create(true)
        .mode(0o600)
        .open(path)?;
    drop(file);
    Ok(())
}

/// Refuses what is damaged, not ours, or from a later release.
fn check(connection: &Connection, path: &Path) -> Result<(), StoreError> {
    let verdict: String = connection
        .query_row("PRAGMA quick_check(1)", [], |row| row.get(0))
        .at(path)?;
    if verdict != "ok" {
        return Err(StoreError::Damaged {
            path: path.to_owned(),
            what: verdict,
        });
    }
    let (id, version) = (pragma(connection, "application_id"), version(connection));
    let (id, version) = (id.at(path)?, version.at(path)?);
    if id != APPLICATION_ID && (id != 0 || version != 0) {
        return Err(StoreError::Foreign {
            path: path.to_owned(),
        });
    }
    let known = MIGRATIONS.len() as i64;
    if version > known {
        return Err(StoreError::TooNew {
            path: path.to_owned(),
            version,
            known,
        });
    }
    Ok(())
}

/// All steps in one transaction, the version with them.  Taken for writing at
/// once: two processes that open a new history must not both make it.
fn migrate(connection: &mut Connection, path: &Path) -> Result<(), StoreError> {
    if version(connection).at(path)? == MIGRATIONS.len() as i64 {
        return Ok(());
    }
    let transaction = connection
        .transaction_with_behavior(TransactionBehavior::Immediate)
        .at(path)?;
    let done = version(&transaction).at(path)?;
    for (number, step) in (1_i64..).zip(MIGRATIONS) {
        if number > done {
            transaction.execute_batch(step).at(path)?;
            transaction
                .pragma_update(None, "user_version", number)
                .at(path)?;
        }
    }
    transaction
        .pragma_update(None, "application_id", APPLICATION_ID)
        .at(path)?;
    transaction.commit().at(path)
}

fn version(connection: &Connection) -> rusqlite::Result<i64> {
    pragma(connection, "user_version")
}

fn pragma(connection: &Connection, name: &str) -> rusqlite::Result<i64> {
    connection.pragma_query_value(None, name, |row| row.get(0))
}
