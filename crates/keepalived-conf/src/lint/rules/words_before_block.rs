//! Words between a list keyword and its brace.

use crate::catalog::Body;
use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};
use crate::syntax::Word;

pub(super) static RULE: Rule = Rule {
    id: "words-before-block",
    severity: Severity::Error,
    stage: Stage::Words,
    title: words(
        "Words stand before the brace of a list",
        "列表的花括号前有多余单词",
    ),
    why: words(
        "A list such as virtual_ipaddress takes nothing before its brace. Keepalived reports the \
        words.",
        "像 virtual_ipaddress 这样的列表在花括号之前不应有任何单词；\
        Keepalived 会报告它们。",
    ),
    bad: Example::of(
        "vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    virtual_ipaddress VIPS {
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
    for statement in &context.statements {
        let Some(keyword) = statement.keyword() else {
            continue;
        };
        if !matches!(keyword.body, Body::Words(_) | Body::Entries(_)) {
            continue;
        }
        let taken = keyword.line.head.args(&[]).len();
        let mut beyond = statement.node.args().skip(taken).map(Word::span);
        if let Some(span) = beyond.next() {
            let name = keyword.name;
            found.report(
                context.locate(span),
                Text::new(
                    format!("`{name}` takes no word before its brace"),
                    format!("`{name}` 的花括号前不应有单词"),
                ),
            );
        }
    }
}
