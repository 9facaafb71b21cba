//! Reads one word against a kind, as Keepalived's own readers do.
//!
//! Owns the verdict on a word. What only the machine can tell (does the interface exist, is the
//! user known) is not asked here.

use super::address::{address, address_range, cidr};
use super::kind::{Family, Kind, Outside};
use super::shape::{
    is_digits, is_domain_name, is_hex, is_interface_name, is_mac, is_netmask, is_number,
    is_route_time, is_status_codes, is_umask,
};

/// What is wrong with a word.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Wrong {
    /// A word that must be there is not.
    Missing {
        /// What it is called.
        label: &'static str,
    },
    /// A word too many.
    Unexpected,
    /// Not a number.
    NotANumber,
    /// A fraction with more places than are read.
    TooManyDecimals {
        /// Places that are read.
        digits: u32,
    },
    /// A number outside its range.
    OutOfRange {
        /// The kind with the range.
        kind: Kind,
    },
    /// Not what is wanted, yet `keepalived -t` exits 0: the word is dropped.
    Dropped {
        /// What is wanted.
        kind: Kind,
    },
    /// None of the words that are known here.
    NotOneOf {
        /// The known words.
        words: &'static [&'static str],
    },
    /// Longer than is read.
    TooLong {
        /// Most bytes.
        max: usize,
    },
    /// Not an IP address.
    NotAnAddress,
    /// An IP address of the wrong family or outside multicast.
    WrongFamily {
        /// What is wanted.
        wanted: Family,
    },
    /// A prefix length beyond the family's.
    PrefixLength {
        /// The largest that is good.
        max: u8,
    },
    /// Not of the form that the kind describes.
    Malformed,
}

impl Wrong {
    /// Whether `keepalived -t` rejects the line (exits 2 or 5), as far as that is known.
    #[must_use]
    pub fn is_rejected(&self) -> bool {
        match self {
            Self::Dropped { .. } => false,
            Self::OutOfRange { kind } => kind.outside() == Some(Outside::Rejected),
            _ => true,
        }
    }
}

/// The words that stand for true and false.
pub const BOOLS: &[&str] = &["on", "off", "true", "false", "yes", "no"];
const INTERFACE_MAX: usize = 15;
const INCLUDE_CHECKS: &[&str] = &["read", "match", "wildcard_match", "brace_match"];

impl Kind {
    /// Reads a word; `Err` says why Keepalived would not take it.
    ///
    /// # Errors
    /// The first thing that is wrong with the word.
    pub fn read(&self, word: &str) -> Result<(), Wrong> {
        let verdict = self.read_strictly(word);
        match self.outside() {
            Some(Outside::Dropped) => verdict.map_err(|_| Wrong::Dropped { kind: *self }),
            _ => verdict,
        }
    }

    /// What Keepalived does with a number outside the range; `None` for kinds without one.
    #[must_use]
    pub fn outside(&self) -> Option<Outside> {
        match *self {
            Self::Int { outside, .. } | Self::Decimal { outside, .. } => Some(outside),
            Self::Known(_) | Self::Pattern => Some(Outside::Dropped),
            _ => None,
        }
    }

