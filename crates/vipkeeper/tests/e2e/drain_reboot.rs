//! A drained machine whose power fails comes back drained.

use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use serde_json::Value;

use crate::bare_node::{self, FIRST, await_vip, holds_vip, run, succeeds};
use crate::systemd_node::SystemdNode;

const LIMIT: Duration = Duration::from_secs(30);

/// What Keepalived logs when it takes the VIP.
const TAKEN: &str = "Entering MASTER STATE";

/// Everything that has been logged since the boot.
fn log(node: &SystemdNode) -> Result<String> {
    Ok(succeeds(node, &["journalctl", "--boot", "--no-pager"])?.out)
}

fn await_state(node: &SystemdNode, state: &str) -> Result<Value> {
    let begun = Instant::now();
    loop {
        let told = run(node, &["vipkeeper", "--json", "status"])?;
        let told: Value = serde_json::from_str(&told.out)?;
        if told["instances"][0]["state"] == state {
            return Ok(told);
        }
        ensure!(begun.elapsed() < LIMIT, "not {state}: {told}");
    }
}

#[test]
fn a_drained_machine_never_takes_the_vip_when_it_boots() -> Result<()> {
    let mut node = bare_node::with_keepalived("drained")?;
    succeeds(&node, &[&["vipkeeper", "install"][..], &FIRST].concat())?;
    await_vip(&node)?;
    // Alone it would have nobody to give the address to.
    succeeds(&node, &["vipkeeper", "stop"])?;
    succeeds(&node, &["vipkeeper", "drain"])?;
    succeeds(&node, &["vipkeeper", "start"])?;
    await_state(&node, "FAULT")?;

    node.power_cycle()?;
    let told = await_state(&node, "FAULT")?;
    ensure!(told["drained"]["author"] == "root", "{told}");
    ensure!(!holds_vip(&node)? && !log(&node)?.contains(TAKEN));

    succeeds(&node, &["vipkeeper", "undrain"])?;
    await_vip(&node)?;
    ensure!(log(&node)?.contains(TAKEN), "the log would show it");
    Ok(())
}
