//! Network namespaces of this machine: enter one, see who lives in it, end them.
//!
//! Owns the system calls. It does not make or delete namespaces (`ip netns` does, and leaves the
//! names where the administrator's tools find them), and it never uses `ip netns exec`, which mounts
//! another `/sys` over the caller's.

use std::fs::{self, File};
use std::io;
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::fs::MetadataExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use rustix::process::{Pid, PidfdFlags, Signal, pidfd_open, pidfd_send_signal};
use rustix::thread::{LinkNameSpaceType, UnshareFlags, move_into_link_name_space, unshare_unsafe};
use thiserror::Error;

/// Where `ip netns` keeps the named namespaces.
pub const NAMES: &str = "/run/netns";

/// `NSFS_MAGIC`, include/uapi/linux/magic.h: the file is a namespace, not a name left behind.
const NSFS_MAGIC: u64 = 0x6e73_6673;

/// What can go wrong with a network namespace.
#[derive(Debug, Error)]
pub enum NetNsError {
    /// The name cannot be opened.
    #[error("cannot open the network namespace {name}")]
    Open {
        /// As in `ip netns list`.
        name: String,
        /// What the system said.
        source: io::Error,
    },
    /// There is a file of that name which is not a namespace: `ip netns add` was interrupted.
    #[error("{} is not a network namespace", path.display())]
    NotANamespace {
        /// The file.
        path: PathBuf,
    },
    /// No namespace could be made.
    #[error("cannot make a network namespace")]
    Make(#[source] io::Error),
    /// A thread could not move into the namespace.
    #[error("cannot enter the network namespace {name}")]
    Enter {
        /// As in `ip netns list`.
        name: String,
        /// What the system said.
        source: io::Error,
    },
    /// The processes of this machine could not be listed.
    #[error("cannot list the processes in /proc")]
    ListProcesses(#[source] io::Error),
    /// A process could not be signalled or watched.
    #[error("cannot signal process {pid} in the network namespace {name}")]
    Signal {
        /// Its number.
        pid: i32,
        /// As in `ip netns list`.
        name: String,
        /// What the system said.
        source: io::Error,
    },
    /// Processes had not come to a standstill when the limit had passed.
    #[error("{count} processes in the network namespace {name} still run after {} ms", limit.as_millis())]
    StillRunning {
        /// As in `ip netns list`.
        name: String,
        /// How many.
        count: usize,
        /// The limit given.
        limit: Duration,
    },
    /// Processes were still there when the limit had passed.
    #[error("{count} processes in the network namespace {name} did not end within {} ms", limit.as_millis())]
    StillAlive {
        /// As in `ip netns list`.
        name: String,
        /// How many.
        count: usize,
        /// The limit given.
        limit: Duration,
    },
}

/// An open network namespace. A clone is another handle to the same one; the namespace lives as long
/// as a handle, a process or a name refers to it.
#[derive(Debug, Clone)]
pub struct NetNs {
    name: String,
    file: Arc<OwnedFd>,
    identity: (u64, u64),
}

impl NetNs {
    /// Opens the namespace called `name` in `ip netns list`.
    pub fn open(name: &str) -> Result<Self, NetNsError> {
        let path = Path::new(NAMES).join(name);
        let open_error = |source| NetNsError::Open {
            name: name.to_owned(),
            source,
        };
        let file = File::open(&path).map_err(open_error)?;
        let kind = rustix::fs::fstatfs(&file)
            .map_err(|errno| open_error(errno.into()))?
            .f_type;
        if u64::try_from(kind) != Ok(NSFS_MAGIC) {
            return Err(NetNsError::NotANamespace { path });
        }
        let metadata = file.metadata().map_err(open_error)?;
        Ok(Self {
            name: name.to_owned(),
            identity: (metadata.dev(), metadata.ino()),
            file: Arc::new(file.into()),
        })
    }

    /// As in `ip netns list`.
    pub fn name(&self) -> &str {
        &self.name
    }

    fn contains(&self, pid: Pid) -> bool {
        fs::metadata(format!("/proc/{pid}/ns/net"))
            .is_ok_and(|metadata| (metadata.dev(), metadata.ino()) == self.identity)
    }
}

/// Makes `command` start inside `ns`; everything else about it stays as it is.
#[expect(
    unsafe_code,
    reason = "a child can enter a namespace only between fork and exec"
)]
pub fn command_in(ns: &NetNs, mut command: Command) -> Command {
    let file = Arc::clone(&ns.file);
    // SAFETY: between fork and exec the closure makes one system call on a descriptor that it owns.
    // It neither allocates nor takes a lock, also not on failure (the error holds an errno only).
    unsafe {
        command.pre_exec(move || Ok(enter(&file)?));
    }
    command
}

