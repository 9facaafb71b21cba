//! The grammars of the entries in value blocks: addresses, routes, rules, trackers, peers, servers.

mod address;
mod route;
mod rule;
mod server;
mod track;

pub(super) use address::{STATIC_ADDRESS, VIRTUAL_ADDRESS};
pub(super) use route::{STATIC_ROUTE, VIRTUAL_ROUTE};
pub(super) use rule::{STATIC_RULE, VIRTUAL_RULE};
pub(super) use server::{FORWARDING, SERVER_GROUP_MEMBER, VIRTUAL_SERVER_HEAD};
pub(super) use track::{
    LINKBEAT, TRACK_BFD, TRACK_FILE, TRACK_INTERFACE, TRACK_PROCESS, TRACK_SCRIPT, UNICAST_PEER,
    UP_DOWN_DELAY,
};
