//! Inside TLS: with whom, and what a server says that wants it or has none.

use std::path::Path;
use std::process::Command;

use health::{Reason, Session, Trust};
use tempfile::TempDir;

use super::server::Server;
use super::{LONG, reason, up};

/// An authority of our own, and a certificate of it for `db.test`.
struct Authority {
    folder: TempDir,
}

impl Authority {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        openssl(
            folder.path(),
            "req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -days 2 -subj /CN=test-ca",
        );
        openssl(
            folder.path(),
            "req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out cert.pem -days 2 -subj /CN=db \
             -CA ca.pem -CAkey ca.key -addext subjectAltName=DNS:db.test \
             -addext basicConstraints=critical,CA:FALSE",
        );
        Authority { folder }
    }

    fn option(&self, name: &str, file: &str) -> String {
        format!("--{name}={}/{file}", self.folder.path().display())
    }

    fn trust(&self) -> Trust {
        Trust::File(self.folder.path().join("ca.pem"))
    }
}

fn openssl(folder: &Path, arguments: &str) {
    let output = Command::new("openssl")
        .args(arguments.split_whitespace())
        .current_dir(folder)
        .output()
        .expect("openssl is missing: apt-get install openssl");
    assert!(output.status.success(), "openssl {arguments}: {output:?}");
}

#[tokio::test]
async fn the_certificate_is_believed_or_the_reason_is_told() {
    let authority = Authority::new();
    let server = Server::start(&[
        &authority.option("ssl-cert", "cert.pem"),
        &authority.option("ssl-key", "key.pem"),
    ])
    .await;
    server.query("ALTER USER vk@'%' REQUIRE SSL");
    for (name, trust) in [
        ("127.0.0.1", Trust::Anything),
        ("db.test", authority.trust()),
    ] {
        let mut session = up(server.inside_tls("vk", name, &trust)).await;
        for _ in 0..3 {
            assert!(session.probe().await.is_success(), "{name}");
        }
    }
    // It took its leave of the server each time, who is left with us alone.
    while server.status("Threads_connected") != "1" {}
    assert_eq!(server.status("Aborted_clients"), "0");
    let stranger = Authority::new();
    for (name, trust) in [
        ("127.0.0.1", authority.trust()),
        ("db.test", stranger.trust()),
    ] {
        let mut session = Session::new(server.inside_tls("vk", name, &trust), LONG);
        let told = reason(&mut session).await;
        assert_eq!(told.code(), "certificate-not-accepted", "{name}: {told}");
    }
    // It does not say whether it is the password or the want of TLS.
    let mut in_clear = Session::new(Server::login(&server.tcp_target(), "vk", "s3cret"), LONG);
    let told = reason(&mut in_clear).await;
    assert_eq!(told.code(), "access-denied");
    assert!(told.to_string().contains("tls = true"), "{told}");
}

#[tokio::test]
async fn a_server_that_wants_tls_or_has_none_says_so() {
    let without = Server::start(&["--skip-ssl"]).await;
    let spec = without.inside_tls("vk", "127.0.0.1", &Trust::Anything);
    let mut session = Session::new(spec, LONG);
    assert_eq!(reason(&mut session).await, Reason::TlsNotOffered);

    let authority = Authority::new();
    let demanding = Server::start(&[
        &authority.option("ssl-cert", "cert.pem"),
        &authority.option("ssl-key", "key.pem"),
        "--require-secure-transport=ON",
    ])
    .await;
    up(demanding.inside_tls("vk", "127.0.0.1", &Trust::Anything)).await;
    // Over a Unix socket nobody could listen.
    up(Server::login(&demanding.unix_target(), "vk", "s3cret")).await;
    let mut in_clear = Session::new(Server::login(&demanding.tcp_target(), "vk", "s3cret"), LONG);
    // Only MySQL says why.
    let told = reason(&mut in_clear).await;
    assert_eq!(
        told,
        Reason::AccessDeniedInClear {
            user: "vk".into(),
            code: 1045
        }
    );
}
