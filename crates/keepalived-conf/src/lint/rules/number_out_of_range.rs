//! A number beyond its range.

use crate::catalog::Wrong;
use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::wording;
use crate::lint::{Context, Severity, Text};

pub(super) static RULE: Rule = Rule {
    id: "number-out-of-range",
    severity: Severity::Error,
    stage: Stage::Words,
    title: words("A number is out of range", "数字超出范围"),
    why: words(
        "Keepalived reports the number and goes on with the default or the nearest bound.",
        "Keepalived 报告该数字，然后使用默认值或最近的边界值。",
    ),
    bad: Example::of(
        "vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    down_timer_adverts 200
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
    down_timer_adverts 3
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
        let Wrong::OutOfRange { kind } = problem.wrong else {
            continue;
        };
        let (word, name, range) = (&problem.word, statement.name(), wording::range(kind));
        // Ranges that were only read in documentation are no reason for an error.
        let severity = if problem.wrong.is_rejected() {
            Severity::Error
        } else {
            Severity::Warning
        };
        found
            .report(
                context.locate(problem.span),
                Text::new(
                    format!("{word} is out of range: {name} takes {}", range.en),
                    format!("{word} 超出范围：{name} 允许 {}", range.zh),
                ),
            )
            .severity(severity);
    }
}
