//! Nodes with different addresses.

use std::collections::BTreeSet;
use std::net::IpAddr;

use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};
use crate::model::VrrpInstance;

pub(super) static RULE: Rule = Rule {
    id: "peer-addresses-differ",
    severity: Severity::Warning,
    stage: Stage::Meaning,
    title: words("The peer has other virtual addresses", "对端的虚拟地址不同"),
    why: words(
        "A node throws adverts away whose list of addresses is not its own, so both nodes are \
        MASTER. Their order does not matter; virtual_ipaddress_excluded is not in adverts.",
        "节点会丢弃地址列表不一致的通告，两个节点因此都是 MASTER。顺序无关；\
        virtual_ipaddress_excluded 不写入通告。",
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
    priority 240
    virtual_ipaddress {
        192.0.2.10/24
        192.0.2.11/24
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
        let list = |instance: &VrrpInstance| -> BTreeSet<IpAddr> {
            instance.addresses.iter().map(|vip| vip.address).collect()
        };
        let (mine, theirs) = (list(own), list(peer));
        let only_here: Vec<String> = mine.difference(&theirs).map(ToString::to_string).collect();
        let only_there: Vec<String> = theirs.difference(&mine).map(ToString::to_string).collect();
        if only_here.is_empty() && only_there.is_empty() {
            continue;
        }
        let here = own
            .addresses
            .iter()
            .find(|vip| !theirs.contains(&vip.address));
        let at = here.map_or(own.at, |vip| vip.at);
        let name = &own.name.value;
        let finding = found.report(
            at,
            Text::new(
                format!("the addresses of {name} differ from the peer's: both would be MASTER"),
                format!("{name} 的地址与对端不同：两者都会成为 MASTER"),
            ),
        );
        for (list, en, zh) in [
            (only_here, "only here", "仅本机有"),
            (only_there, "only on the peer", "仅对端有"),
        ] {
            if !list.is_empty() {
                let list = list.join(", ");
                finding.note(Text::new(format!("{en}: {list}"), format!("{zh}：{list}")));
            }
        }
    }
}
