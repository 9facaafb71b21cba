//! The probes against real services, started as children of the test in
//! folders of their own. They need the packages that `cargo xtask test`
//! installs; their absence is a failure, not an excuse.

#![allow(clippy::unwrap_used, reason = "a test's set-up may fail loudly")]

mod daemon;
mod exec;
mod http;
mod https;
mod postgres;
mod postgres_server;
mod postgres_tls;
mod process;
mod redis;
mod redis_server;
mod web_server;

use std::time::Duration;

use health::{Failure, Session, Spec, Target};
use tokio::io::AsyncWriteExt;
use tokio::net::TcpListener;

/// Never reached by a server that answers, however busy the machine.
const LONG: Duration = Duration::from_secs(30);
/// For a server that is frozen.
const SHORT: Duration = Duration::from_millis(200);

/// A session whose first probe has succeeded.
async fn up(spec: Spec) -> Session {
    let mut session = Session::new(spec, LONG);
    let result = session.probe().await;
    assert!(result.is_success(), "{:?}", result.outcome);
    session
}

async fn failure(session: &mut Session) -> Failure {
    let outcome = session.probe().await.outcome;
    outcome.expect_err("the probe should have failed")
}

async fn first_failure(spec: Spec) -> Failure {
    failure(&mut Session::new(spec, LONG)).await
}

/// The alarm must come, and within a time that only a bug can exceed.
async fn alarm(session: &mut Session) {
    tokio::time::timeout(LONG, session.closed())
        .await
        .expect("closed() should have resolved");
}

/// Asks until the answer has this code (`None`: it is healthy).
async fn until(session: &mut Session, code: Option<&str>) -> Option<Failure> {
    let asking = async {
        loop {
            let failure = session.probe().await.outcome.err();
            if failure.as_ref().map(Failure::code) == code {
                return failure;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    let limit = tokio::time::timeout(LONG, asking).await;
    limit.expect("the answer should have come")
}

/// A server of quite another kind, which speaks first, until the test ends.
async fn stranger() -> Target {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let target = Target::Address(listener.local_addr().unwrap());
    tokio::spawn(async move {
        let mut guests = Vec::new();
        while let Ok((mut guest, _)) = listener.accept().await {
            guest.write_all(b"SSH-2.0-OpenSSH_9.2\r\n").await.unwrap();
            guests.push(guest);
        }
    });
    target
}
