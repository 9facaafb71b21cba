//! The units that vipkeeper defines, on a real systemd: autostart, what comes
//! back after a kill and after a boot, and what stays the distribution's.

use std::time::Instant;

use anyhow::{Result, ensure};

use crate::cli_said::Said;
use crate::systemd::{LIMIT, await_vip, boot, holds_vip, property, run, vipkeeper};
use crate::systemd_node::SystemdNode;

const DROP_IN: &str = "/etc/systemd/system/keepalived.service.d/vipkeeper.conf";
const UNIT: &str = "/etc/systemd/system/keepalived.service";

fn sh(node: &SystemdNode, script: &str) -> Result<Said> {
    let said = run(node, &["sh", "-c", script])?;
    ensure!(said.status == 0, "{script}: {said:?}");
    Ok(said)
}

fn done(node: &SystemdNode, words: &[&str]) -> Result<Said> {
    let said = vipkeeper(node, words)?;
    ensure!(said.status == 0, "{words:?}: {said:?}");
    Ok(said)
}

fn await_until(what: &str, mut is_so: impl FnMut() -> Result<bool>) -> Result<()> {
    let begun = Instant::now();
    while !is_so()? {
        ensure!(begun.elapsed() < LIMIT, "{what}: not after {LIMIT:?}");
    }
    Ok(())
}

/// A node on which Keepalived's program counts as our own build: the whole
/// unit is ours.
fn boot_own_build(name: &str) -> Result<SystemdNode> {
    let node = boot(name)?;
    sh(
        &node,
        "mkdir -p /opt/vipkeeper/keepalived/current/sbin && \
         cp /usr/sbin/keepalived /opt/vipkeeper/keepalived/current/sbin/",
    )?;
    Ok(node)
}

#[test]
fn autostart_adds_to_the_distributions_unit_and_survives_a_power_cut() -> Result<()> {
    let mut node = boot("autostart")?;
    let before = sh(&node, "cat /lib/systemd/system/keepalived.service")?;
    // As Debian's package leaves it, the unit is enabled and ours are not there.
    done(&node, &["autostart", "disable"])?;
    let disabled = vipkeeper(&node, &["autostart", "status"])?;
    assert_eq!(
        (disabled.status, disabled.out.as_str()),
        (1, "Keepalived does not start at boot\n")
    );
    for _ in 0..2 {
        let enabled = done(&node, &["autostart", "enable"])?;
        assert_eq!(enabled.err, "Keepalived starts at boot\n");
    }
    sh(&node, &format!("test -f {DROP_IN} && ! test -e {UNIT}"))?;
    assert_eq!(
        property(&node, "ActiveState")?,
        "inactive",
        "enabling starts nothing"
    );
    done(&node, &["autostart", "status"])?;

    // The TCP service of the set-up is a transient unit: after the boot it
    // must be there again for the check to be healthy.
    sh(
        &node,
        "printf '[Service]\\nExecStart=/usr/local/bin/vipkeeper lab-tcp-service --listen \
         127.0.0.1:3306 --name node\\n[Install]\\nWantedBy=multi-user.target\\n' \
         >/etc/systemd/system/tcp-service.service && systemctl enable tcp-service 2>&1",
    )?;
    node.power_cycle()?;
    await_vip(&node)?;
    let daemon = [
        "systemctl",
        "is-active",
        "vipkeeper",
        "vipkeeper-heal.timer",
    ];
    await_until("the daemon and the timer", || {
        Ok(run(&node, &daemon)?.out == "active\nactive\n")
    })?;

    done(&node, &["autostart", "disable"])?;
    assert_eq!(
        property(&node, "ActiveState")?,
        "active",
        "disabling stops nothing"
    );
    assert_eq!(vipkeeper(&node, &["autostart", "status"])?.status, 1);
    let after = sh(&node, "cat /lib/systemd/system/keepalived.service")?;
    assert_eq!(before.out, after.out);
    node.power_cycle()?;
    assert_eq!(property(&node, "ActiveState")?, "inactive");
    ensure!(!holds_vip(&node)?);
    Ok(())
}

