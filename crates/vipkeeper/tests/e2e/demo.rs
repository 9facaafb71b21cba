//! The README's first command, played without a screen, and every way out.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use rustix::process::{Pid, Signal, kill_process};

fn demo(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_vipkeeper"));
    command.args(["--lang", "en", "demo"]).args(arguments);
    command
}

/// The ids of the labs whose owner is this process.
fn labs_of(pid: u32) -> Vec<String> {
    let names = ["/run/netns", "/var/lib/vipkeeper-lab"]
        .into_iter()
        .filter_map(|directory| std::fs::read_dir(directory).ok())
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.file_name().to_string_lossy().into_owned()));
    let (record, namespace) = (format!("{pid:x}-"), format!("vk-{pid:x}-"));
    names
        .filter(|name| name.starts_with(&record) || name.starts_with(&namespace))
        .collect()
}

/// Starts a demo that plays for long, and waits until its VIP is up.
fn start_long_demo() -> Result<(Child, impl BufRead)> {
    let mut child = demo(&["--headless", "--service", "tcp", "--repeat", "1000"])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()?;
    let mut words = BufReader::new(child.stderr.take().context("standard error is piped")?);
    let mut line = String::new();
    words.read_line(&mut line)?;
    ensure!(line.contains("the VIP is up"), "{line}");
    Ok((child, words))
}

fn signal(child: &Child, signal: Signal) -> Result<()> {
    let pid = Pid::from_raw(i32::try_from(child.id())?).context("a child has an id")?;
    Ok(kill_process(pid, signal)?)
}

#[test]
fn the_headless_demo_moves_the_vip_and_says_how_long_it_took() -> Result<()> {
    let output = demo(&["--headless", "--json", "--service", "tcp"]).output()?;
    let said = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "{said}");
    let report: serde_json::Value = serde_json::from_slice(&output.stdout)?;
    let fault = &report["designs"][0]["faults"][0];
    ensure!(fault["kind"] == "service_killed", "{report}");
    ensure!(
        fault["from"] == "node-a" && fault["to"] == "node-b",
        "{report}"
    );
    ensure!(
        fault["outage_ms"]
            .as_f64()
            .is_some_and(|outage| outage > 0.0),
        "{report}"
    );
    ensure!(
        fault["heal_s"].as_f64().is_some_and(|heal| heal > 0.0),
        "{report}"
    );
    Ok(())
}

#[test]
fn an_interrupted_demo_removes_everything() -> Result<()> {
    for way_out in [Signal::INT, Signal::TERM] {
        let (mut child, _words) = start_long_demo()?;
        ensure!(!labs_of(child.id()).is_empty(), "the demo's lab is there");
        signal(&child, way_out)?;
        ensure!(
            !child.wait()?.success(),
            "an interrupted demo has not succeeded"
        );
        let left = labs_of(child.id());
        ensure!(left.is_empty(), "{way_out:?} left behind: {left:?}");
    }
    Ok(())
}

#[test]
fn clean_removes_what_a_killed_demo_left_and_stays_off_a_living_one() -> Result<()> {
    let (mut killed, _words) = start_long_demo()?;
    let (mut living, mut words) = start_long_demo()?;
    signal(&killed, Signal::KILL)?;
    killed.wait()?;
    ensure!(
        !labs_of(killed.id()).is_empty(),
        "SIGKILL leaves the lab behind"
    );
    let cleaned = demo(&["--clean"]).output()?;
    ensure!(
        cleaned.status.success(),
        "{}",
        String::from_utf8_lossy(&cleaned.stderr)
    );
    let left = labs_of(killed.id());
    ensure!(left.is_empty(), "left behind: {left:?}");
    // The living demo goes on: it has a fault more to tell.
    let mut line = String::new();
    words.read_line(&mut line)?;
    ensure!(line.contains("outage"), "{line}");
    signal(&living, Signal::INT)?;
    let asked_at = Instant::now();
    living.wait()?;
    ensure!(asked_at.elapsed() < Duration::from_secs(60));
    ensure!(labs_of(living.id()).is_empty());
    Ok(())
}
