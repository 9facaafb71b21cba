//! A sync group with fewer than two instances.

use crate::lint::instance;
use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};
use std::collections::BTreeSet;

pub(super) static RULE: Rule = Rule {
    id: "sync-group-too-small",
    severity: Severity::Error,
    stage: Stage::Meaning,
    title: words(
        "A sync group has fewer than two instances",
        "同步组不足两个实例",
    ),
    why: words(
        "A group of one does nothing; an empty one is removed. Keepalived reports both, since a \
        member was most likely forgotten.",
        "只有一个成员的组没有作用，空组会被删除；Keepalived 都会报告，\
        因为很可能漏写了成员。",
    ),
    bad: Example::of(
        "vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    virtual_ipaddress {
        192.0.2.10/24
    }
}
vrrp_sync_group SG {
    group {
        VI_1
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

fn check(context: &Context<'_>, found: &mut Findings) {
    let names = context.instances.iter().map(|instance| &*instance.name);
    let names: BTreeSet<&str> = names.collect();
    let mut grouped = BTreeSet::new();
    for (group, statement) in context.all("", "vrrp_sync_group") {
        let known =
            instance::members(context, group).filter(|(member, _)| names.contains(&**member));
        let members = known
            .filter(|(member, _)| grouped.insert(member.clone()))
            .count();
        let named = instance::members(context, group).count();
        // Two names of which one is unknown: that one is reported.
        if members > 1 || named > 1 && members < named && grouped.is_empty() {
            continue;
        }
        let name = statement.word(0).unwrap_or_default();
        found.report(
            context.header(statement),
            Text::new(
                format!("{name} has {members} instances; a group needs two"),
                format!("{name} 只有 {members} 个实例，组至少需要两个"),
            ),
        );
    }
}
