//! A condition with nothing behind it.

use crate::lint::problems;
use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};
use crate::syntax::SyntaxProblem;

pub(super) static RULE: Rule = Rule {
    id: "empty-condition",
    severity: Severity::Hint,
    stage: Stage::Syntax,
    title: words("Nothing follows the condition", "条件之后没有内容"),
    why: words(
        "`@id` applies to the rest of its own line only, not to the lines below.",
        "`@id` 只作用于本行其余部分，不影响后面的行。",
    ),
    bad: Example::of(
        "@db1
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
    for at in problems::syntax(context, |problem| problem == SyntaxProblem::EmptyCondition) {
        found.report(
            at,
            Text::new(
                "nothing follows this condition; it applies to its own line only",
                "该条件之后没有内容；它只作用于本行",
            ),
        );
    }
}
