//! Which way Keepalived comes onto this machine.

use host::digest::Digests;
use keepalived_conf::catalog::Version;

use super::error::Trouble;
use super::release::{self, Release};
use super::request::{Method, Request};
use super::source::Source;
use crate::engine::Engine;
use crate::layout::Layout;

/// Track files that fail closed came with this release; without them a check
/// that is lost would count as healthy.
pub(super) const OLDEST: Version = Version::new(2, 1, 0);

/// Which way.
#[derive(Debug, Clone)]
pub(super) enum Way {
    /// What is there is used as it is.
    Adopt(Engine),
    /// The distribution's package.
    Package,
    /// Built from this release.
    Source(Box<Source>),
}

/// Decides; nothing is changed.
pub(super) fn choose(layout: &Layout, request: &Request) -> Result<Way, Trouble> {
    match request.method {
        Method::Source => source(layout, request),
        Method::Package => Ok(Way::Package),
        Method::Auto if request.names_a_source() => source(layout, request),
        Method::Auto => match found(layout) {
            Some(engine) => Ok(Way::Adopt(engine)),
            None if has_package() => Ok(Way::Package),
            None => source(layout, request),
        },
    }
}

/// The Keepalived that is there, when it is one that we can work with.
fn found(layout: &Layout) -> Option<Engine> {
    let engine = Engine::new(layout.keepalived()?);
    let version: Version = engine.version()?.parse().ok()?;
    (version >= OLDEST).then_some(engine)
}

fn has_package() -> bool {
    false
}

fn source(layout: &Layout, request: &Request) -> Result<Way, Trouble> {
    let mut release = match (request.version, &request.tarball) {
        (Some(version), _) => release::find(version),
        (None, Some(_)) => of_archive(request)?,
        (None, None) => release::newest_pinned(),
    };
    if let Some(sha256) = &request.sha256 {
        release.sha256 = Some(sha256.to_ascii_lowercase());
    }
    let source = Source::new(release, layout);
    // What is built has been verified before it was.
    if source.release.sha256.is_none() && !source.is_built() {
        return Err(Trouble::NoPin {
            version: source.release.version,
        });
    }
    Ok(Way::Source(Box::new(source)))
}

/// The release that an archive is, by its bytes: a file's name proves nothing.
fn of_archive(request: &Request) -> Result<Release, Trouble> {
    let Some(path) = &request.tarball else {
        return Ok(release::newest_pinned());
    };
    let digests = Digests::of_file(path).map_err(|source| Trouble::ReadArchive {
        path: path.clone(),
        source,
    })?;
    release::of_bytes(&digests.sha256).ok_or_else(|| Trouble::UnknownArchive { path: path.clone() })
}
