//! Nodes with different advert intervals.

use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};
use crate::model::VrrpVersion;

pub(super) static RULE: Rule = Rule {
    id: "peer-interval-differs",
    severity: Severity::Warning,
    stage: Stage::Meaning,
    title: words("The peer has another advert interval", "对端的通告间隔不同"),
    why: words(
        "In version 2 adverts with another interval are thrown away, so both nodes are \
        MASTER. In version 3 a backup takes the master's interval over, and a takeover takes \
        longer one way than the other.",
        "版本 2 会丢弃间隔不同的通告，两个节点都会成为 MASTER；\
        版本 3 中备节点采用主节点的间隔，两个方向的切换时间不同。",
    ),
    bad: Example::of(
        "vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    priority 250
    advert_int 1
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
    advert_int 2
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
    advert_int 1
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
    advert_int 1
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
        let globals = &outlook.model.globals;
        let (interval, other) = (
            own.advert_interval(globals),
            peer.advert_interval(outlook.peer_globals()),
        );
        if interval == other {
            continue;
        }
        let at = own
            .advert_interval
            .as_ref()
            .map_or(own.at, |interval| interval.at);
        let is_fatal = own.version(globals) == VrrpVersion::V2;
        let (en, zh) = if is_fatal {
            (": both would be MASTER", "：两者都会成为 MASTER")
        } else {
            ("", "")
        };
        let finding = found.report(
            at,
            Text::new(
                format!("advert_int {interval} here, {other} on the peer{en}"),
                format!("本机 advert_int 为 {interval}，对端为 {other}{zh}"),
            ),
        );
        if !is_fatal {
            finding.severity(Severity::Hint);
        }
    }
}
