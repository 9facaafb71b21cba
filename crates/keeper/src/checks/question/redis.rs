//! The keys of kind `redis`.

use std::path::{Path, PathBuf};

use health::{Credentials, OptionFile, RedisRole, RedisSpec, Spec};
use serde::Deserialize;

use super::{PlanError, credential, target};

/// A Redis or Valkey server.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Keys {
    /// `address:port` or the path of a socket.
    pub target: String,
    /// An option file with a password, and a user unless it is the default one.
    pub credentials: Option<PathBuf>,
    /// What it must be.
    #[serde(default)]
    pub role: Role,
    /// Whether a replica must be connected to its master.
    #[serde(default)]
    pub link_up: bool,
}

/// What a server must be.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Either will do.
    #[default]
    Any,
    /// It takes writes.
    Master,
    /// It follows another.
    Replica,
}

impl Keys {
    pub(super) fn spec(&self) -> Result<Spec, PlanError> {
        Ok(Spec::Redis(RedisSpec {
            target: target(&self.target)?,
            credentials: self.credentials.as_deref().map(login).transpose()?,
            role: match self.role {
                Role::Any => None,
                Role::Master => Some(RedisRole::Master),
                Role::Replica => Some(RedisRole::Replica),
            },
            link_up: self.link_up,
        }))
    }
}

/// The default user needs no name.
fn login(written: &Path) -> Result<Credentials, PlanError> {
    let path = credential::file(written)?;
    let file = OptionFile::read(&path).map_err(PlanError::Credentials)?;
    Ok(Credentials {
        user: file.user.unwrap_or_default(),
        password: file.password.unwrap_or_default(),
    })
}
