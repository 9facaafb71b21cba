//! A word beyond its length.

use crate::catalog::Wrong;
use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};

pub(super) static RULE: Rule = Rule {
    id: "value-too-long",
    severity: Severity::Error,
    stage: Stage::Words,
    title: words(
        "A word is longer than Keepalived takes",
        "单词超过允许的长度",
    ),
    why: words(
        "Names of interfaces and labels have 15 bytes at most in the kernel, other names have \
        bounds of Keepalived. It reports the word and drops the line.",
        "内核中的网卡名与标签最长 15 字节，其他名称有 Keepalived 自己的限制；\
        超出时报告并丢弃该行。",
    ),
    bad: Example::of(
        "vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    virtual_ipaddress {
        192.0.2.10/24 label a_label_too_long
    }
}
",
    ),
    good: Example::of(
        "vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    virtual_ipaddress {
        192.0.2.10/24 label eth0:vip
    }
}
",
    ),
    check,
};

fn check(context: &Context<'_>, found: &mut Findings) {
    for (problem, statement) in context.wrong_words(RULE.id) {
        let Wrong::TooLong { max } = problem.wrong else {
            continue;
        };
        let (bytes, name) = (problem.word.len(), statement.name());
        found.report(
            context.locate(problem.span),
            Text::new(
                format!("this word of {name} has {bytes} bytes; at most {max} fit"),
                format!("{name} 的该单词有 {bytes} 字节，最多 {max} 字节"),
            ),
        );
    }
}
