//! An opening brace that belongs to nothing.

use crate::lint::problems;
use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};
use crate::syntax::SyntaxProblem;

pub(super) static RULE: Rule = Rule {
    id: "unexpected-open-brace",
    severity: Severity::Error,
    stage: Stage::Syntax,
    title: words(
        "An opening brace belongs to no statement",
        "左花括号不属于任何语句",
    ),
    why: words(
        "Keepalived ignores the brace, and its closing partner then ends the block around it too \
        early.",
        "Keepalived 会忽略该括号，而与它配对的右括号会提前结束外层的块。",
    ),
    bad: Example::of(
        "{
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
        "vrrp_instance VI_1 {
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
    for at in problems::syntax(context, |problem| {
        problem == SyntaxProblem::UnexpectedOpenBrace
    }) {
        found.report(
            at,
            Text::new("this `{` belongs to no statement", "该 `{` 不属于任何语句"),
        );
    }
}
