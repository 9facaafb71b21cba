//! Nodes that speak different versions.

use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};

pub(super) static RULE: Rule = Rule {
    id: "peer-version-differs",
    severity: Severity::Warning,
    stage: Stage::Meaning,
    title: words(
        "The peer speaks another version of VRRP",
        "对端使用不同的 VRRP 版本",
    ),
    why: words(
        "A node throws adverts of another version away, so both nodes are MASTER. IPv4 \
        instances use version 2 unless vrrp_version or version says 3.",
        "节点会丢弃其他版本的通告，两个节点因此都是 MASTER。IPv4 实例默认版本 2，\
        除非 vrrp_version 或 version 写 3。",
    ),
    bad: Example::of(
        "vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    priority 250
    version 3
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
    version 2
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
    version 3
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
    version 3
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
        let version = own.version(&outlook.model.globals);
        let other = peer.version(outlook.peer_globals());
        if version != other {
            let at = own.version.as_ref().map_or(own.at, |version| version.at);
            found.report(
                at,
                Text::new(
                    format!("version {version} here, {other} on the peer: both would be MASTER"),
                    format!("本机版本 {version}，对端版本 {other}：两者都会成为 MASTER"),
                ),
            );
        }
    }
}
