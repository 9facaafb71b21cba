//! `vrrp_instance`: the interface, its macvlan or ipvlan, and unicast peers.

use super::super::entries::UNICAST_PEER;
use super::super::keyword::Keyword;
use super::super::kind::{ADDRESS, Family, Kind, U32_MAX, Unit, count, int};
use super::super::line::{Arg, Head, Opt, option, optional, repeated, required};
use super::super::version::{V2_1_5, V2_2_7, V2_3_4};
use super::super::writing::{flag, maybe, one, with};

const GROUP: Opt = option(&["group"], &[required("GROUP", Kind::RouteName)]).since(V2_3_4);
const NAME: Opt = option(&["name"], &[required("INTERFACE", Kind::Interface)]).since(V2_3_4);
const VMAC: &[Opt] = &[
    option(&["netlink_notify_msg"], &[]).since(V2_3_4),
    GROUP,
    NAME,
];
const VMAC_WORD: Arg = optional(
    "INTERFACE|MAC",
    Kind::AnyOf(&[Kind::Mac, Kind::NewInterface]),
);
const IPVLAN: &[Opt] = &[
    option(&["bridge"], &[]),
    option(&["private"], &[]),
    option(&["vepa"], &[]),
    GROUP,
    NAME,
];
const IPVLAN_WORD: Kind = Kind::AnyOf(&[Kind::Cidr(Family::Any), Kind::NewInterface]);

pub(super) const LINK: &[Keyword] = &[
    one("interface", "INTERFACE", Kind::Interface)
        .en("Interface on which adverts are sent and heard, and VIPs are put.")
        .zh("收发通告并配置 VIP 的网卡。"),
    one("vrf", "INTERFACE", Kind::Interface)
        .since(V2_2_7)
        .needs("VRF")
        .once()
        .en("VRF to work in, for unicast without an interface.")
        .zh("未指定网卡的单播实例所在的 VRF。"),
    flag("dont_track_primary")
        .en("Goes on although the instance's own interface is down.")
        .zh("实例自身网卡失效时也不进入 FAULT。"),
    flag("linkbeat_use_polling")
        .unless_built("NO_LINKBEAT")
        .rejected_for("linkbeat_interfaces")
        .en("Polls the link state of the interface.")
        .zh("用轮询方式检查网卡链路状态。"),
    one("mcast_src_ip", "ADDRESS", ADDRESS)
        .default_is("the interface's primary address", "网卡的主地址")
        .en("Source address of adverts.")
        .zh("通告的源地址。"),
    one("mcast_dst_ip", "ADDRESS", Kind::Address(Family::Multicast))
        .since(V2_2_7)
        .default_of("global_defs/vrrp_mcast_group4")
        .en("Multicast group of this instance; IPv6 must be link-local.")
        .zh("本实例的组播地址；IPv6 须为链路本地。"),
    flag("track_src_ip")
        .en("Goes to FAULT while the source address is not on the machine.")
        .zh("源地址不在本机时进入 FAULT。"),
    one(
        "kernel_rx_buf_size",
        "BYTES",
        count(0, U32_MAX, Unit::Bytes),
    )
    .strict()
    .default_of("global_defs/vrrp_rx_bufs_policy")
    .en("Receive buffer of the instance's socket, in bytes.")
    .zh("本实例套接字的接收缓冲区字节数。"),
];

pub(super) const MACVLAN: &[Keyword] = &[
    with("use_vmac", Head::Several(&[VMAC_WORD, VMAC_WORD]))
        .options(VMAC)
        .needs("VRRP_VMAC")
        .en("Puts the VIPs on a macvlan with the virtual MAC; optional name and address.")
        .zh("在带虚拟 MAC 的 macvlan 上配置 VIP，可指定名称与 MAC。"),
    flag("use_vmac_addr")
        .since(V2_2_7)
        .needs("VRRP_VMAC")
        .en("Makes a macvlan also for VIPs that are on other interfaces.")
        .zh("为位于其他网卡的 VIP 也创建 macvlan。"),
    flag("vmac_xmit_base")
        .needs("VRRP_VMAC")
        .en("Sends and hears adverts on the base interface instead of the macvlan.")
        .zh("在基础网卡而非 macvlan 上收发通告。"),
    with(
        "use_ipvlan",
        Head::Several(&[repeated("INTERFACE|ADDRESS", IPVLAN_WORD)]),
    )
    .options(IPVLAN)
    .needs("VRRP_IPVLAN")
    .once()
    .en("Puts the VIPs on an ipvlan; optional name, address and mode.")
    .zh("在 ipvlan 上配置 VIP，可指定名称、地址与模式。"),
];

pub(super) const PEERS: &[Keyword] = &[
    flag("unicast_peer")
        .entries(&UNICAST_PEER)
        .en("Sends adverts to these addresses instead of a multicast group.")
        .zh("向这些地址单播通告，不使用组播。"),
    one("unicast_src_ip", "ADDRESS", ADDRESS)
        .default_is("the interface's primary address", "网卡的主地址")
        .en("Source address of unicast adverts.")
        .zh("单播通告的源地址。"),
    one("unicast_ttl", "TTL", int(0, 255))
        .since(V2_1_5)
        .default("255")
        .en("TTL or hop limit of unicast adverts.")
        .zh("单播通告的 TTL 或跳数限制。"),
    flag("unicast_fault_no_peer")
        .since(V2_2_7)
        .en("Goes to FAULT without peers, instead of falling back to multicast.")
        .zh("没有对端时进入 FAULT，而不退回组播。"),
    flag("check_unicast_src")
        .since(V2_1_5)
        .default_of("global_defs/vrrp_check_unicast_src")
        .en("Takes adverts only from addresses in unicast_peer.")
        .zh("只接受来自 unicast_peer 的通告。"),
    maybe("old_unicast_checksum", "never", Kind::OneOf(&["never"]))
        .needs("OLD_CHKSUM_COMPAT")
        .en("Uses the checksum of releases before 1.3.7 in unicast version 3; never: never.")
        .zh("单播版本 3 使用 1.3.7 之前的校验和；never 表示绝不使用。"),
];
