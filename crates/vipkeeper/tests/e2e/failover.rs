//! Every fault of the promise, on two nodes with real Keepalived and MariaDB.

use std::net::IpAddr;
use std::time::Duration;

use anyhow::{Result, ensure};
use lab::{EngineFault, Fault, Pair, PairPlan, Protects, VIRTUAL_IP};

const LIMIT: Duration = Duration::from_secs(30);

pub(crate) fn pair(label: &str, protects: Protects) -> Result<Pair> {
    let program = env!("CARGO_BIN_EXE_vipkeeper");
    Ok(Pair::start(PairPlan::new(label, program, protects))?)
}

/// Namespaces and directories that carry the lab's id.
fn traces(id: &str) -> Result<Vec<String>> {
    let mut traces = Vec::new();
    for directory in ["/run/netns", "/var/lib/vipkeeper-lab"] {
        let Ok(entries) = std::fs::read_dir(directory) else {
            continue;
        };
        for entry in entries {
            let name = entry?.file_name().to_string_lossy().into_owned();
            traces.extend(name.contains(id).then_some(name));
        }
    }
    Ok(traces)
}

/// Strikes node-a, expects the VIP on node-b, heals, expects it back. A node that is frozen keeps what
/// its kernel holds; the client has been told of node-b all the same.
fn strike_and_heal(pair: &mut Pair, fault: Fault) -> Result<()> {
    let strike = pair.strike(fault)?;
    ensure!(strike.from == "node-a", "{fault:?} struck {}", strike.from);
    let expected: &[&str] = match fault {
        Fault::NodeFrozen => &["node-a", "node-b"],
        _ => &["node-b"],
    };
    ensure!(
        strike.to == expected,
        "{fault:?}: the VIP is on {:?}",
        strike.to
    );
    ensure!(
        strike.outage.attempts_failed > 0,
        "{fault:?} was not felt by the client"
    );
    pair.heal()?;
    ensure!(
        pair.holders()? == [0],
        "healed, the VIP is on {:?}",
        pair.holders()?
    );
    Ok(())
}

#[test]
fn every_fault_moves_the_vip_and_healing_brings_it_back() -> Result<()> {
    let mut pair = pair("failover", Protects::Mysql)?;
    let id = pair.lab().id().to_owned();
    ensure!(
        !traces(&id)?.is_empty(),
        "the lab leaves traces while it lives"
    );
    for fault in Fault::ALL {
        strike_and_heal(&mut pair, fault)?;
    }
    pair.remove()?;
    ensure!(traces(&id)?.is_empty(), "left behind: {:?}", traces(&id)?);
    Ok(())
}

#[test]
fn without_the_daemon_the_backstop_script_still_moves_the_vip() -> Result<()> {
    let mut pair = pair("backstop", Protects::Tcp)?;
    pair.member_mut(0).kill_daemon()?;
    ensure!(pair.holders()? == [0], "a dead daemon moves nothing");
    let strike = pair.strike(Fault::ServiceKilled)?;
    ensure!(strike.to == ["node-b"], "the VIP is on {:?}", strike.to);
    // The backstop wrote what it found where the agent would have.
    let track_file = pair.members()[0].file("vipkeeper/track/tcp");
    ensure!(std::fs::read_to_string(&track_file)? == "0\n");
    // Without the daemon the service comes back, and so does the VIP.
    pair.member_mut(0).service().process().restart()?;
    pair.wait_home(LIMIT)?;
    ensure!(std::fs::read_to_string(&track_file)? == "1\n");
    Ok(())
}

#[test]
fn a_daemon_that_dies_and_comes_back_leaves_the_vip_where_it_is() -> Result<()> {
    let mut pair = pair("daemon", Protects::Tcp)?;
    let mark = pair.prober().mark();
    pair.member_mut(0).kill_daemon()?;
    pair.member_mut(0).start_daemon()?;
    pair.wait_calm()?;
    let outage = pair.prober().outage_since(mark);
    ensure!(
        outage.is_some_and(|seen| seen.attempts_failed == 0),
        "{outage:?}"
    );
    ensure!(pair.holders()? == [0]);
    Ok(())
}

