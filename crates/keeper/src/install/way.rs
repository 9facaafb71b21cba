//! Which way Keepalived comes onto this machine.

use host::digest::Digests;
use host::package::PackageManager;
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

/// The package's name, the same in every distribution that we know.
pub(super) const PACKAGE: &str = "keepalived";

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

/// Whether the distribution has a package that we can work with.  A manager
/// that cannot be asked has none.
fn has_package() -> bool {
    let candidate = PackageManager::detect()
        .and_then(|manager| manager.candidate_version(PACKAGE).ok().flatten());
    candidate
        .and_then(|version| upstream(&version))
        .is_some_and(|version| version >= OLDEST)
}

/// `1:2.2.7-1+b2` → `2.2.7`: without the epoch, and without what the
/// distribution counts.
pub(super) fn upstream(version: &str) -> Option<Version> {
    let version = version.split_once(':').map_or(version, |(_, rest)| rest);
    let end = version.find(|c: char| !(c.is_ascii_digit() || c == '.'));
    version[..end.unwrap_or(version.len())].parse().ok()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_s_version_is_compared_without_what_the_distribution_adds() {
        for (package, expected) in [
            ("1:2.2.7-1+b2", Some("2.2.7")),
            ("2.2.8-3.el9", Some("2.2.8")),
            ("2.3.1-r0", Some("2.3.1")),
            ("2.2.8", Some("2.2.8")),
            ("git20240101", None),
        ] {
            let found = upstream(package).map(|version| version.to_string());
            assert_eq!(found.as_deref(), expected, "{package}");
        }
    }
}
