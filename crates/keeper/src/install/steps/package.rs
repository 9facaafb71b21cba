//! The distribution's package.

use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use host::package::PackageManager;

use super::super::error::Trouble;
use super::super::manifest::Kind;
use super::super::site::{Outcome, Site};
use super::super::way::{OLDEST, PACKAGE, upstream};
use super::switch;
use super::unpack::written;
use crate::engine::Engine;
use crate::message::Message;

/// A unit that is a link to here cannot be started (systemd.unit(5), masking).
const NOTHING: &str = "/dev/null";
/// Masks here are gone with the next boot.
const RUNTIME_MASK: &str = "/run/systemd/system/keepalived.service";

/// Installs the package when it is not there.
pub(in super::super) fn run(site: &mut Site<'_>) -> Result<Outcome, Trouble> {
    // A run that was killed may have left it.
    unmask(site)?;
    let manager = PackageManager::detect().ok_or(Trouble::NoPackageManager)?;
    if let Some(version) = manager.installed_version(PACKAGE)? {
        tell_version(site)?;
        let message = Message::new("install-package-there").with("version", version);
        return Ok(Outcome::Skipped(message));
    }
    let candidate = manager.candidate_version(PACKAGE)?;
    if candidate
        .as_deref()
        .and_then(upstream)
        .is_none_or(|version| version < OLDEST)
    {
        return Err(Trouble::PackageTooOld { found: candidate });
    }
    mask(site)?;
    site.manifest.set_package(Some(PACKAGE))?;
    let log = &mut site.log;
    let installed = manager.install(&[PACKAGE], &mut |line| log.line(line));
    unmask(site)?;
    installed?;
    tell_version(site)?;
    Ok(Outcome::Done(
        Message::new("install-package-done")
            .with("version", candidate.unwrap_or_default())
            .with("manager", manager.name()),
    ))
}

/// The release that the program itself names.
fn tell_version(site: &mut Site<'_>) -> Result<(), Trouble> {
    let engine = site.layout.keepalived().map(Engine::new);
    match engine.and_then(|engine| engine.version()) {
        Some(version) => switch::write_version(site, &version),
        None => Ok(()),
    }
}

/// Debian's packages start their services at once.  Without a configuration the
/// unit does not (`ConditionFileNotEmpty`); with one that was there before,
/// nobody has said yet that its address is to be taken.
fn mask(site: &mut Site<'_>) -> Result<(), Trouble> {
    let mask = Path::new(RUNTIME_MASK);
    let is_systemd = mask.parent().is_some_and(Path::is_dir);
    if !is_systemd || !site.layout.config().exists() || mask.symlink_metadata().is_ok() {
        return Ok(());
    }
    site.manifest.will_make(mask, Kind::File)?;
    symlink(NOTHING, mask).map_err(written(mask))
}

/// Takes our mask away, and no other.
fn unmask(site: &mut Site<'_>) -> Result<(), Trouble> {
    let mask = PathBuf::from(RUNTIME_MASK);
    if !site.manifest.has_made(&mask) {
        return Ok(());
    }
    if std::fs::read_link(&mask).is_ok_and(|target| target == Path::new(NOTHING)) {
        std::fs::remove_file(&mask).map_err(written(&mask))?;
    }
    site.manifest.forget(|made| made.path == mask)?;
    Ok(())
}
