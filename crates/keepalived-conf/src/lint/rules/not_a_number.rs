//! A word where a number must stand.

use crate::catalog::Wrong;
use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};

pub(super) static RULE: Rule = Rule {
    id: "not-a-number",
    severity: Severity::Error,
    stage: Stage::Words,
    title: words("A number is not a number", "应为数字的值不是数字"),
    why: words(
        "Keepalived reports the word and goes on with the default, or without the line.",
        "Keepalived 报告该单词，然后使用默认值或忽略该行。",
    ),
    bad: Example::of(
        "vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    priority high
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
    for (problem, statement) in context.wrong_words(RULE.id) {
        let (word, name) = (&problem.word, statement.name());
        let message = match problem.wrong {
            Wrong::TooManyDecimals { digits } => Text::new(
                format!("`{word}` has more than {digits} decimal places"),
                format!("`{word}` 的小数位数超过 {digits} 位"),
            ),
            _ => Text::new(
                format!("`{word}` is not a number that `{name}` takes"),
                format!("`{word}` 不是 `{name}` 可用的数字"),
            ),
        };
        found.report(context.locate(problem.span), message);
    }
}
