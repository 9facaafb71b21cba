//! A `priority` beyond 255, or 0.

use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};

pub(super) static RULE: Rule = Rule {
    id: "priority-out-of-range",
    severity: Severity::Error,
    stage: Stage::Words,
    title: words(
        "A priority is not in 1 to 255",
        "priority 不在 1 至 255 之间",
    ),
    why: words(
        "Keepalived reports the number and takes 100, which is rarely what the other node \
        expects.",
        "Keepalived 报告该数字后改用 100，这通常与另一节点的预期不符。",
    ),
    bad: Example::of(
        "vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    priority 256
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
    priority 250
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
                format!("priority {word} is not in 1 to 255"),
                format!("priority {word} 不在 1 至 255 之间"),
            ),
        );
    }
}
