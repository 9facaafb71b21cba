//! Unicast without anybody to talk to.

use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};

pub(super) static RULE: Rule = Rule {
    id: "unicast-without-peers",
    severity: Severity::Error,
    stage: Stage::Meaning,
    title: words(
        "Unicast is meant, but there is no peer",
        "使用了单播却没有对端",
    ),
    why: words(
        "With an empty unicast_peer Keepalived reports the instance and falls back to multicast \
        in silence, which clouds and firewalls drop: both nodes become MASTER.",
        "unicast_peer 为空时 Keepalived 报告该实例并退回组播；\
        云环境和防火墙会丢弃组播，于是两个节点都成为 MASTER。",
    ),
    bad: Example::of(
        "vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    unicast_src_ip 192.0.2.1
    unicast_peer {
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
    for instance in &context.instances {
        let Some(span) = instance.unicast.filter(|_| instance.peers.is_empty()) else {
            continue;
        };
        let faulted = context
            .last(instance.index, "unicast_fault_no_peer")
            .is_some();
        let name = &instance.name;
        if faulted || !context.entries(instance.index, "unicast_peer").is_empty() {
            // The fault is asked for, or the peers are wrong words and reported as such.
            continue;
        }
        found.report(
            context.locate(span),
            Text::new(
                format!("{name} has no unicast peer and falls back to multicast"),
                format!("{name} 没有单播对端，会退回组播"),
            ),
        );
    }
}
