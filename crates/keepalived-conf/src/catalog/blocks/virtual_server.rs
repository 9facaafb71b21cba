//! The block `virtual_server`.

use super::super::entries::FORWARDING;
use super::super::keyword::{Block, Keyword};
use super::super::kind::{
    ADDRESS, I32_MAX, Kind, MICROS_MAX, SERVER_PORT, TEXT, TIMER_MAX, U32_MAX, Unit, count, int,
    timer,
};
use super::super::line::{Head, optional, required};
use super::super::version::V2_2_7;
use super::super::writing::{flag, maybe, one, switch, with, words};
use super::instance_notify::COMMAND;
use super::real_server::REAL_SERVER;

/// `virtual_server IP PORT`, `fwmark N` or `group NAME`
pub(super) static VIRTUAL_SERVER: Block = Block {
    path: "virtual_server",
    since: None,
    source: "keepalived 2.2.7 check_parser.c, check_data.c",
    groups: &[SCHEDULING, SERVICE, QUORUM, CHECKS, SERVERS],
};

/// How packets reach a server.
pub(super) const METHOD: Head = Head::One(required("METHOD", Kind::OneOf(&["NAT", "DR", "TUN"])));
const SCHEDULERS: Kind = Kind::OneOf(&[
    "rr", "wrr", "lc", "wlc", "lblc", "sh", "mh", "dh", "fo", "ovf", "lblcr", "sed", "nq", "twos",
]);

const SCHEDULING: &[Keyword] = &[
    one("lvs_sched", "SCHEDULER", SCHEDULERS)
        .default_is(
            "wlc, and -t reports that it is missing",
            "wlc，且 -t 会报告缺少",
        )
        .en("How connections are spread over the real servers.")
        .zh("连接在真实服务器间的调度算法。"),
    one("lb_algo", "SCHEDULER", SCHEDULERS)
        .default_of("virtual_server/lvs_sched")
        .en("The same as lvs_sched.")
        .zh("同 lvs_sched。"),
    with("lvs_method", METHOD)
        .options(FORWARDING)
        .default_is(
            "NAT, and -t reports that it is missing",
            "NAT，且 -t 会报告缺少",
        )
        .en("How packets reach the real servers: NAT, DR or a tunnel.")
        .zh("转发方式：NAT、DR 或隧道 TUN。"),
    with("lb_kind", METHOD)
        .options(FORWARDING)
        .default_of("virtual_server/lvs_method")
        .en("The same as lvs_method.")
        .zh("同 lvs_method。"),
    flag("hashed")
        .obsolete()
        .en("A flag of old schedulers; read and reported by -t, without effect.")
        .zh("旧调度器标志；会被 -t 报告，且无效果。"),
    flag("ops")
        .en("Schedules every UDP packet by itself.")
        .zh("逐包调度（仅 UDP）。"),
    flag("flag-1")
        .en("Sets flag 1 of the scheduler.")
        .zh("设置调度器标志 1。"),
    flag("flag-2")
        .en("Sets flag 2 of the scheduler.")
        .zh("设置调度器标志 2。"),
    flag("flag-3")
        .en("Sets flag 3 of the scheduler.")
        .zh("设置调度器标志 3。"),
    flag("sh-port")
        .en("Scheduler sh: hashes the port too; write it after lvs_sched sh.")
        .zh("sh 调度器：端口也参与哈希；须写在 lvs_sched sh 之后。"),
    flag("sh-fallback")
        .en("Scheduler sh: takes another server when the chosen one is away.")
        .zh("sh 调度器：所选服务器不可用时改选其他。"),
    flag("mh-port")
        .en("Scheduler mh: hashes the port too; write it after lvs_sched mh.")
        .zh("mh 调度器：端口也参与哈希；须写在 lvs_sched mh 之后。"),
    flag("mh-fallback")
        .en("Scheduler mh: takes another server when the chosen one is away.")
        .zh("mh 调度器：所选服务器不可用时改选其他。"),
];

