//! The keys of kind `postgres`.

use std::path::PathBuf;
use std::time::Duration;

use health::{PostgresRole, PostgresSpec, Spec};
use serde::Deserialize;

use super::{PlanError, login, target, tls};
use crate::settings::duration;

/// A PostgreSQL server.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Keys {
    /// `address:port` or the path of a socket.
    pub target: String,
    /// An option file with user and password.
    pub credentials: PathBuf,
    /// Where to log in.
    #[serde(default = "usual_database")]
    pub database: String,
    /// What it must be.
    #[serde(default)]
    pub role: Role,
    /// How far a standby may lag behind.
    #[serde(default, deserialize_with = "duration")]
    pub lag_at_most: Option<Duration>,
    /// Whether to ask inside TLS.
    #[serde(default)]
    pub tls: bool,
    /// A PEM file with the authorities to believe; without it any certificate
    /// is, as PostgreSQL's own clients do by default.
    pub ca_file: Option<PathBuf>,
}

/// What a server must be.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Either will do.
    #[default]
    Any,
    /// It takes writes.
    Primary,
    /// It is in recovery.
    Standby,
}

fn usual_database() -> String {
    "postgres".to_owned()
}

impl Keys {
    pub(super) fn spec(&self) -> Result<Spec, PlanError> {
        let target = target(&self.target)?;
        let is_tls = self.tls || self.ca_file.is_some();
        let tls = is_tls
            .then(|| tls(&target, None, self.ca_file.as_deref()))
            .transpose()?;
        Ok(Spec::Postgres(PostgresSpec {
            target,
            credentials: login(&self.credentials)?,
            database: self.database.clone(),
            tls,
            role: match self.role {
                Role::Any => None,
                Role::Primary => Some(PostgresRole::Primary),
                Role::Standby => Some(PostgresRole::Standby),
            },
            lag_at_most: self.lag_at_most,
        }))
    }
}
