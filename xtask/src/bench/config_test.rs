//! Our reading of keepalived.conf beside Keepalived's own test of the same text.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::Context;

use crate::cargo;

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

/// Measures both and prints.
pub(super) fn compare() -> anyhow::Result<()> {
    cargo::run(&EXAMPLE)?;
    println!("\n    lines   keepalived -t ms (the same text, in an empty network namespace)");
    let directory = tempfile::tempdir()?;
    for lines in SIZES {
        let file = directory.path().join("keepalived.conf");
        let file_name = file.to_str().context("the temporary path is text")?;
        let write = [&EXAMPLE[..], &["--write", file_name, lines]].concat();
        cargo::run(&write)?;
        let took = config_test(&file)?.as_secs_f64() * 1000.0;
        println!("{lines:>9} {took:>18.1}");
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
