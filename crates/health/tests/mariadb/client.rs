//! The session for whoever acts on a server.

use std::time::Duration;

use health::{MysqlClient, Reason, Stage, Target};

use super::LONG;
use super::server::{Server, vk};

async fn connect(target: &Target, limit: Duration) -> MysqlClient {
    let connected = MysqlClient::connect(target, &vk(), None, limit).await;
    connected.unwrap()
}

#[tokio::test]
async fn statements_have_rows_or_none_or_an_error() {
    let server = Server::start(&[]).await;
    server.query("GRANT READ_ONLY ADMIN ON *.* TO vk@'%', vk@localhost");
    for target in [server.tcp_target(), server.unix_target()] {
        let mut client = connect(&target, LONG).await;
        for is_read_only in ["1", "0"] {
            let set = format!("SET GLOBAL read_only = {is_read_only}");
            assert!(client.query(&set).await.unwrap().rows.is_empty());
            let table = client.query("SELECT @@global.read_only AS it, NULL").await;
            let table = table.unwrap();
            assert_eq!(table.value(0, "it"), Some(is_read_only));
            assert_eq!(table.rows[0][1], None);
        }
        let refused = client.query("SHUTDOWN").await.unwrap_err();
        assert_eq!(refused.code(), "server-error");
        assert!(refused.to_string().contains("1227"), "{refused}");
        // An error ends a statement, not the session.
        assert_eq!(client.query("SELECT 'Ж'").await.unwrap().first(), Some("Ж"));
    }
}

#[tokio::test]
async fn what_takes_too_long_is_not_taken_for_the_next_answer() {
    let server = Server::start(&[]).await;
    // Long enough to log in on a busy machine.
    let limit = Duration::from_secs(2);
    let mut client = connect(&server.tcp_target(), limit).await;
    let late = client.query("SELECT SLEEP(3), 'late'").await.unwrap_err();
    assert_eq!(
        late.reason,
        Reason::TimedOut {
            stage: Stage::Query,
            after: limit
        }
    );
    let answer = loop {
        match client.query("SELECT 'next'").await {
            Ok(table) => break table,
            Err(failure) => assert_eq!(failure.code(), "query-timeout"),
        }
    };
    assert_eq!(answer.first(), Some("next"));
}
