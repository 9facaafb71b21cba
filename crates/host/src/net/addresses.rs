//! Which addresses the kernel holds, and being told when that changes.

use std::collections::BTreeSet;
use std::net::IpAddr;
use std::pin::Pin;

use futures_util::{Stream, StreamExt, TryStreamExt};
use rtnetlink::MulticastGroup;
use rtnetlink::packet_route::address::{AddressAttribute, AddressMessage};

use super::{Connection, Netlink};

/// Every address that an interface of this network namespace carries now.
pub async fn addresses() -> Result<BTreeSet<IpAddr>, Netlink> {
    let connection = Connection::open()?;
    connection
        .handle
        .address()
        .get()
        .execute()
        .try_filter_map(|message| async move { Ok(address_of(&message)) })
        .try_collect()
        .await
        .map_err(|source| Netlink::Ask {
            what: "addresses",
            source: Box::new(source),
        })
}

/// The address itself: on a point-to-point link `Address` is the peer's and
/// `Local` ours (rtnetlink(7)).
pub(super) fn address_of(message: &AddressMessage) -> Option<IpAddr> {
    let find = |wanted: fn(&AddressAttribute) -> Option<IpAddr>| {
        message.attributes.iter().find_map(wanted)
    };
    find(|attribute| match attribute {
        AddressAttribute::Local(address) => Some(*address),
        _ => None,
    })
    .or_else(|| {
        find(|attribute| match attribute {
            AddressAttribute::Address(address) => Some(*address),
            _ => None,
        })
    })
}

/// The kernel's notices that some address came or went.
pub struct AddressWatch {
    notices: Pin<Box<dyn Stream<Item = ()> + Send>>,
    driver: tokio::task::JoinHandle<()>,
}

impl AddressWatch {
    /// Starts listening; must be called before the first [`addresses`] whose
    /// answer is to be kept up to date.
    pub fn start() -> Result<Self, Netlink> {
        let groups = [MulticastGroup::Ipv4Ifaddr, MulticastGroup::Ipv6Ifaddr];
        let (driver, _, notices) =
            rtnetlink::new_multicast_connection(&groups).map_err(Netlink::Open)?;
        Ok(Self {
            notices: Box::pin(notices.map(|_| ())),
            driver: tokio::spawn(driver),
        })
    }

    /// Waits for a notice.  What changed is not told: a notice can be lost
    /// when the socket's buffer overflows, so the set is to be read anew.
    /// `None` when the socket has failed and the watch must be made again.
    pub async fn changed(&mut self) -> Option<()> {
        self.notices.next().await
    }
}

impl Drop for AddressWatch {
    fn drop(&mut self) {
        self.driver.abort();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn loopback_is_among_the_addresses() {
        let held = addresses().await.unwrap();
        assert!(held.contains(&"127.0.0.1".parse().unwrap()), "{held:?}");
    }
}
