//! From nothing to a virtual IP: real packages, a real build, a real systemd.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

use crate::cli_said::{PROGRAM, Said};
use crate::mirror::Mirror;
use crate::node_plan::NodePlan;
use crate::prepared;
use crate::systemd_node::SystemdNode;

const LIMIT: Duration = Duration::from_secs(30);

/// What is protected; it comes back with the machine.
const SERVICE: &str = "\
[Service]
ExecStart=/usr/local/bin/vipkeeper lab-tcp-service --listen 127.0.0.1:3306 --name node
[Install]
WantedBy=multi-user.target
";

/// A machine that has never seen Keepalived.
const BARE: &str = "dpkg --purge keepalived && systemctl enable --quiet --now tcp.service";

fn boot(name: &str) -> Result<SystemdNode> {
    let node = NodePlan::new(&SystemdNode::base()?, name)?
        .bind(PROGRAM, "/usr/local/bin/vipkeeper")
        .packages(prepared::packages()?)?
        .file("/etc/systemd/system/tcp.service", SERVICE)?
        .boot()?;
    succeeds(&node, &["sh", "-c", BARE])?;
    ensure!(
        run(&node, &["which", "keepalived", "cc", "make"])?
            .out
            .is_empty()
    );
    Ok(node)
}

fn run(node: &SystemdNode, words: &[&str]) -> Result<Said> {
    let output = node.run(words)?;
    Ok(Said {
        status: output.status.code().context("the command was killed")?,
        out: String::from_utf8(output.stdout)?,
        err: String::from_utf8(output.stderr)?,
    })
}

fn succeeds(node: &SystemdNode, words: &[&str]) -> Result<Said> {
    let said = run(node, words)?;
    // apt and a build say much before they say what is wrong.
    let last: Vec<&str> = said.err.lines().rev().take(20).collect();
    ensure!(said.status == 0, "{words:?}: {last:#?}");
    Ok(said)
}

fn await_vip(node: &SystemdNode) -> Result<()> {
    let begun = Instant::now();
    let show = ["ip", "-4", "-oneline", "address", "show", "host0"];
    while !run(node, &show)?.out.contains("192.0.2.100/24") {
        ensure!(begun.elapsed() < LIMIT, "no VIP after {LIMIT:?}");
    }
    Ok(())
}

#[test]
fn from_a_bare_machine_to_a_vip_that_survives_the_power() -> Result<()> {
    let mut node = boot("source")?;
    let (releases, version) = (prepared::releases()?, prepared::newest_release()?);
    let mirror = Mirror::serve(node.listen()?, &releases)?;
    let begun = Instant::now();
    let url = mirror.url();
    let source = [
        "vipkeeper",
        "install",
        "--method",
        "source",
        "--version",
        &version,
    ];
    let from = [
        "--mirror",
        &url,
        "--template",
        "tcp-pair",
        "--set",
        "target=127.0.0.1:3306",
    ];
    let address = ["--vip", "192.0.2.100/24", "--interface", "host0"];
    let installed = succeeds(&node, &[&source[..], &from, &address].concat())?;
    ensure!(!installed.err.contains("left out"), "{}", installed.err);
    println!(
        "installed from source with its packages in {:.1?}",
        begun.elapsed()
    );
    await_vip(&node)?;

    let status = succeeds(&node, &["vipkeeper", "status", "--json"])?.json()?;
    ensure!(
        status["running"] == true && status["version"] == *version,
        "{status}"
    );
    let program = "/opt/vipkeeper/keepalived/current/sbin/keepalived";
    let pid = status["pid"].as_u64().context("no process")?;
    let link = succeeds(&node, &["readlink", &format!("/proc/{pid}/exe")])?;
    let real = succeeds(&node, &["readlink", "-f", program])?;
    assert_eq!(link.out, real.out);

    node.power_cycle()?;
    await_vip(&node)?;
    succeeds(&node, &["vipkeeper", "status"])?;
    Ok(())
}
