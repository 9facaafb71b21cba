//! A virtual server on an address, without its protocol.

use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};

pub(super) static RULE: Rule = Rule {
    id: "server-without-protocol",
    severity: Severity::Error,
    stage: Stage::Meaning,
    title: words(
        "A virtual server names no protocol",
        "虚拟服务器没有写 protocol",
    ),
    why: words(
        "Keepalived reports it and takes UDP, which for a database or a web server is never \
        right.",
        "Keepalived 报告后按 UDP 处理，对数据库或网站来说都不正确。",
    ),
    bad: Example::of(
        "virtual_server 192.0.2.10 80 {
    lvs_sched rr
    lvs_method NAT
    real_server 192.0.2.11 80 {
    }
}
",
    ),
    good: Example::of(
        "virtual_server 192.0.2.10 80 {
    lvs_sched rr
    lvs_method NAT
    protocol TCP
    real_server 192.0.2.11 80 {
    }
}
",
    ),
    check,
};

fn check(context: &Context<'_>, found: &mut Findings) {
    for server in &context.servers {
        let statement = &context.statements[server.index];
        if server.has_addresses() && !context.has_or_means(server.index, "protocol") {
            found.report(
                context.header(statement),
                Text::new(
                    "no protocol is named, so it becomes UDP",
                    "没有写 protocol，会按 UDP 处理",
                ),
            );
        }
    }
}
