//! Drills on two nodes with real Keepalived: moved, measured, brought back, and
//! refused before anything moves.

use std::fs;
use std::net::IpAddr;
use std::process::{Child, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use lab::{Fault, Pair, PairError, Protects, VIRTUAL_IP};
use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;

use crate::failover::pair;

const LIMIT: Duration = Duration::from_secs(30);
const OWN: &str = "10.66.0.11";
const PEER: &str = "10.66.0.12";

/// What the preferred node says to a drill.
fn drill(pair: &Pair) -> Result<Value, PairError> {
    let told = pair.members()[0].vipkeeper(&["--json", "drill", "--yes"])?;
    Ok(serde_json::from_str(&told).unwrap_or_default())
}

/// What a refused drill says; the client must not have noticed.
fn refused(pair: &Pair) -> Result<String> {
    pair.wait_calm()?;
    let mark = pair.prober().mark();
    let Err(PairError::Command { said, .. }) = drill(pair) else {
        anyhow::bail!("the drill was not refused");
    };
    pair.wait_calm()?;
    let outage = pair.prober().outage_since(mark);
    ensure!(
        outage.is_some_and(|seen| seen.attempts_failed == 0),
        "{outage:?}: {said}"
    );
    ensure!(pair.holders()? == [0], "the VIP has moved: {said}");
    ensure!(!is_marked(pair), "a mark is left");
    Ok(said)
}

fn is_marked(pair: &Pair) -> bool {
    pair.members()[0].file("vipkeeper/drain.json").exists()
}

/// What the track file says; nothing when it is not there.
fn lever(pair: &Pair) -> String {
    let path = pair.members()[0].file("vipkeeper/track/.drain");
    fs::read_to_string(path).unwrap_or_default()
}

/// Changes both nodes' configuration and reads it again.
fn rewrite(pair: &Pair, from: &str, to: &str) -> Result<()> {
    for member in pair.members() {
        let path = member.file("etc/keepalived/keepalived.conf");
        let text = fs::read_to_string(&path)?;
        ensure!(text.contains(from), "{from:?} is not in {text}");
        fs::write(&path, text.replace(from, to))?;
        member.vipkeeper(&["reload"])?;
    }
    pair.wait_calm()?;
    Ok(())
}

fn nopreempt(pair: &Pair) -> Result<()> {
    rewrite(pair, "weight -253", "weight -254")?;
    rewrite(pair, "state BACKUP", "state BACKUP\n    nopreempt")
}

/// A drill in the background.
fn begin(pair: &Pair) -> Result<Child> {
    let program = pair.lab().dir().join("vipkeeper");
    let node = pair.members()[0].node();
    let mut command = node.command(&program.display().to_string())?;
    command.arg("--server-path").arg(node.dir());
    command.args(["drill", "--yes"]);
    command.stdout(Stdio::null()).stderr(Stdio::piped());
    Ok(command.spawn()?)
}

fn signal(child: &Child, signal: Signal) -> Result<()> {
    let pid = Pid::from_raw(i32::try_from(child.id())?).context("a process id")?;
    Ok(kill_process(pid, signal)?)
}

#[test]
fn a_drill_moves_the_vip_measures_and_brings_it_back() -> Result<()> {
    let pair = pair("drill", Protects::Mysql)?;
    let mark = pair.prober().mark();
    let told = drill(&pair)?;
    ensure!(told["way"] == "ask" && told["target"] == "10.66.0.100:3306");
    for (leg, master) in [("away", PEER), ("back", OWN)] {
        let leg = &told[leg];
        ensure!(leg["master"] == master, "{told}");
        ensure!(leg["outage_ms"].as_f64().is_some(), "measured: {told}");
        // Three intervals of 100 ms and the skew of the one that takes over.
        ensure!(leg["took_ms"].as_f64().is_some_and(|took| took > 200.0));
    }
    ensure!(pair.holders()? == [0]);
    ensure!(!is_marked(&pair) && lever(&pair) == "0\n");
    // Nobody waited for a timeout of the protocol.
    let outage = pair.prober().outage_since(mark);
    let outage = outage.context("the client is served")?;
    ensure!(outage.attempts_failed < 200, "{outage:?}");
    Ok(())
}

#[test]
fn a_peer_that_cannot_take_over_is_found_out_before_anything_moves() -> Result<()> {
    let mut pair = pair("drill-refused", Protects::Tcp)?;
    pair.member_mut(1).inject(Fault::ServiceKilled)?;
    let track_file = pair.members()[1].file("vipkeeper/track/tcp");
    pair.wait_until(LIMIT, || {
        Ok(fs::read_to_string(&track_file).is_ok_and(|text| text == "0\n"))
    })?;
    let said = refused(&pair)?;
    ensure!(said.contains("the peer is not ready"), "{said}");
    ensure!(said.contains("has served all the time"), "{said}");
    pair.heal()?;
    pair.members()[1].vipkeeper(&["stop"])?;
    let said = refused(&pair)?;
    ensure!(said.contains("VI_TCP"), "{said}");
    // The peer runs again, and the same command succeeds.
    pair.members()[1].vipkeeper(&["start"])?;
    drill(&pair)?;
    Ok(())
}

#[test]
fn the_node_that_is_not_master_says_who_is() -> Result<()> {
    let pair = pair("drill-backup", Protects::Tcp)?;
    let backup = &pair.members()[1];
    let Err(PairError::Command { said, .. }) = backup.vipkeeper(&["drill", "--yes"]) else {
        anyhow::bail!("a BACKUP drilled");
    };
    ensure!(said.contains(&format!("MASTER is {OWN}")), "{said}");
    Ok(())
}

#[test]
fn a_killed_drill_is_taken_back_by_others_and_an_interrupted_one_by_itself() -> Result<()> {
    let mut pair = pair("drill-killed", Protects::Tcp)?;
    for (kill, waits_for) in [
        (Signal::KILL, "1\n"),
        (Signal::KILL, "2\n"),
        (Signal::INT, "1\n"),
        (Signal::INT, "2\n"),
    ] {
        end_early(&pair, kill, waits_for)?;
    }
    // Without the daemon, Keepalived's own script does it.
    pair.member_mut(0).kill_daemon()?;
    end_early(&pair, Signal::KILL, "2\n")
}

/// Sends a drill this signal when its track file says so, and waits until
/// everything is as before.
fn end_early(pair: &Pair, with: Signal, level: &str) -> Result<()> {
    let mut child = begin(pair)?;
    pair.wait_until(LIMIT, || Ok(lever(pair) == level))?;
    ensure!(is_marked(pair), "the mark comes first");
    signal(&child, with)?;
    let status = child.wait()?;
    ensure!(!status.success(), "{with:?} at {level:?}: {status}");
    pair.wait_until(LIMIT, || Ok(!is_marked(pair) && lever(pair) == "0\n"))?;
    pair.wait_home(LIMIT)?;
    pair.wait_calm()?;
    Ok(())
}

#[test]
fn a_node_whose_service_dies_meanwhile_leaves_the_vip_with_the_peer() -> Result<()> {
    let mut pair = pair("drill-away", Protects::Tcp)?;
    let child = begin(&pair)?;
    pair.wait_until(LIMIT, || Ok(lever(&pair) == "2\n"))?;
    pair.member_mut(0).inject(Fault::ServiceKilled)?;
    let output = child.wait_with_output()?;
    let said = String::from_utf8(output.stderr)?;
    ensure!(!output.status.success(), "{said}");
    ensure!(said.contains("did not come back within"), "{said}");
    ensure!(said.contains(&format!("{PEER} is MASTER after")), "{said}");
    pair.wait_calm()?;
    ensure!(pair.holders()? == [1] && !is_marked(&pair) && lever(&pair) == "0\n");
    Ok(())
}

#[test]
fn with_nopreempt_the_vip_moves_and_stays() -> Result<()> {
    let pair = pair("drill-stays", Protects::Tcp)?;
    nopreempt(&pair)?;
    let told = drill(&pair)?;
    ensure!(told["way"] == "trial" && told["back"].is_null(), "{told}");
    ensure!(told["away"]["master"] == PEER, "{told}");
    ensure!(pair.holders()? == [1]);
    ensure!(!is_marked(&pair) && lever(&pair) == "0\n");
    Ok(())
}

#[test]
fn with_nopreempt_a_trial_that_nobody_answers_is_taken_back() -> Result<()> {
    let pair = pair("drill-trial", Protects::Tcp)?;
    nopreempt(&pair)?;
    pair.members()[1].vipkeeper(&["stop"])?;
    let Err(PairError::Command { said, .. }) = drill(&pair) else {
        anyhow::bail!("nobody can have taken over");
    };
    ensure!(said.contains("has taken part again at once"), "{said}");
    ensure!(said.contains("new connections failed for"), "{said}");
    pair.wait_home(LIMIT)?;
    ensure!(!is_marked(&pair));
    Ok(())
}

#[test]
fn a_configuration_without_the_tracker_is_told_what_to_add() -> Result<()> {
    let pair = pair("drill-bare", Protects::Tcp)?;
    rewrite(&pair, "        drain\n", "")?;
    let said = refused(&pair)?;
    let file = pair.members()[0].file("vipkeeper/track/.drain");
    let line = format!("track_file drain {{ file {} weight -253 }}", file.display());
    ensure!(said.contains("VI_TCP") && said.contains(&line), "{said}");
    Ok(())
}

#[test]
fn a_dry_run_tells_both_ways_in_both_languages_and_moves_nothing() -> Result<()> {
    let pair = pair("drill-dry", Protects::Tcp)?;
    let node = &pair.members()[0];
    let dry = |words: &[&str]| node.vipkeeper(&[words, &["drill", "--dry-run"]].concat());
    let english = dry(&["--lang", "en"])?;
    ensure!(english.contains("this node is MASTER"), "{english}");
    ensure!(
        english.contains("the peer takes VI_TCP over within"),
        "{english}"
    );
    let chinese = dry(&["--lang", "zh-CN"])?;
    ensure!(chinese.contains("接管 VI_TCP"), "{chinese}");
    let data: Value = serde_json::from_str(&dry(&["--json"])?)?;
    let away = data["instances"][0]["away_within_ms"].as_u64();
    // Three intervals of 100 ms and at most one of skew.
    ensure!(away.is_some_and(|ms| (300..=400).contains(&ms)), "{data}");
    ensure!(lever(&pair).is_empty() && !is_marked(&pair));
    ensure!(node.node().holds(IpAddr::V4(VIRTUAL_IP))?);
    nopreempt(&pair)?;
    let data: Value = serde_json::from_str(&dry(&["--json"])?)?;
    ensure!(data["way"] == "trial", "{data}");
    ensure!(data["instances"][0]["back_within_ms"].is_null(), "{data}");
    Ok(())
}
