//! The distribution's packages that the tests need, and their installation.
//!
//! Only what is missing is installed, by name, through apt.  A program that is
//! there already is good enough, whoever brought it, so the tests also run on a
//! distribution without apt once its user has installed the programs.

use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, bail};

use crate::programs;

/// One package, what shows that it is installed, and why we need it.
struct TestPackage {
    name: &'static str,
    brings: Brings,
    reason: &'static str,
}

/// What a package is wanted for, whoever brought it.
enum Brings {
    Program(&'static str),
    /// A library to compile against, by its name in `pkg-config`.
    Library(&'static str),
    /// A file that another package's program loads, by its path.
    File(&'static str),
    /// A header, by its path below `/usr/include`.
    Header(&'static str),
}

impl TestPackage {
    const fn new(name: &'static str, program: &'static str, reason: &'static str) -> Self {
        Self {
            name,
            brings: Brings::Program(program),
            reason,
        }
    }

    const fn file(name: &'static str, path: &'static str, reason: &'static str) -> Self {
        Self {
            name,
            brings: Brings::File(path),
            reason,
        }
    }

    const fn header(name: &'static str, path: &'static str, reason: &'static str) -> Self {
        Self {
            name,
            brings: Brings::Header(path),
            reason,
        }
    }

    const fn library(name: &'static str, module: &'static str, reason: &'static str) -> Self {
        Self {
            name,
            brings: Brings::Library(module),
            reason,
        }
    }
}

/// Everything the tests take from the distribution.
const TEST_PACKAGES: &[TestPackage] = &[
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
    TestPackage::file(
        "galera-4",
        "/usr/lib/galera/libgalera_smm.so",
        "what makes a cluster of that service",
    ),
    TestPackage::new(
        "redis-server",
        "redis-server",
        "a service that the checks ask",
    ),
    TestPackage::new(
        "postgresql",
        "pg_lsclusters",
        "a service that the checks ask",
    ),
    TestPackage::new("python3", "python3", "a web server that the checks ask"),
    TestPackage::new("openssl", "openssl", "a TLS server that the checks ask"),
    TestPackage::new(
        "faketime",
        "faketime",
        "a clock that jumps, for one program only",
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
    TestPackage::new(
        "user-mode-linux",
        "linux.uml",
        "a kernel with IPVS, run as a process",
    ),
    TestPackage::new("kmod", "modprobe", "loads that kernel's modules in it"),
    TestPackage::new("chromium", "chromium", "opens the panel as a user would"),
    TestPackage::new(
        "chromium-driver",
        "chromedriver",
        "tells Chromium what to do",
    ),
    TestPackage::new(
        "dpkg-dev",
        "dpkg-scanpackages",
        "the index of the packages that a systemd test node installs",
    ),
];

/// What building Keepalived needs, as the installer has it in
/// `crates/keeper/src/install/needs.rs`: on this machine, where its tests build
/// in a sandbox, and in a systemd test node, where it brings them itself.
const BUILD_PACKAGES: &[TestPackage] = &[
    TestPackage::new("gcc", "cc", "the compiler"),
    TestPackage::new("make", "make", "runs the compiler"),
    // Brings the kernel's headers as well.
    TestPackage::header("libc6-dev", "stdio.h", "what every program includes"),
    TestPackage::new("pkg-config", "pkg-config", "tells where the libraries are"),
    TestPackage::library("libssl-dev", "openssl", "SSL_GET, and SHA-1 checks"),
    TestPackage::library(
        "libnl-genl-3-dev",
        "libnl-genl-3.0",
        "netlink, also for IPVS",
    ),
    TestPackage::library("libnftnl-dev", "libnftnl", "the nftables options"),
    TestPackage::library("libmnl-dev", "libmnl", "the nftables options"),
    TestPackage::library(
        "libsystemd-dev",
        "libsystemd",
        "tells systemd when it is ready",
    ),
    TestPackage::library(
        "libpcre2-dev",
        "libpcre2-8",
        "regular expressions in HTTP checks",
    ),
];

/// The names of the packages that building Keepalived needs.
pub(crate) fn for_building() -> impl Iterator<Item = &'static str> {
    BUILD_PACKAGES.iter().map(|package| package.name)
}

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
    let missing = missing(TEST_PACKAGES.iter().chain(BUILD_PACKAGES), is_here);
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
/// Its output goes to standard error: `cargo xtask environment` answers on
/// standard output.
pub(crate) fn apt_get() -> Command {
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

/// The same, with directories of its own in place of this machine's, and
/// killed when this process is. Root may read what apt's own user may not.
pub(crate) fn apt_get_apart(directories: &[(&str, &Path)]) -> Command {
    let mut command = programs::tied_to_us(&apt_get());
    command.stdin(Stdio::null()).stdout(std::io::stderr());
    command.args(["-o", "APT::Sandbox::User=root"]);
    for (name, path) in directories {
        command.arg("-o").arg(format!("{name}={}", path.display()));
    }
    command
}

fn missing<'a>(
    packages: impl IntoIterator<Item = &'a TestPackage>,
    is_here: impl Fn(&Brings) -> bool,
) -> Vec<&'a TestPackage> {
    packages
        .into_iter()
        .filter(|package| !is_here(&package.brings))
        .collect()
}

fn is_here(thing: &Brings) -> bool {
    match thing {
        Brings::Program(name) => programs::find(name).is_some(),
        Brings::Library(module) => Command::new("pkg-config")
            .args(["--exists", module])
            .status()
            .is_ok_and(|status| status.success()),
        Brings::File(path) => Path::new(path).exists(),
        Brings::Header(path) => Path::new("/usr/include").join(path).exists(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEEPALIVED: TestPackage = TestPackage::new("keepalived", "keepalived", "engine");
    const BROWSER: TestPackage = TestPackage::new("chromium", "chromium", "panel");

    #[test]
    fn a_program_that_is_there_needs_no_package() {
        let packages = [KEEPALIVED, BROWSER];
        let found = missing(&packages, |thing| {
            matches!(thing, Brings::Program("keepalived"))
        });
        let names: Vec<_> = found.iter().map(|package| package.name).collect();
        assert_eq!(names, ["chromium"]);
    }
}
