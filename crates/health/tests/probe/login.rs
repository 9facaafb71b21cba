//! Logging in: what can be refused, and the ways through
//! `caching_sha2_password`. Real passwords are proven against real servers
//! elsewhere; here the fake believes what the unit tests have verified.

use health::{Reason, Stage};

use super::fake::{Conn, Fake, NONCE};
use super::{LONG, SHORT, failure, mysql_as_vk, probe_once};

#[tokio::test]
async fn a_denied_login_names_the_user_and_the_number() {
    for number in [1045_u16, 1698] {
        let server = Fake::tcp(move |_, mut conn| async move {
            conn.greet("mysql_native_password").await;
            conn.receive().await;
            conn.error(2, number, "#28000Access denied for user 'vk'@'localhost'")
                .await;
        })
        .await;
        let failure = failure(probe_once(mysql_as_vk(&server.target), LONG).await);
        assert_eq!(
            failure.to_string(),
            format!(
                "mysql {}: access denied for user `vk` ({number})",
                server.target
            )
        );
        assert!(!failure.is_decisive());
        assert_eq!(server.accepted(), 1, "a refusal is not asked for twice");
    }
}

#[tokio::test]
async fn a_server_that_is_going_down_is_as_good_as_dead() {
    let server = Fake::tcp(|_, mut conn| async move {
        conn.greet("mysql_native_password").await;
        conn.receive().await;
        conn.error(2, 1053, "#08S01Server shutdown in progress")
            .await;
    })
    .await;
    let failure = failure(probe_once(mysql_as_vk(&server.target), LONG).await);
    assert_eq!(failure.code(), "shutting-down");
    assert!(failure.is_decisive());
}

#[tokio::test]
async fn the_login_packet_says_who_and_by_which_plugin() {
    let server = Fake::tcp(|_, mut conn| async move {
        conn.greet("caching_sha2_password").await;
        let (sequence, login) = conn.receive().await.unwrap();
        assert_eq!(sequence, 1);
        assert_eq!(&login[32..35], b"vk\0");
        assert_eq!(login[35], 32, "a SHA-256 proof");
        assert_eq!(&login[68..90], b"caching_sha2_password\0");
        assert!(login.ends_with(b"\x0cprogram_name\x09vipkeeper"));
        conn.send(2, &[1, 3]).await;
        conn.ok(3).await;
        conn.answer_pings().await;
    })
    .await;
    assert!(
        probe_once(mysql_as_vk(&server.target), LONG)
            .await
            .is_success()
    );
}

#[tokio::test]
async fn an_account_may_want_another_plugin() {
    let server = Fake::tcp(|_, mut conn| async move {
        conn.greet("caching_sha2_password").await;
        conn.receive().await;
        let nonce = b"another nonce of 20 b";
        let switch = [&b"\xfemysql_native_password\0"[..], nonce, &[0]].concat();
        conn.send(2, &switch).await;
        let (sequence, proof) = conn.receive().await.unwrap();
        assert_eq!((sequence, proof.len()), (3, 20));
        conn.ok(4).await;
        conn.answer_pings().await;
    })
    .await;
    assert!(
        probe_once(mysql_as_vk(&server.target), LONG)
            .await
            .is_success()
    );
}

#[tokio::test]
async fn plugins_that_are_not_spoken_are_named() {
    for (switch, plugin) in [
        (&b"\xfedialog\0Password: "[..], "dialog"),
        (b"\xfe", "mysql_old_password"),
    ] {
        let server = Fake::tcp(move |_, mut conn| async move {
            conn.greet("mysql_native_password").await;
            conn.receive().await;
            conn.send(2, switch).await;
            conn.stay().await;
        })
        .await;
        let failure = failure(probe_once(mysql_as_vk(&server.target), LONG).await);
        assert_eq!(
            failure.reason,
            Reason::UnsupportedPlugin {
                plugin: plugin.into()
            }
        );
    }
}

