//! A change that must be confirmed, and the ways in which it is not.

use anyhow::{Result, ensure};

use crate::apply_pair::{ApplyPair, LIMIT, said};

fn awaiting(nodes: &ApplyPair, within: &str) -> Result<String> {
    let before = nodes.text(0)?;
    let confirm = ["--confirm-within", within];
    nodes
        .change(0, "priority 250", "priority 246", &confirm)?
        .ended("awaiting-confirmation")?;
    ensure!(nodes.text(0)? != before && nodes.state("apply.json").exists());
    Ok(before)
}

#[test]
fn a_change_that_is_confirmed_stays_and_one_that_waits_blocks_the_next() -> Result<()> {
    let nodes = ApplyPair::start("apply-confirm")?;
    awaiting(&nodes, "10m")?;
    let changed = nodes.text(0)?;
    let next = nodes
        .change(0, "priority 246", "priority 244", &[])?
        .ended("refused")?;
    ensure!(next.err.contains("vipkeeper confirm"), "{next:#?}");
    said(nodes.command(0, &["--json", "confirm"]), "")?.ended("confirmed")?;
    nodes.expect_settled(&changed)?;
    ensure!(nodes.history(0)?[0]["result"] == "verified");
    Ok(())
}

#[test]
fn without_a_confirmation_it_is_taken_back_by_the_watcher_alone() -> Result<()> {
    let mut nodes = ApplyPair::start("apply-watcher")?;
    nodes.pair.member_mut(0).kill_daemon()?;
    let before = awaiting(&nodes, "1s")?;
    nodes
        .pair
        .wait_until(LIMIT, || Ok(!nodes.state("apply.json").exists()))?;
    nodes.expect_settled(&before)?;
    let history = nodes.history(0)?;
    ensure!(history[0]["result"] == "rolled-back", "{history:#?}");
    nodes.expect_home()
}

#[test]
fn it_can_be_declined_at_once() -> Result<()> {
    let nodes = ApplyPair::start("apply-decline")?;
    let before = awaiting(&nodes, "10m")?;
    let declined = said(nodes.command(0, &["--json", "rollback"]), "")?.ended("taken-back")?;
    ensure!(declined.status == 0, "{declined:#?}");
    nodes.expect_settled(&before)
}

#[test]
fn a_machine_that_was_started_again_takes_it_back() -> Result<()> {
    let mut nodes = ApplyPair::start("apply-reboot")?;
    nodes.pair.member_mut(0).kill_daemon()?;
    let before = awaiting(&nodes, "10m")?;
    // What a restart leaves: the disk, and a boot of another name.
    let path = nodes.state("apply.json");
    let text = std::fs::read_to_string(&path)?;
    let boot = std::fs::read_to_string("/proc/sys/kernel/random/boot_id")?;
    ensure!(text.contains(boot.trim()));
    std::fs::write(
        &path,
        text.replace(boot.trim(), "00000000-0000-0000-0000-000000000000"),
    )?;
    nodes.pair.member_mut(0).start_daemon()?;
    nodes.pair.wait_until(LIMIT, || Ok(!path.exists()))?;
    nodes.expect_settled(&before)?;
    nodes.expect_home()
}
