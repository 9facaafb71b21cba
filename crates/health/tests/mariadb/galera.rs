//! A real Galera node: the primary component, handing out its data, and cut
//! off. Needs Debian's `galera-4`.

use std::time::Duration;

use health::{GaleraCondition, Heartbeat, MysqlConditions};

use super::conditions::{expecting, read_only, until};
use super::server::{Server, free_port};

const PROVIDER: &str = "--wsrep-provider=/usr/lib/galera/libgalera_smm.so";

pub(crate) fn synced(donor_passes: bool) -> MysqlConditions {
    MysqlConditions {
        galera: Some(GaleraCondition { donor_passes }),
        ..MysqlConditions::default()
    }
}

/// A node that others join at this port. It has no data worth transferring.
pub(crate) async fn node(cluster: &str, port: u16) -> Server {
    // Of the ports that it would have otherwise each machine has only one.
    let options = format!(
        "--wsrep-provider-options=base_host=127.0.0.1;base_port={port};\
         gmcast.listen_addr=tcp://127.0.0.1:{port};ist.recv_addr=127.0.0.1:{};gcache.size=8M",
        free_port()
    );
    Server::start(&[
        "--wsrep-on=ON",
        PROVIDER,
        "--wsrep-node-address=127.0.0.1",
        "--binlog-format=ROW",
        "--wsrep-sst-method=skip",
        &format!("--wsrep-cluster-address={cluster}"),
        &options,
    ])
    .await
}

#[tokio::test]
async fn a_synced_node_of_the_primary_component_passes_and_no_other() {
    let alone = Server::start(&[]).await;
    until(&mut expecting(&alone, synced(false)), Some("galera")).await;

    let port = free_port();
    let server = node("gcomm://", port).await;
    let mut strict = expecting(&server, synced(false));
    let mut lenient = expecting(&server, synced(true));
    until(&mut strict, None).await;
    until(&mut lenient, None).await;

    server.query("SET GLOBAL wsrep_desync = ON");
    let told = until(&mut strict, Some("galera")).await.unwrap();
    assert_eq!(
        told.reason.to_string(),
        "wsrep_local_state is 2 (Donor/Desynced), expected 4 (Synced)"
    );
    until(&mut lenient, None).await;
    server.query("SET GLOBAL wsrep_desync = OFF");
    until(&mut strict, None).await;

    // Alone of two, it refuses every query that reads a table. Its state is the
    // reason, whatever else is asked.
    let both = MysqlConditions {
        galera: Some(GaleraCondition { donor_passes: true }),
        heartbeat: Some(Heartbeat {
            table: "mysql.no_such_table".parse().unwrap(),
            every: Duration::ZERO,
        }),
        ..read_only(false)
    };
    let mut session = expecting(&server, both);
    until(&mut session, Some("server-error")).await;
    let other = node(&format!("gcomm://127.0.0.1:{port}"), free_port()).await;
    while server.status("wsrep_cluster_size") != "2" {}
    // It has asked for data that nobody sends.
    until(&mut expecting(&other, synced(true)), Some("galera")).await;
    drop(other);
    let told = until(&mut session, Some("galera")).await.unwrap();
    assert_eq!(
        told.reason.to_string(),
        "wsrep_cluster_status is non-Primary, expected Primary"
    );
}
