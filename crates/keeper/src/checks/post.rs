//! What stands in the track files, and that it stays there.
//!
//! An agent puts its verdict on its [`Post`]; one [`Board`] for all of them
//! says, twice a second, that the files are still looked after.  It does so
//! only for agents that are on time: the file of one that is stuck goes stale,
//! and Keepalived's backstop asks instead.  What could not be written (a full
//! disk, a directory that is gone) is tried again at every pulse.

use std::collections::BTreeMap;
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::track_file::{HEARTBEAT, TrackFile};
use crate::settings::FailurePolicy;

/// How late an agent may be before its file is left to the backstop: well
/// above what a busy machine delays a task.
const SLACK: Duration = Duration::from_secs(1);

/// How late an agent may be before the whole daemon counts as stuck.
const PATIENCE: Duration = Duration::from_secs(10);

/// The posts of all agents.
#[derive(Debug, Clone, Default)]
pub struct Board {
    posts: Arc<Mutex<Posts>>,
}

#[derive(Debug, Default)]
struct Posts {
    taken: BTreeMap<u64, Arc<Mutex<Entry>>>,
    /// Never given twice.
    next: u64,
}

/// One agent's place on the board; it is taken off when the agent drops it.
#[derive(Debug)]
pub(super) struct Post {
    entry: Arc<Mutex<Entry>>,
    number: u64,
    board: Board,
}

#[derive(Debug)]
struct Entry {
    file: Arc<TrackFile>,
    verdict: Option<bool>,
    is_written: bool,
    /// The last failure was told already.
    is_told: bool,
    /// When the agent is to be heard of again.
    due: Instant,
    /// A file that is there from before is kept fresh, though nothing is
    /// proven yet.
    is_in_grace: bool,
    /// The agent waits for its turn among the commands: late it may be, stuck
    /// it is not.
    is_queued: bool,
}

impl Board {
    /// A place for one more agent.
    pub(super) fn post(&self, file: TrackFile) -> Post {
        let entry = Arc::new(Mutex::new(Entry {
            file: Arc::new(file),
            verdict: None,
            is_written: false,
            is_told: false,
            due: Instant::now(),
            is_in_grace: false,
            is_queued: false,
        }));
        let mut posts = lock(&self.posts);
        let number = posts.next;
        posts.next += 1;
        posts.taken.insert(number, entry.clone());
        Post {
            entry,
            number,
            board: self.clone(),
        }
    }

    /// Keeps every file fresh for as long as the board is in use.  On a thread of
    /// its own: a disk takes its time, and no check waits for it.
    pub fn pulse(&self) -> io::Result<()> {
        let posts = Arc::downgrade(&self.posts);
        let beat_on = move || {
            while let Some(posts) = posts.upgrade() {
                Board { posts }.beat(Instant::now());
                thread::sleep(HEARTBEAT);
            }
        };
        let named = thread::Builder::new().name("pulse".to_owned());
        named.spawn(beat_on).map(drop)
    }

    fn beat(&self, now: Instant) {
        let entries: Vec<_> = lock(&self.posts).taken.values().cloned().collect();
        for entry in entries {
            // Touched while nobody is kept from the entry: this may take a while.
            let file = lock(&entry).stale_unless_touched(now);
            if file.is_some_and(|file| file.touch().is_err()) {
                lock(&entry).write();
            }
        }
    }

    /// Whether every agent has been heard of in time, or nearly so.
    #[must_use]
    pub fn is_alive(&self, now: Instant) -> bool {
        let posts = lock(&self.posts);
        let is_on_time = |entry: &Entry| entry.is_queued || now < entry.due + PATIENCE;
        posts.taken.values().all(|entry| is_on_time(&lock(entry)))
    }
}

impl Post {
    /// The verdict from now on; it is written at once.
    pub(super) fn put(&self, is_healthy: bool) {
        let mut entry = lock(&self.entry);
        if entry.verdict != Some(is_healthy) || !entry.is_written {
            entry.verdict = Some(is_healthy);
            entry.write();
        }
    }

    /// The agent is to be heard of again after this time.
    pub(super) fn expect_after(&self, time: Duration) {
        lock(&self.entry).due = Instant::now() + time + SLACK;
    }

    /// Whether the agent waits for others, and for how long they decide.
    pub(super) fn set_queued(&self, is_queued: bool) {
        lock(&self.entry).is_queued = is_queued;
    }

    /// While nothing is proven, whether the file from before stands.
    pub(super) fn set_grace(&self, is_in_grace: bool) {
        lock(&self.entry).is_in_grace = is_in_grace;
    }

    /// The policy that gives the verdict its meaning.
    pub(super) fn set_policy(&self, policy: FailurePolicy) {
        let mut entry = lock(&self.entry);
        entry.file = Arc::new(entry.file.with(policy));
        if entry.verdict.is_some() {
            entry.write();
        }
    }
}

