//! What a server must be beside alive, one condition in a file.
//!
//! They are asked for in an order that makes the reason exact: who is no member
//! of its cluster's majority would answer the later ones with an error.

mod connections;
mod mode;
mod replica;
mod round;
mod variables;

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
}

impl MysqlConditions {
    /// Asks for each of them, and stops at the first that is not met.
    pub(super) async fn check(&self, round: &mut Round<'_>) -> Result<(), Obstacle> {
        if let Some(expected) = self.is_read_only {
            mode::check(expected, round).await?;
        }
        if let Some(at_most) = self.connections_at_most {
            connections::check(at_most, round).await?;
        }
        self.replica.check(round).await
    }
}
