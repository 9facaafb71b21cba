//! What the machine tells the wizard.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::path::Path;

use host::net::held_addresses;
use keepalived_conf::catalog::Version;

use crate::layout::Layout;
use crate::template::{Surroundings, Unknowable};

/// What the machine tells the wizard.
#[derive(Debug, Clone)]
pub struct Facts {
    /// The interfaces that have addresses, without the loopback.
    pub interfaces: Vec<Interface>,
    /// The release that is installed; `None`: none, or it does not say.
    pub release: Option<Version>,
    /// What templates can know.
    pub surroundings: Surroundings,
}

/// An interface and its addresses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interface {
    /// As in `ip link`.
    pub name: String,
    /// Addresses with the lengths of their prefixes.
    pub addresses: Vec<(IpAddr, u8)>,
}

impl Facts {
    /// Asks this machine; `program` is our own.
    pub async fn of_this_machine(
        layout: &Layout,
        program: &Path,
        release: Option<Version>,
    ) -> Result<Self, Unknowable> {
        let mut interfaces: BTreeMap<String, Vec<(IpAddr, u8)>> = BTreeMap::new();
        for held in held_addresses().await? {
            if !held.address.is_loopback() {
                let addresses = interfaces.entry(held.interface).or_default();
                addresses.push((held.address, held.prefix));
            }
        }
        let interfaces = interfaces.into_iter();
        Ok(Self {
            interfaces: interfaces
                .map(|(name, addresses)| Interface { name, addresses })
                .collect(),
            release,
            surroundings: Surroundings::of_this_machine(layout, program).await?,
        })
    }

    /// This server's own address for unicast: the one of the interface that
    /// lies in the virtual IP's network.  `given` are a template's parameters.
    #[must_use]
    pub fn own_address(&self, given: &BTreeMap<String, String>) -> Option<IpAddr> {
        let interface = given.get("interface").map(String::as_str);
        let interface = interface.or(self.surroundings.interface())?;
        let mut interfaces = self.interfaces.iter();
        let interface = interfaces.find(|known| known.name == interface)?;
        interface.address_beside(given.get("vip")?)
    }
}

impl Interface {
    /// The address that lies in the network of this virtual IP, written with
    /// its prefix.
    fn address_beside(&self, vip: &str) -> Option<IpAddr> {
        let (vip, prefix) = vip.split_once('/')?;
        let vip: IpAddr = vip.parse().ok()?;
        let prefix: u32 = prefix.parse().ok()?;
        let mut addresses = self.addresses.iter().map(|(address, _)| *address);
        addresses
            .find(|address| *address != vip && network(*address, prefix) == network(vip, prefix))
    }
}

/// The bits of the network, with the family, so that 0 of the one is not 0 of
/// the other.
fn network(address: IpAddr, prefix: u32) -> (bool, u128) {
    let (bits, length) = match address {
        IpAddr::V4(address) => (u128::from(u32::from(address)), 32),
        IpAddr::V6(address) => (u128::from(address), 128),
    };
    let hosts = length - prefix.min(length);
    (address.is_ipv6(), bits.checked_shr(hosts).unwrap_or(0))
}
