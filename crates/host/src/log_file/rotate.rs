//! Keep a log file small without losing a line, also while somebody writes it.
//!
//! Keepalived writes its log itself and never opens it again, so a renamed log would be written on
//! under its new name, and an emptied one would lose what was written since it was copied. Two ways
//! are left: rename while nobody writes, which is before every start; or copy the beginning away and
//! take it out of the file, which ext4 and XFS can do in one step under a writer that appends
//! (`FALLOC_FL_COLLAPSE_RANGE`, fallocate(2)). A log on another file system waits for the next start.
//!
//! Nothing is lost when we are killed between two steps: what was copied and not taken out yet is
//! then in both files.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Read, Write};
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use rustix::fs::{FallocateFlags, fallocate};
use rustix::io::Errno;

use super::older;

/// When a log is too long, and how many older parts are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rotation {
    /// From this size on, in bytes.
    pub limit: u64,
    /// How many older parts: `keepalived.log.1` to `.kept`. At least 1.
    pub kept: u32,
}

impl Rotation {
    /// 8 MiB and four older parts: some weeks of a quiet Keepalived, some hours of one that is at
    /// odds with its peer ten times a second.
    pub const KEEPALIVED: Self = Self {
        limit: 8 << 20,
        kept: 4,
    };
}

/// What became of a log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rotated {
    /// It is not too long, or not there.
    Unneeded,
    /// Its lines are in the older part 1 now.
    Done,
    /// The file system cannot take a file's beginning away.
    NotPossible,
}

impl Rotation {
    /// Rotates a log that nobody has open, or that will not be written any more by those who have.
    pub fn before_start(self, path: &Path) -> io::Result<Rotated> {
        if self.size_beyond_limit(path)?.is_none() {
            return Ok(Rotated::Unneeded);
        }
        self.make_room(path)?;
        fs::rename(path, older(path, 1))?;
        sync_directory(path)?;
        Ok(Rotated::Done)
    }

    /// Rotates a log that somebody appends to (`O_APPEND`) meanwhile. Only whole blocks of the file
    /// system can be taken away, so its last lines stay, the first of them perhaps cut: its beginning
    /// is the end of the older part.
    pub fn while_written(self, path: &Path) -> io::Result<Rotated> {
        let Some(size) = self.size_beyond_limit(path)? else {
            return Ok(Rotated::Unneeded);
        };
        let file = File::options().read(true).write(true).open(path)?;
        // A range up to the end would be a truncation, which the kernel refuses.
        let length = (size - 1) / file.metadata()?.blksize() * file.metadata()?.blksize();
        if length == 0 || !can_collapse(path, file.metadata()?.blksize())? {
            return Ok(Rotated::NotPossible);
        }
        let copy = copy_beginning(&file, path, length)?;
        self.make_room(path)?;
        copy.persist(older(path, 1)).map_err(|error| error.error)?;
        sync_directory(path)?;
        fallocate(&file, FallocateFlags::COLLAPSE_RANGE, 0, length)?;
        Ok(Rotated::Done)
    }

