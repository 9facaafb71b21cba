//! An instance that the peer does not have.

use std::collections::BTreeSet;

use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};

pub(super) static RULE: Rule = Rule {
    id: "peer-instance-missing",
    severity: Severity::Warning,
    stage: Stage::Meaning,
    title: words(
        "The peer has no instance for this election",
        "对端没有该选举的实例",
    ),
    why: words(
        "Nobody takes over: when this node goes, its addresses are gone. Either the peer's \
        file is an old one, or the VRID differs.",
        "没有节点接管：本节点失效后地址随之消失。可能对端文件已过期，或 VRID 不同。",
    ),
    bad: Example::of(
        "vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    priority 250
    virtual_ipaddress {
        192.0.2.10/24
    }
}
",
    )
    .with_peer(
        "vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 72
    priority 240
    virtual_ipaddress {
        192.0.2.99/24
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
    check,
};

fn check(context: &Context<'_>, found: &mut Findings) {
    let outlook = &context.outlook;
    if outlook.peer.is_none() {
        return;
    }
    let pairs = outlook.pairs();
    let strangers = outlook.strangers();
    let met: BTreeSet<_> = pairs
        .iter()
        .chain(&strangers)
        .map(|(own, _)| own.node)
        .collect();
    for instance in &outlook.model.instances {
        let is_met = met.contains(&instance.node);
        if let Some(vrid) = instance.vrid.as_ref().filter(|_| !is_met) {
            let (name, number) = (&instance.name.value, vrid.value);
            found.report(
                instance.at,
                Text::new(
                    format!("the peer has no instance with VRID {number} to take over {name}"),
                    format!("对端没有 VRID {number} 的实例来接管 {name}"),
                ),
            );
        }
    }
}
