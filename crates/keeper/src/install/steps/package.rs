//! The distribution's package.

use host::package::{PackageManager, find_program};

use super::super::error::Trouble;
use super::super::site::{Outcome, Site};
use crate::message::Message;

/// The package's name, the same in every distribution that we know.
const PACKAGE: &str = "keepalived";

/// Installs the package when it is not there.
pub(in super::super) fn run(site: &mut Site<'_>) -> Result<Outcome, Trouble> {
    if find_program(PACKAGE).is_some() {
        return Ok(Outcome::Skipped(Message::new("install-package-there")));
    }
    let manager = PackageManager::detect().ok_or(Trouble::NoPackageManager)?;
    site.manifest.set_package(Some(PACKAGE))?;
    manager.install(&[PACKAGE]).map_err(Trouble::Packages)?;
    Ok(Outcome::Done(Message::new("install-package-done")))
}
