//! One node sends to peers, the other to a group.

use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};
use crate::model::{Family, GlobalDefs, VrrpInstance};

pub(super) static RULE: Rule = Rule {
    id: "peer-cast-differs",
    severity: Severity::Warning,
    stage: Stage::Meaning,
    title: words(
        "The peer sends adverts another way",
        "对端发送通告的方式不同",
    ),
    why: words(
        "A node with unicast peers throws multicast adverts away and the other way round, and \
        a node listens to one group only. Both nodes are MASTER.",
        "配置单播对端的节点会丢弃组播通告，反之亦然；节点也只监听一个组播地址。\
        两个节点因此都是 MASTER。",
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
        let way = |instance: &VrrpInstance, globals: &GlobalDefs| {
            if instance.is_unicast() {
                return "unicast".to_owned();
            }
            let global = match instance.family() {
                Family::V4 => &globals.mcast_group4,
                Family::V6 => &globals.mcast_group6,
            };
            let group = instance.mcast_group.as_ref().or(global.as_ref());
            let group = group.map(|group| group.value.to_string());
            group.unwrap_or_else(|| "multicast".to_owned())
        };
        let mine = way(own, &outlook.model.globals);
        let theirs = way(peer, outlook.peer_globals());
        if mine != theirs {
            let at = own.unicast.as_ref().map_or(own.at, |unicast| unicast.at);
            found.report(
                at,
                Text::new(
                    format!("{mine} here, {theirs} on the peer: both would be MASTER"),
                    format!("本机 {mine}，对端 {theirs}：两者都会成为 MASTER"),
                ),
            );
        }
    }
}
