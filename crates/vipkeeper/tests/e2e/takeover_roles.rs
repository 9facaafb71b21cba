//! The servers' roles follow the VIP: promoted where it is, demoted where it
//! is not.

use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};
use lab::{Fault, Pair};
use rustix::process::{Pid, Signal, kill_process};

use crate::replicated::{
    is_writable, pair, role, rows, sql, until, until_health, until_held_by, write,
};

/// The threads of a node's replication that run.
fn threads(pair: &Pair, node: usize) -> Result<String> {
    sql(
        pair,
        node,
        "SELECT IFNULL(GROUP_CONCAT(command ORDER BY command), '') \
         FROM information_schema.processlist WHERE command IN ('Slave_IO', 'Slave_SQL')",
    )
}

/// node-b is MASTER and promoted, and the client's rows arrive there.
fn expect_promoted(pair: &Pair) -> Result<()> {
    until_held_by(pair, &[1])?;
    until(pair, "node-b takes writes", || Ok(is_writable(pair, 1)))?;
    ensure!(threads(pair, 1)?.is_empty(), "{}", threads(pair, 1)?);
    let source = pair.members()[0].node().address().to_string();
    let status = sql(pair, 1, "SHOW SLAVE STATUS")?;
    ensure!(status.contains(&source), "its settings are kept: {status}");
    write(pair, 100)?;
    Ok(())
}

#[test]
fn the_replica_is_promoted_and_the_old_primary_comes_back_demoted() -> Result<()> {
    let mut pair = pair("takeover-promote", false, true)?;
    ensure!(is_writable(&pair, 0) && !is_writable(&pair, 1));
    pair.member_mut(0).inject(Fault::ServiceKilled)?;
    expect_promoted(&pair)?;
    ensure!(rows(&pair, 1)? == "1,100");

    pair.member_mut(0).heal()?;
    until(&pair, "the server answers", || {
        Ok(sql(&pair, 0, "SELECT 1").is_ok())
    })?;
    until_health(&pair, 0, false)?;
    ensure!(!is_writable(&pair, 0), "it refuses writes");
    // Also one that somebody has made writable while another one is MASTER.
    sql(&pair, 0, "SET GLOBAL read_only = OFF")?;
    until(&pair, "it is demoted", || Ok(!is_writable(&pair, 0)))?;
    ensure!(
        pair.holders()? == [1],
        "its priority is higher all the same"
    );
    ensure!(rows(&pair, 0)? == "1");

    // The way back: a replica of the new primary, from what it has.
    let new_primary = pair.members()[1].node().address();
    let replication = pair.replication().context("a replicated pair")?;
    replication.follow(pair.members()[0].node(), new_primary)?;
    until(&pair, "it has the rows", || Ok(rows(&pair, 0)? == "1,100"))?;
    until_health(&pair, 0, true)?;
    ensure!(pair.holders()? == [1], "nothing moves by itself");
    pair.members()[1].vipkeeper(&["stop"])?;
    until_held_by(&pair, &[0])?;
    until(&pair, "node-a takes writes", || Ok(is_writable(&pair, 0)))?;
    write(&pair, 101)?;
    until(&pair, "node-b is demoted", || Ok(!is_writable(&pair, 1)))?;
    ensure!(rows(&pair, 0)? == "1,100,101");
    Ok(())
}

#[test]
fn without_the_daemons_keepalived_alone_promotes_and_demotes() -> Result<()> {
    let mut pair = pair("takeover-notify", false, true)?;
    for node in [0, 1] {
        pair.member_mut(node).kill_daemon()?;
    }
    pair.member_mut(0).inject(Fault::ServiceKilled)?;
    expect_promoted(&pair)?;
    // node-a comes back; its own Keepalived says BACKUP when it may take part
    // again, and what was made writable by hand is demoted then.
    pair.member_mut(0).service().process().restart()?;
    until(&pair, "the server answers", || {
        Ok(sql(&pair, 0, "SELECT 1").is_ok())
    })?;
    sql(&pair, 0, "SET GLOBAL read_only = OFF")?;
    until(&pair, "it is demoted", || Ok(!is_writable(&pair, 0)))?;
    ensure!(pair.holders()? == [1]);
    Ok(())
}

#[test]
fn who_is_master_for_a_moment_is_not_promoted() -> Result<()> {
    let mut pair = pair("takeover-moment", false, true)?;
    // Without it, whoever brings the role in line is Keepalived's own.
    pair.member_mut(1).kill_daemon()?;
    let mut engine = Vec::new();
    for file in ["keepalived.pid", "keepalived-vrrp.pid"] {
        let file = pair.members()[0].file("vipkeeper/run").join(file);
        engine.push(std::fs::read_to_string(file)?.trim().parse()?);
    }
    // node-a's adverts are late; nothing else is wrong with it.
    for pid in &engine {
        signal(*pid, Signal::STOP)?;
    }
    until(&pair, "both hold the VIP", || Ok(pair.holders()? == [0, 1]))?;
    until(&pair, "node-b listens before it is promoted", || {
        Ok(role_processes(&pair)?.into_iter().any(hears_the_wire))
    })?;
    for pid in &engine {
        signal(*pid, Signal::CONT)?;
    }
    until_held_by(&pair, &[0])?;
    // Whoever began to bring the role in line has come to an end.
    let said = role(&pair.members()[1], &[])?;
    ensure!(said["state"] == "replica", "{said}");
    ensure!(
        threads(&pair, 1)? == "Slave_IO,Slave_SQL",
        "{}",
        threads(&pair, 1)?
    );
    write(&pair, 2)?;
    until(&pair, "the replica has the row", || {
        Ok(rows(&pair, 1)? == "1,2")
    })
}

