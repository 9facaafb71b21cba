//! `global_defs`: priority, processors, limits and socket buffers of the processes.

use super::super::keyword::Keyword;
use super::super::kind::{I32_MAX, Kind, U32_MAX, Unit, count, int};
use super::super::line::{Arg, repeated, required};
use super::super::version::V2_1_5;
use super::super::writing::{flag, maybe, one, switch, words};

const NICE: Kind = int(-20, 19);
/// The bounds are Linux's for SCHED_RR; a value beyond is reported and set to the bound.
const REAL_TIME: Kind = int(1, 99);
/// How many processors there are only the machine knows.
const PROCESSORS: &[Arg] = &[
    required("CPU", int(0, I32_MAX)),
    repeated("CPU", int(0, I32_MAX)),
];
const CPU_TIME: Kind = count(1, U32_MAX, Unit::Microseconds);
const BUFFER: Kind = count(0, U32_MAX, Unit::Bytes);
const POLICY: Kind = Kind::AnyOf(&[Kind::OneOfAnyCase(&["MTU", "ADVERT"]), BUFFER]);

pub(super) const SCHEDULING: &[Keyword] = &[
    maybe("max_auto_priority", "PRIORITY", int(-1, 99))
        .since(V2_1_5)
        .default("0")
        .en("Highest real-time priority to rise to when late; 0: never, -1: never and no advice.")
        .zh("响应迟缓时可自动升到的最高实时优先级；0 不提升，-1 且不提示。"),
    one(
        "min_auto_priority_delay",
        "MICROSECONDS",
        count(1, 10_000_000, Unit::Microseconds),
    )
    .since(V2_1_5)
    .default("1000000")
    .en("Microseconds of lateness from which the priority rises.")
    .zh("迟缓多少微秒后提升优先级。"),
    one("vrrp_priority", "NICE", NICE)
        .default("0")
        .en("Nice value of the VRRP process; lower runs earlier.")
        .zh("VRRP 进程的 nice 值，越小越优先。"),
    one("checker_priority", "NICE", NICE)
        .default("0")
        .en("Nice value of the checker process; lower runs earlier.")
        .zh("健康检查进程的 nice 值，越小越优先。"),
    one("bfd_priority", "NICE", NICE)
        .needs("BFD")
        .default("0")
        .en("Nice value of the BFD process; lower runs earlier.")
        .zh("BFD 进程的 nice 值，越小越优先。"),
    one("vrrp_rt_priority", "PRIORITY", REAL_TIME)
        .en("Runs the VRRP process under real-time scheduling with this priority.")
        .zh("VRRP 进程使用实时调度及该优先级。"),
    one("checker_rt_priority", "PRIORITY", REAL_TIME)
        .en("Runs the checker process under real-time scheduling with this priority.")
        .zh("健康检查进程使用实时调度及该优先级。"),
    one("bfd_rt_priority", "PRIORITY", REAL_TIME)
        .needs("BFD")
        .en("Runs the BFD process under real-time scheduling with this priority.")
        .zh("BFD 进程使用实时调度及该优先级。"),
    words("vrrp_cpu_affinity", PROCESSORS)
        .en("Numbers of the processors that the VRRP process may use.")
        .zh("VRRP 进程可使用的 CPU 编号。"),
    words("checker_cpu_affinity", PROCESSORS)
        .en("Numbers of the processors that the checker process may use.")
        .zh("健康检查进程可使用的 CPU 编号。"),
    words("bfd_cpu_affinity", PROCESSORS)
        .needs("BFD")
        .en("Numbers of the processors that the BFD process may use.")
        .zh("BFD 进程可使用的 CPU 编号。"),
];

