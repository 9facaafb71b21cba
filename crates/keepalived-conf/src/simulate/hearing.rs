//! Whether one contender takes the adverts of another (keepalived 2.2.7 `vrrp.c`,
//! `vrrp_check_packet`). Two that do not hear each other are both MASTER.

use std::collections::BTreeSet;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::contender::Contender;
use crate::model::{Family, VrrpInstance, VrrpVersion};

/// Why an advert is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Deafness {
    /// They speak different versions.
    Version,
    /// Version 2, and the intervals differ.
    AdvertInterval,
    /// Version 2, and one has another kind of authentication, or none.
    AuthenticationType,
    /// Version 2, and the passwords differ.
    Password,
    /// The lists of virtual addresses differ.
    Addresses,
    /// One sends to peers one by one, the other to a multicast group.
    Cast,
    /// They use different multicast groups.
    MulticastGroup,
    /// The receiver is not among the peers that the sender sends to.
    NotAddressed,
    /// The receiver checks the source address and the sender is not among its peers.
    SourceNotPeer,
}

const GROUP4: IpAddr = IpAddr::V4(Ipv4Addr::new(224, 0, 0, 18));
const GROUP6: IpAddr = IpAddr::V6(Ipv6Addr::new(0xff02, 0, 0, 0, 0, 0, 0, 0x12));

/// The first reason why `to` does not take the adverts of `from`; `None` when it does.
pub(super) fn deafness(from: &Contender<'_>, to: &Contender<'_>) -> Option<Deafness> {
    not_delivered(from, to).or_else(|| not_accepted(from, to))
}

fn not_delivered(from: &Contender<'_>, to: &Contender<'_>) -> Option<Deafness> {
    if from.instance.is_unicast() != to.instance.is_unicast() {
        return Some(Deafness::Cast);
    }
    if !from.instance.is_unicast() {
        let differs = multicast_group(from) != multicast_group(to);
        return differs.then_some(Deafness::MulticastGroup);
    }
    match to.source {
        Some(address) if !is_peer(from.instance, address) => Some(Deafness::NotAddressed),
        _ => None,
    }
}

fn not_accepted(from: &Contender<'_>, to: &Contender<'_>) -> Option<Deafness> {
    if from.version != to.version {
        return Some(Deafness::Version);
    }
    if to.version == VrrpVersion::V2 {
        if authentication(from).0 != authentication(to).0 {
            return Some(Deafness::AuthenticationType);
        }
        if authentication(from) != authentication(to) {
            return Some(Deafness::Password);
        }
        if from.interval != to.interval {
            return Some(Deafness::AdvertInterval);
        }
    }
    if addresses(from.instance) != addresses(to.instance) {
        return Some(Deafness::Addresses);
    }
    let checks_source = to.instance.is_unicast()
        && (to.instance.check_unicast_src.is_some()
            || to.model.globals.check_unicast_src.is_some());
    match from.source {
        Some(address) if checks_source && !is_peer(to.instance, address) => {
            Some(Deafness::SourceNotPeer)
        }
        _ => None,
    }
}

fn is_peer(instance: &VrrpInstance, address: IpAddr) -> bool {
    instance
        .unicast_peers
        .iter()
        .any(|peer| peer.address == address)
}

fn multicast_group(contender: &Contender<'_>) -> IpAddr {
    let globals = &contender.model.globals;
    let (global, standard) = match contender.family {
        Family::V4 => (&globals.mcast_group4, GROUP4),
        Family::V6 => (&globals.mcast_group6, GROUP6),
    };
    let own = contender.instance.mcast_group.as_ref().or(global.as_ref());
    own.map_or(standard, |group| group.value)
}

/// Type and password that really count: none in version 3, in strict mode, or without a password.
fn authentication<'c>(contender: &'c Contender<'_>) -> (&'c str, &'c [u8]) {
    let none = ("", &b""[..]);
    let is_strict = contender.instance.is_strict(&contender.model.globals);
    let Some(own) = contender
        .instance
        .authentication
        .as_ref()
        .filter(|_| !is_strict)
    else {
        return none;
    };
    match (&own.kind, &own.password) {
        (Some(kind), Some(password)) => {
            let password = password.value.as_bytes();
            (&kind.value, &password[..password.len().min(8)])
        }
        _ => none,
    }
}

/// The addresses in an advert; their order does not matter.
fn addresses(instance: &VrrpInstance) -> BTreeSet<IpAddr> {
    instance.addresses.iter().map(|vip| vip.address).collect()
}
