//! A string that is not closed on its line.

use crate::lint::problems;
use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};
use crate::syntax::SyntaxProblem;

pub(super) static RULE: Rule = Rule {
    id: "unterminated-quote",
    severity: Severity::Error,
    stage: Stage::Syntax,
    title: words("A string is not closed on its line", "字符串在本行没有闭合"),
    why: words(
        "A string ends on the line it begins on. Without the closing quote Keepalived reports it \
        and drops the string.",
        "字符串必须在同一行内结束；缺少右引号时 Keepalived 报错并丢弃该字符串。",
    ),
    bad: Example::of(
        r#"global_defs {
    router_id "db1
}
vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    virtual_ipaddress {
        192.0.2.10/24
    }
}
"#,
    )
    .also(&["missing-word"]),
    good: Example::of(
        r#"global_defs {
    router_id "db1"
}
vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    virtual_ipaddress {
        192.0.2.10/24
    }
}
"#,
    ),
    check,
};

fn check(context: &Context<'_>, found: &mut Findings) {
    for at in problems::syntax(context, |problem| {
        problem == SyntaxProblem::UnterminatedQuote
    }) {
        found.report(
            at,
            Text::new("this string is never closed", "该字符串没有右引号"),
        );
    }
}
