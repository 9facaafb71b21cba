//! The first configuration, from the answers that `install` takes.

use std::fs;
use std::process::Command;

use anyhow::{Result, ensure};
use tempfile::TempDir;

use crate::cli_said::{PROGRAM, Said};

/// A network with one interface and a default route; `$1` the program, then
/// what it is told.  Everything that it starts ends with it.
const IN_A_NETWORK: &str = r#"
set -e
ip link set lo up
ip link add eth0 type bridge
ip address add 192.0.2.11/24 dev eth0
ip link set eth0 up
ip route add default via 192.0.2.1
"$@"
"#;

fn install(server: &TempDir, words: &[&str]) -> Result<Said> {
    let mut command = Command::new("unshare");
    command.args(["--net", "--pid", "--fork", "--kill-child", "--mount-proc"]);
    command.args(["sh", "-c", IN_A_NETWORK, "sh", PROGRAM, "--server-path"]);
    command
        .arg(server.path())
        .args(["install", "--no-autostart"]);
    Said::by(command.args(words))
}

#[test]
fn a_peer_is_enough_for_unicast_because_the_own_address_is_known() -> Result<()> {
    let server = TempDir::new()?;
    let said = install(
        &server,
        &["--vip", "192.0.2.100/24", "--peer", "192.0.2.12"],
    )?;
    ensure!(said.status == 0, "{said:#?}");
    let config = server
        .path()
        .join("keepalived/etc/keepalived/keepalived.conf");
    let config = fs::read_to_string(config)?;
    for line in ["unicast_src_ip 192.0.2.11", "        192.0.2.12\n"] {
        ensure!(config.contains(line), "no {line:?} in {config}");
    }
    Ok(())
}

#[test]
fn a_peer_in_a_network_of_its_own_needs_the_address_too() -> Result<()> {
    let server = TempDir::new()?;
    let said = install(
        &server,
        &["--vip", "198.51.100.100/24", "--peer", "198.51.100.12"],
    )?;
    assert_eq!(said.status, 1, "{said:#?}");
    ensure!(
        said.err.contains("error: peer is given, but not address\n"),
        "{said:#?}"
    );
    ensure!(said.err.contains("--set address=…"), "{said:#?}");
    Ok(())
}
