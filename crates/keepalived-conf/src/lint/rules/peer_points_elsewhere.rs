//! Unicast peers that do not point at each other.

use std::net::IpAddr;

use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};
use crate::model::VrrpInstance;

pub(super) static RULE: Rule = Rule {
    id: "peer-points-elsewhere",
    severity: Severity::Warning,
    stage: Stage::Meaning,
    title: words(
        "The unicast peers do not point at each other",
        "单播对端没有互指",
    ),
    why: words(
        "Adverts go to the addresses under unicast_peer and come from unicast_src_ip. A node \
        that is not among the other's peers hears nothing and becomes MASTER as well.",
        "通告发往 unicast_peer 中的地址，源地址为 unicast_src_ip。\
        不在对方列表中的节点收不到通告，也会成为 MASTER。",
    ),
    bad: Example::of(
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
    )
    .with_peer(
        "vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    priority 240
    unicast_src_ip 192.0.2.2
    unicast_peer {
        192.0.2.9
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
    )
    .with_peer(
        "vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    priority 240
    unicast_src_ip 192.0.2.2
    unicast_peer {
        192.0.2.1
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
    let outlook = &context.outlook;
    for (own, peer) in outlook.pairs() {
        if !own.is_unicast() || !peer.is_unicast() {
            continue;
        }
        let lists = |instance: &VrrpInstance, address: IpAddr| {
            instance
                .unicast_peers
                .iter()
                .any(|peer| peer.address == address)
        };
        let theirs = peer.source.as_ref().map(|source| source.value);
        if let Some(address) = theirs.filter(|address| !lists(own, *address)) {
            let at = own.unicast_peers.first().map_or(own.at, |peer| peer.at);
            found.report(
                at,
                Text::new(
                    format!("the peer sends from {address}, which is not among these peers"),
                    format!("对端源地址 {address} 不在本机的单播对端中"),
                ),
            );
        }
        let mine = own.source.as_ref();
        if let Some(source) = mine.filter(|source| !lists(peer, source.value)) {
            let address = source.value;
            found.report(
                source.at,
                Text::new(
                    format!("the peer does not send to {address}"),
                    format!("对端没有向 {address} 发送通告"),
                ),
            );
        }
    }
}
