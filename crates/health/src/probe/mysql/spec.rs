//! What is asked of a MySQL or MariaDB server.

use super::MysqlConditions;
use crate::probe::{Credentials, Target, Tls};

/// A MySQL or MariaDB server.
#[derive(Clone, Debug)]
pub struct MysqlSpec {
    /// Where it listens.
    pub target: Target,
    /// With them a probe logs in and pings; without, it is content with a
    /// greeting.
    pub credentials: Option<Credentials>,
    /// Inside TLS, or in clear; a greeting comes before either.
    pub tls: Option<Tls>,
    /// What it must be beside alive; asked over the session, so they need
    /// credentials.
    pub conditions: MysqlConditions,
}
