//! Something that is tracked twice by one block.

use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};
use std::collections::BTreeMap;

pub(super) static RULE: Rule = Rule {
    id: "duplicate-tracker",
    severity: Severity::Error,
    stage: Stage::Meaning,
    title: words("Something is tracked twice", "重复跟踪同一对象"),
    why: words(
        "Keepalived reports the second line and ignores it, its weight too.",
        "Keepalived 报告第二行并忽略它（包括权重）。",
    ),
    bad: Example::of(
        "global_defs {
    enable_script_security
    script_user root
}
vrrp_script check {
    script /usr/local/bin/check
}
vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    track_script {
        check
        check weight -20
    }
    virtual_ipaddress {
        192.0.2.10/24
    }
}
",
    ),
    good: Example::of(
        "global_defs {
    enable_script_security
    script_user root
}
vrrp_script check {
    script /usr/local/bin/check
}
vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    track_script {
        check
    }
    virtual_ipaddress {
        192.0.2.10/24
    }
}
",
    ),
    check,
};

const LISTS: [&str; 5] = [
    "track_interface",
    "track_script",
    "track_file",
    "track_process",
    "track_bfd",
];

fn check(context: &Context<'_>, found: &mut Findings) {
    let mut seen = BTreeMap::new();
    for statement in &context.statements {
        let list = statement
            .parent
            .and_then(|parent| context.statements.get(parent));
        let Some(list) = list.filter(|list| LISTS.contains(&list.name())) else {
            continue;
        };
        let Some(name) = statement.word(0).filter(|_| !statement.has_keyword()) else {
            continue;
        };
        let at = context.header(statement);
        match seen.get(&(list.parent, list.name(), name.clone())) {
            None => {
                seen.insert((list.parent, list.name(), name), at);
            }
            Some(first) => {
                let message = Text::new(
                    format!("{name} is tracked already; this line is ignored"),
                    format!("{name} 已在跟踪，该行会被忽略"),
                );
                found
                    .report(at, message)
                    .note_at(*first, Text::new("here", "在此处"));
            }
        }
    }
}
