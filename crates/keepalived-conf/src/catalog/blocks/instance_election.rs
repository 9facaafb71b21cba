//! `vrrp_instance`: who wins, how fast, and how strictly.

use super::super::keyword::Keyword;
use super::super::kind::{Kind, int, timer};
use super::super::version::{V2_2_7, V2_2_8, V2_3_4};
use super::super::writing::{flag, maybe, one, switch};

pub(super) const ELECTION: &[Keyword] = &[
    one("state", "MASTER|BACKUP", Kind::OneOf(&["MASTER", "BACKUP"]))
        .default("BACKUP")
        .en("State at start. BACKUP on every node is the safe choice.")
        .zh("启动时的状态；所有节点都写 BACKUP 最稳妥。"),
    one("virtual_router_id", "VRID", int(1, 255))
        .en("Identifier of the election, 1–255: the same on all its nodes, unique on the link.")
        .zh("选举的标识 1–255：各节点相同，且在同一链路上唯一。"),
    one("priority", "PRIORITY", int(1, 255))
        .default("100")
        .en("Election weight 1–254; 255 marks the address owner. The highest wins.")
        .zh("选举权重 1–254，最高者胜出；255 表示地址拥有者。"),
    one("advert_int", "SECONDS", timer(10_000, 255_000_000))
        .default("1")
        .en("Seconds between adverts; version 2 wants whole seconds, version 3 at most 40.95.")
        .zh("通告间隔秒数；版本 2 须为整秒，版本 3 最大 40.95。"),
    one("version", "2|3", int(2, 3))
        .default_of("global_defs/vrrp_version")
        .en("Protocol version of this instance; IPv6 always uses 3.")
        .zh("本实例的协议版本；IPv6 总用 3。"),
    one("down_timer_adverts", "COUNT", int(1, 100))
        .since(V2_2_7)
        .default_of("global_defs/vrrp_down_timer_adverts")
        .en("Missed adverts after which the master counts as dead; the same on all nodes.")
        .zh("连续丢失多少个通告后认为主节点失效；各节点须一致。"),
    flag("native_ipv6")
        .en("Makes this an IPv6 instance; superfluous, the addresses tell.")
        .zh("强制为 IPv6 实例；多余，由地址即可判断。"),
];

pub(super) const PREEMPTION: &[Keyword] = &[
    flag("nopreempt")
        .en("Does not take over from a living master of lower priority; needs state BACKUP.")
        .zh("不抢占优先级较低但正常的主节点；要求 state BACKUP。"),
    flag("preempt")
        .en("Undoes nopreempt; the normal behaviour.")
        .zh("取消 nopreempt，即默认行为。"),
    one("preempt_delay", "SECONDS", timer(0, 1_000_000_000))
        .default("0")
        .en("Seconds to wait before taking over from a lower priority; needs state BACKUP.")
        .zh("抢占较低优先级主节点前等待的秒数；要求 state BACKUP。"),
    switch("lower_prio_no_advert")
        .default_of("global_defs/vrrp_lower_prio_no_advert")
        .en("As master, does not answer an advert of lower priority.")
        .zh("作为主节点收到较低优先级通告时不回应。"),
    switch("higher_prio_send_advert")
        .default_of("global_defs/vrrp_higher_prio_send_advert")
        .en("As master, sends one advert before it gives way to a higher priority.")
        .zh("作为主节点让位给更高优先级前再发送一次通告。"),
    switch("owner_ignore_adverts")
        .since(V2_3_4)
        .default_of("global_defs/vrrp_owner_ignore_adverts")
        .en("With priority 255 ignores the adverts of others.")
        .zh("优先级为 255 时忽略其他节点的通告。"),
    maybe("timer_expired_backup", "PRIORITY", int(1, 254))
        .since(V2_2_8)
        .default("254")
        .en("When run too late, becomes BACKUP if another could have taken over; its priority.")
        .zh("调度过迟且他人可能已接管时转为 BACKUP；参数为对方最高优先级。"),
    maybe("thread_timer_expired", "PRIORITY", int(1, 254))
        .since(V2_3_4)
        .rejected_for("timer_expired_backup")
        .en("Wrong name of timer_expired_backup from the release notes.")
        .zh("发布说明中误写的 timer_expired_backup。"),
];

pub(super) const STRICTNESS: &[Keyword] = &[
    switch("strict_mode")
        .default_of("global_defs/vrrp_strict")
        .en("Keeps to the letter of the RFC: VIPs then do not answer.")
        .zh("严格遵循 RFC；此时 VIP 不响应数据包。"),
    switch("skip_check_adv_addr")
        .default_of("global_defs/vrrp_skip_check_adv_addr")
        .en("Skips the check of addresses in adverts from the same master; any value turns it on.")
        .zh("通告来自同一主节点时跳过地址检查；写任何布尔值都会启用。"),
    switch("v3_checksum_as_v2")
        .since(V2_2_8)
        .default_of("global_defs/v3_checksum_as_v2")
        .en("Leaves the pseudo-header out of the checksum of IPv4 version 3 adverts.")
        .zh("VRRPv3 IPv4 通告的校验和不包含伪首部。"),
    flag("accept")
        .en("Lets the VIPs answer although this node is not their owner.")
        .zh("非地址拥有者时也让 VIP 接收数据包。"),
    flag("no_accept")
        .needs_any(&["NFTABLES", "IPTABLES"])
        .en("Drops packets to the VIPs unless this node is their owner.")
        .zh("非地址拥有者时丢弃发往 VIP 的数据包。"),
    one("debug", "LEVEL", int(0, 4))
        .default("0")
        .en("Level of debugging; read but not used.")
        .zh("调试级别；读取但未使用。"),
];
