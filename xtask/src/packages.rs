//! The distribution's packages that the tests need, and their installation.
//!
//! Only what is missing is installed, by name, through apt.  A program that is
//! there already is good enough, whoever brought it, so the tests also run on a
//! distribution without apt once its user has installed the programs.

use std::process::{Command, Stdio};

use anyhow::{Context, bail};

use crate::programs;

/// One package, the program that shows it is installed, and why we need it.
pub(crate) struct TestPackage {
    name: &'static str,
    program: &'static str,
    reason: &'static str,
}

impl TestPackage {
    const fn new(name: &'static str, program: &'static str, reason: &'static str) -> Self {
        Self {
            name,
            program,
            reason,
        }
    }
}

/// Everything the tests take from the distribution.
pub(crate) const TEST_PACKAGES: &[TestPackage] = &[
    TestPackage::new(
        "keepalived",
        "keepalived",
        "the engine itself, run in network namespaces",
    ),
    // Beside the server it has the plugins that some accounts log in with.
    TestPackage::new(
        "mariadb-server",
        "mariadbd-safe",
        "the service that fails over",
    ),
    TestPackage::new("nodejs", "node", "runs the pages' own unit tests"),
    TestPackage::new("iproute2", "ip", "network namespaces and their links"),
    TestPackage::new(
        "systemd-container",
        "systemd-nspawn",
        "boots the systemd test node",
    ),
    TestPackage::new(
        "debootstrap",
        "debootstrap",
        "makes the systemd test node's base system",
    ),
    TestPackage::new(
        "dbus",
        "dbus-daemon",
        "a private bus for the service manager's client",
    ),
    TestPackage::new("chromium", "chromium", "opens the panel as a user would"),
    TestPackage::new(
        "chromium-driver",
        "chromedriver",
        "tells Chromium what to do",
    ),
];

/// Installs `"$@"` while nothing that is installed may start a service.
///
/// Debian's packages start their service at installation and ask policy-rc.d
/// first.  A shell holds the answer, because it takes it back even when this
/// program is killed.  An answer that is already there is the owner's own.
const INSTALL_WITHOUT_STARTING: &str = r#"
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
    trap 'rm -f "$policy"' EXIT
    trap 'exit 130' HUP INT TERM
    printf '#!/bin/sh\nexit 101\n' >"$policy" && chmod 755 "$policy" || exit 1
fi
"$@"
"#;

/// Install what is missing; says what and why.  Nothing happens, and root is
/// not needed, when all is there.
pub(crate) fn install_missing() -> anyhow::Result<()> {
    let missing = missing(TEST_PACKAGES, |program| programs::find(program).is_some());
    if missing.is_empty() {
        return Ok(());
    }
    for package in &missing {
        eprintln!("  missing: {} ({})", package.name, package.reason);
    }
    let names: Vec<&str> = missing.iter().map(|package| package.name).collect();
    if programs::find("apt-get").is_none() {
        bail!(
            "there is no apt-get here: install what brings {} by hand",
            names.join(", ")
        );
    }
    // One unreachable third-party source must not stop a package that is in reach.
    if let Err(error) = programs::succeed(apt_get().arg("update")) {
        eprintln!("  {error}; trying with the package lists that are here");
    }
    install(&names)
}

fn install(names: &[&str]) -> anyhow::Result<()> {
    let mut apt = apt_get();
    apt.args(["install", "--yes", "--no-install-recommends"])
        .args(names);
    let mut shell = Command::new("sh");
    shell.args(["-c", INSTALL_WITHOUT_STARTING, "sh"]);
    shell.arg(apt.get_program()).args(apt.get_args());
    shell
        .env("DEBIAN_FRONTEND", "noninteractive")
        .stdin(Stdio::null());
    shell.stdout(std::io::stderr());
    let status = shell.status().context("start sh")?;
    if !status.success() {
        bail!("`{}` failed: {status}", programs::line(&apt));
    }
    Ok(())
}

/// An `apt-get` that retries, waits for another one to end, and asks nothing.
///
/// Its output goes to standard error: `cargo xtask systemd-base` answers on
/// standard output.
fn apt_get() -> Command {
    let mut command = Command::new("apt-get");
    command.args([
        "-qq",
        "-o",
        "Acquire::Retries=3",
        "-o",
        "DPkg::Lock::Timeout=300",
    ]);
    command.args(["-o", "Dpkg::Use-Pty=0"]);
    command.stdin(Stdio::null()).stdout(std::io::stderr());
    command
}

fn missing(packages: &[TestPackage], has_program: impl Fn(&str) -> bool) -> Vec<&TestPackage> {
    packages
        .iter()
        .filter(|package| !has_program(package.program))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEEPALIVED: TestPackage = TestPackage::new("keepalived", "keepalived", "engine");
    const BROWSER: TestPackage = TestPackage::new("chromium", "chromium", "panel");

    #[test]
    fn a_program_that_is_there_needs_no_package() {
        let packages = [KEEPALIVED, BROWSER];
        let found = missing(&packages, |program| program == "keepalived");
        let names: Vec<_> = found.iter().map(|package| package.name).collect();
        assert_eq!(names, ["chromium"]);
    }
}
