//! Unicast peers without a source address.

use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};

pub(super) static RULE: Rule = Rule {
    id: "unicast-without-source",
    severity: Severity::Hint,
    stage: Stage::Meaning,
    title: words("Unicast has no source address", "单播未指定源地址"),
    why: words(
        "Adverts then come from the interface's first address. When that changes, or a \
        virtual address becomes the first one, the peer no longer knows the sender. Name it \
        with unicast_src_ip.",
        "此时通告从网卡的首个地址发出；该地址变化或虚拟地址成为首个地址时，\
        对端就认不出发送方。请写 unicast_src_ip。",
    ),
    bad: Example::of(
        "vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    priority 250
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
        if let Some(peer) = instance
            .unicast_peers
            .first()
            .filter(|_| instance.source.is_none())
        {
            found.report(
                peer.at,
                Text::new(
                    "there are unicast peers but no unicast_src_ip",
                    "有单播对端，但没有 unicast_src_ip",
                ),
            );
        }
    }
}
