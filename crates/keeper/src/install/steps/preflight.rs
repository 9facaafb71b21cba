//! Room, compiler and headers; what is missing is installed.

use std::path::Path;

use host::disk;
use host::package::{PackageError, PackageManager};

use super::super::error::Trouble;
use super::super::needs::{self, Need};
use super::super::site::{Outcome, Site};
use super::super::source::Source;
use super::{built_already, switch};
use crate::engine::Engine;
use crate::layout::Layout;
use crate::message::Message;

/// A tree that was built takes about 60 MB, its archive 1.3 MB.
const ROOM_TO_BUILD: u64 = 150 << 20;
/// A release that was installed takes about 3 MB.
const ROOM_TO_INSTALL: u64 = 20 << 20;

/// Make and the shell take a path apart at white space and quotes.
pub(in super::super) fn require_plain_path(layout: &Layout) -> Result<(), Trouble> {
    let Some(path) = layout.server_path() else {
        return Ok(());
    };
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '/' | '-' | '_' | '.' | '+' | '@');
    match path.to_str() {
        Some(text) if text.chars().all(is_plain) => Ok(()),
        _ => Err(Trouble::Path {
            path: path.to_owned(),
        }),
    }
}

/// Nothing is needed; tells what is used.
pub(in super::super) fn adopt(site: &mut Site<'_>, engine: &Engine) -> Result<Outcome, Trouble> {
    let version = engine.version().unwrap_or_default();
    switch::write_version(site, &version)?;
    let message = Message::new("install-adopted")
        .with("program", engine.program().display())
        .with("version", version);
    Ok(Outcome::Skipped(message))
}

/// All that a build needs.
pub(in super::super) fn build(site: &mut Site<'_>, source: &Source) -> Result<Outcome, Trouble> {
    require_free_link(site.layout)?;
    if let Some(outcome) = built_already(source) {
        return Ok(outcome);
    }
    require_room(&site.layout.source_dir(), ROOM_TO_BUILD)?;
    require_room(&site.layout.engine_home(), ROOM_TO_INSTALL)?;
    let missing = needs::missing();
    let installed = match missing.is_empty() {
        true => String::new(),
        false => bring(site, &missing)?,
    };
    let message = Message::new("install-preflight")
        .with("version", source.release.version)
        .with(
            "packages",
            if installed.is_empty() {
                "none"
            } else {
                &installed
            },
        );
    Ok(Outcome::Done(message))
}

/// An installation of another kind may have a directory where our link goes.
pub(in super::super) fn require_free_link(layout: &Layout) -> Result<(), Trouble> {
    for path in layout.sbin_link().into_iter().chain([layout.current()]) {
        let is_in_the_way = path.symlink_metadata().is_ok_and(|meta| !meta.is_symlink());
        if is_in_the_way {
            return Err(Trouble::InTheWay { path });
        }
    }
    Ok(())
}

fn require_room(path: &Path, needed: u64) -> Result<(), Trouble> {
    match disk::free_bytes(path) {
        Ok(free) if free < needed => Err(Trouble::Disk {
            path: path.to_owned(),
            needed,
            free,
        }),
        // A file system that does not tell is found full when it is.
        _ => Ok(()),
    }
}

/// Installs what is missing; afterwards only what a build can do without may
/// still be.
fn bring(site: &mut Site<'_>, missing: &[&'static Need]) -> Result<String, Trouble> {
    let brought = install(site, missing);
    let still = needs::missing();
    let required: Vec<_> = still
        .iter()
        .filter(|need| need.is_required)
        .map(|need| need.name)
        .collect();
    if !required.is_empty() {
        return Err(Trouble::Missing {
            things: required,
            source: brought.err(),
        });
    }
    for need in still {
        site.note(Message::new("install-without").with("thing", need.name));
    }
    Ok(brought.unwrap_or_default())
}

/// Installs the packages of `missing`; without a package manager, none.
fn install(site: &mut Site<'_>, missing: &[&'static Need]) -> Result<String, PackageError> {
    let Some(manager) = PackageManager::detect() else {
        return Ok(String::new());
    };
    let packages: Vec<_> = missing
        .iter()
        .filter_map(|need| needs::package(need, &manager))
        .collect();
    let names = packages.join(" ");
    site.note(
        Message::new("install-packages")
            .with("packages", &names)
            .with("manager", manager.name()),
    );
    // A record that cannot be kept shows with the next step; these packages stay anyway.
    let _ = site.manifest.add_build_packages(&packages);
    let log = &mut site.log;
    manager.install(&packages, &mut |line| log.line(line))?;
    Ok(names)
}
