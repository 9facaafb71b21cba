//! `cargo xtask bench`: figures, side by side with the alternative.
//!
//! Owns how a benchmark is built, run and set beside what it is compared with.
//! Nothing here judges a figure: machines differ, and a reader can compare.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::Context;

use crate::{cargo, programs};

/// What can be measured.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
pub(crate) enum Bench {
    /// Parsing and linting against `keepalived -t` on the same file.
    Conf,
    /// The outage when MySQL dies, against the classic design.
    Failover,
    /// Random changes to a live pair, good and bad.  Needs root.
    Apply,
}

/// Measures and prints.
pub(crate) fn run(bench: Bench) -> anyhow::Result<()> {
    match bench {
        Bench::Conf => conf(),
        Bench::Failover => failover(),
        Bench::Apply => apply(),
    }
}

const EXAMPLE: [&str; 8] = [
    "run",
    "--quiet",
    "--release",
    "-p",
    "keepalived-conf",
    "--example",
    "speed",
    "--",
];
/// The sizes that `keepalived -t` is tried with.
const SIZES: [&str; 3] = ["1000", "10000", "100000"];
/// 2.2.7 hangs on some texts; none of ours should be one.
const LIMIT: Duration = Duration::from_secs(60);

fn conf() -> anyhow::Result<()> {
    cargo::run(&EXAMPLE)?;
    println!("\n    lines   keepalived -t ms (the same text, in an empty network namespace)");
    let directory = tempfile::tempdir()?;
    for lines in SIZES {
        let file = directory.path().join("keepalived.conf");
        let file_name = file.to_str().context("the temporary path is text")?;
        let write = [&EXAMPLE[..], &["--write", file_name, lines]].concat();
        cargo::run(&write)?;
        println!("{lines:>9} {:>18.1}", milliseconds(config_test(&file)?));
    }
    Ok(())
}

/// How long Keepalived takes over the file, whatever it says of it.
fn config_test(file: &Path) -> anyhow::Result<Duration> {
    let started_at = Instant::now();
    let mut child = Command::new("unshare")
        .args(["--net", "keepalived", "--config-test", "--use-file"])
        .arg(file)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .context("cannot run unshare and keepalived")?;
    while child.try_wait()?.is_none() {
        if started_at.elapsed() > LIMIT {
            child.kill()?;
            child.wait()?;
            return Ok(LIMIT);
        }
        std::thread::sleep(Duration::from_micros(200));
    }
    Ok(started_at.elapsed())
}

fn failover() -> anyhow::Result<()> {
    let run = ["run", "--release", "--"];
    let demo = ["demo", "--headless", "--repeat", "10", "--compare-classic"];
    cargo::run(&[&run[..], &demo[..]].concat())
}

/// How many changes the campaign has unless the environment says otherwise.
const CHANGES: &str = "500";

fn apply() -> anyhow::Result<()> {
    let campaign = [
        "test",
        "--quiet",
        "-p",
        "vipkeeper",
        "--test",
        "e2e",
        "no_bad_change_stays",
        "--",
        "--nocapture",
    ];
    let mut command = cargo::command(&campaign);
    if std::env::var_os("VIPKEEPER_CAMPAIGN").is_none() {
        command.env("VIPKEEPER_CAMPAIGN", CHANGES);
    }
    programs::succeed(&mut command)
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
