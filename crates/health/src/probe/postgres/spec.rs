//! What is asked of a PostgreSQL server.

use std::time::Duration;

use crate::probe::tls::Tls;
use crate::probe::{Credentials, Target};

/// A PostgreSQL server.
#[derive(Clone, Debug)]
pub struct PostgresSpec {
    /// Where it listens.
    pub target: Target,
    /// Who logs in.
    pub credentials: Credentials,
    /// Where to.
    pub database: String,
    /// Inside TLS, or in clear.
    pub tls: Option<Tls>,
    /// What it must be; either will do without it.
    pub role: Option<PostgresRole>,
    /// How far a standby may lag behind.
    pub lag_at_most: Option<Duration>,
}

/// The two roles, in PostgreSQL's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PostgresRole {
    /// It takes writes.
    Primary,
    /// It is in recovery.
    Standby,
}

impl PostgresRole {
    /// `primary` or `standby`.
    pub fn name(self) -> &'static str {
        match self {
            PostgresRole::Primary => "primary",
            PostgresRole::Standby => "standby",
        }
    }
}