#[test]
fn stop_gives_the_vip_away_and_start_takes_it_back() -> Result<()> {
    let pair = pair("stop-start", Protects::Tcp)?;
    pair.members()[0].vipkeeper(&["stop"])?;
    pair.wait_until(LIMIT, || Ok(pair.holders()? == [1]))?;
    ensure!(
        pair.members()[0].vipkeeper(&["status"]).is_err(),
        "status of a stopped one is 1"
    );
    pair.members()[0].vipkeeper(&["start"])?;
    pair.members()[0].vipkeeper(&["start"])?;
    pair.wait_home(LIMIT)?;
    pair.members()[0].vipkeeper(&["status"])?;
    Ok(())
}

#[test]
fn reload_keeps_the_vip_and_a_bad_file_is_not_reloaded() -> Result<()> {
    let pair = pair("reload", Protects::Tcp)?;
    let node = &pair.members()[0];
    let config = node.file("etc/keepalived/keepalived.conf");
    let good = std::fs::read_to_string(&config)?;
    let mark = pair.prober().mark();
    node.vipkeeper(&["reload"])?;
    std::fs::write(
        &config,
        good.replace("virtual_router_id", "virtual_router_idd"),
    )?;
    let refused = node.vipkeeper(&["reload"]);
    ensure!(
        refused.is_err(),
        "a file that Keepalived rejects was reloaded"
    );
    pair.wait_calm()?;
    ensure!(
        pair.prober()
            .outage_since(mark)
            .is_some_and(|seen| seen.attempts_failed == 0)
    );
    ensure!(node.node().holds(IpAddr::V4(VIRTUAL_IP))?);
    Ok(())
}

#[test]
fn a_keepalived_that_was_killed_comes_back_and_so_does_the_vip() -> Result<()> {
    let mut pair = pair("engine", Protects::Tcp)?;
    for fault in EngineFault::ALL {
        let before = engine_pid(&pair)?;
        pair.strike_engine(fault)?;
        let is_another = engine_pid(&pair)? != before;
        ensure!(is_another == (fault != EngineFault::Vrrp), "{fault:?}");
        ensure!(pair.holders()? == [0], "{fault:?}");
    }
    Ok(())
}

fn engine_pid(pair: &Pair) -> Result<u32> {
    let status = pair.members()[0].vipkeeper(&["status", "--json"])?;
    let status: serde_json::Value = serde_json::from_str(&status)?;
    let pid = status["pid"]
        .as_u64()
        .and_then(|pid| u32::try_from(pid).ok());
    pid.ok_or_else(|| anyhow::anyhow!("no process id in {status}"))
}

#[test]
fn keepalived_outlives_its_supervisor_and_is_adopted_by_the_next() -> Result<()> {
    let pair = pair("adopt", Protects::Tcp)?;
    let node = &pair.members()[0];
    let before = engine_pid(&pair)?;
    let lock = std::fs::read_to_string(node.file("vipkeeper/run/supervisor.lock"))?;
    let supervisor = rustix::process::Pid::from_raw(lock.trim().parse()?)
        .ok_or_else(|| anyhow::anyhow!("the lock names no process"))?;
    let mark = pair.prober().mark();
    rustix::process::kill_process(supervisor, rustix::process::Signal::KILL)?;
    node.vipkeeper(&["start"])?;
    ensure!(engine_pid(&pair)? == before, "Keepalived was started again");
    pair.wait_calm()?;
    ensure!(
        pair.prober()
            .outage_since(mark)
            .is_some_and(|seen| seen.attempts_failed == 0)
    );
    node.vipkeeper(&["stop"])?;
    pair.wait_until(LIMIT, || Ok(pair.holders()? == [1]))?;
    Ok(())
}
