//! Why a packet is no advertisement.

use std::error::Error;
use std::fmt;

/// The rung of the ladder on which a packet failed, in the ladder's order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Refusal {
    /// The packet, or a header in it, ends before the length that it states itself. Bytes.
    Cut {
        /// How long it says it is.
        needed: usize,
        /// How much there is.
        found: usize,
    },
    /// Neither IPv4 nor IPv6.
    IpVersion {
        /// The version in the header.
        found: u8,
    },
    /// A piece of a packet. An advertisement fits into every link's packets.
    Fragment,
    /// The packet carries something else.
    Protocol {
        /// Its number.
        found: u8,
    },
    /// The packet was sent to the group and has crossed a router.
    HopLimit {
        /// What is left of 255.
        found: u8,
    },
    /// A version that is neither 2 nor 3, or version 2 over IPv6.
    Version {
        /// The version in the message.
        found: u8,
    },
    /// Not an advertisement, which is the only type there is.
    Type {
        /// The type in the message.
        found: u8,
    },
    /// The message ends before its addresses or its authentication do. Bytes.
    Length {
        /// How long it would have to be.
        needed: usize,
        /// How much there is.
        found: usize,
    },
    /// Identifier 0.
    Vrid,
    /// Version 3 without any address.
    AddressCount,
    /// The message was changed on its way.
    Checksum {
        /// The checksum in the message.
        found: u16,
        /// What it would have to be by the version's RFC.
        expected: u16,
    },
    /// A way of authentication that RFC 2338 does not have.
    AuthenticationType {
        /// The type in the message.
        found: u8,
    },
}

impl Refusal {
    /// A stable word for it, fit for a metric's label.
    pub const fn reason(self) -> &'static str {
        match self {
            Self::Cut { .. } => "cut",
            Self::IpVersion { .. } => "ip-version",
            Self::Fragment => "fragment",
            Self::Protocol { .. } => "protocol",
            Self::HopLimit { .. } => "hop-limit",
            Self::Version { .. } => "version",
            Self::Type { .. } => "type",
            Self::Length { .. } => "length",
            Self::Vrid => "vrid",
            Self::AddressCount => "address-count",
            Self::Checksum { .. } => "checksum",
            Self::AuthenticationType { .. } => "authentication-type",
        }
    }

    /// The section that asks for the refusal.
    pub const fn section(self) -> &'static str {
        match self {
            Self::Cut { .. } | Self::IpVersion { .. } | Self::Fragment => "RFC 9568 §5.1",
            Self::Protocol { .. } => "RFC 9568 §5.1.1.4",
            Self::HopLimit { .. } | Self::Version { .. } | Self::Length { .. } => "RFC 9568 §7.1",
            Self::Type { .. } => "RFC 9568 §5.2.2",
            Self::Vrid => "RFC 9568 §5.2.3",
            Self::AddressCount => "RFC 9568 §5.2.5",
            Self::Checksum { .. } => "RFC 9568 §5.2.8",
            Self::AuthenticationType { .. } => "RFC 2338 §5.3.6",
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cut { needed, found } => {
                write!(out, "the packet has {found} of {needed} bytes")
            }
            Self::IpVersion { found } => write!(out, "IP version {found} is neither 4 nor 6"),
            Self::Fragment => write!(out, "the packet is a fragment"),
            Self::Protocol { found } => write!(out, "IP protocol {found} is not VRRP (112)"),
            Self::HopLimit { found } => write!(out, "hop limit {found} is not 255"),
            Self::Version { found } => write!(out, "VRRP version {found} is not known here"),
            Self::Type { found } => write!(out, "type {found} is not an advertisement (1)"),
            Self::Length { needed, found } => {
                write!(out, "the message has {found} of {needed} bytes")
            }
            Self::Vrid => write!(out, "the identifier is 0"),
            Self::AddressCount => write!(out, "the message has no address"),
            Self::Checksum { found, expected } => {
                write!(out, "checksum {found:04x} should be {expected:04x}")
            }
            Self::AuthenticationType { found } => {
                write!(out, "authentication type {found} is not known")
            }
        }?;
        write!(out, " ({})", self.section())
    }
}

impl Error for Refusal {}