const SERVICE: &[Keyword] = &[
    one(
        "protocol",
        "PROTOCOL",
        Kind::OneOfAnyCase(&["TCP", "UDP", "SCTP"]),
    )
    .default_is(
        "UDP, and -t reports that it is missing",
        "UDP，且 -t 会报告缺少",
    )
    .en("Transport protocol of the service.")
    .zh("服务的传输协议。"),
    one("ip_family", "inet|inet6", Kind::OneOf(&["inet", "inet6"]))
        .default("inet")
        .en("Address family of a firewall mark whose real servers are all tunnelled.")
        .zh("真实服务器全部为隧道时防火墙标记的地址族。"),
    maybe(
        "persistence_timeout",
        "SECONDS",
        count(1, 2_678_400, Unit::Seconds),
    )
    .default_is(
        "not persistent; without a number 360",
        "不保持；不写数字则为 360",
    )
    .en("Seconds for which a client stays with its real server, at most 31 days.")
    .zh("同一客户端固定到同一真实服务器的秒数，最长 31 天。"),
    one("persistence_granularity", "NETMASK", Kind::Netmask)
        .default("255.255.255.255")
        .en("Netmask or prefix length by which clients count as one.")
        .zh("视为同一客户端的网络掩码或前缀长度。"),
    one("persistence_engine", "NAME", Kind::Text { max: Some(16) })
        .en("Engine that tells clients apart, such as sip.")
        .zh("识别会话的引擎，如 sip。"),
    flag("ha_suspend")
        .en("Stops the checks while the address of the service is not on this machine.")
        .zh("服务地址不在本机时暂停健康检查。"),
    one("virtualhost", "NAME", TEXT)
        .en("Host header of HTTP checks that name none.")
        .zh("未指定主机名的 HTTP 检查所用的 Host 头。"),
    one("snmp_name", "NAME", TEXT)
        .since(V2_2_7)
        .needs("SNMP_CHECKER")
        .strict()
        .en("Name of the service in SNMP.")
        .zh("该服务在 SNMP 中的名称。"),
    switch("smtp_alert")
        .default_of("global_defs/smtp_alert_checker")
        .en("Sends mail when the quorum is won or lost.")
        .zh("法定数量达到或失去时发送邮件。"),
];

const QUORUM: &[Keyword] = &[
    flag("alpha")
        .en("Takes real servers as down until their first good check.")
        .zh("首次检查成功之前视真实服务器为下线。"),
    flag("omega")
        .en("Runs the down scripts when Keepalived stops.")
        .zh("Keepalived 停止时运行下线脚本。"),
    one("quorum", "WEIGHT", int(1, U32_MAX))
        .default("1")
        .en("Weight of living real servers that the service needs.")
        .zh("服务所需的存活真实服务器总权重。"),
    one("hysteresis", "WEIGHT", int(0, U32_MAX))
        .default("0")
        .en("Weight beyond the quorum that must change before it is won or lost; below quorum.")
        .zh("判定达到或失去法定数量的缓冲权重，须小于 quorum。"),
    words("quorum_up", COMMAND)
        .once()
        .en("Command that runs when the quorum is won.")
        .zh("达到法定数量时运行的命令。"),
    words("quorum_down", COMMAND)
        .once()
        .en("Command that runs when the quorum is lost.")
        .zh("失去法定数量时运行的命令。"),
    one("weight", "WEIGHT", int(1, I32_MAX))
        .default("1")
        .en("Weight of real servers that give none.")
        .zh("未写权重的真实服务器的默认权重。"),
];

const CHECKS: &[Keyword] = &[
    one("delay_loop", "SECONDS", timer(1, TIMER_MAX))
        .default("60")
        .en("Seconds between two checks.")
        .zh("两次检查的间隔秒数。"),
    one("connect_timeout", "SECONDS", timer(1, MICROS_MAX))
        .default("5")
        .en("Seconds until a connection of a check is given up.")
        .zh("检查连接的超时秒数。"),
    one("retry", "COUNT", int(1, U32_MAX))
        .default_is(
            "1; DNS_CHECK 3, MISC_CHECK 0",
            "1；DNS_CHECK 为 3，MISC_CHECK 为 0",
        )
        .en("Further tries after a failed check before the server is taken out.")
        .zh("检查失败后下线前的重试次数。"),
    one("delay_before_retry", "SECONDS", timer(0, TIMER_MAX))
        .default_is(
            "1; HTTP 3, DNS_CHECK delay_loop",
            "1；HTTP 为 3，DNS_CHECK 同 delay_loop",
        )
        .en("Seconds until the next try.")
        .zh("重试间隔秒数。"),
    one("warmup", "SECONDS", timer(0, TIMER_MAX))
        .default_of("virtual_server/delay_loop")
        .en("Most seconds of the random wait before the first check; 0: none.")
        .zh("首次检查前随机等待的最大秒数；0 表示不等待。"),
    flag("inhibit_on_failure")
        .en("Sets the weight to 0 on failure instead of removing the server.")
        .zh("检查失败时权重置 0，而不移除服务器。"),
];

const SERVERS: &[Keyword] = &[
    words(
        "sorry_server",
        &[required("ADDRESS", ADDRESS), optional("PORT", SERVER_PORT)],
    )
    .en("Server that takes over when the quorum is lost.")
    .zh("失去法定数量时接替的备用服务器。"),
    flag("sorry_server_inhibit")
        .en("Treats the sorry server as inhibit_on_failure would; write it after sorry_server.")
        .zh("对 sorry_server 应用 inhibit_on_failure；须写在其后。"),
    with("sorry_server_lvs_method", METHOD)
        .options(FORWARDING)
        .default_of("virtual_server/lvs_method")
        .en("How packets reach the sorry server; write it after sorry_server.")
        .zh("到 sorry_server 的转发方式；须写在其后。"),
    words(
        "real_server",
        &[required("ADDRESS", ADDRESS), optional("PORT", SERVER_PORT)],
    )
    .opens(&REAL_SERVER)
    .en("A server that does the work, with its checks.")
    .zh("实际提供服务的服务器及其健康检查。"),
];
