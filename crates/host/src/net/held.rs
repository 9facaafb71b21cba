//! Which interface carries which address, and taking an address away.

use std::collections::BTreeMap;
use std::net::IpAddr;

use futures_util::TryStreamExt;
use rtnetlink::packet_route::address::AddressMessage;
use rtnetlink::packet_route::link::LinkAttribute;

use super::addresses::address_of;
use super::{Connection, Netlink};

/// An address as an interface of this network namespace carries it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct HeldAddress {
    /// The interface's name.
    pub interface: String,
    /// The address.
    pub address: IpAddr,
    /// The length of its network's prefix.
    pub prefix: u8,
}

/// Every address that an interface carries now.
pub async fn held_addresses() -> Result<Vec<HeldAddress>, Netlink> {
    let told = told(&Connection::open()?).await?;
    Ok(told.into_iter().map(|(held, _)| held).collect())
}

/// Takes the address off its interface.  One that has gone already is no
/// error.
pub async fn remove_address(held: &HeldAddress) -> Result<(), Netlink> {
    /// `EADDRNOTAVAIL`: somebody was faster.
    const GONE: i32 = -99;
    let connection = Connection::open()?;
    // To remove an address the kernel is shown what it told of it.
    let told = told(&connection).await?;
    let Some((_, message)) = told.into_iter().find(|(told, _)| told == held) else {
        return Ok(());
    };
    let removed = connection.handle.address().del(message).execute().await;
    match removed {
        Err(rtnetlink::Error::NetlinkError(message)) if message.raw_code() == GONE => Ok(()),
        other => other.map_err(|source| Netlink::Remove {
            address: held.address,
            interface: held.interface.clone(),
            source: Box::new(source),
        }),
    }
}

/// Every address with the kernel's own words for it.
async fn told(connection: &Connection) -> Result<Vec<(HeldAddress, AddressMessage)>, Netlink> {
    let names = interface_names(connection).await?;
    let messages: Vec<AddressMessage> = connection
        .handle
        .address()
        .get()
        .execute()
        .try_collect()
        .await
        .map_err(|source| Netlink::Ask {
            what: "addresses",
            source: Box::new(source),
        })?;
    let held = messages.into_iter().filter_map(|message| {
        let held = HeldAddress {
            interface: names.get(&message.header.index)?.clone(),
            address: address_of(&message)?,
            prefix: message.header.prefix_len,
        };
        Some((held, message))
    });
    Ok(held.collect())
}

async fn interface_names(connection: &Connection) -> Result<BTreeMap<u32, String>, Netlink> {
    let links: Vec<_> = connection
        .handle
        .link()
        .get()
        .execute()
        .try_collect()
        .await
        .map_err(|source| Netlink::Ask {
            what: "interfaces",
            source: Box::new(source),
        })?;
    let named = links.into_iter().filter_map(|link| {
        let mut attributes = link.attributes.into_iter();
        let name = attributes.find_map(|attribute| match attribute {
            LinkAttribute::IfName(name) => Some(name),
            _ => None,
        })?;
        Some((link.header.index, name))
    });
    Ok(named.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn loopback_is_among_the_addresses() {
        let loopback = HeldAddress {
            interface: "lo".to_owned(),
            address: "127.0.0.1".parse().unwrap(),
            prefix: 8,
        };
        let held = held_addresses().await.unwrap();
        assert!(held.contains(&loopback), "{held:?}");
    }

    #[tokio::test]
    async fn an_address_that_has_gone_is_not_missed() {
        let gone = HeldAddress {
            interface: "lo".to_owned(),
            address: "192.0.2.77".parse().unwrap(),
            prefix: 32,
        };
        remove_address(&gone).await.unwrap();
    }
}
