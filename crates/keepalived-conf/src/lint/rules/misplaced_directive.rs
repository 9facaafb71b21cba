//! A directive where Keepalived cannot carry it out.

use crate::expand::ExpandProblem;
use crate::lint::problems;
use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};

pub(super) static RULE: Rule = Rule {
    id: "misplaced-directive",
    severity: Severity::Warning,
    stage: Stage::Syntax,
    title: words("A directive cannot work here", "指令在此处无法生效"),
    why: words(
        "Includes work only as lines of their own, a definition of several lines only as the last \
        thing of a line, and a condition must not come out of a name: 2.2.7 crashes on that.",
        "include 必须独占一行；多行定义只能用在行末；\
        条件不能由变量展开得到（2.2.7 会崩溃）。",
    ),
    bad: Example::of(
        r"$TWO= \
    a \
    b
global_defs {
    router_id $TWO x
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
        "global_defs {
    router_id ax
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
        let (severity, message) = match problem {
            ExpandProblem::ManyLinesInside(name) => (
                Severity::Warning,
                Text::new(
                    format!("`${name}` has several lines and must be the last thing on its line"),
                    format!("`${name}` 有多行，只能放在行末"),
                ),
            ),
            ExpandProblem::BuiltInclude => (
                Severity::Warning,
                Text::new(
                    "an include works only as a line of its own, without other directives",
                    "include 只有独占一行且不带其他指令时才有效",
                ),
            ),
            ExpandProblem::BuiltCondition => (
                Severity::Error,
                Text::new(
                    "a condition must not come out of a `$NAME`: Keepalived 2.2.7 crashes",
                    "条件不能由 `$NAME` 展开得到：Keepalived 2.2.7 会崩溃",
                ),
            ),
            _ => continue,
        };
        found.report(at, message).severity(severity);
    }
}
