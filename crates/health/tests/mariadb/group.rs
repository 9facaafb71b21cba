//! A real replication group of MySQL: a member, alone and with another one, and
//! what is left when that one dies.

use health::{GroupCondition, GroupRole, MysqlConditions};

use super::conditions::{expecting, until};
use super::server::{Server, free_port};

const NAME: &str = "f2b3c1de-8f2c-11ee-a5b9-0242ac120002";

fn member(role: Option<GroupRole>) -> MysqlConditions {
    MysqlConditions {
        group: Some(GroupCondition { role }),
        ..MysqlConditions::default()
    }
}

/// A server that can be a member, reached by the others at this port.
async fn start(id: u16, port: u16, seed: u16) -> Server {
    let words = [
        format!("--server-id={id}"),
        format!("--loose-group-replication-group-name={NAME}"),
        format!("--loose-group-replication-local-address=127.0.0.1:{port}"),
        format!("--loose-group-replication-group-seeds=127.0.0.1:{seed}"),
    ];
    let mut arguments: Vec<&str> = words.iter().map(String::as_str).collect();
    arguments.extend([
        "--gtid-mode=ON",
        "--enforce-gtid-consistency=ON",
        "--plugin-load-add=group_replication.so",
        "--loose-group-replication-start-on-boot=OFF",
        "--loose-group-replication-recovery-get-public-key=ON",
        "--report-host=127.0.0.1",
    ]);
    let server = Server::start_mysql(&arguments).await;
    server.query(
        "SET sql_log_bin = 0; \
         GRANT SELECT ON performance_schema.replication_group_members TO vk@'%'; \
         CHANGE REPLICATION SOURCE TO SOURCE_USER='repl', SOURCE_PASSWORD='repl' \
         FOR CHANNEL 'group_replication_recovery'",
    );
    server
}

#[tokio::test]
async fn a_member_passes_while_it_is_online_and_among_the_majority() {
    let seed = free_port();
    let first = start(1, seed, seed).await;
    let mut session = expecting(&first, member(None));
    let told = until(&mut session, Some("group-state")).await.unwrap();
    assert!(told.to_string().contains("is OFFLINE"), "{told}");
    first.query(
        "SET GLOBAL group_replication_bootstrap_group = ON; START GROUP_REPLICATION; \
         SET GLOBAL group_replication_bootstrap_group = OFF",
    );
    until(&mut session, None).await;
    let mut primary = expecting(&first, member(Some(GroupRole::Primary)));
    until(&mut primary, None).await;
    let mut secondary = expecting(&first, member(Some(GroupRole::Secondary)));
    until(&mut secondary, Some("wrong-role")).await;

    let second = start(2, free_port(), seed).await;
    second.query("START GROUP_REPLICATION");
    let mut other = expecting(&second, member(Some(GroupRole::Secondary)));
    until(&mut other, None).await;
    drop(second);
    let told = until(&mut primary, Some("group-minority")).await.unwrap();
    assert_eq!(
        told.reason.to_string(),
        "1 of 2 members of its group are in reach, and that is no majority"
    );
}
