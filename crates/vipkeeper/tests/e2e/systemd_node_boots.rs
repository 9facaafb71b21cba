//! The systemd test node itself: a real systemd, told what to do, leaving nothing.

use std::path::Path;

use crate::node_plan::NodePlan;
use crate::prepared;
use crate::systemd_node::SystemdNode;

const KEEPALIVED_CONF: &str = "\
global_defs {
  router_id node
}
vrrp_instance VI {
  interface host0
  virtual_router_id 51
  priority 250
  virtual_ipaddress { 192.0.2.100/24 }
}
";

fn answer(node: &SystemdNode, words: &[&str]) -> anyhow::Result<String> {
    let output = node.run(words)?;
    let errors = String::from_utf8_lossy(&output.stderr);
    anyhow::ensure!(errors.is_empty(), "{words:?} said: {errors}");
    Ok(String::from_utf8_lossy(&output.stdout)
        .trim_end()
        .to_owned())
}

#[test]
fn boots_and_runs_systemctl() -> anyhow::Result<()> {
    let node = SystemdNode::boot(&SystemdNode::base()?, "boots")?;
    assert_eq!(
        answer(&node, &["systemctl", "is-system-running"])?,
        "running"
    );
    // Debian enables Keepalived; without a configuration the unit's condition fails.
    assert_eq!(
        answer(&node, &["systemctl", "is-enabled", "keepalived"])?,
        "enabled"
    );
    let inactive = node.run(&["systemctl", "is-active", "keepalived"])?;
    assert_eq!(inactive.status.code(), Some(3));
    Ok(())
}

#[test]
fn keeps_its_files_when_the_power_fails() -> anyhow::Result<()> {
    let mut node = NodePlan::new(&SystemdNode::base()?, "power")?
        .file("/etc/keepalived/keepalived.conf", KEEPALIVED_CONF)?
        .boot()?;
    assert_eq!(
        answer(&node, &["systemctl", "is-active", "keepalived"])?,
        "active"
    );
    answer(&node, &["systemctl", "disable", "--quiet", "keepalived"])?;
    node.power_cycle()?;
    let disabled = node.run(&["systemctl", "is-enabled", "keepalived"])?;
    assert_eq!(String::from_utf8_lossy(&disabled.stdout), "disabled\n");
    let inactive = node.run(&["systemctl", "is-active", "keepalived"])?;
    assert_eq!(String::from_utf8_lossy(&inactive.stdout), "inactive\n");
    Ok(())
}

#[test]
fn shows_a_file_of_the_host_to_the_node() -> anyhow::Result<()> {
    let node = NodePlan::new(&SystemdNode::base()?, "bind")?
        .bind(env!("CARGO_BIN_EXE_vipkeeper"), "/usr/local/bin/vipkeeper")
        .boot()?;
    assert!(
        node.run(&["test", "-x", "/usr/local/bin/vipkeeper"])?
            .status
            .success()
    );
    assert!(
        !node
            .run(&["test", "-w", "/usr/local/bin/vipkeeper"])?
            .status
            .success()
    );
    Ok(())
}

#[test]
fn installs_packages_without_a_network() -> anyhow::Result<()> {
    let node = NodePlan::new(&SystemdNode::base()?, "packages")?
        .packages(prepared::packages()?)?
        .boot()?;
    answer(&node, &["sh", "-c", "dpkg --purge keepalived >/dev/null"])?;
    let gone = node.run(&["test", "-e", "/usr/sbin/keepalived"])?;
    assert!(!gone.status.success());
    answer(&node, &["apt-get", "-qq", "update"])?;
    let installed = node.run(&["apt-get", "-qq", "install", "keepalived"])?;
    assert!(installed.status.success(), "{installed:?}");
    let version = node.run(&["keepalived", "--version"])?;
    assert!(version.status.success(), "{version:?}");
    Ok(())
}

#[test]
fn leaves_nothing_behind() -> anyhow::Result<()> {
    let node = SystemdNode::boot(&SystemdNode::base()?, "gone")?;
    let paths = node.paths_on_host();
    assert!(paths.iter().all(|path| path.exists()), "{paths:?}");
    drop(node);
    let left: Vec<_> = paths
        .iter()
        .filter(|path: &&_| Path::exists(path))
        .collect();
    assert!(left.is_empty(), "{left:?}");
    Ok(())
}
