//! `global_defs`: the protocol, its announcements and how it starts.

use super::super::keyword::Keyword;
use super::super::kind::{
    Family, I32_MAX, Kind, MICROS_MAX, Outside, SECONDS_MAX, TEXT, U32_MAX, Unit, count, int, timer,
};
use super::super::line::{Head, optional, required};
use super::super::version::{V2_2_7, V2_2_8, V2_3_4, V2_4_0};
use super::super::writing::{flag, maybe, one, switch, with};

const SECONDS: Kind = count(0, SECONDS_MAX, Unit::Seconds);
const REPEATS: Kind = int(1, U32_MAX);
const GAP: Kind = timer(1, MICROS_MAX);
/// `all` may stand before or after the time.
const EXTRA_IF: Head = Head::Either(&[
    &[
        required("all", Kind::Literal("all")),
        required("SECONDS", count(1, 86_400, Unit::Seconds)),
    ],
    &[
        required("SECONDS", count(1, 86_400, Unit::Seconds)),
        optional("all", Kind::Literal("all")),
    ],
]);
/// Read as vrrp_startup_delay is; the release that brought it was not at hand.
const AFTER_BOOT: Kind = Kind::Decimal {
    min: 0,
    max: MICROS_MAX,
    digits: 6,
    unit: Unit::Seconds,
    outside: Outside::Unverified,
};

pub(super) const PROTOCOL: &[Keyword] = &[
    one("vrrp_version", "2|3", int(2, 3))
        .default("2")
        .en("Protocol version of instances that name none; IPv6 instances always use 3.")
        .zh("未指定版本的实例所用的协议版本；IPv6 实例总用 3。"),
    one(
        "vrrp_mcast_group4",
        "ADDRESS",
        Kind::Address(Family::MulticastV4),
    )
    .default("224.0.0.18")
    .en("IPv4 multicast group of adverts.")
    .zh("VRRP 通告使用的 IPv4 组播地址。"),
    one(
        "vrrp_mcast_group6",
        "ADDRESS",
        Kind::Address(Family::MulticastV6),
    )
    .default("ff02::12")
    .en("IPv6 multicast group of adverts; should be link-local.")
    .zh("VRRP 通告使用的 IPv6 组播地址，应为链路本地。"),
    switch("vrrp_strict")
        .flag_before(V2_3_4)
        .default("off")
        .en("Keeps to the letter of the RFC: no unicast, no authentication, VIPs do not answer.")
        .zh("严格遵循 RFC：禁用单播与认证，且 VIP 不响应数据包。"),
    switch("vrrp_skip_check_adv_addr")
        .flag_before(V2_3_4)
        .default("off")
        .en("Skips the check of addresses in adverts that come from the same master as before.")
        .zh("通告来自同一主节点时跳过地址检查。"),
    flag("vrrp_check_unicast_src")
        .en("In unicast mode takes adverts only from addresses in unicast_peer.")
        .zh("单播模式下只接受来自 unicast_peer 的通告。"),
    switch("vrrp_lower_prio_no_advert")
        .default("off")
        .en("As master, does not answer an advert of lower priority.")
        .zh("作为主节点收到较低优先级通告时不回应。"),
    switch("vrrp_higher_prio_send_advert")
        .default("off")
        .en("As master, sends one advert before it gives way to a higher priority.")
        .zh("作为主节点让位给更高优先级前再发送一次通告。"),
    switch("vrrp_owner_ignore_adverts")
        .since(V2_3_4)
        .default("off")
        .en("With priority 255 ignores the adverts of others.")
        .zh("优先级为 255 时忽略其他节点的通告。"),
    flag("v3_checksum_as_v2")
        .since(V2_2_8)
        .en("Leaves the pseudo-header out of the checksum of IPv4 version 3 adverts.")
        .zh("VRRPv3 IPv4 通告的校验和不包含伪首部。"),
    one("vrrp_down_timer_adverts", "COUNT", int(1, 100))
        .since(V2_2_7)
        .default("3")
        .en("Missed adverts after which the master counts as dead.")
        .zh("连续丢失多少个通告后认为主节点失效。"),
    flag("log_unknown_vrids")
        .en("Logs adverts with a VRID that is not configured: finds clashes.")
        .zh("记录 VRID 未配置的通告，用于发现冲突。"),
];

