//! Processes, named by what they are and not only by a number.
//!
//! A process id is reused; a pid file outlives its process.  Everything here
//! therefore works on a [`Process`] that holds a pidfd, opened while the
//! process was seen to be the one that was meant.

use std::fs;
use std::io;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::process::{Pid, PidfdFlags, Signal, pidfd_open, pidfd_send_signal};
use tokio::io::Interest;
use tokio::io::unix::AsyncFd;

/// The first real-time signal that no C library keeps for itself: glibc keeps
/// 32 and 33, musl 34 as well (signal(7)).
const FIRST_REAL_TIME: i32 = 35;
const LAST_REAL_TIME: i32 = 64;

/// The real-time signal with this number; `None` when it is not one that
/// programs may use.
#[must_use]
#[expect(unsafe_code, reason = "rustix names no real-time signals")]
pub fn real_time_signal(number: i32) -> Option<Signal> {
    (FIRST_REAL_TIME..=LAST_REAL_TIME)
        .contains(&number)
        .then(|| {
            // SAFETY: the number is a valid signal, and none that a C library
            // keeps for itself.
            unsafe { Signal::from_raw_unchecked(number) }
        })
}

/// A process that was alive when it was opened.
#[derive(Debug)]
pub struct Process {
    pid: Pid,
    fd: OwnedFd,
}

impl Process {
    /// Opens the process with this id.
    pub fn open(pid: u32) -> io::Result<Self> {
        let pid = i32::try_from(pid)
            .ok()
            .and_then(Pid::from_raw)
            .ok_or(io::ErrorKind::InvalidInput)?;
        let fd = pidfd_open(pid, PidfdFlags::empty())?;
        Ok(Self { pid, fd })
    }

    /// Opens the process that a pid file names, if it is alive and its
    /// program's file name is `program`.
    ///
    /// The file name is compared after the pidfd is open, so a process id that
    /// was reused in between cannot be mistaken for the one that was meant.
    #[must_use]
    pub fn from_pid_file(path: &Path, program: &str) -> Option<Self> {
        let pid = fs::read_to_string(path).ok()?.trim().parse().ok()?;
        let process = Self::open(pid).ok()?;
        (process.program()?.as_str() == program && process.is_alive()).then_some(process)
    }

    /// Every process of this network namespace whose program's file name is
    /// `program`.  Other users' processes are seen by root only.
    #[must_use]
    pub fn running(program: &str) -> Vec<Self> {
        let own = fs::read_link("/proc/self/ns/net").ok();
        let entries = fs::read_dir("/proc").into_iter().flatten().flatten();
        entries
            .filter_map(|entry| Self::open(entry.file_name().to_str()?.parse().ok()?).ok())
            .filter(|process| process.program().as_deref() == Some(program))
            .filter(|process| fs::read_link(process.proc("ns/net")).ok() == own)
            .filter(Self::is_alive)
            .collect()
    }

    /// The words of its command line, its name first.
    #[must_use]
    pub fn command_line(&self) -> Vec<String> {
        let words = fs::read(self.proc("cmdline")).unwrap_or_default();
        words
            .split(|byte| *byte == 0)
            .filter(|word| !word.is_empty())
            .map(|word| String::from_utf8_lossy(word).into_owned())
            .collect()
    }

    /// The process id.
    #[must_use]
    pub fn id(&self) -> u32 {
        self.pid.as_raw_pid().unsigned_abs()
    }

    /// The file name of the program it runs; `None` for a kernel thread, a
    /// zombie or another user's process.
    #[must_use]
    pub fn program(&self) -> Option<String> {
        let target = fs::read_link(self.proc("exe")).ok()?;
        let name = target.file_name()?.to_str()?;
        // A program that was replaced while it runs shows up with this mark.
        Some(name.strip_suffix(" (deleted)").unwrap_or(name).to_owned())
    }

    /// The value of a variable in the environment it was started with.
    #[must_use]
    pub fn environment(&self, name: &str) -> Option<String> {
        let environment = fs::read(self.proc("environ")).ok()?;
        environment
            .split(|byte| *byte == 0)
            .filter_map(|entry| std::str::from_utf8(entry).ok()?.split_once('='))
            .find_map(|(key, value)| (key == name).then(|| value.to_owned()))
    }

    /// A path as this process sees it, reachable from here.
    #[must_use]
    pub fn path_inside(&self, path: &Path) -> PathBuf {
        let relative = path.strip_prefix("/").unwrap_or(path);
        self.proc("root").join(relative)
    }

    /// Whether this signal would not end it: it is caught, blocked (as for
    /// signalfd(2)) or ignored.  A program that is still starting up has not
    /// said yet what it does with its signals, and most of them kill.
    #[must_use]
    pub fn survives(&self, signal: Signal) -> bool {
        let status = fs::read_to_string(self.proc("status")).unwrap_or_default();
        let mask = ["SigBlk:", "SigCgt:", "SigIgn:"]
            .iter()
            .filter_map(|field| {
                let line = status.lines().find_map(|line| line.strip_prefix(field))?;
                u64::from_str_radix(line.trim(), 16).ok()
            })
            .fold(0, |all, mask| all | mask);
        let bit = u32::try_from(signal.as_raw() - 1).unwrap_or(u32::MAX);
        mask.checked_shr(bit).is_some_and(|mask| mask & 1 == 1)
    }

