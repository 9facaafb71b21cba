//! Addresses of packet sockets (packet(7)), which no library of ours has a type for.

use std::fmt;

use rustix::net::SocketAddrAny;
use socket2::{SockAddr, SockAddrStorage};

/// Whether a packet came or went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    /// Another machine sent it.
    Incoming,
    /// This machine sent it.
    Outgoing,
}

/// The address of a network card.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct HardwareAddress(pub [u8; 6]);

impl fmt::Display for HardwareAddress {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [a, b, c, d, e, f] = self.0;
        write!(out, "{a:02x}:{b:02x}:{c:02x}:{d:02x}:{e:02x}:{f:02x}")
    }
}

/// The address that binds to interface `index` and to all protocols. Sent packets are told to
/// sockets bound to all of them only.
#[expect(unsafe_code, reason = "an address of this family is not in socket2")]
pub(super) fn all_protocols(index: u32) -> SockAddr {
    let mut storage = SockAddrStorage::zeroed();
    // SAFETY: sockaddr_ll is one of this platform's socket addresses.
    let address = unsafe { storage.view_as::<libc::sockaddr_ll>() };
    address.sll_family = libc::AF_PACKET as libc::sa_family_t;
    address.sll_protocol = (libc::ETH_P_ALL as u16).to_be();
    address.sll_ifindex = index as libc::c_int;
    // SAFETY: the storage holds a complete sockaddr_ll, and that length is given.
    unsafe { SockAddr::new(storage, size_of::<libc::sockaddr_ll>() as libc::socklen_t) }
}

/// What the kernel tells about a packet's way. Without an address, which it never omits for a packet
/// socket, the packet counts as another's.
#[expect(unsafe_code, reason = "an address of this family is not in rustix")]
pub(super) fn origin(from: Option<&SocketAddrAny>) -> (Direction, Option<HardwareAddress>) {
    let is_link = |from: &&SocketAddrAny| {
        from.address_family() == rustix::net::AddressFamily::PACKET
            && from.addr_len() as usize >= size_of::<libc::sockaddr_ll>()
    };
    let Some(from) = from.filter(is_link) else {
        return (Direction::Incoming, None);
    };
    // SAFETY: the family says what the storage holds, and the kernel wrote all of it.
    let address = unsafe { from.as_ptr().cast::<libc::sockaddr_ll>().read_unaligned() };
    let direction = match address.sll_pkttype {
        libc::PACKET_OUTGOING => Direction::Outgoing,
        _ => Direction::Incoming,
    };
    let sender = match (address.sll_halen, address.sll_addr) {
        (6, [a, b, c, d, e, f, ..]) => Some(HardwareAddress([a, b, c, d, e, f])),
        _ => None,
    };
    (direction, sender)
}
