//! The loopback interface, which is down in every new network.

use rtnetlink::{LinkMessageBuilder, LinkUnspec};

use super::{Connection, Netlink};

/// The first interface of every network (Linux `net/core/dev.c`).
const LOOPBACK: u32 = 1;

/// Brings the loopback interface of the calling thread's network up.
pub(crate) async fn raise_loopback() -> Result<(), Netlink> {
    let connection = Connection::open()?;
    let up = LinkMessageBuilder::<LinkUnspec>::new()
        .index(LOOPBACK)
        .up()
        .build();
    let request = connection.handle.link().set(up);
    request.execute().await.map_err(|source| Netlink::Ask {
        what: "the loopback interface",
        source: Box::new(source),
    })
}