    /// Whether it has loaded a file of this name, such as a library.
    #[must_use]
    pub fn has_loaded(&self, file_name: &str) -> bool {
        let maps = fs::read_to_string(self.proc("maps")).unwrap_or_default();
        let mut paths = maps.lines().filter_map(|line| line.split_once('/'));
        paths.any(|(_, path)| path.rsplit('/').next() == Some(file_name))
    }

    /// The processes that it has started and that still run.
    #[must_use]
    pub fn children(&self) -> Vec<Self> {
        // The kernel keeps the list by the thread that started the child.
        let threads = fs::read_dir(self.proc("task")).into_iter().flatten();
        threads
            .flatten()
            .filter_map(|thread| fs::read_to_string(thread.path().join("children")).ok())
            .flat_map(|list| {
                list.split_whitespace()
                    .filter_map(|pid| Self::open(pid.parse().ok()?).ok())
                    .collect::<Vec<_>>()
            })
            .collect()
    }

    fn proc(&self, entry: &str) -> PathBuf {
        PathBuf::from(format!("/proc/{}/{entry}", self.id()))
    }

    /// Whether it has not ended yet (a zombie has ended).
    #[must_use]
    pub fn is_alive(&self) -> bool {
        !self.wait(Duration::ZERO)
    }

    /// Sends a signal; one that has ended already is no error.
    pub fn signal(&self, signal: Signal) -> io::Result<()> {
        match pidfd_send_signal(&self.fd, signal) {
            Ok(()) | Err(rustix::io::Errno::SRCH) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// Waits until it has ended, at most `limit`; tells whether it has.
    #[must_use]
    pub fn wait(&self, limit: Duration) -> bool {
        let deadline = Instant::now() + limit;
        loop {
            let left = deadline.saturating_duration_since(Instant::now());
            let timeout = Timespec::try_from(left).ok();
            let mut fds = [PollFd::new(&self.fd, PollFlags::IN)];
            match poll(&mut fds, timeout.as_ref()) {
                Ok(0) => return false,
                Ok(_) => return true,
                Err(rustix::io::Errno::INTR) => {}
                Err(_) => return false,
            }
        }
    }
}

impl Process {
    /// A future that completes when it has ended.  Needs a tokio runtime.
    #[expect(unsafe_code, reason = "tokio asks for a promise about the descriptor")]
    pub fn ended(&self) -> io::Result<impl Future<Output = ()> + use<>> {
        let fd = self.fd.try_clone()?;
        // SAFETY: an `OwnedFd` keeps the same descriptor open until it is
        // dropped, which `AsyncFd` does after it has left the reactor.
        let fd = unsafe { AsyncFd::register_with_interest(fd, Interest::READABLE) }?;
        Ok(async move {
            // An error can only mean that the runtime goes away.
            let _ = fd.readable().await;
        })
    }
}

impl AsFd for Process {
    /// Readable when the process has ended.
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.fd.as_fd()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::process::Command;

    #[test]
    fn a_child_is_seen_alive_signalled_and_gone() {
        let mut child = Command::new("sleep").arg("60").spawn().unwrap();
        let process = Process::open(child.id()).unwrap();
        assert!(process.is_alive());
        process.signal(Signal::KILL).unwrap();
        assert!(process.wait(Duration::from_secs(5)));
        child.wait().unwrap();
        assert!(!process.is_alive());
    }

    #[test]
    fn a_signal_that_nobody_handles_is_not_survived() {
        let mut child = Command::new("sleep").arg("60").spawn().unwrap();
        let process = Process::open(child.id()).unwrap();
        assert!(!process.survives(Signal::USR1));
        let own = Process::open(std::process::id()).unwrap();
        assert!(own.survives(Signal::PIPE), "std ignores SIGPIPE");
        assert!(own.children().iter().any(|known| known.id() == child.id()));
        child.kill().unwrap();
        child.wait().unwrap();
    }

    #[test]
    fn a_pid_file_of_another_program_names_nobody() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("pid");
        fs::write(&path, format!("{}\n", std::process::id())).unwrap();
        let own = fs::read_link("/proc/self/exe").unwrap();
        let own = own.file_name().unwrap().to_str().unwrap().to_owned();
        assert!(Process::from_pid_file(&path, "keepalived").is_none());
        assert!(Process::from_pid_file(&path, &own).is_some());
    }

    #[test]
    fn garbage_in_a_pid_file_names_nobody() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("pid");
        for text in ["", "0", "-1", "words", "99999999999"] {
            fs::write(&path, text).unwrap();
            assert!(Process::from_pid_file(&path, "keepalived").is_none());
        }
    }
}
