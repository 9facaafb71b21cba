//! `global_defs`: IPVS as a whole and its checkers.

use super::super::keyword::Keyword;
use super::super::kind::{Family, Kind, Object, PORT, Unit, count, int};
use super::super::line::{Arg, Head, Opt, option, optional, required};
use super::super::version::V2_2_7;
use super::super::writing::{flag, maybe, switch, with};

/// 31 days: the kernel's own bound on a timeout.
const TIMEOUT: &[Arg] = &[required("SECONDS", count(0, 2_678_400, Unit::Seconds))];
const TIMEOUTS: &[Opt] = &[
    option(&["tcp"], TIMEOUT),
    option(&["tcpfin"], TIMEOUT),
    option(&["udp"], TIMEOUT),
];
const INSTANCE: Arg = required("INSTANCE", Kind::Refers(Object::VrrpInstance));
const SYNC: &[Opt] = &[
    option(&["inst"], &[INSTANCE]),
    option(&["id"], &[required("SYNC_ID", int(0, 255))]),
    option(
        &["maxlen"],
        &[required("BYTES", count(1, 65_507, Unit::Bytes))],
    ),
    option(&["port"], &[required("PORT", PORT)]),
    option(&["ttl"], &[required("TTL", int(1, 255))]),
    option(
        &["group"],
        &[required("ADDRESS", Kind::Address(Family::Multicast))],
    ),
];

pub(super) const LVS: &[Keyword] = &[
    with("lvs_timeouts", Head::Nothing)
        .options(TIMEOUTS)
        .en("IPVS timeouts in seconds for TCP, TCP after FIN, and UDP; others stay.")
        .zh("IPVS 的 TCP、TCP FIN 之后和 UDP 超时秒数；未写的保持不变。"),
    flag("lvs_flush")
        .en("Empties the IPVS table at start.")
        .zh("启动时清空 IPVS 表。"),
    maybe("lvs_flush_on_stop", "VS", Kind::OneOf(&["VS"]))
        .since(V2_2_7)
        .en("Empties the IPVS table at the end; VS: only services of Keepalived.")
        .zh("停止时清空 IPVS 表；VS 表示仅删除 Keepalived 的服务。"),
    maybe("lvs_flush_onstop", "VS", Kind::OneOf(&["VS"]))
        .superseded_by("lvs_flush_on_stop")
        .en("Old spelling of lvs_flush_on_stop.")
        .zh("lvs_flush_on_stop 的旧拼写。"),
    with(
        "lvs_sync_daemon",
        Head::Several(&[
            required("INTERFACE", Kind::Interface),
            optional("INSTANCE", Kind::Refers(Object::VrrpInstance)),
        ]),
    )
    .options(SYNC)
    .once()
    .en("Shares IPVS connections with the other node, master or backup as the instance is.")
    .zh("与对端同步 IPVS 连接表，主备角色随指定实例。"),
    switch("checker_log_all_failures")
        .default("off")
        .en("Logs every failed check, not only the one that takes a server out.")
        .zh("记录每次检查失败，而不只记录导致下线的那次。"),
    switch("rs_init_notifies")
        .default("off")
        .en("Runs notify scripts for real servers that come up at start.")
        .zh("启动时为上线的真实服务器运行通知脚本。"),
];
