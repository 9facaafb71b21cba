//! Blocks that group instances or interfaces: `vrrp_sync_group`, `track_group`, `garp_group`.

use super::super::keyword::{Block, Keyword};
use super::super::kind::{Kind, MICROS_MAX, Object, timer};
use super::super::version::{V2_2_7, V2_3_4};
use super::super::writing::{flag, one, switch};
use super::{instance_notify, instance_track};

/// `vrrp_sync_group NAME`
pub(super) static SYNC_GROUP: Block = Block {
    path: "vrrp_sync_group",
    since: None,
    source: "keepalived 2.2.7 vrrp_parser.c",
    groups: &[SYNC, instance_track::TRACKERS, instance_notify::STATES],
};

/// `track_group NAME`
pub(super) static TRACK_GROUP: Block = Block {
    path: "track_group",
    since: None,
    source: "keepalived 2.2.7 vrrp_parser.c",
    groups: &[&[flag("group")
        .once()
        .lists(Kind::Refers(Object::VrrpInstance))
        .en("Instances that go to FAULT with the static item.")
        .zh("随静态项一起进入 FAULT 的实例。")]],
};

/// `garp_group`
pub(super) static GARP_GROUP: Block = Block {
    path: "garp_group",
    since: None,
    source: "keepalived 2.2.7 vrrp_parser.c",
    groups: &[GARP],
};

/// 32 bits of microseconds; 2.2.7 kept one for a sign.
const GAP: Kind = timer(0, MICROS_MAX);
const SIGNED_GAP: Kind = timer(0, 2_147_483_647);

const SYNC: &[Keyword] = &[
    flag("group")
        .once()
        .lists(Kind::Refers(Object::VrrpInstance))
        .en("Instances that change state together.")
        .zh("状态同步切换的实例。"),
    switch("smtp_alert")
        .default_of("global_defs/smtp_alert_vrrp")
        .en("Sends mail at a change of state.")
        .zh("状态变化时发送邮件。"),
    switch("notify_priority_changes")
        .since(V2_2_7)
        .default_of("global_defs/vrrp_notify_priority_changes")
        .en("Also writes changes of priority to the FIFOs.")
        .zh("优先级变化也写入 FIFO。"),
    flag("global_tracking")
        .rejected_for("track_interface")
        .en("Lets members share what any of them tracks.")
        .zh("成员共享各自的跟踪项。"),
    flag("sync_group_tracking_weight")
        .en("Lets trackers with a weight work in the group; members may then drift apart.")
        .zh("允许组内使用带权重的跟踪项；成员状态可能不一致。"),
];

const GARP: &[Keyword] = &[
    one("garp_interval", "SECONDS", GAP)
        .before(V2_3_4, "SECONDS", SIGNED_GAP)
        .default_of("global_defs/vrrp_garp_interval")
        .en("Least seconds between two gratuitous ARP, to a microsecond.")
        .zh("两个免费 ARP 的最小间隔秒数，精确到微秒。"),
    one("gna_interval", "SECONDS", GAP)
        .before(V2_3_4, "SECONDS", SIGNED_GAP)
        .default_of("global_defs/vrrp_gna_interval")
        .en("Least seconds between two unsolicited NA, to a microsecond.")
        .zh("两个主动 NA 的最小间隔秒数，精确到微秒。"),
    one("interface", "INTERFACE", Kind::Interface)
        .en("The interface to which the gaps apply.")
        .zh("间隔所作用的网卡。"),
    flag("interfaces")
        .lists(Kind::Interface)
        .en("Interfaces of one switch, which share the gaps.")
        .zh("共享该间隔的同一交换机下的网卡。"),
];
