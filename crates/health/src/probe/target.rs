//! Where a service listens, as a user writes it.
//!
//! Resolving a name is [`super::connector`]'s business: a `Target` is only text
//! that was understood.

use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::str::FromStr;

/// Where a service listens. Written and read as `127.0.0.1:3306`,
/// `[::1]:3306`, `db1:3306` or `/run/mysqld/mysqld.sock`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Target {
    /// An address that needs no resolving.
    Address(SocketAddr),
    /// A name to be resolved, and a port.
    Name {
        /// Host name.
        host: String,
        /// TCP port.
        port: u16,
    },
    /// The absolute path of a Unix socket.
    UnixSocket(PathBuf),
}

impl Target {
    /// A target from a host, numeric or not, and a port.
    pub fn new(host: &str, port: u16) -> Self {
        match host.parse::<IpAddr>() {
            Ok(ip) => Target::Address(SocketAddr::new(ip, port)),
            Err(_) => Target::Name {
                host: host.to_owned(),
                port,
            },
        }
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Target::Address(address) => address.fmt(f),
            Target::Name { host, port } => write!(f, "{host}:{port}"),
            Target::UnixSocket(path) => path.display().fmt(f),
        }
    }
}

/// A text that names no target.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TargetError {
    /// Neither a path nor `host:port`.
    #[error("`{text}` has no port: write `host:port` or the absolute path of a socket")]
    NoPort {
        /// What was given.
        text: String,
    },
    /// The part behind the last colon is no port.
    #[error("`{port}` in `{text}` is not a port (1-65535)")]
    BadPort {
        /// What was given.
        text: String,
        /// Its last part.
        port: String,
    },
    /// Nothing stands before the colon, or an IPv6 address without brackets.
    #[error("`{host}` in `{text}` is not a host; an IPv6 address needs brackets")]
    BadHost {
        /// What was given.
        text: String,
        /// Its first part.
        host: String,
    },
}

impl FromStr for Target {
    type Err = TargetError;

    fn from_str(text: &str) -> Result<Self, TargetError> {
        if text.starts_with('/') {
            return Ok(Target::UnixSocket(text.into()));
        }
        let (host, port) = text.rsplit_once(':').ok_or_else(|| TargetError::NoPort {
            text: text.to_owned(),
        })?;
        let port = match port.parse::<u16>() {
            Ok(port) if port > 0 => port,
            _ => {
                return Err(TargetError::BadPort {
                    text: text.to_owned(),
                    port: port.to_owned(),
                });
            }
        };
        if let Ok(address) = text.parse::<SocketAddr>() {
            return Ok(Target::Address(address));
        }
        let name_like = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_');
        if host.is_empty() || !host.chars().all(name_like) {
            return Err(TargetError::BadHost {
                text: text.to_owned(),
                host: host.to_owned(),
            });
        }
        Ok(Target::new(host, port))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_it_writes() {
        for text in [
            "127.0.0.1:3306",
            "[::1]:3306",
            "db-1.example.org:3306",
            "/run/mysqld/mysqld.sock",
        ] {
            assert_eq!(text.parse::<Target>().unwrap().to_string(), text);
        }
        assert_eq!(
            "localhost:3306".parse(),
            Ok(Target::Name {
                host: "localhost".into(),
                port: 3306
            })
        );
    }

    #[test]
    fn refuses_with_the_part_that_is_wrong() {
        let refusal = |text: &str| text.parse::<Target>().unwrap_err().to_string();
        assert!(refusal("localhost").contains("`localhost` has no port"));
        assert!(refusal("db:0").contains("`0` in `db:0`"));
        assert!(refusal("db:70000").contains("`70000` in"));
        assert!(refusal(":3306").contains("`` in `:3306` is not a host"));
        assert!(refusal("::1:3306").contains("needs brackets"));
    }
}
