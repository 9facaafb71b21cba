//! TLS around a connection: whom to trust, and until when the server's
//! certificate is good.
//!
//! rustls with ring; the roots are the system's unless a file names others.

mod expiry;
mod unverified;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, InvalidDnsNameError, ServerName};
use rustls::{ClientConfig, RootCertStore};
use tokio_rustls::TlsConnector;

use super::budget::Budget;
use super::stream::Stream;
use crate::{Reason, Stage};
use unverified::Unverified;

/// Whose certificate is believed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trust {
    /// What the system's own authorities have signed.
    System,
    /// What the authorities in this PEM file have signed.
    File(PathBuf),
    /// Anything: the connection is private, but with whom is not known.
    Anything,
}

/// How TLS is spoken with one server.
#[derive(Clone, Debug)]
pub struct Tls {
    config: Arc<ClientConfig>,
    name: ServerName<'static>,
    /// How many days the certificate must be good for.
    days: Option<u32>,
}

/// Why TLS cannot be spoken as it is asked for.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    /// The file with the authorities cannot be used.
    #[error("{} has no usable certificate: {message}", path.display())]
    Authorities {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        message: String,
    },
    /// No certificate is for a name like this.
    #[error("`{name}` cannot be the name of a TLS server")]
    Name {
        /// The name.
        name: String,
        /// What is wrong with it.
        source: InvalidDnsNameError,
    },
    /// The system has no authorities, or the library no cipher it may use.
    #[error("TLS cannot be used here: {message}")]
    Unusable {
        /// What is missing.
        message: String,
    },
}

impl Tls {
    /// TLS with the server of this name, whose certificate must be good for so
    /// many days more.
    pub fn new(name: &str, trust: &Trust, days: Option<u32>) -> Result<Self, TlsError> {
        let name = ServerName::try_from(name.to_owned()).map_err(|source| TlsError::Name {
            name: name.to_owned(),
            source,
        })?;
        Ok(Tls {
            config: Arc::new(config(trust)?),
            name,
            days,
        })
    }

    /// The stream inside TLS, and when its certificate ends, in seconds of Unix.
    pub(super) async fn wrap(
        &self,
        stream: Stream,
        budget: &Budget,
    ) -> Result<(Stream, Option<i64>), Reason> {
        let connector = TlsConnector::from(self.config.clone());
        let handshake = connector.connect(self.name.clone(), stream);
        // The inner result keeps what rustls says from being taken for a socket's error.
        let wrapped = budget
            .spend(Stage::Tls, async {
                match handshake.await {
                    Err(error) if error.get_ref().is_none() => Err(error),
                    outcome => Ok(outcome),
                }
            })
            .await?;
        let stream = wrapped.map_err(|error| reason(&error))?;
        let certificates = stream.get_ref().1.peer_certificates().unwrap_or_default();
        let ends_at = certificates
            .first()
            .and_then(|certificate| expiry::not_after(certificate));
        Ok((Stream::Tls(Box::new(stream)), ends_at))
    }

    /// Whether a certificate that ends then is good for long enough.
    pub(super) fn check(&self, ends_at: Option<i64>, now: i64) -> Result<(), Reason> {
        const DAY: i64 = 24 * 60 * 60;
        let Some(at_least) = self.days else {
            return Ok(());
        };
        let ends_at = ends_at.ok_or(Reason::Malformed {
            what: "the certificate does not say how long it is good for",
        })?;
        let days = (ends_at - now).div_euclid(DAY);
        match days >= i64::from(at_least) {
            true => Ok(()),
            false => Err(Reason::CertificateEnds { days, at_least }),
        }
    }
}

fn config(trust: &Trust) -> Result<ClientConfig, TlsError> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = ClientConfig::builder_with_provider(provider.clone())
        .with_safe_default_protocol_versions()
        .map_err(|error| unusable(&error))?;
    Ok(match trust {
        Trust::Anything => builder
            .dangerous()
            .with_custom_certificate_verifier(Arc::new(Unverified(provider)))
            .with_no_client_auth(),
        Trust::System => builder
            .with_root_certificates(system_roots()?)
            .with_no_client_auth(),
        Trust::File(path) => builder
            .with_root_certificates(roots_of(path)?)
            .with_no_client_auth(),
    })
}

fn system_roots() -> Result<RootCertStore, TlsError> {
    let found = rustls_native_certs::load_native_certs();
    let mut roots = RootCertStore::empty();
    let (usable, _) = roots.add_parsable_certificates(found.certs);
    match (usable, found.errors.first()) {
        (0, Some(error)) => Err(unusable(error)),
        (0, None) => Err(unusable(&"the system has no certificate authorities")),
        _ => Ok(roots),
    }
}

fn roots_of(path: &Path) -> Result<RootCertStore, TlsError> {
    let failed = |message: String| TlsError::Authorities {
        path: path.to_owned(),
        message,
    };
    let mut roots = RootCertStore::empty();
    let certificates =
        CertificateDer::pem_file_iter(path).map_err(|error| failed(error.to_string()))?;
    for certificate in certificates {
        let certificate = certificate.map_err(|error| failed(error.to_string()))?;
        roots
            .add(certificate)
            .map_err(|error| failed(error.to_string()))?;
    }
    match roots.is_empty() {
        true => Err(failed("it holds no certificate".into())),
        false => Ok(roots),
    }
}

fn unusable(error: &dyn std::fmt::Display) -> TlsError {
    TlsError::Unusable {
        message: error.to_string(),
    }
}

/// The reason behind what rustls says, which comes wrapped in an error of I/O.
fn reason(error: &io::Error) -> Reason {
    let said = error
        .get_ref()
        .and_then(|inner| inner.downcast_ref::<rustls::Error>());
    match said {
        Some(rustls::Error::InvalidCertificate(_)) => Reason::Certificate {
            message: error.to_string(),
        },
        _ if error.kind() == io::ErrorKind::UnexpectedEof => Reason::Closed { stage: Stage::Tls },
        _ => Reason::TlsFailed {
            message: error.to_string(),
        },
    }
}
