//! Run a long command and hand on what it says, line by line, while it runs.
//!
//! Owns the pipe that both streams share and the ties between the command and
//! us: it ends when we end.  [`crate::exec`] is for short commands whose answer
//! is wanted whole.

use std::io::{self, BufRead, BufReader, PipeReader};
use std::os::fd::{AsRawFd, BorrowedFd, RawFd};
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::process::{Command, ExitStatus, Stdio};

use rustix::io::FdFlags;
use rustix::process::{Signal, set_parent_process_death_signal};

use crate::exec::{Ending, ExecError};

/// Runs `command` to its end; each line of both streams goes to `line`, without
/// its end and with bytes that are not UTF-8 replaced.
///
/// The command stays in our process group, so that Ctrl-C on a terminal reaches
/// it too, and gets SIGTERM when we die of anything else, SIGKILL included:
/// make(1) hands that on to what it has started.  `hold` is a descriptor that the
/// command and its children keep open: a lock on it lasts until the last of them
/// has ended.
pub fn run(
    command: &mut Command,
    hold: Option<BorrowedFd<'_>>,
    line: &mut dyn FnMut(&str),
) -> Result<Ending, ExecError> {
    let program = command.get_program().to_string_lossy().into_owned();
    let (read, status) = match spawn(command, hold) {
        Ok((reader, mut child)) => (each_line(reader, line), child.wait()),
        Err(source) if source.kind() == io::ErrorKind::NotFound => {
            return Err(ExecError::ProgramMissing { program });
        }
        Err(source) => return Err(ExecError::Spawn { program, source }),
    };
    match (read, status) {
        (Ok(()), Ok(status)) => Ok(ending_of(status)),
        (Err(source), _) | (_, Err(source)) => Err(ExecError::Watch { program, source }),
    }
}

fn spawn(
    command: &mut Command,
    hold: Option<BorrowedFd<'_>>,
) -> io::Result<(PipeReader, std::process::Child)> {
    let (reader, writer) = io::pipe()?;
    command
        .stdin(Stdio::null())
        .stdout(writer.try_clone()?)
        .stderr(writer);
    tie(command, hold.map(|fd| fd.as_raw_fd()));
    let child = command.spawn();
    // The command holds writing ends, which would keep the pipe open for ever.
    command.stdout(Stdio::null()).stderr(Stdio::null());
    Ok((reader, child?))
}

#[expect(
    unsafe_code,
    reason = "what happens between fork and exec is a promise"
)]
fn tie(command: &mut Command, hold: Option<RawFd>) {
    // SAFETY: between fork and exec the closure makes system calls only; it neither
    // allocates nor takes a lock.  The descriptor is borrowed from the caller for
    // longer than the spawn lasts.
    unsafe {
        command.pre_exec(move || {
            set_parent_process_death_signal(Some(Signal::TERM))?;
            if let Some(fd) = hold {
                rustix::io::fcntl_setfd(BorrowedFd::borrow_raw(fd), FdFlags::empty())?;
            }
            Ok(())
        });
    }
}

fn each_line(reader: PipeReader, line: &mut dyn FnMut(&str)) -> io::Result<()> {
    let mut reader = BufReader::new(reader);
    let mut bytes = Vec::new();
    while reader.read_until(b'\n', &mut bytes)? > 0 {
        line(String::from_utf8_lossy(&bytes).trim_end_matches(['\n', '\r']));
        bytes.clear();
    }
    Ok(())
}

fn ending_of(status: ExitStatus) -> Ending {
    match (status.code(), status.signal()) {
        (Some(code), _) => Ending::Exited(code),
        (None, signal) => Ending::Signalled(signal.unwrap_or_default()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::fd::AsFd;

    fn shell(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        command
    }

    #[test]
    fn both_streams_come_as_lines_in_order() {
        let mut lines = Vec::new();
        let ending = run(
            &mut shell("echo one; echo two >&2; printf three; exit 3"),
            None,
            &mut |line| lines.push(line.to_owned()),
        );
        assert_eq!(ending.unwrap(), Ending::Exited(3));
        assert_eq!(lines, ["one", "two", "three"]);
    }

    #[test]
    fn a_program_that_is_not_there_is_named() {
        let error = run(&mut Command::new("vk-no-such"), None, &mut |_| {}).unwrap_err();
        assert!(matches!(error, ExecError::ProgramMissing { program } if program == "vk-no-such"));
    }

    #[test]
    fn the_command_holds_what_it_is_given_and_nothing_else_does() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("lock");
        let file = std::fs::File::create(&path).unwrap();
        let script = format!("readlink /proc/self/fd/* | grep -c {}", path.display());
        for (hold, expected) in [(None, "0"), (Some(file.as_fd()), "1")] {
            let mut said = String::new();
            run(&mut shell(&script), hold, &mut |line| said.push_str(line)).unwrap();
            assert_eq!(said, expected);
        }
    }
}