/// Moves the calling thread, and no other, into `ns` for the rest of its life. Sockets that it opens
/// belong to `ns`, also when another thread uses them later.
pub fn enter_thread(ns: &NetNs) -> Result<(), NetNsError> {
    enter(&ns.file).map_err(|errno| NetNsError::Enter {
        name: ns.name.clone(),
        source: errno.into(),
    })
}

/// Calls `work` on a short-lived thread inside `ns` and gives back its answer; the caller stays where
/// it is. A fraction of a millisecond: cheap enough to poll with.
pub fn within<T: Send>(ns: &NetNs, work: impl FnOnce() -> T + Send) -> Result<T, NetNsError> {
    std::thread::scope(|scope| {
        let visitor = scope.spawn(|| enter_thread(ns).map(|()| work()));
        match visitor.join() {
            Ok(answer) => answer,
            Err(payload) => std::panic::resume_unwind(payload),
        }
    })
}

/// Calls `work` on a short-lived thread in a network of its own, in which only the loopback interface
/// exists and nothing answers. What `work` starts lives there too; the caller stays where it is.
#[expect(unsafe_code, reason = "rustix cannot know what else a thread shares")]
pub fn within_empty<T: Send>(work: impl FnOnce() -> T + Send) -> Result<T, NetNsError> {
    std::thread::scope(|scope| {
        let visitor = scope.spawn(|| {
            // SAFETY: of what `unshare` can take from a thread, file descriptors are the one thing
            // that safe code rests on; the network is none of it.
            unsafe { unshare_unsafe(UnshareFlags::NEWNET) }
                .map_err(|errno| NetNsError::Make(errno.into()))?;
            tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .map_err(NetNsError::Make)?
                .block_on(crate::net::raise_loopback())
                .map_err(|error| NetNsError::Make(io::Error::other(error)))?;
            Ok(work())
        });
        match visitor.join() {
            Ok(answer) => answer,
            Err(payload) => std::panic::resume_unwind(payload),
        }
    })
}

fn enter(file: &OwnedFd) -> Result<(), Errno> {
    move_into_link_name_space(file.as_fd(), Some(LinkNameSpaceType::Network))
}

/// The processes whose main thread is in `ns`, without the caller's own and without those that have
/// ended and were not waited for yet. Needs root to see the processes of others.
pub fn processes_in(ns: &NetNs) -> Result<Vec<Pid>, NetNsError> {
    let mut found = Vec::new();
    for entry in fs::read_dir("/proc").map_err(NetNsError::ListProcesses)? {
        let entry = entry.map_err(NetNsError::ListProcesses)?;
        let number = entry
            .file_name()
            .to_str()
            .and_then(|name| name.parse().ok());
        let Some(pid) = number.and_then(Pid::from_raw) else {
            continue;
        };
        if pid != rustix::process::getpid() && ns.contains(pid) {
            found.push(pid);
        }
    }
    Ok(found)
}

/// Kills every process in `ns`, those included that are born meanwhile, and returns when the last is
/// gone. Gives the number killed; fails when some are left after `limit`.
pub fn kill_processes_in(ns: &NetNs, limit: Duration) -> Result<usize, NetNsError> {
    let deadline = Instant::now() + limit;
    let mut killed = 0;
    loop {
        let living = processes_in(ns)?;
        if living.is_empty() {
            return Ok(killed);
        }
        if Instant::now() >= deadline {
            return Err(NetNsError::StillAlive {
                name: ns.name.clone(),
                count: living.len(),
                limit,
            });
        }
        // All are told before the first is waited for: a parent must not restart its children.
        let dying = living
            .into_iter()
            .filter_map(|pid| send(ns, pid, Signal::KILL).transpose())
            .collect::<Result<Vec<_>, _>>()?;
        killed += dying.len();
        for (pid, process) in &dying {
            wait_for_end(process, deadline).map_err(|errno| signal_error(ns, *pid, errno))?;
        }
    }
}