    fn size_beyond_limit(self, path: &Path) -> io::Result<Option<u64>> {
        match fs::metadata(path) {
            Ok(metadata) => Ok(Some(metadata.len()).filter(|size| *size >= self.limit)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Every older part gets the next number; the last one goes.
    fn make_room(self, path: &Path) -> io::Result<()> {
        for number in (1..self.kept).rev() {
            match fs::rename(older(path, number), older(path, number + 1)) {
                Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
                _ => {}
            }
        }
        Ok(())
    }
}

fn copy_beginning(file: &File, path: &Path, length: u64) -> io::Result<tempfile::NamedTempFile> {
    let mut copy = temporary_beside(path)?;
    copy.as_file()
        .set_permissions(file.metadata()?.permissions())?;
    io::copy(&mut file.take(length), copy.as_file_mut())?;
    copy.as_file().sync_all()?;
    Ok(copy)
}

/// Asks the file system on a file of its own, before anything is moved.
fn can_collapse(path: &Path, block: u64) -> io::Result<bool> {
    let mut sample = temporary_beside(path)?;
    let bytes = usize::try_from(block).map_err(io::Error::other)? + 1;
    sample.write_all(&vec![b'\n'; bytes])?;
    match fallocate(&sample, FallocateFlags::COLLAPSE_RANGE, 0, block) {
        Ok(()) => Ok(true),
        Err(Errno::OPNOTSUPP | Errno::NOSYS | Errno::INVAL) => Ok(false),
        Err(errno) => Err(errno.into()),
    }
}

fn temporary_beside(path: &Path) -> io::Result<tempfile::NamedTempFile> {
    let directory = path.parent().unwrap_or(Path::new("."));
    tempfile::Builder::new()
        .prefix(".vipkeeper-")
        .tempfile_in(directory)
}

fn sync_directory(path: &Path) -> io::Result<()> {
    let directory = path.parent().unwrap_or(Path::new("."));
    File::open(directory)?.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::BufRead;
    use std::path::PathBuf;
    use std::sync::atomic::{AtomicBool, Ordering};

    const ROTATION: Rotation = Rotation {
        limit: 20_000,
        kept: 3,
    };

    fn append(path: &Path) -> File {
        File::options()
            .append(true)
            .create(true)
            .open(path)
            .unwrap()
    }

    fn log() -> (tempfile::TempDir, PathBuf) {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("keepalived.log");
        (directory, path)
    }

    #[test]
    fn a_short_log_and_a_missing_one_stay_as_they_are() {
        let (_directory, path) = log();
        assert_eq!(ROTATION.before_start(&path).unwrap(), Rotated::Unneeded);
        append(&path).write_all(b"short\n").unwrap();
        assert_eq!(ROTATION.while_written(&path).unwrap(), Rotated::Unneeded);
        assert_eq!(fs::read(&path).unwrap(), b"short\n");
    }

    #[test]
    fn as_many_older_parts_are_kept_as_were_asked_for() {
        let (directory, path) = log();
        for number in 0..6 {
            let text = format!("{number}\n").repeat(10_000);
            append(&path).write_all(text.as_bytes()).unwrap();
            assert_eq!(ROTATION.before_start(&path).unwrap(), Rotated::Done);
        }
        let first_of = |number| fs::read(older(&path, number)).unwrap()[0];
        assert_eq!([1, 2, 3].map(first_of), [b'5', b'4', b'3']);
        assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 3);
    }

    #[test]
    fn no_line_is_lost_or_doubled_under_a_writer() {
        let (_directory, path) = log();
        let (kept, is_over) = (
            Rotation {
                kept: 1000,
                ..ROTATION
            },
            AtomicBool::new(false),
        );
        let written = std::thread::scope(|scope| {
            let writer = scope.spawn(|| {
                let mut file = append(&path);
                let mut number = 0;
                while !is_over.load(Ordering::Relaxed) {
                    file.write_all(format!("{number}\n").as_bytes()).unwrap();
                    number += 1;
                }
                number
            });
            let mut rotations = 0;
            while rotations < 20 {
                match kept.while_written(&path).unwrap() {
                    Rotated::Done => rotations += 1,
                    Rotated::Unneeded => std::thread::yield_now(),
                    Rotated::NotPossible => break,
                }
            }
            is_over.store(true, Ordering::Relaxed);
            writer.join().unwrap()
        });
        let parts = (1..).map(|number| older(&path, number));
        let mut parts: Vec<_> = parts.take_while(|part| part.exists()).collect();
        parts.reverse();
        parts.push(path);
        let text: Vec<u8> = parts
            .iter()
            .flat_map(|part| fs::read(part).unwrap())
            .collect();
        let found: Vec<u64> = text
            .lines()
            .map(|line| line.unwrap().parse().unwrap())
            .collect();
        assert_eq!(found, (0..written).collect::<Vec<u64>>());
    }
}
