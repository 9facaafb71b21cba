//! Nodes with one priority.

use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};

pub(super) static RULE: Rule = Rule {
    id: "peer-equal-priority",
    severity: Severity::Warning,
    stage: Stage::Meaning,
    title: words("The peer has the same priority", "对端的优先级相同"),
    why: words(
        "With equal priorities nobody takes over from a living master, and when two masters \
        meet the higher address decides. Which node holds the addresses then depends on who \
        started first. Give one a lower priority.",
        "优先级相同时，谁也不会从仍在运行的主节点接管；\
        两个主节点相遇则由 IP 较大者胜出，谁持有地址取决于启动先后。请让其中一个较低。",
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
    virtual_router_id 71
    priority 250
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
    for (own, peer) in outlook.pairs() {
        let (priority, other) = (own.priority(), peer.priority());
        if priority == other {
            let at = own.priority.as_ref().map_or(own.at, |priority| priority.at);
            found.report(
                at,
                Text::new(
                    format!("both nodes have priority {priority}"),
                    format!("两个节点的优先级都是 {priority}"),
                ),
            );
        }
    }
}
