//! A real MariaDB in a node: it greets, knows its account, dies, comes back. Needs root and
//! mariadb-server.

#![expect(clippy::unwrap_used, reason = "a helper of tests may fail like a test")]

use std::os::unix::fs::PermissionsExt;
use std::process::Stdio;
use std::time::Duration;

use lab::{
    DataDir, Fault, Greeting, Lab, Mariadb, Node, ProbeConfig, Prober, SERVICE_PORT, Service,
};

const LIMIT: Duration = Duration::from_secs(60);
const CALM: Duration = Duration::from_millis(300);

fn current_user(node: &Node, server: &Mariadb) -> String {
    let mut client = node.command("mariadb").unwrap();
    client
        .arg(format!(
            "--defaults-file={}",
            server.option_file().display()
        ))
        .args(["-N", "-e", "select current_user()"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let output = client.output().unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

#[test]
fn mariadb_greets_dies_and_comes_back() {
    let lab = Lab::create("mariadb").unwrap();
    let data = DataDir::prepare(&lab).unwrap();

    let node = &lab.nodes()[0];
    let mut server = Mariadb::start(node, &data).unwrap();
    server.wait_ready(LIMIT).unwrap();
    let mode = std::fs::metadata(server.option_file())
        .unwrap()
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o600);
    assert_eq!(current_user(node, &server), "vipkeeper@127.0.0.1");

    let target = (node.address(), SERVICE_PORT).into();
    let config = ProbeConfig::new(Greeting::MySql);
    let prober = Prober::start(lab.client().ns(), target, config).unwrap();
    prober.wait_steady(CALM, LIMIT).unwrap();

    let first = server.process().pid();
    let mark = prober.mark();
    Fault::ServiceKilled.inject(&mut server).unwrap();
    Fault::ServiceKilled.heal(&mut server).unwrap();
    assert_ne!(server.process().pid(), first);
    let outage = prober.wait_recovered(mark, CALM, LIMIT).unwrap();
    assert!(outage.attempts_failed > 0);
    assert_eq!(current_user(node, &server), "vipkeeper@127.0.0.1");
}

/// A prober resets hundreds of connections before they log in: the server must neither block its
/// host nor fill its log with that.
#[test]
fn probing_neither_blocks_the_client_nor_fills_the_log() {
    let lab = Lab::create("mariadb log").unwrap();
    let data = DataDir::prepare(&lab).unwrap();
    let node = &lab.nodes()[1];
    let mut server = Mariadb::start(node, &data).unwrap();
    server.wait_ready(LIMIT).unwrap();
    let log = || std::fs::read_to_string(node.log_path("mariadbd")).unwrap();
    let before = log();
    let target = (node.address(), SERVICE_PORT).into();
    let mut config = ProbeConfig::new(Greeting::MySql);
    config.period = Duration::from_millis(1);
    let prober = Prober::start(lab.client().ns(), target, config).unwrap();
    let mark = prober.mark();
    prober
        .wait_recovered(mark, Duration::from_secs(1), LIMIT)
        .unwrap();
    assert!(prober.attempts_since(mark).len() > 100);
    assert_eq!(log(), before);
}
