//! Every probe against a server that behaves as badly as servers can, over
//! real sockets on loopback.

#![allow(clippy::unwrap_used, reason = "a test's set-up may fail loudly")]

mod fake;
mod greeting;
mod login;
mod ping;
mod tcp;

use std::time::Duration;

use health::{
    Credentials, Failure, MysqlConditions, MysqlSpec, ProbeResult, Session, Spec, Target,
};

/// Never reached by a server that answers, however busy the machine.
const LONG: Duration = Duration::from_secs(20);
/// For servers that do not.
const SHORT: Duration = Duration::from_millis(60);

fn tcp(target: &Target) -> Spec {
    Spec::Tcp(target.clone())
}

fn mysql(target: &Target) -> Spec {
    Spec::Mysql(MysqlSpec {
        target: target.clone(),
        credentials: None,
        tls: None,
        conditions: MysqlConditions::default(),
    })
}

fn mysql_as_vk(target: &Target) -> Spec {
    Spec::Mysql(MysqlSpec {
        target: target.clone(),
        credentials: Some(Credentials {
            user: "vk".into(),
            password: "s3cret".into(),
        }),
        tls: None,
        conditions: MysqlConditions::default(),
    })
}

async fn probe_once(spec: Spec, timeout: Duration) -> ProbeResult {
    Session::new(spec, timeout).probe().await
}

fn failure(result: ProbeResult) -> Failure {
    result.outcome.expect_err("the probe should have failed")
}

/// The alarm must come, and within a time that only a bug can exceed.
async fn alarm(session: &mut Session) {
    tokio::time::timeout(LONG, session.closed())
        .await
        .expect("closed() should have resolved");
}

/// That nothing comes can only be waited for a while; a false alarm would come
/// at once, since all that could cause it has happened.
async fn no_alarm(session: &mut Session) {
    let quiet = tokio::time::timeout(SHORT, session.closed()).await;
    assert!(quiet.is_err(), "closed() resolved without a reason");
}

/// What a check at rest takes is mostly this, and a daemon may have a thousand.
#[tokio::test]
async fn a_probe_takes_little_memory() {
    let target: Target = "127.0.0.1:1".parse().unwrap();
    let mut session = Session::new(mysql_as_vk(&target), LONG);
    let bytes = std::mem::size_of_val(&session.probe());
    assert!(bytes <= 6 * 1024, "{bytes} bytes");
}
