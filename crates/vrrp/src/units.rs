//! Numbers with a meaning: identifier, priority, interval.

use std::fmt;
use std::num::NonZeroU8;
use std::time::Duration;

/// A virtual router identifier, 1–255 (RFC 9568 §5.2.3).
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

/// An election weight as it is sent, 0–255 (RFC 9568 §5.2.4). Its ends have meanings of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Priority(u8);

impl Priority {
    /// The sender has stopped taking part, and a Backup should not wait for its timer.
    pub const RESIGN: Self = Self(0);
    /// The sender owns the addresses.
    pub const OWNER: Self = Self(255);

    /// The priority of this number.
    pub const fn new(number: u8) -> Self {
        Self(number)
    }

    /// The number.
    pub const fn value(self) -> u8 {
        self.0
    }

    /// Whether the sender gives up.
    pub fn is_resign(self) -> bool {
        self == Self::RESIGN
    }

    /// Whether the sender owns the addresses.
    pub fn is_owner(self) -> bool {
        self == Self::OWNER
    }
}

impl fmt::Display for Priority {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(out)
    }
}

/// The time between two advertisements, in centiseconds. Version 2 sends whole seconds in one byte
/// (RFC 3768 §5.3.7), version 3 centiseconds in twelve bits (RFC 9568 §5.2.7).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AdvertInterval {
    centis: u16,
}

impl AdvertInterval {
    /// The longest that version 3 can send: 40.95 seconds.
    pub const LONGEST_V3: Self = Self { centis: 0x0fff };

    /// An interval of whole seconds.
    pub const fn from_secs(secs: u8) -> Self {
        Self {
            centis: secs as u16 * 100,
        }
    }

    /// An interval that version 3 can send; `None` when it is longer.
    pub const fn from_centis(centis: u16) -> Option<Self> {
        if centis <= Self::LONGEST_V3.centis {
            Some(Self { centis })
        } else {
            None
        }
    }

    /// In centiseconds.
    pub const fn centis(self) -> u16 {
        self.centis
    }

    /// In whole seconds; `None` when a fraction would be lost, which version 2 cannot send.
    pub fn secs(self) -> Option<u8> {
        if !self.centis.is_multiple_of(100) {
            return None;
        }
        u8::try_from(self.centis / 100).ok()
    }

    /// As a time span.
    pub const fn duration(self) -> Duration {
        Duration::from_millis(self.centis as u64 * 10)
    }
}

impl fmt::Display for AdvertInterval {
    /// In seconds, as `advert_int` is written: `1`, `0.1`, `0.25`.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        (f64::from(self.centis) / 100.0).fmt(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interval_is_shown_as_it_is_written_in_the_configuration() {
        let shown = |centis| AdvertInterval::from_centis(centis).map(|found| found.to_string());
        assert_eq!(shown(100).as_deref(), Some("1"));
        assert_eq!(shown(10).as_deref(), Some("0.1"));
        assert_eq!(shown(4095).as_deref(), Some("40.95"));
        assert_eq!(shown(4096), None);
    }

    #[test]
    fn version_2_cannot_send_a_fraction_of_a_second() {
        assert_eq!(AdvertInterval::from_secs(255).secs(), Some(255));
        assert_eq!(AdvertInterval { centis: 150 }.secs(), None);
    }
}
