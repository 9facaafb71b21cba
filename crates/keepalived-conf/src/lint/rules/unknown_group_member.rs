//! A member of a group that is no instance.

use std::collections::BTreeSet;

use crate::catalog::closest_word;
use crate::lint::instance;
use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};

pub(super) static RULE: Rule = Rule {
    id: "unknown-group-member",
    severity: Severity::Error,
    stage: Stage::Meaning,
    title: words(
        "A group names an instance that does not exist",
        "组中引用了不存在的实例",
    ),
    why: words(
        "Keepalived reports the name and goes on without: the instance that is meant moves alone.",
        "Keepalived 报告该名称并忽略，实际想要的实例会单独漂移。",
    ),
    bad: Example::of(
        "vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    virtual_ipaddress {
        192.0.2.10/24
    }
}
vrrp_instance VI_2 {
    interface eth0
    virtual_router_id 72
    virtual_ipaddress {
        192.0.2.11/24
    }
}
vrrp_sync_group SG {
    group {
        VI_1
        VI_2
        VI_3
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
vrrp_instance VI_2 {
    interface eth0
    virtual_router_id 72
    virtual_ipaddress {
        192.0.2.11/24
    }
}
vrrp_sync_group SG {
    group {
        VI_1
        VI_2
    }
}
",
    ),
    check,
};

/// With how many names a misspelt one is compared, so that a long file stays quick.
const COMPARED: usize = 256;

fn check(context: &Context<'_>, found: &mut Findings) {
    let names = context.instances.iter().map(|instance| &*instance.name);
    let names: BTreeSet<&str> = names.collect();
    for (group, statement) in context.all("", "vrrp_sync_group") {
        for (member, span) in instance::members(context, group) {
            if names.contains(&*member) {
                continue;
            }
            let title = statement.word(0).unwrap_or_default();
            let finding = found.report(
                context.locate(span),
                Text::new(
                    format!("{title} names {member}, which is no vrrp_instance"),
                    format!("{title} 引用了 {member}，但没有该 vrrp_instance"),
                ),
            );
            let known = names.iter().copied().take(COMPARED);
            if let Some(meant) = closest_word(&member, known) {
                let title = Text::new(format!("write `{meant}`"), format!("改为 `{meant}`"));
                finding.fix(context.replace(span, meant, title, false));
            }
        }
    }
}
