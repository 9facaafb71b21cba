//! Waiting for a change to be confirmed, in a process of its own.
//!
//! The command that made the change returns at once, and its terminal may be
//! the very connection that the change has cut.

use std::fs::File;
use std::io;
use std::process::Command;
use std::thread;
use std::time::Duration;

use host::detached;

use super::{Applier, ApplyError};

/// A confirmation ends the wait, and nothing announces it.
const LOOK: Duration = Duration::from_millis(200);

/// Starts the process that takes the change back when its time is up.
pub(super) fn start(applier: &Applier) -> io::Result<()> {
    let log = File::options()
        .append(true)
        .create(true)
        .open(applier.state("apply-watch.log"))?;
    let mut command = Command::new(&applier.program);
    command.args(applier.layout.arguments()).arg("apply-watch");
    detached::spawn(&mut command, log).map(drop)
}

impl Applier {
    /// Waits until the change that waits to be confirmed no longer does, and
    /// takes it back when its time is up.
    pub fn watch(&self) -> Result<(), ApplyError> {
        while let Some(left) = self.left_to_confirm()? {
            if left.is_zero() {
                // Nothing comes of it while somebody is at work on it.
                self.recover(&mut |_| {})?;
            }
            thread::sleep(left.clamp(Duration::from_millis(10), LOOK));
        }
        Ok(())
    }
}
