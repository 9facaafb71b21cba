//! Is a unit of systemd active? `systemctl is-active` says so.
//!
//! A program and not the bus: it is there wherever systemd is, and its word is
//! the one that an administrator would go by. What it cannot see is a service
//! that runs and does not answer.

use super::budget::Budget;
use super::exec::{ExecProbe, ExecSpec};
use crate::Reason;

/// Asks for the state of this unit.
pub(super) fn command(unit: &str) -> ExecProbe {
    ExecProbe::new(ExecSpec {
        program: "systemctl".to_owned(),
        arguments: ["is-active", "--", unit].map(str::to_owned).to_vec(),
    })
}

/// Asks the command.
pub(super) async fn ask(command: &mut ExecProbe, budget: &Budget) -> Result<(), Reason> {
    let ending = command.run(budget).await?;
    let is_state = ending
        .line
        .chars()
        .all(|c| c.is_ascii_lowercase() || c == '-');
    match ending.status.success() {
        true => Ok(()),
        // `inactive`, `failed`, `activating` …; else it could not ask.
        false if is_state && !ending.line.is_empty() => {
            Err(Reason::UnitState { state: ending.line })
        }
        false => ending.into_answer(),
    }
}