/// Stops every process in `ns`, those included that are born meanwhile, and returns when all stand
/// still: the kernel goes on, and with it the addresses, the answers to ARP and the queues of listening
/// sockets. Fails when some still run after `limit`.
pub fn freeze_processes_in(ns: &NetNs, limit: Duration) -> Result<(), NetNsError> {
    let deadline = Instant::now() + limit;
    let mut told = Vec::new();
    loop {
        let living = processes_in(ns)?;
        let running: Vec<Pid> = living.into_iter().filter(|pid| !is_stopped(*pid)).collect();
        if running.is_empty() {
            return Ok(());
        }
        if Instant::now() >= deadline {
            return Err(NetNsError::StillRunning {
                name: ns.name.clone(),
                count: running.len(),
                limit,
            });
        }
        // Once is enough: a second signal would stop it again after a thaw that came in between.
        for pid in running.iter().filter(|pid| !told.contains(*pid)) {
            send(ns, *pid, Signal::STOP)?;
        }
        told.extend(running);
        std::thread::yield_now();
    }
}

/// Source: proc(5), `/proc/pid/stat`.
fn is_stopped(pid: Pid) -> bool {
    let stat = fs::read_to_string(format!("/proc/{}/stat", pid.as_raw_nonzero()));
    // The state follows the name, which stands in parentheses and may hold anything.
    stat.is_ok_and(|stat| {
        stat.rsplit_once(") ")
            .is_some_and(|(_, rest)| rest.starts_with('T'))
    })
}

/// Lets every process in `ns` go on after [`freeze_processes_in`].
pub fn thaw_processes_in(ns: &NetNs) -> Result<(), NetNsError> {
    for pid in processes_in(ns)? {
        send(ns, pid, Signal::CONT)?;
    }
    Ok(())
}

/// `None` when the process has ended by itself. Its number may by then be another's, so the question
/// where it lives is asked again once the descriptor holds the process fast.
fn send(ns: &NetNs, pid: Pid, signal: Signal) -> Result<Option<(Pid, OwnedFd)>, NetNsError> {
    let process = match pidfd_open(pid, PidfdFlags::empty()) {
        Ok(process) => process,
        Err(Errno::SRCH) => return Ok(None),
        Err(errno) => return Err(signal_error(ns, pid, errno)),
    };
    if !ns.contains(pid) {
        return Ok(None);
    }
    match pidfd_send_signal(&process, signal) {
        Ok(()) => Ok(Some((pid, process))),
        Err(Errno::SRCH) => Ok(None),
        Err(errno) => Err(signal_error(ns, pid, errno)),
    }
}

/// Returns at the deadline too; the caller counts who is left.
fn wait_for_end(process: &OwnedFd, deadline: Instant) -> Result<(), Errno> {
    loop {
        let left = deadline.saturating_duration_since(Instant::now());
        let timeout = Timespec::try_from(left).ok();
        let mut fds = [PollFd::new(process, PollFlags::IN)];
        match poll(&mut fds, timeout.as_ref()) {
            Ok(_) => return Ok(()),
            Err(Errno::INTR) => {}
            Err(errno) => return Err(errno),
        }
    }
}

fn signal_error(ns: &NetNs, pid: Pid, errno: Errno) -> NetNsError {
    NetNsError::Signal {
        pid: pid.as_raw_nonzero().get(),
        name: ns.name.clone(),
        source: errno.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_answers_in_an_empty_network_and_the_loopback_is_there() {
        let outside = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let address = outside.local_addr().unwrap();
        let error = within_empty(|| std::net::TcpStream::connect(address).map(|_| ()))
            .unwrap()
            .unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::ConnectionRefused);
        assert!(std::net::TcpStream::connect(address).is_ok());
    }

    #[test]
    fn a_name_that_does_not_exist_is_named_in_the_error() {
        let error = NetNs::open("vk-no-such-namespace").unwrap_err();
        assert!(
            error.to_string().contains("vk-no-such-namespace"),
            "{error}"
        );
    }
}