    fn read_strictly(&self, word: &str) -> Result<(), Wrong> {
        match *self {
            Self::Literal(_)
            | Self::Bool
            | Self::OneOf(_)
            | Self::Known(_)
            | Self::OneOfAnyCase(_) => self.read_choice(word),
            Self::Int { .. } => self.read_int(word),
            Self::Decimal { digits, .. } => self.read_decimal(word, digits),
            Self::Address(family) => address(word, family).map(drop),
            Self::Cidr(family) => cidr(word, family),
            Self::AddressRange => address_range(word),
            Self::Destination if matches!(word, "default" | "any" | "all") => Ok(()),
            Self::Destination => cidr(word, Family::Any),
            Self::Interface => at_most(word, INTERFACE_MAX),
            Self::NewInterface => ensure(is_interface_name(word)),
            Self::RouteTime => ensure(is_route_time(word)),
            Self::Text { max: Some(max) } => at_most(word, max),
            Self::Mac => ensure(is_mac(word)),
            Self::Netmask => ensure(is_netmask(word)),
            Self::Hex { wildcard } => ensure(is_hex(word, wildcard)),
            Self::Digest => ensure(word.len() == 32 && is_hex(word, false)),
            Self::StatusCodes => ensure(is_status_codes(word)),
            Self::Umask => ensure(is_umask(word)),
            Self::DomainName => ensure(is_domain_name(word)),
            Self::HmacKey => ensure(!word.is_empty()),
            Self::AnyBase => ensure(is_number(word)),
            Self::MarkAndMask => {
                ensure(word.split('/').count() <= 2 && word.split('/').all(is_number))
            }
            Self::NumberRange => {
                ensure(word.split('-').count() <= 2 && word.split('-').all(is_digits))
            }
            Self::IncludeCheck => one_of(word.trim_start_matches(['+', '-']), INCLUDE_CHECKS),
            Self::AnyOf(kinds) => any_of(word, kinds),
            Self::Host
            | Self::Path
            | Self::Command
            | Self::Pattern
            | Self::Text { max: None }
            | Self::Names(_)
            | Self::Refers(_)
            | Self::User
            | Self::Group
            | Self::RouteName => Ok(()),
        }
    }

    fn read_choice(&self, word: &str) -> Result<(), Wrong> {
        match *self {
            Self::Literal(wanted) => ensure(word == wanted),
            Self::Bool => one_of(word, BOOLS),
            Self::OneOf(words) | Self::Known(words) => one_of(word, words),
            Self::OneOfAnyCase(words) => {
                let known = words.iter().any(|known| known.eq_ignore_ascii_case(word));
                known.then_some(()).ok_or(Wrong::NotOneOf { words })
            }
            _ => Ok(()),
        }
    }

    /// Leading spaces (a quoted word can have them) and a sign are read, an empty word is zero.
    fn read_int(&self, word: &str) -> Result<(), Wrong> {
        let Self::Int { min, max, .. } = *self else {
            return Ok(());
        };
        let text = word.trim_start();
        let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
        if !(is_digits(digits) || text.is_empty()) {
            return Err(Wrong::NotANumber);
        }
        // Digits only, so the sole failure is a number beyond 128 bits.
        let value = if text.is_empty() {
            Some(0)
        } else {
            text.parse::<i128>().ok()
        };
        match value {
            Some(value) if (min..=max).contains(&value) => Ok(()),
            _ => Err(Wrong::OutOfRange { kind: *self }),
        }
    }

    fn read_decimal(&self, word: &str, digits: u32) -> Result<(), Wrong> {
        let Self::Decimal { min, max, .. } = *self else {
            return Ok(());
        };
        let text = word.trim_start();
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        if fraction.len() > digits as usize {
            return Err(Wrong::TooManyDecimals { digits });
        }
        let padded = format!("{whole}{fraction:0<width$}", width = digits as usize);
        let number = padded.strip_prefix('+').unwrap_or(&padded);
        if !is_digits(number) {
            return Err(Wrong::NotANumber);
        }
        match number.parse::<u64>() {
            Ok(value) if (min..=max).contains(&value) => Ok(()),
            _ => Err(Wrong::OutOfRange { kind: *self }),
        }
    }
}

fn ensure(good: bool) -> Result<(), Wrong> {
    good.then_some(()).ok_or(Wrong::Malformed)
}

fn one_of(word: &str, words: &'static [&'static str]) -> Result<(), Wrong> {
    let known = words.contains(&word);
    known.then_some(()).ok_or(Wrong::NotOneOf { words })
}

fn at_most(word: &str, max: usize) -> Result<(), Wrong> {
    (word.len() <= max)
        .then_some(())
        .ok_or(Wrong::TooLong { max })
}

/// Good when any kind takes the word; else what the last kind says, which is written to be the
/// most telling one.
fn any_of(word: &str, kinds: &[Kind]) -> Result<(), Wrong> {
    let mut verdict = Ok(());
    for kind in kinds {
        verdict = kind.read(word);
        if verdict.is_ok() {
            break;
        }
    }
    verdict
}

#[cfg(test)]
mod tests {
    use super::super::kind::{int, timer};
    use super::*;

