//! A closing brace too many.

use crate::lint::problems;
use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};
use crate::syntax::SyntaxProblem;

pub(super) static RULE: Rule = Rule {
    id: "unexpected-close-brace",
    severity: Severity::Error,
    stage: Stage::Syntax,
    title: words("A closing brace closes nothing", "右花括号没有可关闭的块"),
    why: words(
        "Somewhere above a brace is missing or one was closed twice, so that Keepalived reads the \
        lines between in the wrong block.",
        "上文缺少左括号或重复关闭了某个块，Keepalived 会把其间的行读入错误的块。",
    ),
    bad: Example::of(
        "vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    virtual_ipaddress {
        192.0.2.10/24
    }
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
    let is_it = |problem| problem == SyntaxProblem::UnexpectedCloseBrace;
    let unopened: Vec<_> = problems::unopened(context).collect();
    for at in problems::syntax(context, is_it) {
        let explained = unopened
            .iter()
            .any(|head| head.file == at.file && head.span.start < at.span.start);
        // The statement that lacks its `{` is reported; this brace would have closed it.
        if !explained {
            found.report(
                at,
                Text::new("this `}` closes no block", "该 `}` 没有可关闭的块"),
            );
        }
    }
}
