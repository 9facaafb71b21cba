//! The keys of kind `mysql`.

use std::path::PathBuf;
use std::time::Duration;

use health::{
    GaleraCondition, GroupCondition, Heartbeat, HeartbeatTable, HeartbeatTableError,
    MysqlConditions, MysqlSpec, ReplicaConditions, Spec,
};
use serde::Deserialize;

use super::{PlanError, login, target, tls};
use crate::settings::duration;

/// Ten tries a second are ten commits a second, and more binary log in a day
/// than some servers have room for.
const HEARTBEAT_PAUSE: Duration = Duration::from_secs(1);

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
    /// How many transactions a replica may have received and not yet applied.
    pub gtid_gap_at_most: Option<u64>,
    /// Whether a server that takes writes and follows nobody meets the
    /// conditions of a replica too.
    #[serde(default)]
    pub primary_passes: bool,
    /// How much of `max_connections` may be in use, in percent.
    pub connections_at_most: Option<Percent>,
    /// Whether it must be a synced node of a Galera cluster's primary part.
    #[serde(default)]
    pub galera: bool,
    /// Whether such a node may be handing its data to another one.
    #[serde(default)]
    pub donor_passes: bool,
    /// Whether it must be an online member of a replication group's majority.
    #[serde(default)]
    pub group_member: bool,
    /// What such a member must be.
    #[serde(default)]
    pub group_role: GroupRole,
    /// A table as `schema.table`, to which it must be able to write.
    pub heartbeat: Option<TableName>,
    /// The pause between two such writes.
    #[serde(default, deserialize_with = "duration")]
    pub heartbeat_every: Option<Duration>,
}

/// The two roles of a replication group.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum GroupRole {
    /// Either will do.
    #[default]
    Any,
    /// It takes writes.
    Primary,
    /// It does not.
    Secondary,
}

/// `schema.table`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct TableName(HeartbeatTable);

impl TryFrom<String> for TableName {
    type Error = HeartbeatTableError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse().map(TableName)
    }
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
            galera: self.galera.then_some(GaleraCondition {
                donor_passes: self.donor_passes,
            }),
            group: self.group(),
            heartbeat: self.heartbeat.clone().map(|TableName(table)| Heartbeat {
                table,
                every: self.heartbeat_every.unwrap_or(HEARTBEAT_PAUSE),
            }),
        }
    }

    fn replica(&self) -> ReplicaConditions {
        ReplicaConditions {
            running: self.replica_running,
            lag_at_most: self.lag_at_most,
            gtid_gap_at_most: self.gtid_gap_at_most,
            primary_passes: self.primary_passes,
        }
    }

    /// A role is that of a member.
    fn group(&self) -> Option<GroupCondition> {
        let role = match self.group_role {
            GroupRole::Any => None,
            GroupRole::Primary => Some(health::GroupRole::Primary),
            GroupRole::Secondary => Some(health::GroupRole::Secondary),
        };
        (self.group_member || role.is_some()).then_some(GroupCondition { role })
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
        if self.replica() == alone {
            return Some("primary_passes needs replica_running, lag_at_most or gtid_gap_at_most");
        }
        if self.donor_passes && !self.galera {
            return Some("donor_passes needs galera = true");
        }
        (self.heartbeat_every.is_some() && self.heartbeat.is_none())
            .then_some("heartbeat_every needs heartbeat")
    }
}
