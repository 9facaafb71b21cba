//! From nothing to a virtual IP: real packages, a real build, a real systemd.

use std::time::Instant;

use anyhow::{Context, Result, ensure};

use crate::bare_node::{self, FIRST, await_vip, succeeds};
use crate::mirror::Mirror;
use crate::prepared;

#[test]
fn from_a_bare_machine_to_a_vip_that_survives_the_power() -> Result<()> {
    let mut node = bare_node::boot("source")?;
    let (releases, version) = (prepared::releases()?, prepared::newest_release()?);
    let mirror = Mirror::serve(node.listen()?, &releases)?;
    let begun = Instant::now();
    let url = mirror.url();
    let install = ["vipkeeper", "install", "--method", "source"];
    let source = ["--version", &version, "--mirror", &url];
    let installed = succeeds(&node, &[&install[..], &source, &FIRST].concat())?;
    ensure!(!installed.err.contains("left out"), "{}", installed.err);
    println!(
        "packages, build and start of {version} took {:.1?}",
        begun.elapsed()
    );
    await_vip(&node)?;

    let status = succeeds(&node, &["vipkeeper", "status", "--json"])?.json()?;
    ensure!(status["running"] == true, "{status}");
    ensure!(status["version"] == *version, "{status}");
    let pid = status["pid"].as_u64().context("no process")?;
    let running = succeeds(&node, &["readlink", &format!("/proc/{pid}/exe")])?;
    let program = "/opt/vipkeeper/keepalived/current/sbin/keepalived";
    let installed = succeeds(&node, &["readlink", "-f", program])?;
    assert_eq!(running.out, installed.out);

    node.power_cycle()?;
    await_vip(&node)?;
    succeeds(&node, &["vipkeeper", "status"])?;
    Ok(())
}
