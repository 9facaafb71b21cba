//! The block `vrrp_instance`, put together from its parts.

use super::super::keyword::Block;
use super::{
    auth, instance_address, instance_election, instance_garp, instance_link, instance_notify,
    instance_track,
};

/// `vrrp_instance NAME`
pub(super) static INSTANCE: Block = Block {
    path: "vrrp_instance",
    since: None,
    source: "keepalived 2.2.7 and 2.3.4 vrrp_parser.c, vrrp_data.c",
    groups: &[
        instance_election::ELECTION,
        instance_election::PREEMPTION,
        instance_election::STRICTNESS,
        instance_link::LINK,
        instance_link::MACVLAN,
        instance_link::PEERS,
        instance_address::ADDRESSES,
        instance_track::TRACKERS,
        instance_notify::NOTIFY,
        instance_garp::ANNOUNCE,
        auth::AUTHENTICATION,
    ],
};
