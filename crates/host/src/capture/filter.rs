//! The filter that runs in the kernel, so that a server's whole traffic does not wake us.
//!
//! Classic BPF (Linux `Documentation/networking/filter.rst`). On this kind of socket offset 0 is the
//! IP header; what is not in the packet is loaded from the kernel's own offsets.

use socket2::SockFilter;

/// What comes back for a packet that is wanted: all of it. Bytes.
const WHOLE: u32 = 0xffff;

/// `SKF_AD_OFF` of linux/filter.h, as the unsigned number it is written as.
const ANCILLARY: u32 = 0xffff_f000;
const ETHERNET_PROTOCOL: u32 = ANCILLARY;
const VLAN_TAG: u32 = ANCILLARY + 44;

/// IPv4 and IPv6 packets of protocol 112, and IPv4 ones in an authentication header (51), which
/// Keepalived's `auth_type AH` uses. A packet with a VLAN's number belongs to the interface of that
/// VLAN, although the interface below hears it too. Jumps count from the next line.
pub(super) const VRRP: [SockFilter; 16] = [
    load(VLAN_TAG),
    SockFilter::new(0x54, 0, 0, 0x0fff), // and: number only
    unless(0, 12),
    load(ETHERNET_PROTOCOL),
    when(0x0800, 3),
    unless(0x86dd, 9),
    load_byte(6), // IPv6 next header
    either(112, 6, 7),
    load_byte(9), // IPv4 protocol
    when(112, 4),
    unless(51, 4),
    SockFilter::new(0xb1, 0, 0, 0), // index = length of the IPv4 header
    SockFilter::new(0x50, 0, 0, 0), // first byte behind it: next header
    unless(112, 1),
    accept(WHOLE),
    accept(0),
];

const fn load(offset: u32) -> SockFilter {
    SockFilter::new(0x20, 0, 0, offset)
}

const fn load_byte(offset: u32) -> SockFilter {
    SockFilter::new(0x30, 0, 0, offset)
}

const fn either(value: u32, if_equal: u8, if_not: u8) -> SockFilter {
    SockFilter::new(0x15, if_equal, if_not, value)
}

const fn when(value: u32, skip: u8) -> SockFilter {
    either(value, skip, 0)
}

const fn unless(value: u32, skip: u8) -> SockFilter {
    either(value, 0, skip)
}

const fn accept(bytes: u32) -> SockFilter {
    SockFilter::new(0x06, 0, 0, bytes)
}
