//! The Internet checksum (RFC 1071), alone and with the pseudo-header of the carrying protocol.

use std::net::IpAddr;

use super::Carrier;
use crate::PROTOCOL;

/// What a checksum covers.
///
/// Version 3 over IPv4 exists in both forms: RFC 5798 §5.2.8 included the pseudo-header, RFC 9568
/// §5.2.8 takes the message alone. Keepalived sends the former unless `v3_checksum_as_v2` is set
/// (2.2.8). Receivers that know only one form do not hear the other, so which it was matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Coverage {
    /// The message alone.
    Message,
    /// The message and the pseudo-header with both addresses.
    PseudoHeader,
}

/// Where the checksum is in the message, in both versions.
pub(super) const FIELD: std::ops::Range<usize> = 6..8;

/// The checksum of `message`, whose own field counts as zero.
pub(super) fn compute(message: &[u8], coverage: Coverage, carrier: &Carrier) -> u16 {
    let mut sum = add_words(0, message);
    if let Some(field) = message.get(FIELD) {
        sum -= add_words(0, field);
    }
    if coverage == Coverage::PseudoHeader {
        sum = add_pseudo_header(sum, carrier, message.len());
    }
    fold(sum)
}

/// RFC 8200 §8.1 for IPv6; for IPv4 the same parts with shorter addresses, as TCP has them. Zeros and
/// the order of parts make no difference to the sum.
fn add_pseudo_header(mut sum: u64, carrier: &Carrier, length: usize) -> u64 {
    for address in [carrier.source, carrier.destination] {
        sum = match address {
            IpAddr::V4(address) => add_words(sum, &address.octets()),
            IpAddr::V6(address) => add_words(sum, &address.octets()),
        };
    }
    sum + length as u64 + u64::from(PROTOCOL)
}

/// An odd last byte is the upper half of a word (RFC 1071 §1).
fn add_words(sum: u64, bytes: &[u8]) -> u64 {
    bytes.chunks(2).fold(sum, |sum, pair| {
        let low = pair.get(1).copied().unwrap_or(0);
        sum + u64::from(u16::from_be_bytes([pair[0], low]))
    })
}

fn fold(mut sum: u64) -> u16 {
    while sum > 0xffff {
        sum = (sum & 0xffff) + (sum >> 16);
    }
    !(sum as u16)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sum_is_the_one_of_the_rfc() {
        // RFC 1071 §3 has these bytes and the sum ddf2 as its example.
        let sum = add_words(0, &[0x00, 0x01, 0xf2, 0x03, 0xf4, 0xf5, 0xf6, 0xf7]);
        assert_eq!(fold(sum), !0xddf2);
    }

    #[test]
    fn an_odd_byte_is_the_upper_half_of_a_word() {
        assert_eq!(add_words(0, &[0x12]), 0x1200);
    }
}
