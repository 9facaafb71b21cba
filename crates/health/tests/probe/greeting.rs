//! The `mysql` probe without credentials.

use std::sync::Arc;

use health::{Reason, Session, Stage};
use tokio::sync::Notify;

use super::fake::{Conn, Fake};
use super::{LONG, SHORT, alarm, failure, mysql, no_alarm, probe_once};

/// The failure of one probe against a server that begins with these bytes.
async fn failure_of(opening: &'static [u8]) -> health::Failure {
    let server = Fake::tcp(move |_, mut conn: Conn| async move {
        conn.raw(opening).await;
        conn.stay().await;
    })
    .await;
    failure(probe_once(mysql(&server.target), LONG).await)
}

#[tokio::test]
async fn strangers_are_shown_as_they_introduce_themselves() {
    for (opening, shown) in [
        (&b"SSH-2.0-OpenSSH_9.2\r\n"[..], "SSH-2.0-OpenSSH_"),
        (b"220 mail.example.org ESMTP", "220 mail.example"),
        (b"+OK\r\n", "+OK"),
        // MySQL's own X protocol, port 33060.
        (&[5, 0, 0, 0, 0x0b, 8, 5, 0x1a, 0], "0b 08 05 1a 00"),
        (&[0, 0, 0, 0], "00 00 00 00"),
    ] {
        let failure = failure_of(opening).await;
        let reason = failure.reason.to_string();
        assert_eq!(
            reason,
            format!("not a MySQL server (greeting starts with `{shown}`)")
        );
        assert_eq!(failure.code(), "not-mysql");
    }
}

#[tokio::test]
async fn an_old_or_broken_greeting_is_told() {
    let old = failure_of(b"\x02\0\0\0\x09\0").await;
    assert_eq!(old.reason, Reason::Protocol { version: 9 });
    let cut = failure_of(b"\x04\0\0\0\x0a8.4").await;
    assert_eq!(cut.code(), "malformed-packet");
}

#[tokio::test]
async fn errors_in_place_of_the_greeting_have_their_own_reasons() {
    for (number, message, line) in [
        (1040, "Too many connections", "too many connections (1040)"),
        (
            1129,
            "Host 'x' is blocked",
            "host is blocked (1129): FLUSH HOSTS on the server unblocks it",
        ),
        (
            1130,
            "Host 'x' is not allowed",
            "this host is not allowed to connect (1130)",
        ),
        (1105, "Odd", "the server answered error 1105: Odd"),
    ] {
        let server = Fake::tcp(move |_, mut conn| async move {
            conn.error(0, number, message).await;
        })
        .await;
        let failure = failure(probe_once(mysql(&server.target), LONG).await);
        assert_eq!(
            failure.to_string(),
            format!("mysql {}: {line}", server.target)
        );
        assert!(!failure.is_decisive());
    }
}

#[tokio::test]
async fn a_server_that_hangs_up_is_asked_once_more() {
    let server = Fake::tcp(|_, conn| async move { drop(conn) }).await;
    let failure = failure(probe_once(mysql(&server.target), LONG).await);
    assert_eq!(
        failure.reason,
        Reason::Closed {
            stage: Stage::Greeting
        }
    );
    assert!(!failure.is_decisive(), "a proxy may come to itself");
    assert_eq!(server.accepted(), 2);
}

#[tokio::test]
async fn one_hang_up_is_forgiven_within_the_probe() {
    let server = Fake::tcp(|number, mut conn| async move {
        if number > 0 {
            conn.greet("mysql_native_password").await;
            conn.stay().await;
        }
    })
    .await;
    assert!(probe_once(mysql(&server.target), LONG).await.is_success());
}

#[tokio::test]
async fn a_frozen_server_gets_one_connection_and_its_waking_is_seen_at_once() {
    let wake = Arc::new(Notify::new());
    let woken = wake.clone();
    let server = Fake::tcp(move |number, mut conn| {
        let woken = woken.clone();
        async move {
            if number == 0 {
                woken.notified().await;
            }
            conn.greet("mysql_native_password").await;
            conn.stay().await;
        }
    })
    .await;
    let mut session = Session::new(mysql(&server.target), SHORT);
    for _ in 0..3 {
        let failure = failure(session.probe().await);
        assert_eq!(failure.reason.to_string(), "no greeting within 60 ms");
        assert!(!failure.is_decisive());
    }
    assert_eq!(server.accepted(), 1, "the silent connection is kept");

    wake.notify_one();
    alarm(&mut session).await;
    assert!(session.probe().await.is_success());
    assert_eq!(server.accepted(), 2, "success is a fresh greeting");
}

#[tokio::test]
async fn the_death_of_a_silent_server_is_seen_at_once() {
    let server = Fake::tcp(|_, mut conn| async move { conn.stay().await }).await;
    let mut session = Session::new(mysql(&server.target), SHORT);
    failure(session.probe().await);
    no_alarm(&mut session).await;
    drop(server);
    alarm(&mut session).await;
    assert!(failure(session.probe().await).is_decisive());
}

#[tokio::test]
async fn each_probe_takes_a_fresh_greeting_and_answers_none() {
    let (heard, mut answers) = tokio::sync::mpsc::unbounded_channel();
    let server = Fake::tcp(move |_, mut conn| {
        let heard = heard.clone();
        async move {
            conn.greet("caching_sha2_password").await;
            heard.send(conn.receive().await).unwrap();
        }
    })
    .await;
    let mut session = Session::new(mysql(&server.target), LONG);
    for _ in 0..3 {
        assert!(session.probe().await.is_success());
    }
    assert_eq!(server.accepted(), 3);
    // The first two were replaced, the third is still held.
    for _ in 0..2 {
        assert_eq!(
            answers.recv().await,
            Some(None),
            "the greeting was answered"
        );
    }
    assert!(answers.is_empty());
    drop(server);
    alarm(&mut session).await;
    assert!(failure(session.probe().await).is_decisive());
}
