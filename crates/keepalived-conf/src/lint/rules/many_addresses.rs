//! More than twenty addresses in the adverts.

use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};

pub(super) static RULE: Rule = Rule {
    id: "many-addresses",
    severity: Severity::Hint,
    stage: Stage::Meaning,
    title: words(
        "More than 20 addresses are advertised",
        "通告中的地址超过 20 个",
    ),
    why: words(
        "Every advert carries all addresses and every node compares them. Twenty is what the \
        protocol was made for; name one address there and the others under \
        virtual_ipaddress_excluded.",
        "每个通告都携带全部地址，各节点逐一比较。协议按约 20 个设计；建议只保留一个，\
        其余写入 virtual_ipaddress_excluded。",
    ),
    bad: Example::of(
        "vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    priority 250
    virtual_ipaddress {
        192.0.2.10/24
        192.0.2.11/24
        192.0.2.12/24
        192.0.2.13/24
        192.0.2.14/24
        192.0.2.15/24
        192.0.2.16/24
        192.0.2.17/24
        192.0.2.18/24
        192.0.2.19/24
        192.0.2.20/24
        192.0.2.21/24
        192.0.2.22/24
        192.0.2.23/24
        192.0.2.24/24
        192.0.2.25/24
        192.0.2.26/24
        192.0.2.27/24
        192.0.2.28/24
        192.0.2.29/24
        192.0.2.30/24
        192.0.2.31/24
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
    ),
    check,
};

const MOST: usize = 20;

fn check(context: &Context<'_>, found: &mut Findings) {
    for instance in &context.outlook.model.instances {
        let count = instance.addresses.len();
        if let Some(first) = instance.addresses.get(MOST) {
            found.report(
                first.at,
                Text::new(
                    format!("{count} addresses are advertised; put most of them under virtual_ipaddress_excluded"),
                    format!("通告了 {count} 个地址，建议大部分移入 virtual_ipaddress_excluded"),
                ),
            );
        }
    }
}
