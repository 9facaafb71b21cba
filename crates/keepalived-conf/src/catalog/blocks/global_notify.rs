//! `global_defs`: scripts that run at start and stop, under whom, and the event FIFOs.

use super::super::keyword::Keyword;
use super::super::kind::{Kind, Unit, count};
use super::super::line::{Arg, optional, required};
use super::super::version::{UNRELEASED, V2_1_5, V2_2_7, V2_3_4};
use super::super::writing::{flag, one, switch, words};

const USER: Arg = optional("USER", Kind::User);
const GROUP: Arg = optional("GROUP", Kind::Group);
const COMMAND: &[Arg] = &[required("COMMAND", Kind::Command), USER, GROUP];
const FIFO: &[Arg] = &[required("PATH", Kind::Path), USER, GROUP];
const SCRIPT_SECONDS: Kind = count(1, 1000, Unit::Seconds);

pub(super) const SCRIPTS: &[Keyword] = &[
    words("script_user", &[required("USER", Kind::User), GROUP])
        .default_is(
            "keepalived_script if that user exists, else the user of Keepalived",
            "若存在 keepalived_script 用户则用它，否则为 Keepalived 的运行用户",
        )
        .en("User and group under which scripts run; write it before any script or FIFO.")
        .zh("运行脚本的用户与组；须写在任何脚本与 FIFO 之前。"),
    flag("enable_script_security")
        .en("Refuses scripts that run as root and that others than root could change.")
        .zh("拒绝以 root 运行且可被非 root 用户修改的脚本。"),
    switch("use_symlink_paths")
        .since(V2_3_4)
        .default("off")
        .en("Keeps symbolic links in the paths of scripts instead of resolving them.")
        .zh("脚本路径保留符号链接，不解析为真实路径。"),
    switch("set_supplementary_groups")
        .since(UNRELEASED)
        .en("Gives scripts the supplementary groups of their user.")
        .zh("脚本运行时带上其用户的附加组。"),
    words("startup_script", COMMAND)
        .since(V2_1_5)
        .once()
        .en("Command that runs once at start, before the other processes.")
        .zh("启动时在其他进程之前运行一次的命令。"),
    one("startup_script_timeout", "SECONDS", SCRIPT_SECONDS)
        .since(V2_1_5)
        .default("10")
        .en("Seconds after which the startup script is killed.")
        .zh("启动脚本的超时秒数，超时则被终止。"),
    words("shutdown_script", COMMAND)
        .since(V2_1_5)
        .once()
        .en("Command that runs once at the end, after the other processes.")
        .zh("停止时在其他进程结束之后运行一次的命令。"),
    one("shutdown_script_timeout", "SECONDS", SCRIPT_SECONDS)
        .since(V2_1_5)
        .default("10")
        .en("Seconds after which the shutdown script is killed.")
        .zh("停止脚本的超时秒数，超时则被终止。"),
];

pub(super) const FIFOS: &[Keyword] = &[
    words("notify_fifo", FIFO)
        .once()
        .en("FIFO to which every event is written, in order.")
        .zh("按顺序写入所有事件的 FIFO。"),
    words("notify_fifo_script", COMMAND)
        .once()
        .en("Command that reads notify_fifo; its path is the last argument.")
        .zh("读取 notify_fifo 的命令；FIFO 路径作为最后一个参数。"),
    words("vrrp_notify_fifo", FIFO)
        .once()
        .en("FIFO to which events of instances and sync groups are written.")
        .zh("写入实例与同步组事件的 FIFO。"),
    words("vrrp_notify_fifo_script", COMMAND)
        .once()
        .en("Command that reads vrrp_notify_fifo; its path is the last argument.")
        .zh("读取 vrrp_notify_fifo 的命令；FIFO 路径作为最后一个参数。"),
    words("lvs_notify_fifo", FIFO)
        .once()
        .en("FIFO to which events of virtual and real servers are written.")
        .zh("写入虚拟服务器与真实服务器事件的 FIFO。"),
    words("lvs_notify_fifo_script", COMMAND)
        .once()
        .en("Command that reads lvs_notify_fifo; its path is the last argument.")
        .zh("读取 lvs_notify_fifo 的命令；FIFO 路径作为最后一个参数。"),
    switch("vrrp_notify_priority_changes")
        .default("off")
        .en("Also writes changes of priority to the FIFOs.")
        .zh("优先级变化也写入 FIFO。"),
    flag("fifo_write_vrrp_states_on_reload")
        .since(V2_2_7)
        .en("Writes the states of all instances to the FIFOs after a reload.")
        .zh("重载后把所有实例的状态写入 FIFO。"),
];
