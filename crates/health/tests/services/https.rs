//! The `https` probe against OpenSSL's test server, with certificates of every
//! kind.

use std::path::PathBuf;
use std::process::Command;

use health::{HttpSpec, Method, Session, Spec, Tls, Trust};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use tempfile::TempDir;

use super::daemon::{Daemon, free_port, local};
use super::{LONG, first_failure, stranger, up};

struct SecureServer {
    _daemon: Daemon,
    folder: TempDir,
    port: u16,
}

impl SecureServer {
    /// With a certificate for `www.test` that ends at the start of this year.
    async fn start(ends_in: i32) -> SecureServer {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, text: String| {
            let path = folder.path().join(name);
            std::fs::write(&path, text).unwrap();
            path
        };
        let mut authority = CertificateParams::default();
        authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let authority =
            CertifiedIssuer::self_signed(authority, KeyPair::generate().unwrap()).unwrap();
        let key = KeyPair::generate().unwrap();
        let mut asked = CertificateParams::new(vec!["www.test".into()]).unwrap();
        asked.not_after = rcgen::date_time_ymd(ends_in, 1, 1);
        let certificate = asked.signed_by(&key, &authority).unwrap();
        write("ca.pem", authority.pem());
        let port = free_port();
        let mut command = Command::new("openssl");
        command.args(["s_server", "-quiet", "-www", "-accept"]);
        command.arg(format!("127.0.0.1:{port}"));
        command
            .arg("-cert")
            .arg(write("cert.pem", certificate.pem()));
        command
            .arg("-key")
            .arg(write("key.pem", key.serialize_pem()));
        let daemon = Daemon::start(&mut command, &folder.path().join("log"));
        let mut server = SecureServer {
            _daemon: daemon,
            folder,
            port,
        };
        let mut session = Session::new(Spec::Tcp(local(port)), LONG);
        while !session.probe().await.is_success() {
            server._daemon.expect_alive();
            tokio::task::yield_now().await;
        }
        server
    }

    fn authority(&self) -> Trust {
        Trust::File(self.folder.path().join("ca.pem"))
    }

    fn get(&self, name: &str, trust: &Trust, days: Option<u32>) -> Spec {
        Spec::Http(HttpSpec {
            target: local(self.port),
            tls: Some(Tls::new(name, trust, days).unwrap()),
            method: Method::GET,
            path: "/".into(),
            host: name.into(),
            status: "200".parse().unwrap(),
            body: Some("s_server".into()),
        })
    }
}

#[tokio::test]
async fn a_certificate_is_held_against_name_authority_and_days() {
    let server = SecureServer::start(4000).await;
    let own = server.authority();
    let mut session = up(server.get("www.test", &own, Some(30))).await;
    assert!(session.probe().await.is_success());
    up(server.get("other.test", &Trust::Anything, None)).await;

    for (name, trust, words) in [
        ("other.test", &own, "other.test"),
        ("www.test", &Trust::System, "UnknownIssuer"),
    ] {
        let refused = first_failure(server.get(name, trust, None)).await;
        assert_eq!(refused.code(), "certificate-not-accepted");
        assert!(refused.to_string().contains(words), "{refused}");
    }
    let soon = first_failure(server.get("www.test", &own, Some(u32::MAX))).await;
    assert_eq!(soon.code(), "certificate-ends");
    assert!(
        soon.to_string()
            .starts_with(&format!("https 127.0.0.1:{}/", server.port))
    );
}

#[tokio::test]
async fn a_certificate_that_has_ended_is_told() {
    let server = SecureServer::start(2020).await;
    let ended = first_failure(server.get("www.test", &server.authority(), None)).await;
    assert_eq!(ended.code(), "certificate-not-accepted");
    assert!(ended.to_string().contains("expired"), "{ended}");
    let negative = first_failure(server.get("www.test", &Trust::Anything, Some(0))).await;
    assert!(negative.to_string().contains("ends in -"), "{negative}");
}

#[tokio::test]
async fn a_server_without_tls_is_told() {
    let tls = Tls::new("www.test", &Trust::Anything, None).unwrap();
    let spec = HttpSpec {
        target: stranger().await,
        tls: Some(tls),
        method: Method::GET,
        path: "/".into(),
        host: "www.test".into(),
        status: "200".parse().unwrap(),
        body: None,
    };
    let failed = first_failure(Spec::Http(spec)).await;
    assert_eq!(failed.code(), "tls-failed", "{failed}");
}

#[test]
fn an_authority_file_without_one_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ca.pem");
    let missing = Trust::File(PathBuf::from("/nonexistent.pem"));
    assert!(Tls::new("www.test", &missing, None).is_err());
    std::fs::write(&path, "no certificate\n").unwrap();
    let error = Tls::new("www.test", &Trust::File(path), None).unwrap_err();
    assert!(error.to_string().contains("it holds no certificate"));
}
