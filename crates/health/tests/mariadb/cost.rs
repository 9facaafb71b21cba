//! What the conditions cost, and MySQL itself; `cargo xtask bench checks` has
//! the kinds of check side by side. Measures, asserts no times: run with
//! `cargo test --release -p health --test mariadb -- --ignored --nocapture`.

#![allow(clippy::print_stdout, reason = "figures for a person to read")]

use std::time::Duration;

use health::{MysqlConditions, ReplicaConditions, Spec, Trust};

use super::conditions::{expecting, follow, read_only, until};
use super::galera::{node, synced};
use super::heartbeat::{allow, beating};
use super::server::{Server, free_port};
use super::up;

#[path = "../../examples/cost/processor.rs"]
#[allow(dead_code, reason = "the benchmark measures children too")]
mod processor;

const PROBES: u32 = 10_000;

async fn measure(name: &str, server: &Server, spec: Spec) {
    let mut session = up(spec).await;
    let me = std::process::id();
    let before = (
        processor::of_process(me),
        processor::of_process(server.pid()),
    );
    for _ in 0..PROBES {
        let result = session.probe().await;
        assert!(result.is_success(), "{:?}", result.outcome);
    }
    let probe = processor::of_process(me) - before.0;
    let mariadbd = processor::of_process(server.pid()) - before.1;
    println!(
        "{name:22} {:6.1} us CPU here, {:6.1} us CPU in the server",
        micros(probe),
        micros(mariadbd)
    );
}

fn micros(total: Duration) -> f64 {
    total.as_secs_f64() * 1e6 / f64::from(PROBES)
}

#[tokio::test]
#[ignore = "measures"]
async fn cost_of_the_conditions() {
    let primary = Server::start(&["--log-bin=bin", "--server-id=1"]).await;
    let server = Server::start(&["--server-id=2"]).await;
    server.query("GRANT REPLICA MONITOR ON *.* TO vk@'%', vk@localhost");
    allow(&server);
    follow(&primary, &server);
    let replica = ReplicaConditions {
        running: true,
        lag_at_most: Some(Duration::from_secs(10)),
        gtid_gap_at_most: Some(100),
        primary_passes: true,
    };
    let mode = read_only(false);
    let share = MysqlConditions {
        connections_at_most: Some(90),
        ..mode.clone()
    };
    let follows = MysqlConditions {
        replica: replica.clone(),
        ..MysqlConditions::default()
    };
    let all = MysqlConditions {
        replica,
        ..share.clone()
    };
    until(&mut expecting(&server, follows.clone()), None).await;
    for (name, conditions) in [
        ("mode", mode),
        ("mode, connections", share),
        ("replica, lag, gap", follows),
        ("these three", all),
        ("a write each time", beating(Duration::ZERO)),
        ("a write each second", beating(Duration::from_secs(1))),
    ] {
        measure(name, &server, server.expecting(conditions)).await;
    }

    let node = node("gcomm://", free_port()).await;
    until(&mut expecting(&node, synced(false)), None).await;
    measure("galera", &node, node.expecting(synced(false))).await;
}

#[tokio::test]
#[ignore = "measures"]
async fn cost_on_mysql_itself() {
    let server = Server::start_mysql(&[]).await;
    let tcp = server.tcp_target();
    measure("ping", &server, Server::login(&tcp, "vk", "s3cret")).await;
    let in_tls = server.inside_tls("vk", "127.0.0.1", &Trust::Anything);
    measure("ping inside TLS", &server, in_tls).await;
    measure("mode", &server, server.expecting(read_only(false))).await;
}
