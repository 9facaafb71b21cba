//! Keepalived as a unit of a real systemd.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

use crate::cli_said::{PROGRAM, Said};
use crate::node_plan::NodePlan;
use crate::systemd_node::SystemdNode;

pub(crate) const LIMIT: Duration = Duration::from_secs(30);

/// Sets the node up as its user would, with the commands of the documentation.
const SET_UP: &str = r#"
set -eu
render() { vipkeeper template render tcp-pair --set vip=192.0.2.100/24 --set interface=host0 \
    --set target=127.0.0.1:3306 --part $1; }
mkdir -p /etc/keepalived /etc/vipkeeper
render config >/etc/keepalived/keepalived.conf
render checks >/etc/vipkeeper/vipkeeper.toml
systemd-run --quiet --unit=tcp vipkeeper lab-tcp-service --listen 127.0.0.1:3306 --name node
"#;

/// A unit that cannot start, and says why.
const BROKEN: &str = "\
[Service]
ExecStartPre=/bin/sh -c 'echo the moon is in the wrong quarter; exit 3'
";

pub(crate) fn boot(name: &str) -> Result<SystemdNode> {
    let node = NodePlan::new(&SystemdNode::base()?, name)?
        .bind(PROGRAM, "/usr/local/bin/vipkeeper")
        .boot()?;
    let done = run(&node, &["sh", "-c", SET_UP])?;
    ensure!(done.status == 0, "{done:?}");
    Ok(node)
}

pub(crate) fn run(node: &SystemdNode, words: &[&str]) -> Result<Said> {
    let output = node.run(words)?;
    Ok(Said {
        status: output.status.code().context("the command was killed")?,
        out: String::from_utf8(output.stdout)?,
        err: String::from_utf8(output.stderr)?,
    })
}

pub(crate) fn vipkeeper(node: &SystemdNode, words: &[&str]) -> Result<Said> {
    run(node, &[&["vipkeeper"], words].concat())
}

pub(crate) fn holds_vip(node: &SystemdNode) -> Result<bool> {
    let addresses = run(node, &["ip", "-4", "-oneline", "address", "show", "host0"])?;
    ensure!(addresses.out.contains("192.0.2.11/24"), "{addresses:?}");
    Ok(addresses.out.contains("192.0.2.100/24"))
}

pub(crate) fn await_vip(node: &SystemdNode) -> Result<()> {
    let begun = Instant::now();
    while !holds_vip(node)? {
        ensure!(begun.elapsed() < LIMIT, "no VIP after {LIMIT:?}");
    }
    Ok(())
}

pub(crate) fn property(node: &SystemdNode, name: &str) -> Result<String> {
    let shown = run(
        node,
        &["systemctl", "show", "--value", "-p", name, "keepalived"],
    )?;
    ensure!(shown.status == 0, "{shown:?}");
    Ok(shown.out.trim_end().to_owned())
}

#[test]
fn the_unit_is_started_asked_reloaded_and_stopped() -> Result<()> {
    let node = boot("unit")?;
    let stopped = vipkeeper(&node, &["status"])?;
    assert_eq!(
        (stopped.status, stopped.out.lines().next()),
        (1, Some("Keepalived is not running (systemd: inactive)"))
    );
    let ask = ["check", "systemd", "keepalived", "--timeout", "20s"];
    let inactive = vipkeeper(&node, &ask)?;
    assert_eq!(
        (inactive.status, inactive.out.as_str()),
        (
            1,
            "systemd keepalived: the unit is inactive, expected active\n"
        )
    );

    let started = vipkeeper(&node, &["start"])?;
    let pid = property(&node, "MainPID")?;
    assert_eq!(
        (started.status, started.err),
        (
            0,
            format!("Keepalived is running (process {pid}, by systemd)\n")
        )
    );
    await_vip(&node)?;
    let active = vipkeeper(&node, &ask)?;
    ensure!(active.status == 0, "{active:?}");

    let mut status = vipkeeper(&node, &["status", "--json"])?.json()?;
    ensure!(status["since"].take().is_string(), "{status}");
    ensure!(status["version"].take().is_string(), "{status}");
    let instances = status["instances"].take();
    ensure!(status["config"]["warnings"].take().is_u64(), "{status}");
    let expected = serde_json::json!({
        "running": true, "pid": pid.parse::<u32>()?, "since": null,
        "manager": "systemd", "state": "active", "version": null,
        "last_exit": null, "autostart": "enabled",
        "program": "/usr/sbin/keepalived", "origin": "package",
        "config": {
            "path": "/etc/keepalived/keepalived.conf", "exists": true,
            "valid": true, "errors": 0, "warnings": null,
        },
        "instances": null, "drained": null,
    });
    assert_eq!(status, expected);
    let vips = serde_json::json!([{ "address": "192.0.2.100/24", "held": true }]);
    assert_eq!(instances[0]["virtual_ips"], vips);
    let status = vipkeeper(&node, &["status"])?;
    let by = format!(" (process {pid}, by systemd)");
    ensure!(
        status.status == 0
            && status
                .out
                .lines()
                .next()
                .is_some_and(|line| line.ends_with(&by)),
        "{status:?}"
    );

    for command in ["start", "reload"] {
        let again = vipkeeper(&node, &[command])?;
        ensure!(again.status == 0, "{command}: {again:?}");
        assert_eq!(property(&node, "MainPID")?, pid, "{command}");
        ensure!(holds_vip(&node)?, "{command} has lost the VIP");
    }

    let stopped = vipkeeper(&node, &["stop"])?;
    assert_eq!(
        (stopped.status, stopped.err.as_str()),
        (0, "Keepalived has stopped\n")
    );
    ensure!(!holds_vip(&node)?, "stopped, and the VIP is still there");
    assert_eq!(vipkeeper(&node, &["status"])?.status, 1);
    assert_eq!(vipkeeper(&node, &["stop"])?.status, 0);
    Ok(())
}

