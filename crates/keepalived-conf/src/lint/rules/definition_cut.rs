//! A definition that a line without text ends too early.

use crate::lint::problems;
use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};
use crate::syntax::SyntaxProblem;

pub(super) static RULE: Rule = Rule {
    id: "definition-cut",
    severity: Severity::Warning,
    stage: Stage::Syntax,
    title: words(
        "A comment or blank line cuts the definition above it",
        "注释或空行截断了上面的定义",
    ),
    why: words(
        "The processes of Keepalived read a copy of the file in which such a line is empty. It \
        ends the definition for them, and its further lines are read as statements.",
        "Keepalived 的子进程读取的是副本，其中该行为空，于是定义到此结束，\
        其后的行会被当作语句。",
    ),
    bad: Example::of(
        r"$VIPS= \
# first
    192.0.2.10/24
vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    virtual_ipaddress {
        192.0.2.10/24
    }
}
",
    )
    .also(&["unknown-keyword"]),
    good: Example::of(
        r"$VIPS= \
    192.0.2.10/24
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
    for at in problems::syntax(context, |problem| problem == SyntaxProblem::DefinitionCut) {
        found.report(
            at,
            Text::new(
                "this line ends the definition above; the lines below it are statements",
                "该行使上面的定义提前结束，其后的行是语句",
            ),
        );
    }
}
