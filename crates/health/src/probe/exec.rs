//! Does a command of the user's own say yes? Exit status 0 is healthy; of
//! anything else the first line of its output is the reason.
//!
//! The command leads a process group of its own. The group is killed when the
//! command has ended, when its time is over and when the probe is dropped, so
//! a child that hangs is not left behind, and a child that holds the output
//! open is not waited for. What leaves the group (`setsid`) is out of reach.

use std::io;
use std::process::{ExitStatus, Stdio};

use rustix::process::{Pid, Signal, kill_process_group};
use tokio::io::AsyncReadExt;
use tokio::net::unix::pipe::Receiver;
use tokio::process::{Child, Command};
use tokio::sync::Semaphore;

use super::blocking::{AT_ONCE, Blocking};
use super::budget::Budget;
use super::pidfd::Pidfd;
use super::words;
use crate::{Reason, Stage};

/// Of a longer output the rest is read and forgotten.
const LONGEST_OUTPUT: usize = 4096;

/// Whoever starts a program waits until the kernel has read it, and a file
/// system can hang.
static PLACES: Semaphore = Semaphore::const_new(AT_ONCE);

/// A command, never seen by a shell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExecSpec {
    /// The program, as a path or to be found on `PATH`.
    pub program: String,
    /// Its arguments.
    pub arguments: Vec<String>,
}

/// How a command ended, and the first line of what it said.
#[derive(Debug)]
pub(super) struct Ending {
    pub(super) status: ExitStatus,
    pub(super) line: String,
}

/// Runs a command, again and again.
#[derive(Debug)]
pub(super) struct ExecProbe {
    spec: ExecSpec,
    start: Blocking<io::Result<(Group, Receiver)>>,
}

impl ExecProbe {
    pub(super) fn new(spec: ExecSpec) -> Self {
        ExecProbe {
            spec,
            start: Blocking::new(&PLACES),
        }
    }

    /// Asks the command.
    pub(super) async fn ask(&mut self, budget: &Budget) -> Result<(), Reason> {
        self.run(budget).await?.into_answer()
    }

    /// Runs the command within the budget.
    pub(super) async fn run(&mut self, budget: &Budget) -> Result<Ending, Reason> {
        let spec = self.spec.clone();
        let start = move || Group::start(&spec);
        let started = self.start.result(Stage::Start, budget, start).await?;
        let (mut group, mut output) = started.map_err(|error| Reason::NotStarted {
            message: format!("{}: {error}", self.spec.program),
        })?;
        let mut said = Vec::new();
        let status = budget
            .spend(Stage::Exit, group.end(&mut output, &mut said))
            .await?;
        let first = said
            .split(|byte| *byte == b'\n')
            .find(|line| !line.is_empty());
        Ok(Ending {
            status,
            line: words::one_line(first.unwrap_or_default()),
        })
    }
}

impl Ending {
    pub(super) fn into_answer(self) -> Result<(), Reason> {
        use std::os::unix::process::ExitStatusExt;
        match (self.status.code(), self.status.signal()) {
            (Some(0), _) => Ok(()),
            (Some(code), _) => Err(Reason::ExitStatus {
                code,
                line: self.line,
            }),
            (None, signal) => Err(Reason::Signalled {
                signal: signal.unwrap_or_default(),
                line: self.line,
            }),
        }
    }
}

/// A process group, until it is dropped.
#[derive(Debug)]
struct Group {
    child: Child,
    leader: Pid,
    exit: Pidfd,
    /// Once the leader is reaped, its number may be somebody else's.
    is_reaped: bool,
}

impl Group {
    fn start(spec: &ExecSpec) -> io::Result<(Group, Receiver)> {
        let (reader, writer) = io::pipe()?;
        let child = Command::new(&spec.program)
            .args(&spec.arguments)
            .stdin(Stdio::null())
            .stdout(writer.try_clone()?)
            .stderr(writer)
            .process_group(0)
            .spawn()?;
        let leader = child
            .id()
            .and_then(|id| Pid::from_raw(i32::try_from(id).ok()?))
            .ok_or_else(|| io::Error::other("it has no process id"))?;
        let exit = Pidfd::open(leader).inspect_err(|_| kill(leader))?;
        let group = Group {
            child,
            leader,
            exit,
            is_reaped: false,
        };
        Ok((group, Receiver::from_owned_fd(reader.into())?))
    }

    /// Waits for the leader's end, reads along, and ends the rest of the group.
    async fn end(&mut self, output: &mut Receiver, said: &mut Vec<u8>) -> io::Result<ExitStatus> {
        let mut chunk = [0; 1024];
        let mut is_open = true;
        loop {
            tokio::select! {
                ended = self.exit.ended() => {
                    ended?;
                    break;
                }
                read = output.read(&mut chunk), if is_open => {
                    is_open = matches!(read, Ok(1..));
                    keep(said, &chunk[..read.unwrap_or_default()]);
                }
            }
        }
        while let Ok(length @ 1..) = output.try_read(&mut chunk) {
            keep(said, &chunk[..length]);
        }
        // Before it is reaped: until then the number of the group is its own.
        kill(self.leader);
        let status = self.child.wait().await?;
        self.is_reaped = true;
        Ok(status)
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        if !self.is_reaped {
            kill(self.leader);
        }
    }
}

fn kill(leader: Pid) {
    // It fails only when nobody is left.
    let _ = kill_process_group(leader, Signal::KILL);
}

fn keep(said: &mut Vec<u8>, chunk: &[u8]) {
    let room = LONGEST_OUTPUT.saturating_sub(said.len());
    said.extend_from_slice(&chunk[..chunk.len().min(room)]);
}

impl std::fmt::Display for ExecSpec {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.program)?;
        self.arguments
            .iter()
            .try_for_each(|argument| write!(f, " {argument}"))
    }
}
