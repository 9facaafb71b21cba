//! The IP packet around a message: as much of it as the protocol looks at.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::Refusal;
use crate::{GROUP_V4, GROUP_V6, PROTOCOL};

/// The IP authentication header (RFC 4302), which version 2 may travel in.
const AUTHENTICATION_HEADER: u8 = 51;

/// What the IP header says. Both addresses are of one family.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Carrier {
    /// The sender.
    pub source: IpAddr,
    /// The group, or one peer.
    pub destination: IpAddr,
    /// Time to live of IPv4, hop limit of IPv6.
    pub hop_limit: u8,
}

impl Carrier {
    /// Whether the packet went to the protocol's group rather than to one peer.
    pub fn is_multicast(&self) -> bool {
        self.destination == IpAddr::V4(GROUP_V4) || self.destination == IpAddr::V6(GROUP_V6)
    }

    /// Splits an IP packet that begins at its first byte into header and message. Bytes beyond the
    /// length that the header states are padding of the link and are dropped.
    ///
    /// The header's own checksum is not looked at: the kernel drops what is wrong before anybody
    /// hears it, and sees to that of its own packets only after we have heard them.
    pub(super) fn split(packet: &[u8]) -> Result<(Self, &[u8]), Refusal> {
        match packet.first().map(|first| first >> 4) {
            Some(4) => split_v4(packet),
            Some(6) => split_v6(packet),
            Some(found) => Err(Refusal::IpVersion { found }),
            None => Err(cut(packet, 1)),
        }
    }
}

/// RFC 791 §3.1.
fn split_v4(packet: &[u8]) -> Result<(Carrier, &[u8]), Refusal> {
    let header = array::<20>(packet, 0)?;
    let header_length = usize::from(header[0] & 0x0f) * 4;
    let total_length = usize::from(u16::from_be_bytes([header[2], header[3]]));
    // The low 14 bits are "more fragments" and the offset.
    if u16::from_be_bytes([header[6], header[7]]) & 0x3fff != 0 {
        return Err(Refusal::Fragment);
    }
    let body = packet
        .get(header_length.max(20)..total_length)
        .ok_or_else(|| cut(packet, total_length.max(header_length)))?;
    let carrier = Carrier {
        source: Ipv4Addr::from(array::<4>(&header, 12)?).into(),
        destination: Ipv4Addr::from(array::<4>(&header, 16)?).into(),
        hop_limit: header[8],
    };
    Ok((carrier, unwrap_authentication(header[9], body)?))
}

/// RFC 8200 §3. Extension headers are not followed: no sender of VRRP uses them.
fn split_v6(packet: &[u8]) -> Result<(Carrier, &[u8]), Refusal> {
    let header = array::<40>(packet, 0)?;
    let total_length = 40 + usize::from(u16::from_be_bytes([header[4], header[5]]));
    let body = packet
        .get(40..total_length)
        .ok_or_else(|| cut(packet, total_length))?;
    let carrier = Carrier {
        source: Ipv6Addr::from(array::<16>(&header, 8)?).into(),
        destination: Ipv6Addr::from(array::<16>(&header, 24)?).into(),
        hop_limit: header[7],
    };
    match header[6] {
        PROTOCOL => Ok((carrier, body)),
        found => Err(Refusal::Protocol { found }),
    }
}

/// The message inside an authentication header, whose length field counts words of four bytes and
/// leaves out two (RFC 4302 §2.2). Whether it authenticates is for those to judge who have the key.
fn unwrap_authentication(protocol: u8, body: &[u8]) -> Result<&[u8], Refusal> {
    match protocol {
        PROTOCOL => Ok(body),
        AUTHENTICATION_HEADER => {
            let [next, words] = array::<2>(body, 0)?;
            if next != PROTOCOL {
                return Err(Refusal::Protocol { found: next });
            }
            let length = (usize::from(words) + 2) * 4;
            body.get(length..).ok_or_else(|| cut(body, length))
        }
        found => Err(Refusal::Protocol { found }),
    }
}

/// `N` bytes from `start` on.
fn array<const N: usize>(bytes: &[u8], start: usize) -> Result<[u8; N], Refusal> {
    bytes
        .get(start..)
        .and_then(|rest| rest.first_chunk::<N>())
        .copied()
        .ok_or_else(|| cut(bytes, start + N))
}

fn cut(bytes: &[u8], needed: usize) -> Refusal {
    Refusal::Cut {
        needed,
        found: bytes.len(),
    }
}
