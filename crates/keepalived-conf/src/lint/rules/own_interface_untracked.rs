//! `dont_track_primary` leaves two masters when the link fails.

use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};

pub(super) static RULE: Rule = Rule {
    id: "own-interface-untracked",
    severity: Severity::Warning,
    stage: Stage::Meaning,
    title: words(
        "A dead link leaves both nodes master",
        "链路中断后两个节点都是主",
    ),
    why: words(
        "With dont_track_primary the instance stays MASTER although its interface is down, \
        while the peer takes over. The addresses are on both, and clients that still reach \
        the old node write there.",
        "使用 dont_track_primary 时，网卡断开后本节点仍是 MASTER，而对端也会接管；\
        地址同时在两边，仍能访问旧节点的客户端会继续写入。",
    ),
    bad: Example::of(
        "vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    priority 250
    dont_track_primary
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
",
    ),
    check,
};

fn check(context: &Context<'_>, found: &mut Findings) {
    let model = &context.outlook.model;
    for instance in &model.instances {
        if let Some(flag) = &instance.dont_track_primary {
            let name = &instance.name.value;
            found.report(
                flag.at,
                Text::new(
                    format!(
                        "when its interface fails, {name} stays MASTER while the peer takes over"
                    ),
                    format!("网卡失效时 {name} 仍为 MASTER，而对端也会接管"),
                ),
            );
        }
    }
}
