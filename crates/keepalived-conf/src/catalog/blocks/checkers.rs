//! The checkers other than HTTP.

use super::super::keyword::{Block, Keyword};
use super::super::kind::{I32_MAX, Kind, Object, SECONDS_MAX, TEXT, Unit, count, int};
use super::super::line::{optional, repeated, required};
use super::super::version::{V2_1_5, V2_2_7};
use super::super::writing::{flag, one, switch, words};
use super::checker::{CONNECTION, TIMING};

/// `TCP_CHECK`
pub(super) static TCP_CHECK: Block = Block {
    path: "virtual_server/real_server/TCP_CHECK",
    since: None,
    source: "keepalived 2.2.7 check_api.c, check_tcp.c",
    groups: &[CONNECTION, TIMING],
};

/// `PING_CHECK`
pub(super) static PING_CHECK: Block = Block {
    path: "virtual_server/real_server/PING_CHECK",
    since: Some(V2_1_5),
    source: "keepalived 2.2.7 check_api.c, check_ping.c",
    groups: &[CONNECTION, TIMING],
};

/// `UDP_CHECK`
pub(super) static UDP_CHECK: Block = Block {
    path: "virtual_server/real_server/UDP_CHECK",
    since: Some(V2_1_5),
    source: "keepalived 2.2.7 check_api.c, check_udp.c",
    groups: &[CONNECTION, TIMING, UDP],
};

/// Lengths fit 16 bits.
const LENGTH: Kind = count(0, 65_535, Unit::Bytes);
const HEX: Kind = Kind::Hex { wildcard: false };
const HEX_OR_X: Kind = Kind::Hex { wildcard: true };

const UDP: &[Keyword] = &[
    words("payload", &[required("HEX", HEX), repeated("HEX", HEX)])
        .since(V2_2_7)
        .default_is("random bytes", "随机内容")
        .en("Bytes to send, in hexadecimal.")
        .zh("要发送的内容，十六进制。"),
    words("require_reply", &[repeated("HEX", HEX_OR_X)])
        .en("Wants a reply; with hexadecimal digits also its content, x for any digit.")
        .zh("要求有回复；可用十六进制指定内容，x 匹配任意位。"),
    one("min_reply_length", "BYTES", LENGTH)
        .since(V2_2_7)
        .default("0")
        .en("Shortest good reply in bytes.")
        .zh("合格回复的最小字节数。"),
    one("max_reply_length", "BYTES", LENGTH)
        .since(V2_2_7)
        .default("255")
        .en("Longest good reply in bytes.")
        .zh("合格回复的最大字节数。"),
];

/// `SMTP_CHECK`
pub(super) static SMTP_CHECK: Block = Block {
    path: "virtual_server/real_server/SMTP_CHECK",
    since: None,
    source: "keepalived 2.2.7 check_api.c, check_smtp.c",
    groups: &[CONNECTION, TIMING, SMTP],
};

/// `host` in `SMTP_CHECK`
static SMTP_HOST: Block = Block {
    path: "virtual_server/real_server/SMTP_CHECK/host",
    since: None,
    source: "keepalived 2.2.7 check_api.c, check_smtp.c",
    groups: &[CONNECTION, TIMING],
};

const SMTP: &[Keyword] = &[
    one("helo_name", "NAME", TEXT)
        .default("smtpchecker.keepalived.org")
        .en("Name given in HELO.")
        .zh("HELO 命令中使用的名称。"),
    flag("host")
        .superseded_by("SMTP_CHECK")
        .opens(&SMTP_HOST)
        .en("One more place to check; write a further SMTP_CHECK instead.")
        .zh("额外的检查目标；应改写为另一个 SMTP_CHECK。"),
];

/// `DNS_CHECK`
pub(super) static DNS_CHECK: Block = Block {
    path: "virtual_server/real_server/DNS_CHECK",
    since: None,
    source: "keepalived 2.2.7 check_api.c, check_dns.c",
    groups: &[CONNECTION, TIMING, DNS],
};

const RECORDS: Kind = Kind::OneOfAnyCase(&[
    "A", "NS", "CNAME", "SOA", "MX", "TXT", "AAAA", "RRSIG", "DNSKEY",
]);

const DNS: &[Keyword] = &[
    one("type", "RECORD", RECORDS)
        .default("SOA")
        .en("Record type to ask for.")
        .zh("查询的记录类型。"),
    one("name", "DOMAIN", Kind::DomainName)
        .once()
        .default(".")
        .en("Domain name to ask for.")
        .zh("查询的域名。"),
];

/// `MISC_CHECK`
pub(super) static MISC_CHECK: Block = Block {
    path: "virtual_server/real_server/MISC_CHECK",
    since: None,
    source: "keepalived 2.2.7 check_api.c, check_misc.c",
    groups: &[TIMING, MISC],
};

const MISC: &[Keyword] = &[
    one("misc_path", "COMMAND", Kind::Command)
        .en("Command to run; quote it when it has arguments.")
        .zh("要运行的命令，带参数时加引号。"),
    one(
        "misc_timeout",
        "SECONDS",
        count(0, SECONDS_MAX, Unit::Seconds),
    )
    .default_of("virtual_server/delay_loop")
    .en("Seconds after which the command is killed and counts as failed.")
    .zh("命令超过该秒数则被终止并视为失败。"),
    flag("misc_dynamic")
        .en("Lets exit codes 2–255 set the weight: code minus 2.")
        .zh("退出码 2–255 动态设置权重：退出码减 2。"),
    words(
        "user",
        &[required("USER", Kind::User), optional("GROUP", Kind::Group)],
    )
    .default_of("global_defs/script_user")
    .en("User and group under which the command runs.")
    .zh("运行命令的用户与组。"),
];

/// `FILE_CHECK`
pub(super) static FILE_CHECK: Block = Block {
    path: "virtual_server/real_server/FILE_CHECK",
    since: Some(V2_1_5),
    source: "keepalived 2.2.7 check_file.c",
    groups: &[FILE],
};

const DIRECTION: Kind = Kind::OneOf(&["reverse", "noreverse"]);

const FILE: &[Keyword] = &[
    one("track_file", "NAME", Kind::Refers(Object::TrackFile))
        .en("Name of the track_file to watch; it must be defined before.")
        .zh("要监视的 track_file 名称，须在前面定义。"),
    words(
        "weight",
        &[
            required("WEIGHT", int(-I32_MAX, I32_MAX)),
            optional("reverse|noreverse", DIRECTION),
        ],
    )
    .default_of("track_file/weight")
    .en("Factor of the file's value in the weight of the server.")
    .zh("文件值计入服务器权重时的乘数。"),
];

/// `BFD_CHECK`
pub(super) static BFD_CHECK: Block = Block {
    path: "virtual_server/real_server/BFD_CHECK",
    since: None,
    source: "keepalived 2.2.7 check_bfd.c",
    groups: &[BFD],
};

const BFD: &[Keyword] = &[
    one("name", "NAME", Kind::Refers(Object::Bfd))
        .strict()
        .once()
        .en("Name of the bfd_instance to watch.")
        .zh("要监视的 bfd_instance 名称。"),
    switch("alpha")
        .default("off")
        .en("Counts as failed until the session is up.")
        .zh("会话建立之前视为失败。"),
];