pub(super) const LIMITS: &[Keyword] = &[
    flag("vrrp_no_swap")
        .en("Locks the VRRP process into memory.")
        .zh("将 VRRP 进程锁定在内存中，不换出。"),
    flag("checker_no_swap")
        .en("Locks the checker process into memory.")
        .zh("将健康检查进程锁定在内存中，不换出。"),
    flag("bfd_no_swap")
        .needs("BFD")
        .en("Locks the BFD process into memory.")
        .zh("将 BFD 进程锁定在内存中，不换出。"),
    one("vrrp_rlimit_rttime", "MICROSECONDS", CPU_TIME)
        .since(V2_1_5)
        .default("10000")
        .en("Microseconds of CPU that the real-time VRRP process may use without blocking.")
        .zh("实时 VRRP 进程不阻塞时可连续占用 CPU 的微秒数。"),
    one("vrrp_rlimit_rtime", "MICROSECONDS", CPU_TIME)
        .superseded_by("vrrp_rlimit_rttime")
        .en("Old spelling of vrrp_rlimit_rttime.")
        .zh("vrrp_rlimit_rttime 的旧拼写。"),
    one("checker_rlimit_rttime", "MICROSECONDS", CPU_TIME)
        .since(V2_1_5)
        .default("10000")
        .en("Microseconds of CPU that the real-time checker process may use without blocking.")
        .zh("实时健康检查进程不阻塞时可连续占用 CPU 的微秒数。"),
    one("checker_rlimit_rtime", "MICROSECONDS", CPU_TIME)
        .superseded_by("checker_rlimit_rttime")
        .en("Old spelling of checker_rlimit_rttime.")
        .zh("checker_rlimit_rttime 的旧拼写。"),
    one("bfd_rlimit_rttime", "MICROSECONDS", CPU_TIME)
        .since(V2_1_5)
        .needs("BFD")
        .default("10000")
        .en("Microseconds of CPU that the real-time BFD process may use without blocking.")
        .zh("实时 BFD 进程不阻塞时可连续占用 CPU 的微秒数。"),
    one("bfd_rlimit_rtime", "MICROSECONDS", CPU_TIME)
        .needs("BFD")
        .superseded_by("bfd_rlimit_rttime")
        .en("Old spelling of bfd_rlimit_rttime.")
        .zh("bfd_rlimit_rttime 的旧拼写。"),
];

pub(super) const BUFFERS: &[Keyword] = &[
    one("vrrp_netlink_cmd_rcv_bufs", "BYTES", BUFFER)
        .en("Receive buffer of the VRRP process's netlink command socket, in bytes.")
        .zh("VRRP 进程 netlink 命令套接字的接收缓冲区字节数。"),
    switch("vrrp_netlink_cmd_rcv_bufs_force")
        .default("off")
        .en("Lets vrrp_netlink_cmd_rcv_bufs exceed net.core.rmem_max.")
        .zh("允许 vrrp_netlink_cmd_rcv_bufs 超过 net.core.rmem_max。"),
    one("vrrp_netlink_monitor_rcv_bufs", "BYTES", BUFFER)
        .en("Receive buffer of the VRRP process's netlink monitor socket, in bytes.")
        .zh("VRRP 进程 netlink 监视套接字的接收缓冲区字节数。"),
    switch("vrrp_netlink_monitor_rcv_bufs_force")
        .default("off")
        .en("Lets vrrp_netlink_monitor_rcv_bufs exceed net.core.rmem_max.")
        .zh("允许 vrrp_netlink_monitor_rcv_bufs 超过 net.core.rmem_max。"),
    one("lvs_netlink_cmd_rcv_bufs", "BYTES", BUFFER)
        .en("Receive buffer of the checker process's netlink command socket, in bytes.")
        .zh("健康检查进程 netlink 命令套接字的接收缓冲区字节数。"),
    switch("lvs_netlink_cmd_rcv_bufs_force")
        .default("off")
        .en("Lets lvs_netlink_cmd_rcv_bufs exceed net.core.rmem_max.")
        .zh("允许 lvs_netlink_cmd_rcv_bufs 超过 net.core.rmem_max。"),
    one("lvs_netlink_monitor_rcv_bufs", "BYTES", BUFFER)
        .en("Receive buffer of the checker process's netlink monitor socket, in bytes.")
        .zh("健康检查进程 netlink 监视套接字的接收缓冲区字节数。"),
    switch("lvs_netlink_monitor_rcv_bufs_force")
        .default("off")
        .en("Lets lvs_netlink_monitor_rcv_bufs exceed net.core.rmem_max.")
        .zh("允许 lvs_netlink_monitor_rcv_bufs 超过 net.core.rmem_max。"),
    one("process_monitor_rcv_bufs", "BYTES", BUFFER)
        .unless_built("DISABLE_TRACK_PROCESS")
        .en("Receive buffer of the socket that hears of processes, in bytes.")
        .zh("接收进程事件的套接字的缓冲区字节数。"),
    switch("process_monitor_rcv_bufs_force")
        .unless_built("DISABLE_TRACK_PROCESS")
        .default("off")
        .en("Lets process_monitor_rcv_bufs exceed net.core.rmem_max.")
        .zh("允许 process_monitor_rcv_bufs 超过 net.core.rmem_max。"),
    one("vrrp_rx_bufs_policy", "MTU|ADVERT|BYTES", POLICY)
        .default_is("the kernel's", "内核默认值")
        .en("Receive buffer of VRRP sockets: by MTU, by advert size, or in bytes.")
        .zh("VRRP 套接字的接收缓冲区：按 MTU、按通告大小或字节数。"),
    one("vrrp_rx_bufs_multiplier", "COUNT", int(1, U32_MAX))
        .strict()
        .default("3")
        .en("Packets that the buffer of vrrp_rx_bufs_policy holds.")
        .zh("vrrp_rx_bufs_policy 的缓冲区可容纳的报文数。"),
];
