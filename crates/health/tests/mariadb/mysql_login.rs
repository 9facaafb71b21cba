//! Logging in to MySQL itself: what MariaDB does not have.

use health::{Reason, Session, Trust};

use super::server::Server;
use super::{LONG, reason, up};

#[tokio::test]
async fn its_passwords_are_proven_in_clear_and_inside_tls() {
    let server = Server::start_mysql(&[]).await;
    let (tcp, unix) = (server.tcp_target(), server.unix_target());
    let in_tls = || server.inside_tls("vk", "127.0.0.1", &Trust::Anything);
    // The server knows a password once it has seen it: over TCP encrypted by
    // its key, inside TLS as it is. From then on a proof is enough.
    for spec in [Server::login(&tcp, "vk", "s3cret"), in_tls()] {
        server.query("FLUSH PRIVILEGES");
        up(spec.clone()).await;
        up(spec).await;
    }
    server.query("FLUSH PRIVILEGES");
    up(Server::login(&unix, "vk", "s3cret")).await;
    up(Server::login(&tcp, "vk_sha256", "s3cret")).await;
    up(server.inside_tls("vk_sha256", "127.0.0.1", &Trust::Anything)).await;
    up(Server::login(&tcp, "vk_nopassword", "")).await;
    for (user, password) in [
        ("vk", "wrong"),
        ("vk_sha256", "wrong"),
        ("nobody", "s3cret"),
    ] {
        let mut session = Session::new(Server::login(&tcp, user, password), LONG);
        let told = reason(&mut session).await;
        let code = 1045;
        let user = user.to_owned();
        assert_eq!(told, Reason::AccessDeniedInClear { user, code });
    }
    let mut session = Session::new(Server::login(&unix, "vk", "wrong"), LONG);
    let user = "vk".to_owned();
    assert_eq!(
        reason(&mut session).await,
        Reason::AccessDenied { user, code: 1045 }
    );
}

#[tokio::test]
async fn what_keeps_an_account_out_is_told() {
    let server = Server::start_mysql(&["--require-secure-transport=ON"]).await;
    let tcp = server.tcp_target();
    let mut in_clear = Session::new(Server::login(&tcp, "vk", "s3cret"), LONG);
    let told = reason(&mut in_clear).await;
    assert_eq!(told, Reason::TlsRequired { code: 3159 });
    assert!(told.to_string().contains("`tls = true`"), "{told}");
    let in_tls = || server.inside_tls("vk", "127.0.0.1", &Trust::Anything);
    up(in_tls()).await;

    for (statement, number) in [
        ("ALTER USER vk@'%' ACCOUNT LOCK", 3118),
        ("ALTER USER vk@'%' ACCOUNT UNLOCK PASSWORD EXPIRE", 1862),
    ] {
        server.query(statement);
        let mut session = Session::new(in_tls(), LONG);
        match reason(&mut session).await {
            Reason::AccountUnusable { user, code, .. } => {
                assert_eq!((user.as_str(), code), ("vk", number), "{statement}");
            }
            other => panic!("{statement}: {other}"),
        }
    }
}
