//! An advertisement as the bytes of a message, without the IP header.

use std::error::Error;
use std::fmt;
use std::net::IpAddr;

use super::checksum::{self, Coverage};
use super::receive::{ADVERTISEMENT, AUTHENTICATION_DATA};
use super::{Advertisement, Authentication, Carrier, Version};

/// What cannot be said in the version's form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unsendable {
    /// More than the 255 addresses that the count can tell.
    TooManyAddresses,
    /// An address of another family than the carrier's.
    Family,
    /// Version 2 over IPv6, or version 3 over IPv6 without the pseudo-header.
    OverIpv6,
    /// A fraction of a second in version 2, or more than 40.95 seconds in version 3.
    Interval,
}

impl fmt::Display for Unsendable {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::TooManyAddresses => "an advertisement has at most 255 addresses",
            Self::Family => "an address is not of the family that carries the packet",
            Self::OverIpv6 => "this form does not exist over IPv6",
            Self::Interval => "the version cannot express the interval",
        })
    }
}

impl Error for Unsendable {}

/// The message that [`decode`](super::decode) reads back as `advert` when `carrier` brings it.
pub fn encode(advert: &Advertisement, carrier: &Carrier) -> Result<Vec<u8>, Unsendable> {
    let count = u8::try_from(advert.addresses.len()).map_err(|_| Unsendable::TooManyAddresses)?;
    let (fifth, sixth) = fifth_and_sixth(advert)?;
    let coverage = match advert.version {
        Version::V2 { .. } => Coverage::Message,
        Version::V3 { checksum } => checksum,
    };
    if carrier.source.is_ipv6() && coverage == Coverage::Message {
        return Err(Unsendable::OverIpv6);
    }
    let versions = (advert.version.number() << 4) | ADVERTISEMENT;
    let (vrid, priority) = (advert.vrid.value(), advert.priority.value());
    let mut message = vec![versions, vrid, priority, count, fifth, sixth, 0, 0];
    for address in &advert.addresses {
        match address {
            _ if address.is_ipv6() != carrier.source.is_ipv6() => return Err(Unsendable::Family),
            IpAddr::V4(address) => message.extend(address.octets()),
            IpAddr::V6(address) => message.extend(address.octets()),
        }
    }
    if let Version::V2 { authentication } = advert.version {
        message.extend(match authentication {
            Authentication::Password(password) => password.bytes(),
            Authentication::None | Authentication::Header => [0; AUTHENTICATION_DATA],
        });
    }
    let sum = checksum::compute(&message, coverage, carrier);
    message[checksum::FIELD].copy_from_slice(&sum.to_be_bytes());
    message.extend(&advert.trailer);
    Ok(message)
}

fn fifth_and_sixth(advert: &Advertisement) -> Result<(u8, u8), Unsendable> {
    match advert.version {
        Version::V2 { authentication } => {
            let secs = advert.interval.secs().ok_or(Unsendable::Interval)?;
            Ok((authentication.type_number(), secs))
        }
        Version::V3 { .. } => {
            let centis = advert.interval.centis();
            if centis > 0x0fff {
                return Err(Unsendable::Interval);
            }
            let [high, low] = centis.to_be_bytes();
            Ok((high, low))
        }
    }
}
