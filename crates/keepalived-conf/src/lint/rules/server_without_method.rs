//! A virtual server without its forwarding method.

use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};

pub(super) static RULE: Rule = Rule {
    id: "server-without-method",
    severity: Severity::Error,
    stage: Stage::Meaning,
    title: words(
        "A virtual server names no forwarding method",
        "虚拟服务器没有写转发方式",
    ),
    why: words(
        "Keepalived reports it and takes NAT, which needs the real servers to route their answers \
        back through this machine.",
        "Keepalived 报告后使用 NAT，这要求真实服务器的应答经由本机返回。",
    ),
    bad: Example::of(
        "virtual_server 192.0.2.10 80 {
    lvs_sched rr
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
        let named = ["lvs_method", "lb_kind"];
        let own = named
            .iter()
            .any(|keyword| context.has_or_means(server.index, keyword));
        if !own && server.all().any(|real| real.method.is_none()) {
            found.report(
                context.header(statement),
                Text::new(
                    "no lvs_method is named, so it becomes NAT",
                    "没有写 lvs_method，会使用 NAT",
                ),
            );
        }
    }
}
