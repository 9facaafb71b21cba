//! The Virtual Router Redundancy Protocol as it is seen on the wire.
//!
//! Pure: no sockets, no clock, no async, and nothing but the standard library. Bytes are handed in,
//! and what comes back is an advertisement or the reason, with its section of the RFC, why there is
//! none. Bytes from the network never make a panic.
//!
//! Words are those of RFC 9568, which describes version 3; version 2 is RFC 3768, and its
//! authentication is RFC 2338 (Keepalived still speaks all three).
//!
//! Deliberately absent: what an advertisement means for the one who hears it (elections, clashes),
//! and everything that needs a configuration to compare with.

pub mod packet;
mod units;

pub use units::{AdvertInterval, Priority, Vrid};

use std::net::{Ipv4Addr, Ipv6Addr};

/// The IP protocol number (RFC 9568 §5.1.1.4).
pub const PROTOCOL: u8 = 112;

/// Where version 2 and 3 are sent over IPv4 (RFC 9568 §5.1.1.2).
pub const GROUP_V4: Ipv4Addr = Ipv4Addr::new(224, 0, 0, 18);

/// Where version 3 is sent over IPv6 (RFC 9568 §5.1.2.2).
pub const GROUP_V6: Ipv6Addr = Ipv6Addr::new(0xff02, 0, 0, 0, 0, 0, 0, 0x12);
