//! A virtual server without its scheduler.

use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};

pub(super) static RULE: Rule = Rule {
    id: "server-without-scheduler",
    severity: Severity::Error,
    stage: Stage::Meaning,
    title: words(
        "A virtual server names no scheduler",
        "虚拟服务器没有写调度算法",
    ),
    why: words(
        "Keepalived reports it and takes wlc, weighted least connections.",
        "Keepalived 报告后使用 wlc（加权最少连接）。",
    ),
    bad: Example::of(
        "virtual_server 192.0.2.10 80 {
    lvs_method NAT
    protocol TCP
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
        let named = ["lvs_sched", "lb_algo"];
        if !named
            .iter()
            .any(|keyword| context.has_or_means(server.index, keyword))
        {
            found.report(
                context.header(statement),
                Text::new(
                    "no lvs_sched is named, so it becomes wlc",
                    "没有写 lvs_sched，会使用 wlc",
                ),
            );
        }
    }
}
