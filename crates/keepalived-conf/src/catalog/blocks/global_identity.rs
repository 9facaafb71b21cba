//! `global_defs`: who this node is, and the mail it sends.

use super::super::keyword::Keyword;
use super::super::kind::{Kind, PORT, SECONDS_MAX, TEXT, Unit, count};
use super::super::line::{optional, required};
use super::super::version::V2_2_7;
use super::super::writing::{flag, maybe, one, switch, words};

/// The kernel keeps 15 bytes of a process name; more is cut off and reported.
const PROCESS_NAME: Kind = Kind::Text { max: Some(15) };

pub(super) const NAMES: &[Keyword] = &[
    one("router_id", "NAME", TEXT)
        .default_is("the host name", "主机名")
        .en("Name of this node in mail and logs; need not be the host name.")
        .zh("本节点在邮件与日志中的名称，不必是主机名。"),
    flag("process_names")
        .en("Gives each process its usual name: keepalived_vrrp, keepalived_lvs, keepalived_bfd.")
        .zh("为各进程设置惯用名：keepalived_vrrp、keepalived_lvs、keepalived_bfd。"),
    one("process_name", "NAME", PROCESS_NAME)
        .default("keepalived")
        .en("Name of the parent process, at most 15 bytes.")
        .zh("父进程名称，最长 15 字节。"),
    one("vrrp_process_name", "NAME", PROCESS_NAME)
        .default("keepalived")
        .en("Name of the VRRP process, at most 15 bytes.")
        .zh("VRRP 进程名称，最长 15 字节。"),
    one("checker_process_name", "NAME", PROCESS_NAME)
        .since(V2_2_7)
        .default("keepalived")
        .en("Name of the checker process, at most 15 bytes.")
        .zh("健康检查进程名称，最长 15 字节。"),
    one("lvs_process_name", "NAME", PROCESS_NAME)
        .superseded_by("checker_process_name")
        .en("Old name of checker_process_name.")
        .zh("checker_process_name 的旧名称。"),
    one("bfd_process_name", "NAME", PROCESS_NAME)
        .needs("BFD")
        .default("keepalived")
        .en("Name of the BFD process, at most 15 bytes.")
        .zh("BFD 进程名称，最长 15 字节。"),
    one(
        "default_interface",
        "INTERFACE",
        Kind::AnyOf(&[Kind::Interface, TEXT]),
    )
    .default("eth0")
    .en("Interface of static addresses that name none.")
    .zh("未指定网卡的静态地址所用的网卡。"),
];

pub(super) const MAIL: &[Keyword] = &[
    flag("notification_email")
        .lists(TEXT)
        .en("Addresses to which mail about changes is sent.")
        .zh("接收状态变化通知的邮件地址。"),
    one("notification_email_from", "ADDRESS", TEXT)
        .default_is(
            "the user and host under which Keepalived runs",
            "运行用户@主机名",
        )
        .en("Sender of the mail.")
        .zh("通知邮件的发件人。"),
    words(
        "smtp_server",
        &[required("HOST", Kind::Host), optional("PORT", PORT)],
    )
    .en("Mail server, by address or name, with an optional port (25).")
    .zh("邮件服务器的地址或域名，可带端口（默认 25）。"),
    maybe("smtp_helo_name", "NAME", TEXT)
        .default_is("the host name", "主机名")
        .en("Name that Keepalived gives in HELO.")
        .zh("HELO 命令中使用的名称。"),
    one(
        "smtp_connect_timeout",
        "SECONDS",
        count(1, SECONDS_MAX, Unit::Seconds),
    )
    .default("30")
    .en("Seconds until a connection to the mail server is given up.")
    .zh("连接邮件服务器的超时秒数。"),
    switch("smtp_alert")
        .default("off")
        .en("Default of every smtp_alert: whether changes send mail.")
        .zh("所有 smtp_alert 的默认值：状态变化时是否发邮件。"),
    switch("smtp_alert_vrrp")
        .default_of("global_defs/smtp_alert")
        .en("Default of smtp_alert in instances and sync groups.")
        .zh("实例与同步组中 smtp_alert 的默认值。"),
    switch("smtp_alert_checker")
        .default_of("global_defs/smtp_alert")
        .en("Default of smtp_alert in virtual and real servers.")
        .zh("虚拟服务器与真实服务器中 smtp_alert 的默认值。"),
    flag("no_email_faults")
        .en("Sends no mail about FAULT.")
        .zh("进入 FAULT 时不发邮件。"),
    switch("no_checker_emails")
        .default("off")
        .en("Mails only when a real server comes or goes, not for each of its checkers.")
        .zh("仅在真实服务器上下线时发邮件，不为每个检查项发送。"),
];
