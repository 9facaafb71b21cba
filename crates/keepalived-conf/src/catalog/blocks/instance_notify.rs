//! `vrrp_instance` and `vrrp_sync_group`: whom they tell.

use super::super::keyword::Keyword;
use super::super::kind::Kind;
use super::super::line::{Arg, optional, required};
use super::super::version::V2_1_5;
use super::super::writing::{one, switch, words};

const USER: Arg = optional("USER", Kind::User);
const GROUP: Arg = optional("GROUP", Kind::Group);
/// A command, and under whom it runs.
pub(super) const COMMAND: &[Arg] = &[required("COMMAND", Kind::Command), USER, GROUP];

/// Scripts at a change of state, in instances and groups alike.
pub(super) const STATES: &[Keyword] = &[
    words("notify_master", COMMAND)
        .once()
        .en("Command that runs on becoming master.")
        .zh("成为主节点时运行的命令。"),
    words("notify_backup", COMMAND)
        .once()
        .en("Command that runs on becoming backup.")
        .zh("成为备节点时运行的命令。"),
    words("notify_fault", COMMAND)
        .once()
        .en("Command that runs on going to FAULT.")
        .zh("进入 FAULT 时运行的命令。"),
    words("notify_stop", COMMAND)
        .once()
        .en("Command that runs when VRRP stops.")
        .zh("VRRP 停止时运行的命令。"),
    words("notify", COMMAND)
        .once()
        .en("Command at every change; gets type, name, state and priority as arguments.")
        .zh("每次状态变化时运行；参数依次为类型、名称、状态、优先级。"),
];

pub(super) const NOTIFY: &[Keyword] = &[
    STATES[0],
    STATES[1],
    STATES[2],
    STATES[3],
    STATES[4],
    words(
        "notify_deleted",
        &[optional("COMMAND", Kind::Command), USER, GROUP],
    )
    .since(V2_1_5)
    .once()
    .en("Tells DELETED instead of FAULT when a reload removes the instance.")
    .zh("重载删除该实例时通知 DELETED 而非 FAULT，可附带命令。"),
    words("notify_master_rx_lower_pri", COMMAND)
        .once()
        .en("Command that runs when the master hears an advert of lower priority.")
        .zh("主节点收到较低优先级通告时运行的命令。"),
    switch("notify_priority_changes")
        .default_of("global_defs/vrrp_notify_priority_changes")
        .en("Also writes changes of priority to the FIFOs.")
        .zh("优先级变化也写入 FIFO。"),
    switch("smtp_alert")
        .default_of("global_defs/smtp_alert_vrrp")
        .en("Sends mail at a change of state.")
        .zh("状态变化时发送邮件。"),
    one("lvs_sync_daemon_interface", "INTERFACE", Kind::Interface)
        .rejected_for("global_defs/lvs_sync_daemon")
        .en("Interface of the IPVS synchronisation daemon.")
        .zh("IPVS 同步守护进程使用的网卡。"),
];
