//! What `cargo xtask test` has prepared on this machine, and says where in the
//! environment.

use std::path::PathBuf;

use anyhow::{Context, Result};

/// The base system of the systemd nodes.
pub(crate) fn systemd_base() -> Result<PathBuf> {
    path("VIPKEEPER_SYSTEMD_BASE")
}

/// A directory of packages that apt in a node installs from.
pub(crate) fn packages() -> Result<PathBuf> {
    path("VIPKEEPER_PACKAGES")
}

fn path(variable: &str) -> Result<PathBuf> {
    std::env::var_os(variable)
        .map(PathBuf::from)
        .with_context(|| {
            format!(
                "{variable} is not set: run `cargo xtask test`, or \
                 `eval \"$(cargo xtask environment)\"`"
            )
        })
}
