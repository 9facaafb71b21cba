//! The distribution's Keepalived: brought by a real apt, or there already.

use anyhow::{Result, ensure};

use crate::bare_node::{self, FIRST, await_vip, holds_vip, run, succeeds};
use crate::systemd_node::SystemdNode;

const CONFIG: &str = "/etc/keepalived/keepalived.conf";

/// What a machine that was set up by somebody else runs.
const THEIRS: &str = "\
global_defs {
  router_id theirs
}
vrrp_instance THEIRS {
  interface host0
  virtual_router_id 7
  priority 250
  virtual_ipaddress { 192.0.2.100/24 }
}
";

/// What is left of us on a machine.
const OURS: &str = "find / -xdev -path /usr/local/bin/vipkeeper -prune -o \
                    -iname '*vipkeeper*' -print";

fn has_package(node: &SystemdNode) -> Result<bool> {
    let words = [
        "dpkg-query",
        "--show",
        "--showformat=${db:Status-Status}",
        "keepalived",
    ];
    Ok(run(node, &words)?.out == "installed")
}

fn main_pid(node: &SystemdNode) -> Result<String> {
    let words = [
        "systemctl",
        "show",
        "--value",
        "--property=MainPID",
        "keepalived",
    ];
    Ok(succeeds(node, &words)?.out)
}

#[test]
fn without_an_address_the_package_comes_and_nothing_is_started() -> Result<()> {
    let node = bare_node::boot("package")?;
    succeeds(&node, &["vipkeeper", "install", "--method", "package"])?;
    ensure!(has_package(&node)?);
    assert_eq!(run(&node, &["vipkeeper", "status"])?.status, 1);
    assert_eq!(run(&node, &["test", "-e", CONFIG])?.status, 1);

    let again = ["vipkeeper", "install", "--method", "package"];
    succeeds(&node, &[&again[..], &FIRST].concat())?;
    await_vip(&node)?;
    Ok(())
}

#[test]
fn what_we_brought_goes_and_leaves_nothing() -> Result<()> {
    let node = bare_node::boot("gone")?;
    let install = ["vipkeeper", "install", "--method", "package"];
    succeeds(&node, &[&install[..], &FIRST].concat())?;
    await_vip(&node)?;
    ensure!(!succeeds(&node, &["sh", "-c", OURS])?.out.is_empty());
    succeeds(&node, &["vipkeeper", "uninstall", "--purge"])?;
    ensure!(!holds_vip(&node)?, "the VIP is still there");
    ensure!(!has_package(&node)?, "the package is still there");
    assert_eq!(succeeds(&node, &["sh", "-c", OURS])?.out, "");
    let left = run(&node, &["find", "/etc", "-name", "*keepalived*"])?;
    assert_eq!(left.out, "");
    Ok(())
}

#[test]
fn a_keepalived_that_is_there_is_used_and_stays_as_it_is() -> Result<()> {
    let node = bare_node::with_keepalived("adopt")?;
    let write = format!("printf '%s' \"$1\" >{CONFIG} && systemctl start keepalived");
    succeeds(&node, &["sh", "-c", &write, "sh", THEIRS])?;
    await_vip(&node)?;
    let pid = main_pid(&node)?;

    succeeds(&node, &["vipkeeper", "install"])?;
    is_untouched(&node, &pid)?;
    succeeds(&node, &["vipkeeper", "status"])?;

    succeeds(&node, &["vipkeeper", "uninstall", "--purge"])?;
    is_untouched(&node, &pid)?;
    assert_eq!(succeeds(&node, &["sh", "-c", OURS])?.out, "");
    Ok(())
}

/// The package's files are dpkg's, the configuration is theirs, and the
/// process is the one that ran before.
fn is_untouched(node: &SystemdNode, pid: &str) -> Result<()> {
    assert_eq!(succeeds(node, &["dpkg", "--verify", "keepalived"])?.out, "");
    assert_eq!(succeeds(node, &["cat", CONFIG])?.out, THEIRS);
    assert_eq!(main_pid(node)?, pid);
    ensure!(holds_vip(node)?, "the VIP is gone");
    Ok(())
}
