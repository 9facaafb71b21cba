//! Mail is wanted and cannot be sent.

use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};

pub(super) static RULE: Rule = Rule {
    id: "mail-without-server",
    severity: Severity::Warning,
    stage: Stage::Meaning,
    title: words(
        "Mail is turned on but cannot be sent",
        "已启用邮件但无法发送",
    ),
    why: words(
        "smtp_alert needs smtp_server and at least one address under notification_email. \
        Without them Keepalived sends nothing and says nothing.",
        "smtp_alert 需要 smtp_server 以及 notification_email 中至少一个地址；\
        缺少时不会发送，也没有提示。",
    ),
    bad: Example::of(
        "vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    priority 250
    smtp_alert
    virtual_ipaddress {
        192.0.2.10/24
    }
}
",
    ),
    good: Example::of(
        "global_defs {
    notification_email {
        ops@example.net
    }
    smtp_server 192.0.2.25
}
vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    priority 250
    smtp_alert
    virtual_ipaddress {
        192.0.2.10/24
    }
}
",
    ),
    check,
};

fn check(context: &Context<'_>, found: &mut Findings) {
    let model = &context.outlook.model;
    let globals = &model.globals;
    let missing = match (&globals.smtp_server, globals.notification_emails.is_empty()) {
        (Some(_), false) => return,
        (None, _) => "smtp_server",
        (Some(_), true) => "notification_email",
    };
    let global = [
        &globals.smtp_alert,
        &globals.smtp_alert_vrrp,
        &globals.smtp_alert_checker,
    ];
    let instances = model.instances.iter().map(|instance| &instance.smtp_alert);
    let groups = model.sync_groups.iter().map(|group| &group.smtp_alert);
    let servers = model
        .virtual_servers
        .iter()
        .map(|server| &server.smtp_alert);
    let all = global
        .into_iter()
        .chain(instances)
        .chain(groups)
        .chain(servers);
    // One cause, one finding: the first that asks for mail stands for all.
    let first = all.flatten().find(|alert| alert.value);
    if let Some(alert) = first {
        found.report(
            alert.at,
            Text::new(
                format!("mail cannot be sent: {missing} is missing in global_defs"),
                format!("无法发送邮件：global_defs 中缺少 {missing}"),
            ),
        );
    }
}
