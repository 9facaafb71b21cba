//! `vipkeeper release` on a node whose Keepalived was killed.

use std::fs;
use std::process::{Child, Command};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use lab::{Lab, Node};

use crate::cli_said::{PROGRAM, Said};

const LIMIT: Duration = Duration::from_secs(30);

/// `VI` is left behind; `OWNER` owns its address, and nobody may take that.
const CONFIG: &str = "\
global_defs {
    router_id node
}
vrrp_instance VI {
    interface eth0
    virtual_router_id 51
    priority 250
    virtual_ipaddress {
        10.99.0.100/24
        10.99.0.101
    }
    virtual_ipaddress_excluded {
        2001:db8::100/64 dev eth0
    }
}
vrrp_instance OWNER {
    interface eth0
    virtual_router_id 52
    priority 255
    virtual_ipaddress {
        10.99.0.102/24
    }
}
";

/// Addresses that look like virtual ones and are not: another prefix, another
/// interface, no mention at all.
const STRANGERS: [&str; 3] = ["10.99.0.100/32", "10.99.0.101/16", "10.99.0.103/24"];

fn node_with(config: &str, label: &str) -> Result<Lab> {
    let lab = Lab::with_nodes(label, 1)?;
    let node = &lab.nodes()[0];
    let config = config.replace("eth0", node.interface());
    let directory = node.dir().join("keepalived/etc/keepalived");
    fs::create_dir_all(&directory)?;
    fs::write(directory.join("keepalived.conf"), config)?;
    Ok(lab)
}

fn release(node: &Node) -> Result<Said> {
    let mut command = Command::new(PROGRAM);
    command.arg("--server-path").arg(node.dir()).arg("release");
    Said::by(&mut node.enter(command))
}

fn ip(node: &Node, words: &str) -> Result<String> {
    let mut command = Command::new("ip");
    command.args(words.split(' '));
    let said = Said::by(&mut node.enter(command))?;
    ensure!(said.status == 0, "ip {words}: {said:?}");
    Ok(said.out)
}

fn holds(node: &Node, address: &str) -> Result<bool> {
    Ok(ip(node, "-oneline address")?.contains(&format!(" {address} ")))
}

fn keepalived(node: &Node) -> Result<Child> {
    let mut command = Command::new("keepalived");
    let file = |name: &str| node.dir().join("keepalived").join(name);
    command.args(["--dont-fork", "--log-console", "--use-file"]);
    command.arg(file("etc/keepalived/keepalived.conf"));
    command.arg("--pid").arg(file("k.pid"));
    command.arg("--vrrp_pid").arg(file("v.pid"));
    Ok(node.spawn(command)?)
}

/// Kills the process and its children.  They are stopped first, and seen to be:
/// a child that sees its parent die cleans up.
fn kill_all(mut keepalived: Child) -> Result<()> {
    let id = keepalived.id();
    let children = fs::read_to_string(format!("/proc/{id}/task/{id}/children"))?;
    let children: Vec<_> = children.split_whitespace().map(str::to_owned).collect();
    ensure!(!children.is_empty(), "Keepalived has no children");
    let all = [&[id.to_string()], &children[..]].concat();
    signal("-STOP", &all)?;
    for process in &all {
        until(&format!("process {process} stops"), || {
            let stat = fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
            stat.contains(") T ")
        })?;
    }
    signal("-KILL", &all)?;
    keepalived.wait().context("wait for Keepalived")?;
    for child in children {
        until(&format!("process {child} ends"), || {
            fs::read_to_string(format!("/proc/{child}/comm")).is_err()
        })?;
    }
    Ok(())
}

fn signal(signal: &str, processes: &[String]) -> Result<()> {
    let status = Command::new("kill").arg(signal).args(processes).status()?;
    ensure!(status.success(), "kill {signal}: {status}");
    Ok(())
}

fn until(what: &str, is_so: impl Fn() -> bool) -> Result<()> {
    let begun = Instant::now();
    while !is_so() {
        ensure!(begun.elapsed() < LIMIT, "{what}: not within {LIMIT:?}");
    }
    Ok(())
}

#[test]
fn what_a_killed_keepalived_leaves_is_removed_and_nothing_else() -> Result<()> {
    let lab = node_with(CONFIG, "release")?;
    let node = &lab.nodes()[0];
    let interface = node.interface();
    for address in STRANGERS {
        ip(node, &format!("address add {address} dev {interface}"))?;
    }
    let running = keepalived(node)?;
    let begun = Instant::now();
    while !holds(node, "10.99.0.100/24")? || !holds(node, "10.99.0.102/24")? {
        ensure!(begun.elapsed() < LIMIT, "no VIP after {LIMIT:?}");
    }

    let refused = release(node)?;
    let runs = format!(
        "Keepalived runs (process {}); nothing is taken away\n",
        running.id()
    );
    assert_eq!((refused.status, refused.out), (0, runs));
    ensure!(
        holds(node, "10.99.0.100/24")?,
        "taken from a Keepalived that runs"
    );

    kill_all(running)?;
    ensure!(
        holds(node, "10.99.0.100/24")?,
        "the kernel has let it go by itself"
    );
    let released = release(node)?;
    assert_eq!(released.status, 0, "{released:?}");
    let mut lines: Vec<_> = released.out.lines().collect();
    lines.sort_unstable();
    let expected = ["10.99.0.100/24", "10.99.0.101/32", "2001:db8::100/64"]
        .map(|address| format!("removed {address} from {interface}: VI left it behind"));
    assert_eq!(lines, expected);
    for gone in ["10.99.0.100/24", "10.99.0.101/32", "2001:db8::100/64"] {
        ensure!(!holds(node, gone)?, "{gone} is still there");
    }
    for kept in STRANGERS.iter().chain(&["10.99.0.102/24"]) {
        ensure!(holds(node, kept)?, "{kept} was taken away");
    }
    let again = release(node)?;
    assert_eq!((again.status, again.out.as_str()), (0, ""));
    Ok(())
}

#[test]
fn without_a_configuration_no_address_is_known_to_be_virtual() -> Result<()> {
    let lab = node_with(CONFIG, "release-none")?;
    let node = &lab.nodes()[0];
    fs::remove_file(node.dir().join("keepalived/etc/keepalived/keepalived.conf"))?;
    ip(
        node,
        &format!("address add 10.99.0.100/24 dev {}", node.interface()),
    )?;
    let said = release(node)?;
    assert_eq!((said.status, said.out.as_str()), (1, ""));
    ensure!(
        said.err.contains("keepalived.conf does not exist"),
        "{said:?}"
    );
    ensure!(holds(node, "10.99.0.100/24")?);
    Ok(())
}
