//! An instance without an address to hold.

use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};

pub(super) static RULE: Rule = Rule {
    id: "no-virtual-address",
    severity: Severity::Error,
    stage: Stage::Meaning,
    title: words("An instance has no virtual address", "实例没有虚拟地址"),
    why: words(
        "An instance without virtual_ipaddress moves nothing. With version 3 or strict mode \
        Keepalived rejects it, else it reports it. From 2.2.8 on `no_virtual_ipaddress` says \
        that it is meant.",
        "没有 virtual_ipaddress 的实例不会漂移任何地址。\
        版本 3 或严格模式下 Keepalived 会拒绝，否则会报告；\
        2.2.8 起可用 `no_virtual_ipaddress` 表明有意为之。",
    ),
    bad: Example::of(
        "vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
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

        let lists = context.children_of(index, "virtual_ipaddress");
        let lines = lists
            .filter(|list| list.node.statements().next().is_some())
            .count();
        let is_meant = context.last(index, "no_virtual_ipaddress").is_some();
        let typo = !context
            .children_of(index, "virtual_ipaddress")
            .any(|_| true)
            && context.has_or_means(index, "virtual_ipaddress");
        if lines == 0 && !is_meant && !typo {
            found.report(
                head,
                Text::new(
                    format!("{name} has no virtual address"),
                    format!("{name} 没有虚拟地址"),
                ),
            );
        }
    }
}
