//! Starting a process that outlives us and our terminal.

use std::fs::File;
use std::io;
use std::os::unix::process::CommandExt;
use std::process::{Command, Stdio};

use crate::process::Process;

/// Starts `command` in a session of its own, so that the terminal's Ctrl-C and
/// hang-up do not reach it.  What it says goes to `log`.
#[expect(unsafe_code, reason = "std has no stable way to call setsid")]
pub fn spawn(command: &mut Command, log: File) -> io::Result<Process> {
    command
        .current_dir("/")
        .stdin(Stdio::null())
        .stdout(log.try_clone()?)
        .stderr(log);
    // SAFETY: setsid(2) is async-signal-safe and touches no memory of ours.
    unsafe {
        command.pre_exec(|| {
            rustix::process::setsid()?;
            Ok(())
        });
    }
    Process::open(command.spawn()?.id())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn it_has_a_session_of_its_own_and_writes_to_its_log() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("log");
        let mut command = Command::new("sh");
        command.args(["-c", "cut -d' ' -f1,6 /proc/self/stat; echo $$ $$"]);
        let process = spawn(&mut command, File::create(&path).unwrap()).unwrap();
        assert!(process.wait(Duration::from_secs(10)));
        let said = std::fs::read_to_string(&path).unwrap();
        let session: Vec<_> = said.split_whitespace().skip(1).step_by(2).collect();
        assert_eq!(session[0], session[1], "{said}");
    }
}
