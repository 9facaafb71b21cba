//! The kernel's view of the network, over netlink.
//!
//! Owns questions (which interface leads out, which addresses are there), the
//! watch on addresses, and two changes: taking an address away, and bringing a
//! new network's loopback up.

mod addresses;
mod default_route;
mod held;
mod loopback;

pub use addresses::{AddressWatch, addresses};
pub use default_route::default_route_interface;
pub use held::{HeldAddress, held_addresses, remove_address};
pub(crate) use loopback::raise_loopback;

/// Why the kernel could not be asked.
#[derive(Debug, thiserror::Error)]
pub enum Netlink {
    /// The netlink socket could not be opened.
    #[error("cannot open a netlink socket")]
    Open(#[source] std::io::Error),
    /// The kernel refused the question.
    #[error("the kernel did not answer a netlink request for {what}")]
    Ask {
        /// What was asked for.
        what: &'static str,
        /// What it said.
        #[source]
        source: Box<rtnetlink::Error>,
    },
    /// The kernel did not take an address away.
    #[error("cannot remove {address} from {interface}")]
    Remove {
        /// The address.
        address: std::net::IpAddr,
        /// The interface that holds it.
        interface: String,
        /// What it said.
        #[source]
        source: Box<rtnetlink::Error>,
    },
}

/// A netlink connection; its driver ends with it.
struct Connection {
    handle: rtnetlink::Handle,
    driver: tokio::task::JoinHandle<()>,
}

impl Connection {
    fn open() -> Result<Self, Netlink> {
        let (driver, handle, _) = rtnetlink::new_connection().map_err(Netlink::Open)?;
        Ok(Self {
            handle,
            driver: tokio::spawn(driver),
        })
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.driver.abort();
    }
}