#[test]
fn a_killed_keepalived_leaves_no_vip_and_comes_back() -> Result<()> {
    let node = boot("killed")?;
    done(&node, &["autostart", "enable"])?;
    done(&node, &["start"])?;
    await_vip(&node)?;
    let pid = property(&node, "MainPID")?;
    // Both processes: a child that sees its parent die cleans up, so they are
    // stopped first.
    sh(
        &node,
        "set -- $(cat /sys/fs/cgroup/system.slice/keepalived.service/cgroup.procs) && \
         kill -STOP \"$@\" && kill -KILL \"$@\"",
    )?;
    await_until("the VIP is gone", || Ok(!holds_vip(&node)?))?;
    await_until("another Keepalived", || {
        let now = property(&node, "MainPID")?;
        Ok(now != "0" && now != pid)
    })?;
    await_vip(&node)?;
    let journal = run(
        &node,
        &["journalctl", "-u", "keepalived", "-o", "cat", "--no-pager"],
    )?;
    let removed = "removed 192.0.2.100/24 from host0: ";
    ensure!(journal.out.contains(removed), "{}", journal.out);
    Ok(())
}

#[test]
fn the_units_are_sound_and_keepalived_lives_in_its_own() -> Result<()> {
    let node = boot_own_build("hardened")?;
    done(&node, &["autostart", "enable"])?;
    sh(&node, &format!("test -f {UNIT} && ! test -e {DROP_IN}"))?;
    let verified = run(
        &node,
        &[
            "systemd-analyze",
            "verify",
            "--man=no",
            UNIT,
            "/etc/systemd/system/vipkeeper.service",
            "/etc/systemd/system/vipkeeper-heal.service",
            "/etc/systemd/system/vipkeeper-heal.timer",
        ],
    )?;
    assert_eq!((verified.status, verified.err.as_str()), (0, ""));

    done(&node, &["start"])?;
    await_vip(&node)?;
    let pid = property(&node, "MainPID")?;
    let program = sh(&node, &format!("readlink /proc/{pid}/exe"))?;
    assert_eq!(
        program.out,
        "/opt/vipkeeper/keepalived/current/sbin/keepalived\n"
    );
    // A script of a user's may call sudo.
    let privileges = sh(&node, &format!("grep NoNewPrivs /proc/{pid}/status"))?;
    assert_eq!(privileges.out, "NoNewPrivs:\t0\n");
    for command in ["reload", "restart"] {
        done(&node, &[command])?;
        await_vip(&node)?;
    }
    ensure!(
        property(&node, "MainPID")? != pid,
        "a restart is another process"
    );
    let status = done(&node, &["status", "--json"])?.json()?;
    assert_eq!(status["origin"], "own-build");
    let daemon = run(&node, &["systemctl", "is-active", "vipkeeper"])?;
    assert_eq!(daemon.out, "active\n", "start brings the daemon");
    done(&node, &["stop"])?;
    ensure!(!holds_vip(&node)?);
    Ok(())
}

/// Figures for docs/service.md; the comparison is what is held.
#[test]
fn our_unit_exposes_less_than_the_distributions() -> Result<()> {
    let exposure = |node: &SystemdNode| -> Result<f64> {
        let said = run(
            node,
            &["systemd-analyze", "security", "--no-pager", "keepalived"],
        )?;
        let line = said
            .out
            .lines()
            .find(|line| line.contains("Overall exposure"));
        let figure = line.and_then(|line| line.split_whitespace().find_map(|w| w.parse().ok()));
        figure.ok_or_else(|| anyhow::anyhow!("{said:?}"))
    };
    let node = boot_own_build("exposure")?;
    let theirs = exposure(&node)?;
    done(&node, &["autostart", "enable"])?;
    let ours = exposure(&node)?;
    ensure!(ours < theirs, "ours {ours}, the distribution's {theirs}");
    println!("exposure: ours {ours}, the distribution's {theirs}");
    Ok(())
}

