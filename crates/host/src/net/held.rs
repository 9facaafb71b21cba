//! Addresses with everything that tells one from another, and taking one away.

use std::net::IpAddr;

use futures_util::TryStreamExt;
use rtnetlink::packet_route::address::AddressMessage;
use rtnetlink::packet_route::link::LinkAttribute;

use super::addresses::address_of;
use super::{Connection, Netlink};

/// An address as an interface of this network namespace carries it.
#[derive(Debug, Clone)]
pub struct HeldAddress {
    /// The address.
    pub address: IpAddr,
    /// The length of its prefix.
    pub prefix: u8,
    /// The interface's name.
    pub interface: String,
    /// As the kernel told it: to remove it, it is shown the same.
    message: AddressMessage,
}

/// Every address that an interface carries now.
pub async fn held_addresses() -> Result<Vec<HeldAddress>, Netlink> {
    let connection = Connection::open()?;
    let ask = |what| {
        move |source| Netlink::Ask {
            what,
            source: Box::new(source),
        }
    };
    let links: Vec<_> = connection
        .handle
        .link()
        .get()
        .execute()
        .try_collect()
        .await
        .map_err(ask("interfaces"))?;
    let messages: Vec<AddressMessage> = connection
        .handle
        .address()
        .get()
        .execute()
        .try_collect()
        .await
        .map_err(ask("addresses"))?;
    let name_of = |index| {
        let link = links.iter().find(|link| link.header.index == index)?;
        link.attributes
            .iter()
            .find_map(|attribute| match attribute {
                LinkAttribute::IfName(name) => Some(name.clone()),
                _ => None,
            })
    };
    let held = messages.into_iter().filter_map(|message| {
        Some(HeldAddress {
            address: address_of(&message)?,
            prefix: message.header.prefix_len,
            interface: name_of(message.header.index)?,
            message,
        })
    });
    Ok(held.collect())
}

/// Takes the address off its interface.  One that has gone already is no
/// error.
pub async fn remove_address(held: &HeldAddress) -> Result<(), Netlink> {
    /// `EADDRNOTAVAIL`: somebody was faster.
    const GONE: i32 = -99;
    let connection = Connection::open()?;
    let removed = connection
        .handle
        .address()
        .del(held.message.clone())
        .execute()
        .await;
    match removed {
        Err(rtnetlink::Error::NetlinkError(message)) if message.raw_code() == GONE => Ok(()),
        other => other.map_err(|source| Netlink::Remove {
            address: held.address,
            interface: held.interface.clone(),
            source: Box::new(source),
        }),
    }
}
