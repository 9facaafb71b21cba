//! A definition that contains itself.

use crate::expand::ExpandProblem;
use crate::lint::problems;
use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};

pub(super) static RULE: Rule = Rule {
    id: "self-expanding",
    severity: Severity::Error,
    stage: Stage::Syntax,
    title: words("A name expands to itself", "变量展开后又包含自身"),
    why: words(
        "Keepalived 2.2.7 replaces names until none is left, and so never gets to an end: neither \
        `-t` nor the daemon comes up.",
        "Keepalived 2.2.7 会一直替换直到没有变量为止，因此永远不会结束：\
        `-t` 和守护进程都无法启动。",
    ),
    bad: Example::of(
        "$A=$A
global_defs {
    router_id $A
}
vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    virtual_ipaddress {
        192.0.2.10/24
    }
}
",
    ),
    good: Example::of(
        "$A=x
global_defs {
    router_id $A
}
vrrp_instance VI_1 {
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
    for (at, problem) in problems::expansion(context) {
        let ExpandProblem::SelfExpanding(name) = problem else {
            continue;
        };
        found
            .report(
                at,
                Text::new(
                    format!("`${name}` expands to itself"),
                    format!("`${name}` 展开后又包含自身"),
                ),
            )
            .note(Text::new(
                "Keepalived hangs or overflows on it",
                "Keepalived 会挂死或溢出",
            ));
    }
}
