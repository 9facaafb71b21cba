//! Does a process exist, by its program's name or by a pid file?
//!
//! The process that was found is held by a pidfd, the witness: its end is seen
//! at once, and while it lives a probe costs one system call and no look at
//! `/proc`. A zombie is no process, a stopped one is: what it cannot see is
//! whether the program still does its work.

use std::fs;
use std::future::pending;
use std::path::{Path, PathBuf};

use rustix::io::Errno;
use rustix::process::Pid;
use tokio::sync::Semaphore;

use super::blocking::{AT_ONCE, Blocking};
use super::budget::Budget;
use super::pidfd::Pidfd;
use crate::{Reason, Stage};

/// A look at `/proc` can hang: the command line of a process is read under a
/// lock that the process may hold while it waits for a disk.
static PLACES: Semaphore = Semaphore::const_new(AT_ONCE);

/// The kernel keeps so many bytes of a program's name (`TASK_COMM_LEN`, less
/// its NUL).
const LONGEST_COMM: usize = 15;

/// Which process; with both, the one of the pid file must have the name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProcessSpec {
    /// Any process of this program.
    Name(String),
    /// The one whose number is in this file, and its program if it is told.
    PidFile {
        /// The file.
        path: PathBuf,
        /// The program's name.
        name: Option<String>,
    },
}

/// Finds the process and holds it.
#[derive(Debug)]
pub(super) struct ProcessProbe {
    spec: ProcessSpec,
    held: Option<Pidfd>,
    search: Blocking<Result<Pidfd, Reason>>,
}

impl ProcessProbe {
    pub(super) fn new(spec: ProcessSpec) -> Self {
        ProcessProbe {
            spec,
            held: None,
            search: Blocking::new(&PLACES),
        }
    }

    pub(super) async fn ask(&mut self, budget: &Budget) -> Result<(), Reason> {
        if self.held.as_ref().is_some_and(Pidfd::is_alive) {
            return Ok(());
        }
        self.held = None;
        let spec = self.spec.clone();
        let search = self
            .search
            .result(Stage::Search, budget, move || spec.find());
        self.held = Some(search.await??);
        Ok(())
    }

    /// Resolves when the process has ended.
    pub(super) async fn news(&mut self) {
        let Some(held) = &self.held else {
            return pending().await;
        };
        // An error would mean that it cannot be watched: asking will tell.
        let _ = held.ended().await;
        self.held = None;
    }
}

impl ProcessSpec {
    fn find(&self) -> Result<Pidfd, Reason> {
        let found = match self {
            ProcessSpec::Name(name) => numbers().find_map(|pid| hold(pid, Some(name))),
            ProcessSpec::PidFile { path, name } => hold(number_in(path)?, name.as_deref()),
        };
        found.unwrap_or(Err(Reason::NoProcess))
    }
}

impl std::fmt::Display for ProcessSpec {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            ProcessSpec::Name(name) => f.write_str(name),
            ProcessSpec::PidFile { path, .. } => path.display().fmt(f),
        }
    }
}

/// All processes but ourselves: a check would else find its own name.
fn numbers() -> impl Iterator<Item = Pid> {
    let own = rustix::process::getpid();
    let entries = fs::read_dir("/proc").into_iter().flatten().flatten();
    entries
        .filter_map(|entry| Pid::from_raw(entry.file_name().to_str()?.parse().ok()?))
        .filter(move |pid| *pid != own)
}

fn number_in(path: &Path) -> Result<Pid, Reason> {
    let failed = |message: String| Reason::PidFile { message };
    let text = fs::read_to_string(path).map_err(|error| failed(error.to_string()))?;
    let number = text.split_whitespace().next().unwrap_or_default();
    let pid = number.parse().ok().filter(|pid| *pid > 0);
    pid.and_then(Pid::from_raw)
        .ok_or_else(|| failed(format!("`{number}` is not the number of a process")))
}

/// A pidfd of this process if it lives and is the one; looked at again once it
/// is held, since a number can change hands.
fn hold(pid: Pid, name: Option<&str>) -> Option<Result<Pidfd, Reason>> {
    if !is_the_one(pid, name) {
        return None;
    }
    match Pidfd::open(pid) {
        Ok(held) if held.is_alive() && is_the_one(pid, name) => Some(Ok(held)),
        Ok(_) => None,
        Err(error) if error.raw_os_error() == Some(Errno::SRCH.raw_os_error()) => None,
        Err(error) => Some(Err(Reason::Io {
            message: format!("pidfd_open: {error}"),
        })),
    }
}

/// By the kernel's name of it or by its first argument, as `pgrep` and people
/// know it.
fn is_the_one(pid: Pid, name: Option<&str>) -> bool {
    let folder = PathBuf::from(format!("/proc/{}", pid.as_raw_nonzero()));
    let Some(name) = name else {
        return folder.exists();
    };
    let comm = fs::read(folder.join("comm")).unwrap_or_default();
    let short = &name.as_bytes()[..name.len().min(LONGEST_COMM)];
    let is_named = comm.strip_suffix(b"\n") == Some(short);
    if is_named && name.len() <= LONGEST_COMM {
        return true;
    }
    let arguments = fs::read(folder.join("cmdline")).unwrap_or_default();
    let first = arguments
        .split(|byte| *byte == 0)
        .next()
        .unwrap_or_default();
    let program = first.rsplit(|byte| *byte == b'/').next();
    program == Some(name.as_bytes())
}
