//! A systemd node as the installer finds it: packages in reach of apt, a
//! service to protect, and vipkeeper.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

use crate::cli_said::{PROGRAM, Said};
use crate::node_plan::NodePlan;
use crate::prepared;
use crate::systemd_node::SystemdNode;

const LIMIT: Duration = Duration::from_secs(30);

/// What is protected; it comes back with the machine.
const SERVICE: &str = "\
[Service]
ExecStart=/usr/local/bin/vipkeeper lab-tcp-service --listen 127.0.0.1:3306 --name node
[Install]
WantedBy=multi-user.target
";

/// What makes a first configuration for that service.
pub(crate) const FIRST: [&str; 8] = [
    "--template",
    "tcp-pair",
    "--vip",
    "192.0.2.100/24",
    "--interface",
    "host0",
    "--set",
    "target=127.0.0.1:3306",
];

/// A node with Debian's Keepalived, as it comes.
pub(crate) fn with_keepalived(name: &str) -> Result<SystemdNode> {
    let node = NodePlan::new(&SystemdNode::base()?, name)?
        .bind(PROGRAM, "/usr/local/bin/vipkeeper")
        .packages(prepared::packages()?)?
        .file("/etc/systemd/system/tcp.service", SERVICE)?
        .boot()?;
    succeeds(
        &node,
        &["systemctl", "enable", "--quiet", "--now", "tcp.service"],
    )?;
    Ok(node)
}

/// A node that has never seen Keepalived, nor a compiler.
pub(crate) fn boot(name: &str) -> Result<SystemdNode> {
    let node = with_keepalived(name)?;
    succeeds(&node, &["dpkg", "--purge", "keepalived"])?;
    let there = run(&node, &["which", "keepalived", "cc", "make"])?.out;
    ensure!(there.is_empty(), "not bare: {there}");
    Ok(node)
}

/// Runs a command in the node.
pub(crate) fn run(node: &SystemdNode, words: &[&str]) -> Result<Said> {
    let output = node.run(words)?;
    Ok(Said {
        status: output.status.code().context("the command was killed")?,
        out: String::from_utf8(output.stdout)?,
        err: String::from_utf8(output.stderr)?,
    })
}

/// Runs a command in the node whose failure is the test's.
pub(crate) fn succeeds(node: &SystemdNode, words: &[&str]) -> Result<Said> {
    let said = run(node, words)?;
    // apt and a build say much before they say what is wrong.
    let last: Vec<&str> = said.err.lines().rev().take(20).collect();
    ensure!(said.status == 0, "{words:?}: {last:#?}");
    Ok(said)
}

/// Waits until the node holds the VIP of [`FIRST`].
pub(crate) fn await_vip(node: &SystemdNode) -> Result<()> {
    let begun = Instant::now();
    while !holds_vip(node)? {
        ensure!(begun.elapsed() < LIMIT, "no VIP after {LIMIT:?}");
    }
    Ok(())
}

/// Whether the node holds the VIP of [`FIRST`] now.
pub(crate) fn holds_vip(node: &SystemdNode) -> Result<bool> {
    let show = ["ip", "-4", "-oneline", "address", "show", "host0"];
    Ok(succeeds(node, &show)?.out.contains("192.0.2.100/24"))
}
