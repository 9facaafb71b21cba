//! `make install`, beside its place and then moved there whole.

use std::fs;
use std::path::Path;

use host::disk;

use super::super::error::Trouble;
use super::super::manifest::Kind;
use super::super::site::{Outcome, Site, unfinished};
use super::super::source::Source;
use super::build::make;
use super::built_already;
use super::unpack::{remove, written};
use crate::message::Message;

/// Installs into a staging directory on the same file system, and renames the
/// release's own directory from there.  Whatever else a release wants to put
/// somewhere stays behind and is taken away with the stage.
pub(in super::super) fn run(site: &mut Site<'_>, source: &Source) -> Result<Outcome, Trouble> {
    if let Some(outcome) = built_already(source) {
        return Ok(outcome);
    }
    let target = source.target();
    let stage = unfinished(target);
    site.manifest.will_make(target, Kind::Tree)?;
    site.manifest.will_make(&stage, Kind::Tree)?;
    remove(&stage)?;
    let mut command = make(source);
    command
        .arg("install")
        .arg(format!("DESTDIR={}", stage.display()));
    site.run(&mut command, |_, _| {})?;
    let staged = stage.join(target.strip_prefix("/").unwrap_or(target));
    // Were the name on disk before its contents, a power cut could leave an empty program.
    disk::sync(&stage).map_err(written(&stage))?;
    // Without a program in it, it is what another kind of run has left.
    remove(target)?;
    fs::rename(&staged, target).map_err(written(target))?;
    remove(&stage)?;
    tidy(site, source)?;
    Ok(Outcome::Done(
        Message::new("install-installed").with("path", target.display()),
    ))
}

/// The tree has done its service; the archive stays for the next time.
fn tidy(site: &mut Site<'_>, source: &Source) -> Result<(), Trouble> {
    let tree = source.tree();
    let aside = unfinished(&tree);
    let stage = unfinished(source.target());
    remove(&tree)?;
    let gone = [tree, aside, stage];
    site.manifest.forget(|made| {
        gone.iter()
            .any(|path: &std::path::PathBuf| made.path == Path::new(path))
    })?;
    Ok(())
}
