//! A block that is never closed.

use crate::lint::problems;
use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};
use crate::syntax::SyntaxProblem;

pub(super) static RULE: Rule = Rule {
    id: "missing-close-brace",
    severity: Severity::Error,
    stage: Stage::Syntax,
    title: words("A block is never closed", "块没有关闭"),
    why: words(
        "Everything after the block is read as a part of it, so that Keepalived misses whole \
        instances.",
        "其后的所有内容都会被读作该块的一部分，Keepalived 会因此漏掉整个实例。",
    ),
    bad: Example::of(
        "vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    virtual_ipaddress {
        192.0.2.10/24
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
        problem == SyntaxProblem::MissingCloseBrace
    }) {
        found.report(at, Text::new("this block is never closed", "该块没有关闭"));
    }
}
