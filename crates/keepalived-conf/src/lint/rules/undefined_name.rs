//! A `$NAME` that nothing defines.

use crate::expand::ExpandProblem;
use crate::lint::problems;
use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};

pub(super) static RULE: Rule = Rule {
    id: "undefined-name",
    severity: Severity::Warning,
    stage: Stage::Syntax,
    title: words(
        "A name is used that nothing defines before",
        "使用了此前未定义的变量",
    ),
    why: words(
        "Keepalived leaves an unknown `$NAME` as it is, so that the word ends up with a dollar \
        sign in it.",
        "Keepalived 会保留未知的 `$NAME` 原样，单词里就会带着美元符号。",
    ),
    bad: Example::of(
        "global_defs {
    router_id $HOST
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
        "$HOST=db1
global_defs {
    router_id $HOST
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
        let ExpandProblem::Undefined(name) = problem else {
            continue;
        };
        found.report(
            at,
            Text::new(
                format!("`${name}` is not defined before this line"),
                format!("此行之前没有定义 `${name}`"),
            ),
        );
    }
}
