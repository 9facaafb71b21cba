//! The archive comes onto this machine: from a file, a mirror or the publisher.

use std::fs;
use std::path::Path;

use host::atomic_file::WriteFile;
use host::fetch::{self, Limits};

use super::super::error::Trouble;
use super::super::manifest::Kind;
use super::super::site::{Outcome, Site};
use super::super::source::Source;
use super::built_already;
use crate::message::Message;

/// Where the publisher has the releases.
const PUBLISHER: &str = "https://www.keepalived.org/software";

/// Brings the archive as a part, to be verified.
pub(in super::super) fn run(site: &mut Site<'_>, source: &Source) -> Result<Outcome, Trouble> {
    if let Some(outcome) = built_already(source) {
        return Ok(outcome);
    }
    for path in source.archive_files() {
        site.manifest.will_make(&path, Kind::File)?;
    }
    match &site.request.tarball {
        Some(file) => copy(file, source),
        None if source.archive().is_file() => Ok(Outcome::Skipped(
            Message::new("install-cached").with("path", source.archive().display()),
        )),
        None => download(site, source),
    }
}

fn copy(file: &Path, source: &Source) -> Result<Outcome, Trouble> {
    let part = source.part();
    let mut reader = fs::File::open(file).map_err(|error| Trouble::ReadArchive {
        path: file.to_owned(),
        source: error,
    })?;
    fs::File::create(&part)
        .and_then(|mut writer| {
            std::io::copy(&mut reader, &mut writer)?;
            writer.sync_all()
        })
        .map_err(|source| WriteFile { path: part, source })?;
    Ok(Outcome::Done(
        Message::new("install-copied").with("path", file.display()),
    ))
}

fn download(site: &mut Site<'_>, source: &Source) -> Result<Outcome, Trouble> {
    let url = address(site.request.mirror.as_deref(), source);
    let size = source.release.size;
    fetch::fetch(&url, &source.part(), Limits::default(), &mut |progress| {
        site.progress(progress.here, progress.total.or(size));
    })?;
    Ok(Outcome::Done(
        Message::new("install-fetched").with("url", url),
    ))
}

/// A mirror is a directory of releases, or names the archive itself.
fn address(mirror: Option<&str>, source: &Source) -> String {
    let mirror = mirror.unwrap_or(PUBLISHER);
    match mirror.ends_with(".tar.gz") {
        true => mirror.to_owned(),
        false => format!(
            "{}/keepalived-{}.tar.gz",
            mirror.trim_end_matches('/'),
            source.release.version
        ),
    }
}
