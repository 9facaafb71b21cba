//! A pair of nodes whose configuration is changed.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use lab::{Pair, PairPlan, Protects};
use serde_json::Value;

pub(crate) const LIMIT: Duration = Duration::from_secs(30);

/// Two nodes with real Keepalived; changes are made on the first.
pub(crate) struct ApplyPair {
    pub(crate) pair: Pair,
}

/// What `vipkeeper apply --json` said.
#[derive(Debug)]
pub(crate) struct Applied {
    pub(crate) status: i32,
    pub(crate) lines: Vec<Value>,
    pub(crate) err: String,
}

impl Applied {
    /// The last line: how it ended.
    pub(crate) fn result(&self) -> &str {
        let last = self.lines.last().and_then(|line| line["result"].as_str());
        last.unwrap_or("refused")
    }

    /// Expects this end.
    pub(crate) fn ended(self, expected: &str) -> Result<Self> {
        ensure!(self.result() == expected, "not {expected}: {self:#?}");
        Ok(self)
    }

    /// The words of why it was taken back.
    pub(crate) fn reason(&self) -> String {
        let last = self.lines.last().map(|line| line["reason"].to_string());
        last.unwrap_or_default()
    }

    pub(crate) fn took_ms(&self) -> u64 {
        self.lines
            .last()
            .and_then(|line| line["took_ms"].as_u64())
            .unwrap_or_default()
    }
}

impl ApplyPair {
    pub(crate) fn start(label: &str) -> Result<Self> {
        let program = env!("CARGO_BIN_EXE_vipkeeper");
        let pair = Pair::start(PairPlan::new(label, program, Protects::Tcp))?;
        Ok(Self { pair })
    }

    /// vipkeeper in a node, not yet started.
    pub(crate) fn command(&self, node: usize, arguments: &[&str]) -> Command {
        let member = &self.pair.members()[node];
        let mut command = Command::new(self.pair.lab().dir().join("vipkeeper"));
        command.arg("--server-path").arg(member.node().dir());
        command.args(arguments);
        member.node().enter(command)
    }

    pub(crate) fn config(&self, node: usize) -> PathBuf {
        self.pair.members()[node].file("etc/keepalived/keepalived.conf")
    }

    pub(crate) fn text(&self, node: usize) -> Result<String> {
        Ok(fs::read_to_string(self.config(node))?)
    }

    pub(crate) fn state(&self, name: &str) -> PathBuf {
        self.pair.members()[0].file("vipkeeper").join(name)
    }

    /// Applies a text in a node, by standard input.
    pub(crate) fn apply(&self, node: usize, text: &str, more: &[&str]) -> Result<Applied> {
        let arguments = [&["--json", "apply", "-", "--yes"], more].concat();
        said(self.command(node, &arguments), text)
    }

    /// Applies the node's own text with one replacement.
    pub(crate) fn change(
        &self,
        node: usize,
        from: &str,
        to: &str,
        more: &[&str],
    ) -> Result<Applied> {
        let text = self.text(node)?;
        ensure!(text.contains(from), "no {from} in {text}");
        self.apply(node, &text.replace(from, to), more)
    }

    pub(crate) fn history(&self, node: usize) -> Result<Vec<Value>> {
        let said = self.pair.members()[node].vipkeeper(&["--json", "history"])?;
        Ok(serde_json::from_str(&said)?)
    }

    /// Nothing is under way, and the file holds this text.
    pub(crate) fn expect_settled(&self, text: &str) -> Result<()> {
        ensure!(
            !self.state("apply.json").exists(),
            "a change is still under way"
        );
        ensure!(
            self.text(0)? == text,
            "the file is not as it should be: {}",
            self.text(0)?
        );
        Ok(())
    }

    /// The VIP is where the configuration prefers it, and clients are served.
    pub(crate) fn expect_home(&self) -> Result<()> {
        self.pair.wait_home(LIMIT)?;
        Ok(self.pair.wait_calm()?)
    }

    /// Puts a Keepalived before the real one whose test accepts everything.
    pub(crate) fn blind_the_test(&self) -> Result<()> {
        let path = self.pair.members()[0].file("sbin/keepalived");
        let script = "#!/bin/sh\ncase \"$*\" in *--config-test*) exit 0;; esac\nexec /usr/sbin/keepalived \"$@\"\n";
        write_program(&path, script)
    }
}

fn write_program(path: &Path, text: &str) -> Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::create_dir_all(path.parent().context("a program is in a directory")?)?;
    fs::write(path, text)?;
    Ok(fs::set_permissions(
        path,
        fs::Permissions::from_mode(0o755),
    )?)
}

/// Runs a command with a text on its standard input.
pub(crate) fn said(mut command: Command, input: &str) -> Result<Applied> {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    if let Some(mut stdin) = child.stdin.take() {
        stdin.write_all(input.as_bytes())?;
    }
    let output = child.wait_with_output()?;
    let text = String::from_utf8(output.stdout)?;
    let lines: Result<Vec<Value>, _> = text.lines().map(serde_json::from_str).collect();
    Ok(Applied {
        status: output.status.code().context("it was killed")?,
        lines: lines.with_context(|| text.clone())?,
        err: String::from_utf8(output.stderr)?,
    })
}
