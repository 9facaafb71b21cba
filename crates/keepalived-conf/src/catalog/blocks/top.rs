//! The top of the file: blocks, and the few statements that stand outside of one.

use super::super::entries::{
    LINKBEAT, SERVER_GROUP_MEMBER, STATIC_ADDRESS, STATIC_ROUTE, STATIC_RULE, UP_DOWN_DELAY,
    VIRTUAL_SERVER_HEAD,
};
use super::super::keyword::{Block, Keyword};
use super::super::kind::{Kind, Object, TEXT, U32_MAX, Unit, count};
use super::super::version::{V2_1_5, V2_2_7};
use super::super::writing::{flag, maybe, one, with};
use super::bfd::BFD_INSTANCE;
use super::global::GLOBAL_DEFS;
use super::group::{GARP_GROUP, SYNC_GROUP, TRACK_GROUP};
use super::http::SSL;
use super::instance::INSTANCE;
use super::tracker::{SCRIPT, TRACK_FILE, TRACK_PROCESS, VRRP_TRACK_FILE};
use super::virtual_server::VIRTUAL_SERVER;

/// The top of the file.
pub(in super::super) static TOP: Block = Block {
    path: "",
    since: None,
    source: "keepalived 2.2.7 global_parser.c, vrrp_parser.c, check_parser.c",
    groups: &[PROCESS, STATIC, VRRP, TRACKERS, SERVERS],
};

const PROCESS: &[Keyword] = &[
    one("net_namespace", "NAME", TEXT)
        .once()
        .en("Runs Keepalived in this named network namespace; set before anything else.")
        .zh("让 Keepalived 在该网络命名空间中运行；须写在最前面。"),
    maybe("net_namespace_ipvs", "NAME", TEXT)
        .since(V2_1_5)
        .once()
        .default_of("net_namespace")
        .en("Network namespace for IPVS; without a name the default namespace.")
        .zh("IPVS 使用的网络命名空间；不写名称则为默认命名空间。"),
    flag("namespace_with_ipsets")
        .en("Uses ipsets although a network namespace is set (needs Linux 3.13 or later).")
        .zh("即使设置了网络命名空间也使用 ipset（需要 Linux 3.13 以上）。"),
    flag("use_pid_dir")
        .en("Puts PID files into a directory of their own, /run/keepalived.")
        .zh("把 PID 文件放入独立目录 /run/keepalived。"),
    one("instance", "NAME", TEXT)
        .once()
        .en("Name of this daemon, so that several can run on one host; not changed by a reload.")
        .zh("本守护进程的名称，用于一机运行多个实例；重载不会改变它。"),
    one(
        "child_wait_time",
        "SECONDS",
        count(0, U32_MAX, Unit::Seconds),
    )
    .default("5")
    .en("Seconds that the parent waits for its children to end at shutdown.")
    .zh("停止时父进程等待子进程退出的秒数。"),
    flag("linkbeat_use_polling")
        .unless_built("NO_LINKBEAT")
        .en("Polls the link state of interfaces (MII, ethtool or ioctl) instead of netlink.")
        .zh("用轮询（MII、ethtool 或 ioctl）而非 netlink 获取网卡链路状态。"),
    flag("global_defs")
        .opens(&GLOBAL_DEFS)
        .en("Settings for the whole daemon.")
        .zh("整个守护进程的全局设置。"),
];

