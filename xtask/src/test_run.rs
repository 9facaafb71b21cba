//! `cargo xtask test`: everything that must hold before a change goes in.
//!
//! Runs the same steps on a developer's machine and in CI.  The checks of the
//! repository itself are ordinary tests (`xtask/tests/house/`), so that they
//! appear in the test runner's summary, which is the last thing printed.

use std::os::unix::fs::MetadataExt;
use std::os::unix::process::CommandExt;
use std::process::Command;

use anyhow::{Context, bail};

use crate::environment::Environment;
use crate::steps::Steps;
use crate::{cargo, packages, programs};

/// Run every check, then become the test runner.
pub(crate) fn run() -> anyhow::Result<()> {
    require_root()?;
    let mut steps = Steps::default();
    steps.run("test packages", packages::install_missing)?;
    let environment = steps.run("test environment", Environment::prepare)?;
    steps.run("format", || cargo::run(&["fmt", "--all", "--check"]))?;
    steps.run("lints", || {
        cargo::run(&[
            "clippy",
            "--workspace",
            "--all-targets",
            "--",
            "--deny",
            "warnings",
        ])
    })?;
    // Not the advisories: what is published tomorrow must not fail today's change.
    if programs::find("cargo-deny").is_some() {
        steps.run("licences", || {
            cargo::run(&["deny", "check", "bans", "licenses", "sources"])
        })?;
    } else {
        steps.skip("licences", "cargo-deny is not installed");
    }
    let runner = Runner::choose();
    steps.run("build tests", || cargo::run(runner.build()))?;
    steps.run("documentation examples", || {
        cargo::run(&["test", "--workspace", "--doc", "--quiet"])
    })?;
    eprint!("{}", steps.table());
    runner.become_runner(&environment)
}

/// What runs the tests and prints their summary.
enum Runner {
    /// One process for each test, and the limits of `.config/nextest.toml`.
    Nextest,
    /// What every Rust installation has.
    CargoTest,
}

impl Runner {
    fn choose() -> Self {
        if programs::find("cargo-nextest").is_some() {
            Self::Nextest
        } else {
            Self::CargoTest
        }
    }

    fn build(&self) -> &'static [&'static str] {
        match self {
            Self::Nextest => &["nextest", "run", "--workspace", "--no-run"],
            Self::CargoTest => &["test", "--workspace", "--no-run"],
        }
    }

    fn run(&self) -> &'static [&'static str] {
        match self {
            Self::Nextest => &["nextest", "run", "--workspace", "--profile", "ci"],
            Self::CargoTest => &[
                "test",
                "--workspace",
                "--bins",
                "--lib",
                "--tests",
                "--no-fail-fast",
            ],
        }
    }

    /// Replaces this process, so that the runner's summary is the last output
    /// and its exit status is ours.
    fn become_runner(&self, environment: &Environment) -> anyhow::Result<()> {
        let mut command: Command = cargo::command(self.run());
        command.envs(environment.variables());
        eprintln!("==> tests: {}", programs::line(&command));
        Err(command.exec()).with_context(|| format!("start `{}`", programs::line(&command)))
    }
}

fn require_root() -> anyhow::Result<()> {
    let uid = std::fs::metadata("/proc/self")
        .context("read the owner of /proc/self")?
        .uid();
    if uid != 0 {
        bail!(
            "the tests make network namespaces and boot a systemd node, which needs root \
             (this is user {uid}): run `sudo -E env \"PATH=$PATH\" cargo xtask test`, \
             or one crate without root: `cargo test -p keepalived-conf`"
        );
    }
    Ok(())
}
