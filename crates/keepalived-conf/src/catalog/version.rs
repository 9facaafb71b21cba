//! Releases of Keepalived, as far as the catalogue must tell them apart.
//!
//! Owns the ordering of versions and the list of releases whose keywords were read. Does not know
//! which release is installed: the caller says.

use std::fmt;
use std::str::FromStr;

/// A release of Keepalived: `major.minor.patch`, ordered as releases are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Version {
    major: u8,
    minor: u8,
    patch: u8,
}

impl Version {
    /// What the development branch knows and no release has yet; newer than every release.
    pub const UNRELEASED: Self = Self::new(u8::MAX, 0, 0);

    /// The release `major.minor.patch`.
    #[must_use]
    pub const fn new(major: u8, minor: u8, patch: u8) -> Self {
        Self {
            major,
            minor,
            patch,
        }
    }
}

/// The releases whose keywords were read from their sources, oldest first.
///
/// A keyword's `since` is the first of these that knows it. It may have come with a release in
/// between, which [`Availability::Unsure`] says.
pub const ANALYSED: [Version; 7] = [V2_0_20, V2_1_5, V2_2_7, V2_2_8, V2_3_4, V2_4_0, V2_4_3];

const V2_0_20: Version = Version::new(2, 0, 20);
pub(super) const V2_1_5: Version = Version::new(2, 1, 5);
pub(super) const V2_2_7: Version = Version::new(2, 2, 7);
pub(super) const V2_2_8: Version = Version::new(2, 2, 8);
pub(super) const V2_3_2: Version = Version::new(2, 3, 2);
pub(super) const V2_3_4: Version = Version::new(2, 3, 4);
pub(super) const V2_4_0: Version = Version::new(2, 4, 0);
const V2_4_3: Version = Version::new(2, 4, 3);
pub(super) const UNRELEASED: Version = Version::UNRELEASED;

/// Whether a release knows a keyword.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Availability {
    /// The release knows it.
    Present,
    /// The release does not: `-t` exits 5 with "Unknown keyword".
    Absent,
    /// It came between two releases that were read, and this one lies between them.
    Unsure,
}

impl Availability {
    /// Whether `target` knows what is known `since` that release (`None`: before 2.0.20).
    #[must_use]
    pub fn of(since: Option<Version>, target: Version) -> Self {
        let Some(since) = since else {
            return Self::Present;
        };
        if target >= since {
            return Self::Present;
        }
        let last_without = ANALYSED.iter().rev().find(|known| **known < since);
        match last_without {
            Some(known) if target > *known => Self::Unsure,
            _ => Self::Absent,
        }
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if *self == Self::UNRELEASED {
            return f.write_str("unreleased");
        }
        write!(f, "{}.{}.{}", self.major, self.minor, self.patch)
    }
}

/// The text is not a version of the form `2.2.7`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotAVersion(pub String);

impl fmt::Display for NotAVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "`{}` is not a version of Keepalived such as 2.2.7",
            self.0
        )
    }
}

impl std::error::Error for NotAVersion {}

impl FromStr for Version {
    type Err = NotAVersion;

    /// Reads `2.2.7`, `v2.2.7` and `2.2` (patch 0).
    fn from_str(text: &str) -> Result<Self, NotAVersion> {
        let refuse = || NotAVersion(text.to_owned());
        let digits = text.strip_prefix('v').unwrap_or(text);
        let mut parts = digits.split('.').map(str::parse::<u8>);
        let mut next = || parts.next().transpose().map_err(|_| refuse());
        let (major, minor, patch) = (next()?, next()?, next()?);
        match (major, minor, parts.next()) {
            (Some(major), Some(minor), None) => Ok(Self::new(major, minor, patch.unwrap_or(0))),
            _ => Err(refuse()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_order_by_number_not_by_text() {
        assert!(Version::new(2, 0, 20) < Version::new(2, 1, 5));
        assert!(Version::new(2, 2, 10) > Version::new(2, 2, 9));
        assert!(Version::UNRELEASED > Version::new(2, 4, 3));
    }

    #[test]
    fn reads_what_keepalived_prints() {
        assert_eq!("2.2.7".parse(), Ok(V2_2_7));
        assert_eq!("v2.4.0".parse(), Ok(V2_4_0));
        assert_eq!("2.3".parse(), Ok(Version::new(2, 3, 0)));
        for wrong in ["", "2", "2.x.1", "2.2.7.1", "2.2.700"] {
            assert_eq!(
                wrong.parse::<Version>(),
                Err(NotAVersion(wrong.to_owned())),
                "{wrong}"
            );
        }
    }

    #[test]
    fn a_release_between_two_analysed_ones_is_unsure() {
        let since = Some(V2_3_4);
        assert_eq!(Availability::of(None, V2_0_20), Availability::Present);
        assert_eq!(Availability::of(since, V2_3_4), Availability::Present);
        assert_eq!(Availability::of(since, V2_3_2), Availability::Unsure);
        assert_eq!(Availability::of(since, V2_2_8), Availability::Absent);
    }
}
