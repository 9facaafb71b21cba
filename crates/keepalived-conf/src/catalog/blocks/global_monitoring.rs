//! `global_defs`: SNMP, D-Bus and the dumps of state and statistics.

use super::super::keyword::Keyword;
use super::super::kind::{Kind, TEXT, int, timer};
use super::super::version::{V2_2_7, V2_2_8, V2_3_4};
use super::super::writing::{flag, one, switch};

/// One millisecond to thirty seconds.
const INTERVAL: Kind = timer(1_000, 30_000_000);

pub(super) const SNMP: &[Keyword] = &[
    one("snmp_socket", "SOCKET", Kind::Text { max: Some(4095) })
        .needs("SNMP_V3_FOR_V2")
        .strict()
        .once()
        .default("unix:/var/agentx/master")
        .en("Socket of the SNMP master agent.")
        .zh("SNMP 主代理的套接字。"),
    flag("enable_traps")
        .needs("SNMP_V3_FOR_V2")
        .en("Sends SNMP traps.")
        .zh("发送 SNMP trap。"),
    flag("enable_snmp_vrrp")
        .needs("SNMP_VRRP")
        .en("Serves the VRRP part of the Keepalived MIB.")
        .zh("提供 Keepalived MIB 中的 VRRP 部分。"),
    flag("enable_snmp_keepalived")
        .needs("SNMP_VRRP")
        .superseded_by("enable_snmp_vrrp")
        .en("Old name of enable_snmp_vrrp.")
        .zh("enable_snmp_vrrp 的旧名称。"),
    flag("enable_snmp_checker")
        .needs("SNMP_CHECKER")
        .en("Serves the checker part of the Keepalived MIB.")
        .zh("提供 Keepalived MIB 中的健康检查部分。"),
    flag("enable_snmp_rfc")
        .needs("SNMP_RFCV2")
        .en("Serves the VRRP MIBs of RFC 2787 and RFC 6527.")
        .zh("提供 RFC 2787 与 RFC 6527 的 VRRP MIB。"),
    flag("enable_snmp_rfcv2")
        .needs("SNMP_RFCV2")
        .en("Serves the VRRP MIB of RFC 2787.")
        .zh("提供 RFC 2787 的 VRRP MIB。"),
    flag("enable_snmp_rfcv3")
        .needs("SNMP_RFCV3")
        .en("Serves the VRRP MIB of RFC 6527.")
        .zh("提供 RFC 6527 的 VRRP MIB。"),
    one("snmp_vs_stats_update_interval", "SECONDS", INTERVAL)
        .since(V2_3_4)
        .needs("SNMP_CHECKER")
        .default("5")
        .en("Least seconds between two readings of virtual server statistics.")
        .zh("两次读取虚拟服务器统计的最小间隔秒数。"),
    one("snmp_rs_stats_update_interval", "SECONDS", INTERVAL)
        .since(V2_3_4)
        .needs("SNMP_CHECKER")
        .default("5")
        .en("Least seconds between two readings of real server statistics.")
        .zh("两次读取真实服务器统计的最小间隔秒数。"),
];

pub(super) const DBUS: &[Keyword] = &[
    flag("enable_dbus")
        .needs("DBUS")
        .en("Offers the D-Bus interface org.keepalived.Vrrp1.")
        .zh("启用 D-Bus 接口 org.keepalived.Vrrp1。"),
    one("dbus_service_name", "NAME", TEXT)
        .needs("DBUS")
        .default("org.keepalived.Vrrp1")
        .en("Name of the D-Bus service, so that several daemons can have one.")
        .zh("D-Bus 服务名，便于一机运行多个实例。"),
    one("dbus_no_interface_name", "NAME", TEXT)
        .since(V2_3_4)
        .needs("DBUS")
        .default("none")
        .en("Stands for the interface in D-Bus paths of instances that have none.")
        .zh("实例没有网卡时，D-Bus 路径中代替网卡名的字符串。"),
];

pub(super) const DUMPS: &[Keyword] = &[
    one("json_version", "1|2", int(1, 2))
        .since(V2_2_8)
        .needs("JSON")
        .default("1")
        .en("Form of the JSON dump; 2 names its parts and adds track processes.")
        .zh("JSON 转储的格式；2 为带名称的结构并包含 track_process。"),
    one("state_dump_file", "PATH", Kind::Path)
        .since(V2_3_4)
        .strict()
        .en("Where SIGUSR1 writes the state; a path that ends in / is a directory.")
        .zh("SIGUSR1 写出状态的位置；以 / 结尾表示目录。"),
    one("stats_dump_file", "PATH", Kind::Path)
        .since(V2_3_4)
        .strict()
        .en("Where SIGUSR2 should write statistics; read but ignored up to 2.4.3.")
        .zh("SIGUSR2 写出统计的位置；2.4.3 及以前读取但不生效。"),
    one("json_dump_file", "PATH", Kind::Path)
        .since(V2_3_4)
        .strict()
        .en("Where SIGJSON should write JSON; read but ignored up to 2.4.3.")
        .zh("SIGJSON 写出 JSON 的位置；2.4.3 及以前读取但不生效。"),
    switch("data_use_instance")
        .since(V2_2_7)
        .default("off")
        .en("Puts the instance and namespace into the names of dump files.")
        .zh("转储文件名中包含实例名与网络命名空间。"),
];
