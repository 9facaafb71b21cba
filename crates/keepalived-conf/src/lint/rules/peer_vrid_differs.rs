//! The same addresses under another VRID.

use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};

pub(super) static RULE: Rule = Rule {
    id: "peer-vrid-differs",
    severity: Severity::Warning,
    stage: Stage::Meaning,
    title: words(
        "The peer has the same addresses under another VRID",
        "对端用不同的 VRID 持有相同地址",
    ),
    why: words(
        "Two VRIDs are two elections: each node is master of its own, and both hold the \
        addresses. The number must be the same on all nodes of one election.",
        "不同 VRID 是不同的选举：两个节点各自为主，同时持有地址。\
        同一选举的所有节点必须使用相同编号。",
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
    for (own, peer) in outlook.strangers() {
        let (Some(vrid), Some(other)) = (&own.vrid, &peer.vrid) else {
            continue;
        };
        let (vrid_own, vrid_peer) = (vrid.value, other.value);
        found.report(
            vrid.at,
            Text::new(
                format!("VRID {vrid_own} here, {vrid_peer} on the peer, for the same addresses"),
                format!("相同地址：本机 VRID {vrid_own}，对端 VRID {vrid_peer}"),
            ),
        );
    }
}
