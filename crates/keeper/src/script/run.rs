//! Running a script as Keepalived would, and making it say no.

use std::process::Command;
use std::time::{Duration, Instant};

use host::exec::{self, Ending};
use host::netns;

use super::error::ScriptError;
use super::list::Script;
use super::runner::Runner;

/// A script that has run.
#[derive(Debug, Clone)]
pub struct Run {
    /// Whom it ran under.
    pub user: String,
    /// How it ended.
    pub ending: Ending,
    /// How long it took.
    pub duration: Duration,
    /// What it wrote, which Keepalived throws away; bounded.
    pub stdout: String,
    /// What it wrote as errors; bounded.
    pub stderr: String,
}

impl Run {
    /// Whether Keepalived takes this for a success: exit status 0, in time.
    #[must_use]
    pub fn is_success(&self) -> bool {
        self.ending == Ending::Exited(0)
    }
}

/// What a script said on this machine, and where nothing answers.
#[derive(Debug, Clone)]
pub struct Proof {
    /// Here, now.
    pub here: Run,
    /// In a network in which nothing listens on any port.
    pub isolated: Run,
}

impl Proof {
    /// Whether it is shown that the script can say no.
    #[must_use]
    pub fn can_fail(&self) -> bool {
        !self.isolated.is_success()
    }
}

/// Runs the script once under Keepalived's conditions.  When the time is up,
/// it is killed with everything that it has started.
pub fn run(script: &Script, runner: &Runner, limit: Duration) -> Result<Run, ScriptError> {
    let (account, mut command) = prepared(script, runner)?;
    finish(&account, &mut command, limit)
}

/// Runs the script here, and then in a network of its own where every port is
/// closed: a check that succeeds there too does not ask what it should.
pub fn prove(script: &Script, runner: &Runner, limit: Duration) -> Result<Proof, ScriptError> {
    let here = run(script, runner, limit)?;
    let (account, mut command) = prepared(script, runner)?;
    let isolated = netns::within_empty(|| finish(&account, &mut command, limit))??;
    Ok(Proof { here, isolated })
}

fn prepared(script: &Script, runner: &Runner) -> Result<(String, Command), ScriptError> {
    if script.program().is_none() {
        return Err(ScriptError::NothingToRun {
            name: script.name.clone(),
        });
    }
    let account = runner.account(script).map_err(ScriptError::ScriptUser)?;
    let command = runner.command(script, &account);
    Ok((account.name, command))
}

fn finish(user: &str, command: &mut Command, limit: Duration) -> Result<Run, ScriptError> {
    let begun = Instant::now();
    let finished = exec::run(command, limit)?;
    Ok(Run {
        user: user.to_owned(),
        ending: finished.ending,
        duration: begun.elapsed(),
        stdout: finished.stdout_text().into_owned(),
        stderr: finished.stderr_text().into_owned(),
    })
}
