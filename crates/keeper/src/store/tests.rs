use std::fs;
use std::os::unix::fs::PermissionsExt;

use super::*;

fn new(text: &str, result: Outcome) -> NewRevision {
    let file = |path: &str, text: &[u8]| SetFile {
        path: path.into(),
        text: text.to_vec(),
    };
    NewRevision {
        files: FileSet::new(vec![
            file("keepalived.conf", text.as_bytes()),
            file("conf.d/a.conf", b"# \xff\n"),
        ]),
        author: "root".to_owned(),
        message: Some("because".to_owned()),
        at: Timestamp::UNIX_EPOCH,
        parent: None,
        origin: Origin::Apply,
        result,
        reason: None,
    }
}

fn store() -> (tempfile::TempDir, Store) {
    let directory = tempfile::tempdir().unwrap();
    let store = Store::open(&directory.path().join("state/history.db")).unwrap();
    (directory, store)
}

#[test]
fn a_revision_comes_back_as_it_was_given() {
    let (directory, mut store) = store();
    let given = new("one\n", Outcome::Candidate);
    let number = store.add(&given).unwrap();
    store.conclude(number, Outcome::Verified, None).unwrap();
    drop(store);
    let path = directory.path().join("state/history.db");
    let mode = fs::metadata(&path).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600, "passwords are in it");
    let store = Store::open(&path).unwrap();
    let found = store.revision(number).unwrap();
    assert_eq!(found.result, Outcome::Verified);
    assert_eq!((found.author.as_str(), found.at), ("root", given.at));
    assert_eq!(store.files(number).unwrap(), given.files);
    assert!(matches!(
        store.revision(99),
        Err(StoreError::NoSuchRevision { number: 99 })
    ));
}

#[test]
fn the_live_one_is_the_newest_that_stayed() {
    let (_directory, mut store) = store();
    assert_eq!(store.live().unwrap(), None);
    for result in [
        Outcome::Verified,
        Outcome::Applied,
        Outcome::RolledBack,
        Outcome::Rejected,
    ] {
        store.add(&new(result.word(), result)).unwrap();
    }
    assert_eq!(store.live().unwrap().unwrap().number, 2);
}

#[test]
fn what_is_damaged_foreign_or_too_new_is_refused_and_left_alone() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("history.db");
    let refused = |path: &Path| {
        let before = fs::read(path).unwrap();
        let error = Store::open(path).unwrap_err();
        assert_eq!(fs::read(path).unwrap(), before, "{error}");
        error
    };
    fs::write(&path, "not a database, and long enough to be read as one").unwrap();
    assert!(matches!(refused(&path), StoreError::Damaged { .. }));
    fs::remove_file(&path).unwrap();
    Connection::open(&path)
        .unwrap()
        .execute_batch("PRAGMA user_version = 3")
        .unwrap();
    assert!(matches!(refused(&path), StoreError::Foreign { .. }));
    fs::remove_file(&path).unwrap();
    let mut store = Store::open(&path).unwrap();
    store.add(&new("text", Outcome::Applied)).unwrap();
    store
        .connection
        .execute_batch("PRAGMA user_version = 99")
        .unwrap();
    drop(store);
    assert!(matches!(
        refused(&path),
        StoreError::TooNew {
            version: 99,
            known: 2,
            ..
        }
    ));
    // Half a page of zeros in the middle of the file.
    Connection::open(&path)
        .unwrap()
        .execute_batch("PRAGMA user_version = 2")
        .unwrap();
    let mut bytes = fs::read(&path).unwrap();
    let middle = 4096..4096 + 2048;
    bytes[middle].fill(0);
    fs::write(&path, bytes).unwrap();
    assert!(matches!(refused(&path), StoreError::Damaged { .. }));
}

#[test]
fn a_text_that_has_changed_does_not_pass_as_the_old_one() {
    let (_directory, mut store) = store();
    let number = store.add(&new("one", Outcome::Verified)).unwrap();
    store
        .connection
        .execute("UPDATE file SET text = x'00' WHERE position = 0", [])
        .unwrap();
    assert!(matches!(
        store.files(number),
        Err(StoreError::TextDamaged { number: 1, .. })
    ));
}

#[test]
fn an_export_is_taken_in_once_and_nothing_of_it_is_live() {
    let (_one, mut store) = store();
    store.add(&new("one", Outcome::Verified)).unwrap();
    store.add(&new("two", Outcome::Rejected)).unwrap();
    let mut text = Vec::new();
    assert_eq!(store.export(&mut text).unwrap().unwrap(), 2);
    let (_two, mut other) = self::store();
    assert_eq!(other.import(text.as_slice()).unwrap(), 2);
    assert_eq!(other.import(text.as_slice()).unwrap(), 0);
    assert_eq!(other.live().unwrap(), None);
    assert_eq!(other.files(1).unwrap(), store.files(1).unwrap());
}

#[test]
fn an_import_that_goes_wrong_half_way_takes_in_nothing() {
    let (_directory, mut store) = store();
    store.add(&new("one", Outcome::Verified)).unwrap();
    let mut text = Vec::new();
    store.export(&mut text).unwrap().unwrap();
    let text = String::from_utf8(text).unwrap();
    let (_other, mut other) = self::store();
    let wrong_sum = text.replace("\"sha256\":\"", "\"sha256\":\"0");
    for second in ["{}", "nonsense", wrong_sum.as_str()] {
        let both = format!("{text}{second}\n");
        let error = other.import(both.as_bytes()).unwrap_err();
        assert!(
            matches!(error, StoreError::Import { line: 2, .. }),
            "{error}"
        );
    }
    assert!(other.revisions().unwrap().is_empty());
}
