//! The heartbeat's write: on a server that can, that may not, and whose disk is
//! full.

use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::time::Duration;

use health::{Heartbeat, MysqlConditions, Reason, Session, Stage};

use super::conditions::{expecting, until};
use super::server::Server;
use super::{LONG, reason};

/// As in docs/checks.md.
const TABLE: &str = "CREATE DATABASE vipkeeper; CREATE TABLE vipkeeper.heartbeat ( \
                     host VARCHAR(255) NOT NULL PRIMARY KEY, beat_at DATETIME NOT NULL);";
const RIGHTS: &str = "GRANT SELECT, INSERT, UPDATE ON vipkeeper.heartbeat TO vk@'%', vk@localhost";

/// Makes the table, and lets the account write to it.
pub(crate) fn allow(server: &Server) {
    server.query(TABLE);
    server.query(RIGHTS);
}

pub(crate) fn beating(every: Duration) -> MysqlConditions {
    MysqlConditions {
        heartbeat: Some(Heartbeat {
            table: "vipkeeper.heartbeat".parse().unwrap(),
            every,
        }),
        ..MysqlConditions::default()
    }
}

fn rows(server: &Server) -> String {
    let output = server.try_query("SELECT COUNT(*) AS n, MIN(host) FROM vipkeeper.heartbeat");
    String::from_utf8(output.stdout).unwrap()
}

#[tokio::test]
async fn a_server_that_can_write_does_and_one_that_may_not_is_not_asked() {
    let server = Server::start(&[]).await;
    let mut session = expecting(&server, beating(Duration::ZERO));
    let told = until(&mut session, Some("server-error")).await.unwrap();
    assert!(told.to_string().contains("1142"), "no right: {told}");
    allow(&server);
    let mut session = expecting(&server, beating(Duration::ZERO));
    for _ in 0..3 {
        until(&mut session, None).await;
    }
    let host = std::fs::read_to_string("/proc/sys/kernel/hostname").unwrap();
    assert!(
        rows(&server).contains(&format!("1\t{}", host.trim())),
        "{}",
        rows(&server)
    );

    server.query("DELETE FROM vipkeeper.heartbeat");
    let mut seldom = expecting(&server, beating(Duration::from_secs(3600)));
    until(&mut seldom, None).await;
    server.query("DELETE FROM vipkeeper.heartbeat");
    until(&mut seldom, None).await;
    assert!(
        rows(&server).contains("0\t"),
        "once in an hour: {}",
        rows(&server)
    );

    server.query("SET GLOBAL read_only = 1");
    until(&mut session, None).await;
    assert!(rows(&server).contains("0\t"), "{}", rows(&server));
}

#[tokio::test]
async fn a_full_disk_lets_the_write_hang_and_takes_one_session() {
    let server = Server::start_with_disk().await;
    allow(&server);
    let spec = server.expecting(beating(Duration::ZERO));
    let mut session = Session::new(spec, LONG);
    until(&mut session, None).await;
    fill(&server.disk());

    let limit = Duration::from_millis(500);
    let mut session = Session::new(session.spec().clone(), limit);
    let hangs = Reason::TimedOut {
        stage: Stage::Write,
        after: limit,
    };
    // The log's last block may still take some.
    until(&mut session, Some("write-timeout")).await;
    for _ in 0..4 {
        assert_eq!(reason(&mut session).await, hangs);
    }
    let output = server.try_query(
        "SELECT COUNT(*) FROM information_schema.processlist WHERE user = 'vk' \
         AND info LIKE 'INSERT%'",
    );
    let stuck = String::from_utf8(output.stdout).unwrap();
    assert_eq!(stuck.lines().last(), Some("1"), "tries must not pile up");
}

fn fill(disk: &Path) {
    let mut file = File::create(disk.join("filler")).unwrap();
    for size in [64 * 1024, 4096, 1] {
        while file.write_all(&vec![0; size]).is_ok() {}
    }
}
