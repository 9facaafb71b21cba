//! The `ip` command of iproute2, fed with batches: one process for many steps.

use std::process::Command;
use std::time::Duration;

use host::exec::{self, ExecError, Finished};

use crate::error::LabError;

/// Far above the milliseconds that a batch takes, also on a busy machine.
const LIMIT: Duration = Duration::from_secs(20);

/// Runs `lines` in the machine's own namespace and stops at the first that fails.
pub(crate) fn batch(action: &'static str, lines: &str) -> Result<(), LabError> {
    succeed(action, Command::new("ip").args(["-batch", "-"]), lines)
}

/// Runs `lines` inside the namespace called `namespace` and stops at the first that fails.
pub(crate) fn batch_in(namespace: &str, action: &'static str, lines: &str) -> Result<(), LabError> {
    succeed(
        action,
        Command::new("ip").args(["-n", namespace, "-batch", "-"]),
        lines,
    )
}

/// Runs all of `lines` in the machine's own namespace, also after one has failed.
pub(crate) fn batch_all(action: &'static str, lines: &str) -> Result<(), LabError> {
    succeed(
        action,
        Command::new("ip").args(["-force", "-batch", "-"]),
        lines,
    )
}

fn succeed(action: &'static str, command: &mut Command, lines: &str) -> Result<(), LabError> {
    let done =
        exec::run_with_input(command, lines.as_bytes(), LIMIT).map_err(|source| match source {
            ExecError::ProgramMissing { .. } => LabError::IpMissing,
            source => LabError::Exec { action, source },
        })?;
    if done.succeeded() {
        Ok(())
    } else {
        Err(refused(action, &done))
    }
}

fn refused(action: &'static str, done: &Finished) -> LabError {
    let stderr = done.stderr_text().trim().replace('\n', "; ");
    LabError::Ip {
        action,
        ending: done.ending,
        stderr,
    }
}
