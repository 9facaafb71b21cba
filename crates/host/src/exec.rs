//! Run a command to its end within a time limit, and keep what it said.
//!
//! Owns the waiting, the bounded capture of both streams and the kill on time-out. It does not judge
//! exit codes (their meaning differs from program to program) and it blocks: an asynchronous caller
//! puts it on a thread of its own.

use std::borrow::Cow;
use std::fmt;
use std::io::{self, ErrorKind, Read, Write};
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{OFlags, fcntl_getfl, fcntl_setfl};
use rustix::process::{Pid, PidfdFlags, Signal, kill_process_group, pidfd_open};
use thiserror::Error;

/// Bytes kept of each stream. The rest is read and dropped, so that a talkative program neither
/// blocks on a full pipe nor fills our memory.
pub const CAPTURE_LIMIT: usize = 1 << 20;

/// Why a command could not be run to its end. A command that ran and failed is a [`Finished`].
#[derive(Debug, Error)]
pub enum ExecError {
    /// The program is not installed, or not in `PATH`.
    #[error("program {program} was not found")]
    ProgramMissing {
        /// As it was asked for.
        program: String,
    },
    /// The program is there and could not be started.
    #[error("cannot start {program}")]
    Spawn {
        /// As it was asked for.
        program: String,
        /// What the system said.
        source: io::Error,
    },
    /// The program was started and could not be watched; it has been killed.
    #[error("lost sight of {program} while it ran")]
    Watch {
        /// As it was asked for.
        program: String,
        /// What the system said.
        source: io::Error,
    },
}

/// How a command came to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// It exited by itself with this code, 0–255.
    Exited(i32),
    /// A signal ended it that was not ours: nothing can be concluded about its verdict.
    Signalled(i32),
    /// It did not end within this limit; its process group was killed.
    TimedOut(Duration),
}

impl fmt::Display for Ending {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exited(code) => write!(f, "exited with code {code}"),
            Self::Signalled(signal) => write!(f, "was killed by signal {signal}"),
            Self::TimedOut(limit) => write!(f, "did not end within {} ms", limit.as_millis()),
        }
    }
}

/// A command that has ended, and what it wrote.
#[derive(Debug, Clone)]
pub struct Finished {
    /// How it ended.
    pub ending: Ending,
    /// At most the first [`CAPTURE_LIMIT`] bytes.
    pub stdout: Vec<u8>,
    /// At most the first [`CAPTURE_LIMIT`] bytes.
    pub stderr: Vec<u8>,
}

impl Finished {
    /// It exited by itself with code 0.
    pub fn succeeded(&self) -> bool {
        self.ending == Ending::Exited(0)
    }

    /// Standard output as text; bytes that are not UTF-8 are replaced.
    pub fn stdout_text(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.stdout)
    }

    /// Standard error as text; bytes that are not UTF-8 are replaced.
    pub fn stderr_text(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.stderr)
    }
}

/// Runs `command` without input and captures both streams.
///
/// The command gets a process group of its own. When `limit` passes, the whole group is killed, so
/// that a shell's children do not outlive it. A child left in the background by a command that
/// ended in time is neither waited for nor killed: init scripts start daemons that way.
pub fn run(command: &mut Command, limit: Duration) -> Result<Finished, ExecError> {
    run_with_input(command, &[], limit)
}

/// As [`run`], with `input` on standard input. A command that does not read all of it is no error.
pub fn run_with_input(
    command: &mut Command,
    input: &[u8],
    limit: Duration,
) -> Result<Finished, ExecError> {
    let program = command.get_program().to_string_lossy().into_owned();
    let deadline = Instant::now() + limit;
    let stdin = if input.is_empty() {
        Stdio::null()
    } else {
        Stdio::piped()
    };
    let spawned = command
        .stdin(stdin)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .process_group(0)
        .spawn();
    let mut child = match spawned {
        Ok(child) => child,
        Err(source) if source.kind() == ErrorKind::NotFound => {
            return Err(ExecError::ProgramMissing { program });
        }
        Err(source) => return Err(ExecError::Spawn { program, source }),
    };
    let watched = Watched::new(&mut child, input).and_then(|watched| watched.until(deadline));
    let collected = match watched {
        Ok(collected) => collected,
        Err(source) => {
            kill_group(&child);
            let _ = child.wait();
            return Err(ExecError::Watch { program, source });
        }
    };
    let ended_in_time = collected.ended_in_time;
    if !ended_in_time {
        kill_group(&child);
    }
    let status = child
        .wait()
        .map_err(|source| ExecError::Watch { program, source })?;
    let ending = if ended_in_time {
        ending_of(status)
    } else {
        Ending::TimedOut(limit)
    };
    Ok(Finished {
        ending,
        stdout: collected.stdout,
        stderr: collected.stderr,
    })
}

