//! IP addresses, prefixes and ranges, as the servers' and instances' readers take them.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::kind::Family;
use super::reading::Wrong;

/// An address of this family.
pub(super) fn address(word: &str, family: Family) -> Result<IpAddr, Wrong> {
    let address: IpAddr = if word.contains(':') {
        IpAddr::V6(word.parse::<Ipv6Addr>().map_err(|_| Wrong::NotAnAddress)?)
    } else {
        IpAddr::V4(word.parse::<Ipv4Addr>().map_err(|_| Wrong::NotAnAddress)?)
    };
    let fits = match family {
        Family::Any => true,
        Family::V4 => address.is_ipv4(),
        Family::V6 => address.is_ipv6(),
        Family::Multicast => address.is_multicast(),
        Family::MulticastV4 => address.is_ipv4() && address.is_multicast(),
        Family::MulticastV6 => address.is_ipv6() && address.is_multicast(),
    };
    fits.then_some(address)
        .ok_or(Wrong::WrongFamily { wanted: family })
}

/// An address of this family with an optional prefix length.
pub(super) fn cidr(word: &str, family: Family) -> Result<(), Wrong> {
    let (host, length) = match word.split_once('/') {
        Some((host, length)) => (host, Some(length)),
        None => (word, None),
    };
    let max = if address(host, family)?.is_ipv4() {
        32
    } else {
        128
    };
    match length.map(str::parse::<u8>) {
        None => Ok(()),
        Some(Ok(length)) if length <= max => Ok(()),
        Some(_) => Err(Wrong::PrefixLength { max }),
    }
}

/// `a`, `a/len`, `a-z` with a full address, or `a-n` with the last part only.
pub(super) fn address_range(word: &str) -> Result<(), Wrong> {
    let Some((first, last)) = word.split_once('-') else {
        return cidr(word, Family::Any);
    };
    let first = address(first, Family::Any)?;
    let end_is_good = match first {
        IpAddr::V4(_) if last.contains('.') => {
            last.parse::<Ipv4Addr>().is_ok_and(|end| end >= first)
        }
        IpAddr::V4(start) => last.parse::<u8>().is_ok_and(|end| end > start.octets()[3]),
        IpAddr::V6(_) if last.contains(':') => {
            last.parse::<Ipv6Addr>().is_ok_and(|end| end >= first)
        }
        IpAddr::V6(start) => {
            u16::from_str_radix(last, 16).is_ok_and(|end| end > start.segments()[7])
        }
    };
    end_is_good.then_some(()).ok_or(Wrong::Malformed)
}
