//! Numbers with a meaning: identifiers, priorities, intervals, versions.

use std::fmt;
use std::num::NonZeroU8;
use std::time::Duration;

/// A virtual router identifier, 1–255.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Vrid(NonZeroU8);

impl Vrid {
    /// The identifier of this number, unless it is 0.
    pub fn new(number: u8) -> Option<Self> {
        NonZeroU8::new(number).map(Self)
    }

    /// The number.
    pub const fn value(self) -> u8 {
        self.0.get()
    }
}

impl fmt::Display for Vrid {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(out)
    }
}

/// An election weight, 1–255. 0 exists only on the wire, as a resignation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Priority(NonZeroU8);

impl Priority {
    /// The priority of the address owner, which no tracker changes.
    pub const OWNER: Self = Self(NonZeroU8::MAX);
    /// The highest priority of a node that does not own the addresses.
    pub const HIGHEST: Self = Self(match NonZeroU8::new(254) {
        Some(highest) => highest,
        None => NonZeroU8::MAX,
    });
    /// What an instance has without `priority` (keepalived 2.2.7 `vrrp.h`, `VRRP_PRIO_DFL`).
    pub const DEFAULT: Self = Self(NonZeroU8::MIN.saturating_add(99));

    /// The priority of this number, unless it is 0.
    pub fn new(number: u8) -> Option<Self> {
        NonZeroU8::new(number).map(Self)
    }

    /// The nearest priority that a tracked instance may have, 1–254.
    pub fn clamped(total: i64) -> Self {
        let bounded = total.clamp(1, i64::from(Self::HIGHEST.value()));
        u8::try_from(bounded)
            .ok()
            .and_then(Self::new)
            .unwrap_or(Self::HIGHEST)
    }

    /// The number.
    pub const fn value(self) -> u8 {
        self.0.get()
    }

    /// Whether it marks the address owner.
    pub fn is_owner(self) -> bool {
        self == Self::OWNER
    }
}

impl fmt::Display for Priority {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(out)
    }
}

/// The time between two advertisements, in centiseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AdvertInterval {
    centis: u16,
}

impl AdvertInterval {
    /// One second: what holds without `advert_int`.
    pub const DEFAULT: Self = Self { centis: 100 };
    /// The longest that the 12 bits of version 3 can say.
    const LONGEST_V3: u16 = 0xfff;

    /// So many hundredths of a second, unless none.
    pub const fn from_centis(centis: u16) -> Option<Self> {
        match centis {
            0 => None,
            centis => Some(Self { centis }),
        }
    }

    /// So many seconds, unless none or more than 255.
    pub const fn from_secs(secs: u8) -> Option<Self> {
        Self::from_centis(secs as u16 * 100)
    }

    /// In hundredths of a second.
    pub const fn centis(self) -> u16 {
        self.centis
    }

    /// As a time.
    pub const fn duration(self) -> Duration {
        Duration::from_millis(self.centis as u64 * 10)
    }

    /// What an instance of this version really uses: version 2 rounds to whole seconds, version 3 stops
    /// at 40.95 s (keepalived 2.2.7 `vrrp.c`, `vrrp_complete_instance`).
    pub fn used_by(self, version: VrrpVersion) -> Self {
        let centis = match version {
            VrrpVersion::V2 => (self.centis.saturating_add(50) / 100).max(1) * 100,
            VrrpVersion::V3 => self.centis.min(Self::LONGEST_V3),
        };
        Self { centis }
    }
}

impl fmt::Display for AdvertInterval {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.centis / 100, self.centis % 100) {
            (whole, 0) => write!(out, "{whole} s"),
            (whole, part) if part % 10 == 0 => write!(out, "{whole}.{} s", part / 10),
            (whole, part) => write!(out, "{whole}.{part:02} s"),
        }
    }
}

/// A version of the protocol.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum VrrpVersion {
    /// RFC 3768: IPv4, whole seconds, perhaps a password.
    V2,
    /// RFC 9568: IPv4 and IPv6, hundredths of a second, no password.
    V3,
}

impl fmt::Display for VrrpVersion {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::V2 => "2",
            Self::V3 => "3",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{AdvertInterval, Priority, Vrid, VrrpVersion};

    #[test]
    fn zero_is_neither_an_identifier_nor_a_priority() {
        assert_eq!(Vrid::new(0), None);
        assert_eq!(Priority::new(0), None);
        assert_eq!(AdvertInterval::from_centis(0), None);
        assert_eq!(Priority::DEFAULT.value(), 100);
        assert_eq!(Priority::HIGHEST.value(), 254);
    }

    #[test]
    fn trackers_move_a_priority_between_1_and_254() {
        assert_eq!(Priority::clamped(-40).value(), 1);
        assert_eq!(Priority::clamped(300).value(), 254);
        assert_eq!(Priority::clamped(120).value(), 120);
    }

    #[test]
    fn version_2_knows_whole_seconds_only() {
        let tenth = AdvertInterval::from_centis(10).unwrap();
        assert_eq!(tenth.used_by(VrrpVersion::V2).centis(), 100);
        assert_eq!(tenth.used_by(VrrpVersion::V3).centis(), 10);
        let minute = AdvertInterval::from_secs(60).unwrap();
        assert_eq!(minute.used_by(VrrpVersion::V3).to_string(), "40.95 s");
        assert_eq!(tenth.to_string(), "0.1 s");
    }
}
