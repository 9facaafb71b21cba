//! A unicast peer that is the node itself.

use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};

pub(super) static RULE: Rule = Rule {
    id: "peer-is-self",
    severity: Severity::Warning,
    stage: Stage::Meaning,
    title: words("A unicast peer is this node itself", "单播对端是本机自身"),
    why: words(
        "The list names the other nodes. With its own address in it, a node hears itself; and \
        a list that was copied without a change names nobody else.",
        "列表应写其他节点的地址。写入本机地址时节点会听到自己；若是原样复制的列表，\
        则没有真正的对端。",
    ),
    bad: Example::of(
        "vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    priority 250
    unicast_src_ip 192.0.2.1
    unicast_peer {
        192.0.2.1
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
    priority 250
    unicast_src_ip 192.0.2.1
    unicast_peer {
        192.0.2.2
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
    let model = &context.outlook.model;
    for instance in &model.instances {
        let Some(source) = &instance.source else {
            continue;
        };
        for peer in &instance.unicast_peers {
            if peer.address == source.value {
                let address = peer.address;
                found
                    .report(
                        peer.at,
                        Text::new(
                            format!("{address} is this node's own address"),
                            format!("{address} 是本机自身地址"),
                        ),
                    )
                    .note_at(source.at, Text::new("here", "在此处"));
            }
        }
    }
}
