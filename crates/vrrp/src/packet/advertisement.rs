//! What an advertisement says.

use std::net::IpAddr;

use super::{Authentication, Coverage};
use crate::{AdvertInterval, Priority, Vrid};

/// One advertisement.
///
/// ```text
///  Version 2 (RFC 3768 §5.1)
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// +-------+-------+---------------+---------------+---------------+
/// |Version| Type  | Virtual Rtr ID|   Priority    | Count IP Addrs|
/// +-------+-------+---------------+---------------+---------------+
/// |   Auth Type   | Adver Int (s) |           Checksum            |
/// +---------------+---------------+-------------------------------+
/// |                  IPv4 addresses (4 bytes each)                |
/// +---------------------------------------------------------------+
/// |                 Authentication data (8 bytes)                 |
/// +---------------------------------------------------------------+
///
///  Version 3 (RFC 9568 §5.2)
/// +-------+-------+---------------+---------------+---------------+
/// |Version| Type  | Virtual Rtr ID|   Priority    |IPvX Addr Count|
/// +-------+-------+---------------+---------------+---------------+
/// |Reserve| Max Advertise Int (cs)|           Checksum            |
/// +-------+-----------------------+-------------------------------+
/// |         IPv4 or IPv6 addresses (4 or 16 bytes each)           |
/// +---------------------------------------------------------------+
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Advertisement {
    /// The protocol's version, with what only that version has.
    pub version: Version,
    /// Which virtual router this is about; it counts per link and address family.
    pub vrid: Vrid,
    /// The sender's election weight, or that it gives up.
    pub priority: Priority,
    /// How often the sender promises to advertise.
    pub interval: AdvertInterval,
    /// The virtual addresses, of the family that carried the packet, in the sender's order.
    pub addresses: Vec<IpAddr>,
    /// What follows the message. The RFCs know nothing there; Keepalived ≥ 2.4.0 with `auth_hmac`
    /// appends its authentication.
    pub trailer: Vec<u8>,
}

/// A version of the protocol, with what only it has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Version {
    /// RFC 3768, over IPv4 only.
    V2 {
        /// How the sender proves who it is. RFC 3768 took authentication out of RFC 2338 again.
        authentication: Authentication,
    },
    /// RFC 9568 (before: RFC 5798).
    V3 {
        /// What the sender's checksum covers. Over IPv6 always the pseudo-header too.
        checksum: Coverage,
    },
}

impl Version {
    /// 2 or 3.
    pub const fn number(self) -> u8 {
        match self {
            Self::V2 { .. } => 2,
            Self::V3 { .. } => 3,
        }
    }
}
