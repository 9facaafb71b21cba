//! A virtual server that serves nothing.

use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};

pub(super) static RULE: Rule = Rule {
    id: "server-without-real-servers",
    severity: Severity::Error,
    stage: Stage::Meaning,
    title: words(
        "A virtual server has no real server",
        "虚拟服务器没有真实服务器",
    ),
    why: words(
        "Keepalived reports the virtual server and ignores it: IPVS knows nothing of the address.",
        "Keepalived 报告后忽略该虚拟服务器，IPVS 中不会有该地址。",
    ),
    bad: Example::of(
        "virtual_server 192.0.2.10 80 {
    lvs_sched rr
    lvs_method NAT
    protocol TCP
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
    for (index, statement) in context.all("", "virtual_server") {
        if !context.has_or_means(index, "real_server") {
            found.report(
                context.header(statement),
                Text::new("no real_server in here", "其中没有 real_server"),
            );
        }
    }
}
