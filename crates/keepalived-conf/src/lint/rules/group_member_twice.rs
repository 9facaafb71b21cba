//! An instance in two sync groups.

use crate::lint::instance;
use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};
use std::collections::BTreeMap;

pub(super) static RULE: Rule = Rule {
    id: "group-member-twice",
    severity: Severity::Error,
    stage: Stage::Meaning,
    title: words(
        "An instance is in two sync groups",
        "一个实例出现在两个同步组中",
    ),
    why: words(
        "An instance can follow one group only. Keepalived reports the second and ignores it.",
        "一个实例只能跟随一个组；Keepalived 报告第二个并忽略。",
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
    }
}
vrrp_sync_group SH {
    group {
        VI_2
        VI_1
    }
}
",
    )
    .also(&["sync-group-too-small"]),
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

fn check(context: &Context<'_>, found: &mut Findings) {
    let mut seen = BTreeMap::new();
    for (group, _) in context.all("", "vrrp_sync_group") {
        for (member, span) in instance::members(context, group) {
            let at = context.locate(span);
            match seen.get(&member) {
                None => {
                    seen.insert(member, at);
                }
                Some(first) => {
                    let message = Text::new(
                        format!("{member} is in a sync group already"),
                        format!("{member} 已经在一个同步组中"),
                    );
                    found
                        .report(at, message)
                        .note_at(*first, Text::new("here", "在此处"));
                }
            }
        }
    }
}
