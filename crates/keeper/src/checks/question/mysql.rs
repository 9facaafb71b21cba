//! The keys of kind `mysql`.

use std::path::PathBuf;
use std::time::Duration;

use health::{MysqlConditions, MysqlSpec, Spec};
use serde::Deserialize;

use super::{PlanError, login, target};
use crate::settings::duration;

/// A MySQL or MariaDB server.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Keys {
    /// `address:port` or the path of a socket.
    pub target: String,
    /// An option file with user and password; the other keys need one.
    pub credentials: Option<PathBuf>,
    /// Whether it must take writes.
    #[serde(default)]
    pub mode: Mode,
    /// Whether both of a replica's threads must run.
    #[serde(default)]
    pub replica_running: bool,
    /// How far a replica may lag behind.
    #[serde(default, deserialize_with = "duration")]
    pub lag_at_most: Option<Duration>,
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
        Ok(Spec::Mysql(MysqlSpec {
            target: target(&self.target)?,
            credentials: self.credentials.as_deref().map(login).transpose()?,
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
            replica_running: self.replica_running,
            lag_at_most: self.lag_at_most,
            connections_at_most: self.connections_at_most.map(|percent| percent.0),
        }
    }

    /// Conditions that nobody is logged in to ask for.
    pub(super) fn contradiction(&self) -> Option<&'static str> {
        let has_conditions = self.conditions() != MysqlConditions::default();
        (has_conditions && self.credentials.is_none()).then_some(
            "mode, replica_running, lag_at_most and connections_at_most need credentials",
        )
    }
}
