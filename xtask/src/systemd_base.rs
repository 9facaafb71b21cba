//! The base system of the systemd test node: a minimal Debian with systemd,
//! D-Bus and Keepalived, made once and only read afterwards.
//!
//! Owns the recipe.  Does not boot anything: the tests put an
//! overlay on it and boot that.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, bail};

use crate::cache::{Cache, fingerprint};
use crate::programs;

/// What debootstrap installs besides its minimal set.
const PACKAGES: &[&str] = &[
    "systemd",
    "systemd-sysv",
    "dbus",
    "iproute2",
    "keepalived",
    // keepalived.service reloads by /bin/kill, and its package does not ask for it.
    "procps",
];

/// Units that wait for a console or for nobody: a node is ready sooner without.
const MASKED_UNITS: &[&str] = &[
    "getty.target",
    "console-getty.service",
    "systemd-logind.service",
];

/// The address of a node's only link, from the range for documentation, which
/// leads nowhere.
const NETWORK: &str = "\
[Match]
Name=host0
[Network]
Address=192.0.2.11/24
LinkLocalAddressing=no
IPv6AcceptRA=no
LLDP=no
";

/// Raise it when [`settle`] changes, so that no machine keeps an older base.
const RECIPE: u32 = 2;

/// The path of the base system; makes it when it is not there yet.
pub(crate) fn prepare(cache: &Cache) -> anyhow::Result<PathBuf> {
    let suite = suite(&fs::read_to_string("/etc/os-release").unwrap_or_default());
    let recipe = recipe(&suite);
    let name = format!("base-{:016x}", fingerprint(recipe.as_bytes()));
    cache.keep(&name, |directory| {
        eprintln!("  from {suite}: {}", PACKAGES.join(", "));
        debootstrap(&suite, directory, &directory.with_extension("log"))?;
        settle(directory).with_context(|| format!("settle {}", directory.display()))
    })
}

/// debootstrap mounts /proc and /sys into what it makes.  In mount and process
/// namespaces of its own those mounts and every child end with it, however it
/// ends, and it ends with us: what is left is a plain directory.
fn debootstrap(suite: &str, target: &Path, log: &Path) -> anyhow::Result<()> {
    let output = fs::File::create(log).with_context(|| format!("make {}", log.display()))?;
    let mut command = Command::new("unshare");
    command.args(["--mount", "--pid", "--fork", "--kill-child"]);
    command.args(["debootstrap", "--variant=minbase"]);
    command.arg(format!("--include={}", PACKAGES.join(",")));
    command.arg(suite).arg(target);
    let mut command = programs::tied_to_us(&command);
    command
        .stdin(Stdio::null())
        .stdout(output.try_clone()?)
        .stderr(output);
    let status = command.status().context("start debootstrap")?;
    if !status.success() {
        let text = fs::read_to_string(log).unwrap_or_default();
        bail!(
            "debootstrap failed ({status}); the end of {}:\n{}",
            log.display(),
            tail(&text, 15)
        );
    }
    Ok(())
}

/// Everything that makes a base out of an installed system.
fn settle(root: &Path) -> anyhow::Result<()> {
    let units = root.join("etc/systemd/system");
    for unit in MASKED_UNITS {
        symlink("/dev/null", units.join(unit))?;
    }
    // Housekeeping by the clock would come in the middle of a test.
    remove_if_there(&units.join("timers.target.wants"))?;
    // Empty: systemd gives each node an identity of its own at its first boot.
    fs::write(root.join("etc/machine-id"), "")?;
    fs::write(
        root.join("etc/hosts"),
        "127.0.0.1 localhost\n::1 localhost\n",
    )?;
    fs::write(root.join("etc/resolv.conf"), "")?;
    fs::create_dir_all(root.join("etc/systemd/journald.conf.d"))?;
    fs::write(
        root.join("etc/systemd/journald.conf.d/test-node.conf"),
        "[Journal]\nStorage=volatile\n",
    )?;
    fs::write(
        root.join("etc/systemd/network/10-test-node.network"),
        NETWORK,
    )?;
    // Debian leaves the network to ifupdown, which is not installed here.
    let mut enable = Command::new("systemctl");
    enable
        .arg("--root")
        .arg(root)
        .args(["--quiet", "enable", "systemd-networkd.service"]);
    programs::succeed(&mut enable)?;
    remove_if_there(&root.join("var/cache/apt/archives"))?;
    remove_if_there(&root.join("var/lib/apt/lists"))
}

fn remove_if_there(directory: &Path) -> anyhow::Result<()> {
    if directory.is_dir() {
        fs::remove_dir_all(directory).with_context(|| format!("remove {}", directory.display()))?;
    }
    Ok(())
}

/// The release this machine runs, because the program under test is linked
/// with this machine's C library; Debian's stable release elsewhere.
fn suite(os_release: &str) -> String {
    let value = |key: &str| {
        os_release
            .lines()
            .find_map(|line| line.strip_prefix(key)?.strip_prefix('='))
            .map(|value| value.trim_matches('"').to_owned())
    };
    match value("ID").as_deref() {
        Some("debian" | "ubuntu") => value("VERSION_CODENAME").unwrap_or_else(|| "stable".into()),
        _ => "stable".into(),
    }
}

/// All that decides what the base holds.
fn recipe(suite: &str) -> String {
    format!("{RECIPE} {suite} {}", PACKAGES.join(","))
}

fn tail(text: &str, count: usize) -> String {
    let lines: Vec<&str> = text.lines().collect();
    lines[lines.len().saturating_sub(count)..].join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_base_is_of_the_release_this_machine_runs() {
        assert_eq!(suite("ID=debian\nVERSION_CODENAME=bookworm\n"), "bookworm");
        assert_eq!(suite("VERSION_CODENAME=\"noble\"\nID=ubuntu\n"), "noble");
        assert_eq!(suite("ID=fedora\nVERSION_CODENAME=\"\"\n"), "stable");
        assert_eq!(suite("ID=debian\n"), "stable");
        assert_eq!(suite(""), "stable");
    }

    #[test]
    fn another_release_is_another_base() {
        assert_ne!(recipe("bookworm"), recipe("trixie"));
    }

    #[test]
    fn the_tail_of_a_short_text_is_the_text() {
        assert_eq!(tail("a\nb", 15), "a\nb");
        assert_eq!(tail("a\nb\nc", 2), "b\nc");
    }
}
