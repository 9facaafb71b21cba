//! Read what is appended to a file, whatever happens to the file.
//!
//! Log files are renamed and made anew, emptied, or shortened at their beginning (as
//! [`Rotation`](super::Rotation) does). A line is given once in each of these cases.

use std::fs::{File, Metadata};
use std::io::{self, ErrorKind, Read, Seek, SeekFrom};
use std::mem::MaybeUninit;
use std::os::fd::OwnedFd;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::inotify::{self, CreateFlags, WatchFlags};
use rustix::io::Errno;

/// A file is also looked at this often, because network file systems tell nothing of what other
/// machines do.
const LOOK_ANYWAY: Duration = Duration::from_secs(1);

/// How much of what was read is remembered, to find the place again in a file whose beginning was
/// taken away. Bytes.
const REMEMBERED: usize = 64 << 10;

/// Where to begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Start {
    /// With the first byte.
    Beginning,
    /// With what is appended from now on.
    End,
}

/// Follows the file of one name.
#[derive(Debug)]
pub struct Follower {
    path: PathBuf,
    open: Option<Open>,
    /// The beginning of a line whose end is not written yet.
    partial: Vec<u8>,
    /// What was read last.
    remembered: Vec<u8>,
    watch: OwnedFd,
}

#[derive(Debug)]
struct Open {
    file: File,
    identity: (u64, u64),
    offset: u64,
}

impl Follower {
    /// The directory must exist; the file need not yet.
    pub fn open(path: &Path, start: Start) -> io::Result<Self> {
        let watch = watch_directory(path)?;
        let mut follower = Self {
            path: path.to_owned(),
            open: Open::new(path)?,
            partial: Vec::new(),
            remembered: Vec::new(),
            watch,
        };
        if let (Start::End, Some(open)) = (start, &mut follower.open) {
            open.offset = open.file.metadata()?.len();
            follower.remembered = open.last_bytes()?;
        }
        Ok(follower)
    }

    /// The lines that were completed since the last call, without their ends. Does not wait.
    pub fn lines(&mut self) -> io::Result<Vec<Vec<u8>>> {
        let mut lines = Vec::new();
        self.read(&mut lines)?;
        let named = match self.path.metadata() {
            Ok(metadata) => Some(identity(&metadata)),
            Err(error) if error.kind() == ErrorKind::NotFound => None,
            Err(error) => return Err(error),
        };
        if named.is_some() && named != self.open.as_ref().map(|open| open.identity) {
            // Something may have been written between the reading and the renaming.
            self.read(&mut lines)?;
            self.begin_anew(&mut lines);
            self.open = Open::new(&self.path)?;
            self.read(&mut lines)?;
        }
        Ok(lines)
    }

    /// Waits until something happened to the file, at most `limit`. May return for nothing.
    pub fn wait(&self, limit: Duration) -> io::Result<()> {
        let timeout = Timespec::try_from(limit.min(LOOK_ANYWAY)).ok();
        match poll(
            &mut [PollFd::new(&self.watch, PollFlags::IN)],
            timeout.as_ref(),
        ) {
            Ok(_) | Err(Errno::INTR) => self.forget_events(),
            Err(errno) => Err(errno.into()),
        }
    }

    /// What the events say is seen in the file itself; a queue that ran over tells no less.
    fn forget_events(&self) -> io::Result<()> {
        let mut buffer = [MaybeUninit::uninit(); 4096];
        let mut events = inotify::Reader::new(&self.watch, &mut buffer);
        loop {
            match events.next() {
                Ok(_) => {}
                Err(Errno::AGAIN | Errno::INTR) => return Ok(()),
                Err(errno) => return Err(errno.into()),
            }
        }
    }

    fn read(&mut self, lines: &mut Vec<Vec<u8>>) -> io::Result<()> {
        let Some(open) = &mut self.open else {
            return Ok(());
        };
        if open.file.metadata()?.len() < open.offset {
            open.offset = open.overlap(&self.remembered)?;
        }
        let bytes = open.rest()?;
        remember(&mut self.remembered, &bytes);
        self.partial.extend(bytes);
        if let Some(end) = self.partial.iter().rposition(|byte| *byte == b'\n') {
            let rest = self.partial.split_off(end + 1);
            let complete = std::mem::replace(&mut self.partial, rest);
            lines.extend(
                complete[..end]
                    .split(|byte| *byte == b'\n')
                    .map(<[u8]>::to_vec),
            );
        }
        Ok(())
    }

    /// A line that the old file will not complete any more is a line.
    fn begin_anew(&mut self, lines: &mut Vec<Vec<u8>>) {
        self.remembered.clear();
        if !self.partial.is_empty() {
            lines.push(std::mem::take(&mut self.partial));
        }
    }
}

impl Open {
    fn new(path: &Path) -> io::Result<Option<Self>> {
        let file = match File::open(path) {
            Ok(file) => file,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        };
        Ok(Some(Self {
            identity: identity(&file.metadata()?),
            file,
            offset: 0,
        }))
    }

    fn rest(&mut self) -> io::Result<Vec<u8>> {
        self.file.seek(SeekFrom::Start(self.offset))?;
        let mut bytes = Vec::new();
        self.file.read_to_end(&mut bytes)?;
        self.offset += bytes.len() as u64;
        Ok(bytes)
    }

