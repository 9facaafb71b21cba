//! A `state BACKUP` after a `state MASTER`.

use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};

pub(super) static RULE: Rule = Rule {
    id: "state-conflict",
    severity: Severity::Error,
    stage: Stage::Meaning,
    title: words("A state is given twice", "state 重复且矛盾"),
    why: words(
        "Once an instance has `state MASTER`, Keepalived ignores a later `state BACKUP` and \
        reports it.",
        "实例一旦写了 `state MASTER`，之后的 `state BACKUP` 会被忽略并报告。",
    ),
    bad: Example::of(
        "vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    state MASTER
    state BACKUP
    priority 250
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
    state BACKUP
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
    for instance in &context.instances {
        if let Some(span) = instance.refused_state {
            let finding = found.report(
                context.locate(span),
                Text::new(
                    "`state MASTER` was given before and holds",
                    "前面已有 `state MASTER`，以它为准",
                ),
            );
            if let Some(first) = instance.state {
                finding.note_at(context.locate(first), Text::new("here", "在此处"));
            }
        }
    }
}
