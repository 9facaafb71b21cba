//! The clock is set, forwards and backwards, while a daemon runs: its own clock
//! only, by a library between it and the system. The machine's stays.

use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use jiff::{SignedDuration, Timestamp};

use crate::resident::{Resident, tcp};

/// Where Debian has it, whatever the machine is.
fn library() -> Result<PathBuf> {
    let found = fs::read_dir("/usr/lib")?.flatten().find_map(|entry| {
        let path = entry.path().join("faketime/libfaketimeMT.so.1");
        path.exists().then_some(path)
    });
    found.context("libfaketime is missing: cargo xtask test installs it")
}

/// The words that put a program under the clock in this file. Spans of time are
/// the system's: it is the date that jumps.
fn under(clock: &Path) -> Result<Vec<String>> {
    Ok(vec![
        "env".to_owned(),
        format!("LD_PRELOAD={}", library()?.display()),
        format!("FAKETIME_TIMESTAMP_FILE={}", clock.display()),
        "FAKETIME_NO_CACHE=1".to_owned(),
        "FAKETIME_DONT_FAKE_MONOTONIC=1".to_owned(),
    ])
}

#[test]
fn a_clock_that_jumps_changes_no_verdict_and_holds_none_back() -> Result<()> {
    let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
    let mut service = Some(TcpListener::bind(address)?);
    let directory = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR"))?;
    let clock = directory.path().join("clock");
    fs::write(&clock, "+0")?;
    let wrap = under(&clock)?;
    let wrap: Vec<&str> = wrap.iter().map(String::as_str).collect();
    let daemon = Resident::start_in(directory, &tcp("web", address), &wrap)?;
    daemon.until_health("web", "up")?;
    let file = daemon.track_file("web");
    daemon.until_holds(&file, "1\n")?;

    for hours in [1_i64, -2, 24, -1] {
        fs::write(&clock, format!("{:+}", hours * 3600))?;
        for (health, text) in [("down", "0\n"), ("up", "1\n")] {
            service = match health {
                "up" => Some(TcpListener::bind(address)?),
                _ => None,
            };
            daemon.until_health("web", health)?;
            daemon.until_holds(&file, text)?;
            expect_since(&daemon, hours)?;
            // A backstop under a clock that has just jumped takes the file for
            // stale, or for one from the future; it asks, and agrees.
            let said = daemon.asks(&["check", "web", "--backstop"], &wrap)?;
            assert_eq!(said.status == 0, health == "up", "{hours} h: {said:?}");
            ensure!(said.out.starts_with("tcp 127"), "it has asked: {said:?}");
            assert_eq!(fs::read_to_string(&file)?, text);
            // One whose clock agrees with the file's trusts the daemon.
            let said = daemon.asks(&["check", "web", "--backstop"], &[])?;
            ensure!(said.out.starts_with("the daemon says"), "{said:?}");
            assert_eq!(said.status == 0, health == "up", "{hours} h: {said:?}");
        }
    }
    drop(service);
    Ok(())
}

/// The daemon's date is off by so many hours, or the test would show nothing.
fn expect_since(daemon: &Resident, hours: i64) -> Result<()> {
    let check = daemon.check("web")?.context("web")?;
    let since: Timestamp = check["since"].as_str().context("since")?.parse()?;
    let off = since.duration_since(Timestamp::now()) - SignedDuration::from_hours(hours);
    let near = SignedDuration::try_from(Duration::from_secs(600))?;
    ensure!(off.abs() < near, "{hours} h: since {since}");
    Ok(())
}
