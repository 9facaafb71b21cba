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

/// A directory with Keepalived 2.2.7 and a newer release, each as
/// `keepalived-VERSION.tar.gz`.
pub(crate) fn releases() -> Result<PathBuf> {
    path("VIPKEEPER_RELEASES")
}

/// The version of the newer one.
pub(crate) fn newest_release() -> Result<String> {
    let mut versions = Vec::new();
    for entry in std::fs::read_dir(releases()?)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        let version = name.strip_prefix("keepalived-");
        let version = version.and_then(|rest| rest.strip_suffix(".tar.gz"));
        versions.extend(version.map(str::to_owned));
    }
    // One digit in each place: the order of the text is that of the numbers.
    versions
        .into_iter()
        .max()
        .context("no release was prepared")
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