#[test]
fn heal_starts_what_should_run_and_leaves_what_was_stopped_by_hand() -> Result<()> {
    let node = boot("heal")?;
    sh(
        &node,
        "printf '[heal]\\ncooldown = \"1ms\"\\n' >>/etc/vipkeeper/vipkeeper.toml",
    )?;
    let said = |node: &SystemdNode| Ok::<_, anyhow::Error>(done(node, &["heal"])?.out);
    done(&node, &["autostart", "disable"])?;
    assert_eq!(
        said(&node)?,
        "Keepalived is not to start by itself; nothing to do\n"
    );
    // From here on the timer would be faster than the test.
    done(&node, &["autostart", "enable"])?;
    sh(&node, "systemctl stop vipkeeper-heal.timer")?;
    assert_eq!(
        said(&node)?,
        "Keepalived did not run and has been started\n"
    );
    await_vip(&node)?;
    assert_eq!(said(&node)?, "Keepalived runs; nothing to do\n");
    done(&node, &["stop"])?;
    assert_eq!(
        said(&node)?,
        "Keepalived was stopped by vipkeeper stop; nothing to do\n"
    );
    done(&node, &["start"])?;

    // The timer finds it without us.
    sh(
        &node,
        "systemctl stop keepalived && mkdir -p /run/systemd/system/vipkeeper-heal.timer.d && \
         printf '[Timer]\\nOnUnitInactiveSec=\\nOnBootSec=\\nOnActiveSec=100ms\\n\
         OnUnitInactiveSec=100ms\\nAccuracySec=1ms\\n' \
         >/run/systemd/system/vipkeeper-heal.timer.d/fast.conf && \
         systemctl daemon-reload && systemctl start vipkeeper-heal.timer",
    )?;
    await_vip(&node)?;
    let log = sh(&node, "cat /var/log/vipkeeper/heal.log")?;
    assert_eq!(log.out.matches(" start: ").count(), 2, "{}", log.out);
    Ok(())
}

#[test]
fn a_unit_of_somebody_elses_is_named_and_kept() -> Result<()> {
    let node = boot_own_build("foreign")?;
    sh(
        &node,
        &format!("printf '[Service]\\nExecStart=/bin/true\\n' >{UNIT}"),
    )?;
    let refused = vipkeeper(&node, &["autostart", "enable"])?;
    assert_eq!(refused.status, 1);
    let error = format!("error: {UNIT} exists and was not made by vipkeeper for this node\n");
    ensure!(refused.err.starts_with(&error), "{}", refused.err);
    let kept = sh(&node, &format!("cat {UNIT}; ls /etc/systemd/system"))?;
    ensure!(kept.out.contains("ExecStart=/bin/true"), "{}", kept.out);
    ensure!(
        !kept.out.contains("vipkeeper"),
        "half of it was written: {}",
        kept.out
    );

    sh(&node, &format!("ln -sf /dev/null {UNIT}"))?;
    let masked = vipkeeper(&node, &["autostart", "enable"])?;
    let error = format!("error: {UNIT} masks the service, so nothing can start it\n");
    ensure!(masked.err.starts_with(&error), "{}", masked.err);
    Ok(())
}

#[test]
fn a_node_in_a_server_directory_takes_the_unit_once_it_is_asked_to() -> Result<()> {
    let node = boot("prefix")?;
    sh(
        &node,
        "for server in '/www/my 50% server' /srv/other; do \
         mkdir -p \"$server/keepalived/etc/keepalived\" && \
         cp /etc/keepalived/keepalived.conf \"$server/keepalived/etc/keepalived/\"; done",
    )?;
    let here = ["--server-path", "/www/my 50% server"];
    let does = |words: &[&str]| done(&node, &[&here, words].concat());
    let manager = |words: &[&str]| -> Result<serde_json::Value> {
        let said = vipkeeper(&node, &[words, &["status", "--json"]].concat())?;
        Ok(said.json()?["manager"].take())
    };
    assert_eq!(manager(&here)?, "supervised");
    does(&["start"])?;
    let refused = vipkeeper(&node, &[&here[..], &["autostart", "enable"]].concat())?;
    let error = "error: Keepalived runs under vipkeeper's own supervisor, and not under systemd\n";
    ensure!(refused.err.starts_with(error), "{refused:?}");
    does(&["stop"])?;

    does(&["autostart", "enable"])?;
    assert_eq!(manager(&here)?, "systemd");
    does(&["start"])?;
    let pid = property(&node, "MainPID")?;
    let words = sh(&node, &format!("tr '\\0' '\\n' </proc/{pid}/cmdline"))?;
    let config = "/www/my 50% server/keepalived/etc/keepalived/keepalived.conf";
    ensure!(words.out.lines().any(|word| word == config), "{words:?}");
    does(&["reload"])?;
    does(&["heal"])?;

    let other = ["--server-path", "/srv/other"];
    assert_eq!(manager(&other)?, "supervised", "the unit is another node's");
    let refused = vipkeeper(&node, &[&other[..], &["autostart", "enable"]].concat())?;
    let error = format!("error: {UNIT} exists and was not made by vipkeeper for this node\n");
    ensure!(refused.err.starts_with(&error), "{refused:?}");
    does(&["stop"])?;
    Ok(())
}