fn ending_of(status: ExitStatus) -> Ending {
    match (status.code(), status.signal()) {
        (Some(code), _) => Ending::Exited(code),
        (None, signal) => Ending::Signalled(signal.unwrap_or_default()),
    }
}

/// The child has not been waited for yet, so its number cannot belong to another process.
fn kill_group(child: &Child) {
    if let Some(group) = i32::try_from(child.id()).ok().and_then(Pid::from_raw) {
        let _ = kill_process_group(group, Signal::KILL);
    }
}

/// What was read from a child, and whether it ended before the deadline.
struct Collected {
    ended_in_time: bool,
    stdout: Vec<u8>,
    stderr: Vec<u8>,
}

/// A running child with its pipes.
struct Watched<'input> {
    process: OwnedFd,
    feed: Option<Feed<'input>>,
    stdout: Stream<std::process::ChildStdout>,
    stderr: Stream<std::process::ChildStderr>,
}

impl<'input> Watched<'input> {
    fn new(child: &mut Child, input: &'input [u8]) -> io::Result<Self> {
        let pid = i32::try_from(child.id()).ok().and_then(Pid::from_raw);
        let pid = pid.ok_or_else(|| io::Error::other("the process has no valid number"))?;
        let feed = child.stdin.take().map(|pipe| Feed { pipe, rest: input });
        if let Some(feed) = &feed {
            make_nonblocking(&feed.pipe)?;
        }
        Ok(Self {
            process: pidfd_open(pid, PidfdFlags::empty())?,
            feed,
            stdout: Stream::new(child.stdout.take())?,
            stderr: Stream::new(child.stderr.take())?,
        })
    }

    /// Reads and feeds until the process ends or `deadline` passes.
    fn until(mut self, deadline: Instant) -> io::Result<Collected> {
        let mut ended_in_time = false;
        while !ended_in_time {
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                break;
            }
            ended_in_time = self.wait(left)?;
            self.stdout.drain();
            self.stderr.drain();
            self.feed = self.feed.take().and_then(Feed::push);
        }
        Ok(Collected {
            ended_in_time,
            stdout: self.stdout.kept,
            stderr: self.stderr.kept,
        })
    }

    /// Blocks until something happens or `left` passes; true when the process has ended.
    fn wait(&self, left: Duration) -> io::Result<bool> {
        let mut fds = vec![PollFd::new(&self.process, PollFlags::IN)];
        fds.extend(
            self.stdout
                .pipe
                .as_ref()
                .map(|pipe| PollFd::new(pipe, PollFlags::IN)),
        );
        fds.extend(
            self.stderr
                .pipe
                .as_ref()
                .map(|pipe| PollFd::new(pipe, PollFlags::IN)),
        );
        fds.extend(
            self.feed
                .as_ref()
                .map(|feed| PollFd::new(&feed.pipe, PollFlags::OUT)),
        );
        let timeout = Timespec::try_from(left).map_err(io::Error::other)?;
        match poll(&mut fds, Some(&timeout)) {
            Ok(_) => Ok(!fds[0].revents().is_empty()),
            Err(rustix::io::Errno::INTR) => Ok(false),
            Err(errno) => Err(errno.into()),
        }
    }
}

/// One output pipe; `pipe` is gone once it has reached its end.
struct Stream<P> {
    pipe: Option<P>,
    kept: Vec<u8>,
}

impl<P: Read + AsFd> Stream<P> {
    fn new(pipe: Option<P>) -> io::Result<Self> {
        if let Some(pipe) = &pipe {
            make_nonblocking(pipe)?;
        }
        Ok(Self {
            pipe,
            kept: Vec::new(),
        })
    }

