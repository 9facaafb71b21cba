//! Blocks that define what can be tracked: scripts, processes and files.

use super::super::keyword::{Block, Keyword};
use super::super::kind::{I32_MAX, Kind, SECONDS_MAX, TEXT, Unit, count, int};
use super::super::kind::{Outside, timer};
use super::super::line::{Arg, optional, repeated, required};
use super::super::version::{V2_1_5, V2_3_2};
use super::super::writing::{flag, maybe, one, words};

const REVERSE: Arg = optional("reverse", Kind::OneOf(&["reverse"]));
/// Whole seconds until 2.3.2, milliseconds since; 0 is reported and becomes 1 second.
const WHOLE_SECONDS: Kind = count(1, SECONDS_MAX, Unit::Seconds);
const SCRIPT_SECONDS: Kind = Kind::Decimal {
    min: 1,
    max: 4_294_000,
    digits: 3,
    unit: Unit::Seconds,
    outside: Outside::Rejected,
};
const DELAY: Kind = timer(1, 3_600_000_000);
const TIMES: Kind = int(1, I32_MAX);

/// `vrrp_script NAME`
pub(super) static SCRIPT: Block = Block {
    path: "vrrp_script",
    since: None,
    source: "keepalived 2.2.7 and 2.3.4 vrrp_parser.c, vrrp_track.h",
    groups: &[SCRIPTS],
};

const SCRIPTS: &[Keyword] = &[
    one("script", "COMMAND", Kind::Command)
        .en("Command to run; quote it when it has arguments. Exit code 0 means healthy.")
        .zh("要运行的命令，带参数时加引号；退出码 0 表示健康。"),
    one("interval", "SECONDS", SCRIPT_SECONDS)
        .before(V2_3_2, "SECONDS", WHOLE_SECONDS)
        .default("1")
        .en("Seconds between two runs; fractions from 2.3.2 on.")
        .zh("两次运行的间隔秒数；2.3.2 起支持小数。"),
    one("timeout", "SECONDS", SCRIPT_SECONDS)
        .before(V2_3_2, "SECONDS", WHOLE_SECONDS)
        .default_of("vrrp_script/interval")
        .en("Seconds after which a run counts as failed and is killed.")
        .zh("运行超过该秒数即视为失败并被终止。"),
    words("weight", &[required("WEIGHT", int(-253, 253)), REVERSE])
        .default("0")
        .en("Change of priority by the verdict; 0: failure means FAULT.")
        .zh("检查结论对优先级的增减；0 表示失败即进入 FAULT。"),
    one("rise", "COUNT", TIMES)
        .default("1")
        .en("Successes in a row after which it counts as up.")
        .zh("连续成功多少次视为恢复。"),
    one("fall", "COUNT", TIMES)
        .default("1")
        .en("Failures in a row after which it counts as down.")
        .zh("连续失败多少次视为失效。"),
    words(
        "user",
        &[required("USER", Kind::User), optional("GROUP", Kind::Group)],
    )
    .default_of("global_defs/script_user")
    .en("User and group under which the command runs.")
    .zh("运行命令的用户与组。"),
    flag("init_fail")
        .en("Counts as failed until the first success.")
        .zh("首次成功之前视为失败。"),
];

/// `vrrp_track_process NAME`
pub(super) static TRACK_PROCESS: Block = Block {
    path: "vrrp_track_process",
    since: None,
    source: "keepalived 2.2.7 vrrp_parser.c, vrrp_data.c",
    groups: &[PROCESSES],
};

const PROCESSES: &[Keyword] = &[
    words(
        "process",
        &[required("NAME", TEXT), repeated("ARGUMENT", TEXT)],
    )
    .once()
    .en("Name of the process, with arguments if they must match too.")
    .zh("进程名；需要匹配参数时一并写出。"),
    maybe(
        "param_match",
        "initial|partial",
        Kind::OneOf(&["initial", "partial"]),
    )
    .default_is("all arguments exactly", "参数完全一致")
    .en("How arguments match: the first ones (partial), or the last may be longer (initial).")
    .zh("参数匹配方式：partial 匹配前几个；initial 允许最后一个更长。"),
    words("weight", &[required("WEIGHT", int(-254, 254)), REVERSE])
        .default("0")
        .en("Change of priority while it runs; 0: absence means FAULT.")
        .zh("进程运行时对优先级的增减；0 表示缺失即进入 FAULT。"),
    one("quorum", "COUNT", int(1, 65_535))
        .default("1")
        .en("Fewest processes that must run.")
        .zh("至少须运行的进程数。"),
    one("quorum_max", "COUNT", int(0, 65_535))
        .default_is("no limit", "不限")
        .en("Most processes that may run; 0: none may.")
        .zh("最多允许运行的进程数；0 表示不得运行。"),
    one("delay", "SECONDS", DELAY)
        .default_is("none", "无")
        .en("Sets fork_delay and terminate_delay.")
        .zh("同时设置 fork_delay 与 terminate_delay。"),
    one("terminate_delay", "SECONDS", DELAY)
        .default_is("none", "无")
        .en("Seconds after the quorum is lost until it counts; bridges a restart.")
        .zh("低于数量要求多少秒后才视为失效，用于容忍重启。"),
    one("fork_delay", "SECONDS", DELAY)
        .default_is("none", "无")
        .en("Seconds after the quorum is met until it counts.")
        .zh("达到数量要求多少秒后才视为恢复。"),
    flag("full_command")
        .en("Matches the whole command line instead of the process name.")
        .zh("匹配完整命令行而非进程名。"),
];

/// `track_file NAME`
pub(super) static TRACK_FILE: Block = Block {
    path: "track_file",
    since: Some(V2_1_5),
    source: "keepalived 2.2.7 track_file.c",
    groups: &[FILES],
};

/// `vrrp_track_file NAME`
pub(super) static VRRP_TRACK_FILE: Block = Block {
    path: "vrrp_track_file",
    since: None,
    source: "keepalived 2.2.7 track_file.c",
    groups: &[FILES],
};

/// A value beyond ±254 is reported although it is kept.
const INIT_WORD: Kind = Kind::AnyOf(&[Kind::Literal("overwrite"), int(-254, 254)]);

const FILES: &[Keyword] = &[
    one("file", "PATH", Kind::Path)
        .once()
        .en("Path of the file; its directory must exist when the configuration is loaded.")
        .zh("文件路径；加载配置时其目录必须存在。"),
    words("weight", &[required("WEIGHT", int(-254, 254)), REVERSE])
        .default("1")
        .en("Factor of the value; 0: non-zero means FAULT, 0 reverse: zero or missing does.")
        .zh("文件值的乘数；0 时非零即 FAULT，0 reverse 时零或缺失即 FAULT。"),
    words("init_file", &[repeated("[VALUE] [overwrite]", INIT_WORD)])
        .en("Creates the file at start with this value (0); overwrite: even if it exists.")
        .zh("启动时以该值（默认 0）创建文件；overwrite 表示覆盖已有内容。"),
];
