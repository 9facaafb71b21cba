//! A URL as a user writes it for a check.

use std::str::FromStr;

use hyper::Uri;

use crate::probe::Target;

/// `http://host:port/path?query`. Without a scheme it is the caller's to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Url {
    /// Whether it begins with `https://`; none without a scheme.
    pub is_tls: Option<bool>,
    /// Host name or address; an IPv6 address without its brackets.
    pub host: String,
    /// If it names one.
    pub port: Option<u16>,
    /// From the slash on; `/` when there is nothing.
    pub path: String,
}

/// A text that is no URL for a check.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is not a URL such as http://127.0.0.1:8080/health")]
pub struct UrlError {
    /// What was given.
    pub text: String,
}

impl Url {
    /// Where it leads.
    pub fn target(&self, is_tls: bool) -> Target {
        let usual = if is_tls { 443 } else { 80 };
        Target::new(&self.host, self.port.unwrap_or(usual))
    }

    /// The header `Host`, which names a port only when the URL does.
    pub fn host_header(&self) -> String {
        let host = match self.host.contains(':') {
            true => format!("[{}]", self.host),
            false => self.host.clone(),
        };
        match self.port {
            Some(port) => format!("{host}:{port}"),
            None => host,
        }
    }
}

impl FromStr for Url {
    type Err = UrlError;

    fn from_str(text: &str) -> Result<Self, UrlError> {
        let refused = || UrlError {
            text: text.to_owned(),
        };
        let (is_tls, rest) = match text.split_once("://") {
            Some(("http", rest)) => (Some(false), rest),
            Some(("https", rest)) => (Some(true), rest),
            Some(_) => return Err(refused()),
            None => (None, text),
        };
        let uri: Uri = format!("http://{rest}").parse().map_err(|_| refused())?;
        let authority = uri.authority().ok_or_else(refused)?;
        let host = authority.host().trim_matches(['[', ']']);
        let port_is_written = authority.as_str().ends_with(|c: char| c != ']')
            && authority.as_str().len() > authority.host().len();
        let is_bad_port = port_is_written && authority.port_u16().is_none_or(|port| port == 0);
        if host.is_empty() || is_bad_port || authority.as_str().contains('@') {
            return Err(refused());
        }
        Ok(Url {
            is_tls,
            host: host.to_owned(),
            port: authority.port_u16(),
            path: uri
                .path_and_query()
                .map_or("/", |path| path.as_str())
                .to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_leads_somewhere() {
        for (text, target, host, path) in [
            (
                "http://127.0.0.1:8080/health?a=1",
                "127.0.0.1:8080",
                "127.0.0.1:8080",
                "/health?a=1",
            ),
            ("http://www.test", "www.test:80", "www.test", "/"),
            ("https://www.test", "www.test:443", "www.test", "/"),
            ("http://[::1]:81/", "[::1]:81", "[::1]:81", "/"),
            ("http://[::1]", "[::1]:80", "[::1]", "/"),
            ("www.test:8080", "www.test:8080", "www.test:8080", "/"),
        ] {
            let url: Url = text.parse().unwrap();
            let is_tls = url.is_tls.unwrap_or(false);
            assert_eq!(url.target(is_tls).to_string(), target, "{text}");
            assert_eq!(url.host_header(), host, "{text}");
            assert_eq!(url.path, path, "{text}");
        }
    }

    #[test]
    fn what_is_no_url_is_refused() {
        for text in [
            "",
            "ftp://a",
            "http://",
            "http://a b/",
            "http://a:0/",
            "http://a:x/",
            "http://u:p@a/",
        ] {
            assert!(text.parse::<Url>().is_err(), "{text}");
        }
    }
}