impl Drop for Post {
    fn drop(&mut self) {
        lock(&self.board.posts).taken.remove(&self.number);
    }
}

impl Entry {
    /// The file that is to be told fresh, if its agent is on time; one that could
    /// not be written is tried again.
    fn stale_unless_touched(&mut self, now: Instant) -> Option<Arc<TrackFile>> {
        if now > self.due {
            return None;
        }
        match self.verdict {
            Some(_) if !self.is_written => {
                self.write();
                None
            }
            // Nothing proven means nothing to stand by.
            None if !self.is_in_grace => None,
            Some(_) | None => Some(self.file.clone()),
        }
    }

    fn write(&mut self) {
        let Some(is_healthy) = self.verdict else {
            return;
        };
        let written = self.file.write(is_healthy);
        self.is_written = written.is_ok();
        self.tell(&written);
    }

    /// Once, and not at every pulse.
    fn tell(&mut self, written: &io::Result<()>) {
        let path = self.file.path().display();
        match written {
            Err(error) if !self.is_told => {
                tracing::error!(%error, %path, "cannot write the track file");
                self.is_told = true;
            }
            Err(_) => {}
            Ok(()) if self.is_told => {
                tracing::info!(%path, "the track file can be written again");
                self.is_told = false;
            }
            Ok(()) => {}
        }
    }
}

/// No invariant spans two statements here, so what a panic left is usable.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::PathBuf;
    use std::time::SystemTime;

    use super::*;

    struct Desk {
        _directory: tempfile::TempDir,
        path: PathBuf,
        file: TrackFile,
        board: Board,
    }

    fn desk() -> Desk {
        let directory = tempfile::tempdir().unwrap();
        let track = directory.path().join("track");
        let file = TrackFile::new(&track, "mysql", FailurePolicy::Fault);
        Desk {
            _directory: directory,
            path: file.path().to_owned(),
            file,
            board: Board::default(),
        }
    }

    fn age(path: &std::path::Path) {
        let file = fs::File::options().write(true).open(path).unwrap();
        file.set_modified(SystemTime::now() - Duration::from_secs(60))
            .unwrap();
    }

    #[test]
    fn a_pulse_keeps_the_file_fresh_while_its_agent_is_on_time() {
        let desk = desk();
        let post = desk.board.post(desk.file.clone());
        post.expect_after(Duration::from_secs(5));
        post.put(true);
        age(&desk.path);
        assert_eq!(desk.file.fresh_verdict(SystemTime::now()), None);
        let now = Instant::now();
        desk.board.beat(now);
        assert_eq!(desk.file.fresh_verdict(SystemTime::now()), Some(true));
        age(&desk.path);
        desk.board.beat(now + Duration::from_secs(7));
        assert_eq!(desk.file.fresh_verdict(SystemTime::now()), None, "late");
    }

    #[test]
    fn what_could_not_be_written_is_written_when_it_can_be() {
        let desk = desk();
        // A file where the directory should be: no rights get past it.
        let directory = desk.path.parent().unwrap();
        fs::write(directory, "").unwrap();
        let post = desk.board.post(desk.file.clone());
        post.expect_after(Duration::from_secs(5));
        post.put(false);
        assert!(!desk.path.exists());
        fs::remove_file(directory).unwrap();
        desk.board.beat(Instant::now());
        assert_eq!(fs::read(&desk.path).unwrap(), b"0\n");
        fs::remove_dir_all(directory).unwrap();
        desk.board.beat(Instant::now());
        assert_eq!(fs::read(&desk.path).unwrap(), b"0\n", "made again");
    }

    #[test]
    fn an_unknown_verdict_touches_nothing_but_in_its_grace() {
        let desk = desk();
        let post = desk.board.post(desk.file.clone());
        post.expect_after(Duration::from_secs(5));
        desk.board.beat(Instant::now());
        assert!(!desk.path.exists());
        desk.file.write(true).unwrap();
        age(&desk.path);
        desk.board.beat(Instant::now());
        assert_eq!(desk.file.fresh_verdict(SystemTime::now()), None);
        post.set_grace(true);
        desk.board.beat(Instant::now());
        assert_eq!(desk.file.fresh_verdict(SystemTime::now()), Some(true));
    }

    #[test]
    fn the_board_is_dead_when_one_agent_is_and_alive_without_it() {
        let desk = desk();
        let post = desk.board.post(desk.file.clone());
        post.expect_after(Duration::ZERO);
        let now = Instant::now();
        assert!(desk.board.is_alive(now));
        let later = now + SLACK + PATIENCE + Duration::from_millis(1);
        assert!(!desk.board.is_alive(later));
        post.set_queued(true);
        assert!(desk.board.is_alive(later), "it waits for others");
        post.set_queued(false);
        assert!(!desk.board.is_alive(later));
        drop(post);
        assert!(desk.board.is_alive(later));
    }
}
