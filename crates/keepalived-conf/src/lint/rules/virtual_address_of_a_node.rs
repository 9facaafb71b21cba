//! A virtual address that is a node's own.

use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};

pub(super) static RULE: Rule = Rule {
    id: "virtual-address-of-a-node",
    severity: Severity::Warning,
    stage: Stage::Meaning,
    title: words(
        "A virtual address is the address of a node",
        "虚拟地址与节点地址相同",
    ),
    why: words(
        "The adverts of a node come from its own address. When that address moves with the \
        master, or is taken away in the backup, the nodes lose each other.",
        "通告从节点自身地址发出；若该地址随主节点漂移或在备节点上被移除，节点之间就会失联。",
    ),
    bad: Example::of(
        "vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    priority 250
    unicast_src_ip 192.0.2.10
    unicast_peer {
        192.0.2.2
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
        let peers = instance
            .unicast_peers
            .iter()
            .map(|peer| (peer.address, peer.at));
        let source = instance
            .source
            .iter()
            .map(|source| (source.value, source.at));
        let nodes: Vec<_> = peers.chain(source).collect();
        for vip in instance.addresses.iter().chain(&instance.excluded) {
            let Some((address, node)) = nodes.iter().find(|(node, _)| *node == vip.address) else {
                continue;
            };
            found
                .report(
                    vip.at,
                    Text::new(
                        format!("{address} is the address of a node, not a virtual one"),
                        format!("{address} 是节点自身地址，不应作为虚拟地址"),
                    ),
                )
                .note_at(*node, Text::new("the node's address", "节点地址"));
        }
    }
}
