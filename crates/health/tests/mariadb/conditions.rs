//! What a server must be beside alive, with real replication between two.

use std::time::Duration;

use health::{Failure, MysqlConditions, ReplicaConditions, Session};

use super::LONG;
use super::server::Server;

/// Asks until the answer has this code (`None`: it is healthy).
pub(crate) async fn until(session: &mut Session, code: Option<&str>) -> Option<Failure> {
    let mut last = None;
    let asking = async {
        loop {
            let failure = session.probe().await.outcome.err();
            last = failure.clone();
            if failure.as_ref().map(Failure::code) == code {
                return failure;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    let limit = tokio::time::timeout(LONG, asking).await;
    assert!(limit.is_ok(), "never {code:?}, at last {last:?}");
    limit.ok().flatten()
}

pub(crate) fn expecting(server: &Server, conditions: MysqlConditions) -> Session {
    Session::new(server.expecting(conditions), LONG)
}

pub(crate) fn read_only(is_read_only: bool) -> MysqlConditions {
    MysqlConditions {
        is_read_only: Some(is_read_only),
        ..MysqlConditions::default()
    }
}

fn follows(lag_at_most: Option<Duration>) -> MysqlConditions {
    MysqlConditions {
        replica: ReplicaConditions {
            running: true,
            lag_at_most,
            ..ReplicaConditions::default()
        },
        ..MysqlConditions::default()
    }
}

#[tokio::test]
async fn writable_or_not_is_seen_over_the_same_session() {
    let server = Server::start(&[]).await;
    let mut writable = expecting(&server, read_only(false));
    let mut fixed = expecting(&server, read_only(true));
    until(&mut writable, None).await;
    let told = until(&mut fixed, Some("wrong-role")).await.unwrap();
    assert_eq!(
        told.reason.to_string(),
        "it is writable, expected read-only"
    );
    server.query("SET GLOBAL read_only = 1");
    until(&mut writable, Some("wrong-role")).await;
    until(&mut fixed, None).await;
}

#[tokio::test]
async fn connections_may_use_a_share_of_the_maximum() {
    let server = Server::start(&["--max-connections=20"]).await;
    let at_most = |percent| MysqlConditions {
        connections_at_most: Some(percent),
        ..MysqlConditions::default()
    };
    until(&mut expecting(&server, at_most(100)), None).await;
    let told = until(
        &mut expecting(&server, at_most(1)),
        Some("connections-used"),
    )
    .await;
    let line = told.unwrap().reason.to_string();
    assert!(line.ends_with("of 20 connections are in use, expected at most 1 %"));
}

/// Lets one server replicate from another one that has a binary log.
pub(crate) fn follow(primary: &Server, replica: &Server) {
    primary.query(
        "RESET MASTER; CREATE USER repl@'%' IDENTIFIED BY 'repl'; \
         GRANT REPLICATION SLAVE ON *.* TO repl@'%'; CREATE DATABASE app; \
         CREATE TABLE app.t (id INT PRIMARY KEY)",
    );
    replica.query(&format!(
        "CHANGE MASTER TO master_host='127.0.0.1', master_port={}, master_user='repl', \
         master_password='repl', master_use_gtid=slave_pos, master_connect_retry=1; START SLAVE",
        primary.port()
    ));
}

#[tokio::test]
async fn a_replica_runs_and_keeps_up_or_the_reason_is_told() {
    let primary = Server::start(&["--log-bin=bin", "--server-id=1"]).await;
    let replica = Server::start(&["--server-id=2"]).await;
    let second = Some(Duration::from_secs(1));
    let mut session = expecting(&replica, follows(second));
    let told = until(&mut session, Some("server-error")).await.unwrap();
    assert!(told.to_string().contains("1227"), "no right: {told}");
    replica.query("GRANT REPLICA MONITOR ON *.* TO vk@'%', vk@localhost");
    // Rights that are global count for the sessions that come after.
    let mut session = expecting(&replica, follows(second));
    until(&mut session, Some("no-replica")).await;

    follow(&primary, &replica);
    until(&mut session, None).await;

    a_primary_passes_when_asked_to(&primary, &replica).await;

    replica.query("STOP SLAVE SQL_THREAD");
    let told = until(&mut session, Some("replica-stopped")).await.unwrap();
    let line = told.reason.to_string();
    assert!(
        line.starts_with("the replica's SQL thread is stopped"),
        "{line}"
    );
    replica.query("START SLAVE");
    until(&mut session, None).await;
    // What the replica cannot apply stops it, and its own words say why.
    let has_come = |sql: &str| replica.try_query(sql).status.success();
    while !has_come("INSERT INTO app.t VALUES (1)") {
        assert!(session.probe().await.is_success(), "it should follow");
    }
    primary.query("INSERT INTO app.t VALUES (1)");
    let told = until(&mut session, Some("replica-stopped")).await.unwrap();
    assert!(told.to_string().contains("Duplicate entry"), "{told}");

    // A replica that applies late lags behind: one second is more than none.
    replica.query(
        "DELETE FROM app.t; STOP SLAVE; \
         CHANGE MASTER TO master_delay=600; START SLAVE",
    );
    primary.query("CREATE DATABASE later; CREATE DATABASE latest");
    until(&mut session, Some("lag")).await;

    // These and the row before them are received, and none is applied.
    let gap = |gtid_gap_at_most| MysqlConditions {
        replica: ReplicaConditions {
            gtid_gap_at_most: Some(gtid_gap_at_most),
            ..ReplicaConditions::default()
        },
        ..MysqlConditions::default()
    };
    let mut strict = expecting(&replica, gap(2));
    let told = until(&mut strict, Some("gtid-gap")).await.unwrap();
    assert_eq!(
        told.reason.to_string(),
        "3 transactions are received and not applied, expected at most 2"
    );
    until(&mut expecting(&replica, gap(3)), None).await;
    replica.query("STOP SLAVE; CHANGE MASTER TO master_delay=0; START SLAVE");
    until(&mut strict, None).await;
    replica.query("STOP SLAVE; CHANGE MASTER TO master_use_gtid=no; START SLAVE");
    until(&mut strict, Some("no-gtid")).await;
}

/// The same check on both: what writes and follows nobody is the primary, also
/// when it was promoted by stopping its threads; what does not write is none.
async fn a_primary_passes_when_asked_to(primary: &Server, replica: &Server) {
    let either = || MysqlConditions {
        replica: ReplicaConditions {
            running: true,
            primary_passes: true,
            ..ReplicaConditions::default()
        },
        ..MysqlConditions::default()
    };
    primary.query("GRANT REPLICA MONITOR ON *.* TO vk@'%', vk@localhost");
    let mut on_primary = expecting(primary, either());
    until(&mut on_primary, None).await;
    primary.query("SET GLOBAL read_only = 1");
    until(&mut on_primary, Some("no-replica")).await;
    primary.query("SET GLOBAL read_only = 0");

    let mut on_replica = expecting(replica, either());
    until(&mut on_replica, None).await;
    replica.query("SET GLOBAL read_only = 1; STOP SLAVE");
    until(&mut on_replica, Some("replica-stopped")).await;
    replica.query("SET GLOBAL read_only = 0");
    until(&mut on_replica, None).await;
    replica.query("STOP SLAVE; START SLAVE SQL_THREAD");
    until(&mut on_replica, Some("replica-stopped")).await;
    replica.query("START SLAVE");
    until(&mut on_replica, None).await;
}
