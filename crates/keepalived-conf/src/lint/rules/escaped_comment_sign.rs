//! A backslash that does not keep a sign from starting a comment.

use crate::lint::problems;
use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};
use crate::syntax::SyntaxProblem;

pub(super) static RULE: Rule = Rule {
    id: "escaped-comment-sign",
    severity: Severity::Warning,
    stage: Stage::Syntax,
    title: words(
        "The backslash does not protect this sign",
        "反斜杠保护不了该符号",
    ),
    why: words(
        "The text is read twice. The first pass takes the backslash away, and to the second the \
        sign starts a comment: the rest of the line is lost. A password with such a sign belongs \
        in double quotes.",
        "文本会被读取两遍：第一遍去掉反斜杠，第二遍该符号就开始注释，行的其余部分丢失。\
        含此符号的密码应放在双引号里。",
    ),
    bad: Example::of(
        r"vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    authentication {
        auth_type PASS
        auth_pass p4\#s
    }
    virtual_ipaddress {
        192.0.2.10/24
    }
}
",
    )
    .also(&["password-in-clear"]),
    good: Example::of(
        r#"vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    authentication {
        auth_type PASS
        auth_pass "p4#s"
    }
    virtual_ipaddress {
        192.0.2.10/24
    }
}
"#,
    )
    .also(&["password-in-clear"]),
    check,
};

fn check(context: &Context<'_>, found: &mut Findings) {
    for at in problems::syntax(context, |problem| {
        problem == SyntaxProblem::EscapedCommentSign
    }) {
        found.report(
            at,
            Text::new(
                "the sign starts a comment in spite of its backslash; put the word in double quotes",
                "尽管有反斜杠，该符号仍会开始注释；请把单词放入双引号",
            ),
        );
    }
}
