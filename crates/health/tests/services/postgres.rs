//! The `postgres` probe against a real server that is filled up, frozen, shut
//! down, killed, and followed by a standby.

use std::time::Duration;

use health::{Credentials, PostgresRole, PostgresSpec, Reason, Session, Spec, Stage, Tls, Trust};
use rustix::process::Signal;

use super::postgres_server::PostgresServer;
use super::{LONG, SHORT, alarm, failure, first_failure, stranger, until, up};

fn session(spec: PostgresSpec) -> Session {
    Session::new(Spec::Postgres(spec), LONG)
}

#[tokio::test]
async fn it_lets_in_whom_it_should_and_says_why_not() {
    let server = PostgresServer::start(&[]).await;
    let mut held = up(Spec::Postgres(server.spec())).await;
    assert!(held.probe().await.is_success());
    let mut unix = server.spec();
    unix.target = server.unix_target();
    up(Spec::Postgres(unix)).await;

    let mut wrong = server.spec();
    wrong.credentials = Credentials {
        user: "vk".into(),
        password: "wrong".into(),
    };
    let refused = first_failure(Spec::Postgres(wrong)).await;
    assert_eq!(
        refused.reason.to_string(),
        "the login of `vk` was refused: password authentication failed for user \"vk\" (28P01)"
    );
    let mut nowhere = server.spec();
    nowhere.database = "nowhere".into();
    let refused = first_failure(Spec::Postgres(nowhere)).await.to_string();
    assert!(refused.contains("does not exist (3D000)"), "{refused}");
    let mut secure = server.spec();
    secure.tls = Some(Tls::new("db.test", &Trust::Anything, None).unwrap());
    let refused = first_failure(Spec::Postgres(secure)).await.to_string();
    assert!(
        refused.ends_with("the server does not offer TLS, and the check asks for it"),
        "{refused}"
    );
}

#[tokio::test]
async fn a_full_server_is_told_as_such() {
    let options = ["max_connections=2", "superuser_reserved_connections=0"];
    let few = ["max_wal_senders=0", "autovacuum=off"];
    let server = PostgresServer::start(&[options, few].concat()).await;
    let mut first = session(server.spec());
    until(&mut first, None).await;
    let mut second = session(server.spec());
    until(&mut second, None).await;
    let full = first_failure(Spec::Postgres(server.spec())).await;
    assert_eq!(full.code(), "too-many-clients", "{full}");
}

#[tokio::test]
async fn another_kind_of_server_is_a_stranger() {
    let spec = PostgresSpec {
        target: stranger().await,
        credentials: Credentials {
            user: "vk".into(),
            password: "s3cret".into(),
        },
        database: "postgres".into(),
        tls: None,
        role: None,
        lag_at_most: None,
    };
    let found = first_failure(Spec::Postgres(spec)).await;
    assert_eq!(
        found.reason.to_string(),
        "not a PostgreSQL server (it says `SSH-2.0-OpenSSH_`)"
    );
}

#[tokio::test]
async fn its_sudden_death_is_seen_at_once() {
    let server = PostgresServer::start(&[]).await;
    let mut held = up(Spec::Postgres(server.spec())).await;
    // A fast shutdown: the server ends every session and then itself.
    server.daemon.signal(Signal::INT);
    alarm(&mut held).await;
    let last = until(&mut held, Some("connection-refused")).await;
    assert!(last.unwrap().is_decisive());
}

#[tokio::test]
async fn a_frozen_postmaster_lets_nobody_in_and_keeps_its_sessions() {
    let server = PostgresServer::start(&[]).await;
    let mut held = Session::new(Spec::Postgres(server.spec()), SHORT);
    until(&mut held, None).await;
    server.daemon.freeze().await;
    // The postmaster stands still, its children do not: the session lives.
    assert!(held.probe().await.is_success());
    let new = failure(&mut Session::new(Spec::Postgres(server.spec()), SHORT)).await;
    let stage = Stage::Login;
    let silent = Reason::Silent {
        stage,
        after: SHORT,
    };
    assert_eq!(new.reason, silent);
    server.daemon.signal(Signal::CONT);
    until(&mut held, None).await;
}

#[tokio::test]
async fn role_and_lag_are_conditions() {
    let mut primary = PostgresServer::start(&[]).await;
    let standby = primary.standby().await;
    let expecting = |server: &PostgresServer, role, lag_at_most| {
        let spec = server.spec();
        session(PostgresSpec {
            role,
            lag_at_most,
            ..spec
        })
    };
    let second = Some(Duration::from_secs(1));
    let mut writes = expecting(&primary, Some(PostgresRole::Primary), second);
    until(&mut writes, None).await;
    let mut follows = expecting(&standby, Some(PostgresRole::Standby), second);
    until(&mut follows, None).await;
    let mut wrong = expecting(&standby, Some(PostgresRole::Primary), None);
    for _ in 0..2 {
        let line = failure(&mut wrong).await.to_string();
        assert!(line.ends_with("it is standby, expected primary"), "{line}");
    }
    // Something to be behind of.
    primary.query("CREATE TABLE t (n int)");
    primary.daemon.kill();
    let lost = loop {
        if let Some(lost) = follows.probe().await.outcome.err() {
            break lost;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    };
    assert!(["lag", "lag-unknown"].contains(&lost.code()), "{lost}");
    standby.query("SELECT pg_promote()");
    until(&mut wrong, None).await;
}
