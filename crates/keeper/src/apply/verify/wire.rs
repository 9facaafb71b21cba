//! Who else advertises on the wire.
//!
//! Owns the counting of adverts by their sources; what they mean is the
//! judge's.  Nothing listens yet: until the listener for IP protocol 112 is
//! part of `host`, another MASTER is noticed by what Keepalived itself counts.

use std::net::IpAddr;

/// A source of adverts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::apply) struct Heard {
    /// Where it was heard.
    pub(in crate::apply) interface: String,
    /// Who it is.
    pub(in crate::apply) source: IpAddr,
    /// Which virtual router it advertises.
    pub(in crate::apply) vrid: u8,
    /// The addresses that it advertises.
    pub(in crate::apply) addresses: Vec<IpAddr>,
    /// How many adverts since the change and since we are MASTER ourselves,
    /// resignations not counted.
    pub(in crate::apply) adverts: u32,
}

/// Listens on every interface of the instances.
#[derive(Debug, Default)]
pub(super) struct Wire;

impl Wire {
    /// Forgets what was heard.
    pub(super) fn listen_anew(&mut self) {}

    /// Forgets what was heard on an interface: who is not MASTER expects
    /// another one to advertise.
    pub(super) fn forget(&mut self, _interface: &str) {}

    /// What was heard since.
    pub(super) fn heard(&mut self) -> Vec<Heard> {
        Vec::new()
    }
}
