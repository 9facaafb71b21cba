//! What a command said and how it ended.

use std::process::{Command, Stdio};

use anyhow::{Context, Result};

use crate::node_plan::SYSTEM_PATH;

/// The program under test.
pub(crate) const PROGRAM: &str = env!("CARGO_BIN_EXE_vipkeeper");

/// The end of a command.
#[derive(Debug)]
pub(crate) struct Said {
    pub(crate) status: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Said {
    /// Runs a command to its end, with nothing of this process's environment:
    /// a developer's language and proxies are none of the test's.
    pub(crate) fn by(command: &mut Command) -> Result<Self> {
        let output = bare(command)
            .output()
            .with_context(|| format!("run {command:?}"))?;
        let status = output.status.code();
        Ok(Self {
            status: status.with_context(|| format!("{command:?} ended: {}", output.status))?,
            out: String::from_utf8(output.stdout)?,
            err: String::from_utf8(output.stderr)?,
        })
    }

    /// The document on standard output.
    pub(crate) fn json(&self) -> Result<serde_json::Value> {
        serde_json::from_str(&self.out).with_context(|| format!("not JSON: {self:?}"))
    }
}

/// Takes the environment away; variables that were set on purpose stay.
pub(crate) fn bare(command: &mut Command) -> &mut Command {
    let own: Vec<_> = command
        .get_envs()
        .filter_map(|(name, value)| Some((name.to_owned(), value?.to_owned())))
        .collect();
    command
        .env_clear()
        .env("PATH", SYSTEM_PATH)
        .envs(own)
        .stdin(Stdio::null())
}
