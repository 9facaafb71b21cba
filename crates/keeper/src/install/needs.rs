//! What a build of Keepalived needs, and the packages that bring it.
//!
//! Owns the table.  What is asked for is looked for first: a machine that has
//! everything needs neither packages nor a package manager.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use host::exec;
use host::package::{PackageManager, find_program};

/// pkg-config reads a few small files.
const PROBE_LIMIT: Duration = Duration::from_secs(10);

/// How a need is looked for.
#[derive(Debug, Clone, Copy)]
enum Probe {
    /// One of these programs.
    Program(&'static [&'static str]),
    /// A library with its headers, by its name in pkg-config.
    Library(&'static str),
    /// A header below `/usr/include`.
    Header(&'static str),
}

/// Something that a build needs.
#[derive(Debug)]
pub(super) struct Need {
    /// What it is, in words that every reader knows.
    pub(super) name: &'static str,
    probe: Probe,
    /// Without it there is no build; without the others something is left out.
    pub(super) is_required: bool,
    /// Only where systemd is the init.
    for_systemd: bool,
    packages: Packages,
}

/// The package of each package manager.
#[derive(Debug)]
struct Packages {
    apt: &'static str,
    rpm: &'static str,
    zypper: &'static str,
    apk: &'static str,
    pacman: &'static str,
}

const fn need(name: &'static str, probe: Probe, packages: [&'static str; 5]) -> Need {
    let [apt, rpm, zypper, apk, pacman] = packages;
    Need {
        name,
        probe,
        is_required: false,
        for_systemd: false,
        packages: Packages {
            apt,
            rpm,
            zypper,
            apk,
            pacman,
        },
    }
}

impl Need {
    const fn required(mut self) -> Self {
        self.is_required = true;
        self
    }

    const fn for_systemd(mut self) -> Self {
        self.for_systemd = true;
        self
    }
}

/// In the order apt; dnf and yum; zypper; apk; pacman.
#[rustfmt::skip]
const NEEDS: [Need; 11] = [
    need("gcc", Probe::Program(&["cc", "gcc", "clang"]), ["gcc", "gcc", "gcc", "gcc", "gcc"]).required(),
    need("make", Probe::Program(&["make"]), ["make", "make", "make", "make", "make"]).required(),
    need("libc headers", Probe::Header("stdio.h"), ["libc6-dev", "glibc-devel", "glibc-devel", "musl-dev", "glibc"]).required(),
    need("kernel headers", Probe::Header("linux/netlink.h"), ["linux-libc-dev", "kernel-headers", "linux-glibc-devel", "linux-headers", "linux-api-headers"]).required(),
    need("pkg-config", Probe::Program(&["pkg-config"]), ["pkg-config", "pkgconfig", "pkg-config", "pkgconf", "pkgconf"]).required(),
    need("OpenSSL", Probe::Library("libssl"), ["libssl-dev", "openssl-devel", "libopenssl-devel", "openssl-dev", "openssl"]).required(),
    need("libnl-3", Probe::Library("libnl-genl-3.0"), ["libnl-genl-3-dev", "libnl3-devel", "libnl3-devel", "libnl3-dev", "libnl"]),
    need("libnftnl", Probe::Library("libnftnl"), ["libnftnl-dev", "libnftnl-devel", "libnftnl-devel", "libnftnl-dev", "libnftnl"]),
    need("libmnl", Probe::Library("libmnl"), ["libmnl-dev", "libmnl-devel", "libmnl-devel", "libmnl-dev", "libmnl"]),
    need("PCRE2", Probe::Library("libpcre2-8"), ["libpcre2-dev", "pcre2-devel", "pcre2-devel", "pcre2-dev", "pcre2"]),
    need("libsystemd", Probe::Library("libsystemd"), ["libsystemd-dev", "systemd-devel", "systemd-devel", "", "systemd-libs"]).for_systemd(),
];

/// What is not there.
pub(super) fn missing() -> Vec<&'static Need> {
    let has_systemd = Path::new("/run/systemd/system").is_dir();
    NEEDS
        .iter()
        .filter(|need| has_systemd || !need.for_systemd)
        .filter(|need| !is_there(need.probe))
        .collect()
}

/// The package that brings a need, where there is one.
pub(super) fn package(need: &Need, manager: &PackageManager) -> Option<&'static str> {
    let packages = &need.packages;
    let name = match manager.name() {
        "apt-get" => packages.apt,
        "dnf" | "yum" => packages.rpm,
        "zypper" => packages.zypper,
        "apk" => packages.apk,
        _ => packages.pacman,
    };
    (!name.is_empty()).then_some(name)
}

fn is_there(probe: Probe) -> bool {
    match probe {
        Probe::Program(names) => names.iter().any(|name| find_program(name).is_some()),
        Probe::Library(name) => has_library(name),
        Probe::Header(name) => has_header(name),
    }
}

/// Whether a library and its headers are there, as the build will find them.
pub(super) fn has_library(name: &str) -> bool {
    let mut command = Command::new("pkg-config");
    command.args(["--exists", name]);
    exec::run(&mut command, PROBE_LIMIT).is_ok_and(|finished| finished.succeeded())
}

/// Debian keeps what depends on the processor in a directory of its own.
fn has_header(name: &str) -> bool {
    let multiarch = format!("{}-linux-gnu", std::env::consts::ARCH);
    let root = Path::new("/usr/include");
    root.join(name).is_file() || root.join(multiarch).join(name).is_file()
}
