//! A list with nothing in it.

use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};

pub(super) static RULE: Rule = Rule {
    id: "empty-list",
    severity: Severity::Error,
    stage: Stage::Meaning,
    title: words("A list is empty", "列表为空"),
    why: words(
        "Keepalived reports an empty group, server group or list of mail addresses, and removes \
        it.",
        "Keepalived 会报告空的组、服务器组或邮件地址列表，并删除它。",
    ),
    bad: Example::of(
        "global_defs {
    notification_email {
    }
}
vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    virtual_ipaddress {
        192.0.2.10/24
    }
}
",
    ),
    good: Example::of(
        "global_defs {
    notification_email {
        dba@example.org
    }
}
vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    virtual_ipaddress {
        192.0.2.10/24
    }
}
",
    ),
    check,
};

/// Lists that Keepalived reports when they are empty: block and keyword.
const REPORTED: [(&str, &str); 3] = [
    ("global_defs", "notification_email"),
    ("track_group", "group"),
    ("", "virtual_server_group"),
];

fn check(context: &Context<'_>, found: &mut Findings) {
    for (path, keyword) in REPORTED {
        for (_, statement) in context.all(path, keyword) {
            if statement.node.has_block() && statement.node.statements().next().is_none() {
                found.report(
                    context.header(statement),
                    Text::new(format!("`{keyword}` is empty"), format!("`{keyword}` 为空")),
                );
            }
        }
    }
}
