//! Maintenance on two nodes with real Keepalived: a node that is out stays out,
//! whatever is restarted, emptied or killed.

use std::fs;
use std::time::Duration;

use anyhow::{Result, ensure};
use lab::{Pair, PairError, Protects};
use serde_json::Value;

use crate::failover::pair;
use crate::resident::{Resident, settings_in};

const LIMIT: Duration = Duration::from_secs(30);

/// Longer than this node would need to take the VIP back: three intervals of
/// 100 ms and the skew, after the backstop's two seconds.
const LONG_ENOUGH: Duration = Duration::from_secs(3);

/// The peer has served without a break for longer than this node would need.
fn stays_out(pair: &Pair, what: &str) -> Result<()> {
    pair.prober().wait_steady(LONG_ENOUGH, LIMIT)?;
    ensure!(pair.holders()? == [1], "{what}: {:?}", pair.holders()?);
    Ok(())
}

fn status(pair: &Pair) -> Result<Value> {
    let told = pair.members()[0].vipkeeper(&["--json", "status"])?;
    Ok(serde_json::from_str(&told)?)
}

#[test]
fn a_drained_node_stays_out_over_restarts_and_an_emptied_run_directory() -> Result<()> {
    let mut pair = pair("drain", Protects::Tcp)?;
    let told = pair.members()[0].vipkeeper(&["--json", "drain"])?;
    let told: Value = serde_json::from_str(&told)?;
    ensure!(
        told["moved"][0] == "VI_TCP" && told["to"] == "10.66.0.12",
        "{told}"
    );
    stays_out(&pair, "drained")?;
    // A busy Keepalived is not waited for by `status`.
    pair.wait_until(LIMIT, || {
        Ok(status(&pair).is_ok_and(|seen| seen["instances"][0]["state"] == "FAULT"))
    })?;
    let seen = status(&pair)?;
    ensure!(seen["drained"]["purpose"] == "maintenance", "{seen}");
    let healed = pair.members()[0].vipkeeper(&["--json", "heal"])?;
    ensure!(healed.contains("\"drained\""), "{healed}");

    pair.member_mut(0).kill_daemon()?;
    pair.members()[0].vipkeeper(&["restart"])?;
    stays_out(&pair, "Keepalived without the daemon")?;

    // As a reboot leaves it: nothing runs, and /run is empty.
    pair.members()[0].vipkeeper(&["stop"])?;
    for directory in ["vipkeeper/run", "vipkeeper/track"] {
        fs::remove_dir_all(pair.members()[0].file(directory))?;
    }
    // What the service manager runs before Keepalived.
    pair.members()[0].vipkeeper(&["prepare"])?;
    ensure!(fs::read_to_string(pair.members()[0].file("vipkeeper/track/.drain"))? == "2\n");
    pair.members()[0].vipkeeper(&["start"])?;
    stays_out(&pair, "booted, before the daemon")?;
    pair.member_mut(0).start_daemon()?;
    stays_out(&pair, "booted")?;
    fs::remove_file(pair.members()[0].file("vipkeeper/track/.drain"))?;
    pair.wait_until(LIMIT, || {
        let path = pair.members()[0].file("vipkeeper/track/.drain");
        Ok(fs::read_to_string(path).is_ok_and(|text| text == "2\n"))
    })?;

    let again = pair.members()[0].vipkeeper(&["drain"]);
    ensure!(
        matches!(&again, Err(PairError::Command { said, .. }) if said.contains("out of service since")),
        "{again:?}"
    );
    pair.members()[0].vipkeeper(&["undrain"])?;
    pair.wait_home(LIMIT)?;
    ensure!(status(&pair)?["drained"].is_null());
    let told = pair.members()[0].vipkeeper(&["--json", "undrain"])?;
    ensure!(told.contains("\"was_drained\": false"), "{told}");
    Ok(())
}

#[test]
fn a_drain_is_refused_when_nobody_takes_over_and_a_backup_needs_nobody() -> Result<()> {
    let pair = pair("drain-refused", Protects::Tcp)?;
    // The BACKUP goes out at once; then the MASTER has nobody to relieve it.
    let told = pair.members()[1].vipkeeper(&["--json", "drain"])?;
    let told: Value = serde_json::from_str(&told)?;
    ensure!(told["moved"] == Value::Array(Vec::new()), "{told}");
    let mark = pair.prober().mark();
    let refused = pair.members()[0].vipkeeper(&["drain"]);
    ensure!(
        matches!(&refused, Err(PairError::Command { said, .. }) if said.contains("the peer is not ready")),
        "{refused:?}"
    );
    pair.wait_calm()?;
    let outage = pair.prober().outage_since(mark);
    ensure!(
        outage.is_some_and(|seen| seen.attempts_failed == 0),
        "{outage:?}"
    );
    pair.members()[1].vipkeeper(&["undrain"])?;
    pair.members()[0].vipkeeper(&["drain"])?;
    stays_out(&pair, "the peer is back")?;
    Ok(())
}

/// A mark as another process of ours leaves it.
fn mark(is_settled: bool) -> String {
    format!(
        "{{\"purpose\":\"maintenance\",\"is_settled\":{is_settled},\
         \"since\":\"2026-11-22T09:00:00Z\",\"author\":\"alice\"}}"
    )
}

#[test]
fn the_daemon_alone_keeps_the_track_file_where_the_mark_says_and_shows_it() -> Result<()> {
    let directory = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR"))?;
    let file = settings_in(directory.path()).with_file_name("drain.json");
    fs::create_dir_all(file.with_file_name(""))?;
    fs::write(&file, mark(true))?;
    let daemon = Resident::start_in(directory, "", &[])?;
    let lever = daemon.track_file(".drain");
    daemon.until_holds(&lever, "2\n")?;
    daemon.until("it shows", || {
        Ok(daemon.state()?["drained"]["author"] == "alice")
    })?;
    fs::remove_dir_all(daemon.track_dir())?;
    daemon.until_holds(&lever, "2\n")?;
    fs::remove_file(&file)?;
    daemon.until_holds(&lever, "0\n")?;
    daemon.until("it is gone", || Ok(daemon.state()?["drained"].is_null()))?;
    // One that nobody finishes.
    fs::write(&lever, "1\n")?;
    fs::write(&file, mark(false))?;
    daemon.until_holds(&lever, "0\n")?;
    ensure!(!file.exists(), "the mark of a killed process is taken back");
    Ok(())
}

#[test]
fn a_change_of_the_configuration_is_no_fault_of_a_drained_node() -> Result<()> {
    let pair = pair("drain-apply", Protects::Tcp)?;
    let node = &pair.members()[0];
    node.vipkeeper(&["drain"])?;
    let live = node.file("etc/keepalived/keepalived.conf");
    let changed = fs::read_to_string(&live)?.replace("priority 250", "priority 249");
    let candidate = node.node().dir().join("candidate.conf");
    fs::write(&candidate, &changed)?;
    let path = candidate.display().to_string();
    let told = node.vipkeeper(&["--json", "apply", &path, "--yes"])?;
    ensure!(told.contains("\"verified\""), "{told}");
    ensure!(fs::read_to_string(&live)? == changed);
    Ok(())
}
