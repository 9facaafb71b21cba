//! An installer that is killed, wherever it is, and run again.

use std::fs;

use anyhow::{Result, ensure};

use crate::installer::{Installation, Installer, STEPS};
use crate::sandbox::Sandbox;
use crate::stand_in::StandIns;

const VERSION: &str = "9.9.1";
const PROGRAM: &str = "/www/server/keepalived/sbin/keepalived";
const LOG: &str = "/www/server/keepalived/vipkeeper/install.log";

#[test]
fn killed_when_each_step_begins_it_comes_to_its_end() -> Result<()> {
    killed_at_every_step_when(&["started"]).map(drop)
}

#[test]
fn killed_when_each_step_is_done_it_does_nothing_twice() -> Result<()> {
    let (sandbox, last) = killed_at_every_step_when(&["done", "skipped"])?;
    let log = fs::read_to_string(sandbox.file(LOG))?;
    let compiled = log.lines().filter(|line| line.contains("  CC ")).count();
    assert_eq!(compiled, 1, "{log}");
    assert_eq!(last.state("build"), Some("skipped"), "{last:#?}");
    Ok(())
}

#[test]
fn a_file_that_was_half_compiled_is_not_trusted() -> Result<()> {
    let releases = StandIns::make(&[VERSION])?;
    let sandbox = Sandbox::start(releases.path())?;
    let sha256 = releases.sha256(VERSION)?;
    let installer = Installer::of_stand_in(&sandbox, VERSION, &sha256);
    installer.cut_off_at("build", &["progress"])?;
    installer.run()?.is_well()?;
    is_tidy(&sandbox)
}

fn killed_at_every_step_when(states: &[&str]) -> Result<(Sandbox, Installation)> {
    let releases = StandIns::make(&[VERSION])?;
    let sandbox = Sandbox::start(releases.path())?;
    let sha256 = releases.sha256(VERSION)?;
    let installer = Installer::of_stand_in(&sandbox, VERSION, &sha256);
    for step in STEPS {
        installer.killed_at(step, states)?;
    }
    let last = installer.run()?;
    last.is_well()?;
    assert_eq!(
        last.steps.iter().map(|(name, _)| name).collect::<Vec<_>>(),
        STEPS
    );
    let version = sandbox.command(&[PROGRAM, "--version"]).output()?;
    let said = String::from_utf8_lossy(&version.stderr).into_owned();
    ensure!(said.contains("Keepalived v9.9.1"), "{said}");
    is_tidy(&sandbox)?;
    Ok((sandbox, last))
}

/// Nothing unfinished is left of the killed runs.
fn is_tidy(sandbox: &Sandbox) -> Result<()> {
    let changes = sandbox.changes()?;
    let unfinished: Vec<_> = changes
        .keys()
        .filter(|path| {
            let name = path.to_string_lossy();
            [".unfinished", ".part", ".tmp"]
                .iter()
                .any(|end| name.ends_with(end))
        })
        .collect();
    ensure!(unfinished.is_empty(), "{unfinished:?}");
    Ok(())
}
