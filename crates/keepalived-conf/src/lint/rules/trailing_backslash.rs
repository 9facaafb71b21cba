//! A backslash at the end of a line that does not go on.

use crate::edit::TextEdit;
use crate::lint::Fix;
use crate::lint::problems;
use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};
use crate::syntax::SyntaxProblem;

pub(super) static RULE: Rule = Rule {
    id: "trailing-backslash",
    severity: Severity::Warning,
    stage: Stage::Syntax,
    title: words("A line does not go on after a backslash", "反斜杠不能续行"),
    why: words(
        "Only the value of a definition goes on behind a backslash. Everywhere else it becomes \
        the last byte of the last word.",
        "只有变量定义的值可以用反斜杠续行；在其他地方它会成为最后一个单词的最后一个字节。",
    ),
    bad: Example::of(
        r"global_defs {
    router_id db1 \
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
    router_id db1
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
    for at in problems::syntax(context, |problem| {
        problem == SyntaxProblem::TrailingBackslash
    }) {
        let fix = Fix {
            title: Text::new("delete it", "删除它"),
            file: at.file,
            edits: vec![TextEdit::delete(at.span)],
            safe: false,
        };
        found
            .report(
                at,
                Text::new(
                    "this backslash joins the last word; the next line is a line of its own",
                    "该反斜杠会并入最后一个单词，下一行仍是独立的一行",
                ),
            )
            .fix(fix);
    }
}