/// Greets, takes the proof of caching_sha2_password, and wants the password.
async fn want_password(conn: &mut Conn) {
    conn.greet("caching_sha2_password").await;
    conn.receive().await;
    conn.send(2, &[1, 4]).await;
}

#[tokio::test]
async fn the_password_travels_in_clear_over_a_unix_socket_only() {
    let folder = tempfile::tempdir().unwrap();
    let server = Fake::unix(&folder.path().join("s"), |mut conn| async move {
        want_password(&mut conn).await;
        assert_eq!(conn.receive().await, Some((3, b"s3cret\0".to_vec())));
        conn.ok(4).await;
        conn.answer_pings().await;
    });
    assert!(
        probe_once(mysql_as_vk(&server.target), LONG)
            .await
            .is_success()
    );

    let server = Fake::tcp(|_, mut conn| async move {
        want_password(&mut conn).await;
        assert_eq!(conn.receive().await, Some((3, vec![2])), "asks for the key");
        conn.send(4, &[&[1], PUBLIC_KEY.as_bytes()].concat()).await;
        let (sequence, cipher) = conn.receive().await.unwrap();
        assert_eq!((sequence, cipher.len()), (5, 128));
        let clear = xor(b"s3cret\0", NONCE);
        assert!(!cipher.windows(clear.len()).any(|part| part == clear));
        conn.ok(6).await;
        conn.answer_pings().await;
    })
    .await;
    assert!(
        probe_once(mysql_as_vk(&server.target), LONG)
            .await
            .is_success()
    );
}

#[tokio::test]
async fn sha256_password_asks_for_the_key_at_once() {
    let server = Fake::tcp(|_, mut conn| async move {
        conn.greet("sha256_password").await;
        conn.receive().await;
        let switch = [&b"\xfesha256_password\0"[..], NONCE, &[0]].concat();
        conn.send(2, &switch).await;
        assert_eq!(conn.receive().await, Some((3, vec![1])));
        conn.send(4, &[&[1], PUBLIC_KEY.as_bytes()].concat()).await;
        let (sequence, cipher) = conn.receive().await.unwrap();
        assert_eq!((sequence, cipher.len()), (5, 128));
        conn.ok(6).await;
        conn.answer_pings().await;
    })
    .await;
    let result = probe_once(mysql_as_vk(&server.target), LONG).await;
    assert!(result.is_success(), "{:?}", result.outcome);
}

#[tokio::test]
async fn a_key_that_is_none_is_told() {
    let server = Fake::tcp(|_, mut conn| async move {
        want_password(&mut conn).await;
        conn.receive().await;
        conn.send(4, b"\x01no key").await;
        conn.stay().await;
    })
    .await;
    let failure = failure(probe_once(mysql_as_vk(&server.target), LONG).await);
    assert_eq!(
        failure.reason.to_string(),
        "malformed packet: the server's public key is not one"
    );
}

#[tokio::test]
async fn a_login_that_is_not_answered_is_told() {
    let server = Fake::tcp(|_, mut conn| async move {
        conn.greet("mysql_native_password").await;
        conn.stay().await;
    })
    .await;
    let failure = failure(probe_once(mysql_as_vk(&server.target), SHORT).await);
    assert_eq!(
        failure.reason,
        Reason::Silent {
            stage: Stage::Login,
            after: SHORT
        }
    );
}

fn xor(text: &[u8], mask: &[u8]) -> Vec<u8> {
    text.iter().zip(mask).map(|(a, b)| a ^ b).collect()
}

/// The same key as in the unit tests of the encryption.
const PUBLIC_KEY: &str = "-----BEGIN PUBLIC KEY-----
MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDbaS59GPub99ooGi4Dxh7pnTnl
ADx6MjIs/jWTH9rq9Hhsirw3LQDFZ2+7L58paeTdMiTeGFjiYRPmn1SZ/E6GXjNu
ul+KH+RnWEZMXCGYvo/1O96sz1kdGdURl11zyR5QikrvmMGI3hKKvTqPozFWtZEc
QFMSv6P753MOBgxU9QIDAQAB
-----END PUBLIC KEY-----
";
