//! A word that is no IP address.

use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};

pub(super) static RULE: Rule = Rule {
    id: "not-an-address",
    severity: Severity::Error,
    stage: Stage::Words,
    title: words("A word is not an IP address", "单词不是 IP 地址"),
    why: words(
        "Keepalived reports the word and goes on without the address: the VIP is never set.",
        "Keepalived 报告该单词并忽略该地址，VIP 不会被配置。",
    ),
    bad: Example::of(
        "vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    virtual_ipaddress {
        192.0.2.300/24
    }
}
",
    ),
    good: Example::of(
        "vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    virtual_ipaddress {
        192.0.2.30/24
    }
}
",
    ),
    check,
};

fn check(context: &Context<'_>, found: &mut Findings) {
    for (problem, statement) in context.wrong_words(RULE.id) {
        let (word, name) = (&problem.word, statement.name());
        found.report(
            context.locate(problem.span),
            Text::new(
                format!("`{word}` is not an IP address ({name})"),
                format!("`{word}` 不是 IP 地址（{name}）"),
            ),
        );
    }
}
