//! A route to nowhere.

use crate::catalog::{Kind, Line, Presence};
use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::scope::{Role, Statement};
use crate::lint::{Context, Severity, Text};

pub(super) static RULE: Rule = Rule {
    id: "route-without-destination",
    severity: Severity::Error,
    stage: Stage::Meaning,
    title: words("A route has no destination", "路由没有目的地"),
    why: words(
        "Keepalived reports the line and leaves the route out.",
        "Keepalived 报告该行并忽略该路由。",
    ),
    bad: Example::of(
        "vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    virtual_routes {
        via 192.0.2.1 dev eth0
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
    virtual_routes {
        198.51.100.0/24 via 192.0.2.1 dev eth0
    }
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
        let Role::Entry(entry) = statement.role else {
            continue;
        };
        if !entry.name.ends_with("_routes entry") || has_destination(statement, &entry.line) {
            continue;
        }
        found.report(
            context.header(statement),
            Text::new("this route has no destination", "该路由没有目的地"),
        );
    }
}

/// Whether a word is neither an option nor a word of one, and no type either.
fn has_destination(statement: &Statement<'_>, line: &Line) -> bool {
    let mut at = 0;
    while let Some(word) = statement.word(at) {
        at += 1;
        if let Some(option) = line.option(&word) {
            for arg in option.args {
                let next = statement.word(at);
                let fits = next.is_some_and(|next| arg.kind.read(&next).is_ok());
                at += usize::from(arg.presence == Presence::Required || fits);
            }
        } else if Kind::Destination.read(&word).is_ok() || word.contains('/') {
            return true;
        }
    }
    false
}