pub(super) const ANNOUNCE: &[Keyword] = &[
    one("vrrp_garp_master_delay", "SECONDS", SECONDS)
        .default("5")
        .en("Seconds after becoming master until ARP/NA is announced again; 0: not again.")
        .zh("成为主节点后再次发送 ARP/NA 的间隔秒数；0 表示不再发送。"),
    one("vrrp_garp_master_repeat", "COUNT", REPEATS)
        .default("5")
        .en("Gratuitous ARP or NA messages at a time when becoming master.")
        .zh("成为主节点时每次发送的免费 ARP/NA 个数。"),
    one(
        "vrrp_garp_master_refresh",
        "SECONDS",
        count(0, U32_MAX, Unit::Seconds),
    )
    .default("0")
    .en("Seconds between announcements while master; 0: none.")
    .zh("作为主节点期间重复通告的间隔秒数；0 表示不重复。"),
    one("vrrp_garp_master_refresh_repeat", "COUNT", REPEATS)
        .default("1")
        .en("Messages at a time while master.")
        .zh("主节点期间每次重复通告的报文个数。"),
    one("vrrp_garp_lower_prio_delay", "SECONDS", SECONDS)
        .default_of("global_defs/vrrp_garp_master_delay")
        .en("Seconds until the second announcement after an advert of lower priority.")
        .zh("收到较低优先级通告后第二次通告的间隔秒数。"),
    one("vrrp_garp_lower_prio_repeat", "COUNT", int(0, I32_MAX))
        .default_of("global_defs/vrrp_garp_master_repeat")
        .en("Messages at a time after an advert of lower priority.")
        .zh("收到较低优先级通告后每次发送的报文个数。"),
    one("vrrp_garp_interval", "SECONDS", GAP)
        .default_is("no gap", "无间隔")
        .en("Least time between two gratuitous ARP on an interface, to a microsecond.")
        .zh("同一网卡两个免费 ARP 的最小间隔秒数，精确到微秒。"),
    one("vrrp_gna_interval", "SECONDS", GAP)
        .default_is("no gap", "无间隔")
        .en("Least time between two unsolicited NA on an interface, to a microsecond.")
        .zh("同一网卡两个主动 NA 的最小间隔秒数，精确到微秒。"),
    switch("vrrp_min_garp")
        .default("off")
        .en("Announces once and never again: enough for most switches of today.")
        .zh("只通告一次且不重复，适合多数现代交换机。"),
    with("vrrp_garp_extra_if", EXTRA_IF)
        .since(V2_2_7)
        .needs("VRRP_VMAC")
        .en("Seconds between announcements on VIP interfaces other than the instance's own.")
        .zh("在实例以外的 VIP 网卡上重复通告的间隔秒数。"),
    with("vrrp_vmac_garp_intvl", EXTRA_IF)
        .since(V2_2_7)
        .needs("VRRP_VMAC")
        .rejected_for("vrrp_garp_extra_if")
        .en("Old name of vrrp_garp_extra_if.")
        .zh("vrrp_garp_extra_if 的旧名称。"),
];

pub(super) const START: &[Keyword] = &[
    one("vrrp_startup_delay", "SECONDS", timer(1_000, MICROS_MAX))
        .default_is("no delay", "不延迟")
        .en("Seconds from the start of Keepalived until instances take part; against flaps at boot.")
        .zh("Keepalived 启动后多少秒实例才参与选举，避免开机抖动。"),
    one("vrrp_delay_after_boot", "SECONDS", AFTER_BOOT)
        .since(V2_4_0)
        .default_is("no delay", "不延迟")
        .en("Seconds from the boot of the machine until instances take part.")
        .zh("系统开机后多少秒实例才参与选举。"),
    maybe("dynamic_interfaces", "OPTION", Kind::OneOf(&["allow_if_changes"]))
        .en("Takes interfaces that do not exist yet; allow_if_changes: also of another type later.")
        .zh("允许引用尚不存在的网卡；allow_if_changes 允许其类型以后改变。"),
    flag("disable_local_igmp")
        .since(V2_2_7)
        .en("Turns off IGMP reports for link-local multicast groups in the kernel.")
        .zh("关闭内核对链路本地组播的 IGMP 报告。"),
    one("vmac_prefix", "TEXT", TEXT)
        .since(V2_2_7)
        .needs("VRRP_VMAC")
        .once()
        .default("vrrp")
        .en("Prefix of the names of generated VMAC interfaces.")
        .zh("自动生成的 VMAC 网卡名前缀。"),
    one("vmac_addr_prefix", "TEXT", TEXT)
        .since(V2_2_7)
        .needs("VRRP_VMAC")
        .once()
        .default_of("global_defs/vmac_prefix")
        .en("Prefix of the names of VMAC interfaces for VIPs on other interfaces.")
        .zh("其他网卡上 VIP 的 VMAC 网卡名前缀。"),
];
