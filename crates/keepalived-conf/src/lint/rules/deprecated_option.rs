//! A word of a line that has another name today.

use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::scope::Role;
use crate::lint::{Context, Severity, Text};

pub(super) static RULE: Rule = Rule {
    id: "deprecated-option",
    severity: Severity::Error,
    stage: Stage::Words,
    title: words("An option is deprecated", "选项已弃用"),
    why: words(
        "It still works, but `keepalived -t` reports it and does not exit 0.",
        "它仍然有效，但 `keepalived -t` 会报告且退出码不为 0。",
    ),
    bad: Example::of(
        "vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    virtual_routes {
        198.51.100.0/24 gw 192.0.2.1 dev eth0
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

/// What stands in the place of an old word, where something does.
const INSTEAD: [(&str, &str); 2] = [("gw", "via"), ("or", "nexthop via")];

fn check(context: &Context<'_>, found: &mut Findings) {
    for statement in &context.statements {
        let Role::Entry(entry) = statement.role else {
            continue;
        };
        for word in statement.node.words() {
            let text = word.text();
            if !entry
                .line
                .option(&text)
                .is_some_and(|option| option.deprecated)
            {
                continue;
            }
            let finding = found.report(
                context.locate(word.span()),
                Text::new(
                    format!("`{text}` is deprecated"),
                    format!("`{text}` 已弃用"),
                ),
            );
            if let Some((_, new)) = INSTEAD.iter().find(|(old, _)| *old == text) {
                let title = Text::new(format!("write `{new}`"), format!("改为 `{new}`"));
                finding.fix(context.replace(word.span(), *new, title, true));
            }
        }
    }
}
