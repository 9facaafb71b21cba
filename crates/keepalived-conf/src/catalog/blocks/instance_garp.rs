//! `vrrp_instance`: gratuitous ARP and unsolicited NA.

use super::super::keyword::Keyword;
use super::super::kind::{I32_MAX, Kind, SECONDS_MAX, U32_MAX, Unit, count, int};
use super::super::line::{Head, optional, required};
use super::super::version::V2_2_7;
use super::super::writing::{one, with};

const SECONDS: Kind = count(0, SECONDS_MAX, Unit::Seconds);
const REPEATS: Kind = int(1, U32_MAX);
/// `all` may stand before or after the time.
const EXTRA_IF: Head = Head::Either(&[
    &[
        required("all", Kind::Literal("all")),
        required("SECONDS", count(0, 86_400, Unit::Seconds)),
    ],
    &[
        required("SECONDS", count(0, 86_400, Unit::Seconds)),
        optional("all", Kind::Literal("all")),
    ],
]);

pub(super) const ANNOUNCE: &[Keyword] = &[
    one("garp_master_delay", "SECONDS", SECONDS)
        .default_of("global_defs/vrrp_garp_master_delay")
        .en("Seconds after becoming master until ARP/NA is announced again; 0: not again.")
        .zh("成为主节点后再次发送 ARP/NA 的间隔秒数；0 表示不再发送。"),
    one("garp_master_repeat", "COUNT", REPEATS)
        .default_of("global_defs/vrrp_garp_master_repeat")
        .en("Messages at a time when becoming master.")
        .zh("成为主节点时每次发送的报文个数。"),
    one(
        "garp_master_refresh",
        "SECONDS",
        count(0, U32_MAX, Unit::Seconds),
    )
    .default_of("global_defs/vrrp_garp_master_refresh")
    .en("Seconds between announcements while master; 0: none.")
    .zh("作为主节点期间重复通告的间隔秒数；0 表示不重复。"),
    one("garp_master_refresh_repeat", "COUNT", REPEATS)
        .default_of("global_defs/vrrp_garp_master_refresh_repeat")
        .en("Messages at a time while master.")
        .zh("主节点期间每次重复通告的报文个数。"),
    one("garp_lower_prio_delay", "SECONDS", SECONDS)
        .default_of("global_defs/vrrp_garp_lower_prio_delay")
        .en("Seconds until the second announcement after an advert of lower priority.")
        .zh("收到较低优先级通告后第二次通告的间隔秒数。"),
    one("garp_lower_prio_repeat", "COUNT", int(0, I32_MAX))
        .default_of("global_defs/vrrp_garp_lower_prio_repeat")
        .en("Messages at a time after an advert of lower priority.")
        .zh("收到较低优先级通告后每次发送的报文个数。"),
    with("garp_extra_if", EXTRA_IF)
        .since(V2_2_7)
        .needs("VRRP_VMAC")
        .default_of("global_defs/vrrp_garp_extra_if")
        .en("Seconds between announcements on VIP interfaces other than this one; 0: none.")
        .zh("在本网卡以外的 VIP 网卡上重复通告的间隔秒数；0 表示不发送。"),
    with("vmac_garp_intvl", EXTRA_IF)
        .since(V2_2_7)
        .needs("VRRP_VMAC")
        .rejected_for("garp_extra_if")
        .en("Old name of garp_extra_if.")
        .zh("garp_extra_if 的旧名称。"),
];
