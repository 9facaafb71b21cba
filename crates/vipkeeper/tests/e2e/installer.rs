//! `vipkeeper install` in a sandbox, watched step by step.

use std::io::{BufRead, BufReader};
use std::process::{Child, Stdio};

use anyhow::{Context, Result, ensure};
use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;

use crate::cli_said::{Said, bare};
use crate::sandbox::{Sandbox, only_child};

/// Where a web panel keeps its servers.
pub(crate) const SERVER: &str = "/www/server";

/// The steps of a build, in their order.
pub(crate) const STEPS: [&str; 11] = [
    "preflight",
    "fetch",
    "verify",
    "unpack",
    "configure",
    "build",
    "install",
    "smoke",
    "switch",
    "configuration",
    "service",
];

/// The command line of one installation.
pub(crate) struct Installer<'a> {
    sandbox: &'a Sandbox,
    words: Vec<String>,
}

/// How an installation ended.
#[derive(Debug)]
pub(crate) struct Installation {
    pub(crate) said: Said,
    /// Each step's name and last state, in their order.
    pub(crate) steps: Vec<(String, String)>,
}

impl<'a> Installer<'a> {
    /// `vipkeeper install` with `words` after it.
    pub(crate) fn new(sandbox: &'a Sandbox, words: &[&str]) -> Self {
        let before = ["vipkeeper", "--server-path", SERVER, "install", "--json"];
        let words = before.iter().chain(words);
        Self {
            sandbox,
            words: words.map(|word| (*word).to_owned()).collect(),
        }
    }

    /// Builds the stand-in `version` from its tarball.
    pub(crate) fn of_stand_in(sandbox: &'a Sandbox, version: &str, sha256: &str) -> Self {
        let tarball = format!("/run/releases/keepalived-{version}.tar.gz");
        let words = ["--method", "source", "--version", version];
        let bytes = ["--sha256", sha256, "--tarball", &tarball];
        Self::new(sandbox, &[words, bytes].concat())
    }

    /// Runs to its end.
    pub(crate) fn run(&self) -> Result<Installation> {
        let words: Vec<&str> = self.words.iter().map(String::as_str).collect();
        let said = Said::by(&mut self.sandbox.command(&words))?;
        let mut steps: Vec<(String, String)> = Vec::new();
        for line in said.out.lines() {
            let Some((step, state)) = read(line)? else {
                continue;
            };
            steps.retain(|(known, _)| *known != step);
            steps.push((step, state));
        }
        Ok(Installation { said, steps })
    }

    /// Runs and is killed as soon as it has said that `step` is in one of
    /// `states`; an installation that ended before is the test's failure.
    pub(crate) fn killed_at(&self, step: &str, states: &[&str]) -> Result<()> {
        let mut child = self.started_until(step, states)?;
        kill(&mut child)
    }

    /// The same with everything that it has started.
    pub(crate) fn cut_off_at(&self, step: &str, states: &[&str]) -> Result<()> {
        let mut child = self.started_until(step, states)?;
        self.sandbox.kill_all()?;
        child.wait()?;
        Ok(())
    }

    fn started_until(&self, step: &str, states: &[&str]) -> Result<Child> {
        let mut child = self.start()?;
        let stdout = child.stdout.as_mut().context("the installer's output")?;
        for line in BufReader::new(stdout).lines() {
            let told = read(&line?)?;
            if told.is_some_and(|(at, state)| at == step && states.contains(&state.as_str())) {
                return Ok(child);
            }
        }
        anyhow::bail!("it ended before {step} was {states:?}: {}", child.wait()?)
    }

    /// Starts it and leaves it alone.
    pub(crate) fn start(&self) -> Result<Child> {
        let words: Vec<&str> = self.words.iter().map(String::as_str).collect();
        let mut command = self.sandbox.command(&words);
        bare(&mut command)
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        command.spawn().context("start the installer")
    }
}

impl Installation {
    /// The last state of a step.
    pub(crate) fn state(&self, step: &str) -> Option<&str> {
        let known = self.steps.iter().find(|(name, _)| name == step);
        known.map(|(_, state)| state.as_str())
    }

    /// Whether it went well; else everything that it said.
    pub(crate) fn is_well(&self) -> Result<()> {
        ensure!(self.said.status == 0, "{self:#?}");
        Ok(())
    }
}

/// Kills vipkeeper itself, which is the one child of what the test has started.
pub(crate) fn kill(child: &mut Child) -> Result<()> {
    let pid = i32::try_from(only_child(child.id())?)?;
    let pid = Pid::from_raw(pid).context("a process has a number")?;
    kill_process(pid, Signal::KILL)?;
    child.wait()?;
    Ok(())
}

/// The step and the state that a line of `--json` tells; the last line, which
/// is about the whole, tells no step.
fn read(line: &str) -> Result<Option<(String, String)>> {
    let value: Value = serde_json::from_str(line).with_context(|| line.to_owned())?;
    let state = value["state"].as_str().with_context(|| line.to_owned())?;
    let step = value["step"].as_str();
    Ok(step.map(|step| (step.to_owned(), state.to_owned())))
}
