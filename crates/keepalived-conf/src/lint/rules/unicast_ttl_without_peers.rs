//! A time to live for packets that are not sent.

use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};

pub(super) static RULE: Rule = Rule {
    id: "unicast-ttl-without-peers",
    severity: Severity::Error,
    stage: Stage::Meaning,
    title: words(
        "unicast_ttl needs unicast peers",
        "unicast_ttl 需要单播对端",
    ),
    why: words(
        "The time to live applies to unicast only. Keepalived reports the line and clears it.",
        "该生存时间只作用于单播；Keepalived 会报告并清除该行。",
    ),
    bad: Example::of(
        "vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    unicast_ttl 255
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
    unicast_src_ip 192.0.2.1
    unicast_peer {
        192.0.2.2
    }
    unicast_ttl 255
    virtual_ipaddress {
        192.0.2.10/24
    }
}
",
    ),
    check,
};

fn check(context: &Context<'_>, found: &mut Findings) {
    for instance in &context.instances {
        let has_peers = !context.entries(instance.index, "unicast_peer").is_empty();
        if let Some(line) = context
            .last(instance.index, "unicast_ttl")
            .filter(|_| !has_peers)
        {
            found.report(
                context.header(line),
                Text::new(
                    "unicast_ttl without unicast peers",
                    "没有单播对端却设置了 unicast_ttl",
                ),
            );
        }
    }
}
