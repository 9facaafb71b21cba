//! The `tcp` probe, and what all kinds share: resolving and connecting.

use std::sync::Arc;

use health::probe::session::ALARMS;
use health::{Reason, Session, Target};
use rustix::net::{AddressFamily, SocketAddrUnix, SocketType, bind, connect, listen, socket};
use tokio::sync::Notify;

use super::fake::Fake;
use super::{LONG, SHORT, alarm, failure, mysql, no_alarm, probe_once, tcp};

/// A port on which nobody listens: bound, so that nobody else gets it.
fn closed_port() -> (rustix::fd::OwnedFd, Target) {
    let holder = socket(AddressFamily::INET, SocketType::STREAM, None).unwrap();
    let any: std::net::SocketAddrV4 = "127.0.0.1:0".parse().unwrap();
    bind(&holder, &any).unwrap();
    let bound = rustix::net::getsockname(&holder).unwrap();
    let address: std::net::SocketAddr = bound.try_into().unwrap();
    (holder, Target::Address(address))
}

#[tokio::test]
async fn a_refused_connection_is_decisive() {
    let (_holder, target) = closed_port();
    for spec in [tcp(&target), mysql(&target)] {
        let line = format!("{} {target}: connection refused", spec.kind());
        let failure = failure(probe_once(spec, LONG).await);
        assert_eq!(failure.to_string(), line);
        assert_eq!(failure.code(), "connection-refused");
        assert!(failure.is_decisive());
    }
}

#[tokio::test]
async fn a_missing_socket_file_is_decisive() {
    let folder = tempfile::tempdir().unwrap();
    let target = Target::UnixSocket(folder.path().join("mysqld.sock"));
    let failure = failure(probe_once(mysql(&target), LONG).await);
    assert_eq!(failure.reason, Reason::SocketMissing);
    assert!(failure.is_decisive());
}

#[tokio::test]
async fn a_socket_file_whose_server_died_refuses() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mysqld.sock");
    drop(std::os::unix::net::UnixListener::bind(&path).unwrap());
    let failure = failure(probe_once(tcp(&Target::UnixSocket(path)), LONG).await);
    assert_eq!(failure.reason, Reason::Refused);
}

#[tokio::test]
async fn a_full_accept_queue_is_told_as_such() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mysqld.sock");
    let address = SocketAddrUnix::new(&path).unwrap();
    let stream = || socket(AddressFamily::UNIX, SocketType::STREAM, None).unwrap();
    let (server, client) = (stream(), stream());
    bind(&server, &address).unwrap();
    listen(&server, 0).unwrap();
    connect(&client, &address).unwrap();
    let failure = failure(probe_once(tcp(&Target::UnixSocket(path)), LONG).await);
    assert_eq!(failure.reason, Reason::QueueFull);
    assert!(!failure.is_decisive());
}

#[tokio::test]
async fn a_name_is_resolved_and_an_impossible_one_is_told() {
    let server = Fake::tcp(|_, mut conn| async move { conn.stay().await }).await;
    let Target::Address(address) = server.target else {
        unreachable!("the fake listens on an address");
    };
    let localhost = Target::new("localhost", address.port());
    assert!(probe_once(tcp(&localhost), LONG).await.is_success());

    // Longer than a label may be, so no name service has to be asked.
    let impossible = Target::new(&"x".repeat(70), 3306);
    let failure = failure(probe_once(tcp(&impossible), LONG).await);
    assert_eq!(failure.code(), "name-not-resolved");
}

#[tokio::test]
async fn each_probe_is_a_fresh_connection_and_the_newest_is_the_witness() {
    let server = Fake::tcp(|_, mut conn| async move {
        conn.raw(b"220 a banner that nobody asked for\r\n").await;
        conn.stay().await;
    })
    .await;
    let mut session = Session::new(tcp(&server.target), LONG);
    assert!(session.probe().await.is_success());
    assert!(session.probe().await.is_success());
    no_alarm(&mut session).await;
    assert_eq!(server.accepted(), 2);

    drop(server);
    alarm(&mut session).await;
    assert!(failure(session.probe().await).is_decisive());
    no_alarm(&mut session).await;
}

#[tokio::test]
async fn a_server_that_closes_every_connection_is_up_and_alarms_a_few_times_per_interval() {
    let server = Fake::tcp(|_, conn| async move { drop(conn) }).await;
    let mut session = Session::new(tcp(&server.target), LONG);
    for _interval in 0..3 {
        assert!(session.probe().await.is_success(), "the regular probe");
        for _ in 0..ALARMS {
            alarm(&mut session).await;
            assert!(session.probe().await.is_success(), "the alarm's probe");
        }
        no_alarm(&mut session).await;
    }
}

/// A dying server's connections are closed before its listening socket: what
/// answers the alarm may still be let in, by nobody.
#[tokio::test]
async fn a_connection_that_a_dying_server_still_accepts_is_watched_too() {
    let dying = Arc::new(Notify::new());
    let first_ends = dying.clone();
    let server = Fake::tcp(move |number, mut conn| {
        let first_ends = first_ends.clone();
        async move {
            match number {
                0 => first_ends.notified().await,
                _ => conn.stay().await,
            }
        }
    })
    .await;
    let mut session = Session::new(tcp(&server.target), LONG);
    assert!(session.probe().await.is_success());
    dying.notify_one();
    alarm(&mut session).await;
    assert!(session.probe().await.is_success(), "still let in");
    drop(server);
    alarm(&mut session).await;
    assert!(failure(session.probe().await).is_decisive());
}

#[tokio::test]
async fn before_the_first_probe_there_is_nothing_to_close() {
    let (_holder, target) = closed_port();
    no_alarm(&mut Session::new(tcp(&target), SHORT)).await;
}
