//! The keys of kind `systemd`.

use health::Spec;
use serde::Deserialize;

/// A unit of systemd.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Keys {
    /// Its name; without a suffix it is a service.
    pub unit: String,
}

impl Keys {
    pub(super) fn spec(&self) -> Spec {
        Spec::Systemd(self.unit.clone())
    }
}
