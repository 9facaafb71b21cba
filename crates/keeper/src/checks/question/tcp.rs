//! The keys of kind `tcp`.

use health::Spec;
use serde::Deserialize;

use super::{PlanError, target};

/// Anything that accepts connections.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Keys {
    /// `address:port` or the path of a socket.
    pub target: String,
}

impl Keys {
    pub(super) fn spec(&self) -> Result<Spec, PlanError> {
        Ok(Spec::Tcp(target(&self.target)?))
    }
}