#[test]
fn the_journal_is_shown_and_followed() -> Result<()> {
    let node = boot("journal")?;
    ensure!(vipkeeper(&node, &["start"])?.status == 0);
    await_vip(&node)?;
    let shown = vipkeeper(&node, &["logs", "-n", "500", "--json"])?;
    let lines = shown.out.lines().map(serde_json::from_str);
    let lines: Vec<serde_json::Value> = lines.collect::<Result<_, _>>()?;
    let is_master = |line: &&serde_json::Value| line["event"]["values"]["state"] == "master";
    let master = lines
        .iter()
        .find(is_master)
        .context("no MASTER in the log")?;
    assert_eq!(master["process"], "Keepalived_vrrp");
    ensure!(master["at"].is_string(), "{master}");

    let follow = "timeout 20 vipkeeper logs -f -n 0 --json | grep -m1 '\"kind\":\"reloading\"'";
    let followed = std::thread::scope(|scope| {
        let follower = scope.spawn(|| run(&node, &["sh", "-c", follow]));
        // Its journalctl may begin after a reload, so there are as many as it takes.
        while !follower.is_finished() {
            let reload = ["kill", "--kill-whom=main", "--signal=HUP", "keepalived"];
            ensure!(run(&node, &[&["systemctl"], &reload[..]].concat())?.status == 0);
        }
        follower
            .join()
            .map_err(|_| anyhow::anyhow!("the follower panicked"))?
    })?;
    ensure!(followed.status == 0, "{followed:?}");
    Ok(())
}

#[test]
fn a_reload_of_what_does_not_run_says_so() -> Result<()> {
    let node = boot("reload")?;
    let reloaded = vipkeeper(&node, &["reload"])?;
    assert_eq!(
        (reloaded.status, reloaded.err.as_str()),
        (
            1,
            "error: Keepalived is not running\nhint: start it: vipkeeper start\n"
        )
    );
    Ok(())
}

#[test]
fn a_file_that_keepalived_rejects_never_reaches_systemd() -> Result<()> {
    let node = boot("rejected")?;
    let config = "/etc/keepalived/keepalived.conf";
    let broken = run(
        &node,
        &[
            "sed",
            "-i",
            "s/virtual_router_id .*/virtual_router_id 0/",
            config,
        ],
    )?;
    ensure!(broken.status == 0, "{broken:?}");
    let started = vipkeeper(&node, &["start"])?;
    assert_eq!((started.status, started.out.as_str()), (1, ""));
    ensure!(
        started
            .err
            .starts_with(&format!("error: Keepalived rejects {config} ")),
        "{}",
        started.err
    );
    // 0: it has not been started since the boot, however briefly.
    assert_eq!(property(&node, "InactiveExitTimestampMonotonic")?, "0");
    assert_eq!(property(&node, "ActiveState")?, "inactive");
    Ok(())
}

#[test]
fn a_unit_that_fails_shows_what_it_wrote_to_the_journal() -> Result<()> {
    let node = boot("failing")?;
    let directory = "/run/systemd/system/keepalived.service.d";
    let script = format!(
        "mkdir -p {directory} && printf '%s' \"$1\" >{directory}/broken.conf && systemctl daemon-reload"
    );
    let broken = run(&node, &["sh", "-c", &script, "sh", BROKEN])?;
    ensure!(broken.status == 0, "{broken:?}");
    let started = vipkeeper(&node, &["start"])?;
    assert_eq!((started.status, started.out.as_str()), (1, ""));
    let mut lines = started.err.lines();
    assert_eq!(
        lines.next(),
        Some("error: Keepalived did not start: failed"),
        "{}",
        started.err
    );
    ensure!(
        lines.any(|line| line == "caused by: the moon is in the wrong quarter"),
        "{}",
        started.err
    );
    let status = vipkeeper(&node, &["status"])?;
    assert_eq!(status.status, 1);
    Ok(())
}

#[test]
fn a_unit_that_is_not_there_is_named() -> Result<()> {
    let node = boot("no-unit")?;
    // Without its unit systemd would make one of the init script.
    let script = "rm /lib/systemd/system/keepalived.service /etc/init.d/keepalived && \
                  systemctl daemon-reload";
    let removed = run(&node, &["sh", "-c", script])?;
    ensure!(removed.status == 0, "{removed:?}");
    for command in ["status", "start", "stop"] {
        let said = vipkeeper(&node, &[command])?;
        assert_eq!((said.status, said.out.as_str()), (1, ""), "{command}");
        let first = said.err.lines().next();
        assert_eq!(
            first,
            Some("error: systemd knows no service keepalived.service")
        );
    }
    Ok(())
}
