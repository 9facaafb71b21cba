//! The kernel's view of the network, over netlink.
//!
//! Owns questions (which interface leads out, which addresses are there) and
//! the watch on addresses.  It changes nothing.

mod addresses;
mod default_route;
mod loopback;

pub use addresses::{AddressWatch, addresses};
pub use default_route::default_route_interface;
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
