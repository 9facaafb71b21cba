//! `nopreempt` on one node only.

use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};

pub(super) static RULE: Rule = Rule {
    id: "peer-nopreempt-differs",
    severity: Severity::Warning,
    stage: Stage::Meaning,
    title: words(
        "nopreempt stands on one node only",
        "只有一个节点写了 nopreempt",
    ),
    why: words(
        "The node without it takes the addresses back as soon as it returns with the higher \
        priority, which is what nopreempt should prevent. Write it on every node, each with \
        state BACKUP.",
        "没有写的节点恢复后若优先级更高，就会立即抢回地址，正是 nopreempt 要避免的。\
        请在每个节点都写，并配合 state BACKUP。",
    ),
    bad: Example::of(
        "vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    priority 250
    nopreempt
    virtual_ipaddress {
        192.0.2.10/24
    }
}
",
    )
    .with_peer(
        "vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    priority 240
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
    nopreempt
    virtual_ipaddress {
        192.0.2.10/24
    }
}
",
    )
    .with_peer(
        "vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    priority 240
    nopreempt
    virtual_ipaddress {
        192.0.2.10/24
    }
}
",
    ),
    check,
};

fn check(context: &Context<'_>, found: &mut Findings) {
    let outlook = &context.outlook;
    for (own, peer) in outlook.pairs() {
        let (en, zh, at) = match (&own.nopreempt, &peer.nopreempt) {
            (Some(flag), None) => ("this node only", "仅本机", flag.at),
            (None, Some(_)) => ("the peer only", "仅对端", own.at),
            _ => continue,
        };
        found.report(
            at,
            Text::new(
                format!("nopreempt stands on {en}"),
                format!("nopreempt {zh}配置"),
            ),
        );
    }
}
