//! What most checkers of a real server have in common.

use super::super::keyword::Keyword;
use super::super::kind::{ADDRESS, Kind, MICROS_MAX, PORT, TIMER_MAX, U32_MAX, int, timer};
use super::super::writing::{one, switch};

/// How a checker connects.
pub(super) const CONNECTION: &[Keyword] = &[
    one("connect_ip", "ADDRESS", ADDRESS)
        .default_is("the real server's", "真实服务器的地址")
        .en("Address to connect to.")
        .zh("要连接的地址。"),
    one("connect_port", "PORT", PORT)
        .default_is("the real server's", "真实服务器的端口")
        .en("Port to connect to.")
        .zh("要连接的端口。"),
    one("bindto", "ADDRESS", ADDRESS)
        .default_is("chosen by the kernel", "由内核选择")
        .en("Source address of the check.")
        .zh("检查使用的源地址。"),
    one("bind_port", "PORT", PORT)
        .default_is("chosen by the kernel", "由内核选择")
        .en("Source port of the check.")
        .zh("检查使用的源端口。"),
    one("bind_if", "INTERFACE", Kind::Interface)
        .en("Interface of the check; needed for an IPv6 link-local source.")
        .zh("检查使用的网卡；源为 IPv6 链路本地地址时必需。"),
    one("connect_timeout", "SECONDS", timer(1, MICROS_MAX))
        .default_of("virtual_server/real_server/connect_timeout")
        .en("Seconds until the connection is given up.")
        .zh("连接超时秒数。"),
    one("fwmark", "MARK", int(0, U32_MAX))
        .needs("SO_MARK")
        .default("0")
        .en("Firewall mark of the packets of the check.")
        .zh("检查报文携带的防火墙标记。"),
];

/// When a checker runs and how it decides.
pub(super) const TIMING: &[Keyword] = &[
    one("retry", "COUNT", int(0, U32_MAX))
        .default_of("virtual_server/real_server/retry")
        .en("Further tries after a failure before the server is taken out.")
        .zh("失败后下线前的重试次数。"),
    one("delay_before_retry", "SECONDS", timer(0, TIMER_MAX))
        .default_of("virtual_server/real_server/delay_before_retry")
        .en("Seconds until the next try.")
        .zh("重试间隔秒数。"),
    one("warmup", "SECONDS", timer(0, TIMER_MAX))
        .default_of("virtual_server/real_server/warmup")
        .en("Most seconds of the random wait before the first check; 0: none.")
        .zh("首次检查前随机等待的最大秒数；0 表示不等待。"),
    one("delay_loop", "SECONDS", timer(1, TIMER_MAX))
        .default_of("virtual_server/real_server/delay_loop")
        .en("Seconds between two checks.")
        .zh("两次检查的间隔秒数。"),
    switch("alpha")
        .default_of("virtual_server/real_server/alpha")
        .en("Counts as failed until the first success.")
        .zh("首次成功之前视为失败。"),
    switch("log_all_failures")
        .default_of("global_defs/checker_log_all_failures")
        .en("Logs every failure while the server is up.")
        .zh("服务器在线期间记录每次失败。"),
];
