//! The `mysql` probe with credentials, once it is logged in.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use health::{Reason, Session, Stage};
use tokio::sync::Notify;

use super::fake::Fake;
use super::{LONG, SHORT, alarm, failure, mysql_as_vk, no_alarm};

#[tokio::test]
async fn probes_share_one_session_which_ends_with_a_farewell() {
    let farewells = Arc::new(AtomicUsize::new(0));
    let seen = farewells.clone();
    let left = Arc::new(Notify::new());
    let leaving = left.clone();
    let server = Fake::tcp(move |_, mut conn| {
        let (seen, leaving) = (seen.clone(), leaving.clone());
        async move {
            conn.log_in().await;
            for _ping in 0..2 {
                assert_eq!(conn.receive().await, Some((0, vec![0x0e])));
                conn.ok(1).await;
            }
            if conn.receive().await == Some((0, vec![0x01])) {
                seen.fetch_add(1, Ordering::SeqCst);
            }
            leaving.notify_one();
        }
    })
    .await;
    let mut session = Session::new(mysql_as_vk(&server.target), LONG);
    for _ in 0..3 {
        assert!(session.probe().await.is_success());
    }
    no_alarm(&mut session).await;
    assert_eq!(server.accepted(), 1);
    drop(session);
    left.notified().await;
    assert_eq!(farewells.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_killed_session_is_replaced_within_the_probe() {
    for last_words in [None, Some(1927)] {
        let server = Fake::tcp(move |number, mut conn| async move {
            conn.log_in().await;
            if number == 0 {
                if let Some(code) = last_words {
                    conn.error(0, code, "#70100Connection was killed").await;
                }
                return;
            }
            conn.answer_pings().await;
        })
        .await;
        let mut session = Session::new(mysql_as_vk(&server.target), LONG);
        assert!(session.probe().await.is_success());
        alarm(&mut session).await;
        assert!(session.probe().await.is_success(), "{last_words:?}");
        assert_eq!(server.accepted(), 2);
    }
}

#[tokio::test]
async fn the_death_of_the_server_is_seen_at_once_and_is_decisive() {
    let server = Fake::tcp(|_, mut conn| async move {
        conn.log_in().await;
        conn.answer_pings().await;
    })
    .await;
    let mut session = Session::new(mysql_as_vk(&server.target), LONG);
    assert!(session.probe().await.is_success());
    drop(server);
    alarm(&mut session).await;
    let failure = failure(session.probe().await);
    assert_eq!(failure.reason, Reason::Refused);
    assert!(failure.is_decisive());
}

#[tokio::test]
async fn a_late_answer_is_an_alarm_but_never_the_answer_to_a_new_ping() {
    let wake = Arc::new(Notify::new());
    let woken = wake.clone();
    let frozen = Arc::new(AtomicBool::new(false));
    let is_frozen = frozen.clone();
    let server = Fake::tcp(move |_, mut conn| {
        let (woken, is_frozen) = (woken.clone(), is_frozen.clone());
        async move {
            if is_frozen.load(Ordering::SeqCst) {
                return conn.stay().await;
            }
            conn.log_in().await;
            conn.receive()
                .await
                .expect("the ping that stays unanswered");
            woken.notified().await;
            conn.ok(1).await;
            conn.receive().await.expect("the second, unanswered too");
            woken.notified().await;
            conn.ok(1).await;
            conn.answer_pings().await;
        }
    })
    .await;
    let mut session = Session::new(mysql_as_vk(&server.target), SHORT);
    // The first probe logs in, which alone may be slow on a busy machine.
    while !session.probe().await.is_success() {}
    frozen.store(true, Ordering::SeqCst);
    let connections = server.accepted();
    let unanswered = Reason::Silent {
        stage: Stage::Ping,
        after: SHORT,
    };
    assert_eq!(failure(session.probe().await).reason, unanswered);

    wake.notify_one();
    alarm(&mut session).await;
    assert_eq!(failure(session.probe().await).reason, unanswered);
    assert_eq!(server.accepted(), connections + 1, "two were asked, twice");

    wake.notify_one();
    while !session.probe().await.is_success() {}
    assert_eq!(server.accepted(), connections + 1, "the session was kept");
}

/// A firewall forgot the connection, or the address moved: what is sent over it
/// is lost, and the kernel will not know for a quarter of an hour.
#[tokio::test]
async fn a_dead_connection_to_a_live_server_is_no_failure() {
    let server = Fake::tcp(|number, mut conn| async move {
        conn.log_in().await;
        match number {
            0 => conn.stay().await,
            _ => conn.answer_pings().await,
        }
    })
    .await;
    let limit = Duration::from_secs(2);
    let mut session = Session::new(mysql_as_vk(&server.target), limit);
    for _ in 0..3 {
        let result = session.probe().await;
        assert!(result.is_success(), "{result:?}");
    }
    assert_eq!(server.accepted(), 2);
}

#[tokio::test]
async fn a_stalled_server_that_is_full_says_why_and_keeps_who_is_in() {
    let wake = Arc::new(Notify::new());
    let woken = wake.clone();
    let server = Fake::tcp(move |number, mut conn| {
        let woken = woken.clone();
        async move {
            if number > 0 {
                return conn.error(0, 1040, "#08004Too many connections").await;
            }
            conn.log_in().await;
            conn.receive().await.expect("the ping that waits");
            woken.notified().await;
            conn.ok(1).await;
            conn.answer_pings().await;
        }
    })
    .await;
    let limit = Duration::from_secs(1);
    let mut session = Session::new(mysql_as_vk(&server.target), limit);
    assert!(session.probe().await.is_success());
    let full = Reason::TooManyConnections { code: 1040 };
    assert_eq!(failure(session.probe().await).reason, full);
    wake.notify_one();
    alarm(&mut session).await;
    assert!(session.probe().await.is_success());
    assert_eq!(server.accepted(), 2, "no more was asked for");
}

#[tokio::test]
async fn a_ping_answered_with_an_error_on_a_new_session_fails() {
    let server = Fake::tcp(|_, mut conn| async move {
        conn.greet("mysql_native_password").await;
        conn.receive().await;
        conn.error(2, 1203, "#42000User vk has more than").await;
    })
    .await;
    let mut session = Session::new(mysql_as_vk(&server.target), LONG);
    let failure = failure(session.probe().await);
    assert_eq!(failure.reason, Reason::TooManyConnections { code: 1203 });
}
