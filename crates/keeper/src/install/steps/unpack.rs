//! The archive becomes a tree, in one step.

use std::fs;
use std::io;
use std::path::Path;

use host::atomic_file::WriteFile;
use host::unpack;

use super::super::error::Trouble;
use super::super::manifest::Kind;
use super::super::site::{Outcome, Site, unfinished};
use super::super::source::{Mark, Source};
use super::built_already;
use crate::message::Message;

/// Releases unpack to about 8 MB.
const UNPACKED_LIMIT: u64 = 200 << 20;

/// Unpacks beside the tree's place and moves it there when it is whole.
pub(in super::super) fn run(site: &mut Site<'_>, source: &Source) -> Result<Outcome, Trouble> {
    if let Some(outcome) = built_already(source) {
        return Ok(outcome);
    }
    let tree = source.tree();
    let sum = source.release.sha256.as_deref().unwrap_or_default();
    if source.mark(Mark::Unpacked).as_deref() == Some(sum) {
        return Ok(Outcome::Skipped(
            Message::new("install-unpacked").with("path", tree.display()),
        ));
    }
    let archive = source.archive();
    let aside = unfinished(&tree);
    site.manifest.will_make(&tree, Kind::Tree)?;
    site.manifest.will_make(&aside, Kind::Tree)?;
    remove(&aside)?;
    remove(&tree)?;
    fs::create_dir(&aside).map_err(written(&aside))?;
    unpack::tar_gz(&archive, &aside, UNPACKED_LIMIT)?;
    let root = unpack::only_directory(&aside)
        .map_err(written(&aside))?
        .filter(|root| root.join("configure").is_file())
        .ok_or(Trouble::NotARelease { archive })?;
    Mark::Unpacked.write(&root, sum)?;
    fs::rename(&root, &tree).map_err(written(&tree))?;
    remove(&aside)?;
    Ok(Outcome::Done(
        Message::new("install-unpacked").with("path", tree.display()),
    ))
}

/// Takes a directory away; one that is not there is no error.
pub(super) fn remove(path: &Path) -> Result<(), Trouble> {
    match fs::remove_dir_all(path) {
        Err(source) if source.kind() != io::ErrorKind::NotFound => Err(Trouble::Remove {
            path: path.to_owned(),
            source,
        }),
        _ => Ok(()),
    }
}

/// The error of having failed to write `path`.
pub(super) fn written(path: &Path) -> impl FnOnce(io::Error) -> Trouble {
    let path = path.to_owned();
    move |source| Trouble::Write(WriteFile { path, source })
}
