//! A byte order mark before the first word.

use crate::edit::TextEdit;
use crate::lint::Fix;
use crate::lint::problems;
use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};
use crate::syntax::SyntaxProblem;

pub(super) static RULE: Rule = Rule {
    id: "byte-order-mark",
    severity: Severity::Error,
    stage: Stage::Syntax,
    title: words(
        "The file starts with a byte order mark",
        "文件以字节顺序标记（BOM）开头",
    ),
    why: words(
        "Keepalived takes the mark for a part of the first word, which then is no keyword. \
        Editors on Windows write it.",
        "Keepalived 会把 BOM 当作第一个单词的一部分，使其不再是关键字；\
        Windows 编辑器常写入 BOM。",
    ),
    bad: Example::of(
        "﻿vrrp_instance VI_1 {
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
    for at in problems::syntax(context, |problem| problem == SyntaxProblem::ByteOrderMark) {
        let message = Text::new(
            "byte order mark before the first word",
            "第一个单词之前有 BOM",
        );
        let fix = Fix {
            title: Text::new("delete it", "删除它"),
            file: at.file,
            edits: vec![TextEdit::delete(at.span)],
            safe: true,
        };
        found.report(at, message).fix(fix);
    }
}
