//! The conditions on MySQL itself, whose words for them are others than
//! MariaDB's.

use std::time::Duration;

use health::{Heartbeat, MysqlConditions, ReplicaConditions};

use super::conditions::{expecting, read_only, until};
use super::server::Server;

const WITH_GTID: &[&str] = &["--gtid-mode=ON", "--enforce-gtid-consistency=ON"];

async fn start(id: &str) -> Server {
    let id = format!("--server-id={id}");
    Server::start_mysql(&[WITH_GTID, &[&id]].concat()).await
}

fn following(gtid_gap_at_most: u64) -> MysqlConditions {
    MysqlConditions {
        replica: ReplicaConditions {
            running: true,
            lag_at_most: Some(Duration::from_secs(600)),
            gtid_gap_at_most: Some(gtid_gap_at_most),
            primary_passes: true,
        },
        ..MysqlConditions::default()
    }
}

#[tokio::test]
async fn a_server_that_is_super_read_only_is_read_only() {
    let server = start("1").await;
    let mut writable = expecting(&server, read_only(false));
    until(&mut writable, None).await;
    server.query("SET GLOBAL super_read_only = 1");
    until(&mut writable, Some("wrong-role")).await;
    until(&mut expecting(&server, read_only(true)), None).await;
    server.query("SET GLOBAL super_read_only = 0");
    until(&mut writable, Some("wrong-role")).await;
    server.query("SET GLOBAL read_only = 0");
    until(&mut writable, None).await;

    // The account needs the rights that docs/checks.md names, and no other.
    server.query(
        "CREATE DATABASE vipkeeper; CREATE TABLE vipkeeper.heartbeat ( \
         host VARCHAR(255) NOT NULL PRIMARY KEY, beat_at DATETIME NOT NULL); \
         GRANT SELECT, INSERT, UPDATE ON vipkeeper.heartbeat TO vk@'%'",
    );
    let heartbeat = MysqlConditions {
        heartbeat: Some(Heartbeat {
            table: "vipkeeper.heartbeat".parse().unwrap(),
            every: Duration::ZERO,
        }),
        ..read_only(false)
    };
    let mut session = expecting(&server, heartbeat);
    until(&mut session, None).await;
    server.query("DROP TABLE vipkeeper.heartbeat");
    let told = until(&mut session, Some("server-error")).await.unwrap();
    assert!(told.to_string().contains("1146"), "no table: {told}");
}

#[tokio::test]
async fn a_replica_applies_what_it_has_received_or_the_gap_is_told() {
    let primary = start("1").await;
    let replica = start("2").await;
    let mut session = expecting(&replica, following(0));
    let told = until(&mut session, Some("server-error")).await.unwrap();
    assert!(told.to_string().contains("1227"), "no right: {told}");
    for server in [&primary, &replica] {
        server.query("SET sql_log_bin = 0; GRANT REPLICATION CLIENT ON *.* TO vk@'%'");
    }
    // Rights that are global count for the sessions that come after.
    until(&mut expecting(&primary, following(0)), None).await;
    replica.query("SET GLOBAL super_read_only = 1");
    let mut session = expecting(&replica, following(0));
    until(&mut session, Some("no-replica")).await;

    replica.query(&format!(
        "CHANGE REPLICATION SOURCE TO SOURCE_HOST='127.0.0.1', SOURCE_PORT={}, \
         SOURCE_USER='repl', SOURCE_PASSWORD='repl', SOURCE_AUTO_POSITION=1, \
         GET_SOURCE_PUBLIC_KEY=1; START REPLICA",
        primary.port()
    ));
    until(&mut session, None).await;
    replica.query("STOP REPLICA; CHANGE REPLICATION SOURCE TO SOURCE_DELAY=600; START REPLICA");
    primary.query("CREATE DATABASE one; CREATE DATABASE two; CREATE DATABASE three");
    let mut strict = expecting(&replica, following(2));
    let told = until(&mut strict, Some("gtid-gap")).await.unwrap();
    assert_eq!(
        told.reason.to_string(),
        "3 transactions are received and not applied, expected at most 2"
    );
    until(&mut expecting(&replica, following(3)), None).await;
    replica.query("STOP REPLICA; CHANGE REPLICATION SOURCE TO SOURCE_DELAY=0; START REPLICA");
    until(&mut session, None).await;

    replica.query("STOP REPLICA");
    until(&mut session, Some("replica-stopped")).await;
    replica.query("SET GLOBAL read_only = 0");
    until(&mut session, None).await;
}
