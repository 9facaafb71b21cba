//! A prefix longer than an address.

use crate::catalog::Wrong;
use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};

pub(super) static RULE: Rule = Rule {
    id: "prefix-length-too-large",
    severity: Severity::Error,
    stage: Stage::Words,
    title: words("A prefix length is too large", "前缀长度过大"),
    why: words(
        "Keepalived reports the prefix and takes the whole address as one host.",
        "Keepalived 报告该前缀，并按单个主机地址处理。",
    ),
    bad: Example::of(
        "vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    virtual_ipaddress {
        192.0.2.10/33
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
        let Wrong::PrefixLength { max } = problem.wrong else {
            continue;
        };
        let word = &problem.word;
        found.report(
            context.locate(problem.span),
            Text::new(
                format!("the prefix of {word} is longer than {max} bits"),
                format!("{word} 的前缀超过 {max} 位"),
            ),
        );
    }
}
