//! `[roles.NAME]`: a MySQL server whose role follows the VIP.

use std::path::PathBuf;
use std::time::Duration;

use serde::Deserialize;

use super::duration;

/// How long received transactions may take to be applied, by default.
const APPLY_WITHIN: Duration = Duration::from_secs(10);

/// `[roles.NAME]`.  Nothing is done to the server unless it is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Role {
    /// `address:port` or the path of a socket of this node's own server.
    pub target: String,
    /// An option file with a user who may do what is asked for here.
    pub credentials: PathBuf,
    /// Whether to log in inside TLS.
    #[serde(default)]
    pub tls: bool,
    /// A PEM file with the authorities to believe; without it any certificate
    /// is.
    pub ca_file: Option<PathBuf>,
    /// The name that the certificate must be for, when it is not the target's.
    pub tls_name: Option<String>,
    /// The `vrrp_instance` that the server follows; without it the only one.
    pub instance: Option<String>,
    /// On MASTER: what was received is applied, replication is stopped, and
    /// writes are allowed.
    #[serde(default)]
    pub promote: bool,
    /// While another node is MASTER: writes are refused.
    #[serde(default)]
    pub demote: bool,
    /// How long what was received may take to be applied.
    #[serde(default, deserialize_with = "duration")]
    pub apply_within: Option<Duration>,
    /// What becomes of a promotion when not everything is applied by then.
    #[serde(default)]
    pub when_behind: WhenBehind,
}

/// What becomes of a promotion whose server has not applied all it received.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum WhenBehind {
    /// Nothing: writes stay refused until everything is applied.
    #[default]
    Nothing,
    /// It is promoted all the same, and what was not applied is lost.
    Stale,
}

impl Role {
    /// Whether to log in inside TLS.
    #[must_use]
    pub fn is_tls(&self) -> bool {
        self.tls || self.ca_file.is_some() || self.tls_name.is_some()
    }

    /// How long what was received may take to be applied.
    #[must_use]
    pub fn patience(&self) -> Duration {
        self.apply_within.unwrap_or(APPLY_WITHIN)
    }
}
