//! What a server must be beside alive, one condition in a file.
//!
//! They are asked for in an order that makes the reason exact: who is no member
//! of its cluster's majority would answer the later ones with an error.

mod connections;
mod galera;
mod group;
mod gtid;
mod heartbeat;
mod mode;
mod replica;
mod round;
mod variables;

pub use galera::GaleraCondition;
pub use group::{GroupCondition, GroupRole};
pub use heartbeat::{Heartbeat, HeartbeatTable, HeartbeatTableError};
pub use replica::ReplicaConditions;
pub(super) use round::{Memory, Obstacle, Round};

/// What a MySQL or MariaDB server must be; nothing, by default.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MysqlConditions {
    /// Whether it must refuse writes (`read_only`), or take them.
    pub is_read_only: Option<bool>,
    /// How much of `max_connections` may be in use, in percent.
    pub connections_at_most: Option<u8>,
    /// How it must follow another server.
    pub replica: ReplicaConditions,
    /// Whether it must be a node of a Galera cluster, and which.
    pub galera: Option<GaleraCondition>,
    /// Whether it must be a member of a replication group, and which.
    pub group: Option<GroupCondition>,
    /// Whether it must be able to write, and where to try.
    pub heartbeat: Option<Heartbeat>,
}

impl MysqlConditions {
    /// Whether the server has hardly more to do for them than for a ping.
    pub(in crate::probe) fn are_light(&self) -> bool {
        let mode = MysqlConditions {
            is_read_only: self.is_read_only,
            ..MysqlConditions::default()
        };
        *self == mode
    }

    /// Asks for each of them, and stops at the first that is not met.
    pub(super) async fn check(&self, round: &mut Round<'_>) -> Result<(), Obstacle> {
        if let Some(galera) = self.galera {
            galera.check(round).await?;
        }
        if let Some(group) = self.group {
            group.check(round).await?;
        }
        if let Some(expected) = self.is_read_only {
            mode::check(expected, round).await?;
        }
        if let Some(at_most) = self.connections_at_most {
            connections::check(at_most, round).await?;
        }
        self.replica.check(round).await?;
        match &self.heartbeat {
            Some(heartbeat) => heartbeat.check(round).await,
            None => Ok(()),
        }
    }
}
