//! Changing Keepalived as a unit of a real systemd, and a machine that loses
//! power with a change under way.

use std::time::Instant;

use anyhow::{Result, ensure};
use serde_json::Value;

use crate::cli_said::Said;
use crate::systemd::{LIMIT, await_vip, boot, property, run, vipkeeper};
use crate::systemd_node::SystemdNode;

const CONFIG: &str = "/etc/keepalived/keepalived.conf";

fn text(node: &SystemdNode) -> Result<String> {
    Ok(run(node, &["cat", CONFIG])?.out)
}

/// Applies the node's text with the result of a command of sed's.
fn change(node: &SystemdNode, sed: &str, more: &str) -> Result<Said> {
    let script = format!("sed '{sed}' {CONFIG} | vipkeeper apply - --json --yes {more}");
    run(node, &["sh", "-c", &script])
}

fn result(said: &Said) -> Result<Value> {
    let last = said.out.lines().last().unwrap_or("null");
    Ok(serde_json::from_str(last)?)
}

#[test]
fn the_journal_and_the_unit_s_process_are_looked_at() -> Result<()> {
    let node = boot("apply")?;
    ensure!(vipkeeper(&node, &["start"])?.status == 0);
    await_vip(&node)?;
    let pid = property(&node, "MainPID")?;
    let good = change(&node, "s/priority 250/priority 240/", "")?;
    ensure!(result(&good)?["result"] == "verified", "{good:?}");
    let before = text(&node)?;
    ensure!(before.contains("priority 240"));
    // Keepalived's test has nothing against it, and the daemon does not do it.
    let refused = change(&node, "1i net_namespace elsewhere", "")?;
    let end = result(&refused)?;
    ensure!(
        refused.status == 1 && end["result"] == "taken-back",
        "{refused:?}"
    );
    ensure!(end["reason"].to_string().contains("restart"), "{end}");
    ensure!(text(&node)? == before && property(&node, "MainPID")? == pid);
    Ok(())
}

#[test]
fn a_machine_that_loses_power_takes_an_unconfirmed_change_back() -> Result<()> {
    let mut node = boot("apply-power")?;
    ensure!(vipkeeper(&node, &["start"])?.status == 0);
    await_vip(&node)?;
    let before = text(&node)?;
    let waiting = change(&node, "s/priority 250/priority 240/", "--confirm-within 1h")?;
    ensure!(
        result(&waiting)?["result"] == "awaiting-confirmation",
        "{waiting:?}"
    );
    ensure!(text(&node)? != before);
    node.power_cycle()?;
    let daemon = ["systemd-run", "--quiet", "--unit=vk", "vipkeeper", "serve"];
    ensure!(run(&node, &daemon)?.status == 0);
    let begun = Instant::now();
    let intent = ["test", "-e", "/var/lib/vipkeeper/apply.json"];
    while run(&node, &intent)?.status == 0 {
        ensure!(begun.elapsed() < LIMIT, "it was not taken back");
    }
    ensure!(text(&node)? == before);
    let history = vipkeeper(&node, &["history", "--json"])?.json()?;
    ensure!(history[0]["result"] == "rolled-back", "{history}");
    Ok(())
}
