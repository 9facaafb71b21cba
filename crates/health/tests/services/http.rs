//! The `http` probe against Python's web server, which keeps connections open
//! (HTTP/1.1) or closes them (HTTP/1.0), and is frozen and killed.

use health::{Method, Reason, Session, Spec, Stage};
use rustix::process::Signal;

use super::daemon::local;
use super::web_server::WebServer;
use super::{SHORT, alarm, failure, first_failure, stranger, until, up};

#[tokio::test]
async fn status_and_body_are_what_is_expected_or_the_reason() {
    let server = WebServer::start("HTTP/1.1").await;
    up(server.get("/health")).await;
    up(server.get("/sub")).await; // 301 to /sub/, not followed
    let missing = first_failure(server.get("/nowhere")).await;
    let target = local(server.port);
    assert_eq!(
        missing.to_string(),
        format!("http {target}/nowhere: HTTP status 404, expected 200-399")
    );
    let mut spec = server.spec("/nowhere");
    spec.status = "404".parse().unwrap();
    up(Spec::Http(spec)).await;

    let mut spec = server.spec("/health");
    spec.body = Some("ready".into());
    up(Spec::Http(spec.clone())).await;
    std::fs::write(server.folder.path().join("health"), "state: broken\n").unwrap();
    let broken = first_failure(Spec::Http(spec)).await.reason;
    assert_eq!(
        broken,
        Reason::BodyLacks {
            text: "ready".into()
        }
    );

    let mut spec = server.spec("/health");
    spec.method = Method::HEAD;
    let mut session = up(Spec::Http(spec)).await;
    assert!(session.probe().await.is_success());
}

#[tokio::test]
async fn its_sudden_death_is_seen_at_once() {
    let server = WebServer::start("HTTP/1.1").await;
    let mut session = up(server.get("/health")).await;
    for _ in 0..3 {
        assert!(session.probe().await.is_success());
    }
    assert_eq!(server.answered(), 4);
    server.daemon.signal(Signal::KILL);
    alarm(&mut session).await;
    let last = until(&mut session, Some("connection-refused")).await;
    assert!(last.unwrap().is_decisive());
}

#[tokio::test]
async fn a_server_that_closes_each_connection_raises_no_alarm() {
    let server = WebServer::start("HTTP/1.0").await;
    let mut session = up(server.get("/health")).await;
    for _ in 0..2 {
        let quiet = tokio::time::timeout(SHORT, session.closed()).await;
        assert!(quiet.is_err(), "closed() resolved without a reason");
        assert!(session.probe().await.is_success());
    }
}

#[tokio::test]
async fn a_frozen_server_times_out_and_its_waking_is_seen_at_once() {
    let server = WebServer::start("HTTP/1.1").await;
    let mut session = Session::new(server.get("/health"), SHORT);
    until(&mut session, None).await;
    server.daemon.freeze().await;
    for _ in 0..3 {
        let stage = Stage::Response;
        let silent = Reason::TimedOut {
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
async fn what_is_not_http_is_told() {
    let mut spec = WebServer::start("HTTP/1.1").await.spec("/");
    spec.target = stranger().await;
    let reason = first_failure(Spec::Http(spec)).await.reason;
    let told = "malformed packet: what it sends is not HTTP/1";
    assert_eq!(reason.to_string(), told);
}
