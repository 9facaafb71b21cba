//! The links lead to the new program.  Each is replaced in one step, and every
//! release that was built before stays.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;

use host::atomic_file;

use super::super::error::Trouble;
use super::super::manifest::Kind;
use super::super::site::{Outcome, Site, unfinished};
use super::super::source::Source;
use super::unpack::written;
use crate::layout::Layout;
use crate::message::Message;

/// Switches to the release that was built.
pub(in super::super) fn run(site: &mut Site<'_>, source: &Source) -> Result<Outcome, Trouble> {
    let version = source.release.version.to_string();
    let before = current_version(site.layout);
    to(site, &version)?;
    let message = Message::new("install-switched").with("version", &version);
    Ok(match before {
        Some(before) if before == version => Outcome::Skipped(message.with("before", "same")),
        Some(before) => {
            site.switched_from = Some(before.clone());
            Outcome::Done(message.with("before", before))
        }
        None => Outcome::Done(message.with("before", "none")),
    })
}

/// Makes the links lead to a release that is built.
pub(super) fn to(site: &mut Site<'_>, version: &str) -> Result<(), Trouble> {
    let current = site.layout.current();
    link(site, &current, &Path::new("versions").join(version))?;
    if let Some(sbin) = site.layout.sbin_link() {
        link(site, &sbin, Path::new("current/sbin"))?;
    }
    write_version(site, version)
}

/// Tells a web panel which release is in use, wherever that came from.
pub(super) fn write_version(site: &mut Site<'_>, version: &str) -> Result<(), Trouble> {
    let Some(path) = site.layout.version_file() else {
        return Ok(());
    };
    site.manifest.will_make(&path, Kind::File)?;
    Ok(atomic_file::write(
        &path,
        format!("{version}\n").as_bytes(),
        0o644,
    )?)
}

/// The release that `current` leads to.
fn current_version(layout: &Layout) -> Option<String> {
    let target = fs::read_link(layout.current()).ok()?;
    Some(target.file_name()?.to_str()?.to_owned())
}

/// Makes `path` a link to `target`, or what it was before if that fails.
fn link(site: &mut Site<'_>, path: &Path, target: &Path) -> Result<(), Trouble> {
    if fs::read_link(path).is_ok_and(|old| old == target) {
        return Ok(());
    }
    let aside = unfinished(path);
    site.manifest.will_make(path, Kind::File)?;
    site.manifest.will_make(&aside, Kind::File)?;
    match fs::remove_file(&aside) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            return Err(written(&aside)(error));
        }
        _ => {}
    }
    symlink(target, &aside).map_err(written(&aside))?;
    fs::rename(&aside, path).map_err(written(path))?;
    let parent = path.parent().unwrap_or(Path::new("/"));
    fs::File::open(parent)
        .and_then(|directory| directory.sync_all())
        .map_err(written(path))
}
