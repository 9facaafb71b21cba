//! One address in two instances.

use std::collections::BTreeMap;

use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};
use crate::model::VirtualIp;

pub(super) static RULE: Rule = Rule {
    id: "duplicate-address",
    severity: Severity::Warning,
    stage: Stage::Meaning,
    title: words("An address is in two instances", "同一地址出现在两个实例中"),
    why: words(
        "Two elections decide about one address. When one of them is lost here, Keepalived \
        takes the address away although the other still wants it.",
        "一个地址由两个选举决定：其中一个失去主状态时，Keepalived 会移除该地址，\
        尽管另一个仍需要它。",
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
vrrp_instance VI_2 {
    interface eth0
    virtual_router_id 72
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
vrrp_instance VI_2 {
    interface eth0
    virtual_router_id 72
    priority 250
    virtual_ipaddress {
        192.0.2.11/24
    }
}
",
    ),
    check,
};

fn check(context: &Context<'_>, found: &mut Findings) {
    let mut seen: BTreeMap<_, &VirtualIp> = BTreeMap::new();
    for instance in &context.outlook.model.instances {
        for vip in instance.addresses.iter().chain(&instance.excluded) {
            let Some(first) = seen.get(&vip.address) else {
                seen.insert(vip.address, vip);
                continue;
            };
            let address = vip.address;
            found
                .report(
                    vip.at,
                    Text::new(
                        format!("{address} is held by another instance too"),
                        format!("{address} 已由另一个实例持有"),
                    ),
                )
                .note_at(first.at, Text::new("here", "在此处"));
        }
    }
}
