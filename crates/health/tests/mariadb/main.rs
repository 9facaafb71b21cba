//! Every `mysql` probe against real servers, which are killed, frozen and filled
//! up. Needs Debian's `mariadb-server` and `galera-4`, and for MySQL itself what
//! `cargo xtask environment` prepares; their absence is a failure, not an excuse.

#![allow(clippy::unwrap_used, reason = "a test's set-up may fail loudly")]

mod client;
mod conditions;
mod cost;
mod galera;
mod group;
mod heartbeat;
mod mysql_conditions;
mod mysql_login;
mod server;
mod sudden_death;
mod tls;

use std::time::Duration;

use health::{Reason, Session, Spec, Stage};
use rustix::process::Signal;
use server::Server;

/// Never reached by a server that answers, however busy the machine.
const LONG: Duration = Duration::from_secs(30);
/// For a server that is frozen.
const SHORT: Duration = Duration::from_millis(200);

async fn up(spec: Spec) -> Session {
    let mut session = Session::new(spec, LONG);
    let result = session.probe().await;
    assert!(result.is_success(), "{:?}", result.outcome);
    session
}

async fn reason(session: &mut Session) -> Reason {
    let outcome = session.probe().await.outcome;
    outcome.expect_err("the probe should have failed").reason
}

async fn alarm(session: &mut Session) {
    tokio::time::timeout(LONG, session.closed())
        .await
        .expect("closed() should have resolved");
}

#[tokio::test]
async fn greets_and_lets_in_whom_it_should() {
    let server = Server::start(&["--plugin-load-add=auth_ed25519"]).await;
    up(server.greeting()).await;
    for target in [server.tcp_target(), server.unix_target()] {
        for user in ["vk", "vk_ed25519", "vk_old"] {
            let mut session = up(Server::login(&target, user, "s3cret")).await;
            for _ in 0..3 {
                assert!(session.probe().await.is_success(), "{user} at {target}");
            }
            let mut stranger = Session::new(Server::login(&target, user, "wrong"), LONG);
            let failure = stranger.probe().await.outcome.unwrap_err();
            assert_eq!(
                failure.to_string(),
                format!("mysql {target}: access denied for user `{user}` (1045)")
            );
            assert!(!failure.is_decisive());
        }
        up(Server::login(&target, "vk_nopassword", "")).await;
    }
}

#[tokio::test]
async fn its_sudden_death_is_seen_at_once_by_every_kind() {
    let mut server = Server::start(&[]).await;
    let target = server.tcp_target();
    let mut sessions = [
        up(Spec::Tcp(target.clone())).await,
        up(server.greeting()).await,
        up(Server::login(&target, "vk", "s3cret")).await,
        up(Server::login(&server.unix_target(), "vk", "s3cret")).await,
    ];
    server.signal(Signal::KILL);
    for session in &mut sessions {
        alarm(session).await;
        // A dying server may still let one in, whose end is an alarm again.
        let mut result = session.probe().await;
        while result.is_success() {
            alarm(session).await;
            result = session.probe().await;
        }
        let failure = result.outcome.unwrap_err();
        assert_eq!(failure.reason, Reason::Refused, "{failure}");
        assert!(failure.is_decisive());
    }
    server.wait();
}

#[tokio::test]
async fn a_frozen_server_times_out_and_its_waking_is_seen_at_once() {
    let server = Server::start(&[]).await;
    let after = SHORT;
    let stage = Stage::Greeting;
    let no_greeting = Reason::TimedOut { stage, after };
    let stage = Stage::Ping;
    let silent = Reason::Silent { stage, after };
    for (spec, told) in [
        (server.greeting(), &no_greeting),
        (Server::login(&server.tcp_target(), "vk", "s3cret"), &silent),
        (
            Server::login(&server.unix_target(), "vk", "s3cret"),
            &silent,
        ),
    ] {
        let mut session = Session::new(spec, SHORT);
        // On a busy machine even a good answer may take longer than SHORT.
        while !session.probe().await.is_success() {}
        server.freeze().await;
        for _ in 0..3 {
            assert_eq!(reason(&mut session).await, *told);
        }
        server.signal(Signal::CONT);
        alarm(&mut session).await;
        while !session.probe().await.is_success() {}
    }
}

#[tokio::test]
async fn an_orderly_shutdown_ends_in_a_refusal() {
    let mut server = Server::start(&[]).await;
    let mut session = up(Server::login(&server.unix_target(), "vk", "s3cret")).await;
    server.signal(Signal::TERM);
    alarm(&mut session).await;
    server.wait();
    // The server takes its socket file away.
    assert_eq!(reason(&mut session).await, Reason::SocketMissing);
}

#[tokio::test]
async fn a_full_server_is_told_as_such() {
    let server = Server::start(&["--max-connections=10"]).await;
    let spec = Server::login(&server.tcp_target(), "vk", "s3cret");
    let mut held = Vec::new();
    for _ in 0..10 {
        held.push(up(spec.clone()).await);
    }
    let mut session = Session::new(spec, LONG);
    let full = Reason::TooManyConnections { code: 1040 };
    assert_eq!(reason(&mut session).await, full);
    drop(held);
    while !session.probe().await.is_success() {}
}
