//! The journal of systemd, through its own program.
//!
//! The journal's files have a format of their own, with compression and forward-secure sealing, that
//! only systemd's library reads; its program is on every machine that has a journal.

use std::io::{self, ErrorKind, Read};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Duration;

use jiff::Timestamp;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{OFlags, fcntl_getfl, fcntl_setfl};
use rustix::io::Errno;

/// Which entries of a unit are wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entries {
    /// At most so many, the newest; all when `None`.
    pub newest: Option<usize>,
    /// Not before.
    pub since: Option<Timestamp>,
    /// Go on with what is written from now on.
    pub follow: bool,
}

/// Entries as they come, one JSON object each; oldest first.
#[derive(Debug)]
pub struct Journal {
    child: Child,
    output: ChildStdout,
    partial: Vec<u8>,
    is_over: bool,
}

/// Whether this machine has the program that reads the journal.
#[must_use]
pub fn is_readable() -> bool {
    crate::package::find_program("journalctl").is_some()
}

impl Journal {
    /// Starts to read the entries of `unit`, those included that systemd wrote about it.
    pub fn open(unit: &str, entries: &Entries) -> io::Result<Self> {
        let mut command = Command::new("journalctl");
        command.args(["--no-pager", "--quiet", "--output=json", "--unit", unit]);
        // With --follow, journalctl shows ten lines unless told otherwise.
        let newest = entries
            .newest
            .map_or("all".into(), |count| count.to_string());
        command.arg(format!("--lines={newest}"));
        if let Some(since) = entries.since {
            command.arg(format!("--since=@{}", since.as_second()));
        }
        if entries.follow {
            command.arg("--follow");
        }
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .spawn()?;
        let output = child.stdout.take().ok_or(ErrorKind::BrokenPipe)?;
        let flags = fcntl_getfl(&output)?;
        fcntl_setfl(&output, flags | OFlags::NONBLOCK)?;
        Ok(Self {
            child,
            output,
            partial: Vec::new(),
            is_over: false,
        })
    }

    /// The entries that have come since the last call. Does not wait.
    pub fn lines(&mut self) -> io::Result<Vec<Vec<u8>>> {
        let mut buffer = [0; 64 << 10];
        while !self.is_over {
            match self.output.read(&mut buffer) {
                Ok(0) => self.is_over = true,
                Ok(length) => {
                    self.partial.extend(&buffer[..length]);
                    // What has come is handed on before more is taken.
                    if self.partial.contains(&b'\n') {
                        break;
                    }
                }
                Err(error) if error.kind() == ErrorKind::WouldBlock => break,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        let Some(end) = self.partial.iter().rposition(|byte| *byte == b'\n') else {
            return Ok(Vec::new());
        };
        let rest = self.partial.split_off(end + 1);
        let complete = std::mem::replace(&mut self.partial, rest);
        let lines = complete[..end].split(|byte| *byte == b'\n');
        Ok(lines.map(<[u8]>::to_vec).collect())
    }

    /// Waits until an entry may have come, at most `limit`.
    pub fn wait(&self, limit: Duration) -> io::Result<()> {
        let timeout = Timespec::try_from(limit).ok();
        match poll(
            &mut [PollFd::new(&self.output, PollFlags::IN)],
            timeout.as_ref(),
        ) {
            Ok(_) | Err(Errno::INTR) => Ok(()),
            Err(errno) => Err(errno.into()),
        }
    }

    /// Whether no more will come.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.is_over
    }
}

impl Drop for Journal {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
