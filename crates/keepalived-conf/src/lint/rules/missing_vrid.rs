//! An instance without its identifier.

use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};

pub(super) static RULE: Rule = Rule {
    id: "missing-vrid",
    severity: Severity::Error,
    stage: Stage::Meaning,
    title: words(
        "An instance has no virtual_router_id",
        "实例没有 virtual_router_id",
    ),
    why: words(
        "The identifier tells the elections of one link apart. Without it Keepalived rejects the \
        configuration of VRRP as a whole.",
        "该标识用于区分同一链路上的各个选举；\
        缺少时 Keepalived 会拒绝整个 VRRP 配置。",
    ),
    bad: Example::of(
        "vrrp_instance VI_1 {
    interface eth0
    virtual_ipaddress {
        192.0.2.10/24
    }
}
",
    ),
    good: Example::of(
        "vrrp_instance VI_1 {
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

fn check(context: &Context<'_>, found: &mut Findings) {
    for instance in &context.instances {
        let (index, name) = (instance.index, &instance.name);
        let head = context.header(&context.statements[index]);

        if !context.has_or_means(index, "virtual_router_id") {
            found.report(
                head,
                Text::new(
                    format!("{name} has no virtual_router_id"),
                    format!("{name} 没有 virtual_router_id"),
                ),
            );
        }
    }
}
