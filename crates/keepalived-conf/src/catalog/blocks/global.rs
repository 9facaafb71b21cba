//! The block `global_defs`, put together from its parts.

use super::super::keyword::Block;
use super::{
    global_files, global_firewall, global_identity, global_lvs, global_monitoring, global_notify,
    global_process, global_vrrp,
};

/// `global_defs`
pub(super) static GLOBAL_DEFS: Block = Block {
    path: "global_defs",
    since: None,
    source: "keepalived 2.2.7 and 2.3.4 global_parser.c, global_data.c",
    groups: &[
        global_identity::NAMES,
        global_identity::MAIL,
        global_notify::SCRIPTS,
        global_notify::FIFOS,
        global_vrrp::PROTOCOL,
        global_vrrp::ANNOUNCE,
        global_vrrp::START,
        global_firewall::FIREWALL,
        global_process::SCHEDULING,
        global_process::LIMITS,
        global_process::BUFFERS,
        global_lvs::LVS,
        global_monitoring::SNMP,
        global_monitoring::DBUS,
        global_monitoring::DUMPS,
        global_files::RELOAD,
        global_files::DIRECTORIES,
    ],
};