const STATIC: &[Keyword] = &[
    one("track_group", "NAME", Kind::Names(Object::TrackGroup))
        .strict()
        .opens(&TRACK_GROUP)
        .en("Names the instances that go to FAULT when a static address, route or rule is lost.")
        .zh("静态地址、路由或规则丢失时转入 FAULT 的一组实例。"),
    flag("static_ipaddress")
        .entries(&STATIC_ADDRESS)
        .en("Addresses that stay on this machine whatever VRRP decides.")
        .zh("始终保留在本机、不随 VRRP 漂移的地址。"),
    flag("static_routes")
        .entries(&STATIC_ROUTE)
        .en("Routes that stay on this machine whatever VRRP decides.")
        .zh("始终保留在本机的路由。"),
    flag("static_rules")
        .entries(&STATIC_RULE)
        .en("Policy routing rules that stay on this machine whatever VRRP decides.")
        .zh("始终保留在本机的策略路由规则。"),
    flag("linkbeat_interfaces")
        .unless_built("NO_LINKBEAT")
        .entries(&LINKBEAT)
        .en("Interfaces whose link state is polled, with the way to do it.")
        .zh("以轮询方式检查链路的网卡及轮询方法。"),
    flag("interface_up_down_delays")
        .since(V2_2_7)
        .entries(&UP_DOWN_DELAY)
        .en("Seconds that an interface must stay down or up before VRRP acts on it.")
        .zh("网卡状态变化须持续多少秒后 VRRP 才作出反应。"),
];

const VRRP: &[Keyword] = &[
    one("vrrp_instance", "NAME", Kind::Names(Object::VrrpInstance))
        .strict()
        .opens(&INSTANCE)
        .en("One election on one link: who holds these virtual addresses.")
        .zh("一条链路上的一次选举：由谁持有这些虚拟地址。"),
    one("vrrp_sync_group", "NAME", Kind::Names(Object::SyncGroup))
        .strict()
        .opens(&SYNC_GROUP)
        .en("Instances that change state together.")
        .zh("状态同步切换的一组实例。"),
    flag("garp_group")
        .opens(&GARP_GROUP)
        .en("Spaces out gratuitous ARP and unsolicited NA on interfaces of one switch.")
        .zh("限制同一交换机下网卡发送免费 ARP 和主动 NA 的速率。"),
];

const TRACKERS: &[Keyword] = &[
    one("vrrp_script", "NAME", Kind::Names(Object::Script))
        .opens(&SCRIPT)
        .en("A command that Keepalived runs regularly; its exit code is the verdict.")
        .zh("Keepalived 定期运行的命令，以退出码作为检查结论。"),
    one(
        "vrrp_track_process",
        "NAME",
        Kind::Names(Object::TrackProcess),
    )
    .unless_built("DISABLE_TRACK_PROCESS")
    .opens(&TRACK_PROCESS)
    .en("Processes that must run; the kernel reports their start and end at once.")
    .zh("必须运行的进程；其启动与退出由内核即时通知。"),
    one("track_file", "NAME", Kind::Names(Object::TrackFile))
        .since(V2_1_5)
        .opens(&TRACK_FILE)
        .en("A file with a number that other programs write as their verdict.")
        .zh("由其他程序写入数字结论的文件。"),
    one("vrrp_track_file", "NAME", Kind::Names(Object::TrackFile))
        .superseded_by("track_file")
        .opens(&VRRP_TRACK_FILE)
        .en("Old name of track_file; the one to use for releases before 2.1.0.")
        .zh("track_file 的旧名称；2.1.0 之前的版本使用它。"),
    one("bfd_instance", "NAME", Kind::Names(Object::Bfd))
        .needs("BFD")
        .opens(&BFD_INSTANCE)
        .en("A BFD session (RFC 5880) that finds a dead neighbour within milliseconds.")
        .zh("BFD 会话（RFC 5880），可在毫秒级发现邻居失联。"),
];

const SERVERS: &[Keyword] = &[
    flag("SSL")
        .opens(&SSL)
        .en("Certificate and keys for SSL_GET.")
        .zh("SSL_GET 使用的证书与密钥。"),
    one(
        "virtual_server_group",
        "NAME",
        Kind::Names(Object::VirtualServerGroup),
    )
    .entries(&SERVER_GROUP_MEMBER)
    .en("Addresses, ranges and firewall marks that share one set of real servers.")
    .zh("共用同一组真实服务器的地址、地址段和防火墙标记。"),
    with("virtual_server", VIRTUAL_SERVER_HEAD)
        .opens(&VIRTUAL_SERVER)
        .en("A service that IPVS spreads over real servers: address and port, mark or group.")
        .zh("由 IPVS 分发到真实服务器的服务：地址与端口、标记或组。"),
];
