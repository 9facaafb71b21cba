//! Which interface leads out of this machine.

use std::net::Ipv4Addr;

use futures_util::TryStreamExt;
use rtnetlink::RouteMessageBuilder;
use rtnetlink::packet_route::link::LinkAttribute;
use rtnetlink::packet_route::route::{RouteAttribute, RouteHeader, RouteMessage};

use super::{Connection, Netlink};

/// The interface of the IPv4 default route with the lowest metric, or `None`
/// when there is no default route.
pub async fn default_route_interface() -> Result<Option<String>, Netlink> {
    let connection = Connection::open()?;
    let routes: Vec<RouteMessage> = connection
        .handle
        .route()
        .get(RouteMessageBuilder::<Ipv4Addr>::new().build())
        .execute()
        .try_collect()
        .await
        .map_err(|source| Netlink::Ask {
            what: "routes",
            source: Box::new(source),
        })?;
    match best(&routes) {
        Some(index) => interface_name(&connection, index).await,
        None => Ok(None),
    }
}

/// The interface index of the best default route.
fn best(routes: &[RouteMessage]) -> Option<u32> {
    routes
        .iter()
        .filter(|route| route.header.destination_prefix_length == 0)
        .filter(|route| route.header.table == RouteHeader::RT_TABLE_MAIN)
        .filter_map(|route| Some((metric(route), outgoing(route)?)))
        .min()
        .map(|(_, index)| index)
}

fn metric(route: &RouteMessage) -> u32 {
    route
        .attributes
        .iter()
        .find_map(|attribute| match attribute {
            RouteAttribute::Priority(metric) => Some(*metric),
            _ => None,
        })
        .unwrap_or(0)
}

fn outgoing(route: &RouteMessage) -> Option<u32> {
    route
        .attributes
        .iter()
        .find_map(|attribute| match attribute {
            RouteAttribute::Oif(index) => Some(*index),
            RouteAttribute::MultiPath(hops) => hops.first().map(|hop| hop.interface_index),
            _ => None,
        })
}

async fn interface_name(connection: &Connection, index: u32) -> Result<Option<String>, Netlink> {
    let link = connection
        .handle
        .link()
        .get()
        .match_index(index)
        .execute()
        .try_next()
        .await
        .map_err(|source| Netlink::Ask {
            what: "interfaces",
            source: Box::new(source),
        })?;
    Ok(link.and_then(|link| {
        link.attributes
            .into_iter()
            .find_map(|attribute| match attribute {
                LinkAttribute::IfName(name) => Some(name),
                _ => None,
            })
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn route(prefix: u8, metric: u32, interface: u32) -> RouteMessage {
        let mut route = RouteMessage::default();
        route.header.destination_prefix_length = prefix;
        route.header.table = RouteHeader::RT_TABLE_MAIN;
        route.attributes.push(RouteAttribute::Priority(metric));
        route.attributes.push(RouteAttribute::Oif(interface));
        route
    }

    #[test]
    fn the_lowest_metric_wins_and_other_prefixes_do_not_count() {
        let routes = [route(0, 600, 3), route(0, 100, 2), route(24, 0, 9)];
        assert_eq!(best(&routes), Some(2));
        assert_eq!(best(&[route(24, 0, 9)]), None);
    }
}