    fn last_bytes(&mut self) -> io::Result<Vec<u8>> {
        let start = self.offset.saturating_sub(REMEMBERED as u64);
        self.file.seek(SeekFrom::Start(start))?;
        let mut bytes = Vec::new();
        (&self.file)
            .take(self.offset - start)
            .read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    /// How much of the shortened file's beginning was read before: the longest of its beginnings
    /// that what is remembered ends with. 0 for a file that was emptied.
    fn overlap(&mut self, remembered: &[u8]) -> io::Result<u64> {
        self.file.seek(SeekFrom::Start(0))?;
        let mut beginning = Vec::new();
        (&self.file)
            .take(remembered.len() as u64)
            .read_to_end(&mut beginning)?;
        let known = (0..=beginning.len())
            .rev()
            .find(|length| remembered.ends_with(&beginning[..*length]));
        Ok(known.unwrap_or(0) as u64)
    }
}

fn identity(metadata: &Metadata) -> (u64, u64) {
    (metadata.dev(), metadata.ino())
}

fn remember(remembered: &mut Vec<u8>, bytes: &[u8]) {
    remembered.extend(bytes);
    let superfluous = remembered.len().saturating_sub(REMEMBERED);
    remembered.drain(..superfluous);
}

/// The directory is watched and not the file, because the file's name may come to mean another file.
fn watch_directory(path: &Path) -> io::Result<OwnedFd> {
    let directory = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    let watch = inotify::init(CreateFlags::NONBLOCK | CreateFlags::CLOEXEC)?;
    let flags = WatchFlags::MODIFY | WatchFlags::CREATE | WatchFlags::MOVED_TO;
    inotify::add_watch(&watch, directory.as_os_str().as_bytes(), flags)?;
    Ok(watch)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::log_file::{Rotated, Rotation};
    use std::fs;
    use std::io::Write;

    struct Log {
        directory: tempfile::TempDir,
        writer: File,
    }

    impl Log {
        fn new() -> Self {
            let directory = tempfile::tempdir().unwrap();
            let writer = append(&directory.path().join("log"));
            Self { directory, writer }
        }

        fn path(&self) -> PathBuf {
            self.directory.path().join("log")
        }

        fn write(&mut self, text: &str) {
            self.writer.write_all(text.as_bytes()).unwrap();
        }
    }

    fn append(path: &Path) -> File {
        File::options()
            .append(true)
            .create(true)
            .open(path)
            .unwrap()
    }

    fn texts(follower: &mut Follower) -> Vec<String> {
        let lines = follower.lines().unwrap();
        lines
            .into_iter()
            .map(|line| String::from_utf8(line).unwrap())
            .collect()
    }

    #[test]
    fn a_line_is_given_when_it_is_complete() {
        let mut log = Log::new();
        log.write("before\n");
        let mut follower = Follower::open(&log.path(), Start::End).unwrap();
        log.write("one\ntw");
        assert_eq!(texts(&mut follower), ["one"]);
        log.write("o\n");
        assert_eq!(texts(&mut follower), ["two"]);
        assert_eq!(texts(&mut follower), [""; 0]);
    }

    #[test]
    fn a_file_that_is_renamed_and_made_anew_is_followed() {
        let mut log = Log::new();
        let mut follower = Follower::open(&log.path(), Start::Beginning).unwrap();
        log.write("old\nhalf");
        fs::rename(log.path(), log.directory.path().join("log.1")).unwrap();
        assert_eq!(texts(&mut follower), ["old"]);
        log.write("\nlate\n");
        log.writer = append(&log.path());
        log.write("new\n");
        assert_eq!(texts(&mut follower), ["half", "late", "new"]);
    }

    #[test]
    fn an_emptied_file_is_read_from_its_beginning() {
        let mut log = Log::new();
        log.write("one\ntwo\n");
        let mut follower = Follower::open(&log.path(), Start::Beginning).unwrap();
        assert_eq!(texts(&mut follower), ["one", "two"]);
        log.writer.set_len(0).unwrap();
        log.write("three\n");
        assert_eq!(texts(&mut follower), ["three"]);
    }

    #[test]
    fn a_file_that_is_made_later_is_found() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("log");
        let mut follower = Follower::open(&path, Start::End).unwrap();
        assert_eq!(texts(&mut follower), [""; 0]);
        append(&path).write_all(b"first\n").unwrap();
        assert_eq!(texts(&mut follower), ["first"]);
    }

    #[test]
    fn no_line_comes_twice_when_the_beginning_is_taken_away() {
        let mut log = Log::new();
        let mut follower = Follower::open(&log.path(), Start::Beginning).unwrap();
        let mut expected = Vec::new();
        for number in 0..2000 {
            let line = format!("line {number}");
            log.write(&format!("{line}\n"));
            expected.push(line);
        }
        let mut found = texts(&mut follower);
        let rotation = Rotation {
            limit: 10_000,
            kept: 2,
        };
        let rotated = rotation.while_written(&log.path()).unwrap();
        // tmpfs and btrfs cannot take the beginning away; then there is nothing to follow either.
        if rotated == Rotated::NotPossible {
            return;
        }
        assert!(log.path().metadata().unwrap().len() < 10_000);
        log.write("after\n");
        expected.push("after".to_owned());
        found.extend(texts(&mut follower));
        assert_eq!(found, expected);
    }

    #[test]
    fn waiting_ends_when_something_is_written() {
        let mut log = Log::new();
        let mut follower = Follower::open(&log.path(), Start::End).unwrap();
        let path = log.path();
        let writer = std::thread::spawn(move || append(&path).write_all(b"now\n"));
        let found = loop {
            follower.wait(Duration::from_secs(5)).unwrap();
            let found = texts(&mut follower);
            if !found.is_empty() {
                break found;
            }
        };
        assert_eq!(found, ["now"]);
        writer.join().unwrap().unwrap();
        log.write("");
    }
}
