//! Carrying out the steps on the file system.

use std::fs;
use std::path::Path;

use host::atomic_file::{self, WriteFile};

use super::candidate;
use super::sequence::{Step, steps};
use crate::store::{FileSet, SetFile};

/// What a new file gets: Keepalived reads it as root, and it may hold a
/// password.
const MODE: u32 = 0o640;

/// Brings the files beside `live` from `from`, or anything between, to `to`.
///
/// A file that has its text already is not touched.  Errors: the first file
/// that could not be written; those before it are new.
pub(super) fn replace(live: &Path, from: &FileSet, to: &FileSet) -> Result<(), WriteFile> {
    let root = candidate::directory(live);
    for step in steps(from, to) {
        match step {
            Step::Write(path, text) => write(&root.join(path), text)?,
            Step::Remove(path) => atomic_file::remove(&root.join(path))?,
        }
    }
    Ok(())
}

fn write(path: &Path, text: &[u8]) -> Result<(), WriteFile> {
    if fs::read(path).is_ok_and(|old| old == text) {
        return Ok(());
    }
    if let Some(directory) = path.parent() {
        fs::create_dir_all(directory).map_err(|source| WriteFile {
            path: directory.to_owned(),
            source,
        })?;
    }
    atomic_file::write(path, text, MODE)
}

/// Files beside `live` that are neither of the two sets': another hand has
/// been here.  They are given with what they hold now.
pub(super) fn foreign(live: &Path, before: &FileSet, after: &FileSet) -> Vec<SetFile> {
    let root = candidate::directory(live);
    let all = before.files().iter().chain(after.files());
    let mut found: Vec<SetFile> = Vec::new();
    for path in all.map(|file| &file.path) {
        let Ok(text) = fs::read(root.join(path)) else {
            continue;
        };
        let is = |set: &FileSet| set.text(path).is_some_and(|known| known == text);
        if !is(before) && !is(after) && found.iter().all(|file| file.path != *path) {
            found.push(SetFile {
                path: path.clone(),
                text,
            });
        }
    }
    found
}

/// Removes temporary files that a process of ours left when it was killed.
pub(super) fn sweep(live: &Path, sets: [&FileSet; 2]) {
    let root = candidate::directory(live);
    for file in sets.iter().flat_map(|set| set.files()) {
        let Some(directory) = root.join(&file.path).parent().map(Path::to_owned) else {
            continue;
        };
        for entry in fs::read_dir(directory).into_iter().flatten().flatten() {
            if entry
                .file_name()
                .to_string_lossy()
                .starts_with(atomic_file::TEMPORARY)
            {
                // What cannot be removed is in nobody's way.
                let _ = fs::remove_file(entry.path());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(files: &[(&str, &str)]) -> FileSet {
        let file = |(path, text): &(&str, &str)| SetFile {
            path: path.into(),
            text: text.as_bytes().to_vec(),
        };
        FileSet::new(files.iter().map(file).collect())
    }

    #[test]
    fn a_power_cut_at_any_step_leaves_what_can_be_taken_back() {
        let old = set(&[("keepalived.conf", "old"), ("d/a", "1"), ("d/b", "2")]);
        let new = set(&[("keepalived.conf", "new"), ("d/b", "3"), ("e/c", "4")]);
        for reached in 0..=steps(&old, &new).len() {
            let place = tempfile::tempdir().unwrap();
            let live = place.path().join("keepalived.conf");
            replace(&live, &set(&[]), &old).unwrap();
            for step in steps(&old, &new).into_iter().take(reached) {
                match step {
                    Step::Write(path, text) => write(&place.path().join(path), text).unwrap(),
                    Step::Remove(path) => atomic_file::remove(&place.path().join(path)).unwrap(),
                }
            }
            // The file that was being written when the power went.
            fs::write(place.path().join("d/.vipkeeper-Xy12"), "ha").unwrap();
            assert_eq!(foreign(&live, &old, &new), []);
            replace(&live, &new, &old).unwrap();
            sweep(&live, [&old, &new]);
            for file in old.files() {
                assert_eq!(fs::read(place.path().join(&file.path)).unwrap(), file.text);
            }
            assert!(!place.path().join("e/c").exists(), "after {reached} steps");
            assert_eq!(fs::read_dir(place.path().join("d")).unwrap().count(), 2);
        }
    }

    #[test]
    fn another_hand_is_seen() {
        let (old, new) = (set(&[("k", "old")]), set(&[("k", "new"), ("d/a", "1")]));
        let place = tempfile::tempdir().unwrap();
        let live = place.path().join("k");
        replace(&live, &set(&[]), &new).unwrap();
        fs::write(&live, "by hand").unwrap();
        let by_hand = set(&[("k", "by hand")]);
        assert_eq!(foreign(&live, &old, &new), by_hand.files());
    }
}
