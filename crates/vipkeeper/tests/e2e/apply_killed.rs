//! vipkeeper killed at each of its steps.
//!
//! The command tells each phase after it is on disk and before it begins.  Its
//! output is a pipe in packet mode with room for one line, so it stops in the
//! telling of a phase until the line before was read, and is killed there.

use std::fs::File;
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Child, Stdio};

use anyhow::{Context, Result, ensure};
use rustix::pipe::{PipeFlags, fcntl_setpipe_size, pipe_with};

use crate::apply_pair::{ApplyPair, LIMIT};

/// A change that stands still in the telling of a phase.
struct Halted {
    child: Child,
    _pipe: File,
}

/// What a change goes through, in order.
const PHASES: [&str; 4] = ["writing", "reloading", "verifying", "keeping"];

/// Starts a change and lets it go until `phase` is on disk and not begun.
///
/// Before the first phase it tells its plan, which fills the pipe; so for each
/// further phase one more line must be read.
fn halt(nodes: &ApplyPair, text: &str, phase: &str) -> Result<Halted> {
    let (read, write) = pipe_with(PipeFlags::DIRECT | PipeFlags::CLOEXEC)?;
    fcntl_setpipe_size(&read, 4096)?;
    let mut command = nodes.command(0, &["--json", "apply", "-", "--yes"]);
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::from(write))
        .stderr(Stdio::null())
        .spawn()?;
    drop(command);
    let mut stdin = child.stdin.take().context("it has a standard input")?;
    stdin.write_all(text.as_bytes())?;
    drop(stdin);
    let mut pipe = File::from(read);
    let index = PHASES.iter().position(|known| *known == phase);
    for _ in 0..index.context("a phase")? {
        let mut packet = [0; 4096];
        let length = pipe.read(&mut packet)?;
        ensure!(
            packet[..length].ends_with(b"\n"),
            "a line is larger than a packet"
        );
    }
    let path = nodes.state("apply.json");
    nodes
        .pair
        .wait_until(LIMIT, || Ok(phase_on_disk(&path).as_deref() == Some(phase)))?;
    Ok(Halted { child, _pipe: pipe })
}

fn phase_on_disk(path: &Path) -> Option<String> {
    let text = std::fs::read_to_string(path).ok()?;
    let intent: serde_json::Value = serde_json::from_str(&text).ok()?;
    Some(intent["phase"].as_str()?.to_owned())
}

impl Halted {
    fn kill(mut self) -> Result<()> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }
}

#[test]
fn killed_at_each_phase_the_next_command_puts_it_right() -> Result<()> {
    let mut nodes = ApplyPair::start("apply-killed")?;
    nodes.pair.member_mut(0).kill_daemon()?;
    let before = nodes.text(0)?;
    for phase in &PHASES[..3] {
        let after = before.replace("priority 250", "priority 243");
        halt(&nodes, &after, phase)?.kill()?;
        ensure!(phase_on_disk(&nodes.state("apply.json")).as_deref() == Some(*phase));
        let history = nodes.history(0)?;
        nodes.expect_settled(&before)?;
        ensure!(
            history[0]["result"] == "rolled-back",
            "{phase}: {:#?}",
            history[0]
        );
        let reason = history[0]["reason"].as_str().unwrap_or_default();
        ensure!(reason.contains(phase), "{reason}");
        nodes.expect_home()?;
    }
    // It was decided that this one stays.
    let after = before.replace("priority 250", "priority 242");
    halt(&nodes, &after, "keeping")?.kill()?;
    ensure!(nodes.history(0)?[0]["result"] == "verified");
    nodes.expect_settled(&after)
}

#[test]
fn the_second_of_two_is_told_who_the_first_is() -> Result<()> {
    let mut nodes = ApplyPair::start("apply-lock")?;
    nodes.pair.member_mut(0).kill_daemon()?;
    let before = nodes.text(0)?;
    let first = halt(
        &nodes,
        &before.replace("priority 250", "priority 243"),
        "writing",
    )?;
    let second = nodes.apply(0, &before.replace("priority 250", "priority 244"), &[])?;
    let second = second.ended("refused")?;
    let pid = first.child.id().to_string();
    ensure!(
        second.err.contains(&pid) && second.err.contains("apply -"),
        "{second:#?}"
    );
    first.kill()?;
    nodes.history(0)?;
    nodes.expect_settled(&before)
}
