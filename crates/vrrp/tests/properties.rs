//! What holds for all packets.

#![expect(clippy::unwrap_used, reason = "a helper of tests may fail like a test")]

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use proptest::collection::vec;
use proptest::prelude::*;
use vrrp::packet::{
    Advertisement, Authentication, Carrier, Coverage, Password, Version, decode, encode, receive,
};
use vrrp::{AdvertInterval, GROUP_V4, GROUP_V6, Priority, Vrid};

fn address(ipv6: bool) -> BoxedStrategy<IpAddr> {
    if ipv6 {
        any::<[u8; 16]>()
            .prop_map(|bytes| Ipv6Addr::from(bytes).into())
            .boxed()
    } else {
        any::<[u8; 4]>()
            .prop_map(|bytes| Ipv4Addr::from(bytes).into())
            .boxed()
    }
}

fn carrier(ipv6: bool) -> impl Strategy<Value = Carrier> {
    let group: IpAddr = if ipv6 {
        GROUP_V6.into()
    } else {
        GROUP_V4.into()
    };
    let destination = prop_oneof![Just(group), address(ipv6)];
    (address(ipv6), destination).prop_map(|(source, destination)| Carrier {
        source,
        destination,
        hop_limit: 255,
    })
}

fn version(ipv6: bool) -> BoxedStrategy<(Version, AdvertInterval)> {
    let centis = (0u16..=4095).prop_map(|centis| AdvertInterval::from_centis(centis).unwrap());
    let checksum = if ipv6 {
        Just(Coverage::PseudoHeader).boxed()
    } else {
        prop_oneof![Just(Coverage::Message), Just(Coverage::PseudoHeader)].boxed()
    };
    let v3 =
        (checksum, centis).prop_map(|(checksum, interval)| (Version::V3 { checksum }, interval));
    if ipv6 {
        return v3.boxed();
    }
    let authentication = prop_oneof![
        Just(Authentication::None),
        Just(Authentication::Header),
        any::<[u8; 8]>().prop_map(|bytes| Authentication::Password(Password::new(bytes))),
    ];
    let v2 = (authentication, any::<u8>()).prop_map(|(authentication, secs)| {
        (
            Version::V2 { authentication },
            AdvertInterval::from_secs(secs),
        )
    });
    prop_oneof![v2, v3].boxed()
}

fn advertisement(ipv6: bool) -> impl Strategy<Value = Advertisement> {
    let vrid = (1u8..=255).prop_map(|number| Vrid::new(number).unwrap());
    let priority = any::<u8>().prop_map(Priority::new);
    let addresses = vec(address(ipv6), 1..=30);
    (
        version(ipv6),
        vrid,
        priority,
        addresses,
        vec(any::<u8>(), 0..40),
    )
        .prop_map(
            |((version, interval), vrid, priority, addresses, trailer)| Advertisement {
                version,
                vrid,
                priority,
                interval,
                addresses,
                trailer,
            },
        )
}

fn carried() -> impl Strategy<Value = (Carrier, Advertisement)> {
    any::<bool>().prop_flat_map(|ipv6| (carrier(ipv6), advertisement(ipv6)))
}

proptest! {
    #[test]
    fn what_was_encoded_is_decoded_as_it_was((carrier, advert) in carried()) {
        let message = encode(&advert, &carrier).unwrap();
        prop_assert_eq!(decode(&message, &carrier), Ok(advert));
    }

    #[test]
    fn one_flipped_bit_is_never_read_as_the_same((carrier, mut advert) in carried(), at in any::<prop::sample::Index>()) {
        advert.trailer.clear();
        let mut message = encode(&advert, &carrier).unwrap();
        let bit = at.index(message.len() * 8);
        message[bit / 8] ^= 1 << (bit % 8);
        // Not always a refusal: one in 65536 has the other form's checksum, or that of a shorter list.
        prop_assert_ne!(decode(&message, &carrier), Ok(advert));
    }

    #[test]
    fn bytes_never_panic(bytes in vec(any::<u8>(), 0..200)) {
        let _ = receive(&bytes);
    }

    #[test]
    fn bytes_behind_a_good_header_never_panic(ipv6: bool, message in vec(any::<u8>(), 0..80), number in 2u8..=3) {
        let mut message = message;
        if let Some(first) = message.first_mut() {
            *first = (number << 4) | 1;
        }
        let packet = if ipv6 { in_ipv6(&message) } else { in_ipv4(&message) };
        let answer = receive(&packet);
        if message.len() < 8 {
            prop_assert_eq!(answer.unwrap_err().reason(), "length");
        }
    }
}

fn in_ipv4(message: &[u8]) -> Vec<u8> {
    let length = u16::try_from(20 + message.len()).unwrap().to_be_bytes();
    let mut packet = vec![
        0x45, 0, length[0], length[1], 0, 0, 0, 0, 255, 112, 0, 0, 192, 0, 2, 1,
    ];
    packet.extend(GROUP_V4.octets());
    packet.extend(message);
    packet
}

fn in_ipv6(message: &[u8]) -> Vec<u8> {
    let length = u16::try_from(message.len()).unwrap().to_be_bytes();
    let mut packet = vec![0x60, 0, 0, 0, length[0], length[1], 112, 255];
    packet.extend(Ipv6Addr::new(0xfe80, 0, 0, 0, 0, 0, 0, 1).octets());
    packet.extend(GROUP_V6.octets());
    packet.extend(message);
    packet
}
