//! A block after a keyword that takes none.

use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::scope::Role;
use crate::lint::words::takes_block;
use crate::lint::{Context, Severity, Text};

pub(super) static RULE: Rule = Rule {
    id: "unexpected-block",
    severity: Severity::Error,
    stage: Stage::Words,
    title: words("A keyword takes no block", "该关键字没有块"),
    why: words(
        "Keepalived ignores the brace, reads the lines within as lines of the block around, and \
        ends that at the closing brace.",
        "Keepalived 忽略该括号，把其中的行当作外层块的内容，\
        并在右括号处提前结束外层块。",
    ),
    bad: Example::of(
        "vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    priority 250 {
    }
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
    priority 250
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
        let takes_one = match statement.role {
            Role::Keyword(_, keyword) => takes_block(keyword.body),
            Role::Unknown(_) => true,
            Role::Entry(_) | Role::Names => false,
        };
        let Some(brace) = statement.node.open_brace().filter(|_| !takes_one) else {
            continue;
        };
        let name = statement.name();
        found.report(
            context.locate(brace),
            Text::new(
                format!("`{name}` takes no block"),
                format!("`{name}` 没有块"),
            ),
        );
    }
}
