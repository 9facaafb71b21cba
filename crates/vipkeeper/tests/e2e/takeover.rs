//! Which node may take over, and what becomes of the VIP when none may.

use anyhow::{Result, ensure};
use lab::{Fault, Pair};

use crate::replicated::{
    is_writable, pair, rows, sql, try_write, until, until_health, until_held_by, write,
};

/// Keeps node-b from applying, while node-a goes on: it lags.
fn make_replica_lag(pair: &Pair) -> Result<()> {
    sql(pair, 1, "STOP SLAVE SQL_THREAD")?;
    write(pair, 2)?;
    until_health(pair, 1, false)
}

fn state_of(pair: &Pair, node: usize) -> Result<String> {
    let status = pair.members()[node].vipkeeper(&["status", "--json"])?;
    let status: serde_json::Value = serde_json::from_str(&status)?;
    Ok(status["instances"][0]["state"].to_string())
}

#[test]
fn a_replica_that_lags_stays_out_and_nobody_serves_when_the_operator_chose_so() -> Result<()> {
    let mut pair = pair("takeover-nothing", false, false)?;
    make_replica_lag(&pair)?;
    until(&pair, "node-b is in FAULT", || {
        Ok(state_of(&pair, 1)? == "\"FAULT\"")
    })?;
    let said = pair.members()[1].vipkeeper(&["--lang", "en", "status"])?;
    ensure!(
        said.contains("check replica: this node may not take over: mysql 127.0.0.1"),
        "{said}"
    );
    ensure!(pair.holders()? == [0], "the primary serves as before");
    write(&pair, 3)?;

    pair.member_mut(0).inject(Fault::ServiceKilled)?;
    until_held_by(&pair, &[])?;
    until(&pair, "node-a is in FAULT", || {
        Ok(state_of(&pair, 0)? == "\"FAULT\"")
    })?;
    ensure!(!try_write(&pair, 4)?.is_empty(), "nobody serves");
    ensure!(rows(&pair, 1)? == "1", "node-b has the old data only");

    // The primary comes back refusing writes, and stays out until somebody says
    // that it is the one; nothing was lost.
    pair.member_mut(0).heal()?;
    until(&pair, "the server answers", || {
        Ok(sql(&pair, 0, "SELECT 1").is_ok())
    })?;
    ensure!(!is_writable(&pair, 0));
    ensure!(pair.holders()?.is_empty());
    sql(&pair, 0, "SET GLOBAL read_only = OFF")?;
    until_held_by(&pair, &[0])?;
    write(&pair, 4)?;
    sql(&pair, 1, "START SLAVE SQL_THREAD")?;
    until(&pair, "the replica has all rows", || {
        Ok(rows(&pair, 1)? == "1,2,3,4")
    })?;
    until_health(&pair, 1, true)
}

#[test]
fn a_replica_that_lags_serves_when_nobody_else_can_and_gives_back() -> Result<()> {
    let mut pair = pair("takeover-stale", true, false)?;
    make_replica_lag(&pair)?;
    ensure!(pair.holders()? == [0], "a weight moves nothing by itself");
    pair.member_mut(0).inject(Fault::ServiceKilled)?;
    until_held_by(&pair, &[1])?;
    ensure!(rows(&pair, 1)? == "1", "it serves the old data");
    let refusal = try_write(&pair, 3)?;
    ensure!(
        refusal.contains("read-only"),
        "no role makes it writable: {refusal}"
    );
    // On a MASTER of some time its own lag counts no longer.
    until_health(&pair, 1, true)?;

    // A former primary that refuses writes is not better than it.
    pair.member_mut(0).heal()?;
    until_health(&pair, 0, false)?;
    ensure!(pair.holders()? == [1]);
    sql(&pair, 0, "SET GLOBAL read_only = OFF")?;
    until_held_by(&pair, &[0])?;
    write(&pair, 3)?;
    ensure!(rows(&pair, 0)? == "1,2,3");
    Ok(())
}

#[test]
fn a_replica_that_has_just_lost_its_primary_may_take_over_without_any_daemon() -> Result<()> {
    let mut pair = pair("takeover-bare", false, false)?;
    for node in [0, 1] {
        pair.member_mut(node).kill_daemon()?;
    }
    // The backstops look every two seconds: node-b may look first, and sees a
    // replica without its primary.
    for round in 2..5 {
        pair.member_mut(0).service().process().kill()?;
        until_held_by(&pair, &[1])?;
        pair.member_mut(0).service().process().restart()?;
        until(&pair, "the server answers", || {
            Ok(sql(&pair, 0, "SELECT 1").is_ok())
        })?;
        sql(&pair, 0, "SET GLOBAL read_only = OFF")?;
        until_health(&pair, 0, true)?;
        ensure!(pair.holders()? == [1], "nopreempt: somebody has to move it");
        pair.members()[1].vipkeeper(&["stop"])?;
        until_held_by(&pair, &[0])?;
        write(&pair, round)?;
        pair.members()[1].vipkeeper(&["start"])?;
        until(&pair, "node-b stands by", || {
            Ok(state_of(&pair, 1)? == "\"BACKUP\"")
        })?;
    }
    Ok(())
}
