//! What the tests need on this machine beside programs, and the environment
//! variables that tell them where it is.
//!
//! Owns the variables' names.  How each thing is made is in a module of its own.

use std::path::{Path, PathBuf};

use crate::cache::Cache;
use crate::{apt_repository, mysql, releases, systemd_base};

/// The paths of everything that was prepared.
pub(crate) struct Environment {
    systemd_base: PathBuf,
    packages: PathBuf,
    releases: PathBuf,
    mysql: PathBuf,
}

impl Environment {
    /// Makes what is missing: minutes the first time, nothing after that.
    pub(crate) fn prepare() -> anyhow::Result<Self> {
        let cache = Cache::open()?;
        let systemd_base = systemd_base::prepare(&cache)?;
        Ok(Self {
            packages: apt_repository::prepare(&cache, &systemd_base)?,
            releases: releases::prepare(&cache)?,
            mysql: mysql::prepare(&cache)?,
            systemd_base,
        })
    }

    /// The variables, each with the path it names.
    pub(crate) fn variables(&self) -> [(&'static str, &Path); 4] {
        [
            ("VIPKEEPER_SYSTEMD_BASE", &self.systemd_base),
            ("VIPKEEPER_PACKAGES", &self.packages),
            ("VIPKEEPER_RELEASES", &self.releases),
            ("VIPKEEPER_MYSQL", &self.mysql),
        ]
    }
}
