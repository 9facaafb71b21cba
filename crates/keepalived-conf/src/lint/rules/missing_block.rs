//! A keyword without the block that it needs.

use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::words::takes_block;
use crate::lint::{Context, Severity, Text};

pub(super) static RULE: Rule = Rule {
    id: "missing-block",
    severity: Severity::Error,
    stage: Stage::Words,
    title: words("A keyword lacks its block", "关键字缺少块"),
    why: words(
        "Keepalived reads the lines that follow as if the brace were there, up to the next \
        closing one.",
        "Keepalived 会把后面的行当作块的内容，直到下一个右花括号。",
    ),
    bad: Example::of(
        "vrrp_instance VI_1
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
    for statement in &context.statements {
        let needs = statement
            .keyword()
            .is_some_and(|known| takes_block(known.body));
        if !needs || statement.node.has_block() || context.has_confusable(statement) {
            continue;
        }
        let name = statement.name();
        found.report(
            context.header(statement),
            Text::new(
                format!("`{name}` needs a `{{` after it"),
                format!("`{name}` 之后需要 `{{`"),
            ),
        );
    }
}
