//! The block `bfd_instance`.

use super::super::keyword::{Block, Keyword};
use super::super::kind::{ADDRESS, Kind, int, millis};
use super::super::line::{optional, required};
use super::super::version::V2_2_8;
use super::super::writing::{flag, one, switch, words};

/// `bfd_instance NAME`
pub(super) static BFD_INSTANCE: Block = Block {
    path: "bfd_instance",
    since: None,
    source: "keepalived 2.2.7 bfd_parser.c, bfd.h",
    groups: &[SESSION],
};

/// 32 bits of microseconds, cut to whole milliseconds.
const LONGEST: u64 = 4_294_967_000;
const INTERVAL: Kind = millis(1_000, LONGEST);
const HOPS: Kind = int(1, 255);

const SESSION: &[Keyword] = &[
    one("neighbor_ip", "ADDRESS", ADDRESS)
        .en("Address of the neighbour; required.")
        .zh("邻居地址，必填。"),
    one("neighbour_ip", "ADDRESS", ADDRESS)
        .en("The same as neighbor_ip.")
        .zh("同 neighbor_ip。"),
    one("source_ip", "ADDRESS", ADDRESS)
        .default_is("chosen by the kernel", "由内核选择")
        .en("Source address; must be of the neighbour's family.")
        .zh("源地址，须与邻居同一地址族。"),
    one("min_rx", "MILLISECONDS", INTERVAL)
        .default("10")
        .en("Least milliseconds between packets that this side can receive.")
        .zh("本端可接收的最小报文间隔毫秒数。"),
    one("min_tx", "MILLISECONDS", INTERVAL)
        .default("10")
        .en("Milliseconds between packets that this side wants to send.")
        .zh("本端期望的发送间隔毫秒数。"),
    one("idle_tx", "MILLISECONDS", millis(1_000_000, LONGEST))
        .default("1000")
        .en("Milliseconds between packets while the session is down.")
        .zh("会话未建立时的发送间隔毫秒数。"),
    one("multiplier", "COUNT", int(1, 255))
        .default("5")
        .en("Missed packets after which the session is down.")
        .zh("丢失多少个报文后判定会话失效。"),
    flag("passive")
        .en("Waits for the neighbour to begin.")
        .zh("等待邻居先发起会话。"),
    one("ttl", "TTL", HOPS)
        .default("255")
        .en("TTL of sent IPv4 packets.")
        .zh("发送 IPv4 报文的 TTL。"),
    one("hoplimit", "HOPS", HOPS)
        .default("64")
        .en("Hop limit of sent IPv6 packets.")
        .zh("发送 IPv6 报文的跳数限制。"),
    one("max_hops", "HOPS", int(-1, 255))
        .default("0")
        .en("Most hops that a received packet may have lost; at most the TTL.")
        .zh("收到的报文最多可经过的跳数，不得超过 TTL。"),
    switch("multihop")
        .since(V2_2_8)
        .default("off")
        .en("Uses the port of multihop BFD (4784) instead of 3784.")
        .zh("使用多跳 BFD 端口 4784，而非 3784。"),
    words(
        "weight",
        &[
            required("WEIGHT", int(-253, 253)),
            optional("reverse", REVERSE),
        ],
    )
    .default("0")
    .en("Change of priority by the session; 0: down means FAULT.")
    .zh("会话状态对优先级的增减；0 表示断开即进入 FAULT。"),
    flag("vrrp")
        .en("Tells events to the VRRP process only.")
        .zh("事件只通知 VRRP 进程。"),
    flag("checker")
        .en("Tells events to the checker process only.")
        .zh("事件只通知健康检查进程。"),
];

const REVERSE: Kind = Kind::OneOf(&["reverse"]);
