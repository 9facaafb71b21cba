//! Nodes with different patience.

use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};

pub(super) static RULE: Rule = Rule {
    id: "peer-down-timer-differs",
    severity: Severity::Hint,
    stage: Stage::Meaning,
    title: words(
        "The peer waits for another number of missed adverts",
        "对端容忍的丢失通告数不同",
    ),
    why: words(
        "down_timer_adverts says after how many intervals of silence a backup takes over. \
        Where it differs, a failure of one node lasts longer than that of the other.",
        "down_timer_adverts 决定静默多少个间隔后接管；各节点不同，\
        则不同节点失效时的中断时间也不同。",
    ),
    bad: Example::of(
        "vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    priority 250
    down_timer_adverts 2
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
    down_timer_adverts 2
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
    down_timer_adverts 2
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
        let adverts = own.down_timer_adverts(&outlook.model.globals);
        let other = peer.down_timer_adverts(outlook.peer_globals());
        if adverts != other {
            let at = own
                .down_timer_adverts
                .as_ref()
                .map_or(own.at, |adverts| adverts.at);
            found.report(
                at,
                Text::new(
                    format!("{adverts} missed adverts here, {other} on the peer"),
                    format!("本机容忍丢失 {adverts} 个通告，对端 {other} 个"),
                ),
            );
        }
    }
}
