//! An address on an interface that leads elsewhere.  Pure.
//!
//! Keepalived puts an address wherever the file says, and its own test only
//! asks whether the interface is there.  When another interface has the
//! address's network and the named one has not, nobody will reach it.

use std::net::IpAddr;

use host::net::HeldAddress;
use keepalived_conf::model::Model;

/// An address whose network is at another interface.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Misplaced {
    /// The instance.
    pub instance: String,
    /// The address.
    pub address: IpAddr,
    /// Where the file puts it.
    pub interface: String,
    /// The interface that has its network.
    pub belongs: String,
}

/// The addresses of `after` that are misplaced and were not before.
pub(super) fn misplaced(
    before: Option<&Model>,
    after: &Model,
    held: &[HeldAddress],
) -> Vec<Misplaced> {
    let known = before.map(|model| all(model, held)).unwrap_or_default();
    let mut found = all(after, held);
    found.retain(|one| !known.contains(one));
    found
}

fn all(model: &Model, held: &[HeldAddress]) -> Vec<Misplaced> {
    let mut found = Vec::new();
    for instance in &model.instances {
        let own = instance.interface.as_ref().map(|name| name.value.as_str());
        let all = || instance.addresses.iter().chain(&instance.excluded);
        let vips: Vec<IpAddr> = all().map(|vip| vip.address).collect();
        for vip in all() {
            let named = vip.interface.as_ref().map(|name| name.value.as_str());
            let Some(interface) = named.or(own) else {
                continue;
            };
            // A virtual address proves nothing about the place of another.
            let networks = || held.iter().filter(|held| !vips.contains(&held.address));
            let fits = |held: &&HeldAddress| same_network(held.address, vip.address, held.prefix);
            if networks().any(|held| held.interface == interface && fits(&held)) {
                continue;
            }
            if let Some(better) = networks().find(fits) {
                found.push(Misplaced {
                    instance: instance.name.value.clone(),
                    address: vip.address,
                    interface: interface.to_owned(),
                    belongs: better.interface.clone(),
                });
            }
        }
    }
    found
}

/// A host's own address (/32, /128) is no network.
fn same_network(one: IpAddr, other: IpAddr, prefix: u8) -> bool {
    match (one, other) {
        (IpAddr::V4(one), IpAddr::V4(other)) if prefix > 0 && prefix < 32 => {
            (one.to_bits() ^ other.to_bits()) >> (32 - u32::from(prefix)) == 0
        }
        (IpAddr::V6(one), IpAddr::V6(other)) if prefix > 0 && prefix < 128 => {
            (one.to_bits() ^ other.to_bits()) >> (128 - u32::from(prefix)) == 0
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use keepalived_conf::expand::{Options, expand_text};

    #[test]
    fn an_address_belongs_where_its_network_is() {
        let held = |interface: &str, address: &str, prefix| HeldAddress {
            interface: interface.to_owned(),
            address: address.parse().unwrap(),
            prefix,
        };
        let held = [
            held("lo", "127.0.0.1", 8),
            held("eth0", "10.0.0.1", 24),
            held("eth1", "192.168.0.1", 24),
            held("eth1", "10.0.0.100", 24),
        ];
        let model = |vip: &str| {
            let text = format!(
                "vrrp_instance VI {{\n interface eth0\n virtual_ipaddress {{\n {vip}\n }}\n}}\n"
            );
            Model::read(&expand_text(text, &Options::default()))
        };
        let wrong = |vip: &str| misplaced(None, &model(vip), &held);
        assert_eq!(wrong("10.0.0.100/24"), []);
        assert_eq!(wrong("192.168.0.100/24 dev eth1"), []);
        let excluded = "10.0.0.100/24\n }\n virtual_ipaddress_excluded {\n 10.0.0.101/24 dev eth1";
        assert_eq!(wrong(excluded).len(), 1);
        assert_eq!(wrong("172.16.0.1/24 dev lo"), [], "its network is nowhere");
        let elsewhere = wrong("10.0.0.100/24 dev eth1");
        assert_eq!(elsewhere.len(), 1);
        assert_eq!(
            (
                elsewhere[0].interface.as_str(),
                elsewhere[0].belongs.as_str()
            ),
            ("eth1", "eth0")
        );
        let after = model("10.0.0.100/24 dev eth1");
        assert_eq!(
            misplaced(Some(&after), &after, &held),
            [],
            "it was so before"
        );
    }
}
