//! The block `real_server`.

use super::super::entries::FORWARDING;
use super::super::keyword::{Block, Keyword};
use super::super::kind::{I32_MAX, MICROS_MAX, TEXT, TIMER_MAX, U32_MAX, int, timer};
use super::super::version::{V2_1_5, V2_2_7};
use super::super::writing::{flag, one, switch, with, words};
use super::checkers::{
    BFD_CHECK, DNS_CHECK, FILE_CHECK, MISC_CHECK, PING_CHECK, SMTP_CHECK, TCP_CHECK, UDP_CHECK,
};
use super::http::{HTTP_GET, SSL_GET};
use super::instance_notify::COMMAND;
use super::virtual_server::METHOD;

/// `real_server IP [PORT]`
pub(super) static REAL_SERVER: Block = Block {
    path: "virtual_server/real_server",
    since: None,
    source: "keepalived 2.2.7 check_parser.c, check_data.c",
    groups: &[SERVER, CHECKS, CHECKERS],
};

const SERVER: &[Keyword] = &[
    one("weight", "WEIGHT", int(0, I32_MAX))
        .default_of("virtual_server/weight")
        .en("Share of the connections; 0: no new ones.")
        .zh("连接分配权重；0 表示不再分配新连接。"),
    with("lvs_method", METHOD)
        .options(FORWARDING)
        .default_of("virtual_server/lvs_method")
        .en("How packets reach this server.")
        .zh("到该服务器的转发方式。"),
    one("uthreshold", "COUNT", int(0, U32_MAX))
        .default("0")
        .en("Connections from which no new ones come; 0: no limit.")
        .zh("连接数上限，达到后不再分配；0 表示不限。"),
    one("lthreshold", "COUNT", int(0, U32_MAX))
        .default("0")
        .en("Connections below which new ones come again.")
        .zh("连接数降到该值以下后恢复分配。"),
    words("notify_up", COMMAND)
        .once()
        .en("Command that runs when the server comes up.")
        .zh("服务器上线时运行的命令。"),
    words("notify_down", COMMAND)
        .once()
        .en("Command that runs when the server goes down.")
        .zh("服务器下线时运行的命令。"),
    switch("smtp_alert")
        .default_of("global_defs/smtp_alert_checker")
        .en("Sends mail when the server comes or goes.")
        .zh("服务器上下线时发送邮件。"),
    one("virtualhost", "NAME", TEXT)
        .default_of("virtual_server/virtualhost")
        .en("Host header of HTTP checks that name none.")
        .zh("未指定主机名的 HTTP 检查所用的 Host 头。"),
    one("snmp_name", "NAME", TEXT)
        .since(V2_2_7)
        .needs("SNMP_CHECKER")
        .strict()
        .en("Name of the server in SNMP.")
        .zh("该服务器在 SNMP 中的名称。"),
];

const CHECKS: &[Keyword] = &[
    switch("alpha")
        .default_of("virtual_server/alpha")
        .en("Takes the server as down until its first good check.")
        .zh("首次检查成功之前视为下线。"),
    switch("inhibit_on_failure")
        .default_of("virtual_server/inhibit_on_failure")
        .en("Sets the weight to 0 on failure instead of removing the server.")
        .zh("检查失败时权重置 0，而不移除服务器。"),
    one("retry", "COUNT", int(1, U32_MAX))
        .default_of("virtual_server/retry")
        .en("Further tries after a failed check before the server is taken out.")
        .zh("检查失败后下线前的重试次数。"),
    one("delay_before_retry", "SECONDS", timer(0, TIMER_MAX))
        .default_of("virtual_server/delay_before_retry")
        .en("Seconds until the next try.")
        .zh("重试间隔秒数。"),
    one("warmup", "SECONDS", timer(0, TIMER_MAX))
        .default_of("virtual_server/warmup")
        .en("Most seconds of the random wait before the first check; 0: none.")
        .zh("首次检查前随机等待的最大秒数；0 表示不等待。"),
    one("connect_timeout", "SECONDS", timer(1, MICROS_MAX))
        .default_of("virtual_server/connect_timeout")
        .en("Seconds until a connection of a check is given up.")
        .zh("检查连接的超时秒数。"),
    one("delay_loop", "SECONDS", timer(1, TIMER_MAX))
        .default_of("virtual_server/delay_loop")
        .en("Seconds between two checks.")
        .zh("两次检查的间隔秒数。"),
];

const CHECKERS: &[Keyword] = &[
    flag("TCP_CHECK")
        .opens(&TCP_CHECK)
        .en("Connects over TCP.")
        .zh("TCP 连接检查。"),
    flag("HTTP_GET")
        .opens(&HTTP_GET)
        .en("Fetches pages over HTTP.")
        .zh("HTTP 页面检查。"),
    flag("SSL_GET")
        .opens(&SSL_GET)
        .en("Fetches pages over HTTPS.")
        .zh("HTTPS 页面检查。"),
    flag("SMTP_CHECK")
        .opens(&SMTP_CHECK)
        .en("Greets a mail server.")
        .zh("SMTP 握手检查。"),
    flag("DNS_CHECK")
        .opens(&DNS_CHECK)
        .en("Asks a name server.")
        .zh("DNS 查询检查。"),
    flag("MISC_CHECK")
        .opens(&MISC_CHECK)
        .en("Runs a command; exit code 0 means healthy.")
        .zh("运行命令检查，退出码 0 表示健康。"),
    flag("PING_CHECK")
        .since(V2_1_5)
        .opens(&PING_CHECK)
        .en("Sends an ICMP echo.")
        .zh("ICMP ping 检查。"),
    flag("UDP_CHECK")
        .since(V2_1_5)
        .opens(&UDP_CHECK)
        .en("Sends a UDP packet.")
        .zh("UDP 报文检查。"),
    flag("FILE_CHECK")
        .since(V2_1_5)
        .opens(&FILE_CHECK)
        .en("Watches a track file.")
        .zh("跟踪文件检查。"),
    flag("BFD_CHECK")
        .needs("BFD")
        .opens(&BFD_CHECK)
        .en("Watches a BFD session.")
        .zh("BFD 会话检查。"),
];
