//! A word that must be there and is not.

use crate::catalog::Wrong;
use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};

pub(super) static RULE: Rule = Rule {
    id: "missing-word",
    severity: Severity::Error,
    stage: Stage::Words,
    title: words(
        "A keyword lacks the word that it needs",
        "关键字缺少必需的单词",
    ),
    why: words(
        "On a missing word Keepalived 2.2.7 gives up at once (exit code 2) and the daemon does \
        not start; some keywords only report it.",
        "缺少单词时 Keepalived 2.2.7 会立即放弃（退出码 2），\
        守护进程无法启动；部分关键字只是报告。",
    ),
    bad: Example::of(
        "vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    priority
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
        let Wrong::Missing { label } = problem.wrong else {
            continue;
        };
        let name = statement.name();
        found.report(
            context.header(statement),
            Text::new(
                format!("`{name}` lacks its {label}"),
                format!("`{name}` 缺少 {label}"),
            ),
        );
    }
}
