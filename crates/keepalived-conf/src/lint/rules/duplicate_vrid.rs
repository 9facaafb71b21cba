//! Two elections with one identifier on one link.

use crate::lint::instance::Instance;
use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};
use std::collections::BTreeMap;

pub(super) static RULE: Rule = Rule {
    id: "duplicate-vrid",
    severity: Severity::Error,
    stage: Stage::Meaning,
    title: words(
        "Two instances share a virtual_router_id on one interface",
        "同一网卡上两个实例使用相同的 virtual_router_id",
    ),
    why: words(
        "To other nodes the two are one election with contradicting adverts. Keepalived rejects \
        the configuration of VRRP as a whole.",
        "在其他节点看来它们是同一个选举，且通告互相矛盾；\
        Keepalived 会拒绝整个 VRRP 配置。",
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
    virtual_router_id 71
    virtual_ipaddress {
        192.0.2.11/24
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
",
    ),
    check,
};

fn check(context: &Context<'_>, found: &mut Findings) {
    let mut seen = BTreeMap::<_, Vec<&Instance>>::new();
    for instance in &context.instances {
        let word = |keyword| context.last(instance.index, keyword)?.word(0);
        let (Some(vrid), Some(interface)) = (word("virtual_router_id"), word("interface")) else {
            continue;
        };
        let link = (
            interface,
            instance.is_ipv6 == Some(true),
            word("mcast_dst_ip"),
        );
        let earlier = seen.entry((vrid.clone(), link)).or_default();
        let same = earlier.iter().find(|other| clashes(other, instance));
        if let Some(other) = same {
            let (name, taken) = (&instance.name, &other.name);
            let line = context.last(instance.index, "virtual_router_id");
            let at = line.map_or(
                context.header(&context.statements[instance.index]),
                |line| context.header(line),
            );
            found
                .report(
                    at,
                    Text::new(
                        format!("vrid {vrid} is used by {taken} and {name} on the same interface"),
                        format!("{taken} 与 {name} 在同一网卡上都使用 vrid {vrid}"),
                    ),
                )
                .note_at(
                    context.header(&context.statements[other.index]),
                    Text::new(format!("{taken} is here"), format!("{taken} 在此处")),
                );
        }
        earlier.push(instance);
    }
}

/// Multicast and unicast are apart; two unicast instances clash when they share a peer.
fn clashes(one: &Instance, other: &Instance) -> bool {
    match (one.peers.is_empty(), other.peers.is_empty()) {
        (true, true) => true,
        (false, false) => one.peers.iter().any(|peer| other.peers.contains(peer)),
        _ => false,
    }
}
