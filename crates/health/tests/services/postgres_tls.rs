//! PostgreSQL inside TLS.

use std::os::unix::fs::{PermissionsExt, chown};
use std::path::{Path, PathBuf};

use health::{PostgresSpec, Spec, Tls, Trust};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use tempfile::TempDir;

use super::postgres_server::{NOBODY, PostgresServer};
use super::{first_failure, up};

/// A server with a certificate for 127.0.0.1, and the authority that signed it.
struct SecureServer {
    server: PostgresServer,
    folder: TempDir,
}

impl SecureServer {
    async fn start() -> SecureServer {
        let folder = tempfile::tempdir().unwrap();
        chown(folder.path(), Some(NOBODY), Some(NOBODY)).unwrap();
        let authority = authority();
        let key = KeyPair::generate().unwrap();
        let asked = CertificateParams::new(vec!["127.0.0.1".into()]).unwrap();
        let certificate = asked.signed_by(&key, &authority).unwrap();
        write(folder.path(), "ca.pem", &authority.pem());
        write(folder.path(), "other.pem", &self::authority().pem());
        let certificate = write(folder.path(), "cert.pem", &certificate.pem());
        let key = write(folder.path(), "key.pem", &key.serialize_pem());
        let server = PostgresServer::start(&[
            "ssl=on",
            &format!("ssl_cert_file={}", certificate.display()),
            &format!("ssl_key_file={}", key.display()),
        ])
        .await;
        SecureServer { server, folder }
    }

    fn spec(&self, name: &str, trust: &Trust) -> Spec {
        Spec::Postgres(PostgresSpec {
            tls: Some(Tls::new(name, trust, None).unwrap()),
            ..self.server.spec()
        })
    }

    fn believing(&self, file: &str) -> Trust {
        Trust::File(self.folder.path().join(file))
    }
}

fn authority() -> CertifiedIssuer<'static, KeyPair> {
    let mut authority = CertificateParams::default();
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    CertifiedIssuer::self_signed(authority, KeyPair::generate().unwrap()).unwrap()
}

/// For the server's user alone, or it refuses the key.
fn write(folder: &Path, name: &str, text: &str) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, text).unwrap();
    std::fs::set_permissions(&path, PermissionsExt::from_mode(0o600)).unwrap();
    chown(&path, Some(NOBODY), Some(NOBODY)).unwrap();
    path
}

#[tokio::test]
async fn a_session_inside_tls_believes_any_certificate_or_one_authority() {
    let secure = SecureServer::start().await;
    let mut session = up(secure.spec("127.0.0.1", &Trust::Anything)).await;
    assert!(session.probe().await.is_success(), "over the same session");
    up(secure.spec("127.0.0.1", &secure.believing("ca.pem"))).await;
    for (name, file) in [("127.0.0.1", "other.pem"), ("db.test", "ca.pem")] {
        let refused = first_failure(secure.spec(name, &secure.believing(file))).await;
        assert_eq!(refused.code(), "certificate-not-accepted", "{refused}");
    }
}
