//! The order in which a set of files is replaced by another.  Pure.
//!
//! Each step replaces or removes one file at once, but a set of several is
//! not replaced at once.  [`steps`] is made so that from whatever was reached,
//! [`steps`] towards either set leads there; `tests` goes through every
//! prefix.

use std::path::{Path, PathBuf};

use crate::store::FileSet;

/// One step; paths are relative to the main file's directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Step<'s> {
    /// This file gets this text.
    Write(&'s Path, &'s [u8]),
    /// This file goes.
    Remove(PathBuf),
}

/// What turns `from`, or anything between the two, into `to`.
///
/// The included files come first: the main file, which may name new ones, is
/// written when they are there, and what nobody names any more goes last.
#[must_use]
pub(super) fn steps<'s>(from: &FileSet, to: &'s FileSet) -> Vec<Step<'s>> {
    let mut writes: Vec<_> = to
        .files()
        .iter()
        .map(|file| Step::Write(&file.path, &file.text))
        .collect();
    if !writes.is_empty() {
        writes.rotate_left(1);
    }
    let gone = from
        .files()
        .iter()
        .filter(|file| to.text(&file.path).is_none());
    writes.extend(gone.map(|file| Step::Remove(file.path.clone())));
    writes
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::store::SetFile;

    type Disk = BTreeMap<PathBuf, Vec<u8>>;

    fn set(files: &[(&str, &str)]) -> FileSet {
        let file = |(path, text): &(&str, &str)| SetFile {
            path: path.into(),
            text: text.as_bytes().to_vec(),
        };
        FileSet::new(files.iter().map(file).collect())
    }

    fn disk(set: &FileSet) -> Disk {
        let files = set.files().iter();
        files
            .map(|file| (file.path.clone(), file.text.clone()))
            .collect()
    }

    fn carry_out(disk: &mut Disk, steps: &[Step<'_>]) {
        for step in steps {
            match step {
                Step::Write(path, text) => drop(disk.insert((*path).to_owned(), text.to_vec())),
                Step::Remove(path) => drop(disk.remove(path)),
            }
        }
    }

    #[test]
    fn from_every_prefix_both_ends_are_reached() {
        let sets = [
            set(&[("k.conf", "one")]),
            set(&[("k.conf", "two")]),
            set(&[("k.conf", "inc"), ("d/a", "1"), ("d/b", "2")]),
            set(&[("k.conf", "inc"), ("d/b", "3"), ("d/c", "4")]),
            set(&[]),
        ];
        for (from, to) in sets
            .iter()
            .flat_map(|from| sets.iter().map(move |to| (from, to)))
        {
            let forward = steps(from, to);
            for reached in 0..=forward.len() {
                let mut half = disk(from);
                carry_out(&mut half, &forward[..reached]);
                // The way back may be broken off as well, anywhere.
                let back = steps(to, from);
                for again in 0..=back.len() {
                    let mut disk_now = half.clone();
                    carry_out(&mut disk_now, &back[..again]);
                    carry_out(&mut disk_now, &back);
                    assert_eq!(disk_now, disk(from), "{from:?} {to:?} {reached} {again}");
                    carry_out(&mut disk_now, &forward);
                    assert_eq!(disk_now, disk(to), "{from:?} {to:?} {reached} {again}");
                }
            }
        }
    }

    #[test]
    fn the_main_file_is_written_after_what_it_includes() {
        let to = set(&[("k.conf", "inc"), ("d/a", "1")]);
        let order = steps(&set(&[("k.conf", ""), ("d/z", "")]), &to);
        assert!(matches!(&order[..], [
            Step::Write(first, _),
            Step::Write(main, _),
            Step::Remove(gone),
        ] if first.ends_with("a") && main.ends_with("k.conf") && gone.ends_with("z")));
    }
}