#[test]
fn a_promotion_killed_at_any_step_is_finished_by_the_next() -> Result<()> {
    let mut pair = pair("takeover-killed", false, true)?;
    for node in [0, 1] {
        pair.member_mut(node).kill_daemon()?;
    }
    // A row that is received and cannot be applied yet: a promotion waits.
    sql(
        &pair,
        1,
        "STOP SLAVE; SET GLOBAL slave_parallel_threads = 0; START SLAVE",
    )?;
    let mut blocker = hold_table(&pair)?;
    write(&pair, 2)?;
    until(&pair, "the row is received", || {
        Ok(
            sql(&pair, 1, "SHOW SLAVE STATUS\\G")?.contains("Waiting for table metadata lock")
                || sql(&pair, 1, "SHOW PROCESSLIST")?.contains("Waiting for table"),
        )
    })?;
    pair.member_mut(0).inject(Fault::ServiceKilled)?;
    until_held_by(&pair, &[1])?;
    // Keepalived's own is at it; ours comes second, waits for its turn, and
    // each is killed in the middle.
    for _ in 0..3 {
        until(&pair, "a promotion is under way", || {
            Ok(!role_processes(&pair)?.is_empty() && threads(&pair, 1)? == "Slave_SQL")
        })?;
        for pid in role_processes(&pair)? {
            signal(pid, Signal::KILL)?;
        }
        ensure!(!is_writable(&pair, 1), "not before everything is applied");
        spawn_role(&pair)?;
    }
    let planned = role(&pair.members()[1], &["--dry-run"])?;
    ensure!(planned["state"] == "applying", "{planned}");
    blocker.kill()?;
    blocker.wait()?;
    until(&pair, "it is promoted", || Ok(is_writable(&pair, 1)))?;
    ensure!(rows(&pair, 1)? == "1,2", "what was received is applied");
    let said = role(&pair.members()[1], &[])?;
    ensure!(
        said["state"] == "primary" && said["steps"] == serde_json::json!([]),
        "{said}"
    );
    write(&pair, 3)
}

/// A client on node-b that keeps the table from changing for as long as it
/// lives.
fn hold_table(pair: &Pair) -> Result<std::process::Child> {
    let node = pair.members()[1].node();
    let mut command = Command::new("mariadb");
    let socket = node.dir().join("mariadb/mariadb.sock");
    command
        .args(["--no-defaults", "--user=root"])
        .arg(format!("--socket={}", socket.display()))
        .arg("--execute=LOCK TABLES shop.sales READ; SELECT SLEEP(600)")
        .stdout(Stdio::null());
    let child = node.enter(command).spawn()?;
    until(pair, "the table is held", || {
        Ok(sql(pair, 1, "SHOW PROCESSLIST")?.contains("SLEEP(600)"))
    })?;
    Ok(child)
}

fn spawn_role(pair: &Pair) -> Result<()> {
    let member = &pair.members()[1];
    let mut command = Command::new(pair.lab().dir().join("vipkeeper"));
    command
        .arg("--server-path")
        .arg(member.node().dir())
        .args(["role", "mysql"]);
    member.node().spawn(command)?;
    Ok(())
}

/// The processes that bring node-b's role in line now.
fn role_processes(pair: &Pair) -> Result<Vec<u32>> {
    let directory = pair.members()[1].node().dir().display().to_string();
    let mut found = Vec::new();
    for entry in std::fs::read_dir("/proc")? {
        let entry = entry?;
        let Some(pid) = entry
            .file_name()
            .to_str()
            .and_then(|name| name.parse().ok())
        else {
            continue;
        };
        let line = std::fs::read(entry.path().join("cmdline")).unwrap_or_default();
        let words: Vec<_> = line.split(|byte| *byte == 0).collect();
        let is_role = words
            .windows(2)
            .any(|pair| pair == [&b"role"[..], b"mysql"]);
        if is_role && words.contains(&directory.as_bytes()) {
            found.push(pid);
        }
    }
    Ok(found)
}

/// Whether a process has a packet socket (packet(7)) open.
fn hears_the_wire(pid: u32) -> bool {
    let sockets = std::fs::read_to_string(format!("/proc/{pid}/net/packet")).unwrap_or_default();
    let inodes = sockets
        .lines()
        .filter_map(|line| line.split_whitespace().last());
    let links: Vec<_> = inodes.map(|inode| format!("socket:[{inode}]")).collect();
    let Ok(open) = std::fs::read_dir(format!("/proc/{pid}/fd")) else {
        return false;
    };
    open.flatten().any(|file| {
        let link = std::fs::read_link(file.path()).unwrap_or_default();
        links.iter().any(|known| link.as_os_str() == known.as_str())
    })
}

fn signal(pid: u32, signal: Signal) -> Result<()> {
    let pid = Pid::from_raw(i32::try_from(pid)?).context("a process id")?;
    match kill_process(pid, signal) {
        Ok(()) | Err(rustix::io::Errno::SRCH) => Ok(()),
        Err(errno) => Err(errno.into()),
    }
}