    #[test]
    fn whole_numbers_are_read_like_strtol() {
        let kind = int(-253, 253);
        for good in ["0", "-253", "253", "+7", "  12", "007", ""] {
            assert_eq!(kind.read(good), Ok(()), "{good:?}");
        }
        for bad in ["x", "1.5", "7 ", "–5", "-", "+", "--1"] {
            assert_eq!(kind.read(bad), Err(Wrong::NotANumber), "{bad:?}");
        }
        for outside in [
            "254",
            "-254",
            "99999999999999999999999999999999999999999999",
        ] {
            let verdict = kind.read(outside);
            assert!(
                matches!(verdict, Err(Wrong::OutOfRange { .. })),
                "{outside}"
            );
        }
    }

    #[test]
    fn fractions_keep_their_places() {
        let kind = timer(10_000, 255_000_000);
        for good in ["1", "0.01", "255", "255.000000", ".5", "1.", "+2"] {
            assert_eq!(kind.read(good), Ok(()), "{good}");
        }
        assert_eq!(
            kind.read("0.0100000"),
            Err(Wrong::TooManyDecimals { digits: 6 })
        );
        assert_eq!(kind.read("1s"), Err(Wrong::NotANumber));
        assert_eq!(kind.read("-1"), Err(Wrong::NotANumber));
        for outside in ["0.009999", "255.000001", "0", ""] {
            assert!(
                matches!(kind.read(outside), Err(Wrong::OutOfRange { .. })),
                "{outside}"
            );
        }
    }

    #[test]
    fn addresses_know_their_family() {
        let multicast = Kind::Address(Family::MulticastV4);
        assert_eq!(multicast.read("224.0.0.18"), Ok(()));
        let wanted = Family::MulticastV4;
        assert_eq!(
            multicast.read("10.0.0.1"),
            Err(Wrong::WrongFamily { wanted })
        );
        assert_eq!(multicast.read("224.0.0"), Err(Wrong::NotAnAddress));
        assert_eq!(
            Kind::Cidr(Family::Any).read("10.0.0.1/33"),
            Err(Wrong::PrefixLength { max: 32 })
        );
        assert_eq!(Kind::Cidr(Family::Any).read("fe80::1/64"), Ok(()));
        assert_eq!(Kind::Destination.read("default"), Ok(()));
    }

    #[test]
    fn ranges_of_addresses_grow() {
        for good in [
            "10.0.0.1",
            "10.0.0.1-9",
            "10.0.0.250-10.0.1.3",
            "10.0.0.8/29",
            "fd00::1-a",
        ] {
            assert_eq!(Kind::AddressRange.read(good), Ok(()), "{good}");
        }
        for bad in [
            "10.0.0.9-1",
            "10.0.0.9-256",
            "10.0.0.9-10.0.0.1",
            "fd00::a-1",
        ] {
            assert_eq!(Kind::AddressRange.read(bad), Err(Wrong::Malformed), "{bad}");
        }
    }

    #[test]
    fn shapes_of_their_own() {
        let cases: &[(Kind, &[&str], &[&str])] = &[
            (
                Kind::Mac,
                &["00:00:5e:00:01:0a", "2:0:0:0:1"],
                &["00:00:5e", "00:00:5e:00:01:zz"],
            ),
            (
                Kind::StatusCodes,
                &["200", "200-299"],
                &["99", "600", "299-200", "2xx"],
            ),
            (
                Kind::Umask,
                &["022", "0x1f", "IRUSR|IWGRP", "IRWXO"],
                &["01000", "IRUSER"],
            ),
            (
                Kind::Netmask,
                &["255.255.255.0", "64"],
                &["0", "129", "255.255.x"],
            ),
            (
                Kind::MarkAndMask,
                &["1", "0x10/0xff"],
                &["x", "1/2/3", "-1"],
            ),
            (
                Kind::DomainName,
                &[".", "ab.example"],
                &[".a", "a.example", "ab..c"],
            ),
        ];
        for (kind, good, bad) in cases {
            good.iter()
                .for_each(|word| assert_eq!(kind.read(word), Ok(()), "{word}"));
            bad.iter()
                .for_each(|word| assert_eq!(kind.read(word), Err(Wrong::Malformed), "{word}"));
        }
    }
}
