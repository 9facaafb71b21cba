//! The releases of Keepalived whose bytes are known.
//!
//! Owns the table.  It is data, in `releases.toml`, with where its sums are
//! from.

use keepalived_conf::catalog::Version;
use serde::Deserialize;

/// How many packagers must agree before a release is taken without being asked for.
const PINS_OF_A_DEFAULT: u8 = 2;

/// One release.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Release {
    /// Which.
    pub version: Version,
    /// What its archive must hash to; nothing is built without one.
    pub sha256: Option<String>,
    /// The publisher's own sum.
    pub md5: Option<String>,
    /// How many packagers came to this SHA-256, each on their own.
    pub pins: u8,
    /// Bytes of the archive, where they were seen.
    pub size: Option<u64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    release: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    version: String,
    sha256: Option<String>,
    md5: Option<String>,
    pins: u8,
    size: Option<u64>,
}

/// Every release of the table, oldest first.
#[must_use]
pub fn all() -> Vec<Release> {
    let table: Table = toml::from_str(include_str!("releases.toml"))
        .expect("invariant: the table is part of the program and a test reads it");
    let releases = table.release.into_iter().map(|row| Release {
        version: row
            .version
            .parse()
            .expect("invariant: a test reads every version of the table"),
        sha256: row.sha256,
        md5: row.md5,
        pins: row.pins,
        size: row.size,
    });
    releases.collect()
}

/// The newest release that at least two packagers have pinned.
#[must_use]
pub fn newest_pinned() -> Release {
    let pinned = all()
        .into_iter()
        .filter(|release| release.pins >= PINS_OF_A_DEFAULT);
    pinned
        .max_by_key(|release| release.version)
        .expect("invariant: the table has such a release, which a test sees")
}

/// The release of this version; one that the table does not know has no sums.
pub(super) fn find(version: Version) -> Release {
    all()
        .into_iter()
        .find(|release| release.version == version)
        .unwrap_or(Release {
            version,
            sha256: None,
            md5: None,
            pins: 0,
            size: None,
        })
}

/// The release whose archive has this SHA-256.
pub(super) fn of_bytes(sha256: &str) -> Option<Release> {
    all()
        .into_iter()
        .find(|release| release.sha256.as_deref() == Some(sha256))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sound() {
        let releases = all();
        let is_hex = |text: &str, length: usize| {
            text.len() == length && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
        };
        assert!(releases.is_sorted_by(|a, b| a.version < b.version));
        for release in &releases {
            let name = release.version;
            assert!(
                release.md5.as_deref().is_some_and(|sum| is_hex(sum, 32)),
                "{name}"
            );
            assert_eq!(release.sha256.is_some(), release.pins > 0, "{name}");
            assert!(release.sha256.iter().all(|sum| is_hex(sum, 64)), "{name}");
        }
    }

    #[test]
    fn the_default_is_the_newest_that_two_have_pinned() {
        assert_eq!(newest_pinned().version.to_string(), "2.4.3");
        let unpinned = find("2.4.1".parse().unwrap());
        assert_eq!((unpinned.sha256, unpinned.pins), (None, 0));
    }

    #[test]
    fn the_release_that_panels_install_has_the_md5_that_they_know() {
        let release = find("2.2.8".parse().unwrap());
        let md5 = release.md5.as_deref();
        assert_eq!(md5, Some("8c26f75a8767e5341d82696e1e717115"));
    }
}
