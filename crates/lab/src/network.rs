//! The wires of a lab: one namespace that is the switch, one for each host, a cable from each host
//! to the bridge in the switch.
//!
//! Interfaces are made where they belong, never in the machine's own namespace, so their names may
//! repeat from lab to lab.

use std::fmt::Write as _;
use std::fs;
use std::io::ErrorKind;
use std::net::Ipv4Addr;
use std::path::Path;

use host::netns::{self, NetNs};

use crate::error::LabError;
use crate::ip;
use crate::site::namespace;

/// The length of the lab network's prefix, in bits.
pub const PREFIX_LENGTH: u8 = 24;
/// The switch's own address, and every host's default gateway.
pub const GATEWAY_ADDRESS: Ipv4Addr = Ipv4Addr::new(10, 66, 0, 254);
/// The client's address.
pub const CLIENT_ADDRESS: Ipv4Addr = Ipv4Addr::new(10, 66, 0, 200);
/// An address on the lab network that no host has at first.
pub const VIRTUAL_IP: Ipv4Addr = Ipv4Addr::new(10, 66, 0, 100);
/// The TCP port that every service in a lab listens on.
pub const SERVICE_PORT: u16 = 3306;

/// The name of every host's one Ethernet interface.
pub(crate) const INTERFACE: &str = "eth0";
/// The part of the switch's namespace that is not the lab's id.
pub(crate) const SWITCH: &str = "sw";
const BRIDGE: &str = "br0";

/// The first node; the others follow it.
const FIRST_NODE: u8 = 11;

/// One host of the lab as planned. Its name is also that of its port at the switch.
#[derive(Debug, Clone)]
pub(crate) struct Host {
    pub(crate) name: String,
    pub(crate) address: Ipv4Addr,
}

/// `nodes` nodes (`node-a`, `node-b` …) and then the client.
pub(crate) fn plan(nodes: u8) -> Vec<Host> {
    (0..nodes)
        .map(|index| Host {
            name: format!("node-{}", char::from(b'a' + index)),
            address: Ipv4Addr::new(10, 66, 0, FIRST_NODE + index),
        })
        .chain([Host {
            name: "client".to_owned(),
            address: CLIENT_ADDRESS,
        }])
        .collect()
}

/// Builds the network of lab `id`; on return every interface is up and has its address.
pub(crate) fn build(id: &str, hosts: &[Host]) -> Result<Vec<NetNs>, LabError> {
    let switch = namespace(id, SWITCH);
    let names: Vec<String> = hosts.iter().map(|host| namespace(id, &host.name)).collect();
    let mut lines = format!("netns add {switch}\n");
    for name in &names {
        writeln!(lines, "netns add {name}").unwrap_or_default();
    }
    ip::batch("add the lab's namespaces", &lines)?;

    quieten_ipv6(&NetNs::open(&switch)?)?;
    let spaces = names
        .iter()
        .map(|name| NetNs::open(name))
        .collect::<Result<Vec<_>, _>>()?;
    for space in &spaces {
        quieten_ipv6(space)?;
    }
    ip::batch_in(&switch, "wire the lab's switch", &switch_lines(id, hosts))?;
    for (space, host) in spaces.iter().zip(hosts) {
        ip::batch_in(space.name(), "configure a lab host", &host_lines(host))?;
    }
    Ok(spaces)
}

/// A bridge that forwards at once and does not learn who listens to which multicast group: without a
/// querier, snooping would in time cut the VRRP adverts.
fn switch_lines(id: &str, hosts: &[Host]) -> String {
    let mut lines = format!(
        "link add {BRIDGE} type bridge stp_state 0 forward_delay 0 mcast_snooping 0\n\
         addr add {GATEWAY_ADDRESS}/{PREFIX_LENGTH} dev {BRIDGE}\n\
         link set lo up\n\
         link set {BRIDGE} up\n"
    );
    for Host { name, .. } in hosts {
        lines += &cable_lines(name, &namespace(id, name));
    }
    lines
}

/// A cable from the switch to the host called `name` in `space`, to be laid in the switch.
pub(crate) fn cable_lines(name: &str, space: &str) -> String {
    format!(
        "link add {name} type veth peer name {INTERFACE} netns {space}\n\
         link set {name} master {BRIDGE} up\n"
    )
}

/// What a host does with its end of the cable when it boots.
pub(crate) fn host_lines(host: &Host) -> String {
    format!(
        "link set lo up\n\
         link set {INTERFACE} up\n\
         addr add {address}/{PREFIX_LENGTH} dev {INTERFACE}\n\
         route add default via {GATEWAY_ADDRESS} dev {INTERFACE}\n",
        address = host.address
    )
}

/// Duplicate address detection would hold every IPv6 address back for a second, and there is no
/// router to solicit. Says nothing about a kernel without IPv6.
fn quieten_ipv6(space: &NetNs) -> Result<(), LabError> {
    for setting in [
        "net/ipv6/conf/default/accept_dad",
        "net/ipv6/conf/default/accept_ra",
        "net/ipv6/conf/default/autoconf",
        "net/ipv6/conf/default/router_solicitations",
    ] {
        match netns::within(space, || {
            fs::write(Path::new("/proc/sys").join(setting), "0")
        })? {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                let namespace = space.name().to_owned();
                return Err(LabError::Setting {
                    setting,
                    namespace,
                    source: error,
                });
            }
            _ => {}
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_plan_numbers_the_nodes_and_ends_with_the_client() {
        let seen: Vec<String> = plan(2)
            .into_iter()
            .map(|host| format!("{} {}", host.name, host.address))
            .collect();
        assert_eq!(
            seen,
            [
                "node-a 10.66.0.11",
                "node-b 10.66.0.12",
                "client 10.66.0.200"
            ]
        );
    }
}
