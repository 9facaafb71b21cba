//! `global_defs`: the firewall that keeps VIPs from answering and marks packets for IPVS.

use super::super::keyword::Keyword;
use super::super::kind::{I32_MAX, Kind, U32_MAX, int};
use super::super::line::optional;
use super::super::version::V2_2_7;
use super::super::writing::{flag, maybe, one, words};

/// Shorter by two than the kernel's field: the reader leaves room for a suffix.
const CHAIN: Kind = Kind::Text { max: Some(27) };
const SET: Kind = Kind::Text { max: Some(30) };
/// The bound of the kernel headers since Linux 4.14; 31 before.
const TABLE: Kind = Kind::Text { max: Some(255) };
const CHAIN_PRIORITY: Kind = int(-I32_MAX - 1, I32_MAX);

pub(super) const FIREWALL: &[Keyword] = &[
    words(
        "vrrp_iptables",
        &[optional("IN_CHAIN", CHAIN), optional("OUT_CHAIN", CHAIN)],
    )
    .needs("IPTABLES")
    .once()
    .en("Uses iptables with these chains (INPUT and OUTPUT); they must exist.")
    .zh("使用 iptables 及指定的链（默认 INPUT 与 OUTPUT），链须已存在。"),
    words(
        "vrrp_ipsets",
        &[
            optional("SET4", SET),
            optional("SET6", SET),
            optional("SET_IF6", SET),
            optional("SET_IGMP", SET),
            optional("SET_MLD", SET),
            optional("SET_ND", SET),
        ],
    )
    .needs("LIBIPSET")
    .en("Names of the ipsets for iptables; without a name ipsets are not used.")
    .zh("iptables 使用的 ipset 名称；不写名称则不使用 ipset。"),
    maybe("nftables", "TABLE", TABLE)
        .needs("NFTABLES")
        .once()
        .default("keepalived")
        .en("Uses nftables, with a table of this name that must not exist yet.")
        .zh("使用 nftables 及该名称的表，表不得已存在。"),
    one("nftables_priority", "PRIORITY", CHAIN_PRIORITY)
        .needs("NFTABLES")
        .default("-1")
        .en("Priority of the nftables base chains.")
        .zh("nftables 基础链的优先级。"),
    flag("nftables_counters")
        .needs("NFTABLES")
        .en("Adds counters to the nftables rules.")
        .zh("为 nftables 规则添加计数器。"),
    flag("nftables_ifindex")
        .needs("NFTABLES")
        .en("Keys IPv6 link-local sets by interface index instead of name.")
        .zh("IPv6 链路本地集合以网卡索引而非名称为键。"),
    maybe("nftables_ipvs", "TABLE", TABLE)
        .since(V2_2_7)
        .needs("NFTABLES")
        .once()
        .default("keepalived_ipvs")
        .en("Lets nftables mark packets of server groups: one IPVS service a group.")
        .zh("由 nftables 给服务器组打标记，每组只需一个 IPVS 服务。"),
    one("nftables_ipvs_priority", "PRIORITY", CHAIN_PRIORITY)
        .since(V2_2_7)
        .needs("NFTABLES")
        .default("-1")
        .en("Priority of the nftables base chains for IPVS.")
        .zh("IPVS 所用 nftables 基础链的优先级。"),
    one("nftables_ipvs_start_fwmark", "MARK", int(1, U32_MAX))
        .since(V2_2_7)
        .needs("NFTABLES")
        .default("1000")
        .en("First firewall mark for server groups; the next group takes the next number.")
        .zh("服务器组使用的首个防火墙标记，后续依次递增。"),
];
