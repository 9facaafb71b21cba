//! A `virtual_router_id` beyond 255, or 0.

use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};

pub(super) static RULE: Rule = Rule {
    id: "vrid-out-of-range",
    severity: Severity::Error,
    stage: Stage::Words,
    title: words(
        "A virtual_router_id is not in 1 to 255",
        "virtual_router_id 不在 1 至 255 之间",
    ),
    why: words(
        "Without a valid identifier Keepalived rejects the instance, and with it the whole \
        configuration of VRRP.",
        "没有有效的标识，Keepalived 会拒绝该实例，整个 VRRP 配置随之失效。",
    ),
    bad: Example::of(
        "vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 256
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
    for (problem, _) in context.wrong_words(RULE.id) {
        let word = &problem.word;
        found.report(
            context.locate(problem.span),
            Text::new(
                format!("virtual_router_id {word} is not in 1 to 255"),
                format!("virtual_router_id {word} 不在 1 至 255 之间"),
            ),
        );
    }
}
