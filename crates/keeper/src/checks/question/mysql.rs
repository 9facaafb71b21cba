//! The keys of kind `mysql`.

use std::path::PathBuf;

use health::{MysqlSpec, Spec};
use serde::Deserialize;

use super::{PlanError, login, target};

/// A MySQL or MariaDB server.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Keys {
    /// `address:port` or the path of a socket.
    pub target: String,
    /// An option file with user and password.
    pub credentials: Option<PathBuf>,
}

impl Keys {
    pub(super) fn spec(&self) -> Result<Spec, PlanError> {
        Ok(Spec::Mysql(MysqlSpec {
            target: target(&self.target)?,
            credentials: self.credentials.as_deref().map(login).transpose()?,
        }))
    }
}
