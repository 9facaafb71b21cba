//! The `redis` probe against a real server that is locked, filled up, frozen,
//! loading, unable to save, replicating, and killed.

use health::{Reason, RedisRole, Session, Stage, Target};
use rustix::process::Signal;

use super::redis_server::{RedisServer, spec};
use super::{LONG, SHORT, alarm, failure, first_failure, stranger, until, up};

#[tokio::test]
async fn a_server_without_a_password_answers_over_either_socket() {
    let server = RedisServer::start(&[]).await;
    let mut session = up(server.spec()).await;
    assert!(session.probe().await.is_success());
    let unix = Target::UnixSocket(server.socket());
    up(spec(unix, None, None, false)).await;
}

#[tokio::test]
async fn a_password_is_asked_for_and_checked() {
    let user = ["--user", "vk", "on", ">us3r", "+ping"];
    let server = RedisServer::start(&[&["--requirepass", "s3cret"], &user[..]].concat()).await;
    up(server.login("", "s3cret")).await;
    up(server.login("vk", "us3r")).await;
    let mut locked = Session::new(server.spec(), LONG);
    for _ in 0..2 {
        let line = failure(&mut locked).await.to_string();
        assert!(
            line.ends_with("the server wants a password: NOAUTH Authentication required."),
            "{line}"
        );
    }
    for (user, name) in [("", "default"), ("vk", "vk")] {
        let refused = first_failure(server.login(user, "wrong")).await;
        assert_eq!(refused.code(), "login-refused");
        let line = refused.to_string();
        assert!(line.contains(&format!("login of `{name}` was refused: WRONGPASS")));
        assert!(!line.contains("wrong;"), "{line}");
    }
}

#[tokio::test]
async fn a_full_server_is_told_as_such() {
    let server = RedisServer::start(&["--maxclients", "1"]).await;
    // The one that waited for the server to speak may not have left yet.
    let mut held = Session::new(server.spec(), LONG);
    until(&mut held, None).await;
    assert_eq!(
        first_failure(server.spec()).await.code(),
        "too-many-clients"
    );
}

#[tokio::test]
async fn its_sudden_death_is_seen_at_once() {
    let server = RedisServer::start(&[]).await;
    let mut session = up(server.spec()).await;
    server.daemon.signal(Signal::KILL);
    alarm(&mut session).await;
    let last = until(&mut session, Some("connection-refused")).await;
    assert!(last.unwrap().is_decisive());
}

#[tokio::test]
async fn a_frozen_server_times_out_and_its_waking_is_seen_at_once() {
    let server = RedisServer::start(&[]).await;
    let mut session = Session::new(server.expecting(Some(RedisRole::Master), false), SHORT);
    until(&mut session, None).await;
    server.daemon.freeze().await;
    for _ in 0..3 {
        let stage = Stage::Ping;
        let silent = Reason::Silent {
            stage,
            after: SHORT,
        };
        assert_eq!(failure(&mut session).await.reason, silent);
    }
    server.daemon.signal(Signal::CONT);
    alarm(&mut session).await;
    until(&mut session, None).await;
}

#[tokio::test]
async fn a_server_that_cannot_save_is_not_healthy() {
    let server = RedisServer::start(&["--save", "3600 1"]).await;
    let mut session = up(server.spec()).await;
    std::fs::remove_dir_all(server.folder.path()).unwrap();
    server.command("BGSAVE");
    let told = until(&mut session, Some("cannot-save")).await.unwrap();
    assert!(
        told.to_string()
            .contains("MISCONF Redis is configured to save")
    );
}

#[tokio::test]
async fn a_server_that_loads_its_data_is_not_ready() {
    let server = RedisServer::start(&[]).await;
    assert_eq!(server.command("DEBUG POPULATE 10000"), "+OK\r\n");
    assert_eq!(server.command("SAVE"), "+OK\r\n");
    let slowly = ["--key-load-delay", "10000"];
    let often = ["--loading-process-events-interval-bytes", "1024"];
    let options = [slowly, often].concat();
    let server = RedisServer::start_in(server.into_folder(), &options).await;
    let loading = first_failure(server.spec()).await;
    assert_eq!(loading.code(), "not-ready");
    assert!(loading.to_string().contains("LOADING"), "{loading}");
}

#[tokio::test]
async fn roles_and_the_link_between_them_are_conditions() {
    let mut master = RedisServer::start(&[]).await;
    let port = master.port().to_string();
    let replica = RedisServer::start(&["--replicaof", "127.0.0.1", &port]).await;
    up(master.expecting(Some(RedisRole::Master), true)).await;
    let mut follows = Session::new(replica.expecting(Some(RedisRole::Replica), true), LONG);
    until(&mut follows, None).await;

    let mut wrong = Session::new(replica.expecting(Some(RedisRole::Master), false), LONG);
    for _ in 0..2 {
        let line = failure(&mut wrong).await.to_string();
        assert!(line.ends_with("it is replica, expected master"), "{line}");
    }
    master.daemon.kill();
    let lost = until(&mut follows, Some("link-down")).await.unwrap();
    assert!(lost.to_string().contains("master_link_status:down"));
    replica.command("REPLICAOF NO ONE");
    until(&mut wrong, None).await;
}

#[tokio::test]
async fn another_kind_of_server_is_a_stranger() {
    let found = first_failure(spec(stranger().await, None, None, false)).await;
    let shown = "not a Redis server (it says `SSH-2.0-OpenSSH_`)";
    assert_eq!(found.reason.to_string(), shown);
}
