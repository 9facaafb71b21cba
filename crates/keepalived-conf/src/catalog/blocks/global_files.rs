//! `global_defs`: reload, included files and directories.

use super::super::keyword::Keyword;
use super::super::kind::{Kind, U32_MAX, int};
use super::super::line::{repeated, required};
use super::super::version::{V2_1_5, V2_2_7, V2_3_4};
use super::super::writing::{flag, maybe, one, words};

pub(super) const RELOAD: &[Keyword] = &[
    maybe("reload_check_config", "LOG_FILE", Kind::Path)
        .since(V2_2_7)
        .en("Tests the configuration before a reload and keeps the old one if it is not clean.")
        .zh("重载前先检查配置，有问题则保留旧配置。"),
    one("reload_time_file", "PATH", Kind::Path)
        .since(V2_1_5)
        .strict()
        .en("File with a time of day at which Keepalived reloads.")
        .zh("其中写有定时重载时刻的文件。"),
    flag("reload_repeat")
        .since(V2_1_5)
        .en("Keeps reload_time_file after the reload, so that it happens every day.")
        .zh("重载后保留 reload_time_file，从而每天重载。"),
    maybe("reload_file", "PATH", Kind::Path)
        .since(V2_2_7)
        .default_is(
            "keepalived.reload in the PID directory",
            "PID 目录下的 keepalived.reload",
        )
        .en("File that exists while Keepalived reads its configuration.")
        .zh("Keepalived 读取配置期间存在的标记文件。"),
    words(
        "include_check",
        &[repeated("[+|-]CHECK", Kind::IncludeCheck)],
    )
    .since(V2_2_7)
    .en("Makes missing included files an error: read, match, wildcard_match, brace_match.")
    .zh("包含文件缺失时报错的条件：read、match、wildcard_match、brace_match。"),
];

pub(super) const DIRECTORIES: &[Keyword] = &[
    one("tmp_config_directory", "DIRECTORY", Kind::Path)
        .since(V2_2_7)
        .once()
        .en("Directory for the copy of the configuration that all processes read.")
        .zh("供各进程共同读取的配置副本所在目录。"),
    one("config_save_dir", "DIRECTORY", Kind::Path)
        .since(V2_2_7)
        .en("Directory into which Keepalived saves its configuration around a reload.")
        .zh("重载前后保存配置的目录，用于排错。"),
    one("iproute_usr_dir", "DIRECTORY", Kind::Path)
        .since(V2_3_4)
        .strict()
        .en("Directory of iproute2's own tables, usually /usr/share/iproute2.")
        .zh("iproute2 自带表文件目录，通常为 /usr/share/iproute2。"),
    one("iproute_etc_dir", "DIRECTORY", Kind::Path)
        .since(V2_3_4)
        .strict()
        .en("Directory of the administrator's iproute2 tables, usually /etc/iproute2.")
        .zh("管理员的 iproute2 表文件目录，通常为 /etc/iproute2。"),
    words(
        "umask",
        &[required("MASK", Kind::Umask), repeated("BITS", Kind::Umask)],
    )
    .default("0177")
    .en("File mode bits that are withheld: a number, or bits such as IRGRP|IWGRP.")
    .zh("新建文件要屏蔽的权限位：数字，或如 IRGRP|IWGRP。"),
    one("random_seed", "NUMBER", int(0, U32_MAX))
        .default_is("from the time of day", "取自当前时间")
        .en("Seed of ${_RANDOM}, for a configuration that can be repeated.")
        .zh("${_RANDOM} 的随机种子，使配置可复现。"),
];
