//! The ladder from bytes to an advertisement.
//!
//! Each rung is one demand of RFC 9568 §7.1 (or of RFC 3768 §7.1 for version 2). The rungs that need
//! a configuration (is this identifier mine, is the interval mine) are left to whoever has one.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::checksum::{self, Coverage};
use super::{Advertisement, Authentication, Carrier, Password, Refusal, Version};
use crate::{AdvertInterval, Priority, Vrid};

/// The fixed part of both versions, in bytes.
pub(super) const HEADER: usize = 8;
/// The authentication data of version 2, which is there whatever the type.
pub(super) const AUTHENTICATION_DATA: usize = 8;
/// The only type there is.
pub(super) const ADVERTISEMENT: u8 = 1;

/// Reads an IP packet from its first byte on.
pub fn receive(packet: &[u8]) -> Result<(Carrier, Advertisement), Refusal> {
    let (carrier, message) = Carrier::split(packet)?;
    // A peer that is spoken to by unicast may be behind a router; the RFC knows multicast only.
    if carrier.is_multicast() && carrier.hop_limit != 255 {
        return Err(Refusal::HopLimit {
            found: carrier.hop_limit,
        });
    }
    Ok((carrier, decode(message, &carrier)?))
}

/// Reads the message alone, which `carrier` brought.
pub fn decode(message: &[u8], carrier: &Carrier) -> Result<Advertisement, Refusal> {
    let fixed = message.first_chunk::<HEADER>().ok_or(Refusal::Length {
        needed: HEADER,
        found: message.len(),
    })?;
    let [versions, vrid, priority, count, fifth, sixth, high, low] = *fixed;
    let number = versions >> 4;
    if number != 3 && (number != 2 || carrier.source.is_ipv6()) {
        return Err(Refusal::Version { found: number });
    }
    if versions & 0x0f != ADVERTISEMENT {
        return Err(Refusal::Type {
            found: versions & 0x0f,
        });
    }
    let parts = Parts::cut(message, number, usize::from(count), carrier)?;
    let vrid = Vrid::new(vrid).ok_or(Refusal::Vrid)?;
    if number == 3 && count == 0 {
        return Err(Refusal::AddressCount);
    }
    let found = u16::from_be_bytes([high, low]);
    let coverage = coverage(&parts, number, found, carrier)?;
    let (version, interval) = if number == 2 {
        let authentication = authentication(fifth, parts.authentication)?;
        (
            Version::V2 { authentication },
            AdvertInterval::from_secs(sixth),
        )
    } else {
        let centis = u16::from_be_bytes([fifth & 0x0f, sixth]);
        let interval = AdvertInterval::from_centis(centis);
        (
            Version::V3 { checksum: coverage },
            interval.unwrap_or(AdvertInterval::LONGEST_V3),
        )
    };
    Ok(Advertisement {
        version,
        vrid,
        priority: Priority::new(priority),
        interval,
        addresses: parts.addresses(carrier),
        trailer: parts.trailer.to_vec(),
    })
}

/// A message cut at its seams.
struct Parts<'message> {
    /// Up to the trailer.
    message: &'message [u8],
    /// With the trailer.
    whole: &'message [u8],
    addresses: &'message [u8],
    authentication: &'message [u8],
    trailer: &'message [u8],
}

impl<'message> Parts<'message> {
    fn cut(
        whole: &'message [u8],
        version: u8,
        count: usize,
        carrier: &Carrier,
    ) -> Result<Self, Refusal> {
        let address = if carrier.source.is_ipv6() { 16 } else { 4 };
        let addresses_end = HEADER + count * address;
        let data = if version == 2 { AUTHENTICATION_DATA } else { 0 };
        let end = addresses_end + data;
        let (message, trailer) = whole.split_at_checked(end).ok_or(Refusal::Length {
            needed: end,
            found: whole.len(),
        })?;
        Ok(Self {
            message,
            whole,
            addresses: &message[HEADER..addresses_end],
            authentication: &message[addresses_end..],
            trailer,
        })
    }

    fn addresses(&self, carrier: &Carrier) -> Vec<IpAddr> {
        if carrier.source.is_ipv6() {
            let (addresses, _) = self.addresses.as_chunks::<16>();
            addresses
                .iter()
                .copied()
                .map(|bytes| Ipv6Addr::from(bytes).into())
                .collect()
        } else {
            let (addresses, _) = self.addresses.as_chunks::<4>();
            addresses
                .iter()
                .copied()
                .map(|bytes| Ipv4Addr::from(bytes).into())
                .collect()
        }
    }
}

/// Which of the forms that the version and the family allow the checksum has. A trailer may or may
/// not be covered, since no RFC speaks of one.
fn coverage(
    parts: &Parts<'_>,
    version: u8,
    found: u16,
    carrier: &Carrier,
) -> Result<Coverage, Refusal> {
    let forms: &[Coverage] = match (version, carrier.source) {
        (2, _) => &[Coverage::Message],
        (_, IpAddr::V4(_)) => &[Coverage::Message, Coverage::PseudoHeader],
        (_, IpAddr::V6(_)) => &[Coverage::PseudoHeader],
    };
    let is_right = |form: &&Coverage| {
        [parts.message, parts.whole]
            .iter()
            .any(|covered| checksum::compute(covered, **form, carrier) == found)
    };
    forms
        .iter()
        .find(is_right)
        .copied()
        .ok_or_else(|| Refusal::Checksum {
            found,
            expected: checksum::compute(parts.message, forms[0], carrier),
        })
}

/// RFC 2338 §5.3.10: the data mean something with a password only.
fn authentication(kind: u8, data: &[u8]) -> Result<Authentication, Refusal> {
    match (kind, data.first_chunk::<AUTHENTICATION_DATA>()) {
        (0, _) => Ok(Authentication::None),
        (1, Some(bytes)) => Ok(Authentication::Password(Password::new(*bytes))),
        (2, _) => Ok(Authentication::Header),
        (found, _) => Err(Refusal::AuthenticationType { found }),
    }
}