    /// Reads what is there now, without blocking.
    fn drain(&mut self) {
        let mut buffer = [0; 16 * 1024];
        while let Some(pipe) = &mut self.pipe {
            match pipe.read(&mut buffer) {
                Ok(0) => self.pipe = None,
                Ok(count) => {
                    let room = CAPTURE_LIMIT - self.kept.len();
                    self.kept.extend_from_slice(&buffer[..count.min(room)]);
                }
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) if error.kind() == ErrorKind::WouldBlock => break,
                Err(_) => self.pipe = None,
            }
        }
    }
}

/// The input that the command has not read yet.
struct Feed<'input> {
    pipe: ChildStdin,
    rest: &'input [u8],
}

impl Feed<'_> {
    /// Writes what fits; `None`, which closes the pipe, when all is written or nobody reads.
    fn push(mut self) -> Option<Self> {
        match self.pipe.write(self.rest) {
            Ok(count) => self.rest = &self.rest[count..],
            Err(error) if error.kind() == ErrorKind::WouldBlock => {}
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(_) => return None,
        }
        (!self.rest.is_empty()).then_some(self)
    }
}

/// Only our end of the pipe: the child's is a description of its own and keeps blocking.
fn make_nonblocking(pipe: &impl AsFd) -> io::Result<()> {
    let flags = fcntl_getfl(pipe)?;
    Ok(fcntl_setfl(pipe, flags | OFlags::NONBLOCK)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMIT: Duration = Duration::from_secs(20);

    fn shell(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        command
    }

    #[test]
    fn streams_and_code_are_kept_apart() {
        let done = run(&mut shell("echo out; echo err >&2; exit 7"), LIMIT).unwrap();
        assert_eq!(done.ending, Ending::Exited(7));
        assert_eq!(
            (done.stdout_text().as_ref(), done.stderr_text().as_ref()),
            ("out\n", "err\n")
        );
        assert!(!done.succeeded());
    }

    #[test]
    fn death_by_signal_is_not_an_exit_code() {
        let done = run(&mut shell("kill -TERM $$"), LIMIT).unwrap();
        assert_eq!(done.ending, Ending::Signalled(15));
    }

    #[test]
    fn a_time_out_kills_the_whole_group_and_keeps_the_output() {
        let script = "sleep 1000 & echo $!; wait";
        let done = run(&mut shell(script), Duration::from_millis(300)).unwrap();
        assert_eq!(done.ending, Ending::TimedOut(Duration::from_millis(300)));
        let sleeper: i32 = done.stdout_text().trim().parse().unwrap();
        let deadline = Instant::now() + LIMIT;
        while is_running(sleeper) {
            assert!(
                Instant::now() < deadline,
                "process {sleeper} outlived its group"
            );
            std::thread::yield_now();
        }
    }

    /// A zombie that nobody has waited for yet does not run any more.
    fn is_running(pid: i32) -> bool {
        std::fs::read_to_string(format!("/proc/{pid}/stat"))
            .is_ok_and(|stat| !stat.contains(") Z "))
    }

    #[test]
    fn a_background_child_that_holds_the_pipes_does_not_delay_the_end() {
        let done = run(&mut shell("sleep 1000 & echo $!"), LIMIT).unwrap();
        assert_eq!(done.ending, Ending::Exited(0));
        let sleeper: i32 = done.stdout_text().trim().parse().unwrap();
        rustix::process::kill_process(Pid::from_raw(sleeper).unwrap(), Signal::KILL).unwrap();
    }

    #[test]
    fn input_and_output_larger_than_a_pipe_pass_and_the_capture_is_bounded() {
        let input = vec![b'x'; CAPTURE_LIMIT + 4096];
        let done = run_with_input(&mut Command::new("cat"), &input, LIMIT).unwrap();
        assert_eq!(done.ending, Ending::Exited(0));
        assert_eq!(done.stdout.len(), CAPTURE_LIMIT);
    }

    #[test]
    fn input_that_nobody_reads_is_no_error() {
        let input = vec![b'x'; CAPTURE_LIMIT];
        let done = run_with_input(&mut Command::new("true"), &input, LIMIT).unwrap();
        assert!(done.succeeded());
    }

    #[test]
    fn a_missing_program_is_named() {
        let error = run(&mut Command::new("vk-no-such-program"), LIMIT).unwrap_err();
        assert_eq!(
            error.to_string(),
            "program vk-no-such-program was not found"
        );
    }
}
