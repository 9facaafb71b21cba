//! Both nodes say `state MASTER`.

use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};
use crate::model::{InitialState, VrrpInstance};

pub(super) static RULE: Rule = Rule {
    id: "peer-both-master",
    severity: Severity::Hint,
    stage: Stage::Meaning,
    title: words(
        "Both nodes are configured as MASTER",
        "两个节点都配置为 MASTER",
    ),
    why: words(
        "The priority decides, not the state; but nopreempt and preempt_delay do not work \
        with state MASTER, and who reads the files takes each node for the first. Write \
        `state BACKUP` on both.",
        "胜负由优先级决定而非 state；\
        但 state MASTER 会使 nopreempt 与 preempt_delay 失效，也让人误以为两边都是主。\
        请都写 `state BACKUP`。",
    ),
    bad: Example::of(
        "vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    priority 250
    state MASTER
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
    state MASTER
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
    state BACKUP
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
    state BACKUP
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
        let is_master = |instance: &VrrpInstance| {
            let state = instance.state.as_ref().map(|state| state.value);
            state == Some(InitialState::Master)
        };
        if let Some(state) = own
            .state
            .as_ref()
            .filter(|_| is_master(own) && is_master(peer))
        {
            found.report(
                state.at,
                Text::new(
                    "both nodes are configured as MASTER",
                    "两个节点都配置为 MASTER",
                ),
            );
        }
    }
}
