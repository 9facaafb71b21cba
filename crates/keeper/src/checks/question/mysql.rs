//! The keys of kind `mysql`.

use std::path::PathBuf;
use std::time::Duration;

use health::{MysqlConditions, MysqlSpec, ReplicaConditions, Spec};
use serde::Deserialize;

use super::{PlanError, login, target, tls};
use crate::settings::duration;

/// A MySQL or MariaDB server.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Keys {
    /// `address:port` or the path of a socket.
    pub target: String,
    /// An option file with user and password; the other keys need one.
    pub credentials: Option<PathBuf>,
    /// Whether to log in inside TLS.
    #[serde(default)]
    pub tls: bool,
    /// A PEM file with the authorities to believe; without it any certificate
    /// is, as the servers' own clients do by default.
    pub ca_file: Option<PathBuf>,
    /// The name that the certificate must be for, when it is not the target's.
    pub tls_name: Option<String>,
    /// Whether it must take writes.
    #[serde(default)]
    pub mode: Mode,
    /// Whether both of a replica's threads must run.
    #[serde(default)]
    pub replica_running: bool,
    /// How far a replica may lag behind.
    #[serde(default, deserialize_with = "duration")]
    pub lag_at_most: Option<Duration>,
    /// Whether a server that takes writes and follows nobody meets the
    /// conditions of a replica too.
    #[serde(default)]
    pub primary_passes: bool,
    /// How much of `max_connections` may be in use, in percent.
    pub connections_at_most: Option<Percent>,
}

/// Whether a server takes writes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mode {
    /// Either will do.
    #[default]
    Any,
    /// It does.
    Writable,
    /// It does not.
    ReadOnly,
}

/// 1 to 100.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "u8")]
pub struct Percent(u8);

impl TryFrom<u8> for Percent {
    type Error = String;

    fn try_from(number: u8) -> Result<Self, String> {
        match number {
            1..=100 => Ok(Percent(number)),
            _ => Err(format!("{number} is no percentage from 1 to 100")),
        }
    }
}

impl Keys {
    pub(super) fn spec(&self) -> Result<Spec, PlanError> {
        let target = target(&self.target)?;
        let tls = self
            .is_tls()
            .then(|| tls(&target, self.tls_name.as_deref(), self.ca_file.as_deref()))
            .transpose()?;
        Ok(Spec::Mysql(MysqlSpec {
            target,
            credentials: self.credentials.as_deref().map(login).transpose()?,
            tls,
            conditions: self.conditions(),
        }))
    }

    fn conditions(&self) -> MysqlConditions {
        MysqlConditions {
            is_read_only: match self.mode {
                Mode::Any => None,
                Mode::Writable => Some(false),
                Mode::ReadOnly => Some(true),
            },
            connections_at_most: self.connections_at_most.map(|percent| percent.0),
            replica: self.replica(),
        }
    }

    fn replica(&self) -> ReplicaConditions {
        ReplicaConditions {
            running: self.replica_running,
            lag_at_most: self.lag_at_most,
            primary_passes: self.primary_passes,
        }
    }

    /// A name alone asks for TLS as well: for what else would it be.
    fn is_tls(&self) -> bool {
        self.tls || self.ca_file.is_some() || self.tls_name.is_some()
    }

    /// Keys that say nothing without another one.
    pub(super) fn contradiction(&self) -> Option<&'static str> {
        let asks = self.conditions() != MysqlConditions::default() || self.is_tls();
        if asks && self.credentials.is_none() {
            return Some("every key but target needs credentials: a greeting says nothing of it");
        }
        if self.tls_name.is_some() && self.ca_file.is_none() {
            return Some("tls_name needs ca_file: without it any certificate is believed");
        }
        let alone = ReplicaConditions {
            primary_passes: true,
            ..ReplicaConditions::default()
        };
        (self.replica() == alone).then_some("primary_passes needs replica_running or lag_at_most")
    }
}
