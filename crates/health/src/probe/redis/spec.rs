//! What is asked of a Redis or Valkey server.

use crate::probe::{Credentials, Target};

/// A Redis or Valkey server.
#[derive(Clone, Debug)]
pub struct RedisSpec {
    /// Where it listens.
    pub target: Target,
    /// Who logs in. An empty user means the default one, by its password alone,
    /// as servers before Redis 6 know it.
    pub credentials: Option<Credentials>,
    /// What it must be; either will do without it.
    pub role: Option<RedisRole>,
    /// Whether a replica must be connected to its master.
    pub link_up: bool,
}

/// The two roles of a data server, in the words of its `INFO`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RedisRole {
    /// It takes writes.
    Master,
    /// It follows another (`slave` in `INFO`).
    Replica,
}

impl RedisRole {
    /// `master` or `replica`.
    pub fn name(self) -> &'static str {
        match self {
            RedisRole::Master => "master",
            RedisRole::Replica => "replica",
        }
    }
}

impl RedisSpec {
    /// Whether `INFO` is needed beside `PING`.
    pub(super) fn has_conditions(&self) -> bool {
        self.role.is_some() || self.link_up
    }
}
