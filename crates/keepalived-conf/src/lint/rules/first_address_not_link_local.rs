//! An IPv6 instance whose first address is not link-local.

use std::net::IpAddr;

use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};

pub(super) static RULE: Rule = Rule {
    id: "first-address-not-link-local",
    severity: Severity::Hint,
    stage: Stage::Meaning,
    title: words(
        "The first IPv6 address should be link-local",
        "第一个 IPv6 地址应为链路本地地址",
    ),
    why: words(
        "RFC 9568 wants a link-local address first in an IPv6 advert; Keepalived only logs \
        it, other routers may refuse the advert. Put one such as fe80::71 first.",
        "RFC 9568 要求 IPv6 通告的首个地址为链路本地地址；Keepalived 只记日志，\
        其他路由器可能拒收。请把如 fe80::71 的地址放在最前。",
    ),
    bad: Example::of(
        "vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    priority 250
    virtual_ipaddress {
        2001:db8::10/64
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
        fe80::71/64
        2001:db8::10/64
    }
}
",
    ),
    check,
};

fn check(context: &Context<'_>, found: &mut Findings) {
    let model = &context.outlook.model;
    for instance in &model.instances {
        let first = instance
            .addresses
            .first()
            .filter(|_| !instance.is_unicast());
        let Some(IpAddr::V6(address)) = first.map(|vip| vip.address) else {
            continue;
        };
        if let Some(vip) = first.filter(|_| !address.is_unicast_link_local()) {
            found.report(
                vip.at,
                Text::new(
                    format!("{address} comes first and is not link-local"),
                    format!("首个地址 {address} 不是链路本地地址"),
                ),
            );
        }
    }
}
