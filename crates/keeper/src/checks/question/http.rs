//! The keys of the kinds `http` and `https`.

use std::path::PathBuf;

use health::{HttpSpec, Method, Spec, Statuses, Tls, Trust, Url};
use serde::{Deserialize, Deserializer};

use super::{PlanError, target};

/// A web server.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Keys {
    /// What is asked for: `http://host:port/path`.
    #[serde(deserialize_with = "parsed")]
    pub url: Url,
    /// Where the server listens, when the URL's host is not to be resolved.
    pub target: Option<String>,
    /// The header `Host`, and the name in the certificate, when not the URL's.
    pub host: Option<String>,
    /// `GET` by default.
    #[serde(default, deserialize_with = "method")]
    pub method: Method,
    /// Good status codes: a number, or a text such as `200-399`.
    #[serde(default, deserialize_with = "statuses")]
    pub status: Statuses,
    /// What must stand in the body.
    pub body: Option<String>,
    /// How many days the certificate must be good for (`https`).
    pub certificate_days: Option<u32>,
    /// A PEM file with the authorities to believe, in place of the system's
    /// (`https`).
    pub ca_file: Option<PathBuf>,
    /// Whether the certificate is held against name and authorities (`https`).
    #[serde(default = "yes")]
    pub verify: bool,
}

fn yes() -> bool {
    true
}

impl Keys {
    pub(super) fn spec(&self, is_tls: bool) -> Result<Spec, PlanError> {
        let target = match &self.target {
            Some(text) => target(text)?,
            None => self.url.target(is_tls),
        };
        let tls = is_tls.then(|| self.tls()).transpose()?;
        Ok(Spec::Http(HttpSpec {
            target,
            tls,
            method: self.method.clone(),
            path: self.url.path.clone(),
            host: self.host.clone().unwrap_or_else(|| self.url.host_header()),
            status: self.status.clone(),
            body: self.body.clone(),
        }))
    }

    fn tls(&self) -> Result<Tls, PlanError> {
        let trust = match (&self.ca_file, self.verify) {
            (_, false) => Trust::Anything,
            (Some(path), true) => Trust::File(path.clone()),
            (None, true) => Trust::System,
        };
        let name = self.host.as_deref().unwrap_or(&self.url.host);
        Tls::new(name, &trust, self.certificate_days).map_err(PlanError::Tls)
    }

    /// What contradicts the kind: the URL's own scheme, or a key of TLS in clear.
    pub(super) fn contradiction(&self, is_tls: bool) -> Option<&'static str> {
        let has_tls_key = self.certificate_days.is_some() || self.ca_file.is_some() || !self.verify;
        match self.url.is_tls {
            Some(true) if !is_tls => Some("the URL begins with https://: the kind is `https`"),
            Some(false) if is_tls => Some("the URL begins with http://: the kind is `http`"),
            _ if has_tls_key && !is_tls => {
                Some("certificate_days, ca_file and verify are keys of kind `https`")
            }
            _ if self.ca_file.is_some() && !self.verify => {
                Some("ca_file has no meaning with verify = false")
            }
            _ => None,
        }
    }
}

fn parsed<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Url, D::Error> {
    let text = String::deserialize(deserializer)?;
    text.parse().map_err(serde::de::Error::custom)
}

fn method<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Method, D::Error> {
    let text = String::deserialize(deserializer)?.to_ascii_uppercase();
    match text.as_str() {
        "GET" | "HEAD" | "OPTIONS" | "POST" => text.parse().map_err(serde::de::Error::custom),
        _ => Err(serde::de::Error::custom(format!(
            "the method `{text}` is none of GET, HEAD, OPTIONS, POST"
        ))),
    }
}

fn statuses<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Statuses, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Written {
        One(u16),
        Text(String),
    }
    let text = match Written::deserialize(deserializer)? {
        Written::One(code) => code.to_string(),
        Written::Text(text) => text,
    };
    text.parse().map_err(serde::de::Error::custom)
}
