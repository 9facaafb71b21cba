//! A primary and its replica behind a virtual IP, for the tests of who may
//! take over: real Keepalived, real MariaDB, real replication.

use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result};
use lab::{Member, Pair, PairPlan, Protects, SERVICE_PORT, VIRTUAL_IP, statement};
use serde_json::Value;

pub(crate) const LIMIT: Duration = Duration::from_secs(30);

/// A pair whose node-a is the primary and MASTER, and whose client may write.
pub(crate) fn pair(label: &str, serve_stale: bool, roles: bool) -> Result<Pair> {
    let program = env!("CARGO_BIN_EXE_vipkeeper");
    let protects = Protects::Replicated { serve_stale, roles };
    let pair = Pair::start(PairPlan::new(label, program, protects))?;
    sql(
        &pair,
        0,
        "CREATE DATABASE shop; CREATE TABLE shop.sales (id INT PRIMARY KEY); \
         CREATE USER 'shop'@'%'; GRANT ALL ON shop.* TO 'shop'@'%'",
    )?;
    write(&pair, 1)?;
    until(&pair, "the replica has the row", || {
        Ok(rows(&pair, 1)? == "1")
    })?;
    until_health(&pair, 1, true)?;
    Ok(pair)
}

/// Statements on a node's server, as its administrator.
pub(crate) fn sql(pair: &Pair, node: usize, statements: &str) -> Result<String> {
    Ok(statement(pair.members()[node].node(), statements)?)
}

/// The rows of a node's server, as `1,2,3`.
pub(crate) fn rows(pair: &Pair, node: usize) -> Result<String> {
    sql(
        pair,
        node,
        "SELECT GROUP_CONCAT(id ORDER BY id) FROM shop.sales",
    )
}

/// Whether a node's server takes writes; not, when it does not answer.
pub(crate) fn is_writable(pair: &Pair, node: usize) -> bool {
    sql(pair, node, "SELECT @@global.read_only").is_ok_and(|said| said == "0")
}

/// A row written by the client, through the virtual IP, as soon as somebody
/// takes it.
pub(crate) fn write(pair: &Pair, row: u32) -> Result<()> {
    let mut refusal = String::new();
    until(pair, &format!("row {row} is written"), || {
        refusal = try_write(pair, row)?;
        Ok(refusal.is_empty())
    })
    .with_context(|| refusal.clone())
}

/// One try to write a row; what the client was told when it failed.
pub(crate) fn try_write(pair: &Pair, row: u32) -> Result<String> {
    let mut command = Command::new("mariadb");
    command
        .args(["--no-defaults", "--user=shop", "--connect-timeout=2"])
        .arg(format!("--host={VIRTUAL_IP}"))
        .arg(format!("--port={SERVICE_PORT}"))
        .arg(format!("--execute=REPLACE INTO shop.sales VALUES ({row})"));
    let said = pair.lab().client().enter(command).output()?;
    match said.status.success() {
        true => Ok(String::new()),
        false => Ok(String::from_utf8_lossy(&said.stderr).into_owned()),
    }
}

/// What Keepalived reads of whether a node may take over.
pub(crate) fn until_health(pair: &Pair, node: usize, may_take_over: bool) -> Result<()> {
    let file = pair.members()[node].file("vipkeeper/track/replica");
    let is_stale_served =
        std::fs::read_to_string(pair.members()[node].file("etc/keepalived/keepalived.conf"))?
            .contains("weight -20");
    let text = if may_take_over == is_stale_served {
        "0\n"
    } else {
        "1\n"
    };
    let what = format!("node {node} may take over: {may_take_over}");
    until(pair, &what, || {
        Ok(std::fs::read_to_string(&file).is_ok_and(|held| held == text))
    })
    .with_context(|| {
        let log = |node: usize| {
            std::fs::read_to_string(pair.members()[node].node().log_path("vipkeeper"))
        };
        format!(
            "the VIP is on {:?}; {:?} {:?}",
            pair.holders(),
            log(0),
            log(1)
        )
    })
}

/// Waits for a condition that nothing announces.
pub(crate) fn until(
    pair: &Pair,
    what: &str,
    mut condition: impl FnMut() -> Result<bool>,
) -> Result<()> {
    let mut failure = None;
    let waited = pair.wait_until(LIMIT, || match condition() {
        Ok(is_met) => Ok(is_met),
        Err(error) => {
            failure = Some(error);
            Ok(true)
        }
    });
    match failure {
        Some(error) => Err(error),
        None => waited.with_context(|| format!("not in time: {what}")),
    }
}

/// Waits until exactly these nodes hold the virtual IP.
pub(crate) fn until_held_by(pair: &Pair, nodes: &[usize]) -> Result<()> {
    until(pair, &format!("held by {nodes:?}"), || {
        Ok(pair.holders()? == nodes)
    })
}

/// What `vipkeeper role` says.
pub(crate) fn role(member: &Member, more: &[&str]) -> Result<Value> {
    let said = member.vipkeeper(&[&["--json", "role", "mysql"], more].concat())?;
    Ok(serde_json::from_str(&said)?)
}
