//! `vrrp_instance` and `vrrp_sync_group`: what they watch.

use super::super::entries::{TRACK_BFD, TRACK_FILE, TRACK_INTERFACE, TRACK_PROCESS, TRACK_SCRIPT};
use super::super::keyword::Keyword;
use super::super::writing::flag;

pub(super) const TRACKERS: &[Keyword] = &[
    flag("track_interface")
        .entries(&TRACK_INTERFACE)
        .en("Interfaces that must be up: without a weight FAULT, with one a change of priority.")
        .zh("必须正常的网卡：无权重时进入 FAULT，有权重时改变优先级。"),
    flag("track_script")
        .entries(&TRACK_SCRIPT)
        .en("Scripts that must succeed; the weight is the script's unless given here.")
        .zh("必须成功的脚本；此处未写权重时用脚本自身的权重。"),
    flag("track_file")
        .entries(&TRACK_FILE)
        .en("Track files; the value times the weight changes the priority.")
        .zh("跟踪文件；文件中的值乘以权重后改变优先级。"),
    flag("track_process")
        .unless_built("DISABLE_TRACK_PROCESS")
        .entries(&TRACK_PROCESS)
        .en("Processes that must run.")
        .zh("必须运行的进程。"),
    flag("track_bfd")
        .needs("BFD")
        .entries(&TRACK_BFD)
        .en("BFD sessions that must be up.")
        .zh("必须处于 Up 的 BFD 会话。"),
];
